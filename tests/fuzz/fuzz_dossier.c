/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: the reader of dossiers, over any bytes. Beyond not crashing: a record that comes out keeps
 * the promises of record.h, what is refused is said, and the two readers of JSON agree. */
#include "host/read/dossier.h"
#include "host/read/json_fault.h"
#include "host/read/json_source.h"
#include "tests/read_vocabulary.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

static void check_value(const struct layout_column *c, int64_t value, uint8_t presence) {
    const struct value_spec *s = c->spec;
    REQUIRE(presence < CAQES_INVALID);
    if (presence != CAQES_PRESENT) return;
    REQUIRE(!s->has_min || value >= s->min);
    REQUIRE(!s->has_max || value <= s->max);
    REQUIRE(s->type != TYPE_YES_NO || value == 0 || value == 1);
    REQUIRE(s->type != TYPE_CLASS || (value >= 0 && value < (int64_t)s->class_count));
}

static void check_contract(const struct contract_volet *c, const struct model_volet *v) {
    day last = c->signature;
    REQUIRE(c->plan_weight >= 0 && c->plan_progress >= 0 && c->plan_progress <= c->plan_weight);
    for (uint32_t a = 0; a < c->act_count; a++) REQUIRE(c->acts[a][0] != '\0');
    REQUIRE(c->priority <= 9 && (c->end == 0) == (v->most_years == 0 || c->signature == 0));
    for (uint32_t a = 0; a < c->avenant_count; a++) {
        REQUIRE(c->avenants[a].signature >= last);
        last = c->avenants[a].signature;
    }
    REQUIRE(c->product_count == 0 || v->products_of);
    REQUIRE(c->products_total >= 0 && c->products_cut >= 0);
    REQUIRE(c->products_cut <= c->products_total * (__int128)300000);
}

/* Of a value given several times, the latest comes first. */
static void check_provenances(const struct layout *l, const struct record *r) {
    for (uint32_t i = 0; i < r->provenance_count; i++) {
        const struct provenance *p = &r->provenances[i];
        REQUIRE(p->column < l->column_count && p->producer && p->period);
        check_value(&l->columns[p->column], p->value, p->presence);
        if (!p->replaced) continue;
        REQUIRE(i > 0 && p[-1].column == p->column && p->extraction != 0 && p[-1].extraction > p->extraction);
    }
}

static void check_entities_and_years(const struct layout *l, const struct record *r) {
    REQUIRE(r->entity_count == 0 || strcmp(r->level, "EJ") == 0);
    for (uint32_t e = 0; e < r->entity_count; e++) REQUIRE(strlen(r->entities[e].finess) == 9 && r->entities[e].name);
    for (uint32_t c = 0; c < l->column_count; c++) {
        uint32_t from = layout_column_of_year(l, c, r->ages[c]);
        REQUIRE((from == c) == (r->ages[c] == 0));
        REQUIRE(r->presences[from] == r->presences[c] && r->values[from] == r->values[c]);
    }
}

static void check_record(const struct layout *l, const struct record *r) {
    REQUIRE(strlen(r->finess) == 9 && strlen(r->level) == 2 && r->line > 0);
    REQUIRE(r->statut < vocabulary_model.statut_count);
    REQUIRE(r->champs != 0 && r->champs < 1U << vocabulary_model.champ_count);
    REQUIRE(r->contract[0].status != CONTRACT_ABSENT);
    for (uint32_t c = 0; c < l->column_count; c++) check_value(&l->columns[c], r->values[c], r->presences[c]);
    for (uint32_t v = 0; v < vocabulary_model.volet_count; v++)
        check_contract(&r->contract[v], &vocabulary_model.volets[v]);
    check_provenances(l, r);
    check_entities_and_years(l, r);
}

static void read_dossiers(const struct layout *l, const char *bytes, size_t size) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    struct dossier_reader *reader = dossier_reader_create(l, &vocabulary_model, 2018, &diag);
    struct record record;
    if (dossier_reader_open_memory(reader, "fuzz", bytes, size)) {
        while (dossier_reader_next(reader, &arena, &record)) check_record(l, &record);
    } else {
        REQUIRE(diag.errors > 0);
    }
    REQUIRE(dossier_reader_refused(reader) <= diag.errors); /* at least one message for each */
    dossier_reader_destroy(reader);
    arena_free(&arena);
}

static void compare_readers(const char *bytes, size_t size) {
    struct json_source *source = json_source_create();
    char *text = malloc(size + JSON_PADDING);
    struct json_fault fault;
    uint32_t twins;
    if (size) memcpy(text, bytes, size);
    memset(text + size, 0, JSON_PADDING);
    REQUIRE((json_source_parse(source, text, size, &twins) == NULL) == json_fault_find(text, size, &fault));
    free(text);
    json_source_destroy(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct arena arena;
    static struct layout *layout;
    struct diag diag = {0};
    if (!layout) layout = layout_build(vocabulary_manifests, VOCABULARY_COUNT, &vocabulary_model, &arena, &diag);
    read_dossiers(layout, (const char *)data, size);
    compare_readers((const char *)data, size);
    return 0;
}
