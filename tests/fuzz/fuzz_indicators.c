/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: tables of indicators, over any bytes. Beyond not crashing: what is refused is said; what is accepted
 * makes a manifest that the host takes (but for two names that make one constant, and too many slots, which only the
 * manifest knows), rule cases that are a table again, and a summary. */
#define FIXTURES CAQES_SOURCE_DIR "/tests/fixtures/campaign"

#include "host/cases/case_file.h"
#include "host/kit/indicators.h"
#include "tests/campaign_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

/* A plugin that has inputs of several types stands for what is installed. */
static const struct kit_world *world_once(void) {
    static struct fixture f;
    static const struct manifest *manifests[1];
    static struct kit_world world;
    if (world.model) return &world;
    fixture_open(&f);
    manifests[0] =
        fixture_plugin_of(CAQES_SOURCE_DIR "/plugins/qualite/manifest.json", "qualite", &f.arena, &f.diag)->manifest;
    world = (struct kit_world){model_read(CAQES_SOURCE_DIR "/conf/modeles/caqes-2018.cfg", &f.arena, &f.diag),
                               manifests, 1};
    REQUIRE(world.model);
    return &world;
}

/* Counts the faults that a table cannot foresee; any other ends the program. */
static void listen(void *context, const struct diag_message *m, const char *text) {
    (void)context;
    (void)text;
    REQUIRE(strcmp(m->code, "P234") == 0 || strcmp(m->code, "P218") == 0);
}

static void check_manifest(const struct kit_indicators *t, struct arena *arena) {
    struct kit_manifest_parts parts = kit_manifest_parts(t, arena);
    struct diag diag = {.listener = listen};
    const char *json = arena_format(
        arena,
        "{\"manifest\": 1, \"id\": \"fr.essai.table\", \"version\": \"0.1.0\", \"label\": \"x\", \"publisher\": "
        "\"x\", \"licence\": \"MIT\", \"abi\": {\"major\": 1, \"minor\": 0}, \"kind\": \"indicators\", \"years\": "
        "{\"first\": 2018, \"last\": 2021}, \"inputs\": %s, \"indicators\": %s, \"obligations\": %s}",
        parts.inputs, parts.indicators, parts.obligations);
    const struct manifest *m = manifest_parse(json, strlen(json), "manifest.json", arena, &diag);
    REQUIRE(!m || m->indicator_count == t->count);
}

static void check_cases(const struct kit_indicators *t, struct arena *arena) {
    for (uint32_t i = 0; i < t->count; i++) {
        const char *text = kit_cases(t, &t->list[i], arena);
        struct diag diag = {0};
        struct csv_table table;
        case_table_parse(&table, "cases.csv", text, strlen(text), arena, &diag);
        REQUIRE(!table.faulty && diag.errors == 0 && table.row_count >= 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct arena arena;
    struct diag diag = {0};
    struct kit_indicators t;
    if (kit_indicators_parse(&t, "table.csv", (const char *)data, size, world_once(), &arena, &diag)) {
        REQUIRE(diag.errors == 0 && t.count > 0 && t.input_count > 0);
        check_manifest(&t, &arena);
        check_cases(&t, &arena);
        REQUIRE(*kit_summary(&t, &arena));
    } else {
        REQUIRE(diag.errors > 0);
    }
    arena_reset(&arena);
    return 0;
}
