/* SPDX-License-Identifier: MIT
 *
 * version.h: versions of plugins: MAJOR.MINOR.PATCH, then "-" and a name of pre-release if any. */
#ifndef CAQES_HOST_VERSION_H
#define CAQES_HOST_VERSION_H

#include <stdbool.h>

bool version_is_valid(const char *text);

/* Less than, equal to, or greater than 0, of two valid versions: by their numbers, and a pre-release is before its
 * release; two pre-releases, by the bytes of their names. */
int version_compare(const char *a, const char *b);

#endif
