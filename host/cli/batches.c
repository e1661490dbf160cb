/* SPDX-License-Identifier: MIT */
#include "host/cli/batches.h"

#include "host/base/lanes.h"
#include "host/base/text.h"
#include "host/cli/progress.h"
#include "host/measure/batch.h"
#include "host/read/dossier.h"

#include <stdlib.h>

/* A batch under way. What the reader said of its dossiers is shown when it is taken, before what is said of it then. */
struct slot {
    struct run *run;
    struct record_batch batch;
    struct record records[BATCH_RECORDS];
    struct arena kept, work;
    FILE *messages;
    char *text;
    size_t length;
};

struct run {
    const struct batch_user *user;
    struct dossier_reader *reader;
    struct diag *diag, reading;
    struct lanes *lanes;
    struct slot *slots;
    uint32_t slot_count, next;
    struct progress progress;
    uint64_t establishments;
    uint32_t files_done;
};

static void work(void *item) {
    struct slot *slot = item;
    const struct batch_user *user = slot->run->user;
    if (user->work && slot->batch.count) user->work(user->context, &slot->batch);
}

static void show_messages(struct run *run, struct slot *slot) {
    off_t length = slot->messages && fflush(slot->messages) == 0 ? ftello(slot->messages) : 0;
    if (length <= 0) return;
    diag_flush(run->diag);
    fwrite(slot->text, 1, (size_t)length, run->diag->stream);
    rewind(slot->messages);
}

static void take_oldest(struct run *run) {
    struct slot *slot = lanes_take(run->lanes);
    show_messages(run, slot);
    if (slot->batch.count) run->user->take(run->user->context, &slot->batch);
    run->establishments += slot->batch.count;
    slot->batch.count = 0;
    arena_reset(&slot->work);
    arena_reset(&slot->kept);
    progress_update(&run->progress, run->files_done, run->establishments);
}

/* The slot that is being filled: what is read goes there. */
static struct slot *open_slot(struct run *run) {
    struct slot *slot = &run->slots[run->next];
    run->reading.stream = slot->messages;
    return slot;
}

static void hand_over(struct run *run) {
    lanes_put(run->lanes, &run->slots[run->next]);
    run->next = (run->next + 1) % run->slot_count;
    if (!lanes_have_room(run->lanes)) take_oldest(run);
}

/* What is left of the open file. */
static void read_file(struct run *run) {
    struct slot *slot = open_slot(run);
    while (dossier_reader_next(run->reader, &slot->kept, &slot->records[slot->batch.count])) {
        if (++slot->batch.count < BATCH_RECORDS) continue;
        hand_over(run);
        slot = open_slot(run);
    }
}

static void open_slots(struct run *run, uint32_t jobs) {
    uint32_t k;
    run->slot_count = jobs == 1 ? 1 : jobs + 2;
    run->slots = memory_grow(NULL, run->slot_count, sizeof *run->slots);
    for (k = 0; k < run->slot_count; k++) {
        struct slot *slot = &run->slots[k];
        *slot = (struct slot){.run = run, .kept = ARENA_EMPTY, .work = ARENA_EMPTY};
        slot->batch = (struct record_batch){slot->records, 0, k, &slot->work};
        if (run->diag->stream) slot->messages = open_memstream(&slot->text, &slot->length);
    }
}

static void close_slots(struct run *run) {
    uint32_t k;
    for (k = 0; k < run->slot_count; k++) {
        struct slot *slot = &run->slots[k];
        if (slot->messages) fclose(slot->messages);
        free(slot->text);
        arena_free(&slot->kept);
        arena_free(&slot->work);
    }
    free(run->slots);
}

static bool open_run(struct run *run, uint32_t jobs) {
    struct diag_message m = {.code = "S610", .mend = "free some processes, or ask for fewer --jobs"};
    run->reading = (struct diag){.listener = run->diag->listener, .context = run->diag->context};
    open_slots(run, jobs);
    run->lanes = lanes_start(jobs, run->slot_count, work);
    if (!run->lanes) diag_report(run->diag, &m, "%u threads cannot be started", jobs);
    return run->lanes != NULL;
}

static void read_inputs(struct run *run, const struct inputs *inputs) {
    progress_begin(&run->progress, inputs->count);
    for (; run->files_done < inputs->count; run->files_done++) {
        open_slot(run);
        if (dossier_reader_open(run->reader, inputs->files[run->files_done])) read_file(run);
        diag_flush(&run->reading);
    }
    lanes_put(run->lanes, open_slot(run));
    do take_oldest(run);
    while (!lanes_empty(run->lanes));
    progress_end(&run->progress);
}

uint32_t batches_run(const struct campaign *campaign, const struct inputs *inputs, uint32_t jobs,
                     const struct batch_user *user, struct diag *diag) {
    struct run run = {.user = user, .diag = diag};
    uint32_t refused = 0;
    if (open_run(&run, jobs)) {
        run.reader = dossier_reader_create(campaign->layout, campaign->model, campaign->year, &run.reading);
        if (user->shard) dossier_reader_share(run.reader, user->shard);
        read_inputs(&run, inputs);
        refused = dossier_reader_refused(run.reader);
        dossier_reader_destroy(run.reader);
        diag->errors += run.reading.errors;
        diag->warnings += run.reading.warnings;
        diag_raise(diag, run.reading.exit_code);
        lanes_stop(run.lanes);
    }
    close_slots(&run);
    return refused;
}
