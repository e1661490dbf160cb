/* SPDX-License-Identifier: MIT */
#include "host/distance/flip.h"

#include "host/measure/measure.h"
#include "host/settle/settle.h"

#include <string.h>

/* ---- A decision ------------------------------------------------------------------------------------ */

static enum decision_state obligation_state(const struct grid *g, const struct decision *d) {
    const struct grid_row *row = &g->rows[d->volet];
    const struct caqes_obligation *o;
    if (!row->obligations || d->ref >= row->ref_count) return DECISION_OPEN;
    o = &row->obligations[d->ref];
    if (o->role == 0 || grid_result(g, &row->refs[d->ref], o) != CAQES_KNOWN) return DECISION_OPEN;
    return o->state == CAQES_KNOWN && o->reached ? DECISION_YES : DECISION_NO;
}

enum decision_state decision_state(const struct grid *g, const struct decision *d) {
    const struct volet_verdict *v = &g->rows[d->volet].verdict;
    uint32_t k;
    if (d->kind == DECISION_OBLIGATION) return obligation_state(g, d);
    if (v->status != VOLET_EVALUATED) return DECISION_OPEN;
    for (k = 0; k < v->amount_count; k++) {
        bool sanction = model_nature_is_sanction(v->amounts[k].nature);
        if (v->amounts[k].units != 0 && sanction == (d->kind == DECISION_SANCTION)) return DECISION_YES;
    }
    return DECISION_NO;
}

bool flip_has_amount(const struct grid *g, uint32_t volet) {
    enum volet_status status = g->rows[volet].verdict.status;
    return status == VOLET_EVALUATED || status == VOLET_REFUSED;
}

/* ---- Evaluating changed copies --------------------------------------------------------------------- */

struct trial {
    int64_t value;
    bool turned, has_amount;
    int64_t amount, total;
    enum total_state total_state;
};

/* `count` is BATCH_RECORDS at most. */
static void evaluate(struct flipper *f, const struct decision *d, enum decision_state now, uint32_t column,
                     struct trial *trials, uint32_t count) {
    uint32_t columns = f->campaign->layout->column_count, k;
    struct record *records = arena_array(&f->work, count, sizeof *records);
    struct batch *batch = arena_alloc(&f->work, sizeof *batch);
    struct grid *grid = arena_alloc(&f->work, sizeof *grid);
    for (k = 0; k < count; k++) {
        records[k] = *f->record;
        records[k].values = arena_array(&f->work, columns, sizeof *records[k].values);
        memcpy(records[k].values, f->record->values, columns * sizeof *records[k].values);
        records[k].values[column] = trials[k].value;
    }
    batch_open(batch, f->campaign, records, count, &f->work);
    measure(batch);
    settle(batch);
    for (k = 0; k < count; k++) {
        enum decision_state found;
        grid_build(batch, k, grid);
        found = decision_state(grid, d);
        trials[k].turned = found != DECISION_OPEN && found != now;
        trials[k].has_amount = flip_has_amount(grid, d->volet);
        trials[k].amount = grid->rows[d->volet].counted;
        trials[k].total = grid->total;
        trials[k].total_state = grid->state;
    }
    f->evaluated += count;
    arena_reset(&f->work);
}

/* ---- Searching --------------------------------------------------------------------------------------- */

struct range {
    int64_t low, high;
};

static struct range range_of(const struct value_spec *spec, int64_t value) {
    const int64_t times = 1000, most = INT64_MAX / 4;
    int64_t size = value < 0 ? -value : value, far = size < most / times ? (size ? size * times : times) : most;
    struct range r = {spec->has_min ? spec->min : value >= 0 ? 0 : -far, spec->has_max ? spec->max : far};
    if (r.low < -most) r.low = -most;
    if (r.high > most) r.high = most;
    return r;
}

/* Yes or no, or a class: every other one, the nearest first. */
static bool find_word(struct flipper *f, const struct decision *d, enum decision_state now, uint32_t column,
                      uint32_t words, struct trial *found) {
    struct trial trials[BATCH_RECORDS];
    int64_t value = f->record->values[column], far;
    uint32_t count = 0, k;
    for (far = 1; far < (int64_t)words && count + 2 <= BATCH_RECORDS; far++) {
        if (value - far >= 0) trials[count++] = (struct trial){.value = value - far};
        if (value + far < (int64_t)words) trials[count++] = (struct trial){.value = value + far};
    }
    if (count) evaluate(f, d, now, column, trials, count);
    for (k = 0; k < count; k++) {
        if (!trials[k].turned) continue;
        *found = trials[k];
        return true;
    }
    return false;
}

