/* SPDX-License-Identifier: MIT
 *
 * site_dashboard.c: the first page: what the campaign comes to, drawn and in figures, and the list of establishments,
 * which sorts and filters. Without scripts the list is whole and in the order of the dossiers. */
#include "host/document/site_internal.h"

#include "host/base/text.h"
#include "host/document/article.h"
#include "host/document/charts.h"
#include "host/document/page.h"
#include "host/report/display.h"
#include "host/report/html.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_MISSED = 15, RANKED = 12 };

static const char *euros(const struct site *s, caqes_int128 centimes) {
    char text[DISPLAY_MAX];
    if (centimes > INT64_MAX || centimes < INT64_MIN) return "(trop grand)";
    french_centimes((int64_t)centimes, true, text);
    return arena_format(s->arena, "%s", text);
}

/* ---- Sums ---- */

static void tile(FILE *stream, const char *label, const char *value) {
    html_element(stream, "<div class=\"tile\"><dt>", label, "</dt>");
    html_element(stream, "<dd>", value, "</dd></div>\n");
}

static void tiles(FILE *stream, const struct site *s) {
    const struct run_summary *x = &s->summary;
    fputs("<dl class=\"tiles\">\n", stream);
    tile(stream, "Établissements", arena_format(s->arena, "%u", x->establishments));
    tile(stream, "Intéressements", euros(s, x->interessements));
    tile(stream, "Sanctions", euros(s, x->sanctions));
    tile(stream, "Somme des totaux", euros(s, x->total));
    tile(stream, "Totaux complets, partiels, aucun",
         arena_format(s->arena, "%u, %u, %u", x->states[TOTAL_COMPLETE], x->states[TOTAL_PARTIAL],
                      x->states[TOTAL_NONE]));
    fputs("</dl>\n", stream);
    if (x->states[TOTAL_PARTIAL] + x->states[TOTAL_NONE] > 0)
        fputs("<p class=\"about\">Des totaux ne sont pas complets : les sommes sont celles des volets évalués.</p>\n",
              stream);
}

/* ---- Charts ---- */

static struct bar bar_of(const struct site *s, const char *label, caqes_int128 centimes) {
    int64_t value = centimes > INT64_MAX ? INT64_MAX : centimes < -INT64_MAX ? -INT64_MAX : (int64_t)centimes;
    return (struct bar){label, euros(s, centimes), value};
}

static void sums_charts(FILE *stream, const struct site *s) {
    const struct model *m = s->campaign->model;
    struct bar *volets = arena_array(s->arena, m->volet_count, sizeof *volets);
    struct bar *statuts = arena_array(s->arena, m->statut_count, sizeof *statuts);
    uint32_t k;
    for (k = 0; k < m->volet_count; k++) volets[k] = bar_of(s, m->volets[k].label, s->by_volet[k]);
    for (k = 0; k < m->statut_count; k++) statuts[k] = bar_of(s, m->statuts[k], s->by_statut[k]);
    chart_write(stream, &(struct chart){"volets", "Montants par volet", "Volet", "Montant compté", volets,
                                        m->volet_count, false});
    chart_write(stream, &(struct chart){"categories", "Totaux par catégorie", "Catégorie", "Total", statuts,
                                        m->statut_count, false});
}

static void score_chart(FILE *stream, const struct site *s) {
    struct bar bars[SITE_SCORES];
    uint32_t k, width = 100 / SITE_SCORES;
    if (s->scored == 0) return;
    for (k = 0; k < SITE_SCORES; k++) {
        const char *label = k + 1 == SITE_SCORES
                                ? arena_format(s->arena, "%u et plus", k * width)
                                : arena_format(s->arena, "de %u à moins de %u", k * width, (k + 1) * width);
        bars[k] = (struct bar){label, arena_format(s->arena, "%u", s->scores[k]), s->scores[k]};
    }
    chart_write(stream, &(struct chart){"scores", "Scores du volet obligatoire", "Score", "Établissements", bars,
                                        SITE_SCORES, true});
}

