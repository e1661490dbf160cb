/* SPDX-License-Identifier: MIT
 *
 * batch_fixture.h: one establishment before one plugin, built in C: inputs first, then indicators with their
 * parameters, then obligations of the one volet. */
#ifndef CAQES_TESTS_BATCH_FIXTURE_H
#define CAQES_TESTS_BATCH_FIXTURE_H

#include "check.h"

#include "caqes/plugin.h"
#include "host/audit/audit.h"
#include "host/measure/formula.h"
#include "host/measure/measure.h"
#include "host/settle/settle.h"

#include <string.h>

enum { FIXTURE_SLOTS = 256, FIXTURE_INDICATORS = 32, FIXTURE_OBLIGATIONS = 8, FIXTURE_CURVES = 8 };

static struct arena arena = ARENA_EMPTY;
static struct value_spec specs[FIXTURE_SLOTS];
static const struct value_spec *slots[FIXTURE_SLOTS];
static int64_t values[FIXTURE_SLOTS];
static uint8_t presences[FIXTURE_SLOTS], decimals[FIXTURE_SLOTS];
static struct manifest_indicator indicators[FIXTURE_INDICATORS];
static struct manifest_obligation obligations[FIXTURE_OBLIGATIONS];
static struct manifest manifest;
static struct caqes_curve curves[FIXTURE_CURVES];
static struct caqes_point points[4 * FIXTURE_CURVES];
static struct caqes_verbs verbs;
static struct plugin plugin;
static struct campaign_plugin campaign_plugin;
static struct model model;
static struct campaign campaign;
static struct record record;
static struct batch batch;

static inline int batch_set_up(void **state) {
    (void)state;
    arena_reset(&arena);
    memset(indicators, 0, sizeof indicators);
    memset(&record, 0, sizeof record);
    memset(&model, 0, sizeof model);
    manifest = (struct manifest){.id = "essai",
                                 .is_volet = true,
                                 .volet = "socle",
                                 .slots = slots,
                                 .indicators = indicators,
                                 .obligations = obligations};
    verbs = (struct caqes_verbs){.size = sizeof verbs};
    plugin = (struct plugin){.manifest = &manifest, .verbs = &verbs};
    campaign_plugin = (struct campaign_plugin){.plugin = &plugin};
    model.volet_count = 1;
    model.volets[0] = (struct model_volet){.code = "socle", .label = "Volet obligatoire", .mandatory = true};
    campaign = (struct campaign){
        .model = &model, .plugins = &campaign_plugin, .plugin_count = 1, .curves = curves, .points = points};
    record.contract[0].status = CONTRACT_IN_FORCE;
    return 0;
}

