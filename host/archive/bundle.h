/* SPDX-License-Identifier: MIT
 *
 * bundle.h: the archive of an evaluation, as a file: a tar (POSIX, by libarchive) of regular files, and before
 * them SHA256SUMS, which `sha256sum -c` takes. The digest of an archive is the sha256 of its SHA256SUMS.
 * The same members make the same bytes: names in byte order, no date, no owner, no compression.
 *
 * What is said of an archive, in messages: A1xx (docs/formats.md). */
#ifndef CAQES_HOST_BUNDLE_H
#define CAQES_HOST_BUNDLE_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/base/digest.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>

#define BUNDLE_INDEX "SHA256SUMS"
#define BUNDLE_MAX_NAME 200

/* Where the bytes of a member come from: a file by its path, an open one from `start` to its end, or memory. */
struct bundle_member {
    const char *name, *path, *bytes;
    int fd;
    int64_t start;
    uint64_t size;
    struct stat seen; /* of the file, when it was added */
    char sha256[DIGEST_TEXT];
};

struct bundle_writer {
    struct arena *arena;
    struct bundle_member *members;
    uint32_t count, capacity;
};

/* Names are checked by bundle_name_is_safe(), and each is added once. A file must not change before it is written. */
void bundle_add_file(struct bundle_writer *w, const char *name, const char *path);
void bundle_add_open_file(struct bundle_writer *w, const char *name, int fd, int64_t start);
void bundle_add_bytes(struct bundle_writer *w, const char *name, const char *bytes, size_t length);

/* Writes the archive. False after messages (A121: a file changed since it was added; S602). Free the writer after. */
bool bundle_write(struct bundle_writer *w, FILE *stream, char digest[DIGEST_TEXT], struct diag *diag);
void bundle_free(struct bundle_writer *w);

/* Relative UTF-8 text without control characters and backslash; no part is empty, "." or ".."; not too long. */
bool bundle_name_is_safe(const char *name);

/* The last part of a path, with "_" for all but ASCII letters, digits and ".", "_", "+", "-". */
const char *bundle_name_of(const char *path, struct arena *arena);

#endif
