/* SPDX-License-Identifier: MIT
 *
 * One good plugin, and bad ones made from it by one definition each (see CMakeLists.txt). */
#include "essai_manifest.h"

static void measure(struct caqes_case *c) { caqes_output(c, MEASURE_CALCUL, caqes_slot(c, SLOT_FAIT)); }
CAQES_VERB(measure)

/* Wants exactly the batch that the host promises: one record, no input, the defaults of the manifest. */
static inline int32_t check_defaults(const struct caqes_batch *batch, struct caqes_reply *reply) {
    const struct caqes_curve *curve;
    if (batch->record_count != 1 || batch->slot_count < 4 || reply->output_count < 1) return 1;
    if (batch->presences[SLOT_FAIT] != CAQES_ABSENT || batch->presences[SLOT_LIBRE] != CAQES_ABSENT) return 2;
    if (batch->presences[SLOT_SEUIL] != CAQES_PRESENT || batch->values[SLOT_SEUIL] != 250000) return 3;
    if (batch->decimals[SLOT_SEUIL] != 6 || batch->values[SLOT_COEFFICIENT_CALCUL] != 1000000) return 4;
    curve = &batch->curves[batch->values[SLOT_BAREME]];
    if (batch->curve_count != 1 || curve->kind != CAQES_CURVE_STEPS || curve->count != 2) return 5;
    if (batch->points[curve->first].x != 10000000 || batch->points[curve->first + 1].x != INT64_MIN) return 6;
    return CAQES_BATCH(measure)(batch, reply);
}

#if defined(NO_SYMBOL)
extern const struct caqes_verbs another_name;
CAQES_EXPORT const struct caqes_verbs another_name = {.measure = CAQES_BATCH(measure)};

#elif defined(FUNCTION_SYMBOL)
CAQES_EXPORT int32_t caqes_plugin(void);
CAQES_EXPORT int32_t caqes_plugin(void) { return measure_over_batch(0, 0) + check_defaults(0, 0); }

#elif defined(OTHER_MANIFEST)
static const unsigned char other[CAQES_MANIFEST_LENGTH] = {123};
#define caqes_manifest_bytes other
CAQES_PLUGIN(.measure = CAQES_BATCH(measure));

#elif defined(STRAY_MANIFEST)
#define caqes_manifest_bytes ((const unsigned char *)4096)
CAQES_PLUGIN(.measure = CAQES_BATCH(measure));

#elif defined(SIZE_OF_VERBS)
/* A table of verbs that says to be 4 bytes, or a gigabyte. */
#if defined(__clang__)
#pragma GCC diagnostic ignored "-Winitializer-overrides"
#endif
CAQES_PLUGIN(.measure = CAQES_BATCH(measure), .size = SIZE_OF_VERBS);

#elif defined(SHORT_OBJECT)
extern const uint32_t caqes_plugin;
CAQES_EXPORT const uint32_t caqes_plugin = CAQES_MAGIC;

#elif defined(NO_MEASURE)
CAQES_PLUGIN(.self_test = check_defaults);

#elif defined(SETTLES)
CAQES_PLUGIN(.measure = CAQES_BATCH(measure), .settle = CAQES_BATCH(measure));

#elif defined(TARGETS)
CAQES_PLUGIN(.measure = CAQES_BATCH(measure), .target = CAQES_BATCH(measure));

#elif defined(VERB_IN_DATA)
CAQES_PLUGIN(.measure = (int32_t(*)(const struct caqes_batch *, struct caqes_reply *))caqes_manifest_bytes);

#elif defined(MISSING_FUNCTION)
extern int32_t tarif_2026(const struct caqes_batch *, struct caqes_reply *);
CAQES_PLUGIN(.measure = tarif_2026);

#elif defined(SELF_TEST_FAILS)
static int32_t fails(const struct caqes_batch *batch, struct caqes_reply *reply) {
    return check_defaults(batch, reply) == CAQES_OK ? 7 : 8;
}
CAQES_PLUGIN(.measure = CAQES_BATCH(measure), .self_test = fails);

#elif defined(CONSTRUCTOR)
/* Ends the process that loads it, with success: nothing after dlopen would be seen. */
__attribute__((constructor)) static void first(void) {
    __asm__ volatile("syscall" : : "a"(231), "D"(0) : "rcx", "r11", "memory");
}
CAQES_PLUGIN(.measure = CAQES_BATCH(measure));

#else
CAQES_PLUGIN(.measure = CAQES_BATCH(measure), .self_test = check_defaults);
#endif
