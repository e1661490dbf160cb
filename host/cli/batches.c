/* SPDX-License-Identifier: MIT */
#include "host/cli/batches.h"

#include "host/cli/progress.h"
#include "host/measure/batch.h"
#include "host/read/dossier.h"

struct run {
    struct dossier_reader *reader;
    batch_function each;
    void *context;
    struct progress progress;
    struct arena records, work; /* of one batch */
    uint64_t establishments;
    uint32_t files_done;
};

static void hand_over(struct run *run, const struct record *records, uint32_t count) {
    run->each(run->context, records, count, &run->work);
    run->establishments += count;
    arena_reset(&run->work);
    arena_reset(&run->records);
    progress_update(&run->progress, run->files_done, run->establishments);
}

/* What is left of the open file. */
static void read_file(struct run *run) {
    struct record records[BATCH_RECORDS];
    uint32_t count = 0;
    while (dossier_reader_next(run->reader, &run->records, &records[count])) {
        if (++count < BATCH_RECORDS) continue;
        hand_over(run, records, count);
        count = 0;
    }
    if (count) hand_over(run, records, count);
    arena_reset(&run->records);
}

uint32_t batches_run(const struct campaign *campaign, const struct inputs *inputs, struct diag *diag,
                     batch_function each, void *context) {
    struct run run = {.each = each, .context = context};
    uint32_t refused;
    run.reader = dossier_reader_create(campaign->layout, campaign->model, campaign->year, diag);
    progress_begin(&run.progress, inputs->count);
    for (; run.files_done < inputs->count; run.files_done++) {
        if (!dossier_reader_open(run.reader, inputs->files[run.files_done])) continue;
        read_file(&run);
        diag_flush(diag);
    }
    progress_end(&run.progress);
    refused = dossier_reader_refused(run.reader);
    dossier_reader_destroy(run.reader);
    arena_free(&run.records);
    arena_free(&run.work);
    return refused;
}
