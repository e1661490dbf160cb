/* SPDX-License-Identifier: MIT
 *
 * The level "contract": on ordinary records every verb answers, and the host voids nothing of it. */
#include "host/check/check.h"

#include <string.h>

void check_say_fault(struct check *c, const struct specimen *s, const struct trial_result *r, const char *voided,
                     const char *ended) {
    const char *code = r->ended ? ended : voided;
    if (!r->fault || r->given_up || finding_is_enough(c->findings, code)) return;
    finding_add_record(c->findings, code, specimen_dossier(&c->bench, s, c->arena), "%s: %s", s->what, r->fault);
}

static const struct trial_item *value_of(const struct trial_result *r, const char *indicator) {
    uint32_t k;
    for (k = 0; k < r->item_count; k++)
        if (r->items[k].kind == TRIAL_INDICATOR && strcmp(r->items[k].code, indicator) == 0) return &r->items[k];
    return NULL;
}

/* The target at the value that the indicator has, rounded down to what a target can say, and a unit on each side. */
static void add_around_target(struct specimens *list, const struct manifest_indicator *i,
                              const struct trial_item *value) {
    static const char *const sides[] = {"just below", "at", "just above"};
    const struct value_spec *spec;
    caqes_int128 nearest;
    int side;
    if (i->target_slot < 0 || !value || value->state != CAQES_KNOWN) return;
    spec = list->bench->manifest->slots[i->target_slot];
    if (!caqes_fraction_nearest(value->value, bench_power_of_ten(spec->decimals), &nearest)) return;
    for (side = -1; side <= 1; side++) {
        caqes_int128 target = nearest + side;
        struct specimen *s;
        if (target < bench_lowest(spec) || target > bench_highest(spec)) continue;
        s = specimen_add(list, list->list[0],
                         arena_format(list->arena, "target of %s %s its value", i->code, sides[side + 1]));
        s->values[i->target_slot] = (int64_t)target;
        s->presences[i->target_slot] = CAQES_PRESENT;
    }
}

/* Runs the records of a list from number `first` on, and says what became of them. */
static struct trial_result *run_from(struct check *c, struct trial *t, const struct specimens *s, uint32_t first) {
    struct trial_result *results = arena_array(c->arena, s->count - first, sizeof *results);
    uint32_t k;
    trial_run(t, s->list + first, s->count - first, c->arena, results);
    for (k = 0; k < s->count - first; k++) {
        check_say_fault(c, s->list[first + k], &results[k], "K140", "K141");
        c->broken = c->broken || results[k].ended;
    }
    return results;
}

/* Records around each target, once the values of the first record are known. */
static void run_targets(struct check *c, struct trial *t, struct specimens *s, const struct trial_result *middle) {
    uint32_t first = s->count, k;
    if (c->broken || middle->fault) return;
    for (k = 0; k < c->bench.manifest->indicator_count; k++) {
        const struct manifest_indicator *i = &c->bench.manifest->indicators[k];
        add_around_target(s, i, value_of(middle, i->code));
    }
    if (s->count > first) run_from(c, t, s, first);
}

void check_contract(struct check *c) {
    struct specimens records = {.bench = &c->bench, .arena = c->arena};
    int64_t start = check_now();
    struct trial_result *results;
    struct trial t;
    if (!trial_open(&t, &c->bench, c->isolation, c->arena, &c->diag)) return;
    specimens_ordinary(&records);
    results = run_from(c, &t, &records, 0);
    c->slow = check_now() - start > (int64_t)c->options->budget * SLOW * records.count;
    run_targets(c, &t, &records, &results[0]);
    trial_close(&t);
    check_done(c, records.count, "records");
    specimens_free(&records);
}