static int more_missed(const void *a, const void *b) {
    const struct bar *x = a, *y = b;
    if (x->value != y->value) return x->value < y->value ? 1 : -1;
    return strcmp(x->label, y->label);
}

static void missed_chart(FILE *stream, const struct site *s) {
    uint32_t most = 0, count = 0, p, k;
    struct bar *bars;
    for (p = 0; p < s->campaign->plugin_count; p++) most += s->campaign->plugins[p].plugin->manifest->indicator_count;
    bars = arena_array(s->arena, most + 1, sizeof *bars);
    for (p = 0; p < s->campaign->plugin_count; p++) {
        const struct manifest *m = s->campaign->plugins[p].plugin->manifest;
        for (k = 0; k < m->indicator_count; k++)
            if (s->missed[p][k] > 0)
                bars[count++] = (struct bar){m->indicators[k].label, arena_format(s->arena, "%u", s->missed[p][k]),
                                             s->missed[p][k]};
    }
    qsort(bars, count, sizeof *bars, more_missed);
    chart_write(stream, &(struct chart){"manques", "Indicateurs les plus manqués", "Indicateur", "Établissements", bars,
                                        count < MOST_MISSED ? count : MOST_MISSED, true});
}

static int by_total(const void *a, const void *b) {
    const struct site_entry *x = *(const struct site_entry *const *)a, *y = *(const struct site_entry *const *)b;
    if (x->total != y->total) return x->total < y->total ? -1 : 1;
    return strcmp(x->finess, y->finess);
}

/* The largest sanctions, then the largest intéressements. */
static void ranked_chart(FILE *stream, const struct site *s) {
    const struct site_entry **sorted = arena_array(s->arena, s->entry_count + 1, sizeof *sorted);
    struct bar bars[2 * RANKED];
    uint32_t count = 0, k;
    for (k = 0; k < s->entry_count; k++) sorted[k] = &s->entries[k];
    qsort(sorted, s->entry_count, sizeof *sorted, by_total);
    for (k = 0; k < s->entry_count && k < RANKED && sorted[k]->total < 0; k++)
        bars[count++] = bar_of(s, sorted[k]->name, sorted[k]->total);
    for (k = 0; k < s->entry_count && k < RANKED && sorted[s->entry_count - 1 - k]->total > 0; k++)
        bars[count++] = bar_of(s, sorted[s->entry_count - 1 - k]->name, sorted[s->entry_count - 1 - k]->total);
    chart_write(stream, &(struct chart){"classement", "Les totaux les plus éloignés de zéro", "Établissement", "Total",
                                        bars, count, false});
}

/* ---- The list ---- */

static const char script[] =
    "const table=document.getElementById('liste'),body=table.tBodies[0],rows=[...body.rows],"
    "field=document.getElementById('filtre'),said=document.getElementById('compte');\n"
    "const key=(row,k)=>{const c=row.cells[k];return c.dataset.v===undefined?c.textContent:Number(c.dataset.v)};\n"
    "table.tHead.addEventListener('click',e=>{const b=e.target.closest('button');if(!b)return;const h=b.parentNode,"
    "k=h.cellIndex,down=h.getAttribute('aria-sort')==='ascending';\n"
    "for(const o of table.tHead.rows[0].cells)o.removeAttribute('aria-sort');\n"
    "h.setAttribute('aria-sort',down?'descending':'ascending');\n"
    "rows.sort((a,b)=>{const x=key(a,k),y=key(b,k);return(typeof "
    "x==='number'?x-y:x.localeCompare(y,'fr'))*(down?-1:1)});\n"
    "body.append(...rows)});\n"
    "const plain=t=>t.normalize('NFD').replace(/[\\u0300-\\u036f]/g,'').toLowerCase();\n"
    "const texts=new Map(rows.map(r=>[r,plain(r.textContent)]));\n"
    "field.addEventListener('input',()=>{const words=plain(field.value).split(/\\s+/);let n=0;\n"
    "for(const r of rows){r.hidden=!words.every(w=>texts.get(r).includes(w));n+=!r.hidden}\n"
    "said.textContent=n+(n>1?' établissements affichés':' établissement affiché')});\n"
    "document.getElementById('outils').hidden=false;\n";

