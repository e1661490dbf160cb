/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a manifest: refused with messages, or read into something whole. */
#include "host/plugin/manifest.h"
#include "host/plugin/manifest_constants.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds) abort();
}

/* Points in the order of their kind, and "sinon" where it belongs. */
static void check_curve(const struct manifest_parameter *p) {
    bool down = p->points_kind == CAQES_CURVE_STEPS;
    uint32_t i, last = p->point_count - 1;
    if (p->spec.type != TYPE_CURVE || !p->has_default) return;
    require(p->point_count > 0 && p->points_kind >= CAQES_CURVE_STEPS && p->points_kind <= CAQES_CURVE_STEPS_UP);
    for (i = 0; i < last; i++)
        require(down ? p->points[i].x > p->points[i + 1].x : p->points[i].x < p->points[i + 1].x);
    if (down) require(p->points[last].x == INT64_MIN);
    if (p->points_kind == CAQES_CURVE_STEPS_UP) require(p->points[last].x == INT64_MAX);
}

/* What every later stage takes for granted. */
static void check(const struct manifest *m, struct arena *arena) {
    size_t constants;
    uint32_t i, k;
    require(m->id && m->version && m->label && m->first_year <= m->last_year);
    require(m->slot_count == m->input_count + m->parameter_count + m->aggregate_count);
    require(m->slot_count <= MANIFEST_MAX_SLOTS && (m->is_volet || m->aggregate_count == 0));
    for (i = 0; i < m->slot_count; i++) {
        require(m->slots[i]->name[0] != '\0' && m->slots[i]->decimals <= 9);
        require(!manifest_parameter_at(m, i) == (i < m->input_count || i >= m->input_count + m->parameter_count));
    }
    for (i = 0; i < m->input_count; i++) {
        require(m->inputs[i].period <= 2 && m->inputs[i].scope && m->inputs[i].released_month <= 12);
        require(m->inputs[i].released_year <= 3 && (m->inputs[i].released_month || !m->inputs[i].released_year));
    }
    for (i = 0; i < m->parameter_count; i++) check_curve(&m->parameters[i]);
    for (i = 0; i < m->indicator_count; i++) {
        const struct manifest_indicator *indicator = &m->indicators[i];
        for (k = 0; k < indicator->numerator_count; k++) require(indicator->numerator[k] < m->input_count);
        for (k = 0; k < indicator->denominator_count; k++) require(indicator->denominator[k] < m->input_count);
        require(indicator->coefficient_slot < m->slot_count && indicator->gradation_slot < m->slot_count);
        require(indicator->target_slot < (int32_t)m->slot_count);
        require((indicator->target_slot < 0) == (indicator->tolerance_slot < 0));
        require(indicator->tolerance_slot < (int32_t)(m->input_count + m->parameter_count));
        require((indicator->kind == KIND_CODE) == (indicator->numerator_count == 0));
    }
    for (i = 0; i < m->obligation_count; i++)
        for (k = 0; k < m->obligations[i].indicator_count; k++)
            require(m->obligations[i].indicators[k] < m->indicator_count);
    for (i = 0; i < m->table_count; i++)
        for (k = 0; k < m->abi_tables[i].row_count; k++)
            require(m->abi_tables[i].rows[k].outcome < m->tables[i].outcome_count);
    for (i = 0; i < m->output_count; i++)
        require(m->outputs[i].kind != OUTPUT_OUTCOME || m->outputs[i].table < m->table_count);
    for (i = 0; i < m->targeting_count; i++)
        require((m->targeting[i].kind == OUTPUT_GROUND) == (m->targeting[i].opens != 0));
    for (i = 0; i < m->aggregate_count; i++) {
        const struct manifest_aggregate *a = &m->aggregates[i];
        require(a->input < m->input_count && a->spec.type != TYPE_CURVE && a->spec.class_count == 0);
        require(a->at_least == 0 || (a->by & BY_REGION));
        for (k = 0; k < a->with_count; k++) require(a->with[k] < m->input_count && a->with[k] != a->input);
    }
    (void)manifest_constants(m, arena, &constants);
    require(constants >= m->slot_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    const struct manifest *m = manifest_parse((const char *)data, size, "fuzz", &arena, &diag);
    require((m == NULL) == (diag.errors > 0));
    if (m) check(m, &arena);
    arena_free(&arena);
    return 0;
}
