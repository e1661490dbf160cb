/* SPDX-License-Identifier: MIT
 *
 * unpack.h: an archive, verified and laid out in a private folder. Nothing is trusted: only a tar is read, only
 * regular files with safe names that the index lists are made, each once, and no more bytes than the archive has. */
#ifndef CAQES_HOST_UNPACK_H
#define CAQES_HOST_UNPACK_H

#include "host/archive/bundle.h"

#define BUNDLE_MAX_INDEX (64U << 20)

struct bundle_entry {
    const char *name;
    char sha256[DIGEST_TEXT];
    bool seen;
};

struct bundle_index {
    struct bundle_entry *entries; /* by name */
    uint32_t count;
    char digest[DIGEST_TEXT]; /* of the index, and so of the whole */
};

/* Reads the lines of a SHA256SUMS. False after a message (A101), about `file`. */
bool bundle_index_read(const char *file, const char *text, size_t length, struct arena *arena, struct diag *diag,
                       struct bundle_index *out);

/* NULL when there is none. */
struct bundle_entry *bundle_index_find(const struct bundle_index *index, const char *name);

/* Verifies the archive `file` and lays its members out in `folder`, which exists and is empty. False after messages
 * (A101 to A109, S611): the folder may then hold some of them. */
bool bundle_unpack(const char *file, const char *folder, struct arena *arena, struct diag *diag,
                   struct bundle_index *out);

/* The bytes of a small file, followed by `padding` zeros; NULL when it cannot be read or is longer than `max`. */
char *bundle_file_text(const char *path, size_t max, size_t padding, struct arena *arena, size_t *length);

/* A new folder that nobody else can enter, in $TMPDIR or /tmp; NULL after a message (S612). */
char *private_folder(struct diag *diag);

/* Removes a folder and all that is in it, and frees its name. */
void private_folder_remove(char *folder);

#endif