static inline int batch_tear_down(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static inline uint32_t add_slot(const char *name, enum value_type type, uint8_t places) {
    uint32_t slot = manifest.slot_count++;
    assert_true(slot < FIXTURE_SLOTS);
    specs[slot] = (struct value_spec){.name = name, .label = name, .type = type, .decimals = places};
    slots[slot] = &specs[slot];
    decimals[slot] = places;
    presences[slot] = CAQES_ABSENT;
    values[slot] = 0;
    return slot;
}

static inline void give(uint32_t slot, int64_t value) {
    presences[slot] = CAQES_PRESENT;
    values[slot] = value;
}

static inline void lack(uint32_t slot, uint8_t presence) {
    presences[slot] = presence;
    values[slot] = 0;
}

/* An input of whole numbers, of classes or of yes and no. */
static inline uint32_t add_input(const char *name, enum value_type type) {
    assert_int_equal(manifest.input_count, manifest.slot_count);
    manifest.input_count++;
    return add_slot(name, type, 0);
}

/* An indicator of coefficient 1, without target or gradation. */
static inline struct manifest_indicator *add_indicator(enum indicator_kind kind, enum direction direction,
                                                       const uint32_t *numerator, uint32_t count) {
    struct manifest_indicator *i = &indicators[manifest.indicator_count++];
    assert_true(manifest.indicator_count <= FIXTURE_INDICATORS);
    *i = (struct manifest_indicator){.code = "INDICATEUR",
                                     .kind = kind,
                                     .direction = direction,
                                     .numerator = numerator,
                                     .numerator_count = count,
                                     .target_slot = -1,
                                     .tolerance_slot = -1};
    i->coefficient_slot = add_slot("coefficient.INDICATEUR", TYPE_DECIMAL, 6);
    give(i->coefficient_slot, 1000000);
    i->gradation_slot = add_slot("gradation.INDICATEUR", TYPE_CURVE, 6);
    return i;
}

/* numerator[0] / numerator[1], of two inputs. */
static inline struct manifest_indicator *add_ratio(const uint32_t *inputs, enum direction direction) {
    struct manifest_indicator *i = add_indicator(KIND_RATIO, direction, inputs, 1);
    i->denominator = inputs + 1;
    i->denominator_count = 1;
    return i;
}

/* A target and room for a tolerance that nobody set, in the last of `places` decimals. */
static inline void add_target(struct manifest_indicator *i, uint8_t places, int64_t target) {
    i->target_slot = (int32_t)add_slot("cible.INDICATEUR", TYPE_DECIMAL, places);
    give((uint32_t)i->target_slot, target);
    i->tolerance_slot = (int32_t)add_slot("tolerance.INDICATEUR", TYPE_DECIMAL, places);
}

static inline void grade(struct manifest_indicator *i, uint32_t kind, const struct caqes_point *given, uint32_t count) {
    uint32_t curve = campaign.curve_count++, first = 4 * curve;
    assert_true(curve < FIXTURE_CURVES && count <= 4);
    memcpy(points + first, given, count * sizeof *given);
    curves[curve] = (struct caqes_curve){.kind = kind, .first = first, .count = count};
    give(i->gradation_slot, curve);
}

static inline void add_obligation(uint32_t role, const uint32_t *of, uint32_t count) {
    obligations[manifest.obligation_count++] = (struct manifest_obligation){
        .code = "OBLIGATION", .volet = "socle", .role = role, .indicators = of, .indicator_count = count};
}

/* Measures the establishment. The steps of its indicators must fit their room, and replay. */
static inline void measure_all(void) {
    struct plugin_rows *rows = &batch.plugins[0];
    struct caqes_record *head = arena_alloc(&arena, sizeof *head);
    struct caqes_case copy;
    uint32_t *zero = arena_alloc(&arena, sizeof *zero);
    memset(&batch, 0, sizeof batch);
    batch.campaign = &campaign;
    batch.arena = &arena;
    batch.records = &record;
    batch.count = 1;
    batch.assigned[0] = 1;
    rows->count = 1;
    rows->record_of_row = rows->row_of_record = zero;
    rows->slots = (struct caqes_batch){.size = sizeof rows->slots,
                                       .record_count = 1,
                                       .slot_count = manifest.slot_count,
                                       .record_stride = sizeof *head,
                                       .obligation_stride = sizeof(struct caqes_obligation),
                                       .curve_count = campaign.curve_count,
                                       .decimals = decimals,
                                       .values = values,
                                       .presences = presences,
                                       .records = head,
                                       .curves = curves,
                                       .points = points};
    measure(&batch);
    assert_true(rows->explanations[0].step_count <= rows->explanations[0].step_capacity);
    copy = explanation_open(&manifest, &rows->slots, 0, rows->explanations[0].step_count, &arena);
    assert_null(explanation_replay(&copy, rows->explanations[0].steps, sizeof(struct caqes_step),
                                   rows->explanations[0].step_count, &manifest, &arena));
}

static inline const struct indicator_result *result_of(const struct manifest_indicator *i) {
    return &batch.plugins[0].results[i - indicators];
}

#endif
