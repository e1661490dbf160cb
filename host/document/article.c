/* SPDX-License-Identifier: MIT */
#include "host/document/article.h"

#include "host/base/text.h"
#include "host/document/grid_lines.h"
#include "host/explain/explain_text.h"
#include "host/explain/motivation.h"
#include "host/report/display.h"
#include "host/report/html.h"
#include "host/report/result_text.h"

#include <stdlib.h>
#include <string.h>

const char *article_sign(int64_t centimes) { return centimes < 0 ? " minus" : centimes > 0 ? " plus" : ""; }

/* ---- The official grid ---- */

/* The obligations of one side of the grid. */
struct side {
    uint32_t list[256];
    uint32_t count;
};

static void take_sides(const struct grid *g, const struct grid_row *row, struct side *result, struct side *other) {
    uint32_t k;
    result->count = other->count = 0;
    if (row->verdict.status < VOLET_EVALUATED || row->verdict.refused) return;
    for (k = 0; k < row->ref_count; k++) {
        const struct caqes_obligation *o = &row->obligations[k];
        struct side *s = (o->role & (CAQES_PRINCIPAL | CAQES_SUPPLEMENTAIRE)) != 0 ? result : other;
        if (grid_holds_obligation(g, &row->refs[k], o) && s->count < 256) s->list[s->count++] = k;
    }
}

static void obligation_cells(FILE *stream, const struct grid *g, const struct grid_row *row, const struct side *s,
                             uint32_t line) {
    const struct obligation_ref *ref;
    if (line >= s->count) {
        fputs("<td></td><td></td>", stream);
        return;
    }
    ref = &row->refs[s->list[line]];
    html_element(stream, "<td><bdi>",
                 g->batch->campaign->plugins[ref->plugin].plugin->manifest->obligations[ref->obligation].label,
                 "</bdi></td>");
    html_element(stream, "<td>", result_text(g, ref, &row->obligations[s->list[line]]), "</td>");
}

static void amount_cell(FILE *stream, const struct grid_row *row, uint32_t lines, struct arena *arena) {
    char text[DISPLAY_MAX];
    uint32_t k;
    fprintf(stream, "<td class=\"n%s\" rowspan=\"%u\">", article_sign(row->counted), lines);
    for (k = 0; k < row->verdict.amount_count; k++) {
        const struct audited_amount *a = &row->verdict.amounts[k];
        if (k) fputs("<br>", stream);
        if (a->nature->months) {
            fprintf(stream, "MSAP %lld mois", (long long)a->units);
        } else {
            french_centimes(a->units, true, text);
            fputs(text, stream);
        }
        if (a->suspended) fputs(" (suspendue)", stream);
    }
    if (row->verdict.amount_count == 0) fputs(row->verdict.status == VOLET_EVALUATED ? "0,00\u00a0€" : "—", stream);
    if (row->retained.decision)
        html_element(stream, "<br>retenu : ", display_decision(row->retained.decision, arena), "");
    fputs("</td>", stream);
}

static void row_html(FILE *stream, const struct grid *g, const struct grid_row *row, struct arena *arena) {
    struct side result, other;
    uint32_t lines, line;
    take_sides(g, row, &result, &other);
    lines = result.count > other.count ? result.count : other.count;
    if (lines == 0) lines = 1;
    fputs("<tbody>\n", stream);
    for (line = 0; line < lines; line++) {
        fputs("<tr>", stream);
        if (line == 0) {
            fprintf(stream, "<th scope=\"rowgroup\" rowspan=\"%u\">", lines);
            html_element(stream, "", row->volet->label, "");
            if (row->verdict.status != VOLET_EVALUATED)
                html_element(stream, "<br>(", display_status(row->verdict.status), ")");
            fputs("</th>", stream);
        }
        obligation_cells(stream, g, row, &result, line);
        obligation_cells(stream, g, row, &other, line);
        if (line == 0) amount_cell(stream, row, lines, arena);
        fputs("</tr>\n", stream);
    }
    fputs("</tbody>\n", stream);
}

static void total_html(FILE *stream, const struct grid *g) {
    char text[DISPLAY_MAX] = "aucun";
    if (g->state != TOTAL_NONE) french_centimes(g->total, true, text);
    fprintf(stream,
            "<tfoot><tr><th scope=\"row\">TOTAL</th><td colspan=\"4\">total %s</td><td class=\"n%s\">%s</td></tr>",
            display_total_state(g->state), g->state == TOTAL_NONE ? "" : article_sign(g->total), text);
    if (g->has_retained) {
        strcpy(text, "aucun");
        if (g->retained_state != TOTAL_NONE) french_centimes(g->retained_total, true, text);
        fprintf(stream, "<tr><th scope=\"row\">RETENU</th><td colspan=\"4\">total %s</td><td class=\"n\">%s</td></tr>",
                display_total_state(g->retained_state), text);
    }
    fputs("</tfoot>\n", stream);
}

