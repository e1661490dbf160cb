/* SPDX-License-Identifier: MIT
 *
 * html.c: the official grid of each establishment, in one page that stands alone: no script, nothing from elsewhere. It
 * prints on A4, an establishment a page; a screen reader hears the volet and the column of every cell. */
#include "host/report/html.h"
#include "host/document/document.h"
#include "host/document/grid_lines.h"
#include "host/explain/explain_text.h"
#include "host/explain/motivation.h"
#include "host/base/text.h"
#include "host/report/display.h"
#include "host/report/result_text.h"

#include <stdlib.h>
#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#555;--line:#929292;--head:#e8edf4;--link:#0b4f9e;"
    "--plus:#18753c;--minus:#b34000}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--soft:#bbb;--line:#777;--head:#24303f;"
    "--link:#8ab4f8;--plus:#7dd89a;--minus:#ffa36b}}\n"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;color:var(--ink);"
    "background:var(--paper)}\n"
    "a{color:var(--link)}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}\n"
    ".about{color:var(--soft)}\n"
    "article{margin:3rem 0;border-top:3px solid var(--line);padding-top:1rem}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "caption{text-align:left;font-weight:bold;padding:.3rem 0}\n"
    "th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}\n"
    "thead th{background:var(--head)}\n"
    ".n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}\n"
    ".plus{color:var(--plus)}.minus{color:var(--minus)}\n"
    "tfoot th,tfoot td{border-top:3px double var(--line);font-weight:bold}\n"
    "details{margin:1rem 0}pre{white-space:pre-wrap;font:inherit}\n"
    "@page{size:A4 landscape;margin:12mm}\n"
    "@media "
    "print{nav,.skip{display:none}body{margin:0;max-width:none;font-size:9.5pt}article{break-before:page;border:0;"
    "margin:0}thead{display:table-header-group}tr{break-inside:avoid}}\n";

static void begin(struct document *d) {
    FILE *stream = d->stream;
    d->written = 0;
    fputs("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
          stream);
    html_element(stream, "<title>Grilles d'évaluation : ", d->campaign->name, "</title>\n");
    fprintf(stream, "<style>\n%s</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#grilles\">Aller aux grilles</a>\n",
            style);
    html_element(stream, "<header>\n<h1>Grilles d'évaluation</h1>\n<p class=\"about\"><bdi>", d->campaign->name,
                 "</bdi>, ");
    html_element(stream, "<bdi>", d->campaign->region ? d->campaign->region : "", "</bdi>");
    fprintf(stream, ", exercice %u", d->campaign->year);
    fputs(d->before_signature ? ", avant signature : obligations, cibles et pondérations</p>\n" : "</p>\n", stream);
    fputs("</header>\n<main id=\"grilles\">\n", stream);
}

static const char *sign_class(int64_t centimes) { return centimes < 0 ? " minus" : centimes > 0 ? " plus" : ""; }

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
    fprintf(stream, "<td class=\"n%s\" rowspan=\"%u\">", sign_class(row->counted), lines);
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
            display_total_state(g->state), g->state == TOTAL_NONE ? "" : sign_class(g->total), text);
    if (g->has_retained) {
        strcpy(text, "aucun");
        if (g->retained_state != TOTAL_NONE) french_centimes(g->retained_total, true, text);
        fprintf(stream, "<tr><th scope=\"row\">RETENU</th><td colspan=\"4\">total %s</td><td class=\"n\">%s</td></tr>",
                display_total_state(g->retained_state), text);
    }
    fputs("</tfoot>\n", stream);
}

static void grid_table(FILE *stream, const struct grid *g, struct arena *arena) {
    uint32_t row;
    fprintf(stream,
            "<div class=\"wide\" role=\"region\" aria-label=\"Grille %s\" tabindex=\"0\">\n<table>\n"
            "<caption>Grille d'évaluation, exercice %u</caption>\n<thead><tr><th scope=\"col\">Volet du contrat</th>"
            "<th scope=\"col\">Obligations de résultat</th><th scope=\"col\">Résultats (oui/non ou niveau)</th>"
            "<th scope=\"col\">Obligations complémentaires</th><th scope=\"col\">Résultats</th>"
            "<th scope=\"col\" class=\"n\">Montant de l'intéressement (+) ou de la sanction (−)</th></tr></thead>\n",
            g->batch->records[g->record].finess, g->batch->records[g->record].year);
    for (row = 0; row < g->row_count; row++) row_html(stream, g, &g->rows[row], arena);
    total_html(stream, g);
    fputs("</table>\n</div>\n", stream);
}

