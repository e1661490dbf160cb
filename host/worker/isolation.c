/* SPDX-License-Identifier: MIT */
#include "host/worker/isolation.h"

#include "host/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool isolation_option(struct isolation *i, int option, const char *argument) {
    int64_t seconds = 0;
    if (option == 'i') {
        i->in_process = true;
        return true;
    }
    if (decimal_parse(argument, strlen(argument), 0, &seconds) != DECIMAL_OK || seconds < 1 || seconds > 3600)
        return false;
    i->settings.cpu_seconds = (uint32_t)seconds;
    i->settings.wall_seconds = (uint32_t)seconds * 12;
    return true;
}

bool isolation_start(struct isolation *i, struct diag *diag) {
    struct diag_message m = {.code = "S610", .mend = "free some processes, or trust the plugins: --in-process"};
    if (i->in_process) {
        fputs("caqes: plugins run in this process, as --in-process asks: one that crashes ends the run\n", stderr);
        return true;
    }
    if (zygote_start(&i->zygote)) return true;
    diag_report(diag, &m, "no process can be made for the plugins");
    return false;
}

bool isolation_load_plugin(struct isolation *i, struct plugin *p, uint32_t year, struct arena *arena,
                           struct diag *diag) {
    struct worker *w;
    if (!plugin_has_code(p->manifest)) return true;
    if (i->in_process) return plugin_load_code(p, arena, diag);
    w = worker_open(&i->zygote, &i->settings, p, year, &i->warned, arena, diag);
    if (!w) return false;
    if (i->worker_count == i->worker_capacity) {
        i->worker_capacity = i->worker_capacity ? i->worker_capacity * 2 : 8;
        i->workers = memory_grow(i->workers, i->worker_capacity, sizeof(struct worker *));
    }
    i->workers[i->worker_count++] = w;
    p->process = worker_process(w);
    return true;
}

void isolation_load(struct isolation *i, struct campaign *c, struct arena *arena, struct diag *diag) {
    uint32_t k;
    for (k = 0; k < c->plugin_count; k++)
        if (!c->plugins[k].refusal && !isolation_load_plugin(i, c->plugins[k].plugin, c->year, arena, diag))
            c->plugins[k].refusal = "son code est refusé";
}

void isolation_stop(struct isolation *i) {
    uint32_t k;
    for (k = 0; k < i->worker_count; k++) worker_close(i->workers[k]);
    free(i->workers);
    i->workers = NULL;
    i->worker_count = i->worker_capacity = 0;
    zygote_stop(&i->zygote);
}
