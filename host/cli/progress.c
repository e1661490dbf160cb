/* SPDX-License-Identifier: MIT */
#include "host/cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { SHOW_AFTER_MS = 1000, REFRESH_MS = 200, BAR = 30 };

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_begin(struct progress *p, uint32_t files) {
    *p = (struct progress){.terminal = isatty(STDERR_FILENO) == 1, .files = files};
    if (p->terminal) p->started_ms = p->last_ms = now_ms();
}

void progress_update(struct progress *p, uint32_t files_done, uint64_t establishments) {
    int64_t now;
    uint32_t filled, i;
    if (!p->terminal) return;
    now = now_ms();
    if (now - p->started_ms < SHOW_AFTER_MS || now - p->last_ms < REFRESH_MS) return;
    p->last_ms = now;
    p->shown = true;
    filled = p->files ? (uint32_t)((uint64_t)files_done * BAR / p->files) : 0;
    fputs("\r[", stderr);
    for (i = 0; i < BAR; i++) fputc(i < filled ? '#' : '.', stderr);
    fprintf(stderr, "] %u/%u %s, %" PRIu64 " establishments", files_done, p->files, p->what ? p->what : "files",
            establishments);
    fflush(stderr);
}

void progress_end(struct progress *p) {
    if (p->shown) fputs("\r\033[K", stderr);
    p->shown = false;
}
