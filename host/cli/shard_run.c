/* SPDX-License-Identifier: MIT */
#include "host/cli/shard_run.h"

#include "caqes/version.h"
#include "host/cli/second_reading.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- Options ---- */

/* A whole number from 1, without sign, blank or leading zero. */
static bool take_number(const char **text, char end, uint32_t *out) {
    *out = 0;
    if (**text == '0') return false;
    for (; **text >= '0' && **text <= '9' && *out <= PART_SHARDS_MOST; ++*text)
        *out = *out * 10 + (uint32_t)(**text - '0');
    return *out > 0 && *out <= PART_SHARDS_MOST && **text == end;
}

bool shard_option(struct shard_run *s, const char *text) {
    uint32_t index, count;
    if (!take_number(&text, '/', &index)) return false;
    text++;
    if (!take_number(&text, '\0', &count) || index > count) return false;
    s->shard.index = index - 1;
    s->shard.count = count;
    return true;
}

bool shard_set_aside(struct shard_run *s, const char *id) {
    if (s->set_aside_count == CAMPAIGN_MAX_PLUGINS) return false;
    s->set_aside[s->set_aside_count++] = id;
    return true;
}

int shard_check(const struct shard_run *s, const struct common_options *o, bool archive) {
    int i;
    if (!s->shard.count && s->set_aside_count) return options_error(o, "--set-aside goes with --shard", NULL);
    if (!s->shard.count) return -1;
    if (o->format != FORMAT_NDJSON && o->format != FORMAT_COMPACT)
        return options_error(o, "--shard goes with --format ndjson or compact", NULL);
    if (!o->output) return options_error(o, "--shard goes with --output", NULL);
    if (archive) return options_error(o, "--shard does not go with --archive", NULL);
    for (i = 0; i < o->input_count; i++)
        if (strcmp(o->inputs[i], "-") == 0)
            return options_error(o, "--shard reads files: each shard must see all the dossiers", "-");
    return -1;
}

/* ---- Which run it is a share of ---- */

static bool set_plugins_aside(struct shard_run *s, struct campaign *c, struct diag *diag) {
    bool good = true;
    uint32_t k, p;
    for (k = 0; k < s->set_aside_count; k++) {
        struct diag_message m = {.code = "C357",
                                 .place = {c->file, 0, 0},
                                 .found = s->set_aside[k],
                                 .found_length = strlen(s->set_aside[k]),
                                 .mend = "write an id of the campaign's list \"plugins\""};
        for (p = 0; p < c->plugin_count; p++)
            if (strcmp(c->plugins[p].plugin->manifest->id, s->set_aside[k]) == 0) break;
        if (p < c->plugin_count) {
            c->plugins[p].refusal = PLUGIN_SET_ASIDE;
            m = (struct diag_message){.code = "P304",
                                      .place = {c->plugins[p].plugin->file, 0, 0},
                                      .mend = "mend it; what it feeds has no amount, the rest is evaluated"};
            diag_report(diag, &m, "%s is set aside for all establishments, as --set-aside says", s->set_aside[k]);
        } else {
            diag_report(diag, &m, "--set-aside names no plugin of the campaign");
            good = false;
        }
    }
    return good;
}

static void plugins_json(struct json_writer *w, const struct campaign *c) {
    uint32_t k;
    json_key(w, "plugins");
    json_begin(w, '[');
    for (k = 0; k < c->plugin_count; k++) {
        const struct campaign_plugin *p = &c->plugins[k];
        json_begin(w, '{');
        json_field(w, "id", p->plugin->manifest->id);
        json_field(w, "sha256", p->plugin->sha256);
        json_field(w, "refus", p->refusal);
        json_end(w, '}');
    }
    json_end(w, ']');
}

/* Everything that the bytes of a grid depend on. */
static const char *run_line(const struct common_options *o, bool explain, const struct campaign *c,
                            const char *dossiers, struct arena *arena) {
    struct json_writer w = {0};
    const char *line;
    json_begin(&w, '{');
    json_field(&w, "programme", CAQES_VERSION_TEXT);
    json_field(&w, "format", o->format == FORMAT_COMPACT ? "compact" : "ndjson");
    json_key(&w, "etapes");
    json_bool(&w, explain);
    json_field(&w, "campagne", c->name);
    json_field(&w, "configuration", c->digest);
    json_field(&w, "cles", c->keys ? c->keys->sha256 : NULL);
    json_field(&w, "verrou", c->lock ? c->lock->sha256 : NULL);
    plugins_json(&w, c);
    json_field(&w, "dossiers", dossiers);
    json_end(&w, '}');
    json_end_line(&w);
    line = arena_copy(arena, w.bytes, w.length);
    json_free(&w);
    return line;
}

bool shard_prepare(struct shard_run *s, const struct common_options *o, bool explain, struct campaign *campaign,
                   const struct inputs *inputs, struct arena *arena, struct diag *diag) {
    struct diag_message m = {.code = "S101", .mend = "check the path and the rights on it"};
    char dossiers[FINGERPRINT_TEXT];
    uint32_t unread = 0;
    if (!set_plugins_aside(s, campaign, diag) || !second_reading_possible(inputs, diag)) return false;
    if (!fingerprint_files(inputs->files, inputs->count, dossiers, &unread)) {
        m.place.file = inputs->files[unread];
        diag_report(diag, &m, "the file cannot be read: %s", strerror(errno));
        return false;
    }
    s->run = run_line(o, explain, campaign, dossiers, arena);
    return true;
}

bool shard_is_done(const struct shard_run *s, const struct common_options *o) {
    if (!part_is_done(o->output, &s->shard, s->run)) return false;
    fprintf(stderr, "caqes evaluate: shard %u/%u is done, in %s\n", s->shard.index + 1, s->shard.count, o->output);
    return true;
}

/* ---- The evaluation ---- */

static void keep_document(void *context, const struct shard_document *d) {
    struct shard_run *s = context;
    part_document(&s->part, d);
}

void shard_begin(struct shard_run *s, FILE *stream, const struct diag *diag) {
    s->before = diag->exit_code;
    s->shard.document = keep_document;
    s->shard.context = s;
    part_begin(&s->part, stream, &s->shard, s->run);
}

/* The same as a run that is not shared out would raise its exit code for. */
void shard_grid(struct shard_run *s, const struct grid *g) {
    const struct batch *b = g->batch;
    struct part_note note = {.fault = g->row_count > 0 && g->fault};
    uint32_t k;
    for (k = 0; k < g->row_count; k++) {
        const struct volet_verdict *v = &g->rows[k].verdict;
        note.incomplete += v->status == VOLET_INCOMPLETE;
        note.fault = note.fault || (v->status == VOLET_ERROR && v->reason_count > 0);
    }
    for (k = 0; k < b->campaign->plugin_count; k++) note.failed |= (b->failed[k] >> g->record & 1) << k;
    part_grid(&s->part, note);
}

void shard_lines(struct shard_run *s, struct json_writer *json) {
    part_write(&s->part, json->bytes, json->length);
    json->length = 0;
}

void shard_end(struct shard_run *s) {
    struct diag all = {.exit_code = s->before};
    if (s->shard.empty_input) diag_raise(&all, CAQES_EXIT_INPUT);
    part_end(&s->part, &s->shard, all.exit_code);
    part_free(&s->part);
}
