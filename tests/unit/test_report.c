/* SPDX-License-Identifier: MIT
 *
 * What the grid says of where values come from: their year when it is another, the EG behind them, what they
 * replaced. On a dossier of the demonstration campaign, whose record is then changed by hand. */
#include "check.h"

#include "host/worker/isolation.h"
#include "host/grid/grid.h"
#include "host/measure/measure.h"
#include "host/read/dossier.h"
#include "host/report/grid_json.h"
#include "host/report/table.h"
#include "host/settle/settle.h"

#include <stdlib.h>
#include <string.h>

struct world {
    struct arena arena;
    struct diag diag;
    struct campaign *campaign;
    struct dossier_reader *reader;
    struct record record;
    struct layout layout; /* that of the campaign, to be changed */
    char *text;           /* of the grid */
};

static int setup(void **state) {
    static const char *const plugins[] = {PLUGIN_DIR};
    struct world *w = calloc(1, sizeof *w);
    w->diag.stream = stderr;
    w->campaign = campaign_read("conf/demo/campagne.cfg", plugins, 1, &w->arena, &w->diag);
    assert_non_null(w->campaign);
    isolation_load(&(struct isolation){.in_process = true}, w->campaign, &w->arena, &w->diag);
    w->reader = dossier_reader_create(w->campaign->layout, w->campaign->model, 2018, &w->diag);
    assert_true(dossier_reader_open(w->reader, "conf/demo/dossiers/990000020.json"));
    assert_true(dossier_reader_next(w->reader, &w->arena, &w->record));
    *state = w;
    return 0;
}

static int teardown(void **state) {
    struct world *w = *state;
    dossier_reader_destroy(w->reader);
    arena_free(&w->arena);
    free(w->text);
    free(w);
    return 0;
}

static const char *grid_text(struct world *w, bool table) {
    struct batch batch;
    struct grid grid;
    struct json_writer json = {0};
    size_t length;
    FILE *stream;
    free(w->text);
    stream = open_memstream(&w->text, &length);
    batch_open(&batch, w->campaign, &w->record, 1, &w->arena);
    measure(&batch);
    settle(&batch);
    grid_build(&batch, 0, &grid);
    if (table) {
        table_print(stream, &grid, &w->arena);
    } else {
        grid_json(&json, &grid, false);
        json_flush(&json, stream);
    }
    json_free(&json);
    fclose(stream);
    return w->text;
}

static void check_says(struct world *w, bool table, const char *expected) {
    if (!strstr(grid_text(w, table), expected)) fail_msg("no %s in:\n%s", expected, w->text);
}

static uint32_t column(const struct world *w, const char *key) {
    int32_t found = layout_find(w->campaign->layout, SECTION_DONNEES, key, strlen(key));
    assert_true(found >= 0);
    return (uint32_t)found;
}

/* As if "icalin2" were two-yearly, and the value were that of a year before, from the column of another input. */
static void take_icalin2_from(struct world *w, const char *key, uint8_t age) {
    struct layout_two_yearly *year = arena_alloc(&w->arena, sizeof *year);
    *year = (struct layout_two_yearly){column(w, "icalin2"), {-1, -1}};
    year->earlier[age - 1] = (int32_t)column(w, key);
    w->layout = *w->campaign->layout;
    w->layout.two_yearly = year;
    w->layout.two_yearly_count = 1;
    w->campaign->layout = &w->layout;
    w->record.ages[column(w, "icalin2")] = age;
    w->record.values[column(w, "icalin2")] = 1; /* B */
    w->record.presences[column(w, "icalin2")] = CAQES_PRESENT;
}

static void a_value_of_another_year_says_so(void **state) {
    struct world *w = *state;
    const struct provenance sources[] = {{.column = column(w, "lits"),
                                          .producer = "HAS",
                                          .period = "M12",
                                          .extraction = 20171203,
                                          .presence = CAQES_PRESENT},
                                         {.column = column(w, "lits"),
                                          .producer = "HAS",
                                          .period = "M9",
                                          .extraction = 20170930,
                                          .replaced = true,
                                          .presence = CAQES_PRESENT,
                                          .value = 3},
                                         {.column = column(w, "lits"),
                                          .producer = "",
                                          .period = "",
                                          .extraction = 20170101,
                                          .replaced = true,
                                          .presence = CAQES_NULL},
                                         {.column = column(w, "produits_am"), .producer = "", .period = ""}};
    take_icalin2_from(w, "lits", 2);
    w->record.provenances = sources;
    w->record.provenance_count = 4;
    check_says(w, false,
               "{\"nom\":\"icalin2\",\"affichage\":\"B\",\"annee\":2016,\"producteur\":\"HAS\",\"periode\":\"M12\","
               "\"extraction\":\"2017-12-03\",\"remplace\":[{\"affichage\":\"D\",\"producteur\":\"HAS\",\"periode\":"
               "\"M9\",\"extraction\":\"2017-09-30\"},{\"extraction\":\"2017-01-01\"}]}");
}

/* In the table, in a column of eleven characters. */
static void the_table_says_the_year_too(void **state) {
    struct world *w = *state;
    assert_null(strstr(grid_text(w, true), "(valeur"));
    take_icalin2_from(w, "lits", 1);
    check_says(w, true, "oui (valeur");
    check_says(w, true, "de 2017)");
}

static void a_producer_that_is_not_said_is_the_declared_one(void **state) {
    struct world *w = *state;
    const struct provenance said = {
        .column = column(w, "icalin2"), .producer = "", .period = "", .extraction = 20190102};
    w->record.provenances = &said;
    w->record.provenance_count = 1;
    check_says(w, false, "\"producteur\":\"HAS\",\"extraction\":\"2019-01-02\"");
}

static void groups_are_mentioned(void **state) {
    static const struct entity entities[] = {{"990000201", "Site de l'\xC3\x89tang"}, {"990000202", ""}};
    struct world *w = *state;
    assert_null(strstr(grid_text(w, false), "\"entites\""));
    assert_null(strstr(grid_text(w, false), "\"ght\""));
    w->record.ght = "GHT fictif";
    w->record.entities = entities;
    w->record.entity_count = 2;
    check_says(w, false, "\"ght\":\"GHT fictif\",");
    check_says(w, false,
               "\"entites\":[{\"finess\":\"990000201\",\"nom\":\"Site de l'\xC3\x89tang\"},"
               "{\"finess\":\"990000202\",\"nom\":\"\"}]}");
    check_says(w, true,
               "(exercice 2018)\n  GHT : GHT fictif\n  EG : 990000201  Site de l'\xC3\x89tang\n       990000202\n");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_value_of_another_year_says_so),
        TEST(the_table_says_the_year_too),
        TEST(a_producer_that_is_not_said_is_the_declared_one),
        TEST(groups_are_mentioned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
