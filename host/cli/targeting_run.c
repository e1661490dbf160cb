/* SPDX-License-Identifier: MIT */
#include "host/cli/targeting_run.h"

#include "host/cli/batches.h"
#include "host/cli/second_reading.h"
#include "host/measure/measure.h"

#include <stdio.h>
#include <string.h>

/* ---- First reading: the population --------------------------------------------------------------- */

static void add_batch(void *context, const struct record_batch *b) {
    struct targeting_run *run = context;
    uint32_t r;
    for (r = 0; r < b->count; r++) population_add(run->population, &b->records[r]);
}

/* What is wrong with a dossier is said by the second reading. */
bool targeting_population(struct targeting_run *run, const struct inputs *inputs) {
    struct diag silent = {.stream = NULL};
    struct batch_user user = {.take = add_batch, .context = run};
    if (!population_needed(run->campaign->layout)) return true;
    if (!second_reading_possible(inputs, run->diag) || !second_reading_keep(inputs, run->diag)) return false;
    run->population = population_create(run->campaign->layout);
    batches_run(run->campaign, inputs, 1, &user, &silent);
    population_report(run->population, run->diag);
    return second_reading_begin(inputs, run->diag);
}

/* ---- Second reading: the decisions --------------------------------------------------------------- */

/* Tells the operator which plugin failed on which establishment; the listing says it too. */
static void report_faults(struct targeting_run *run, const struct targeting *t) {
    const struct record *r = &t->batch->records[t->record];
    const struct campaign *c = run->campaign;
    uint32_t k;
    for (k = 0; k < t->volet_count; k++) {
        const struct volet_targeting *v = &t->volets[k];
        bool settled = c->volet_plugin[v->volet] >= 0 && !c->plugins[c->volet_plugin[v->volet]].refusal;
        run->undetermined +=
            v->volet_decision == TARGETING_UNDETERMINED || (v->has_msap && v->msap_decision == TARGETING_UNDETERMINED);
        if (v->volet_decision == TARGETING_ERROR || (v->has_msap && v->msap_decision == TARGETING_ERROR)) {
            struct diag_message m = {.code = "P301",
                                     .place = {r->file, r->line, 0},
                                     .found = v->reason,
                                     .found_length = strlen(v->reason),
                                     .mend = settled ? "mend the plugin, or remove it by a rule"
                                                     : "see what was said of the campaign's plugins"};
            diag_report(run->diag, &m, "establishment %s: the ciblage of the volet %s is in error", r->finess,
                        c->model->volets[v->volet].code);
        }
    }
}

/* A batch under way. */
struct judged {
    struct batch batch;
    struct targeting *targetings;
};

struct reading {
    struct targeting_run *run;
    struct judged *under_way[BATCHES_MOST];
};

/* In any thread. */
static void judge_batch(void *context, const struct record_batch *b) {
    struct reading *reading = context;
    struct judged *j = reading->under_way[b->index] = arena_alloc(b->work, sizeof *j);
    j->targetings = arena_array(b->work, b->count, sizeof *j->targetings);
    batch_open(&j->batch, reading->run->campaign, b->records, b->count, b->work);
    target(&j->batch, reading->run->population, j->targetings);
}

/* In the order of the inputs. */
static void take_batch(void *context, const struct record_batch *b) {
    struct reading *reading = context;
    struct targeting_run *run = reading->run;
    const struct targeting *targetings = reading->under_way[b->index]->targetings;
    uint32_t r;
    for (r = 0; r < b->count; r++) {
        if (run->finess && strcmp(b->records[r].finess, run->finess) != 0) continue;
        report_faults(run, &targetings[r]);
        run->establishments++;
        run->each(run->context, &targetings[r]);
    }
}

void targeting_judge(struct targeting_run *run, const struct inputs *inputs) {
    struct reading reading = {.run = run};
    struct batch_user user = {.work = judge_batch, .take = take_batch, .context = &reading};
    run->refused = batches_run(run->campaign, inputs, run->jobs, &user, run->diag);
    if (run->undetermined) diag_raise(run->diag, CAQES_EXIT_INCOMPLETE);
}

void targeting_say(const struct targeting_run *run, const char *command) {
    if (run->diag->exit_code == CAQES_EXIT_DONE) return;
    fprintf(stderr, "caqes %s: %u examined, %u refused, %u undetermined volets, %u errors, %u warnings\n", command,
            run->establishments, run->refused, run->undetermined, run->diag->errors, run->diag->warnings);
}
