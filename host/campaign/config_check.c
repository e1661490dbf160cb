/* SPDX-License-Identifier: MIT
 *
 * config_check.c: what a setting must be, and what to say when it is not. */
#include "host/campaign/config_file.h"

#include "host/base/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_SENTENCE = 1024, LONGEST_LIST = 12 };

static void report(struct conf_reader *r, const struct diag_message *m, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static void report(struct conf_reader *r, const struct diag_message *m, const char *format, va_list args) {
    char sentence[LONGEST_SENTENCE];
    vsnprintf(sentence, sizeof sentence, format, args);
    diag_report(r->diag, m, "%s", sentence);
}

static struct diag_message message_at(const struct setting *at, struct place place, const char *code,
                                      const char *mend) {
    bool shown = *at->text; /* not lists and groups */
    return (struct diag_message){.code = code,
                                 .place = place,
                                 .found = shown ? at->text : NULL,
                                 .found_length = shown ? strlen(at->text) : 0,
                                 .mend = mend};
}

void conf_fault(struct conf_reader *r, const struct setting *at, const char *code, const char *mend, const char *format,
                ...) {
    struct diag_message m = message_at(at, at->place, code, mend);
    va_list args;
    va_start(args, format);
    report(r, &m, format, args);
    va_end(args);
}

void conf_fault_name(struct conf_reader *r, const struct setting *at, const char *code, const char *mend,
                     const char *format, ...) {
    struct diag_message m = {.code = code,
                             .place = at->name_place,
                             .found = at->name,
                             .found_length = at->name ? strlen(at->name) : 0,
                             .mend = mend};
    va_list args;
    va_start(args, format);
    report(r, &m, format, args);
    va_end(args);
}

void conf_warn(struct conf_reader *r, const struct setting *at, const char *code, const char *mend, const char *format,
               ...) {
    struct diag_message m = message_at(at, at->place, code, mend);
    va_list args;
    m.warning = true;
    va_start(args, format);
    report(r, &m, format, args);
    va_end(args);
}

const char *conf_mend_name(struct conf_reader *r, const char *name, const char *const *known, uint32_t count) {
    const char *nearest = name ? text_nearest(name, known, count) : NULL;
    const char *all = "";
    uint32_t i;
    if (nearest) return arena_format(r->arena, "write \"%s\", the nearest known name", nearest);
    if (count == 0) return "there is none here";
    if (count == 1) return arena_format(r->arena, "write \"%s\"", known[0]);
    if (count > LONGEST_LIST) return "no known name is near";
    for (i = 0; i < count; i++) all = arena_format(r->arena, "%s%s\"%s\"", all, i ? ", " : "", known[i]);
    return arena_format(r->arena, "write one of %s", all);
}

/* ---- Types ---- */

static const char *const kind_names[] = {
    [SETTING_TEXT] = "a text in quotes", [SETTING_INTEGER] = "an integer",   [SETTING_FLOAT] = "a number with a point",
    [SETTING_BOOLEAN] = "true or false", [SETTING_LIST] = "a list, ( ... )", [SETTING_GROUP] = "a group, { ... }"};

/* How to turn what was written into what is expected, when that is a matter of quotes. */
static const char *mend_kind(struct conf_reader *r, const struct setting *s, enum setting_kind expected) {
    int64_t number;
    if (expected == SETTING_TEXT && (s->kind == SETTING_FLOAT || s->kind == SETTING_INTEGER))
        return arena_format(r->arena, "write it quoted: \"%s\"", s->text);
    if (expected == SETTING_INTEGER && s->kind == SETTING_TEXT &&
        decimal_parse(s->text, strlen(s->text), 0, &number) == DECIMAL_OK)
        return arena_format(r->arena, "write it without quotes: %s", s->text);
    if (expected == SETTING_BOOLEAN) return "write true or false, without quotes";
    return arena_format(r->arena, "write %s", kind_names[expected]);
}

static bool check_kind(struct conf_reader *r, const struct setting *s, enum setting_kind expected) {
    if (expected == SETTING_ANY) return true;
    if (s->kind != expected) {
        const char *name = s->name ? arena_format(r->arena, "\"%s\"", s->name) : "this element";
        conf_fault(r, s, "C305", mend_kind(r, s, expected), "%s is %s, where %s is expected", name, kind_names[s->kind],
                   kind_names[expected]);
        return false;
    }
    if (expected == SETTING_TEXT && !*s->text) {
        conf_fault(r, s, "C307", "write it, or remove the setting", "this text is empty");
        return false;
    }
    return true;
}

void conf_fields(struct conf_reader *r, const struct setting *group, const struct conf_key *keys, uint32_t count,
                 const struct setting **out) {
    const char **names = arena_array(r->arena, count, sizeof *names);
    uint32_t i, k;
    for (k = 0; k < count; k++) {
        names[k] = keys[k].name;
        out[k] = NULL;
    }
    for (i = 0; i < group->count; i++) {
        const struct setting *s = &group->children[i];
        for (k = 0; k < count && strcmp(s->name, names[k]) != 0; k++) continue;
        if (k == count) {
            conf_fault_name(r, s, "C303", conf_mend_name(r, s->name, names, count), "\"%s\" is not a setting here",
                            s->name);
        } else {
            out[k] = s;
        }
    }
    for (k = 0; k < count; k++) {
        if (out[k] && !check_kind(r, out[k], keys[k].kind)) {
            out[k] = NULL;
        } else if (!out[k] && keys[k].required) {
            conf_fault(r, group, "C304", arena_format(r->arena, "add %s = ...;", names[k]),
                       "the setting \"%s\" is missing", names[k]);
        }
    }
}

const struct setting *conf_element(struct conf_reader *r, const struct setting *list, uint32_t i,
                                   enum setting_kind kind) {
    const struct setting *s = &list->children[i];
    return check_kind(r, s, kind) ? s : NULL;
}

/* ---- Values ---- */

bool conf_is_format(struct conf_reader *r, const struct setting *root, const char *format) {
    const struct setting *found = NULL, *version = NULL;
    uint32_t i;
    for (i = 0; i < root->count; i++) {
        if (strcmp(root->children[i].name, "format") == 0) found = &root->children[i];
        if (strcmp(root->children[i].name, "version") == 0) version = &root->children[i];
    }
    if (!found || found->kind != SETTING_TEXT || strcmp(found->text, format) != 0) {
        conf_fault(r, found ? found : root, "C306",
                   arena_format(r->arena, "write format = \"%s\"; or name the right file", format),
                   "this file is not of format \"%s\"", format);
        return false;
    }
    if (!version || version->kind != SETTING_INTEGER || version->integer != 1) {
        conf_fault(r, version ? version : root, "C306", "write version = 1;",
                   "this program reads version 1 of format \"%s\"", format);
        return false;
    }
    return true;
}

int32_t conf_choice(struct conf_reader *r, const struct setting *s, const char *what, const char *const *known,
                    uint32_t count) {
    uint32_t i;
    for (i = 0; i < count; i++)
        if (strcmp(known[i], s->text) == 0) return (int32_t)i;
    conf_fault(r, s, "C309", conf_mend_name(r, s->text, known, count), "\"%s\" is not a known %s", s->text, what);
    return -1;
}

bool conf_code(struct conf_reader *r, const struct setting *s) {
    if (s->text[strspn(s->text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == 0) return true;
    conf_fault(r, s, "C307", "write it with a-z, 0-9 and _ only", "this code holds another character");
    return false;
}

bool conf_integer(struct conf_reader *r, const struct setting *s, int64_t min, int64_t max, int64_t *out) {
    if (s->integer >= min && s->integer <= max) {
        *out = s->integer;
        return true;
    }
    conf_fault(r, s, "C307", arena_format(r->arena, "write a number from %" PRId64 " to %" PRId64, min, max),
               "this number is out of bounds");
    return false;
}