/* Between a value that does not turn the decision and one that does: the first that does. */
static void narrow(struct flipper *f, const struct decision *d, enum decision_state now, uint32_t column, int64_t still,
                   struct trial *turned) {
    while (turned->value - still > 1 || still - turned->value > 1) {
        int64_t distance = turned->value - still, size = distance < 0 ? -distance : distance;
        uint32_t count = size - 1 < BATCH_RECORDS ? (uint32_t)(size - 1) : BATCH_RECORDS, k;
        struct trial trials[BATCH_RECORDS];
        for (k = 0; k < count; k++) {
            int64_t step = (int64_t)((caqes_int128)size * (k + 1) / (count + 1));
            trials[k] = (struct trial){.value = still + (distance < 0 ? -step : step)};
        }
        evaluate(f, d, now, column, trials, count);
        for (k = 0; k < count && !trials[k].turned; k++) still = trials[k].value;
        if (k < count) *turned = trials[k];
    }
}

/* Farther and farther on one side, up to its end. */
static bool find_side(struct flipper *f, const struct decision *d, enum decision_state now, uint32_t column,
                      int64_t end, struct trial *found) {
    int64_t value = f->record->values[column], still = value;
    uint64_t size = end < value ? (uint64_t)value - (uint64_t)end : (uint64_t)end - (uint64_t)value, far;
    struct trial trials[BATCH_RECORDS];
    uint32_t count = 0, k;
    for (far = 1; far < size && count + 1 < BATCH_RECORDS; far *= 2)
        trials[count++] = (struct trial){.value = end < value ? value - (int64_t)far : value + (int64_t)far};
    if (size > 0) trials[count++] = (struct trial){.value = end};
    if (count) evaluate(f, d, now, column, trials, count);
    for (k = 0; k < count; k++) {
        if (trials[k].turned) {
            *found = trials[k];
            narrow(f, d, now, column, still, found);
            return true;
        }
        still = trials[k].value;
    }
    return false;
}

static int64_t size_of(int64_t from, int64_t to) { return to < from ? from - to : to - from; }

static bool find_number(struct flipper *f, const struct decision *d, enum decision_state now, uint32_t column,
                        struct trial *found) {
    const struct value_spec *spec = f->campaign->layout->columns[column].spec;
    int64_t value = f->record->values[column];
    struct range range = range_of(spec, value);
    struct trial below, above;
    bool down = range.low < value && find_side(f, d, now, column, range.low, &below);
    bool up = range.high > value && find_side(f, d, now, column, range.high, &above);
    if (!down && !up) return false;
    *found = !up || (down && size_of(value, below.value) < size_of(value, above.value)) ? below : above;
    return true;
}

bool flip_find(struct flipper *f, const struct decision *d, enum decision_state now, uint32_t column,
               struct flip *out) {
    const struct value_spec *spec = f->campaign->layout->columns[column].spec;
    struct trial found = {0};
    bool is_found;
    switch (spec->type) {
    case TYPE_CURVE: return false;
    case TYPE_YES_NO: is_found = find_word(f, d, now, column, 2, &found); break;
    case TYPE_CLASS: is_found = find_word(f, d, now, column, spec->class_count, &found); break;
    default: is_found = find_number(f, d, now, column, &found); break;
    }
    *out = (struct flip){column,      f->record->values[column], found.value, found.has_amount, found.amount,
                         found.total, found.total_state};
    return is_found;
}

/* The part of its datum that a change is, as a fraction of positive numbers. */
static struct caqes_fraction part_of(const struct flip *f, const struct campaign *c) {
    enum value_type type = c->layout->columns[f->column].spec->type;
    int64_t size = f->from < 0 ? -f->from : f->from;
    if (type == TYPE_YES_NO || type == TYPE_CLASS || size == 0) size = 1;
    return (struct caqes_fraction){size_of(f->from, f->to), size};
}

int flip_compare(const struct flip *a, const struct flip *b, const struct campaign *c) {
    int order = caqes_fraction_compare(part_of(a, c), part_of(b, c));
    return order ? order : a->column < b->column ? -1 : a->column > b->column;
}
