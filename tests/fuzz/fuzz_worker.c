/* SPDX-License-Identifier: MIT
 *
 * What a hostile worker may answer: the reply of a verb, and its words when it refuses its plugin. The input is a
 * little program: with the SDK's own arithmetic it builds explanations that are right but where it says otherwise, or
 * it gives every byte. Whatever comes back, the host takes only what it can compute again, and says the rest. */
#include "host/plugin/call.h"

#include "host/base/text.h"
#include "host/read/json_fault.h"
#include "host/read/json_source.h"
#include "host/report/explanation_json.h"
#include "host/worker/refusal.h"
#include "tests/campaign_fixture.h"
#include "tests/random_batch.h"

#include <stdlib.h>
#include <string.h>

#define MANIFEST CAQES_SOURCE_DIR "/tests/abi/fixture/volet.json"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

/* First byte of an input. */
enum { VERBS = 3, SAYS_STEPS = 4, RECORDS = 0x18, REFUSES = 0x20 };
enum { FEW_NO_STEP = 255, FEW_LARGE = 254 };

/* What is left of the input; 0 without end. */
struct input {
    const uint8_t *data;
    size_t size, at;
};

static uint8_t take(struct input *i) { return i->at < i->size ? i->data[i->at++] : 0; }

static void take_bytes(struct input *i, void *out, size_t count) {
    size_t left = i->size - i->at;
    if (count > left) count = left;
    if (count) memcpy(out, i->data + i->at, count);
    i->at += count;
}

/* A step number or another argument in one byte. */
static uint32_t take_few(struct input *i) {
    uint32_t few = take(i);
    if (few == FEW_NO_STEP) return CAQES_NO_STEP;
    return few == FEW_LARGE ? 0x80000000U + take(i) : few;
}

/* ---- The worker ----------------------------------------------------------------------------- */

struct worker {
    const struct manifest *m;
    struct input script; /* after the head; taken from its start at each call, as a process started again would */
    bool says_steps;
    unsigned char *steps; /* of exactly the size that the host may read */
    uint32_t calls;
};

/* Bytes to be changed once all is computed: the SDK does not compute on what is wrong. */
struct changes {
    struct {
        uint32_t step;
        uint8_t place, bits;
    } list[16];
    uint32_t count;
};

/* A step as the SDK makes it; when asked, with a source, and with one byte to be changed. */
static void say_step(struct caqes_case *c, struct input *in, struct changes *changes) {
    uint16_t op = take(in);
    uint32_t a = take_few(in), b = take_few(in), third = take_few(in), number;
    uint8_t conduct = take(in);
    number = caqes_step_append(c, op, a, b, third);
    if (number == CAQES_NO_STEP) return;
    if (conduct & 1) caqes_step_at(c, number)->source = take(in);
    if (conduct & 2 && changes->count < sizeof changes->list / sizeof *changes->list) {
        changes->list[changes->count].step = number;
        changes->list[changes->count].place = take(in) % sizeof(struct caqes_step);
        changes->list[changes->count++].bits = take(in);
    }
}

static void say_explanation(struct caqes_case *c, struct input *in, uint32_t *step_count) {
    uint32_t steps = take(in) * (1 + (uint32_t)(take(in) & 3)), o;
    struct changes changes = {.count = 0};
    while (steps-- > 0 && in->at < in->size) say_step(c, in, &changes);
    while (changes.count-- > 0) {
        unsigned char *bytes = (unsigned char *)caqes_step_at(c, changes.list[changes.count].step);
        bytes[changes.list[changes.count].place] ^= changes.list[changes.count].bits;
    }
    for (o = 0; o < c->output_count; o++) c->outputs[o] = take_few(in);
    *step_count = c->step_count + (take(in) == 7 ? take_few(in) : 0);
}

static const char *answer_call(void *state, enum verb verb, const struct caqes_batch *batch, struct caqes_reply *reply,
                               int32_t *status, struct arena *arena) {
    struct worker *w = state;
    struct input in = w->script;
    size_t bytes = (size_t)batch->record_count * reply->step_capacity * reply->step_stride;
    uint32_t r;
    (void)verb;
    free(w->steps);
    reply->steps = w->steps = calloc(1, bytes);
    REQUIRE(w->steps);
    w->calls++;
    *status = take(&in) & 3 ? CAQES_OK : (int8_t)take(&in);
    if (take(&in) == 1) {
        reply->steps = NULL; /* as when the process is gone */
        return arena_format(arena, "le plugin est tombé : signal %d", *status);
    }
    if (!w->says_steps) {
        take_bytes(&in, reply->step_counts, batch->record_count * sizeof(uint32_t));
        take_bytes(&in, reply->outputs, (size_t)batch->record_count * reply->output_count * sizeof(uint32_t));
        take_bytes(&in, reply->steps, bytes);
        return NULL;
    }
    for (r = 0; r < batch->record_count; r++) {
        struct caqes_case c = caqes_case_open(batch, reply, r, w->m->abi_tables, w->m->table_count);
        say_explanation(&c, &in, &reply->step_counts[r]);
    }
    return NULL;
}

