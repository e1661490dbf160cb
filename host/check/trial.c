/* SPDX-License-Identifier: MIT */
#include "host/check/trial.h"

#include "host/audit/audit.h"
#include "host/base/text.h"
#include "host/measure/measure.h"
#include "host/settle/settle.h"
#include "host/target/decision.h"

#include <string.h>

/* ---- The process, watched ---------------------------------------------------------------------------- */

static const char given_up[] = "non appelé : le plugin est déjà tombé sur d'autres dossiers";

/* A cause is an end of the process: the trial remembers it, and which texts mean one. */
static const char *watched_call(void *state, enum verb verb, const struct caqes_batch *batch, struct caqes_reply *reply,
                                int32_t *status, struct arena *arena) {
    struct trial *t = state;
    const struct plugin_process *inner = worker_process(t->worker);
    const char *cause;
    if (t->ends_of_run == (t->impatient ? 1 : TRIAL_ENDS)) return given_up;
    cause = inner->call(inner->state, verb, batch, reply, status, arena);
    if (cause && (batch->record_count == 1 || t->impatient)) {
        t->ends[t->end_count++] = cause;
        t->ends_of_run++;
    }
    return cause;
}

static void watched_release(void *state, const struct caqes_reply *reply, uint32_t record_count, bool spoilt) {
    struct trial *t = state;
    const struct plugin_process *inner = worker_process(t->worker);
    inner->release(inner->state, reply, record_count, spoilt);
}

static bool is_end(const struct trial *t, const char *fault) {
    uint32_t k = 0;
    while (k < t->end_count && t->ends[k] != fault) k++;
    return k < t->end_count;
}

bool trial_open(struct trial *t, const struct bench *b, struct isolation *i, struct arena *arena, struct diag *diag) {
    *t = (struct trial){
        .bench = b, .isolation = i, .settings = {WORKER_SECOND, 5 * WORKER_SECOND}, .at_a_time = BATCH_RECORDS};
    t->process = (struct plugin_process){watched_call, watched_release, t};
    if (!plugin_has_code(b->manifest) || i->in_process) return true;
    t->worker = worker_open(&i->zygote, &t->settings, b->plugin, b->campaign->year, &i->warned, arena, diag);
    return t->worker != NULL;
}

void trial_close(struct trial *t) {
    if (t->worker) worker_close(t->worker);
    t->worker = NULL;
}

/* ---- One batch ---------------------------------------------------------------------------------------- */

/* A specimen's contract is in force in every volet, so that all obligations count. */
static void make_record(const struct bench *b, const struct specimen *s, struct record *r, struct arena *arena) {
    const struct model *m = b->campaign->model;
    uint32_t v;
    *r = (struct record){.file = b->campaign->file, .finess = "990000012", .name = "", .region = "", .level = "EJ"};
    r->year = b->campaign->year;
    r->champs = (1U << m->champ_count) - 1;
    r->values = arena_array(arena, b->campaign->layout->column_count, sizeof *r->values);
    r->presences = arena_array(arena, b->campaign->layout->column_count, sizeof *r->presences);
    r->ages = arena_array(arena, b->campaign->layout->column_count, sizeof *r->ages);
    for (v = 0; v < m->volet_count; v++) {
        r->contract[v].status = s->refused ? CONTRACT_REFUSED : CONTRACT_IN_FORCE;
        r->contract[v].plan_weight = s->plan_weight;
        r->contract[v].plan_progress = s->plan_progress;
        r->contract[v].products_total = s->products;
        r->contract[v].products_cut = s->products_cut;
    }
}

/* The slots are the specimen's own, aggregates left out: only the ciblage has them. */
static void put_slots(const struct bench *b, struct batch *batch, struct specimen *const *list) {
    struct caqes_batch *slots = &batch->plugins[0].slots;
    uint32_t count = b->manifest->slot_count, first = manifest_first_aggregate(b->manifest), r;
    int64_t *values = arena_array(batch->arena, (size_t)batch->count * count, sizeof *values);
    uint8_t *presences = arena_array(batch->arena, (size_t)batch->count * count, 1);
    for (r = 0; r < batch->count; r++) {
        memcpy(values + (size_t)r * count, list[r]->values, first * sizeof *values);
        memcpy(presences + (size_t)r * count, list[r]->presences, first);
    }
    slots->values = values;
    slots->presences = presences;
}

