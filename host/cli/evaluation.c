/* SPDX-License-Identifier: MIT */
#include "host/cli/evaluation.h"

#include "host/cli/batches.h"
#include "host/cli/second_reading.h"
#include "host/measure/measure.h"
#include "host/settle/settle.h"

#include <string.h>

/* Tells the operator what a retained amount passes; the grid says it too. */
static void report_decisions(struct evaluation *e, const struct grid *g) {
    const struct record *r = &g->batch->records[g->record];
    struct diag_message m = {.code = "D179",
                             .place = {r->file, r->line, 0},
                             .mend = "check the decision: it is shown as it was recorded",
                             .warning = true};
    uint32_t row, k;
    for (row = 0; row < g->row_count; row++)
        for (k = 0; k < g->rows[row].retained.alert_count; k++) {
            m.found = g->rows[row].retained.alerts[k];
            m.found_length = strlen(m.found);
            diag_report(e->diag, &m, "establishment %s: the decision on the volet %s", r->finess,
                        g->rows[row].volet->code);
        }
    if (!g->retained_alert) return;
    m.found = g->retained_alert;
    m.found_length = strlen(m.found);
    diag_report(e->diag, &m, "establishment %s: the decisions together", r->finess);
}

/* What can be done: nothing to a plugin that was refused before it could fail. */
static const char *mend_of(const struct campaign *c, uint32_t volet) {
    int32_t plugin = c->volet_plugin[volet];
    if (plugin < 0 || c->plugins[plugin].refusal)
        return "the volet has no amount: no accepted plugin settles it; see what was said of the campaign's plugins";
    return "the volet has no amount; mend the plugin, or the rule that concerns it";
}

/* Tells the operator which plugin failed on which establishment; the grid says it too. */
static void report_faults(struct evaluation *e, const struct grid *g) {
    const struct record *r = &g->batch->records[g->record];
    uint32_t row, k;
    for (row = 0; row < g->row_count; row++) {
        const struct volet_verdict *v = &g->rows[row].verdict;
        if (v->status == VOLET_INCOMPLETE) e->incomplete++;
        if (row == 0 && g->fault) diag_raise(e->diag, CAQES_EXIT_PLUGIN);
        if (v->status != VOLET_ERROR) continue;
        for (k = 0; k < v->reason_count; k++) {
            struct diag_message m = {
                .code = "P301",
                .place = {r->file, r->line, 0},
                .found = v->reasons[k],
                .found_length = strlen(v->reasons[k]),
                .mend = mend_of(e->campaign, (uint32_t)(g->rows[row].volet - e->campaign->model->volets))};
            diag_report(e->diag, &m, "establishment %s: the volet %s is in error", r->finess, g->rows[row].volet->code);
        }
    }
}

static void count_failures(struct evaluation *e, const struct batch *b) {
    uint32_t p;
    for (p = 0; p < e->campaign->plugin_count; p++) {
        e->failures[p] += (uint32_t)__builtin_popcountll(b->failed[p]);
        if (e->failures[p] > PLUGIN_FAILURES_ALLOWED && !e->shard) e->set_aside = true;
    }
}

/* A batch under way. */
struct evaluated {
    struct batch batch;
    struct grid *grids; /* of the records that are asked for */
    uint32_t grid_count;
};

/* One reading of the inputs. */
struct reading {
    struct evaluation *evaluation;
    struct evaluated *under_way[BATCHES_MOST];
    struct page pages[BATCHES_MOST];
};

/* In any thread. */
static void evaluate_batch(void *context, const struct record_batch *b) {
    struct reading *reading = context;
    const struct evaluation *e = reading->evaluation;
    struct evaluated *x = reading->under_way[b->index] = arena_alloc(b->work, sizeof *x);
    uint32_t r;
    batch_open(&x->batch, e->campaign, b->records, b->count, b->work);
    x->batch.unsaid = e->unsaid;
    measure(&x->batch);
    settle(&x->batch);
    x->grids = arena_array(b->work, b->count, sizeof *x->grids);
    x->grid_count = 0;
    for (r = 0; r < b->count; r++) {
        struct grid *g = &x->grids[x->grid_count];
        if (e->finess && strcmp(b->records[r].finess, e->finess) != 0) continue;
        x->grid_count++;
        grid_build(&x->batch, r, g);
        if (e->write) e->write(e->context, g, &reading->pages[b->index], b->work);
    }
}

