/* SPDX-License-Identifier: MIT
 *
 * The level "hostile": each input and parameter in turn as no one expects it. A plugin may find that nothing can be
 * said; it may not fail, nor take what is absent for 0. */
#include "host/check/check.h"

#include <string.h>

/* Records of this level, with the slot that each is about. */
struct hostile {
    struct check *c;
    struct specimens records;
    struct specimen *reached, *missed;
};

static void add_presence(struct hostile *h, uint32_t slot, uint8_t presence) {
    const struct value_spec *spec = h->c->bench.manifest->slots[slot];
    const char *what =
        arena_format(h->c->arena, "%s %s", spec->name,
                     presence == CAQES_INVALID ? "invalid" : specimen_value(spec, presence, 0, h->c->arena));
    struct specimen *s = specimen_add(&h->records, h->missed, what);
    s->presences[slot] = presence;
    s->values[slot] = 0;
}

static void add_value(struct hostile *h, uint32_t slot, int64_t value, const char *which) {
    const struct value_spec *spec = h->c->bench.manifest->slots[slot];
    const char *text = specimen_value(spec, CAQES_PRESENT, value, h->c->arena);
    struct specimen *s;
    if (value < bench_lowest(spec) || value > bench_highest(spec)) return;
    s = specimen_add(&h->records, h->missed, arena_format(h->c->arena, "%s at %s, %s", spec->name, which, text));
    s->presences[slot] = CAQES_PRESENT;
    s->values[slot] = value;
}

static void add_slot(struct hostile *h, uint32_t slot) {
    const struct manifest *m = h->c->bench.manifest;
    const struct value_spec *spec = m->slots[slot];
    bool input = slot < m->input_count || slot >= manifest_first_aggregate(m);
    uint8_t presence;
    int64_t k;
    add_presence(h, slot, CAQES_ABSENT);
    for (presence = CAQES_NULL; input && presence <= CAQES_INVALID; presence++) add_presence(h, slot, presence);
    if (spec->type == TYPE_CURVE) return;
    if (spec->type == TYPE_CLASS || spec->type == TYPE_YES_NO) {
        for (k = 0; k <= bench_highest(spec); k++) add_value(h, slot, k, "one of its values");
        return;
    }
    add_value(h, slot, bench_lowest(spec), spec->has_min ? "its lowest" : "the lowest that 64 bits hold");
    add_value(h, slot, bench_highest(spec), spec->has_max ? "its highest" : "the highest that 64 bits hold");
    add_value(h, slot, 0, "zero");
}

/* All of it at once: nothing supplied, all at an end. */
static void add_together(struct hostile *h) {
    static const char *const whats[] = {"no input supplied", "every input at its lowest", "every input at its highest",
                                        "every input zero"};
    const struct manifest *m = h->c->bench.manifest;
    uint32_t slot, way;
    for (way = 0; way < 4; way++) {
        struct specimen *s = specimen_add(&h->records, h->reached, whats[way]);
        for (slot = 0; slot < m->input_count; slot++) {
            int64_t low = bench_lowest(m->slots[slot]), high = bench_highest(m->slots[slot]);
            s->presences[slot] = way == 0 ? CAQES_ABSENT : CAQES_PRESENT;
            s->values[slot] = way == 1 ? low : way == 2 ? high : way == 3 && low <= 0 ? 0 : low;
            if (way == 0) s->values[slot] = 0;
        }
    }
}

/* ---- Absent is not zero -------------------------------------------------------------------------------------- */

/* Inputs whose absence counts as not reached, by the manifest's own word. */
static bool absence_is_declared(const struct manifest *m, uint32_t slot) {
    uint32_t i, k;
    for (i = 0; i < m->indicator_count; i++)
        for (k = 0; m->indicators[i].absence_is_missed && k < m->indicators[i].numerator_count; k++)
            if (m->indicators[i].numerator[k] == slot) return true;
    return false;
}