static void release(void *state, const struct caqes_reply *reply, uint32_t record_count, bool spoilt) {
    (void)spoilt;
    REQUIRE(((struct worker *)state)->steps == reply->steps && record_count > 0);
}

/* ---- What the host makes of it -------------------------------------------------------------- */

static void check_json(const struct manifest *m, struct caqes_case *c, struct arena *arena) {
    struct json_writer w = {0};
    struct json_fault fault;
    char *text;
    json_begin(&w, '{');
    json_key(&w, "etapes");
    explanation_json(&w, m, c, c->outputs, c->output_count, arena);
    json_end(&w, '}');
    text = arena_alloc(arena, w.length + JSON_PADDING);
    memcpy(text, w.bytes, w.length);
    REQUIRE(!json_fault_find(text, w.length, &fault));
    json_free(&w);
}

/* An answer that stands: every step computes to what it says, on the host's own data. */
static void check_answer(const struct manifest *m, struct answer *a, uint32_t outputs, struct arena *arena) {
    struct caqes_case *c = &a->explanation;
    uint32_t i;
    REQUIRE(c->step_count <= CAQES_STEP_CAPACITY && c->output_count == outputs);
    for (i = 0; i < c->step_count; i++) {
        const struct caqes_step *said = caqes_step_at(c, i);
        struct caqes_step own = *said;
        REQUIRE(said->source <= m->source_count && caqes_step_well_formed(c, said, i));
        caqes_step_compute(c, i, &own);
        REQUIRE(memcmp(&own, said, sizeof own) == 0);
        REQUIRE(said->state != CAQES_KNOWN || caqes_fraction_from_wire(said->value).den > 0);
    }
    for (i = 0; i < outputs; i++) REQUIRE(c->outputs[i] < c->step_count);
    if (outputs) check_json(m, c, arena);
    for (i = 0; i <= CAQES_FAILED; i++) (void)explanation_reach(c, c->outputs, outputs, (int)i, arena);
}

static void check_call(const struct manifest *m, struct input in, uint8_t head, struct arena *arena) {
    struct worker w = {.m = m, .says_steps = head & SAYS_STEPS};
    const struct plugin_process process = {answer_call, release, &w};
    const struct plugin p = {.file = "fuzz", .manifest = m, .image = -1, .process = &process};
    enum verb verb = (enum verb)((head & 3) % VERBS);
    const uint32_t outputs[VERBS] = {m->coded_count, m->output_count, m->targeting_count};
    uint32_t count = 1 + (uint32_t)(head & RECORDS) / 8, r;
    struct caqes_batch batch = random_batch(m, take(&in), count, verb == VERB_SETTLE, arena);
    struct answer *answers = arena_array(arena, count, sizeof *answers);
    w.script = in;
    plugin_call(&p, verb, &batch, 2, arena, answers);
    REQUIRE(w.calls == 1 || w.calls == 1 + count);
    for (r = 0; r < count; r++) {
        size_t bad;
        REQUIRE(answers[r].explanation.steps);
        if (!answers[r].fault) check_answer(m, &answers[r], outputs[verb], arena);
        if (answers[r].fault) REQUIRE(utf8_check(answers[r].fault, strlen(answers[r].fault), &bad));
    }
    free(w.steps);
}

/* The words of a refusal: shown whole or not at all, and never a way to steer a terminal. */
static void check_refusal(struct input in) {
    struct worker_ready ready = {.accepted = take(&in), .message_bytes = take_few(&in)};
    struct diag diag = {0};
    char *room, *said = NULL;
    size_t left, length = 0, i;
    ready.errors = take_few(&in);
    ready.warnings = take_few(&in);
    left = in.size - in.at;
    room = malloc(left ? left : 1);
    REQUIRE(room);
    take_bytes(&in, room, left);
    diag.stream = open_memstream(&said, &length);
    refusal_say("fuzz", &ready, room, left, &diag);
    fclose(diag.stream);
    REQUIRE(diag.errors > 0 && diag.exit_code == CAQES_EXIT_PLUGIN && length > 0 && said[length - 1] == '\n');
    for (i = 0; i < length; i++) REQUIRE((unsigned char)said[i] >= ' ' || said[i] == '\n');
    for (i = 0; i + 1 < length; i++) REQUIRE(said[i] != '\xC2' || ((unsigned char)said[i + 1] & 0xE0) != 0x80);
    free(said);
    free(room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct arena kept, arena;
    static const struct manifest *m;
    struct input in = {data, size, 0};
    uint8_t head = take(&in);
    if (!m) {
        struct diag diag = {.stream = stderr};
        size_t length = 0;
        const char *json = fixture_file(&kept, MANIFEST, &length);
        REQUIRE(json);
        m = manifest_parse(json, length, MANIFEST, &kept, &diag);
        REQUIRE(m);
    }
    if (head & REFUSES) {
        check_refusal(in);
    } else {
        check_call(m, in, head, &arena);
    }
    arena_reset(&arena);
    return 0;
}