/* ---- Before signature ---- */

static void terms_table(FILE *stream, const struct grid *g, struct arena *arena) {
    struct grid_lines lines;
    uint32_t k;
    grid_lines_before_signature(g, arena, &lines);
    fprintf(stream,
            "<div class=\"wide\" role=\"region\" aria-label=\"Obligations %s\" tabindex=\"0\">\n<table>\n"
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
    fputs("</tbody></table>\n</div>\n", stream);
}

/* ---- The words ---- */

static void list_reasons(FILE *stream, const struct grid *g) {
    bool any = g->notice_count > 0;
    uint32_t row, k;
    for (row = 0; row < g->row_count; row++) any = any || g->rows[row].verdict.reason_count > 0;
    if (!any) return;
    fputs("<h3>À savoir</h3>\n<ul>\n", stream);
    for (row = 0; row < g->row_count; row++)
        for (k = 0; k < g->rows[row].verdict.reason_count; k++) {
            html_element(stream, "<li>", g->rows[row].volet->label, " : ");
            html_element(stream, "<bdi>", g->rows[row].verdict.reasons[k], "</bdi></li>\n");
        }
    for (k = 0; k < g->notice_count; k++) html_element(stream, "<li><bdi>", g->notices[k], "</bdi></li>\n");
    fputs("</ul>\n", stream);
}

/* What a writer of plain text says, behind a title that opens. */
static void text_html(FILE *stream, const char *title, const struct explanation *e,
                      void (*write)(FILE *, const struct explanation *)) {
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    if (!memory) memory_exhausted();
    write(memory, e);
    if (fclose(memory) != 0) memory_exhausted();
    html_element(stream, "<details>\n<summary>", title, "</summary>\n<pre><bdi>");
    for (const char *line = text; *line;) { /* each line apart: a control character never joins two */
        size_t bytes = strcspn(line, "\n");
        char *one = strndup(line, bytes);
        if (!one) memory_exhausted();
        html_element(stream, "", one, "\n");
        free(one);
        line += bytes + (line[bytes] == '\n');
    }
    fputs("</bdi></pre>\n</details>\n", stream);
    free(text);
}

static void write_motives(FILE *stream, const struct explanation *e) { motivation_text(stream, e, -1); }

static void write_steps(FILE *stream, const struct explanation *e) {
    const struct explain_query all = {.volet = -1};
    explain_text(stream, e, &all);
}

static void grid_html(struct document *d, const struct grid *g, struct arena *work) {
    const struct record *r = &g->batch->records[g->record];
    struct explanation e;
    d->written++;
    fprintf(d->stream, "<article aria-labelledby=\"e%u\">\n<h2 id=\"e%u\">", d->written, d->written);
    html_element(d->stream, "<bdi>", r->name, "</bdi> <span class=\"about\">FINESS ");
    html_element(d->stream, "", r->finess, "</span></h2>\n");
    if (d->before_signature) {
        terms_table(d->stream, g, work);
    } else {
        grid_table(d->stream, g, work);
        list_reasons(d->stream, g);
        explain_grid(&e, g, work);
        text_html(d->stream, "Motifs des montants", &e, write_motives);
        text_html(d->stream, "Explication complète", &e, write_steps);
    }
    fputs("</article>\n", d->stream);
}

static bool end(struct document *d) {
    char text[DISPLAY_MAX];
    FILE *stream = d->stream;
    if (!d->before_signature && d->summary.total >= INT64_MIN && d->summary.total <= INT64_MAX) {
        french_centimes((int64_t)d->summary.total, true, text);
        fprintf(stream,
                "<section aria-labelledby=\"ensemble\">\n<h2 id=\"ensemble\">Ensemble</h2>\n"
                "<p>Établissements : %u ; totaux complets %u, partiels %u, aucun %u ; dossiers refusés %u. "
                "Somme des totaux : %s.</p>\n</section>\n",
                d->summary.establishments, d->summary.states[TOTAL_COMPLETE], d->summary.states[TOTAL_PARTIAL],
                d->summary.states[TOTAL_NONE], d->summary.refused, text);
    }
    html_element(stream, "</main>\n<footer><p class=\"about\">Configuration (sha256) : ", d->campaign->digest,
                 "</p></footer>\n</body>\n</html>\n");
    return true;
}

const struct document_kind document_html = {.name = "html", .begin = begin, .grid = grid_html, .end = end};
