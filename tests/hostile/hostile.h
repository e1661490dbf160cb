/* SPDX-License-Identifier: MIT
 *
 * What the hostile plugins share. Each source is built twice, as the volet qualite and, with REGIONAL, as a set of
 * indicators of the socle. It does right everywhere but on the establishment that its dossier marks. */
#ifndef CAQES_TESTS_HOSTILE_H
#define CAQES_TESTS_HOSTILE_H

#define _GNU_SOURCE
#include "hostile_manifest.h"

#include <stdint.h>

#if defined(REGIONAL)
#define VERB measure
enum { SLOT_MARK = SLOT_MARQUE_REGIONALE, SLOT_FAIR = SLOT_LITS_VERTUEUX, RESULT = MEASURE_RESULTAT };
#else
#define VERB settle
enum { SLOT_MARK = SLOT_MARQUE_VOLET, SLOT_FAIR = SLOT_PRODUITS_AM, RESULT = OUTPUT_RESULTAT };
#endif

/* What a compiler must not leave out, and a number that it must not know. */
static void use(long value) { __asm__ volatile("" : : "r"(value) : "memory"); }
static long opaque(long value) {
    __asm__ volatile("" : "+r"(value));
    return value;
}

static int marked(const struct caqes_case *c) {
    return c->presences[SLOT_MARK] == CAQES_PRESENT && c->values[SLOT_MARK] == 1;
}

/* The first marked row of a batch, or its row count. */
static uint32_t marked_row(const struct caqes_batch *b) {
    uint32_t r = 0;
    while (r < b->record_count && (b->presences[r * b->slot_count + SLOT_MARK] != CAQES_PRESENT ||
                                   b->values[r * b->slot_count + SLOT_MARK] != 1))
        r++;
    return r;
}

/* The step of an honest answer: 1 % of the products, or the virtuous beds. */
static uint32_t fair(struct caqes_case *c) {
    uint32_t read = caqes_slot(c, SLOT_FAIR);
#if defined(REGIONAL)
    return read;
#else
    return caqes_multiply(c, caqes_slot(c, SLOT_TAUX), read);
#endif
}

/* Answers with this step. */
static void give(struct caqes_case *c, uint32_t step) {
#if !defined(REGIONAL)
    caqes_output(c, OUTPUT_ASSIETTE, caqes_slot(c, SLOT_PRODUITS_AM));
#endif
    caqes_output(c, RESULT, step);
}

static void honest(struct caqes_case *c) { give(c, fair(c)); }

static int32_t honestly(const struct caqes_batch *batch, struct caqes_reply *reply) {
    return caqes_for_each(batch, reply, honest, caqes_manifest_tables, CAQES_MANIFEST_TABLE_COUNT);
}

/* Appends a step that nothing has computed: it claims to be 1. */
static uint32_t claim(struct caqes_case *c, uint32_t op, uint32_t a, uint32_t b, uint32_t third) {
    uint32_t index = caqes_one(c);
    struct caqes_step *s = caqes_step_at(c, index);
    s->op = (uint16_t)op, s->a = a, s->b = b, s->c = third;
    return index;
}

/* The plugin: does `conduct` on a marked establishment, then answers as if nothing had happened... */
#define BEFORE(conduct)                                                                                                \
    static void one(struct caqes_case *c) {                                                                            \
        if (marked(c)) conduct(c);                                                                                     \
        honest(c);                                                                                                     \
    }                                                                                                                  \
    CAQES_VERB(one)                                                                                                    \
    CAQES_PLUGIN(.VERB = CAQES_BATCH(one))

/* ... or gives `answer` there instead of the honest one... */
#define INSTEAD(answer)                                                                                                \
    static void one(struct caqes_case *c) { marked(c) ? answer(c) : honest(c); }                                       \
    CAQES_VERB(one)                                                                                                    \
    CAQES_PLUGIN(.VERB = CAQES_BATCH(one))

/* ... or is called with batches as they come. */
#define BATCHES(verb) CAQES_PLUGIN(.VERB = verb)

/* Only an amount can do this wrong, or it takes long: the set of indicators does right. */
#if defined(REGIONAL)
#define INSTEAD_IN_VOLET(answer) BATCHES(honestly)
#else
#define INSTEAD_IN_VOLET(answer) INSTEAD(answer)
#endif

/* An honest plugin, but for some fields of its exported object. */
#define VERBS static const struct caqes_verbs verbs = {.size = sizeof(struct caqes_verbs), .VERB = honestly}
#define OBJECT(...)                                                                                                    \
    CAQES_EXPORT const struct caqes_plugin caqes_plugin = {.magic = CAQES_MAGIC,                                       \
                                                           .abi_major = CAQES_ABI_MAJOR,                               \
                                                           .abi_minor = CAQES_ABI_MINOR,                               \
                                                           .size = sizeof(struct caqes_plugin),                        \
                                                           .pointer_size = sizeof(void *),                             \
                                                           .int64_align = _Alignof(int64_t),                           \
                                                           .step_size = sizeof(struct caqes_step),                     \
                                                           .record_size = sizeof(struct caqes_record),                 \
                                                           .obligation_size = sizeof(struct caqes_obligation),         \
                                                           .manifest_length = CAQES_MANIFEST_LENGTH,                   \
                                                           .manifest = caqes_manifest_bytes,                           \
                                                           .verbs = &verbs,                                            \
                                                           .slot_count = CAQES_MANIFEST_SLOT_COUNT,                    \
                                                           .measure_count = CAQES_MANIFEST_MEASURE_COUNT,              \
                                                           .output_count = CAQES_MANIFEST_OUTPUT_COUNT,                \
                                                           .targeting_count = CAQES_MANIFEST_TARGETING_COUNT,          \
                                                           .table_count = CAQES_MANIFEST_TABLE_COUNT,                  \
                                                           __VA_ARGS__}

#endif