void article_grid(FILE *stream, const struct grid *g, struct arena *arena) {
    uint32_t row;
    fprintf(stream,
            "<section class=\"wide\" aria-label=\"Grille %s\" tabindex=\"0\">\n<table>\n"
            "<caption>Grille d'évaluation, exercice %u</caption>\n<thead><tr><th scope=\"col\">Volet du contrat</th>"
            "<th scope=\"col\">Obligations de résultat</th><th scope=\"col\">Résultats (oui/non ou niveau)</th>"
            "<th scope=\"col\">Obligations complémentaires</th><th scope=\"col\">Résultats</th>"
            "<th scope=\"col\" class=\"n\">Montant de l'intéressement (+) ou de la sanction (−)</th></tr></thead>\n",
            g->batch->records[g->record].finess, g->batch->records[g->record].year);
    for (row = 0; row < g->row_count; row++) row_html(stream, g, &g->rows[row], arena);
    total_html(stream, g);
    fputs("</table>\n</section>\n", stream);
}

/* ---- Before signature ---- */

void article_terms(FILE *stream, const struct grid *g, struct arena *arena) {
    struct grid_lines lines;
    uint32_t k;
    grid_lines_before_signature(g, arena, &lines);
    fprintf(stream,
            "<section class=\"wide\" aria-label=\"Obligations %s\" tabindex=\"0\">\n<table>\n"
            "<caption>Obligations proposées au contrat</caption>\n<thead><tr><th scope=\"col\">Volet</th>"
            "<th scope=\"col\">Obligation</th><th scope=\"col\">Nature</th><th scope=\"col\">Indicateur</th>"
            "<th scope=\"col\" class=\"n\">Cible</th><th scope=\"col\" class=\"n\">Coefficient</th>"
            "<th scope=\"col\">Texte</th><th scope=\"col\">Résultat</th></tr></thead>\n<tbody>\n",
            g->batch->records[g->record].finess);
    for (k = 0; k < lines.count; k++) {
        const struct grid_line *l = &lines.list[k];
        html_element(stream, "<tr><th scope=\"row\">", l->volet->label, "</th>");
        html_element(stream, "<td><bdi>", l->obligation_label, "</bdi></td>");
        html_element(stream, "<td>", l->role, "</td>");
        html_element(stream, "<td><bdi>", l->label, "</bdi></td>");
        html_element(stream, "<td class=\"n\">", l->target, "</td>");
        html_element(stream, "<td class=\"n\">", l->coefficient, "</td>");
        html_element(stream, "<td><bdi>", l->article, "</bdi></td><td></td></tr>\n");
    }
    fputs("</tbody></table>\n</section>\n", stream);
}

/* ---- The words ---- */

static void list_reasons(FILE *stream, const struct grid *g) {
    bool any = g->notice_count > 0;
    uint32_t row, k;
    for (row = 0; row < g->row_count; row++) any = any || g->rows[row].verdict.reason_count > 0;
    if (!any) return;
    fputs("<p><strong>À savoir</strong></p>\n<ul>\n", stream);
    for (row = 0; row < g->row_count; row++)
        for (k = 0; k < g->rows[row].verdict.reason_count; k++) {
            html_element(stream, "<li>", g->rows[row].volet->label, " : ");
            html_element(stream, "<bdi>", g->rows[row].verdict.reasons[k], "</bdi></li>\n");
        }
    for (k = 0; k < g->notice_count; k++) html_element(stream, "<li><bdi>", g->notices[k], "</bdi></li>\n");
    fputs("</ul>\n", stream);
}

void article_text(FILE *stream, const char *title, const char *text) {
    html_element(stream, "<details>\n<summary>", title, "</summary>\n<pre><bdi>");
    while (*text) { /* each line apart: a control character never joins two */
        size_t bytes = strcspn(text, "\n");
        char *line = strndup(text, bytes);
        if (!line) memory_exhausted();
        html_element(stream, "", line, "\n");
        free(line);
        text += bytes + (text[bytes] == '\n');
    }
    fputs("</bdi></pre>\n</details>\n", stream);
}

static void explained(FILE *stream, const char *title, const struct explanation *e,
                      void (*write)(FILE *, const struct explanation *)) {
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    if (!memory) memory_exhausted();
    write(memory, e);
    if (fclose(memory) != 0) memory_exhausted();
    article_text(stream, title, text);
    free(text);
}

static void write_motives(FILE *stream, const struct explanation *e) { motivation_text(stream, e, -1); }

static void write_steps(FILE *stream, const struct explanation *e) {
    const struct explain_query all = {.volet = -1};
    explain_text(stream, e, &all);
}

void article_words(FILE *stream, const struct grid *g, struct arena *arena) {
    struct explanation e;
    list_reasons(stream, g);
    explain_grid(&e, g, arena);
    explained(stream, "Motifs des montants", &e, write_motives);
    explained(stream, "Explication complète", &e, write_steps);
}
