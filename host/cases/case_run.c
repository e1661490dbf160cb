/* SPDX-License-Identifier: MIT */
#include "host/cases/case_run.h"

#include "host/cases/case_dossier.h"
#include "host/cases/case_expect.h"
#include "host/cases/case_value.h"
#include "host/measure/measure.h"
#include "host/read/dossier.h"
#include "host/settle/settle.h"

#include <stdlib.h>
#include <string.h>

/* One case on its way. */
struct case_state {
    struct csv_row *row;
    struct case_expectation *expectations;
    uint32_t expectation_count;
    const char *refused_with; /* codes of the messages about its dossier, in order, each once; NULL: none */
    bool failed;
};

struct runner {
    struct case_sheet *sheet;
    struct case_outcome *out;
    struct case_state *states;
    struct record *records;
    struct case_state **case_of; /* [record_count] the case of each record */
    uint32_t record_count, failure_capacity;
    struct arena work;             /* of one batch */
    bool targets;                  /* some column is about the ciblage */
    struct population *population; /* all the cases of the file; NULL when no plugin compares with it */
    /* The dossier being read: */
    struct case_state *state;
    const struct case_dossier *dossier;
};

static const char *text_of(const struct case_sheet *s, const struct csv_row *row, enum case_kind kind) {
    int32_t column = case_column_of(s, kind, 0);
    return column < 0 ? "" : row->cells[column].text;
}

const char *case_name(const struct case_sheet *s, const struct csv_row *row) { return text_of(s, row, CASE_NAME); }

const char *case_article(const struct case_sheet *s, const struct csv_row *row) {
    return text_of(s, row, CASE_ARTICLE);
}

/* ---- Reading ------------------------------------------------------------------------------------- */

static bool expects_refusal(const struct case_state *state) {
    return state->expectation_count > 0 && state->expectations[0].meaning->kind == CASE_EXPECTS_REFUSAL;
}

static void add_code(struct case_state *state, const char *code, struct arena *arena) {
    if (state->refused_with && strstr(state->refused_with, code)) return;
    state->refused_with = state->refused_with ? arena_format(arena, "%s, %s", state->refused_with, code)
                                              : arena_copy(arena, code, strlen(code));
}

/* The cell behind a message: where the text says; for a text that is not JSON, the raw JSON of the row; else its name.
 */
static struct csv_cell *blamed(const struct runner *r, const struct diag_message *m) {
    const struct case_sheet *s = r->sheet;
    struct csv_cell *cell = m->place.column > 0 ? case_dossier_cell(r->dossier, m->place.column - 1) : NULL;
    uint32_t i;
    for (i = 0; !cell && strncmp(m->code, "D10", 3) == 0 && i < s->table->column_count; i++)
        if (s->columns[i].kind == CASE_JSON || s->columns[i].kind == CASE_JSON_CONTRACT)
            cell = case_given(s, r->state->row, i);
    return cell ? cell : &r->state->row->cells[case_column_of(s, CASE_NAME, 0)];
}

/* What the reader says of the dossier, said of the cell it comes from. Its warnings leave the dossier as it is. */
static void hear(void *context, const struct diag_message *m, const char *text) {
    struct runner *r = context;
    struct csv_table *t = r->sheet->table;
    if (m->warning) return;
    add_code(r->state, m->code, t->arena);
    if (expects_refusal(r->state)) return;
    csv_fault(t, r->state->row, blamed(r, m), "T450", m->mend ? arena_copy(t->arena, m->mend, strlen(m->mend)) : NULL,
              "the dossier of the case \"%s\" is refused, %s: %s", case_name(r->sheet, r->state->row), m->code, text);
}

/* Through a reader of its own: a table may hold one establishment many times. */
static void read_dossier(struct runner *r, struct case_state *state) {
    const struct campaign *c = r->sheet->campaign;
    struct diag diag = {.listener = hear, .context = r};
    struct dossier_reader *reader = dossier_reader_create(c->layout, c->model, c->year, &diag);
    struct record *record = &r->records[r->record_count];
    struct case_dossier dossier;
    case_dossier_write(r->sheet, state->row, &dossier);
    r->state = state;
    r->dossier = &dossier;
    if (dossier_reader_open_memory(reader, r->sheet->table->file, dossier.text, dossier.length) &&
        dossier_reader_next(reader, r->sheet->table->arena, record)) {
        record->file = r->sheet->table->file;
        record->line = state->row->line;
        r->case_of[r->record_count++] = state;
    }
    dossier_reader_destroy(reader);
}

/* Understands every row, so that all faults of the file come out at once. */
static void read_cases(struct runner *r) {
    struct csv_table *t = r->sheet->table;
    for (uint32_t i = 0; i < t->row_count; i++) {
        struct csv_row *row = &t->rows[i];
        struct case_state *state = &r->states[r->out->cases];
        if (row == r->sheet->base) continue;
        r->out->cases++;
        *state = (struct case_state){.row = row};
        if (row->broken || case_column_of(r->sheet, CASE_NAME, 0) < 0) continue;
        state->expectations = case_expectations(r->sheet, row, &state->expectation_count);
        read_dossier(r, state);
    }
}

/* ---- Comparing ----------------------------------------------------------------------------------- */

static void add_failure(struct runner *r, struct case_state *state, const struct case_expectation *e, const char *found,
                        const char *why) {
    struct case_outcome *out = r->out;
    if (out->failure_count == r->failure_capacity) {
        r->failure_capacity = r->failure_capacity ? r->failure_capacity * 2 : 16;
        out->failures = memory_grow(out->failures, r->failure_capacity, sizeof *out->failures);
    }
    out->failures[out->failure_count++] = (struct case_failure){state->row, e->cell->index, found, why};
    state->failed = true;
}

