/* SPDX-License-Identifier: MIT
 *
 * keys.h: the public keys that the operator of a campaign accepts plugins of: format "caqes-cles". */
#ifndef CAQES_HOST_KEYS_H
#define CAQES_HOST_KEYS_H

#include "host/campaign/config_file.h"
#include "host/trust/minisign.h"

enum { KEYS_MOST = 64, KEY_ID_TEXT = 17 };

struct trusted_key {
    const char *name;
    struct minisign_key key;
    char id[KEY_ID_TEXT]; /* as minisign shows it */
    bool national;
    const char *revoked; /* the day, as written, or NULL */
    const char *motive;  /* of the revocation, or NULL */
    const char *const *prefixes;
    uint32_t prefix_count; /* the ids of what it may sign begin with one of these; none: any id */
};

struct key_list {
    const char *file;
    const struct trusted_key *keys;
    uint32_t count;
    char sha256[DIGEST_TEXT]; /* of the file */
};

/* Reads a list that `from` names. NULL after messages (C3xx). */
const struct key_list *keys_read(struct conf_reader *r, const char *file, const struct setting *from);

/* The same from a file already parsed. */
const struct key_list *keys_build(struct conf_reader *r, const char *file, const struct setting *root);

/* The key of this identifier, or NULL. */
const struct trusted_key *keys_find(const struct key_list *list, const uint8_t id[MINISIGN_ID]);

#endif