static struct answer *ask_grounds(const struct bench *b, const struct batch *batch, struct specimen *const *list) {
    uint32_t count = b->manifest->slot_count, r;
    struct caqes_batch call = batch->plugins[0].slots;
    int64_t *values = arena_array(batch->arena, (size_t)batch->count * count, sizeof *values);
    uint8_t *presences = arena_array(batch->arena, (size_t)batch->count * count, 1);
    struct answer *answers = arena_array(batch->arena, batch->count, sizeof *answers);
    if (b->manifest->targeting_count == 0) return NULL;
    for (r = 0; r < batch->count; r++) {
        memcpy(values + (size_t)r * count, list[r]->values, count * sizeof *values);
        memcpy(presences + (size_t)r * count, list[r]->presences, count);
    }
    call.values = values;
    call.presences = presences;
    plugin_call(b->plugin, VERB_TARGET, &call, 0, batch->arena, answers);
    return answers;
}

/* ---- What came out -------------------------------------------------------------------------------------- */

struct collector {
    const struct trial *t;
    const struct batch *batch;
    const struct answer *grounds; /* of the batch, or NULL */
    uint32_t record;
    struct arena *arena; /* of the results */
    struct trial_result *out;
    bool failed; /* 128 bits do not hold some value: the host's limit, not the plugin's fault */
};

static void add_item(struct collector *c, enum trial_kind kind, const char *code, uint16_t state,
                     struct caqes_fraction value) {
    if (state == CAQES_FAILED) c->failed = true;
    if (state != CAQES_KNOWN) value = caqes_fraction_of(0, 1);
    c->out->items[c->out->item_count++] = (struct trial_item){kind, code, state, false, value};
}

/* By the ABI, a mean of what is known and a test of presence hide a lack of data; the host takes no amount from them.
 */
static bool is_partial(const struct collector *c, const struct caqes_case *explanation, uint32_t root) {
    const bool *reached = explanation_reach(explanation, &root, 1, -1, c->batch->arena);
    uint32_t i;
    for (i = 0; i <= root; i++) {
        uint16_t op = caqes_step_at(explanation, i)->op;
        if (reached[i] && (op == CAQES_OP_MEAN_KNOWN || op == CAQES_OP_PRESENCE_IS)) return true;
    }
    return false;
}

static void add_step(struct collector *c, enum trial_kind kind, const char *code, const struct caqes_case *explanation,
                     uint32_t step) {
    if (step >= explanation->step_count) {
        add_item(c, kind, code, CAQES_UNKNOWN, caqes_fraction_of(0, 1));
    } else {
        const struct caqes_step *s = caqes_step_at(explanation, step);
        add_item(c, kind, code, s->state, caqes_fraction_from_wire(s->value));
        if (kind == TRIAL_OUTPUT) c->out->items[c->out->item_count - 1].partial = is_partial(c, explanation, step);
    }
}

/* The first fault is the record's. */
static bool take_fault(struct collector *c, const char *fault) {
    if (!fault || c->out->fault) return fault != NULL;
    c->out->given_up = fault == given_up;
    c->out->ended = is_end(c->t, fault);
    c->out->fault = arena_copy(c->arena, fault, strlen(fault));
    return true;
}