/* The dossier had to be refused, and with this code alone. */
static void compare_refusal(struct runner *r, struct case_state *state) {
    const struct case_expectation *e = &state->expectations[0];
    if (!state->refused_with) {
        add_failure(r, state, e, "dossier accepté", NULL);
    } else if (strcmp(state->refused_with, e->wanted.word) != 0) {
        add_failure(r, state, e, state->refused_with, NULL);
    }
}

static void compare_reason(struct runner *r, struct case_state *state, const struct case_expectation *e,
                           const struct grid *g) {
    const struct volet_verdict *v = &g->rows[e->meaning->volet].verdict;
    bool met = v->reason_count == 0 && case_same_word(e->wanted.word, "aucune");
    for (uint32_t i = 0; i < v->reason_count; i++) met = met || strstr(v->reasons[i], e->wanted.word);
    if (!met) add_failure(r, state, e, case_reasons(g, e->meaning->volet, r->sheet->table->arena), NULL);
}

static void compare(struct runner *r, struct case_state *state, const struct case_expectation *e, const struct grid *g,
                    const struct targeting *t) {
    struct arena *arena = r->sheet->table->arena;
    struct case_value found = {.unit = ""};
    const char *why;
    if (e->meaning->kind == CASE_EXPECTS_REASON) {
        compare_reason(r, state, e, g);
        return;
    }
    case_found(g, t, e->meaning, &found);
    if (case_value_same(&e->wanted, &found)) return;
    why = case_why(g, e->meaning, arena);
    add_failure(r, state, e, case_value_text(&found, arena), why);
}

static void compare_batch(struct runner *r, uint32_t first, uint32_t count) {
    const struct campaign *c = r->sheet->campaign;
    struct targeting *targetings = arena_array(&r->work, count, sizeof *targetings);
    struct batch batch, targeted; /* the ciblage asks plugins whatever the contract: a batch of its own */
    struct grid grid;
    uint32_t i, k;
    batch_open(&batch, c, r->records + first, count, &r->work);
    measure(&batch);
    settle(&batch);
    if (r->targets) {
        batch_open(&targeted, c, r->records + first, count, &r->work);
        target(&targeted, r->population, targetings);
    }
    for (i = 0; i < count; i++) {
        struct case_state *state = r->case_of[first + i];
        if (state->row->faulty || expects_refusal(state)) continue;
        grid_build(&batch, i, &grid);
        for (k = 0; k < state->expectation_count; k++)
            compare(r, state, &state->expectations[k], &grid, &targetings[i]);
    }
    arena_reset(&r->work);
}

/* The cases of a file are one population. */
static void prepare_targeting(struct runner *r) {
    const struct layout *layout = r->sheet->campaign->layout;
    uint32_t i;
    for (i = 0; i < r->sheet->table->column_count; i++)
        r->targets = r->targets || r->sheet->columns[i].kind == CASE_EXPECTS_TARGETED ||
                     r->sheet->columns[i].kind == CASE_EXPECTS_GROUND;
    if (!r->targets || !population_needed(layout)) return;
    r->population = population_create(layout);
    for (i = 0; i < r->record_count; i++) population_add(r->population, &r->records[i]);
}

static void evaluate_cases(struct runner *r) {
    uint32_t i, first;
    prepare_targeting(r);
    for (first = 0; first < r->record_count; first += BATCH_RECORDS) {
        uint32_t left = r->record_count - first;
        compare_batch(r, first, left < BATCH_RECORDS ? left : BATCH_RECORDS);
    }
    for (i = 0; i < r->out->cases; i++)
        if (!r->states[i].row->faulty && expects_refusal(&r->states[i])) compare_refusal(r, &r->states[i]);
}

static int by_line(const void *a, const void *b) {
    const struct case_failure *x = a, *y = b;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

/* Failures outlive the runner: they move to the arena of the table. */
static void keep_failures(struct runner *r) {
    struct case_outcome *out = r->out;
    struct case_failure *kept = arena_array(r->sheet->table->arena, out->failure_count, sizeof *kept);
    if (out->failure_count) {
        qsort(out->failures, out->failure_count, sizeof *out->failures, by_line);
        memcpy(kept, out->failures, out->failure_count * sizeof *kept);
    }
    free(out->failures);
    out->failures = kept;
}

void case_run(struct case_sheet *s, struct case_outcome *out) {
    struct runner r = {.sheet = s, .out = out, .work = ARENA_EMPTY};
    uint32_t i;
    *out = (struct case_outcome){0};
    r.states = arena_array(s->table->arena, s->table->row_count, sizeof *r.states);
    r.records = arena_array(s->table->arena, s->table->row_count, sizeof *r.records);
    r.case_of = arena_array(s->table->arena, s->table->row_count, sizeof(struct case_state *));
    read_cases(&r);
    if (!s->table->faulty) evaluate_cases(&r);
    population_destroy(r.population);
    for (i = 0; i < out->cases; i++) {
        const struct case_state *state = &r.states[i];
        if (s->table->faulty || state->row->faulty) {
            out->faulty++;
        } else if (state->failed) {
            out->failed++;
        } else {
            out->passed++;
        }
    }
    if (s->table->faulty) out->failure_count = 0;
    keep_failures(&r);
    arena_free(&r.work);
}
