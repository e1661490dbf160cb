/* SPDX-License-Identifier: MIT
 *
 * progress.h: a line on stderr for work that lasts over a second, on a terminal only. */
#ifndef CAQES_HOST_PROGRESS_H
#define CAQES_HOST_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool terminal, shown;
    int64_t started_ms, last_ms;
    uint32_t files;   /* in all */
    const char *what; /* when they are not files */
};

void progress_begin(struct progress *p, uint32_t files);

/* Says where the run is: files ended, and establishments evaluated so far. */
void progress_update(struct progress *p, uint32_t files_done, uint64_t establishments);

/* Erases the line. */
void progress_end(struct progress *p);

#endif
