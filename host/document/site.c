/* SPDX-License-Identifier: MIT */
#include "host/document/site_internal.h"

#include "host/base/text.h"
#include "host/diff/difference.h"
#include "host/distance/distance.h"
#include "host/document/article.h"
#include "host/document/page.h"
#include "host/read/json_find.h"
#include "host/report/display.h"
#include "host/report/html.h"

#include <stdlib.h>
#include <string.h>

struct site *site_open(const char *folder, const struct campaign *campaign, struct results *previous, bool distances,
                       struct arena *arena, struct diag *diag) {
    struct site *s = arena_alloc(arena, sizeof *s);
    uint32_t p;
    s->campaign = campaign;
    s->previous = previous;
    s->distances = distances;
    s->arena = arena;
    pthread_mutex_init(&s->lock, NULL);
    if (!site_folder_open(&s->folder, folder, arena, diag)) return NULL;
    for (p = 0; p < campaign->plugin_count; p++)
        s->missed[p] = arena_array(arena, campaign->plugins[p].plugin->manifest->indicator_count + 1, sizeof(uint32_t));
    s->by_statut = arena_array(arena, campaign->model->statut_count, sizeof *s->by_statut);
    return s;
}

void site_restart(struct site *s) {
    uint32_t p, k;
    s->summary = (struct run_summary){0};
    s->entry_count = 0;
    memset(s->by_volet, 0, sizeof s->by_volet);
    memset(s->by_statut, 0, s->campaign->model->statut_count * sizeof *s->by_statut);
    memset(s->scores, 0, sizeof s->scores);
    s->scored = 0;
    for (p = 0; p < s->campaign->plugin_count; p++)
        for (k = 0; k < s->campaign->plugins[p].plugin->manifest->indicator_count; k++) s->missed[p][k] = 0;
}

/* ---- The page of an establishment ---- */

static void cell_of_last_year(FILE *stream, const struct json_node *grid, const struct json_node *row) {
    char text[DISPLAY_MAX];
    if (!row) {
        fputs("<td class=\"n\">—</td>", stream);
    } else if (!json_find(row, "compte_centimes")) {
        fputs("<td class=\"n\">sans montant</td>", stream);
    } else {
        french_centimes(grid_counted(grid, row), true, text);
        fprintf(stream, "<td class=\"n\">%s</td>", text);
    }
}

/* The amounts counted in another year's results, beside these. One thread at a time: results are parsed in one place.
 */
static void last_year(struct site *s, FILE *stream, const struct grid *g) {
    const struct record *r = &g->batch->records[g->record];
    const struct result_grid *found;
    const struct json_node *grid;
    char text[DISPLAY_MAX];
    uint32_t k;
    if (!s->previous) return;
    pthread_mutex_lock(&s->lock);
    found = results_find(s->previous, r->finess);
    grid = found ? results_parse(s->previous, found) : NULL;
    if (!grid) {
        fputs("<p>Pas de grille de cet établissement dans les résultats précédents.</p>\n", stream);
    } else {
        const struct json_node *year = json_find(grid, "exercice");
        fprintf(
            stream,
            "<section class=\"wide\" aria-label=\"D'un exercice à l'autre\" tabindex=\"0\">\n<table>\n<caption>D'un "
            "exercice à l'autre</caption>\n<thead><tr><th scope=\"col\">Volet</th>"
            "<th scope=\"col\" class=\"n\">%.*s</th><th scope=\"col\" class=\"n\">%u</th></tr></thead>\n<tbody>\n",
            year ? (int)year->text_length : 1, year ? year->text : "?", r->year);
        for (k = 0; k < g->row_count; k++) {
            enum volet_status status = g->rows[k].verdict.status;
            html_element(stream, "<tr><th scope=\"row\">", g->rows[k].volet->label, "</th>");
            cell_of_last_year(stream, grid, grid_row_of(grid, g->rows[k].volet->code));
            strcpy(text, "sans montant");
            if (status == VOLET_EVALUATED || status == VOLET_REFUSED) french_centimes(g->rows[k].counted, true, text);
            fprintf(stream, "<td class=\"n\">%s</td></tr>\n", text);
        }
        fputs("</tbody></table>\n</section>\n", stream);
    }
    pthread_mutex_unlock(&s->lock);
}

