/* SPDX-License-Identifier: MIT
 *
 * curves.c: barèmes (steps, from the highest threshold down to "sinon") and gradations (straight lines,
 * upwards), as lists of pairs of quoted numbers: ( ["60", "0"], ["sinon", "1"] ). */
#include "host/campaign/campaign_internal.h"

#include "host/campaign/value.h"

#include <string.h>

enum { CURVE_DECIMALS = 6, MAX_POINTS = 256 };

/* Room for `more` items after `count`: the arena keeps the old ones, so the room doubles. */
static void *with_room(struct arena *a, void *old, uint32_t count, uint32_t more, size_t size) {
    uint32_t power = 1, wanted = count + more;
    void *room;
    while (power < count) power *= 2;
    if (count > 0 && wanted <= power) return old;
    while (power < wanted) power *= 2;
    room = arena_array(a, power, size);
    if (count) memcpy(room, old, count * size);
    return room;
}

int64_t curve_add(struct campaign_builder *b, uint32_t kind, const struct caqes_point *points, uint32_t count) {
    struct campaign *c = b->c;
    c->points = with_room(b->r->arena, c->points, c->point_count, count, sizeof *c->points);
    c->curves = with_room(b->r->arena, c->curves, c->curve_count, 1, sizeof *c->curves);
    memcpy(c->points + c->point_count, points, count * sizeof *points);
    c->curves[c->curve_count] = (struct caqes_curve){.kind = kind, .first = c->point_count, .count = count};
    c->point_count += count;
    return c->curve_count++;
}

/* One pair; `last` tells where "sinon" belongs. */
static bool read_point(struct campaign_builder *b, const struct setting *pair, const struct value_spec *spec, bool last,
                       struct caqes_point *out) {
    bool steps = spec->curve_kind == CAQES_CURVE_STEPS;
    const struct setting *x = &pair->children[0], *y = &pair->children[1];
    bool rest = steps && x->kind == SETTING_TEXT && strcmp(x->text, "sinon") == 0;
    if (rest && !last) {
        conf_fault(b->r, x, "C342", "write it last", "\"sinon\" catches everything: no later point counts");
        return false;
    }
    if (steps && last && !rest) {
        conf_fault(b->r, x, "C342", "end with [\"sinon\", ...]", "a barème says what applies below its last threshold");
        return false;
    }
    out->x = INT64_MIN;
    if (!rest && !value_decimal(b->r, x, CURVE_DECIMALS, &out->x)) return false;
    return value_decimal(b->r, y, CURVE_DECIMALS, &out->y) && value_in_bounds(b->r, y, spec, out->y);
}

/* Strictly down for steps, where "sinon" is below all; strictly up for lines. */
static bool in_order(struct campaign_builder *b, const struct setting *points, const struct caqes_point *read,
                     bool steps) {
    uint32_t i;
    for (i = 1; i < points->count; i++) {
        if (steps ? read[i].x < read[i - 1].x : read[i].x > read[i - 1].x) continue;
        conf_fault(b->r, &points->children[i].children[0], "C342",
                   steps ? "order the thresholds from the highest to the lowest, each once"
                         : "order the points from the lowest to the highest, each once",
                   "the points do not go strictly %s", steps ? "down" : "up");
        return false;
    }
    return true;
}

bool curve_read(struct campaign_builder *b, const struct setting *points, const struct value_spec *spec,
                int64_t *index) {
    bool steps = spec->curve_kind == CAQES_CURVE_STEPS, good = true;
    struct caqes_point *read = arena_array(b->r->arena, points->count ? points->count : 1, sizeof *read);
    uint32_t i;
    if (points->count < (steps ? 1U : 2U) || points->count > MAX_POINTS) {
        conf_fault(b->r, points, "C342", NULL, "\"%s\" has %d to %d points", spec->name, steps ? 1 : 2, MAX_POINTS);
        return false;
    }
    for (i = 0; i < points->count; i++) {
        const struct setting *pair = conf_element(b->r, points, i, SETTING_LIST);
        if (pair && pair->count != 2)
            conf_fault(b->r, pair, "C342", "write [\"60\", \"0.25\"]", "a point is a pair of numbers");
        good = pair && pair->count == 2 && read_point(b, pair, spec, i + 1 == points->count, &read[i]) && good;
    }
    if (!good || !in_order(b, points, read, steps)) return false;
    *index = curve_add(b, spec->curve_kind, read, points->count);
    return true;
}
