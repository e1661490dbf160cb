/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: files of rule cases, over any bytes, all the way to the reader of dossiers and the grid. Beyond not
 * crashing: cells stay in their table, what is refused is said, every case is counted once, and what comes from a cell
 * can be found again. */
#define FIXTURES CAQES_SOURCE_DIR "/tests/fixtures/campaign"

#include "host/base/text.h"
#include "host/cases/case_dossier.h"
#include "host/cases/case_expect.h"
#include "host/cases/case_run.h"
#include "host/cases/case_value.h"
#include "tests/campaign_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

/* The plugins of the fixture have no code; a refused one is not asked for it, and its results are errors. */
static const struct campaign *campaign_once(struct case_vocabulary *words) {
    static struct fixture f;
    static struct campaign *c;
    static struct case_vocabulary vocabulary;
    if (!c) {
        c = fixture_read(&f, FIXTURES "/campagne.cfg");
        REQUIRE(c);
        for (uint32_t i = 0; i < c->plugin_count; i++) c->plugins[i].refusal = "essai";
        vocabulary = case_vocabulary(c, &f.arena);
    }
    *words = vocabulary;
    return c;
}

static void check_value(const char *text, struct arena *arena) {
    struct caqes_fraction value;
    struct case_number n;
    size_t bad;
    if (case_number_read(text, &n)) {
        const char *json = case_number_json(&n, arena);
        REQUIRE(strspn(json, "-0123456789.") == strlen(json));
    }
    if (case_fraction_read(text, &value)) {
        const char *shown;
        REQUIRE(value.den > 0);
        shown = case_fraction_text(value, "rate", arena);
        REQUIRE(utf8_check(shown, strlen(shown), &bad));
    }
    REQUIRE(case_same_word(text, text));
}

static void check_table(const struct csv_table *t) {
    REQUIRE(t->column_count <= CSV_MAX_COLUMNS);
    for (uint32_t r = 0; r < t->row_count; r++) {
        REQUIRE(r == 0 || t->rows[r].line > t->rows[r - 1].line);
        for (uint32_t c = 0; c < t->column_count; c++) {
            REQUIRE(t->rows[r].cells[c].index == c);
            REQUIRE(t->rows[r].cells[c].line >= t->rows[r].line);
            check_value(t->rows[r].cells[c].text, t->arena);
        }
    }
}

static void check_dossiers(struct case_sheet *s) {
    for (uint32_t r = 0; r < s->table->row_count; r++) {
        struct case_dossier d;
        if (s->table->rows[r].broken) continue;
        case_dossier_write(s, &s->table->rows[r], &d);
        REQUIRE(!memchr(d.text, '\n', d.length));
        for (uint32_t i = 0; i < d.span_count; i++) {
            REQUIRE(d.spans[i].start <= d.spans[i].end && d.spans[i].end <= d.length);
            REQUIRE(d.spans[i].start == d.spans[i].end || case_dossier_cell(&d, d.spans[i].start));
        }
    }
}

static void run_cases(struct case_sheet *s) {
    struct case_outcome o;
    case_run(s, &o);
    REQUIRE(o.passed + o.failed + o.faulty == o.cases);
    REQUIRE(o.cases == s->table->row_count - (s->base ? 1 : 0));
    REQUIRE(o.failed == 0 || o.failure_count > 0);
    REQUIRE((!s->table->faulty && o.faulty == 0) || s->table->diag->errors > 0);
    for (uint32_t i = 0; i < o.failure_count; i++) {
        const struct case_failure *f = &o.failures[i];
        REQUIRE(f->found && case_expects(s, f->column) && *f->row->cells[f->column].text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct arena arena;
    struct diag diag = {0};
    struct case_vocabulary words;
    const struct campaign *c = campaign_once(&words);
    struct csv_table t;
    struct case_sheet s;
    case_table_parse(&t, "fuzz", (const char *)data, size, &arena, &diag);
    REQUIRE(!t.faulty || diag.errors > 0);
    check_table(&t);
    if (t.column_count > 0) {
        case_sheet_open(&s, &t, c, &words);
        run_cases(&s);
        check_dossiers(&s);
    }
    arena_reset(&arena);
    return 0;
}
