/* SPDX-License-Identifier: MIT */
#include "host/check/specimen.h"

#include <stdlib.h>
#include <string.h>

void specimens_free(struct specimens *s) {
    free(s->list);
    s->list = NULL;
    s->count = s->capacity = 0;
}

/* All that a record may hold, in the middle of its bounds; the campaign's parameters. */
static void fill_middle(const struct bench *b, struct specimen *s) {
    const struct manifest *m = b->manifest;
    const struct parameter_row *base = &b->campaign->plugins[0].base;
    uint32_t slot;
    for (slot = 0; slot < m->slot_count; slot++) {
        bool own = slot >= m->input_count && slot < manifest_first_aggregate(m);
        s->values[slot] = own ? base->values[slot] : bench_usual_value(m->slots[slot], slot);
        s->presences[slot] = own ? base->presences[slot] : CAQES_PRESENT;
    }
}

struct specimen *specimen_add(struct specimens *s, const struct specimen *like, const char *what) {
    const struct manifest *m = s->bench->manifest;
    struct specimen *one = arena_alloc(s->arena, sizeof *one);
    if (like) *one = *like;
    one->what = what;
    one->values = arena_array(s->arena, m->slot_count, sizeof *one->values);
    one->presences = arena_array(s->arena, m->slot_count, sizeof *one->presences);
    if (like) {
        memcpy(one->values, like->values, m->slot_count * sizeof *one->values);
        memcpy(one->presences, like->presences, m->slot_count);
    } else {
        fill_middle(s->bench, one);
    }
    if (s->count == s->capacity) {
        s->capacity = s->capacity ? s->capacity * 2 : 64;
        s->list = memory_grow(s->list, s->capacity, sizeof(struct specimen *));
    }
    return s->list[s->count++] = one;
}

/* ---- Reached, or not ------------------------------------------------------------------------------- */

static void set(struct specimen *s, uint32_t slot, int64_t value) {
    s->values[slot] = value;
    s->presences[slot] = CAQES_PRESENT;
}

/* Without bounds, a target that no usual value passes, and that leaves room to compute with. */
static int64_t far_target(const struct value_spec *spec, bool high) {
    const int64_t far = INT64_C(1000000000000);
    if (high) return spec->has_max ? spec->max : far;
    return spec->has_min ? spec->min : -far;
}

static int64_t class_among(const struct value_spec *spec, uint32_t accepted, bool among) {
    uint32_t k;
    for (k = 0; k < spec->class_count; k++)
        if (((accepted >> k & 1U) != 0) == among) return k;
    return 0;
}

void specimen_force(const struct bench *b, struct specimen *s, const struct manifest_indicator *i, bool reached) {
    const struct manifest *m = b->manifest;
    uint32_t k;
    if (i->target_slot >= 0) {
        uint32_t slot = (uint32_t)i->target_slot;
        set(s, slot, far_target(m->slots[slot], (i->direction == DIRECTION_HIGHER) != reached));
    }
    for (k = 0; k < i->numerator_count; k++) {
        const struct value_spec *spec = m->slots[i->numerator[k]];
        if (spec->type == TYPE_YES_NO) set(s, i->numerator[k], reached);
        if (spec->type == TYPE_CLASS && i->kind == KIND_CLASS)
            set(s, i->numerator[k], class_among(spec, i->accepted, reached));
    }
}

static void force_all(struct specimens *s, struct specimen *one, bool reached) {
    const struct manifest *m = s->bench->manifest;
    uint32_t k;
    for (k = 0; k < m->indicator_count; k++) specimen_force(s->bench, one, &m->indicators[k], reached);
}

/* ---- Ordinary records -------------------------------------------------------------------------------- */

/* Products with a rate of their own are a part of the list that the volet names: half of it, cut by a tenth. */
static void give_products(const struct bench *b, struct specimen *s) {
    const char *name = b->campaign->model->volets[b->volet].products_of;
    const struct manifest *m = b->manifest;
    uint32_t slot;
    for (slot = 0; name && slot < m->input_count; slot++) {
        if (strcmp(m->slots[slot]->name, name) != 0 || s->values[slot] <= 0) continue;
        s->products = s->values[slot] / 2;
        s->products_cut = s->products < INT64_MAX / 100000 ? s->products * 100000 : 0;
    }
}

static void add_of_volet(struct specimens *s, const struct specimen *reached, const struct specimen *missed) {
    static const int64_t one = 1000000;
    struct specimen *p;
    if (s->bench->volet < 0) return;
    specimen_add(s, NULL, "refusal to sign")->refused = true;
    p = specimen_add(s, missed, "a plan of actions not begun, nothing reached");
    p->plan_weight = one;
    p = specimen_add(s, missed, "a plan of actions half done, nothing reached");
    p->plan_weight = 2 * one;
    p->plan_progress = one;
    p = specimen_add(s, reached, "a plan of actions done, all reached");
    p->plan_weight = p->plan_progress = one;
    p = specimen_add(s, missed, "products with a rate of their own, nothing reached");
    give_products(s->bench, p);
}

