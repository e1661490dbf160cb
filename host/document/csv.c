/* SPDX-License-Identifier: MIT
 *
 * csv.c: the lines of the grids as a table: "csv" as a spreadsheet in French opens it (byte order mark, ';', decimal
 * comma, CR LF), "csv-rfc" as RFC 4180 says (',', point, no mark), its values exact. No cell is a formula: what begins
 * as one is written after an apostrophe. */
#include "host/document/document.h"
#include "host/document/grid_lines.h"

#include "host/base/csv_write.h"
#include "host/base/text.h"

#include <string.h>

static const char *const columns[] = {"finess",
                                      "etablissement",
                                      "region",
                                      "exercice",
                                      "volet",
                                      "statut",
                                      "ligne",
                                      "obligation",
                                      "libelle_obligation",
                                      "role",
                                      "resultat_obligation",
                                      "code",
                                      "libelle",
                                      "article",
                                      "valeur",
                                      "cible",
                                      "coefficient",
                                      "resultat",
                                      "montant",
                                      "mois",
                                      "suspendu",
                                      "retenu"};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

struct table {
    FILE *stream;
    struct arena *arena;
    bool french;
    unsigned cells; /* of the line so far */
};

/* What begins as a formula follows an apostrophe. */
static void write_text(struct table *t, const char *text, bool formula) {
    if (t->cells++ > 0) fputc(t->french ? ';' : ',', t->stream);
    if (formula) text = arena_format(t->arena, "'%s", text);
    csv_write_cell(t->stream, text, formula ? NULL : t->french ? ";\"\r\n" : ",\"\r\n");
}

static void cell(struct table *t, const char *text) { write_text(t, text, *text && strchr("=+-@\t\r", *text) != NULL); }

/* What this program writes of a number: its sign makes no formula. */
static void figure(struct table *t, const char *text) { write_text(t, text, false); }

static void end_line(struct table *t) {
    fputs("\r\n", t->stream);
    t->cells = 0;
}

static void euros(struct table *t, bool has, int64_t centimes) {
    uint64_t size = centimes < 0 ? -(uint64_t)centimes : (uint64_t)centimes;
    if (t->cells++ > 0) fputc(t->french ? ';' : ',', t->stream);
    if (has)
        fprintf(t->stream, "%s%llu%c%02u", centimes < 0 ? "-" : "", (unsigned long long)(size / 100),
                t->french ? ',' : '.', (unsigned)(size % 100));
}

static struct table table_of(const struct document *d, bool french, struct arena *arena) {
    return (struct table){d->stream, arena, french, 0};
}

static void write_heads(struct document *d, bool french) {
    struct table t = table_of(d, french, NULL); /* no head is a formula */
    unsigned k;
    d->written = 0;
    if (french) fputs("\xEF\xBB\xBF", d->stream);
    for (k = 0; k < COLUMN_COUNT; k++) cell(&t, columns[k]);
    end_line(&t);
}

static void write_line(struct table *t, const struct record *r, const struct grid_line *l, struct arena *arena) {
    char exact[96];
    if (l->has_value) fraction_text(l->exact, exact);
    cell(t, r->finess);
    cell(t, r->name);
    cell(t, r->region);
    cell(t, arena_format(arena, "%u", r->year));
    cell(t, l->volet ? l->volet->code : "");
    cell(t, l->status);
    cell(t, line_kind_code(l->kind));
    cell(t, l->obligation);
    cell(t, l->obligation_label);
    cell(t, l->role);
    cell(t, l->obligation_result);
    cell(t, l->code);
    cell(t, l->label);
    cell(t, l->article);
    figure(t, l->has_value && !t->french ? exact : l->value);
    figure(t, l->target);
    figure(t, l->coefficient);
    cell(t, l->result);
    euros(t, l->has_euros, l->centimes);
    cell(t, l->months ? arena_format(arena, "%lld", (long long)l->months) : "");
    cell(t, l->suspended ? "oui" : "");
    figure(t, l->retained);
    end_line(t);
}

static void write_grid(struct document *d, const struct grid *g, struct arena *work, bool french) {
    struct table t = table_of(d, french, work);
    struct grid_lines lines;
    uint32_t k;
    (d->before_signature ? grid_lines_before_signature : grid_lines_of)(g, work, &lines);
    for (k = 0; k < lines.count; k++) write_line(&t, &g->batch->records[g->record], &lines.list[k], work);
    d->written++;
}

static void begin_french(struct document *d) { write_heads(d, true); }
static void begin_rfc(struct document *d) { write_heads(d, false); }
static void grid_french(struct document *d, const struct grid *g, struct arena *work) { write_grid(d, g, work, true); }
static void grid_rfc(struct document *d, const struct grid *g, struct arena *work) { write_grid(d, g, work, false); }

static bool end(struct document *d) {
    (void)d;
    return true;
}

const struct document_kind document_csv = {.name = "csv", .begin = begin_french, .grid = grid_french, .end = end};
const struct document_kind document_csv_rfc = {.name = "csv-rfc", .begin = begin_rfc, .grid = grid_rfc, .end = end};
