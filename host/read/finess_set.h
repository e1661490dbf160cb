/* SPDX-License-Identifier: MIT
 *
 * finess_set.h: the FINESS numbers of a run, and where each was first seen. */
#ifndef CAQES_HOST_FINESS_SET_H
#define CAQES_HOST_FINESS_SET_H

#include <stdbool.h>
#include <stdint.h>

#define FINESS_LENGTH 9

/* Twelve bytes each: a run may hold every establishment of the country. */
struct finess_seen {
    uint32_t number; /* FINESS as a number, 1 more; 0: free */
    uint32_t file;   /* as given to finess_set_add */
    uint32_t line;
};

struct finess_set {
    struct finess_seen *seen; /* open addressing */
    uint32_t count, capacity;
};

#define FINESS_SET_EMPTY                                                                                               \
    { 0 }

/* True when these 9 characters have the form of a FINESS: digits, or 2A and 2B in front. */
bool finess_is_valid(const char *finess);

/* Adds a valid FINESS. When it is there already, returns where it was first seen, until the next call;
 * else NULL. */
const struct finess_seen *finess_set_add(struct finess_set *s, const char *finess, uint32_t file, uint32_t line);

void finess_set_free(struct finess_set *s);

#endif
