/* SPDX-License-Identifier: MIT
 *
 * minisign.h: signatures in the format of minisign (https://jedisct1.github.io/minisign/), made and verified with
 * libsodium: Ed25519 over the BLAKE2b-512 of the file ("ED"), and over the file itself for signatures of old ("Ed"). */
#ifndef CAQES_HOST_MINISIGN_H
#define CAQES_HOST_MINISIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MINISIGN_ID = 8, MINISIGN_PUBLIC = 32, MINISIGN_SECRET = 64, MINISIGN_COMMENT = 1024, MINISIGN_TEXT = 2048 };

struct minisign_key {
    uint8_t id[MINISIGN_ID];
    uint8_t key[MINISIGN_PUBLIC];
};

struct minisign_secret {
    uint8_t id[MINISIGN_ID];
    uint8_t key[MINISIGN_SECRET];
};

struct minisign_signature {
    bool prehashed;
    uint8_t id[MINISIGN_ID];
    uint8_t bytes[64], global[64];
    char comment[MINISIGN_COMMENT]; /* the trusted one, which is signed too */
};

enum minisign_result {
    MINISIGN_OK,
    MINISIGN_MALFORMED, /* not in the format */
    MINISIGN_OTHER_KEY, /* made with another key */
    MINISIGN_WRONG,     /* the bytes, or the trusted comment, are not those that were signed */
    MINISIGN_PASSWORD,  /* the password does not open the secret key */
    MINISIGN_NO_MEMORY  /* the key asks for more memory to be opened than there is */
};

/* A public key: a file of two lines, or its second line alone. */
enum minisign_result minisign_read_public(const char *text, size_t length, struct minisign_key *out);

/* A secret key, opened with its password ("" for a key without any). */
enum minisign_result minisign_read_secret(const char *text, size_t length, const char *password,
                                          struct minisign_secret *out);

enum minisign_result minisign_read_signature(const char *text, size_t length, struct minisign_signature *out);

/* Whether these bytes, and the trusted comment, were signed with this key. */
enum minisign_result minisign_verify(const struct minisign_signature *s, const struct minisign_key *key,
                                     const void *bytes, size_t length);

/* Signs bytes; `out` holds the text of a .minisig file, MINISIGN_TEXT bytes at most with its NUL. The comment has no
 * line end and fewer than MINISIGN_COMMENT bytes. */
enum minisign_result minisign_sign(const struct minisign_secret *key, const void *bytes, size_t length,
                                   const char *comment, char *out);

/* "F3A1…", as minisign shows a key. `out` holds 17 bytes. */
void minisign_id_text(const uint8_t id[MINISIGN_ID], char *out);

#endif
