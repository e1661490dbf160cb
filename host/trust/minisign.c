/* SPDX-License-Identifier: MIT */
#include "host/trust/minisign.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* What the lines of the files hold, once decoded. */
struct wire_public {
    uint8_t algorithm[2], id[MINISIGN_ID], key[MINISIGN_PUBLIC];
};
struct wire_signature {
    uint8_t algorithm[2], id[MINISIGN_ID], bytes[64];
};
struct wire_sealed { /* encrypted with the password */
    uint8_t id[MINISIGN_ID], key[MINISIGN_SECRET], checksum[32];
};
struct wire_secret {
    uint8_t algorithm[2], derivation[2], check[2], salt[32], operations[8], memory[8];
    struct wire_sealed sealed;
};
_Static_assert(sizeof(struct wire_public) == 42 && sizeof(struct wire_signature) == 74 &&
                   sizeof(struct wire_secret) == 158,
               "as minisign lays them out");

static const char untrusted_prefix[] = "untrusted comment: ", trusted_prefix[] = "trusted comment: ";

/* The next line, without its end. */
static bool next_line(const char **text, size_t *left, const char **line, size_t *length) {
    const char *end = *left ? memchr(*text, '\n', *left) : NULL;
    size_t used;
    if (*left == 0) return false;
    *line = *text;
    *length = end ? (size_t)(end - *text) : *left;
    used = *length + (end != NULL);
    *text += used;
    *left -= used;
    if (*length > 0 && (*line)[*length - 1] == '\r') --*length;
    return true;
}

static bool starts_with(const char *line, size_t length, const char *prefix) {
    return length >= strlen(prefix) && memcmp(line, prefix, strlen(prefix)) == 0;
}

static bool decode(const char *line, size_t length, void *out, size_t size) {
    size_t found = 0;
    return sodium_base642bin(out, size, line, length, NULL, &found, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           found == size;
}

/* The line after the untrusted comment, decoded. */
static bool read_block(const char **text, size_t *left, void *out, size_t size) {
    const char *line;
    size_t length;
    return next_line(text, left, &line, &length) && starts_with(line, length, untrusted_prefix) &&
           next_line(text, left, &line, &length) && decode(line, length, out, size);
}

enum minisign_result minisign_read_public(const char *text, size_t length, struct minisign_key *out) {
    struct wire_public wire;
    const char *line, *rest = text;
    size_t left = length, line_length;
    bool read = starts_with(text, length, untrusted_prefix)
                    ? read_block(&rest, &left, &wire, sizeof wire)
                    : next_line(&rest, &left, &line, &line_length) && decode(line, line_length, &wire, sizeof wire);
    if (!read || memcmp(wire.algorithm, "Ed", 2) != 0) return MINISIGN_MALFORMED;
    memcpy(out->id, wire.id, sizeof out->id);
    memcpy(out->key, wire.key, sizeof out->key);
    return MINISIGN_OK;
}

static uint64_t little_endian(const uint8_t bytes[8]) {
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--) value = value << 8 | bytes[i];
    return value;
}

/* The checksum tells a wrong password from a right one. */
static bool is_opened(const struct wire_secret *wire) {
    uint8_t checksum[32];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof checksum);
    crypto_generichash_update(&state, wire->algorithm, sizeof wire->algorithm);
    crypto_generichash_update(&state, wire->sealed.id, sizeof wire->sealed.id);
    crypto_generichash_update(&state, wire->sealed.key, sizeof wire->sealed.key);
    crypto_generichash_final(&state, checksum, sizeof checksum);
    return sodium_memcmp(checksum, wire->sealed.checksum, sizeof checksum) == 0;
}

/* Takes the password off the sealed part. A key made without any has no checksum either. One that asks for more work
 * than minisign ever does would never open. */
static enum minisign_result open_sealed(struct wire_secret *wire, const char *password) {
    uint8_t stream[sizeof wire->sealed], *bytes = (uint8_t *)&wire->sealed;
    uint64_t operations = little_endian(wire->operations), memory = little_endian(wire->memory);
    size_t i;
    if (memcmp(wire->derivation, "\0\0", 2) == 0) return MINISIGN_OK;
    if (memcmp(wire->derivation, "Sc", 2) != 0) return MINISIGN_MALFORMED;
    if (operations > crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE ||
        memory > crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE ||
        crypto_pwhash_scryptsalsa208sha256(stream, sizeof stream, password, strlen(password), wire->salt, operations,
                                           (size_t)memory) != 0)
        return MINISIGN_NO_MEMORY;
    for (i = 0; i < sizeof stream; i++) bytes[i] ^= stream[i];
    sodium_memzero(stream, sizeof stream);
    return is_opened(wire) ? MINISIGN_OK : MINISIGN_PASSWORD;
}

