/* SPDX-License-Identifier: MIT */
#include "host/shard/merge.h"

#include "host/measure/batch.h"
#include "host/read/finess_set.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void refuse(struct merge *m, const struct part *p, const char *code, const char *mend, const char *found,
                   const char *text) {
    struct diag_message message = {.code = code,
                                   .place = {p->file, 0, 0},
                                   .found = found,
                                   .found_length = found ? strlen(found) : 0,
                                   .mend = mend};
    diag_report(m->diag, &message, "%s", text);
}

/* ---- Whether they are the parts of one run ---- */

static bool same_run(const struct part *a, const struct part *b) {
    size_t length = (size_t)(a->run.end - a->run.at);
    return length == (size_t)(b->run.end - b->run.at) && memcmp(a->run.at, b->run.at, length) == 0;
}

/* The first member that differs, for the message; NULL when a line is not what caqes writes. */
static const char *what_differs(const struct part *a, const struct part *b, struct arena *arena) {
    cJSON *one = cJSON_ParseWithLength(a->run.at, (size_t)(a->run.end - a->run.at));
    cJSON *other = cJSON_ParseWithLength(b->run.at, (size_t)(b->run.end - b->run.at));
    const char *name = NULL;
    const cJSON *member;
    cJSON_ArrayForEach(member, one) {
        if (name || !member->string) continue;
        if (!cJSON_Compare(member, cJSON_GetObjectItemCaseSensitive(other, member->string), true))
            name = arena_copy(arena, member->string, strlen(member->string));
    }
    cJSON_Delete(one);
    cJSON_Delete(other);
    return name;
}

/* Puts a part in its place. */
static bool place(struct merge *m, const struct part *p, const struct part *first) {
    struct part *there;
    if (p->count != first->count) {
        refuse(m, p, "A153", "merge the parts of one run", first->file,
               "it is shared out among another number of shards");
        return false;
    }
    if (!same_run(p, first) || p->document_total != first->document_total) {
        refuse(m, p, "A153", "merge the parts of one run; evaluate again those that are older",
               what_differs(p, first, m->arena),
               arena_format(m->arena, "it is a part of another run than %s: what is shown differs", first->file));
        return false;
    }
    there = &m->parts[p->index];
    if (there->map) {
        refuse(m, p, "A154", "keep one of the two", there->file, "this shard is there twice");
        return false;
    }
    *there = *p;
    return true;
}

static bool all_there(struct merge *m) {
    struct diag_message message = {.code = "A155", .mend = "evaluate them, then merge again"};
    const char *missing = "";
    uint32_t k, count = 0, shown = 0;
    for (k = 0; k < m->part_count; k++) {
        if (m->parts[k].map) continue;
        if (count++ < 20) missing = arena_format(m->arena, "%s%s%" PRIu32, missing, shown++ ? ", " : "", k + 1);
    }
    message.found = missing;
    message.found_length = strlen(missing);
    if (count)
        diag_report(m->diag, &message, "%" PRIu32 " of %" PRIu32 " shards %s missing%s", count, m->part_count,
                    count == 1 ? "is" : "are", count > shown ? ", these among them" : "");
    return count == 0;
}

bool merge_open(struct merge *m, const char *const *files, uint32_t count) {
    struct part first = {.map = NULL};
    bool good = true;
    uint32_t k;
    for (k = 0; k < count; k++) {
        struct part p;
        bool placed = part_open(&p, files[k], m->diag);
        if (placed && !first.map) {
            first = p;
            m->part_count = p.count;
            m->parts = arena_array(m->arena, p.count, sizeof *m->parts);
        }
        placed = placed && place(m, &p, &first);
        if (!placed) part_close(&p);
        good = placed && good;
    }
    return (!first.map || all_there(m)) && good;
}

/* ---- What no shard can tell alone ---- */

struct settling {
    struct merge *m;
    struct part_text *documents, *notes; /* [part]: what is left of it */
    struct part_note *next;              /* [part]: the next note, or of no grid */
    uint32_t *grids;                     /* [part]: so far */
    struct finess_set seen;
    uint32_t failures[64]; /* by plugin */
};

static bool torn(struct merge *m, const struct part *p) {
    refuse(m, p, "A156", "evaluate the shard again; report it, if that does not help", NULL,
           "what the part says of its own content does not hold");
    return false;
}

static bool next_note(struct settling *s, uint32_t part) {
    bool bad = false;
    s->next[part].grid = UINT32_MAX;
    part_next_note(&s->notes[part], &s->next[part], &bad);
    return !bad || torn(s->m, &s->m->parts[part]);
}

/* Whether a FINESS of the document was claimed before, by whatever document. */
static bool claimed_before(struct settling *s, const struct part *p, const struct part_document *d) {
    struct diag_message message = {.code = "D122",
                                   .place = {p->file, 0, 0},
                                   .found_length = FINESS_LENGTH,
                                   .mend = "keep one of the two: a year of an establishment is read once"};
    bool before = false;
    uint32_t k;
    for (k = 0; k < d->finess_count; k++) {
        const char *finess = d->finess + (size_t)k * (FINESS_LENGTH + 1);
        const struct finess_seen *first = finess_set_add(&s->seen, finess, d->input, d->line);
        if (!first) continue;
        before = true;
        message.found = finess;
        if (d->accepted)
            diag_report(s->m->diag, &message,
                        "the dossier of input %" PRIu32 ", line %" PRIu32 " is left out: its FINESS was read already, "
                        "from input %" PRIu32 ", line %" PRIu32,
                        d->input + 1, d->line, first->file + 1, first->line);
    }
    return before;
}

