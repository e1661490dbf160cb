/* SPDX-License-Identifier: MIT */
#include "host/simulate/simulation.h"

#include "host/base/lanes.h"

#include <stdlib.h>
#include <string.h>

/* ---- Records ---- */

struct record *simulation_room(struct simulation *s, struct arena **arena) {
    struct held_batch *last = s->batch_count ? s->batches[s->batch_count - 1] : NULL;
    if (!last || last->count == BATCH_RECORDS) {
        if (s->batch_count == s->batch_capacity) {
            s->batch_capacity = s->batch_capacity ? s->batch_capacity * 2 : 16;
            s->batches = memory_grow(s->batches, s->batch_capacity, sizeof(struct held_batch *));
        }
        last = s->batches[s->batch_count++] = memory_grow(NULL, 1, sizeof *last);
        last->arena = (struct arena)ARENA_EMPTY;
        last->count = 0;
    }
    *arena = &last->arena;
    return &last->records[last->count];
}

void simulation_keep(struct simulation *s) {
    s->batches[s->batch_count - 1]->count++;
    s->establishments++;
}

/* ---- One batch through every scenario ---- */

/* A change of one scenario, before it is given to it. */
struct found_change {
    uint32_t result;
    struct side_change change;
};

struct pass {
    struct simulation *s;
    const bool *todo; /* [result] */
    uint32_t result_count, statut_count;
};

/* A batch under way, and what it adds to each result. */
struct slot {
    const struct pass *pass;
    const struct held_batch *batch;
    struct arena base, work;
    struct simulated *parts; /* [result]; their changes are in the list below */
    struct run_summary *statuts;
    struct found_change *changes;
    uint32_t change_count, change_capacity;
};

static void add_summary(struct run_summary *to, const struct run_summary *part) {
    uint32_t k;
    to->establishments += part->establishments;
    for (k = 0; k < 3; k++) to->states[k] += part->states[k];
    to->interessements += part->interessements;
    to->sanctions += part->sanctions;
    to->total += part->total;
}

static void add_change(struct slot *slot, uint32_t result, struct side_change change) {
    if (slot->change_count == slot->change_capacity) {
        slot->change_capacity = slot->change_capacity ? slot->change_capacity * 2 : 256;
        slot->changes = memory_grow(slot->changes, slot->change_capacity, sizeof *slot->changes);
    }
    slot->changes[slot->change_count++] = (struct found_change){result, change};
}

static void add_outcomes(struct slot *slot, uint32_t result, const struct outcome *outcomes, const struct outcome *base,
                         const uint64_t *failed) {
    struct simulated *part = &slot->parts[result];
    uint32_t r, p;
    for (r = 0; r < slot->batch->count; r++) {
        const struct record *record = &slot->batch->records[r];
        add_summary(&part->sum, &outcomes[r].sum);
        add_summary(&part->statuts[record->statut], &outcomes[r].sum);
        part->sanctions += outcomes[r].sanctions;
        part->incomplete += outcomes[r].incomplete;
        part->in_error += outcomes[r].in_error;
        if (outcomes[r].side != base[r].side)
            add_change(slot, result, (struct side_change){record, base[r].side, outcomes[r].side});
    }
    for (p = 0; p < slot->pass->s->campaign->plugin_count; p++)
        part->failures[p] += (uint32_t)__builtin_popcountll(failed[p]);
}

/* The campaign without the plugins that are set aside. */
static const struct campaign *without(const struct campaign *c, uint32_t set_aside, struct arena *arena) {
    struct campaign *out;
    uint32_t p;
    if (!set_aside) return c;
    out = arena_alloc(arena, sizeof *out);
    *out = *c;
    out->plugins = arena_array(arena, c->plugin_count, sizeof *out->plugins);
    memcpy(out->plugins, c->plugins, c->plugin_count * sizeof *out->plugins);
    for (p = 0; p < c->plugin_count; p++)
        if (set_aside >> p & 1U) out->plugins[p].refusal = PLUGIN_SET_ASIDE;
    return out;
}

static void clear_parts(struct slot *slot) {
    uint32_t i;
    memset(slot->parts, 0, slot->pass->result_count * sizeof *slot->parts);
    memset(slot->statuts, 0, (size_t)slot->pass->result_count * slot->pass->statut_count * sizeof *slot->statuts);
    for (i = 0; i < slot->pass->result_count; i++)
        slot->parts[i].statuts = slot->statuts + (size_t)i * slot->pass->statut_count;
    slot->change_count = 0;
}

/* In any thread. */
static void work(void *item) {
    struct slot *slot = item;
    const struct pass *pass = slot->pass;
    const struct simulation *s = pass->s;
    const struct base_batch *base;
    struct outcome outcomes[BATCH_RECORDS];
    uint64_t failed[CAMPAIGN_MAX_PLUGINS];
    uint32_t i;
    clear_parts(slot);
    base = evaluate_base(without(s->campaign, s->results[0].set_aside, &slot->base), slot->batch->records,
                         slot->batch->count, &slot->base);
    if (pass->todo[0]) add_outcomes(slot, 0, base->outcomes, base->outcomes, base->batch.failed);
    for (i = 1; i < pass->result_count; i++) {
        const struct campaign *c;
        struct scenario_campaign scenario;
        if (!pass->todo[i]) continue;
        c = without(s->campaign, s->results[i].set_aside, &slot->work);
        scenario = scenario_campaign(s->scenarios, c, i - 1, &slot->work);
        evaluate_scenario(base, &scenario, s->results[i].set_aside != s->results[0].set_aside, &slot->work, outcomes,
                          failed);
        add_outcomes(slot, i, outcomes, base->outcomes, failed);
        arena_reset(&slot->work);
    }
    arena_reset(&slot->base);
}