enum minisign_result minisign_read_secret(const char *text, size_t length, const char *password,
                                          struct minisign_secret *out) {
    struct wire_secret wire;
    enum minisign_result result;
    if (sodium_init() < 0) return MINISIGN_NO_MEMORY;
    if (!read_block(&text, &length, &wire, sizeof wire) || memcmp(wire.algorithm, "Ed", 2) != 0 ||
        memcmp(wire.check, "B2", 2) != 0)
        return MINISIGN_MALFORMED;
    result = open_sealed(&wire, password);
    if (result == MINISIGN_OK) {
        memcpy(out->id, wire.sealed.id, sizeof out->id);
        memcpy(out->key, wire.sealed.key, sizeof out->key);
    }
    sodium_memzero(&wire, sizeof wire);
    return result;
}

enum minisign_result minisign_read_signature(const char *text, size_t length, struct minisign_signature *out) {
    struct wire_signature wire;
    const char *line;
    size_t line_length;
    if (!read_block(&text, &length, &wire, sizeof wire)) return MINISIGN_MALFORMED;
    out->prehashed = memcmp(wire.algorithm, "ED", 2) == 0;
    if (!out->prehashed && memcmp(wire.algorithm, "Ed", 2) != 0) return MINISIGN_MALFORMED;
    memcpy(out->id, wire.id, sizeof out->id);
    memcpy(out->bytes, wire.bytes, sizeof out->bytes);
    if (!next_line(&text, &length, &line, &line_length) || !starts_with(line, line_length, trusted_prefix))
        return MINISIGN_MALFORMED;
    line += strlen(trusted_prefix);
    line_length -= strlen(trusted_prefix);
    if (line_length >= sizeof out->comment || memchr(line, '\0', line_length)) return MINISIGN_MALFORMED;
    memcpy(out->comment, line, line_length);
    out->comment[line_length] = '\0';
    if (!next_line(&text, &length, &line, &line_length) || !decode(line, line_length, out->global, sizeof out->global))
        return MINISIGN_MALFORMED;
    return MINISIGN_OK;
}

/* The signature and the trusted comment, one after the other: what the second signature is of. */
static size_t signed_comment(const uint8_t bytes[64], const char *comment, uint8_t *out) {
    size_t length = strlen(comment);
    memcpy(out, bytes, 64);
    memcpy(out + 64, comment, length);
    return 64 + length;
}

enum minisign_result minisign_verify(const struct minisign_signature *s, const struct minisign_key *key,
                                     const void *bytes, size_t length) {
    uint8_t hash[64], comment[64 + MINISIGN_COMMENT];
    if (sodium_init() < 0) return MINISIGN_NO_MEMORY;
    if (memcmp(s->id, key->id, sizeof s->id) != 0) return MINISIGN_OTHER_KEY;
    if (s->prehashed) {
        crypto_generichash(hash, sizeof hash, bytes, length, NULL, 0);
        bytes = hash;
        length = sizeof hash;
    }
    if (crypto_sign_verify_detached(s->bytes, bytes, length, key->key) != 0) return MINISIGN_WRONG;
    length = signed_comment(s->bytes, s->comment, comment);
    return crypto_sign_verify_detached(s->global, comment, length, key->key) == 0 ? MINISIGN_OK : MINISIGN_WRONG;
}

enum minisign_result minisign_sign(const struct minisign_secret *key, const void *bytes, size_t length,
                                   const char *comment, char *out) {
    struct wire_signature wire = {.algorithm = {'E', 'D'}};
    uint8_t hash[64], global[64], both[64 + MINISIGN_COMMENT];
    char first[sodium_base64_ENCODED_LEN(sizeof wire, sodium_base64_VARIANT_ORIGINAL)];
    char second[sodium_base64_ENCODED_LEN(sizeof global, sodium_base64_VARIANT_ORIGINAL)];
    size_t both_length;
    if (sodium_init() < 0) return MINISIGN_NO_MEMORY;
    if (strlen(comment) >= MINISIGN_COMMENT || strpbrk(comment, "\r\n")) return MINISIGN_MALFORMED;
    memcpy(wire.id, key->id, sizeof wire.id);
    crypto_generichash(hash, sizeof hash, bytes, length, NULL, 0);
    crypto_sign_detached(wire.bytes, NULL, hash, sizeof hash, key->key);
    both_length = signed_comment(wire.bytes, comment, both);
    crypto_sign_detached(global, NULL, both, both_length, key->key);
    sodium_bin2base64(first, sizeof first, (const uint8_t *)&wire, sizeof wire, sodium_base64_VARIANT_ORIGINAL);
    sodium_bin2base64(second, sizeof second, global, sizeof global, sodium_base64_VARIANT_ORIGINAL);
    snprintf(out, MINISIGN_TEXT, "%ssignature from caqes\n%s\n%s%s\n%s\n", untrusted_prefix, first, trusted_prefix,
             comment, second);
    return MINISIGN_OK;
}

void minisign_id_text(const uint8_t id[MINISIGN_ID], char *out) {
    for (int i = 0; i < MINISIGN_ID; i++) snprintf(out + (size_t)i * 2, 3, "%02X", id[MINISIGN_ID - 1 - i]);
}
