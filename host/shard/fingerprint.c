/* SPDX-License-Identifier: MIT */
#include "host/shard/fingerprint.h"

#include "host/base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

enum { BLOCK = 1 << 20 };

struct fingerprint {
    XXH3_state_t *state;
};

struct fingerprint *fingerprint_create(void) {
    struct fingerprint *f = memory_grow(NULL, 1, sizeof *f);
    f->state = XXH3_createState();
    if (!f->state) memory_exhausted();
    XXH3_128bits_reset(f->state);
    return f;
}

void fingerprint_add(struct fingerprint *f, const void *bytes, size_t length) {
    XXH3_128bits_update(f->state, bytes, length);
}

static void as_text(XXH128_hash_t hash, char out[FINGERPRINT_TEXT]) {
    snprintf(out, FINGERPRINT_TEXT, "%016llx%016llx", (unsigned long long)hash.high64, (unsigned long long)hash.low64);
}

void fingerprint_text(const struct fingerprint *f, char out[FINGERPRINT_TEXT]) {
    as_text(XXH3_128bits_digest(f->state), out);
}

void fingerprint_free(struct fingerprint *f) {
    if (!f) return;
    XXH3_freeState(f->state);
    free(f);
}

void fingerprint_bytes(const void *bytes, size_t length, char out[FINGERPRINT_TEXT]) {
    as_text(XXH3_128bits(bytes, length), out);
}

static bool add_file(struct fingerprint *f, const char *path, char *block) {
    int fd = open(path, O_RDONLY | O_CLOEXEC), error;
    uint64_t size = 0;
    char end[24];
    ssize_t got;
    if (fd < 0) return false;
    while ((got = read(fd, block, BLOCK)) != 0) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) break;
        fingerprint_add(f, block, (size_t)got);
        size += (uint64_t)got;
    }
    error = errno;
    close(fd);
    errno = error;
    fingerprint_add(f, end, (size_t)snprintf(end, sizeof end, "\n%llu\n", (unsigned long long)size));
    return got == 0;
}

bool fingerprint_files(const char *const *paths, uint32_t count, char out[FINGERPRINT_TEXT], uint32_t *unread) {
    struct fingerprint *f = fingerprint_create();
    char *block = memory_grow(NULL, BLOCK, 1);
    bool good = true;
    uint32_t k;
    for (k = 0; k < count && good; k++) {
        good = add_file(f, paths[k], block);
        if (!good) *unread = k;
    }
    fingerprint_text(f, out);
    free(block);
    fingerprint_free(f);
    return good;
}
