/* SPDX-License-Identifier: MIT
 *
 * The level "previous": what becomes other than in the version before, so that nobody learns it from an amount. */
#include "host/check/check.h"

#include "host/base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Versions: "1.10.0-rc.2", as in a manifest ---------------------------------------------------------------- */

static int compare_identifiers(const char **a, const char **b) {
    char *end_a, *end_b;
    unsigned long x = strtoul(*a, &end_a, 10), y = strtoul(*b, &end_b, 10);
    bool number_a = end_a != *a && (*end_a == '.' || *end_a == '-' || *end_a == '\0' || *end_a == '+');
    bool number_b = end_b != *b && (*end_b == '.' || *end_b == '-' || *end_b == '\0' || *end_b == '+');
    size_t length_a = strcspn(*a, ".-+"), length_b = strcspn(*b, ".-+");
    int order;
    if (number_a && number_b) {
        order = (x > y) - (x < y);
    } else if (number_a != number_b) {
        order = number_a ? -1 : 1; /* a number is below a word */
    } else {
        order = strncmp(*a, *b, length_a > length_b ? length_a : length_b);
    }
    *a += length_a;
    *b += length_b;
    return order;
}

/* A part follows, or the text ends; a version without "-…" is above the same with it. */
static int compare_versions(const char *a, const char *b) {
    for (;;) {
        int order = compare_identifiers(&a, &b);
        if (order != 0) return order;
        if (*a == '+') a = "";
        if (*b == '+') b = "";
        if (*a == '\0' && *b == '\0') return 0;
        if (*a == '\0' || *b == '\0') {
            const char *longer = *a ? a : b;
            int sign = *a ? 1 : -1;
            return *longer == '-' ? -sign : sign;
        }
        if (*a != *b) return *a == '-' ? -1 : 1;
        a++;
        b++;
    }
}

/* ---- Names that are gone ----------------------------------------------------------------------------------------- */

static bool has_slot(const struct manifest *m, const char *name, uint32_t *slot) {
    for (*slot = 0; *slot < m->slot_count; (*slot)++)
        if (strcmp(m->slots[*slot]->name, name) == 0) return true;
    return false;
}

static bool has_indicator(const struct manifest *m, const char *code) {
    uint32_t k = 0;
    while (k < m->indicator_count && strcmp(m->indicators[k].code, code) != 0) k++;
    return k < m->indicator_count;
}

static bool has_output(const struct manifest *m, const char *code) {
    uint32_t k = 0;
    while (k < m->output_count && strcmp(m->outputs[k].code, code) != 0) k++;
    return k < m->output_count;
}

static void check_names(struct check *c, const struct manifest *old, const struct manifest *now) {
    uint32_t k, slot;
    for (k = 0; k < old->input_count; k++)
        if (!has_slot(now, old->slots[k]->name, &slot))
            finding_add(c->findings, "K203", "the input %s", old->slots[k]->name);
    for (k = 0; k < old->indicator_count; k++)
        if (!has_indicator(now, old->indicators[k].code))
            finding_add(c->findings, "K203", "the indicator %s", old->indicators[k].code);
    for (k = 0; k < old->output_count; k++)
        if (!has_output(now, old->outputs[k].code))
            finding_add(c->findings, "K203", "the output %s", old->outputs[k].code);
}

/* ---- Results ------------------------------------------------------------------------------------------------------
 */

/* A parameter that a record leaves as the campaign has it: then each version has its own default. */
static bool is_left(const struct bench *b, const struct specimen *s, uint32_t slot) {
    const struct parameter_row *base = &b->campaign->plugins[0].base;
    return slot >= b->manifest->input_count && s->presences[slot] == base->presences[slot] &&
           s->values[slot] == base->values[slot];
}

/* The same records for the other manifest: what has the same name has the same value. */
static void translate(const struct specimens *from, struct specimens *to) {
    const struct manifest *m = from->bench->manifest, *other = to->bench->manifest;
    uint32_t k, slot, place;
    for (k = 0; k < from->count; k++) {
        const struct specimen *s = from->list[k];
        struct specimen *copy = specimen_add(to, NULL, s->what);
        copy->refused = s->refused;
        copy->plan_weight = s->plan_weight;
        copy->plan_progress = s->plan_progress;
        copy->products = s->products;
        copy->products_cut = s->products_cut;
        for (slot = 0; slot < m->slot_count; slot++) {
            if (m->slots[slot]->type == TYPE_CURVE || is_left(from->bench, s, slot) ||
                !has_slot(other, m->slots[slot]->name, &place))
                continue;
            copy->values[place] = s->values[slot];
            copy->presences[place] = s->presences[slot];
        }
    }
}