static const struct trial_item *same_item(const struct trial_result *r, const struct trial_item *like) {
    uint32_t k;
    for (k = 0; k < r->item_count; k++)
        if (r->items[k].kind == like->kind && strcmp(r->items[k].code, like->code) == 0) return &r->items[k];
    return NULL;
}

static bool equal(const struct trial_item *a, const struct trial_item *b) {
    return a && b && a->state == b->state && caqes_fraction_compare(a->value, b->value) == 0;
}

/* A result that the datum bears on, and that is the same without it as with 0. */
static const struct trial_item *zero_for_absent(const struct trial_result *absent, const struct trial_result *zero,
                                                const struct trial_result *usual) {
    uint32_t k;
    for (k = 0; k < absent->item_count; k++) {
        const struct trial_item *i = &absent->items[k];
        bool counts = i->kind == TRIAL_INDICATOR || (i->kind == TRIAL_OUTPUT && !i->partial);
        const struct trial_item *other = same_item(usual, i);
        if (counts && i->state == CAQES_KNOWN && equal(i, same_item(zero, i)) && other && !equal(i, other)) return i;
    }
    return NULL;
}

static void compare_with_zero(struct hostile *h, struct trial *t, uint32_t slot, const struct specimen *usual) {
    const struct manifest *m = h->c->bench.manifest;
    const struct value_spec *spec = m->slots[slot];
    struct specimens own = {.bench = &h->c->bench, .arena = h->c->arena};
    struct trial_result results[3];
    const struct trial_item *found;
    specimen_add(&own, usual, arena_format(h->c->arena, "%s absent", spec->name))->presences[slot] = CAQES_ABSENT;
    own.list[0]->values[slot] = 0;
    specimen_add(&own, usual, "zero")->values[slot] = 0;
    specimen_add(&own, usual, "usual");
    trial_run(t, own.list, 3, h->c->arena, results);
    found = results[0].fault || results[1].fault || results[2].fault
                ? NULL
                : zero_for_absent(&results[0], &results[1], &results[2]);
    if (found)
        finding_add_record(h->c->findings, "K161", specimen_dossier(&h->c->bench, own.list[0], h->c->arena),
                           "%s absent: %s, as with 0", spec->name, trial_item_text(found, h->c->arena));
    specimens_free(&own);
}

static void compare_all_with_zero(struct hostile *h, struct trial *t) {
    const struct manifest *m = h->c->bench.manifest;
    uint32_t slot;
    for (slot = 0; slot < m->input_count && plugin_has_code(m); slot++) {
        const struct value_spec *spec = m->slots[slot];
        if (bench_lowest(spec) > 0 || absence_is_declared(m, slot)) continue;
        compare_with_zero(h, t, slot, h->reached);
        compare_with_zero(h, t, slot, h->missed);
    }
}

/* ---- The level -------------------------------------------------------------------------------------------------- */

void check_hostile(struct check *c) {
    struct hostile h = {.c = c, .records = {.bench = &c->bench, .arena = c->arena}};
    const struct manifest *m = c->bench.manifest;
    struct trial_result *results;
    struct trial t;
    uint32_t k;
    if (!trial_open(&t, &c->bench, c->isolation, c->arena, &c->diag)) return;
    h.reached = specimen_add(&h.records, NULL, "all reached");
    h.missed = specimen_add(&h.records, NULL, "nothing reached");
    for (k = 0; k < m->indicator_count; k++) {
        specimen_force(&c->bench, h.reached, &m->indicators[k], true);
        specimen_force(&c->bench, h.missed, &m->indicators[k], false);
    }
    for (k = 0; k < m->slot_count; k++) add_slot(&h, k);
    add_together(&h);
    results = arena_array(c->arena, h.records.count, sizeof *results);
    trial_run(&t, h.records.list, h.records.count, c->arena, results);
    for (k = 2; k < h.records.count; k++)
        if (!results[k].overflow) check_say_fault(c, h.records.list[k], &results[k], "K160", "K160");
    compare_all_with_zero(&h, &t);
    trial_close(&t);
    check_done(c, h.records.count, "records");
    specimens_free(&h.records);
}