/* In the order of the inputs. What was evaluated before it was known that a plugin is set aside comes to nothing. */
static void take_batch(void *context, const struct record_batch *b) {
    struct reading *reading = context;
    struct evaluation *e = reading->evaluation;
    const struct evaluated *x = reading->under_way[b->index];
    uint32_t g;
    count_failures(e, &x->batch);
    for (g = 0; g < x->grid_count && !e->set_aside; g++) {
        report_faults(e, &x->grids[g]);
        report_decisions(e, &x->grids[g]);
        e->establishments++;
        e->each(e->context, &x->grids[g], b->work);
    }
    if (e->turn && !e->set_aside) e->turn(e->context, &reading->pages[b->index]);
    page_clear(&reading->pages[b->index]);
}

static void evaluate_once(struct evaluation *e, const struct inputs *inputs) {
    struct reading reading = {.evaluation = e};
    struct batch_user user = {evaluate_batch, take_batch, &reading, e->shard};
    uint32_t k;
    e->begin(e->context);
    e->refused = batches_run(e->campaign, inputs, e->jobs, &user, e->diag);
    for (k = 0; k < BATCHES_MOST; k++) page_free(&reading.pages[k]);
    e->end(e->context);
}

/* Refuses the plugins that failed too often; the run then begins again, without a second word about its dossiers. */
static void set_aside(struct evaluation *e, const struct diag *before) {
    struct diag_message m = {.code = "P304", .mend = "mend it; what it feeds has no amount, the rest is evaluated"};
    FILE *stream = e->diag->stream;
    uint32_t p;
    *e->diag = *before;
    e->diag->stream = stream;
    for (p = 0; p < e->campaign->plugin_count; p++) {
        struct campaign_plugin *plugin = &e->campaign->plugins[p];
        if (e->failures[p] > PLUGIN_FAILURES_ALLOWED) {
            m.place.file = plugin->plugin->file;
            plugin->refusal = PLUGIN_SET_ASIDE;
            diag_report(e->diag, &m, "%s failed on more than %d establishments: set aside for all of them",
                        plugin->plugin->manifest->id, PLUGIN_FAILURES_ALLOWED);
        }
        e->failures[p] = 0;
    }
    e->diag->stream = NULL;
    e->establishments = e->incomplete = 0;
    e->set_aside = false;
}

/* Which plugins fail too often is known at the end only, and must not depend on the order of the dossiers. */
void evaluation_run(struct evaluation *e, struct inputs *inputs) {
    struct diag before = *e->diag;
    FILE *stream = e->diag->stream;
    if (!second_reading_keep(inputs, e->diag)) return;
    evaluate_once(e, inputs);
    while (e->set_aside && second_reading_possible(inputs, e->diag) && second_reading_begin(inputs, e->diag) &&
           output_restart(e->output, e->diag)) {
        e->diag->stream = stream;
        set_aside(e, &before);
        before = *e->diag;
        evaluate_once(e, inputs);
    }
    e->diag->stream = stream;
    if (e->incomplete) diag_raise(e->diag, CAQES_EXIT_INCOMPLETE);
}

void evaluation_say(const struct evaluation *e, const char *command) {
    if (e->diag->exit_code == CAQES_EXIT_DONE) return;
    fprintf(stderr, "caqes %s: %u evaluated, %u refused, %u incomplete volets, %u errors, %u warnings\n", command,
            e->establishments, e->refused, e->incomplete, e->diag->errors, e->diag->warnings);
}