static bool settle_grid(struct settling *s, uint32_t part, bool kept) {
    struct merge *m = s->m;
    const struct part_note *n = &s->next[part];
    uint32_t k;
    m->evaluated += kept;
    if (s->grids[part]++ != n->grid) return true;
    if (kept) {
        m->incomplete += n->incomplete;
        if (n->incomplete) diag_raise(m->diag, CAQES_EXIT_INCOMPLETE);
        if (n->fault) diag_raise(m->diag, CAQES_EXIT_PLUGIN);
        for (k = 0; k < 64; k++) s->failures[k] += (uint32_t)(n->failed >> k & 1);
    }
    return next_note(s, part);
}

static bool settle_document(struct settling *s, uint32_t number) {
    struct merge *m = s->m;
    uint32_t part = shard_of(number, m->part_count);
    struct part_document d;
    bool bad = false, before;
    if (!part_next_document(&s->documents[part], &d, &bad)) return torn(m, &m->parts[part]);
    before = claimed_before(s, &m->parts[part], &d);
    if (d.accepted && before) m->dropped[number / 8] |= (uint8_t)(1u << number % 8);
    if (!d.accepted || before) {
        m->refused++;
        diag_raise(m->diag, CAQES_EXIT_INPUT);
    }
    return !d.accepted || settle_grid(s, part, !before);
}

static bool settle_documents(struct settling *s) {
    struct merge *m = s->m;
    uint32_t total = m->part_count ? m->parts[0].document_total : 0, k;
    bool good = true;
    for (k = 0; k < m->part_count && good; k++) {
        s->documents[k] = m->parts[k].documents;
        s->notes[k] = m->parts[k].notes;
        good = next_note(s, k);
        diag_raise(m->diag, m->parts[k].exit_code);
    }
    for (k = 0; k < total && good; k++) good = settle_document(s, k);
    for (k = 0; k < m->part_count && good; k++)
        if (s->documents[k].at != s->documents[k].end || s->next[k].grid != UINT32_MAX ||
            s->grids[k] != m->parts[k].grid_count)
            good = torn(m, &m->parts[k]);
    return good;
}

/* The identifier of a plugin of the campaign, from the line of the run. */
static const char *plugin_name(const struct merge *m, uint32_t plugin) {
    const struct part_text *run = &m->parts[0].run;
    cJSON *json = cJSON_ParseWithLength(run->at, (size_t)(run->end - run->at));
    const cJSON *one = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(json, "plugins"), (int)plugin);
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(one, "id"));
    const char *name = id ? arena_copy(m->arena, id, strlen(id)) : "?";
    cJSON_Delete(json);
    return name;
}

/* A run that is not shared out begins again without such a plugin; of shards, each must. */
static bool plugins_hold(struct settling *s) {
    struct merge *m = s->m;
    bool hold = true;
    uint32_t k;
    for (k = 0; k < 64; k++) {
        struct diag_message message = {.code = "P305"};
        const char *name;
        if (s->failures[k] <= PLUGIN_FAILURES_ALLOWED) continue;
        name = plugin_name(m, k);
        message.mend = arena_format(m->arena, "evaluate every shard again with --set-aside %s, then merge", name);
        diag_report(m->diag, &message, "%s failed on %" PRIu32 " establishments over all shards: more than %d", name,
                    s->failures[k], PLUGIN_FAILURES_ALLOWED);
        hold = false;
    }
    return hold;
}

bool merge_settle(struct merge *m) {
    struct settling s = {.m = m, .seen = FINESS_SET_EMPTY};
    bool good;
    s.documents = arena_array(m->arena, m->part_count, sizeof *s.documents);
    s.notes = arena_array(m->arena, m->part_count, sizeof *s.notes);
    s.next = arena_array(m->arena, m->part_count, sizeof *s.next);
    s.grids = arena_array(m->arena, m->part_count, sizeof *s.grids);
    m->dropped = arena_array(m->arena, (size_t)m->parts[0].document_total / 8 + 1, 1);
    good = settle_documents(&s) && plugins_hold(&s);
    finess_set_free(&s.seen);
    return good;
}

/* ---- The lines ---- */

bool merge_write(struct merge *m, FILE *stream) {
    struct part_text *documents = arena_array(m->arena, m->part_count, sizeof *documents);
    struct part_text *grids = arena_array(m->arena, m->part_count, sizeof *grids);
    uint32_t k;
    for (k = 0; k < m->part_count; k++) {
        documents[k] = m->parts[k].documents;
        grids[k] = m->parts[k].grids;
    }
    for (k = 0; k < m->parts[0].document_total; k++) {
        uint32_t part = shard_of(k, m->part_count);
        struct part_document d;
        struct part_text line;
        bool bad = false;
        if (!part_next_document(&documents[part], &d, &bad)) return torn(m, &m->parts[part]);
        if (!d.accepted) continue;
        line = part_next_line(&grids[part]);
        if (line.at == line.end) return torn(m, &m->parts[part]);
        if (m->dropped[k / 8] >> k % 8 & 1) continue;
        fwrite(line.at, 1, (size_t)(line.end - line.at), stream);
    }
    for (k = 0; k < m->part_count; k++)
        if (grids[k].at != grids[k].end) return torn(m, &m->parts[k]);
    return true;
}

void merge_close(struct merge *m) {
    uint32_t k;
    for (k = 0; k < m->part_count; k++) part_close(&m->parts[k]);
}