/* The items of `a` that `b` has too, and that differ. */
static const struct trial_item *difference(const struct trial_result *a, const struct trial_result *b,
                                           const struct trial_item **other) {
    uint32_t i, k;
    for (i = 0; i < a->item_count; i++)
        for (k = 0; k < b->item_count; k++) {
            const struct trial_item *x = &a->items[i], *y = &b->items[k];
            if (x->kind != y->kind || strcmp(x->code, y->code) != 0) continue;
            if (x->state == y->state && caqes_fraction_compare(x->value, y->value) == 0) continue;
            *other = y;
            return x;
        }
    return NULL;
}

static void compare_results(struct check *c, const struct specimens *records, const struct trial_result *old,
                            const struct trial_result *now) {
    const struct trial_item *first = NULL, *first_other = NULL;
    uint32_t k, differ = 0, shown = 0;
    for (k = 0; k < records->count; k++) {
        const struct trial_item *other = NULL, *x = difference(&old[k], &now[k], &other);
        if (!x && !old[k].fault == !now[k].fault) continue;
        if (differ++ > 0) continue;
        shown = k;
        first = x;
        first_other = other;
    }
    if (differ == 0) return;
    finding_add_record(c->findings, "K201", specimen_dossier(&c->bench, records->list[shown], c->arena),
                       "%u of %u records; the first, %s: %s, and now %s", differ, records->count,
                       records->list[shown]->what, first ? trial_item_text(first, c->arena) : "a fault on one side",
                       first ? trial_item_text(first_other, c->arena) : "not, or the other way round");
}

static void run_both(struct check *c, const struct bench *old_bench) {
    struct specimens now = {.bench = &c->bench, .arena = c->arena}, old = {.bench = old_bench, .arena = c->arena};
    struct trial_result *results[2];
    struct trial t;
    uint64_t seed = 1;
    uint32_t k;
    specimens_ordinary(&now);
    for (k = 0; k < 128; k++) specimen_draw(&now, &seed)->what = arena_format(c->arena, "drawn record %u", k + 1);
    translate(&now, &old);
    for (k = 0; k < 2; k++) results[k] = arena_array(c->arena, now.count, sizeof *results[k]);
    if (trial_open(&t, old_bench, c->isolation, c->arena, &c->diag)) {
        trial_run(&t, old.list, old.count, c->arena, results[0]);
        trial_close(&t);
        if (trial_open(&t, &c->bench, c->isolation, c->arena, &c->diag)) {
            trial_run(&t, now.list, now.count, c->arena, results[1]);
            trial_close(&t);
            compare_results(c, &now, results[0], results[1]);
        }
    }
    check_done(c, now.count, "records");
    specimens_free(&now);
    specimens_free(&old);
}

/* ---- The level ----------------------------------------------------------------------------------------------------
 */

static void check_version(struct check *c, const struct plugin *old, const struct plugin *now) {
    int order = compare_versions(now->manifest->version, old->manifest->version);
    if (order == 0 && strcmp(old->sha256, now->sha256) != 0)
        finding_add(c->findings, "K200", "%s in both, and other bytes", now->manifest->version);
    if (order < 0) finding_add(c->findings, "K202", "%s, after %s", now->manifest->version, old->manifest->version);
}

void check_previous(struct check *c) {
    const char *file = c->options->previous;
    struct bench old_bench;
    struct plugin *old;
    if (!file) {
        check_not_applicable(c, "no --previous");
        return;
    }
    old = plugin_open(file, c->plugin->manifest->first_year, c->arena, &c->diag);
    if (!old) return;
    if (strcmp(old->manifest->id, c->plugin->manifest->id) != 0) {
        finding_add(c->findings, "K203", "the plugin %s: the file before is not of the same plugin", old->manifest->id);
    } else {
        check_version(c, old, c->plugin);
        check_names(c, old->manifest, c->plugin->manifest);
        if (bench_open(&old_bench, old, c->options->model, c->arena, &c->diag)) run_both(c, &old_bench);
    }
    close(old->image);
}
