/* SPDX-License-Identifier: MIT */
#include "host/grid/notices.h"

#include "host/base/text.h"

#include <string.h>

struct noticed {
    struct grid *g;
    const struct campaign *campaign;
    const struct record *record;
    struct arena *arena;
    bool *named; /* [column]: already in the list being made */
};

/* Each of the notices below is added once at most. */
static void add(struct noticed *n, const char *text) { n->g->notices[n->g->notice_count++] = text; }

/* The first day of the month in which a value is out, or 0. */
static day release_of(const struct manifest_input *input, uint32_t year) {
    if (input->released_month == 0) return 0;
    return (year - input->period + input->released_year) * 10000 + input->released_month * 100 + 1;
}

/* Appends "label (avril 2020)" to a list. */
static const char *list_release(struct arena *arena, const char *list, const struct manifest_input *input, day out) {
    static const char *const months[] = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                         "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
    return arena_format(arena, "%s%s %s (%s %u)", list, *list ? "," : "", input->spec.label,
                        months[out / 100 % 100 - 1], out / 10000);
}

/* Data that are there although their source was not out yet on the day of the evaluation. */
static void notice_sources(struct noticed *n) {
    const char *list = "";
    char date[DAY_TEXT];
    uint32_t p, slot;
    memset(n->named, 0, n->campaign->layout->column_count * sizeof *n->named);
    for (p = 0; p < n->campaign->plugin_count; p++) {
        const struct manifest *m = n->campaign->plugins[p].plugin->manifest;
        if (!(n->g->batch->assigned[n->g->record] >> p & 1U)) continue;
        for (slot = 0; slot < m->input_count; slot++) {
            int32_t column = n->campaign->layout->plugins[p].columns[slot];
            uint32_t age = column >= 0 && n->record->ages ? n->record->ages[column] : 0;
            day out = release_of(&m->inputs[slot], n->campaign->year - age);
            if (n->campaign->evaluation_date >= out || column < 0 || n->named[column]) continue;
            if (n->record->presences[column] != CAQES_PRESENT) continue;
            n->named[column] = true;
            list = list_release(n->arena, list, &m->inputs[slot], out);
        }
    }
    if (*list)
        add(n, arena_format(n->arena, "évaluation datée du %s, avant la publication de :%s",
                            day_french(n->campaign->evaluation_date, date), list));
}

/* Data that were extracted after the day of the evaluation. */
static void notice_extractions(struct noticed *n) {
    const char *list = "";
    char date[DAY_TEXT];
    uint32_t k;
    for (k = 0; k < n->record->provenance_count; k++) {
        const struct provenance *p = &n->record->provenances[k];
        if (p->replaced || p->extraction <= n->campaign->evaluation_date) continue;
        list = arena_format(n->arena, "%s%s %s (%s)", list, *list ? "," : "",
                            n->campaign->layout->columns[p->column].spec->label, day_french(p->extraction, date));
    }
    if (*list)
        add(n, arena_format(n->arena, "évaluation datée du %s, avant l'extraction de :%s",
                            day_french(n->campaign->evaluation_date, date), list));
}

/* Several additional volets with a sanction: the texts recommend to limit them. */
static void notice_sanctions(struct noticed *n) {
    const char *list = "";
    uint32_t row, k, count = 0;
    for (row = 0; row < n->g->row_count; row++) {
        const struct volet_verdict *v = &n->g->rows[row].verdict;
        bool sanction = false;
        if (n->g->rows[row].volet->mandatory) continue;
        for (k = 0; k < v->amount_count; k++) sanction = sanction || model_nature_is_sanction(v->amounts[k].nature);
        if (!sanction) continue;
        list = arena_format(n->arena, "%s%s %s", list, count++ ? "," : "", n->g->rows[row].volet->label);
    }
    if (count > 1)
        add(n, arena_format(n->arena,
                            "plusieurs volets additionnels donnent lieu à sanction :%s ; il est recommandé de les "
                            "limiter (II.a.iv)",
                            list));
}

void notices_add(struct grid *g) {
    struct noticed n = {
        .g = g, .campaign = g->batch->campaign, .record = &g->batch->records[g->record], .arena = g->batch->arena};
    n.named = arena_array(n.arena, n.campaign->layout->column_count, sizeof *n.named);
    notice_sources(&n);
    notice_extractions(&n);
    notice_sanctions(&n);
}
