/* SPDX-License-Identifier: MIT
 *
 * A plugin's own checks, on the smallest batch there is: one record of defaults. */
#include "host/plugin/plugin.h"

enum { STEPS = CAQES_STEP_CAPACITY };

struct defaults {
    uint8_t *decimals, *presences;
    int64_t *values;
    struct caqes_curve *curves;
    struct caqes_point *points;
    uint32_t curve_count, point_count;
};

static struct defaults defaults_new(const struct manifest *m, struct arena *arena) {
    struct defaults d = {0};
    size_t points = 1;
    uint32_t i;
    for (i = 0; i < m->parameter_count; i++) points += m->parameters[i].point_count;
    d.decimals = arena_array(arena, m->slot_count + 1, sizeof *d.decimals);
    d.presences = arena_array(arena, m->slot_count + 1, sizeof *d.presences); /* CAQES_ABSENT */
    d.values = arena_array(arena, m->slot_count + 1, sizeof *d.values);
    d.curves = arena_array(arena, m->parameter_count + 1, sizeof *d.curves);
    d.points = arena_array(arena, points, sizeof *d.points);
    return d;
}

static void add_curve(struct defaults *d, const struct manifest_parameter *p, uint32_t slot) {
    uint32_t i;
    d->curves[d->curve_count] = (struct caqes_curve){p->points_kind, d->point_count, p->point_count, 0};
    for (i = 0; i < p->point_count; i++) d->points[d->point_count++] = p->points[i];
    d->values[slot] = d->curve_count++;
}

static void fill(struct defaults *d, const struct manifest *m) {
    uint32_t s;
    for (s = 0; s < m->slot_count; s++) {
        const struct manifest_parameter *p = manifest_parameter_at(m, s);
        d->decimals[s] = m->slots[s]->decimals;
        if (!p || !p->has_default) continue;
        d->presences[s] = CAQES_PRESENT;
        if (p->spec.type == TYPE_CURVE) {
            add_curve(d, p, s);
        } else {
            d->values[s] = p->default_value;
        }
    }
}

/* Room for the outputs of whichever verb the plugin tries. */
static uint32_t most_outputs(const struct manifest *m) {
    uint32_t most = m->coded_count;
    if (m->output_count > most) most = m->output_count;
    return m->targeting_count > most ? m->targeting_count : most;
}

bool plugin_self_test(const struct plugin *p, struct arena *arena, struct diag *diag) {
    const struct manifest *m = p->manifest;
    struct defaults d;
    struct caqes_record record = {0};
    struct caqes_obligation none = {0};
    struct caqes_batch batch = {.size = sizeof batch,
                                .record_count = 1,
                                .slot_count = m->slot_count,
                                .record_stride = sizeof record,
                                .obligation_stride = sizeof none};
    struct caqes_reply reply = {.size = sizeof reply,
                                .step_capacity = STEPS,
                                .step_stride = sizeof(struct caqes_step),
                                .output_count = most_outputs(m)};
    int32_t status;
    if (!p->verbs->self_test) return true;
    d = defaults_new(m, arena);
    fill(&d, m);
    batch.curve_count = d.curve_count;
    batch.decimals = d.decimals;
    batch.values = d.values;
    batch.presences = d.presences;
    batch.records = &record;
    batch.obligations = &none;
    batch.curves = d.curves;
    batch.points = d.points;
    reply.steps = arena_array(arena, STEPS, sizeof(struct caqes_step));
    reply.step_counts = arena_array(arena, 1, sizeof(uint32_t));
    reply.outputs = arena_array(arena, reply.output_count + 1, sizeof(uint32_t));
    status = p->verbs->self_test(&batch, &reply);
    if (status == CAQES_OK) return true;
    diag_report(diag,
                &(struct diag_message){.code = "P125",
                                       .place = {.file = p->file},
                                       .mend = "the plugin found itself wrong: ask its publisher"},
                "self_test of %s %s gives %d, 0 is needed", m->id, m->version, status);
    return false;
}
