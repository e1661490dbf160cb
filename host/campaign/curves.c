/* SPDX-License-Identifier: MIT
 *
 * curves.c: barèmes and gradations, as lists of pairs of quoted numbers: ( ["60", "0"], ["sinon", "1"] ). Their
 * shapes are those of the manifests' defaults: curve_shape.h. */
#include "host/campaign/campaign_internal.h"

#include "host/campaign/value.h"
#include "host/plugin/curve_shape.h"

#include <string.h>

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

static bool read_point(struct campaign_builder *b, const struct setting *pair, const struct value_spec *spec,
                       struct caqes_point *out, bool *rest) {
    const struct setting *x = &pair->children[0], *y = &pair->children[1];
    *rest = x->kind == SETTING_TEXT && strcmp(x->text, CURVE_REST) == 0;
    if (!*rest && !value_decimal(b->r, x, CURVE_DECIMALS, &out->x)) return false;
    return value_decimal(b->r, y, CURVE_DECIMALS, &out->y) && value_in_bounds(b->r, y, spec, out->y);
}

/* What is declared monotone is; else the two lines that show it, as they are written. */
static bool goes_its_way(struct campaign_builder *b, const struct setting *points, const struct value_spec *spec,
                         uint32_t kind, const struct caqes_point *read) {
    int32_t at = curve_turns_at(kind, read, points->count, spec->course);
    const struct setting *here, *before;
    if (at < 0) return true;
    here = points->children[at].children;
    before = points->children[at - 1].children;
    conf_fault(
        b->r, &here[1], "C342", "correct one of the two results",
        "the result of \"%s\" may only go %s while the value rises: at \"%s\" it is \"%s\", at \"%s\" it is \"%s\"",
        spec->name, spec->course == COURSE_UP ? "up" : "down", before[0].text, before[1].text, here[0].text,
        here[1].text);
    return false;
}

bool curve_read(struct campaign_builder *b, const struct setting *points, const struct value_spec *spec,
                int64_t *index) {
    struct caqes_point *read = arena_array(b->r->arena, points->count + 1, sizeof *read);
    bool *rest = arena_array(b->r->arena, points->count + 1, sizeof *rest), good = true;
    struct curve_fault fault;
    uint32_t i, kind;
    for (i = 0; i < points->count; i++) {
        const struct setting *pair = conf_element(b->r, points, i, SETTING_LIST);
        if (pair && pair->count != 2)
            conf_fault(b->r, pair, "C342", "write [\"60\", \"0.25\"]", "a point is a pair of numbers");
        good = pair && pair->count == 2 && read_point(b, pair, spec, &read[i], &rest[i]) && good;
    }
    if (!good) return false;
    if (!curve_shape(spec->curve_kind, read, rest, points->count, &kind, &fault)) {
        if (fault.point >= 0) points = &points->children[fault.point].children[0];
        conf_fault(b->r, points, "C342", fault.mend, "%s", fault.text);
        return false;
    }
    if (!goes_its_way(b, points, spec, kind, read)) return false;
    *index = curve_add(b, kind, read, points->count);
    return true;
}
