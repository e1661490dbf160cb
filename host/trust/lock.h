/* SPDX-License-Identifier: MIT
 *
 * lock.h: the plugins that were installed for a campaign: plugins.lock, format "caqes-verrou". Written by the program
 * only, by order of id, so that the same installations give the same bytes. */
#ifndef CAQES_HOST_LOCK_H
#define CAQES_HOST_LOCK_H

#include "host/campaign/config_file.h"

#include <stdio.h>

#define LOCK_FILE "plugins.lock"
#define LOCK_MEND "restore it; or remove it, and install every plugin of the campaign again: caqes plugin install"

struct locked_plugin {
    const char *id, *version;
    const char *sha256;    /* of its file, hexadecimal */
    const char *key_id;    /* of the key that signed it, as minisign shows it */
    const char *key_name;  /* in the list of keys, the day it was installed: for people */
    const char *publisher; /* in its manifest: for people */
};

struct lock {
    const char *file;
    struct locked_plugin *plugins; /* by id */
    uint32_t count;
    char sha256[DIGEST_TEXT]; /* of the file; "" for a lock that was not read */
};

/* Reads a lock from a file already parsed. NULL after messages (C3xx): what the program did not write so is refused. */
struct lock *lock_build(struct conf_reader *r, const char *file, const struct setting *root);

/* The entry of this id, or NULL. */
const struct locked_plugin *lock_find(const struct lock *lock, const char *id);

/* Adds an entry, or replaces that of its id. */
void lock_put(struct lock *lock, const struct locked_plugin *entry, struct arena *arena);

void lock_write(FILE *stream, const struct lock *lock);

#endif
