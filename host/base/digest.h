/* SPDX-License-Identifier: MIT
 *
 * digest.h: sha256 (libsodium), as 64 hexadecimal digits and a NUL. */
#ifndef CAQES_HOST_DIGEST_H
#define CAQES_HOST_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_TEXT 65

void digest_bytes(const void *bytes, size_t length, char out[DIGEST_TEXT]);

/* Of a regular file's content. False when it is none, or cannot be read. */
bool digest_file(const char *path, char out[DIGEST_TEXT]);

/* Of the content of several, one after the other: "cat FILES | sha256sum". */
bool digest_files(const char *const *paths, unsigned count, char out[DIGEST_TEXT]);

#endif
