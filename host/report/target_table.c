/* SPDX-License-Identifier: MIT */
#include "host/report/target_table.h"

#include "host/report/target_view.h"
#include "host/report/wrap.h"

#include <string.h>

enum { WIDTH = 94 };

/* "    - text", wrapped. */
static void note(FILE *stream, const char *text) {
    const char *mark = "-", *next;
    while (*text) {
        size_t length = wrap_line(text, WIDTH, &next);
        fprintf(stream, "    %s %.*s\n", mark, (int)length, text);
        mark = " ";
        text = next;
    }
}

/* "\u00a0; manque : « Dépenses de transports », ..." A colon or a semicolon keeps with the word before it. */
static const char *with_missing(const struct volet_targeting *v, const struct ground_view *g, const char *text,
                                struct arena *arena) {
    uint32_t k;
    for (k = 0; k < g->missing_count; k++)
        text = arena_format(arena, "%s%s «\u00a0%s\u00a0»", text,
                            k ? "," : "\u00a0; manque\u00a0:", v->manifest->slots[g->missing[k]]->label);
    if (g->missing_count > 0 && g->output->missing_to_ars)
        text = arena_format(arena, "%s (laissé à l'appréciation de l'ARS)", text);
    return text;
}

/* The data themselves, of a ground that no fact tells of. */
static const char *with_data(const struct targeting *t, const struct volet_targeting *v, const struct ground_view *g,
                             const char *text) {
    uint32_t k;
    if (g->not_subject) return arena_format(t->batch->arena, "%s (non soumis)", text);
    for (k = 0; k < g->input_count && g->state != CAQES_UNKNOWN; k++)
        if (v->explanation->presences[g->inputs[k]] != CAQES_ABSENT)
            text = arena_format(t->batch->arena, "%s\u00a0; %s\u00a0: %s", text,
                                v->manifest->slots[g->inputs[k]]->label, datum_text(t, v, g->inputs[k]));
    return text;
}

/* Its facts, each with its threshold, and who it is compared with. */
static const char *with_figures(const struct targeting *t, const struct volet_targeting *v, const struct ground_view *g,
                                const char *text) {
    struct arena *arena = t->batch->arena;
    uint32_t k;
    if (g->fact_count == 0) text = with_data(t, v, g, text);
    for (k = 0; k < g->fact_count; k++) {
        const struct ground_fact *f = &g->facts[k];
        text = arena_format(arena, "%s\u00a0; %s\u00a0: %s", text, f->output->label, fact_text(t, v, f));
        if (f->has_limit) text = arena_format(arena, "%s (seuil\u00a0: %s)", text, limit_text(t, v, f));
    }
    if (g->aggregate_count > 0 && g->state == CAQES_KNOWN)
        text = arena_format(arena, "%s\u00a0; comparé à %s", text, group_text(t, v, g->aggregates[0]));
    return text;
}

/* One ground: what it says, and on which figures. */
static const char *ground_text(const struct targeting *t, const struct volet_targeting *v,
                               const struct ground_view *g) {
    const char *text =
        arena_format(t->batch->arena, "%s (%s)\u00a0: %s", g->output->label, g->output->article, display_ground(g));
    return with_missing(v, g, with_figures(t, v, g, text), t->batch->arena);
}

/* The grounds that open one thing, but those that also open another, told before. */
static void print_grounds(FILE *stream, const struct targeting *t, const struct volet_targeting *v, uint32_t opens,
                          uint32_t told) {
    const struct ground_view *views;
    uint32_t count = target_view(t, v, &views), k, before = 0;
    for (k = 0; k < count; k++) before += (views[k].output->opens & opens) && (views[k].output->opens & told);
    if (before > 0) note(stream, "motifs du volet, ci-dessus");
    for (k = 0; k < count; k++)
        if (views[k].output->opens & opens && !(views[k].output->opens & told))
            note(stream, ground_text(t, v, &views[k]));
}

static void print_volet(FILE *stream, const struct targeting *t, const struct volet_targeting *v) {
    const char *label = t->batch->campaign->model->volets[v->volet].label;
    uint32_t priority = t->batch->records[t->record].contract[v->volet].priority;
    fprintf(stream, "  %s : %s", label, display_targeting(v->volet_decision));
    if (priority > 0) fprintf(stream, " (priorité convenue : %u)", priority);
    fputc('\n', stream);
    if (v->reason) note(stream, v->reason);
    print_grounds(stream, t, v, OPENS_VOLET, 0);
    if (!v->has_msap || !v->explanation) return;
    fprintf(stream, "  %s, mise sous accord préalable : %s\n", label, display_targeting(v->msap_decision));
    print_grounds(stream, t, v, OPENS_MSAP, OPENS_VOLET);
}

void target_table(FILE *stream, const struct targeting *t) {
    const struct record *r = &t->batch->records[t->record];
    uint32_t k;
    fprintf(stream, "%s  %s  (exercice %u)\n", r->finess, r->name, r->year);
    for (k = 0; k < t->volet_count; k++) print_volet(stream, t, &t->volets[k]);
    for (k = 0; k < t->notice_count; k++) fprintf(stream, "  ! %s\n", t->notices[k]);
    fputc('\n', stream);
}
