/* SPDX-License-Identifier: MIT */
#include "host/cases/case_target.h"

#include "host/measure/measure.h"
#include "host/report/target_view.h"

/* The statistics of all the cases of the file, once; none when no plugin compares with them. */
static void count_population(struct case_population *p) {
    if (p->statistics || !population_needed(p->campaign->layout)) return;
    p->statistics = population_create(p->campaign->layout);
    for (uint32_t r = 0; r < p->count; r++) population_add(p->statistics, &p->records[r]);
}

void case_population_close(struct case_population *p) { population_destroy(p->statistics); }

static const char *ground_word(const struct targeting *t, const struct volet_targeting *v,
                               const struct case_meaning *column) {
    const struct ground_view *views;
    uint32_t count = target_view(t, v, &views);
    for (uint32_t i = 0; i < count; i++)
        if (views[i].output == &v->manifest->targeting[column->index]) return display_ground(&views[i]);
    return "sans objet";
}

void case_target(struct case_population *p, uint32_t record, const struct case_meaning *column, struct arena *work,
                 struct case_value *out) {
    struct targeting t;
    struct batch batch;
    count_population(p);
    batch_open(&batch, p->campaign, &p->records[record], 1, work);
    target(&batch, p->statistics, &t);
    out->word = "non concerné"; /* a volet that is for everybody */
    for (uint32_t i = 0; i < t.volet_count; i++) {
        if (t.volets[i].volet != column->volet) continue;
        out->word = column->kind == CASE_EXPECTS_TARGETED ? display_targeting(t.volets[i].volet_decision)
                                                          : ground_word(&t, &t.volets[i], column);
    }
}
