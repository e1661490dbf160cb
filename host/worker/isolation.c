/* SPDX-License-Identifier: MIT */
#include "host/worker/isolation.h"

#include "host/base/text.h"
#include "host/worker/budget.h"
#include "host/worker/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool isolation_option(struct isolation *i, int option, const char *argument) {
    int64_t number = 0, most = option == 'j' ? ISOLATION_MOST_JOBS : ISOLATION_MOST_SECONDS;
    if (option == 'i') {
        i->in_process = true;
        return true;
    }
    if (decimal_parse(argument, strlen(argument), 0, &number) != DECIMAL_OK || number < 1 || number > most)
        return false;
    if (option == 'j') {
        i->jobs = (uint32_t)number;
    } else {
        i->seconds = (uint32_t)number;
    }
    return true;
}

bool isolation_start(struct isolation *i, struct diag *diag) {
    struct diag_message m = {.code = "S610", .mend = "free some processes, or trust the plugins: --in-process"};
    if (i->in_process) {
        fputs("caqes: plugins run in this process, as --in-process asks: one that crashes ends the run\n", stderr);
        return true;
    }
    i->settings = i->seconds ? budget_of_seconds(i->seconds) : budget_measure();
    if (zygote_start(&i->zygote)) return true;
    diag_report(diag, &m, "no process can be made for the plugins");
    return false;
}

bool isolation_load_plugin(struct isolation *i, struct plugin *p, uint32_t year, struct arena *arena,
                           struct diag *diag) {
    struct pool *pool;
    if (!plugin_has_code(p->manifest)) return true;
    if (i->in_process) return plugin_load_code(p, arena, diag) && plugin_self_test(p, arena, diag);
    pool = pool_open(i->jobs, &i->zygote, &i->settings, p, year, &i->warned, arena, diag);
    if (!pool) return false;
    if (i->pool_count == i->pool_capacity) {
        i->pool_capacity = i->pool_capacity ? i->pool_capacity * 2 : 8;
        i->pools = memory_grow(i->pools, i->pool_capacity, sizeof(struct pool *));
    }
    i->pools[i->pool_count++] = pool;
    p->process = pool_process(pool);
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
    for (k = 0; k < i->pool_count; k++) pool_close(i->pools[k]);
    free(i->pools);
    i->pools = NULL;
    i->pool_count = i->pool_capacity = 0;
    zygote_stop(&i->zygote);
}
