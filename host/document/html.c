/* SPDX-License-Identifier: MIT
 *
 * html.c: the official grid of each establishment, in one page that stands alone: it prints on A4, an establishment a
 * page. */
#include "host/report/html.h"

#include "host/base/text.h"
#include "host/document/article.h"
#include "host/document/document.h"
#include "host/document/page.h"
#include "host/report/display.h"

static void begin(struct document *d) {
    FILE *stream = d->stream;
    d->written = 0;
    page_open(stream, d->before_signature ? "Obligations des contrats, avant signature" : "Grilles d'évaluation");
    html_element(stream, "<p class=\"about\"><bdi>", d->campaign->name, "</bdi>, ");
    html_element(stream, "<bdi>", d->campaign->region ? d->campaign->region : "", "</bdi>");
    fprintf(stream, ", exercice %u</p>\n", d->campaign->year);
}

static void grid_html(struct document *d, const struct grid *g, struct arena *work) {
    const struct record *r = &g->batch->records[g->record];
    d->written++;
    fprintf(d->stream, "<article aria-labelledby=\"e%u\">\n<h2 id=\"e%u\">", d->written, d->written);
    html_element(d->stream, "<bdi>", r->name, "</bdi> <span class=\"about\">FINESS ");
    html_element(d->stream, "", r->finess, "</span></h2>\n");
    if (d->before_signature) {
        article_terms(d->stream, g, work);
    } else {
        article_grid(d->stream, g, work);
        article_words(d->stream, g, work);
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
    page_close(stream, d->campaign->digest);
    return true;
}

const struct document_kind document_html = {.name = "html", .begin = begin, .grid = grid_html, .end = end};
