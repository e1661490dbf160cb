/* SPDX-License-Identifier: MIT
 *
 * letter.c: the letter that notifies a decision, from the grid: the sum, the reasons of each amount, and where and
 * within what delay to appeal (instruction du 26 juillet 2017, IV.b). A letter for each establishment, a form feed
 * between two. */
#include "host/document/document.h"
#include "host/explain/motivation.h"
#include "host/explain/paper.h"
#include "host/base/text.h"
#include "host/report/display.h"

static void begin(struct document *d) { d->written = 0; }

static void paragraph(FILE *stream, const char *text, struct arena *arena) {
    fputc('\n', stream);
    paper_line(stream, 0, "", text, arena);
}

static void write_head(const struct document *d, const struct record *r, struct arena *arena) {
    const char *const *t = d->letterhead->texts;
    FILE *stream = d->stream;
    paper_line(stream, 0, "", t[LETTERHEAD_AGENCY], arena);
    paper_line(stream, 0, "", t[LETTERHEAD_ADDRESS], arena);
    paragraph(stream, arena_format(arena, "À la direction de l'établissement : %s (FINESS %s)", r->name, r->finess),
              arena);
    paragraph(stream, arena_format(arena, "%s, le %s", t[LETTERHEAD_PLACE], t[LETTERHEAD_DATE]), arena);
    paper_line(stream, 0, "", arena_format(arena, "Référence : %s", t[LETTERHEAD_REFERENCE]), arena);
    paragraph(stream,
              arena_format(arena,
                           "Objet : contrat d'amélioration de la qualité et de l'efficience des soins, évaluation "
                           "de l'exercice %u, notification de décision",
                           r->year),
              arena);
}

static bool any_decision(const struct grid *g) {
    uint32_t k;
    for (k = 0; k < g->row_count; k++)
        if (g->rows[k].verdict.amount_count > 0 || g->rows[k].retained.decision) return true;
    return false;
}

/* What is not complete is no decision yet, and the letter says so first. */
static void write_sum(const struct document *d, const struct grid *g, struct arena *arena) {
    int64_t sum = g->has_retained ? g->retained_total : g->total;
    enum total_state state = g->has_retained ? g->retained_state : g->state;
    char text[DISPLAY_MAX];
    uint32_t k;
    french_centimes(sum, true, text);
    if (state == TOTAL_COMPLETE) {
        paragraph(d->stream,
                  arena_format(arena,
                               "Après évaluation des volets de votre contrat et avis de l'organisme local d'assurance "
                               "maladie, la somme des intéressements (+) et des sanctions (−) qui vous sont appliqués "
                               "s'élève à %s.",
                               text),
                  arena);
        return;
    }
    paragraph(d->stream, "PROJET, QUI NE PEUT ÊTRE NOTIFIÉ : l'évaluation n'est pas complète.", arena);
    for (k = 0; k < g->row_count; k++)
        if (withholds_total(&g->rows[k].verdict))
            paper_line(
                d->stream, 2, "— ",
                arena_format(arena, "%s : %s", g->rows[k].volet->label, display_status(g->rows[k].verdict.status)),
                arena);
    if (state == TOTAL_PARTIAL)
        paragraph(d->stream, arena_format(arena, "Somme des seuls volets évalués, non définitive : %s.", text), arena);
}

static void write_appeal(const struct document *d, struct arena *arena) {
    const char *const *t = d->letterhead->texts;
    paragraph(
        d->stream,
        arena_format(arena,
                     "Voies de recours. La sanction, ou le montant de la sanction ou de l'intéressement, peut être "
                     "contestée devant le tribunal administratif, %s, dans le délai de deux mois à compter de la "
                     "réception de la présente notification, par tout moyen permettant d'apporter la preuve de "
                     "bonne réception de la contestation.",
                     t[LETTERHEAD_COURT]),
        arena);
    paper_line(d->stream, 0, "",
               arena_format(arena,
                            "Les modalités de recouvrement se contestent devant la juridiction compétente en matière "
                            "de sécurité sociale : %s (instruction DSS/A1/CNAMTS/2017/234, IV.b.iii).",
                            t[LETTERHEAD_OTHER]),
               arena);
    paragraph(d->stream,
              arena_format(arena,
                           "La grille d'évaluation, jointe, donne le détail des montants. L'organisme local "
                           "d'assurance maladie, %s, est informé simultanément de cette décision.",
                           t[LETTERHEAD_OLAM]),
              arena);
    paragraph(d->stream, t[LETTERHEAD_SIGNATORY], arena);
}

static void letter(struct document *d, const struct grid *g, struct arena *arena) {
    struct explanation e;
    if (d->written++ > 0) fputc('\f', d->stream);
    write_head(d, &g->batch->records[g->record], arena);
    write_sum(d, g, arena);
    if (any_decision(g)) {
        paragraph(d->stream, "Motifs de chaque montant :", arena);
        fputc('\n', d->stream);
        explain_grid(&e, g, arena);
        motivation_text(d->stream, &e, -1);
    } else if (g->state == TOTAL_COMPLETE) { /* what is not known is no decision */
        paragraph(d->stream, "Aucune sanction ni aucun intéressement ne vous est appliqué.", arena);
    }
    write_appeal(d, arena);
}

static bool end(struct document *d) {
    (void)d;
    return true;
}

const struct document_kind document_letter = {
    .name = "lettre", .results = true, .begin = begin, .grid = letter, .end = end};