/* Each choice that a record or a contract can make. */
static void add_choices(struct specimens *s, const struct specimen *missed) {
    const struct manifest *m = s->bench->manifest;
    uint32_t slot;
    for (slot = 0; slot < manifest_first_aggregate(m); slot++) {
        const struct value_spec *spec = m->slots[slot];
        int64_t k, last = bench_highest(spec);
        if (spec->type != TYPE_CLASS && spec->type != TYPE_YES_NO) continue;
        for (k = 0; k <= last; k++) {
            const char *what = arena_format(s->arena, "%s = %s, nothing else reached", spec->name,
                                            specimen_value(spec, CAQES_PRESENT, k, s->arena));
            set(specimen_add(s, missed, what), slot, k);
        }
    }
}

static void add_indicators(struct specimens *s, const struct specimen *reached, const struct specimen *missed) {
    const struct manifest *m = s->bench->manifest;
    uint32_t k;
    for (k = 0; k < m->indicator_count; k++) {
        const struct manifest_indicator *i = &m->indicators[k];
        specimen_force(s->bench, specimen_add(s, missed, arena_format(s->arena, "%s alone reached", i->code)), i, true);
        specimen_force(s->bench, specimen_add(s, reached, arena_format(s->arena, "%s alone missed", i->code)), i,
                       false);
    }
}

void specimens_ordinary(struct specimens *s) {
    struct specimen *reached, *missed;
    specimen_add(s, NULL, "all in the middle of its bounds");
    reached = specimen_add(s, NULL, "all reached");
    force_all(s, reached, true);
    missed = specimen_add(s, NULL, "nothing reached");
    force_all(s, missed, false);
    add_of_volet(s, reached, missed);
    add_choices(s, missed);
    add_indicators(s, reached, missed);
}

/* ---- Drawn records ------------------------------------------------------------------------------------- */

/* splitmix64: the same numbers on every machine. */
static uint64_t draw(uint64_t *seed) {
    uint64_t z = *seed += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t within(uint64_t number, int64_t low, int64_t high) {
    uint64_t span = (uint64_t)high - (uint64_t)low;
    return span == UINT64_MAX ? (int64_t)number : (int64_t)((uint64_t)low + number % (span + 1));
}

/* Bounds and their neighbours, 0 and 1, the usual, and anything. */
static int64_t draw_value(const struct value_spec *spec, uint32_t slot, uint64_t *seed) {
    int64_t low = bench_lowest(spec), high = bench_highest(spec), value = bench_usual_value(spec, slot);
    switch (draw(seed) % 12) {
    case 0: return low;
    case 1: return high;
    case 2: return low < high ? low + 1 : low;
    case 3: return low < high ? high - 1 : high;
    case 4: value = 0; break;
    case 5: value = 1; break;
    case 6: return value;
    case 7:
    case 8: value = within(draw(seed), -1000000, 100000000); break;
    case 9: return within(draw(seed), low, high);
    default: value = within(draw(seed), 0, 1000); break;
    }
    return value < low ? low : value > high ? high : value;
}

static uint8_t draw_presence(uint64_t *seed, bool parameter) {
    uint64_t number = draw(seed) % 32;
    if (parameter) return number == 0 ? CAQES_ABSENT : CAQES_PRESENT;
    return number <= CAQES_INVALID ? (uint8_t)number : CAQES_PRESENT;
}

struct specimen *specimen_draw(struct specimens *s, uint64_t *seed) {
    const struct manifest *m = s->bench->manifest;
    struct specimen *one = specimen_add(s, NULL, "drawn");
    uint32_t slot;
    for (slot = 0; slot < m->slot_count; slot++) {
        bool parameter = slot >= m->input_count;
        if (m->slots[slot]->type == TYPE_CURVE || (parameter && draw(seed) % 2)) continue;
        one->presences[slot] = draw_presence(seed, parameter);
        one->values[slot] = one->presences[slot] == CAQES_PRESENT ? draw_value(m->slots[slot], slot, seed) : 0;
    }
    if (s->bench->volet < 0) return one;
    one->refused = draw(seed) % 16 == 0;
    one->plan_weight = draw(seed) % 2 ? within(draw(seed), 1, 10000000) : 0;
    one->plan_progress = one->plan_weight ? within(draw(seed), 0, one->plan_weight) : 0;
    if (draw(seed) % 4 == 0) give_products(s->bench, one);
    return one;
}