static void distances(FILE *stream, const struct grid *g, struct arena *work) {
    struct distances d;
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    if (!memory) memory_exhausted();
    distances_find(&d, g, -1, work);
    distances_text(memory, &d, work);
    if (fclose(memory) != 0) memory_exhausted();
    article_text(stream, "Ce qu'il a manqué, ce qui aurait suffi", text);
    free(text);
}

void site_page(struct site *s, const struct grid *g, struct arena *work) {
    const struct record *r = &g->batch->records[g->record];
    FILE *stream = site_folder_file(&s->folder, arena_format(work, "etablissements/%s.html", r->finess), work);
    if (!stream) {
        s->failed = true;
        return;
    }
    page_open(stream, r->name);
    html_element(stream, "<p class=\"about\">FINESS ", r->finess, ", ");
    html_element(stream, "", s->campaign->model->statuts[r->statut], "");
    fprintf(stream, ", exercice %u. <a href=\"../index.html\">Tous les établissements</a></p>\n", r->year);
    article_grid(stream, g, work);
    article_words(stream, g, work);
    if (s->distances) distances(stream, g, work);
    last_year(s, stream, g);
    page_close(stream, s->campaign->digest);
    if (ferror(stream)) s->failed = true;
    if (fclose(stream) != 0) s->failed = true;
}

/* ---- What it adds to the dashboard ---- */

static void add_missed(struct site *s, const struct grid *g) {
    uint32_t p, k;
    for (p = 0; p < s->campaign->plugin_count; p++) {
        const struct manifest *m = s->campaign->plugins[p].plugin->manifest;
        const struct plugin_rows *rows = &g->batch->plugins[p];
        uint32_t row = rows->row_of_record[g->record];
        for (k = 0; row != NO_ROW && k < m->indicator_count; k++) {
            const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + k];
            if (r->state == CAQES_KNOWN && !r->reached) s->missed[p][k]++;
        }
    }
}

/* The score of the first volet, by tens. */
static void add_score(struct site *s, const struct grid *g) {
    const struct volet_verdict *v = &g->rows[0].verdict;
    caqes_int128 points;
    uint32_t k;
    for (k = 0; k < v->output_count && !v->refused; k++) {
        const struct audited_output *o = &v->outputs[k];
        if (strcmp(o->output->code, "SCORE") != 0 || o->state != CAQES_KNOWN || o->value.num < 0) continue;
        points = o->value.num / o->value.den;
        s->scores[points >= 100 ? SITE_SCORES - 1 : (unsigned)points / (100 / SITE_SCORES)]++;
        s->scored++;
    }
}

void site_add(struct site *s, const struct grid *g, struct arena *work) {
    const struct record *r = &g->batch->records[g->record];
    struct site_entry *e;
    uint32_t k;
    (void)work;
    summary_add(&s->summary, g);
    s->entries = arena_room(s->arena, s->entries, s->entry_count, &s->entry_capacity, sizeof *s->entries);
    e = &s->entries[s->entry_count++];
    *e = (struct site_entry){.name = arena_copy(s->arena, r->name, strlen(r->name)),
                             .statut = r->statut,
                             .state = g->state,
                             .total = g->state == TOTAL_NONE ? 0 : g->total};
    snprintf(e->finess, sizeof e->finess, "%s", r->finess);
    for (k = 0; k < g->row_count; k++) {
        e->status[k] = (uint8_t)g->rows[k].verdict.status;
        e->counted[k] = g->rows[k].counted;
        s->by_volet[k] += g->rows[k].counted;
    }
    s->by_statut[r->statut] += e->total;
    if (g->row_count > 0) add_score(s, g);
    add_missed(s, g);
}

bool site_close(struct site *s, bool keep, struct diag *diag) {
    struct diag_message m = {.code = "S602", .place = {s->folder.place, 0, 0}};
    bool good = keep;
    if (keep) {
        FILE *stream = site_folder_file(&s->folder, "index.html", s->arena);
        if (stream) site_dashboard(stream, s);
        if (!stream || ferror(stream)) s->failed = true;
        if (stream && fclose(stream) != 0) s->failed = true;
        if (s->failed) diag_report(diag, &m, "the site cannot be written whole: check the room left");
        good = !s->failed;
    }
    good = site_folder_close(&s->folder, good, s->arena, diag) && good;
    pthread_mutex_destroy(&s->lock);
    return good || !keep;
}
