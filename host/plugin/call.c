/* SPDX-License-Identifier: MIT */
#include "host/plugin/call.h"

#include "host/base/text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

verb_function plugin_verb(const struct plugin *p, enum verb verb) {
    switch (verb) {
    case VERB_MEASURE: return p->verbs->measure;
    case VERB_SETTLE: return p->verbs->settle;
    default: return p->verbs->target;
    }
}

static uint32_t output_count_of(const struct manifest *m, enum verb verb) {
    switch (verb) {
    case VERB_MEASURE: return m->coded_count;
    case VERB_SETTLE: return m->output_count;
    default: return m->targeting_count;
    }
}

struct caqes_case explanation_open(const struct manifest *m, const struct caqes_batch *batch, uint32_t row,
                                   uint32_t capacity, struct arena *arena) {
    struct caqes_reply own = {.size = sizeof own, .step_capacity = capacity, .step_stride = sizeof(struct caqes_step)};
    struct caqes_case c = caqes_case_open(batch, &own, row, m->abi_tables, m->table_count);
    c.steps = arena_unzeroed(arena, capacity, sizeof(struct caqes_step)); /* each is written whole when appended */
    c.outputs = NULL;
    return c;
}

static const char *step_difference(struct arena *arena, uint32_t index, const struct caqes_step *said,
                                   const struct caqes_step *found) {
    static const char *const states[] = {"connue", "sans objet", "inconnue", "impossible"};
    char said_text[96], found_text[96];
    if (said->state > CAQES_FAILED)
        return arena_format(arena, "l'étape %u a l'état %u, qui n'existe pas", index, said->state);
    if (said->state != found->state)
        return arena_format(arena, "l'étape %u se dit %s, l'hôte la trouve %s", index, states[said->state],
                            states[found->state]);
    fraction_text(caqes_fraction_from_wire(said->value), said_text);
    fraction_text(caqes_fraction_from_wire(found->value), found_text);
    return arena_format(arena, "l'étape %u affirme %s, l'hôte calcule %s", index, said_text, found_text);
}

static bool same_value(const struct caqes_step *said, const struct caqes_step *found) {
    struct caqes_fraction value = caqes_fraction_from_wire(said->value);
    if (said->state != found->state) return false;
    if (said->state != CAQES_KNOWN) return true;
    return value.den > 0 && caqes_fraction_compare(value, caqes_fraction_from_wire(found->value)) == 0;
}

/* A curve is read as a curve, any other slot as a value: an index must not pass for a number. */
static bool reads_its_type(const struct manifest *m, const struct caqes_step *s) {
    if (s->op == CAQES_OP_SLOT) return m->slots[s->a]->type != TYPE_CURVE;
    return s->op != CAQES_OP_CURVE || m->slots[s->c]->type == TYPE_CURVE;
}

const char *explanation_replay(struct caqes_case *into, const void *given, uint32_t stride, uint32_t count,
                               const struct manifest *m, struct arena *arena) {
    uint32_t i;
    for (i = 0; i < count; i++) {
        struct caqes_step said, *found;
        memcpy(&said, (const unsigned char *)given + (size_t)i * stride, sizeof said);
        if (!caqes_step_well_formed(into, &said, i) || !reads_its_type(m, &said))
            return arena_format(arena, "l'étape %u est mal formée (opération %u, opérandes %u, %u, %u)", i, said.op,
                                said.a, said.b, said.c);
        if (said.source > m->source_count)
            return arena_format(arena, "l'étape %u cite la source %u, le manifeste en a %u", i, said.source,
                                m->source_count);
        caqes_step_append(into, said.op, said.a, said.b, said.c);
        found = caqes_step_at(into, i);
        found->source = said.source;
        if (!same_value(&said, found)) return step_difference(arena, i, &said, found);
    }
    return NULL;
}

/* Takes one record's answer out of the reply: bounds first, then every step, then the outputs. */
static void take_answer(const struct manifest *m, const struct caqes_batch *batch, const struct caqes_reply *reply,
                        uint32_t row, uint32_t extra, struct arena *arena, struct answer *out) {
    uint32_t count = reply->step_counts[row], o;
    const unsigned char *steps = reply->steps;
    bool too_many = count > reply->step_capacity;
    out->fault = NULL;
    out->explanation = explanation_open(m, batch, row, (too_many ? 0 : count) + extra, arena);
    if (too_many) {
        out->fault = arena_format(arena, "l'explication a plus de %u étapes", reply->step_capacity);
        return;
    }
    out->fault = explanation_replay(&out->explanation, steps + (size_t)row * reply->step_capacity * reply->step_stride,
                                    reply->step_stride, count, m, arena);
    out->explanation.outputs = arena_array(arena, reply->output_count, sizeof(uint32_t));
    out->explanation.output_count = reply->output_count;
    for (o = 0; o < reply->output_count && !out->fault; o++) {
        uint32_t step = reply->outputs[(size_t)row * reply->output_count + o];
        if (step == CAQES_NO_STEP) {
            out->fault = arena_format(arena, "la sortie %u n'est pas donnée", o);
        } else if (step >= count) {
            out->fault = arena_format(arena, "la sortie %u désigne l'étape %u sur %u", o, step, count);
        }
        out->explanation.outputs[o] = step;
    }
}

