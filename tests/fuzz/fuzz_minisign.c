/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a key or a signature of minisign: not in the format, or read into something whole; and no signature of
 * chance is ever right. What is signed with a key that reads is verified, and only by it. */
#include "host/trust/minisign.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

static const char text[] = "un plugin";

/* The one key whose signatures are to be right. */
static const struct minisign_secret *own_secret(struct minisign_key *key) {
    static const uint8_t seed[crypto_sign_SEEDBYTES] = {1};
    static struct minisign_secret secret = {.id = {1, 2, 3, 4, 5, 6, 7, 8}};
    memcpy(key->id, secret.id, sizeof key->id);
    REQUIRE(sodium_init() >= 0 && crypto_sign_seed_keypair(key->key, secret.key, seed) == 0);
    return &secret;
}

static void check_public(const char *bytes, size_t size) {
    struct minisign_key key;
    char id[17];
    enum minisign_result result = minisign_read_public(bytes, size, &key);
    REQUIRE(result == MINISIGN_OK || result == MINISIGN_MALFORMED);
    if (result != MINISIGN_OK) return;
    minisign_id_text(key.id, id);
    REQUIRE(strlen(id) == 16 && strspn(id, "0123456789ABCDEF") == 16);
}

/* Only the keeper of the key signs: an input verifies when it is its own signature, whatever its untrusted comment. */
static void check_signature(const char *bytes, size_t size) {
    struct minisign_key key;
    struct minisign_signature read, own;
    const struct minisign_secret *secret = own_secret(&key);
    char out[MINISIGN_TEXT];
    enum minisign_result result = minisign_read_signature(bytes, size, &read);
    REQUIRE(result == MINISIGN_OK || result == MINISIGN_MALFORMED);
    if (result != MINISIGN_OK) return;
    REQUIRE(strlen(read.comment) < MINISIGN_COMMENT);
    result = minisign_verify(&read, &key, text, sizeof text);
    REQUIRE(result == MINISIGN_OK || result == MINISIGN_OTHER_KEY || result == MINISIGN_WRONG);
    if (result != MINISIGN_OK) return;
    REQUIRE(minisign_sign(secret, text, sizeof text, read.comment, out) == MINISIGN_OK);
    REQUIRE(minisign_read_signature(out, strlen(out), &own) == MINISIGN_OK);
    REQUIRE(memcmp(own.bytes, read.bytes, sizeof own.bytes) == 0 || !read.prehashed);
}

/* Of a key with a password, opening takes seconds: the fuzzer leaves it alone. */
static void check_secret(const char *bytes, size_t size) {
    struct minisign_secret secret;
    struct minisign_signature s;
    struct minisign_key key;
    char out[MINISIGN_TEXT];
    enum minisign_result result;
    if (memmem(bytes, size, "\nRWRT", 5)) return;
    result = minisign_read_secret(bytes, size, "", &secret);
    REQUIRE(result == MINISIGN_OK || result == MINISIGN_MALFORMED);
    if (result != MINISIGN_OK) return;
    REQUIRE(minisign_sign(&secret, text, sizeof text, "fuzz", out) == MINISIGN_OK && strlen(out) < MINISIGN_TEXT);
    REQUIRE(minisign_read_signature(out, strlen(out), &s) == MINISIGN_OK && s.prehashed);
    memcpy(key.id, secret.id, sizeof key.id);
    memcpy(key.key, secret.key + MINISIGN_SECRET - MINISIGN_PUBLIC, sizeof key.key);
    result = minisign_verify(&s, &key, text, sizeof text);
    REQUIRE(result == MINISIGN_OK || result == MINISIGN_WRONG); /* wrong: the two halves of the key are of two keys */
    key.id[0] ^= 1;
    REQUIRE(minisign_verify(&s, &key, text, sizeof text) == MINISIGN_OTHER_KEY);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = (const char *)data;
    check_public(bytes, size);
    check_signature(bytes, size);
    check_secret(bytes, size);
    return 0;
}