static void collect_indicators(struct collector *c) {
    const struct manifest *m = c->t->bench->manifest;
    const struct plugin_rows *rows = &c->batch->plugins[0];
    const struct indicator_result *results = &rows->results[(size_t)c->record * m->indicator_count];
    uint32_t k, v;
    if (take_fault(c, rows->faults[c->record])) return;
    for (k = 0; k < m->indicator_count; k++) {
        add_step(c, TRIAL_INDICATOR, m->indicators[k].code, &rows->explanations[c->record], results[k].value_step);
        if (results[k].lack == LACK_ARITHMETIC) c->failed = true;
    }
    for (v = 0; v < c->batch->campaign->model->volet_count; v++) {
        const struct volet_rows *volet = &c->batch->volets[v];
        for (k = 0; k < volet->ref_count; k++) {
            const struct caqes_obligation *o = &volet->obligations[(size_t)c->record * volet->ref_count + k];
            add_item(c, TRIAL_OBLIGATION, m->obligations[volet->refs[k].obligation].code, o->state,
                     caqes_fraction_of(o->reached, 1));
        }
    }
}

/* What the audit says against the plugin. */
static void collect_amounts(struct collector *c, uint32_t volet) {
    struct volet_verdict verdict;
    uint32_t k;
    audit_volet(c->batch, c->record, volet, &verdict);
    if (verdict.status == VOLET_ERROR && verdict.reason_count > 0 && take_fault(c, verdict.reasons[0]))
        c->out->overflow = c->failed || strstr(verdict.reasons[0], " bits") != NULL;
    c->out->over_ceiling = verdict.over_ceiling;
    add_item(c, TRIAL_STATUS, "statut", CAQES_KNOWN, caqes_fraction_of(verdict.status, 1));
    for (k = 0; k < verdict.amount_count; k++)
        add_item(c, TRIAL_AMOUNT, verdict.amounts[k].output->code, CAQES_KNOWN,
                 caqes_fraction_of(verdict.amounts[k].units, 1));
}

static void collect_outputs(struct collector *c) {
    const struct manifest *m = c->t->bench->manifest;
    int32_t volet = c->t->bench->volet;
    const struct volet_rows *rows;
    const struct answer *answer;
    uint32_t k;
    if (volet < 0) return;
    rows = &c->batch->volets[volet];
    if (rows->row_of_record[c->record] == NO_ROW) return;
    answer = &rows->answers[rows->row_of_record[c->record]];
    if (take_fault(c, answer->fault)) return;
    for (k = 0; k < m->output_count; k++)
        add_step(c, TRIAL_OUTPUT, m->outputs[k].code, &answer->explanation, answer->explanation.outputs[k]);
    collect_amounts(c, (uint32_t)volet);
}

static void collect_grounds(struct collector *c) {
    const struct manifest *m = c->t->bench->manifest;
    const struct answer *answer;
    uint32_t k;
    if (!c->grounds) return;
    answer = &c->grounds[c->record];
    if (take_fault(c, answer->fault)) return;
    for (k = 0; k < m->targeting_count; k++)
        add_step(c, TRIAL_GROUND, m->targeting[k].code, &answer->explanation, answer->explanation.outputs[k]);
    take_fault(c, grounds_fault(m, &answer->explanation, c->batch->arena));
}

/* ---- Digest ----------------------------------------------------------------------------------------------- */

struct bytes {
    struct arena *arena;
    unsigned char *at;
    size_t length, capacity;
};

static void append(struct bytes *b, const void *what, size_t size) {
    if (b->length + size > b->capacity) {
        unsigned char *room;
        b->capacity = (b->length + size) * 2;
        room = arena_alloc(b->arena, b->capacity);
        if (b->length) memcpy(room, b->at, b->length);
        b->at = room;
    }
    if (size) memcpy(b->at + b->length, what, size);
    b->length += size;
}

static void append_case(struct bytes *b, const struct caqes_case *c) {
    append(b, &c->step_count, sizeof c->step_count);
    if (c->step_count) append(b, c->steps, (size_t)c->step_count * sizeof(struct caqes_step));
    if (c->outputs) append(b, c->outputs, (size_t)c->output_count * sizeof *c->outputs);
}