static void *copy_of(struct arena *arena, const void *bytes, size_t size) {
    return size ? memcpy(arena_unzeroed(arena, 1, size), bytes, size) : NULL;
}

/* The facts of a batch, copied: what a plugin writes over them changes nothing for the host. */
static struct caqes_batch lend(const struct caqes_batch *batch, struct arena *arena) {
    struct caqes_batch lent = *batch;
    size_t slots = (size_t)batch->record_count * batch->slot_count, last = batch->record_count - 1, obligations = 0;
    size_t points = 0;
    uint32_t i;
    if (batch->obligations) obligations = batch->records[last].obligation_first + batch->records[last].obligation_count;
    for (i = 0; i < batch->curve_count; i++)
        if (batch->curves[i].first + batch->curves[i].count > points)
            points = batch->curves[i].first + batch->curves[i].count;
    lent.decimals = copy_of(arena, batch->decimals, batch->slot_count);
    lent.curves = copy_of(arena, batch->curves, batch->curve_count * sizeof *batch->curves);
    lent.points = copy_of(arena, batch->points, points * sizeof *batch->points);
    lent.values = copy_of(arena, batch->values, slots * sizeof *batch->values);
    lent.presences = copy_of(arena, batch->presences, slots);
    lent.records = copy_of(arena, batch->records, batch->record_count * sizeof *batch->records);
    lent.obligations = copy_of(arena, batch->obligations, obligations * sizeof *batch->obligations);
    return lent;
}

/* Room for the steps of a reply in this process. Each thread keeps its own, zeroed between calls. */
struct room {
    uint32_t records;
    struct caqes_step steps[];
};

static pthread_key_t room_key;
static pthread_once_t room_key_made = PTHREAD_ONCE_INIT;

static void make_room_key(void) {
    if (pthread_key_create(&room_key, free) != 0) memory_exhausted();
}

static struct caqes_step *room_for(uint32_t records) {
    struct room *room;
    pthread_once(&room_key_made, make_room_key);
    room = pthread_getspecific(room_key);
    if (!room || room->records < records) {
        free(room);
        room = calloc(1, sizeof *room + (size_t)records * CAQES_STEP_CAPACITY * sizeof *room->steps);
        if (!room || pthread_setspecific(room_key, room) != 0) memory_exhausted();
        room->records = records;
    }
    return room->steps;
}

void reply_clear(const struct caqes_reply *reply, uint32_t record_count) {
    uint32_t r;
    for (r = 0; r < record_count; r++) {
        uint32_t count = reply->step_counts[r] < reply->step_capacity ? reply->step_counts[r] : reply->step_capacity;
        memset((unsigned char *)reply->steps + (size_t)r * reply->step_capacity * reply->step_stride, 0,
               (size_t)count * reply->step_stride);
    }
}

/* A plugin is called by one thread at a time (caqes/abi.h). */
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* In this process: the plugin may write what it is handed, so it is handed copies. */
static const char *call_here(const struct plugin *p, enum verb verb, const struct caqes_batch *batch,
                             const struct caqes_reply *reply, int32_t *status, struct arena *arena) {
    verb_function function = plugin_verb(p, verb);
    struct caqes_batch lent = lend(batch, arena);
    struct caqes_reply handed = *reply;
    if (!function) return "le plugin n'a pas de code pour cela";
    pthread_mutex_lock(&one_at_a_time);
    *status = function(&lent, &handed);
    pthread_mutex_unlock(&one_at_a_time);
    return NULL;
}

static bool any_fault(const struct answer *answers, uint32_t record_count) {
    uint32_t r;
    for (r = 0; r < record_count; r++)
        if (answers[r].fault) return true;
    return false;
}

