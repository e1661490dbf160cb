/* SPDX-License-Identifier: MIT */
#include "host/base/digest.h"

#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>

void digest_bytes(const void *bytes, size_t length, char out[DIGEST_TEXT]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, bytes, length);
    sodium_bin2hex(out, DIGEST_TEXT, hash, sizeof hash);
}

static bool add_file(crypto_hash_sha256_state *state, const char *path) {
    unsigned char buffer[65536];
    struct stat status;
    FILE *file;
    size_t got;
    bool good;
    /* A pipe has nothing more to give, and opening it could wait for ever. */
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode)) return false;
    file = fopen(path, "rb");
    if (!file) return false;
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0) crypto_hash_sha256_update(state, buffer, got);
    good = !ferror(file);
    fclose(file);
    return good;
}

bool digest_files(const char *const *paths, unsigned count, char out[DIGEST_TEXT]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    bool good = true;
    unsigned i;
    crypto_hash_sha256_init(&state);
    for (i = 0; good && i < count; i++) good = add_file(&state, paths[i]);
    crypto_hash_sha256_final(&state, hash);
    sodium_bin2hex(out, DIGEST_TEXT, hash, sizeof hash);
    return good;
}

bool digest_file(const char *path, char out[DIGEST_TEXT]) { return digest_files(&path, 1, out); }