/* Every step and output, as the host has replayed them, and the fault. */
static void make_digest(struct collector *c) {
    const struct bench *bench = c->t->bench;
    struct bytes b = {.arena = c->batch->arena};
    const struct volet_rows *rows = bench->volet >= 0 ? &c->batch->volets[bench->volet] : NULL;
    append_case(&b, &c->batch->plugins[0].explanations[c->record]);
    if (rows && rows->row_of_record[c->record] != NO_ROW)
        append_case(&b, &rows->answers[rows->row_of_record[c->record]].explanation);
    if (c->grounds) append_case(&b, &c->grounds[c->record].explanation);
    if (c->out->fault) append(&b, c->out->fault, strlen(c->out->fault));
    digest_bytes(b.at, b.length, c->out->digest);
}

/* ---- The run ------------------------------------------------------------------------------------------------ */

static uint32_t item_room(const struct bench *b) {
    const struct manifest *m = b->manifest;
    return m->indicator_count + m->obligation_count + 2 * m->output_count + m->targeting_count + 1;
}

static void run_batch(struct trial *t, struct specimen *const *list, uint32_t count, struct arena *work,
                      struct arena *arena, struct trial_result *results) {
    struct batch *batch = arena_alloc(work, sizeof *batch);
    struct record *records = arena_array(work, count, sizeof *records);
    struct collector c = {.t = t, .batch = batch, .arena = arena};
    uint32_t r;
    for (r = 0; r < count; r++) make_record(t->bench, list[r], &records[r], work);
    batch_open(batch, t->bench->campaign, records, count, work);
    put_slots(t->bench, batch, list);
    measure(batch);
    settle(batch);
    c.grounds = ask_grounds(t->bench, batch, list);
    for (r = 0; r < count; r++) {
        c.record = r;
        c.failed = false;
        c.out = &results[r];
        *c.out = (struct trial_result){.items = arena_array(arena, item_room(t->bench), sizeof *c.out->items)};
        collect_indicators(&c);
        if (!c.out->fault) collect_outputs(&c);
        if (!c.out->fault) collect_grounds(&c);
        if (!c.out->fault && c.failed) {
            take_fault(&c, "une valeur ne tient pas en 128 bits");
            c.out->overflow = true;
        }
        if (!t->undigested) make_digest(&c);
    }
}

void trial_run(struct trial *t, struct specimen *const *list, uint32_t count, struct arena *arena,
               struct trial_result *results) {
    struct arena work = ARENA_EMPTY;
    uint32_t done, part;
    if (t->worker) t->bench->plugin->process = &t->process;
    t->ends_of_run = 0;
    for (done = 0; done < count; done += part) {
        part = count - done < t->at_a_time ? count - done : t->at_a_time;
        run_batch(t, list + done, part, &work, arena, results + done);
        t->end_count = 0;
        arena_reset(&work);
    }
    arena_free(&work);
}

bool trial_same(const struct trial_result *a, const struct trial_result *b, const struct trial_item **first) {
    uint32_t i, k;
    for (i = 0; i < b->item_count; i++) {
        const struct trial_item *y = &b->items[i];
        for (k = 0; k < a->item_count; k++) {
            const struct trial_item *x = &a->items[k];
            if (x->kind != y->kind || strcmp(x->code, y->code) != 0) continue;
            if (x->state == y->state && caqes_fraction_compare(x->value, y->value) == 0) break;
            *first = y;
            return false;
        }
        if (k < a->item_count || y->kind != TRIAL_AMOUNT) continue;
        *first = y; /* an amount that the other has not */
        return false;
    }
    return true;
}

const char *trial_item_text(const struct trial_item *i, struct arena *arena) {
    static const char *const states[] = {"", "sans objet", "not known", "not computable"};
    char value[96];
    if (i->kind == TRIAL_STATUS) return "the volet's status";
    if (i->state != CAQES_KNOWN) return arena_format(arena, "%s %s", i->code, states[i->state & 3U]);
    fraction_text(i->value, value);
    return arena_format(arena, "%s = %s%s", i->code, value, i->kind == TRIAL_AMOUNT ? " (centimes or months)" : "");
}