static void head_cell(FILE *stream, const char *label, bool number) {
    html_element(stream,
                 number ? "<th scope=\"col\" class=\"n\"><button type=\"button\">"
                        : "<th scope=\"col\"><button type=\"button\">",
                 label, "</button></th>");
}

static void amount_cell(FILE *stream, const struct site *s, bool has, int64_t centimes, const char *otherwise) {
    if (!has) {
        html_element(stream, "<td class=\"n\" data-v=\"0\">", otherwise, "</td>");
        return;
    }
    fprintf(stream, "<td class=\"n%s\" data-v=\"%lld\">", article_sign(centimes), (long long)centimes);
    html_element(stream, "", euros(s, centimes), "</td>");
}

static void list_line(FILE *stream, const struct site *s, const struct site_entry *e) {
    uint32_t k;
    fprintf(stream, "<tr><td><a href=\"etablissements/%s.html\">%s</a></td>", e->finess, e->finess);
    html_element(stream, "<th scope=\"row\"><bdi>", e->name, "</bdi></th>");
    html_element(stream, "<td>", s->campaign->model->statuts[e->statut], "</td>");
    for (k = 0; k < s->campaign->model->volet_count; k++) {
        enum volet_status status = (enum volet_status)e->status[k];
        amount_cell(stream, s, status == VOLET_EVALUATED || status == VOLET_REFUSED, e->counted[k],
                    display_status(status));
    }
    amount_cell(stream, s, e->state != TOTAL_NONE, e->total, "aucun");
    html_element(stream, "<td>", display_total_state(e->state), "</td></tr>\n");
}

static void list(FILE *stream, const struct site *s) {
    uint32_t k;
    fputs("<section aria-labelledby=\"etablissements\">\n<h2 id=\"etablissements\">Établissements</h2>\n"
          "<div id=\"outils\" hidden><label for=\"filtre\">Filtrer</label> <input id=\"filtre\" type=\"search\" "
          "autocomplete=\"off\"> <span id=\"compte\" role=\"status\"></span></div>\n"
          "<section class=\"wide\" aria-label=\"Liste des établissements\" tabindex=\"0\">\n<table id=\"liste\">\n"
          "<caption>Montant compté de chaque volet, total et son état</caption>\n<thead><tr>",
          stream);
    head_cell(stream, "FINESS", false);
    head_cell(stream, "Établissement", false);
    head_cell(stream, "Statut", false);
    for (k = 0; k < s->campaign->model->volet_count; k++) head_cell(stream, s->campaign->model->volets[k].label, true);
    head_cell(stream, "Total", true);
    head_cell(stream, "État du total", false);
    fputs("</tr></thead>\n<tbody>\n", stream);
    for (k = 0; k < s->entry_count; k++) list_line(stream, s, &s->entries[k]);
    fprintf(stream, "</tbody></table>\n</section>\n<script>\n%s</script>\n</section>\n", script);
}

void site_dashboard(FILE *stream, const struct site *s) {
    page_open(stream, s->campaign->name);
    html_element(stream, "<p class=\"about\"><bdi>", s->campaign->region ? s->campaign->region : "", "</bdi>");
    fprintf(stream, ", exercice %u</p>\n", s->campaign->year);
    tiles(stream, s);
    fputs("<div class=\"cards\">\n", stream);
    sums_charts(stream, s);
    score_chart(stream, s);
    missed_chart(stream, s);
    ranked_chart(stream, s);
    fputs("</div>\n", stream);
    list(stream, s);
    page_close(stream, s->campaign->digest);
}