/* Calls a batch and takes every answer; the cause when it did not come back whole. */
static const char *call_batch(const struct plugin *p, enum verb verb, const struct caqes_batch *batch, uint32_t extra,
                              struct arena *arena, struct answer *answers) {
    const struct manifest *m = p->manifest;
    struct caqes_reply reply = {.size = sizeof reply,
                                .step_capacity = CAQES_STEP_CAPACITY,
                                .step_stride = sizeof(struct caqes_step),
                                .output_count = output_count_of(m, verb)};
    size_t outputs = (size_t)batch->record_count * reply.output_count;
    int32_t status = CAQES_OK;
    const char *cause;
    uint32_t r;
    reply.step_counts = arena_array(arena, batch->record_count, sizeof(uint32_t));
    reply.outputs = arena_array(arena, outputs, sizeof(uint32_t));
    memset(reply.outputs, 0xFF, outputs * sizeof(uint32_t));
    if (p->process) {
        cause = p->process->call(p->process->state, verb, batch, &reply, &status, arena);
    } else {
        reply.steps = room_for(batch->record_count);
        cause = call_here(p, verb, batch, &reply, &status, arena);
    }
    if (!cause && status != CAQES_OK) cause = arena_format(arena, "le plugin a répondu le code %d", status);
    for (r = 0; !cause && r < batch->record_count; r++) take_answer(m, batch, &reply, r, extra, arena, &answers[r]);
    if (!p->process) {
        reply_clear(&reply, batch->record_count);
    } else if (reply.steps) {
        /* What made an answer void, or the plugin fail, may have spoilt the process too. */
        p->process->release(p->process->state, &reply, batch->record_count,
                            status != CAQES_OK || (!cause && any_fault(answers, batch->record_count)));
    }
    return cause;
}

/* One record of a batch, as a batch. `head` is the room for its record. */
static struct caqes_batch one_of(const struct caqes_batch *batch, uint32_t r, struct caqes_record *head) {
    struct caqes_batch one = *batch;
    one.record_count = 1;
    one.values += (size_t)r * batch->slot_count;
    one.presences += (size_t)r * batch->slot_count;
    *head = batch->records[r];
    if (batch->obligations) one.obligations += head->obligation_first;
    head->obligation_first = 0;
    one.records = head;
    return one;
}

void plugin_call(const struct plugin *p, enum verb verb, const struct caqes_batch *batch, uint32_t extra,
                 struct arena *arena, struct answer *answers) {
    uint32_t r;
    if (batch->record_count == 0) return; /* also: a refused plugin, which has no verbs */
    if (!call_batch(p, verb, batch, extra, arena, answers) && !any_fault(answers, batch->record_count)) return;
    for (r = 0; r < batch->record_count; r++) {
        struct caqes_record *head = arena_alloc(arena, sizeof *head);
        struct caqes_batch *one = arena_alloc(arena, sizeof *one);
        const char *cause;
        *one = one_of(batch, r, head);
        cause = call_batch(p, verb, one, extra, arena, &answers[r]);
        if (!cause) continue;
        answers[r].explanation = explanation_open(p->manifest, batch, r, extra, arena);
        answers[r].fault = cause;
    }
}

/* A select whose condition is known rests on one branch only. */
static bool is_left_aside(const struct caqes_case *c, const struct caqes_step *s, uint32_t operand) {
    const struct caqes_step *condition;
    if (s->op != CAQES_OP_SELECT || operand == 0) return false;
    condition = caqes_step_at(c, s->a);
    if (condition->state != CAQES_KNOWN) return true;
    return (caqes_fraction_from_wire(condition->value).num != 0) != (operand == 1);
}

uint32_t explanation_end(const struct caqes_case *c, const uint32_t *roots, uint32_t root_count) {
    uint32_t k, end = 0;
    for (k = 0; k < root_count; k++)
        if (roots[k] < c->step_count && roots[k] >= end) end = roots[k] + 1;
    return end;
}

bool *explanation_reach(const struct caqes_case *c, const uint32_t *roots, uint32_t root_count, int state,
                        struct arena *arena) {
    bool *reached = arena_array(arena, c->step_count, sizeof *reached);
    uint32_t i = explanation_end(c, roots, root_count), k;
    for (k = 0; k < root_count; k++)
        if (roots[k] < c->step_count) reached[roots[k]] = true;
    while (i-- > 0) {
        const struct caqes_step *s = caqes_step_at(c, i);
        const uint32_t operands[3] = {s->a, s->b, s->c};
        for (k = 0; reached[i] && k < caqes_step_operands(s->op); k++)
            if (operands[k] < i &&
                (state < 0 || (caqes_step_at(c, operands[k])->state == state && !is_left_aside(c, s, k))))
                reached[operands[k]] = true;
    }
    return reached;
}