/* ---- A pass over all batches ---- */

static void give_change(struct simulated *to, struct side_change change) {
    if (to->change_count == to->change_capacity) {
        to->change_capacity = to->change_capacity ? to->change_capacity * 2 : 16;
        to->changes = memory_grow(to->changes, to->change_capacity, sizeof *to->changes);
    }
    to->changes[to->change_count++] = change;
}

static void take(const struct slot *slot) {
    struct simulated *results = slot->pass->s->results;
    uint32_t i, k;
    for (i = 0; i < slot->pass->result_count; i++) {
        const struct simulated *part = &slot->parts[i];
        add_summary(&results[i].sum, &part->sum);
        for (k = 0; k < slot->pass->statut_count; k++) add_summary(&results[i].statuts[k], &part->statuts[k]);
        results[i].sanctions += part->sanctions;
        results[i].incomplete += part->incomplete;
        results[i].in_error += part->in_error;
        for (k = 0; k < CAMPAIGN_MAX_PLUGINS; k++) results[i].failures[k] += part->failures[k];
    }
    for (i = 0; i < slot->change_count; i++) give_change(&results[slot->changes[i].result], slot->changes[i].change);
}

static void forget(struct simulated *r, const struct pass *pass) {
    memset(&r->sum, 0, sizeof r->sum);
    memset(r->statuts, 0, pass->statut_count * sizeof *r->statuts);
    memset(r->failures, 0, sizeof r->failures);
    r->sanctions = r->incomplete = r->in_error = 0;
    r->change_count = 0;
}

static struct slot *open_slots(const struct pass *pass, uint32_t count) {
    struct slot *slots = memory_grow(NULL, count, sizeof *slots);
    uint32_t k;
    for (k = 0; k < count; k++) {
        slots[k] = (struct slot){.pass = pass, .base = ARENA_EMPTY, .work = ARENA_EMPTY};
        slots[k].parts = memory_grow(NULL, pass->result_count, sizeof *slots[k].parts);
        slots[k].statuts = memory_grow(NULL, (size_t)pass->result_count * pass->statut_count, sizeof *slots[k].statuts);
    }
    return slots;
}

static void close_slots(struct slot *slots, uint32_t count) {
    uint32_t k;
    for (k = 0; k < count; k++) {
        arena_free(&slots[k].base);
        arena_free(&slots[k].work);
        free(slots[k].parts);
        free(slots[k].statuts);
        free(slots[k].changes);
    }
    free(slots);
}

static bool run_pass(const struct pass *pass, uint32_t jobs, struct diag *diag) {
    struct simulation *s = pass->s;
    struct diag_message m = {.code = "S610", .mend = "free some processes, or ask for fewer --jobs"};
    uint32_t room = jobs == 1 ? 1 : jobs * 2, put = 0, taken = 0, i;
    struct slot *slots = open_slots(pass, room);
    struct lanes *lanes = lanes_start(jobs, room, work);
    for (i = 0; i < pass->result_count; i++)
        if (pass->todo[i]) forget(&s->results[i], pass);
    if (!lanes) diag_report(diag, &m, "%u threads cannot be started", jobs);
    while (lanes && taken < s->batch_count) {
        while (put < s->batch_count && lanes_have_room(lanes)) {
            slots[put % room].batch = s->batches[put];
            lanes_put(lanes, &slots[put % room]);
            put++;
        }
        take(lanes_take(lanes));
        taken++;
        if (s->progress) s->progress(s->context, taken, s->batch_count);
    }
    if (lanes) lanes_stop(lanes);
    close_slots(slots, room);
    return lanes != NULL;
}

/* Plugins that failed too often in a scenario are set aside there, and it begins again. */
static bool set_aside(const struct pass *pass, bool *todo) {
    struct simulation *s = pass->s;
    bool again = false;
    uint32_t i, p;
    for (i = 0; i < pass->result_count; i++) {
        bool ran = todo[i];
        todo[i] = false;
        for (p = 0; p < s->campaign->plugin_count && ran; p++) {
            if (s->results[i].failures[p] <= PLUGIN_FAILURES_ALLOWED || s->results[i].set_aside >> p & 1U) continue;
            s->results[i].set_aside |= 1U << p;
            todo[i] = again = true;
        }
    }
    for (i = 1; i < pass->result_count && todo[0]; i++) todo[i] = true; /* sides change against another base */
    return again;
}

bool simulation_run(struct simulation *s, uint32_t jobs, struct diag *diag) {
    struct pass pass = {
        .s = s, .result_count = s->scenarios->count + 1, .statut_count = s->campaign->model->statut_count};
    bool *todo = memory_grow(NULL, pass.result_count, sizeof *todo), good;
    uint32_t i;
    s->results = memory_grow(NULL, pass.result_count, sizeof *s->results);
    memset(s->results, 0, pass.result_count * sizeof *s->results);
    for (i = 0; i < pass.result_count; i++) {
        s->results[i].statuts = memory_grow(NULL, pass.statut_count, sizeof *s->results[i].statuts);
        todo[i] = true;
    }
    pass.todo = todo;
    do good = run_pass(&pass, jobs, diag);
    while (good && set_aside(&pass, todo));
    free(todo);
    return good;
}

void simulation_free(struct simulation *s) {
    uint32_t i;
    for (i = 0; i < s->batch_count; i++) {
        arena_free(&s->batches[i]->arena);
        free(s->batches[i]);
    }
    for (i = 0; s->results && i <= s->scenarios->count; i++) {
        free(s->results[i].statuts);
        free(s->results[i].changes);
    }
    free(s->batches);
    free(s->results);
}
