/* SPDX-License-Identifier: MIT */
#include "host/read/dossier_parse.h"

#include "host/base/text.h"

#include <stdarg.h>
#include <string.h>

/* ---- Messages ------------------------------------------------------------------------------------ */

/* Length of a text as written, with its quotes. */
static size_t raw_text_length(const char *text, size_t left) {
    size_t i = 1;
    for (; i < left && text[i] != '"'; i++)
        if (text[i] == '\\') i++;
    return i < left ? i + 1 : left;
}

/* Length of a value as written; of a container, its first line. */
static size_t raw_length(const struct dossier_parse *p, const struct json_node *node) {
    const char *text = p->document->text + node->offset;
    size_t left = p->document->length - node->offset, depth = 0;
    if (node->kind == JSON_STRING) return raw_text_length(text, left);
    if (node->kind != JSON_OBJECT && node->kind != JSON_ARRAY) return node->text_length;
    for (size_t i = 0; i < left && text[i] != '\n'; i++) {
        if (text[i] == '"') i += raw_text_length(text + i, left - i) - 1;
        if (text[i] == '{' || text[i] == '[') depth++;
        if ((text[i] == '}' || text[i] == ']') && --depth == 0) return i + 1;
    }
    return memchr(text, '\n', left) ? (size_t)((const char *)memchr(text, '\n', left) - text) : left;
}

static size_t raw_key_length(const struct dossier_parse *p, const struct json_node *node) {
    return raw_text_length(p->document->text + node->key_offset, p->document->length - node->key_offset) - 2;
}

/* The text is formatted here: its arguments are names of any length, and diag takes no va_list. */
__attribute__((format(printf, 3, 0))) static void report(struct dossier_parse *p, const struct diag_message *m,
                                                         const char *text, va_list args) {
    char line[512];
    vsnprintf(line, sizeof line, text, args);
    diag_report(p->diag, m, "%s", line);
}

void dossier_fault_key(struct dossier_parse *p, const struct json_node *node, const char *code, const char *mend,
                       const char *text, ...) {
    struct diag_message m = {.code = code,
                             .place = document_place(p->document, node->key_offset),
                             .found = p->document->text + node->key_offset + 1,
                             .found_length = raw_key_length(p, node),
                             .mend = mend};
    va_list args;
    va_start(args, text);
    report(p, &m, text, args);
    va_end(args);
    p->faults++;
}

void dossier_fault_value(struct dossier_parse *p, const struct json_node *node, const char *code, const char *mend,
                         const char *text, ...) {
    struct diag_message m = {.code = code,
                             .place = document_place(p->document, node->offset),
                             .found = p->document->text + node->offset,
                             .found_length = raw_length(p, node),
                             .mend = mend};
    va_list args;
    va_start(args, text);
    report(p, &m, text, args);
    va_end(args);
    p->faults++;
}

void dossier_warn(struct dossier_parse *p, const struct json_node *node, const char *code, const char *mend,
                  const char *text, ...) {
    struct diag_message m = {
        .code = code, .place = document_place(p->document, node->offset), .mend = mend, .warning = true};
    va_list args;
    va_start(args, text);
    report(p, &m, text, args);
    va_end(args);
}

void dossier_may_be_refused(struct dossier_parse *p, const struct json_node *node) {
    dossier_warn(p, node, "D171", "mend the refused plugin, then evaluate again",
                 "\"%s\" is not known; it may be of the plugin that is refused", dossier_key_text(p, node));
}

const char *dossier_key_text(struct dossier_parse *p, const struct json_node *node) {
    return arena_copy(p->scratch, p->document->text + node->key_offset + 1, raw_key_length(p, node));
}

const char *dossier_list(struct dossier_parse *p, const char *const *names, uint32_t count) {
    const char *list = "";
    for (uint32_t i = 0; i < count; i++)
        list = arena_format(p->scratch, "%s%s\"%s\"", list, i == 0 ? "" : i + 1 == count ? " or " : ", ", names[i]);
    return list;
}

/* ---- Keys and choices ---------------------------------------------------------------------------- */

/* No name is empty: its first byte tells most of them apart, without a call. */
static bool is_name(const char *text, size_t length, const char *name) {
    return length > 0 && text[0] == name[0] && strlen(name) == length && memcmp(text, name, length) == 0;
}

int32_t dossier_index(const struct json_node *text, const char *const *names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (is_name(text->text, text->text_length, names[i])) return (int32_t)i;
    return -1;
}

void dossier_unknown_text(struct dossier_parse *p, const struct json_node *node, const char *code, const char *what,
                          const char *const *names, uint32_t count) {
    /* Short codes are all near each other: of these, the list says more. */
    bool is_short = node->text_length <= 3;
    const char *text = arena_copy(p->scratch, node->text, node->text_length);
    const char *nearest = is_short ? NULL : text_nearest(text, names, count);
    const char *mend = nearest ? arena_format(p->scratch, "write \"%s\", the nearest known", nearest)
                               : arena_format(p->scratch, "write %s", dossier_list(p, names, count));
    dossier_fault_value(p, node, code, mend, "this is not a known %s", what);
}

static void unknown_key(struct dossier_parse *p, const struct json_node *node, const char *where,
                        const char *const *keys, uint32_t count) {
    const char *nearest = text_nearest(arena_copy(p->scratch, node->key, node->key_length), keys, count);
    const char *mend = nearest ? arena_format(p->scratch, "write \"%s\", the nearest known key", nearest)
                               : arena_format(p->scratch, "write one of %s", dossier_list(p, keys, count));
    dossier_fault_key(p, node, "D113", mend, "\"%s\" is not a key of %s", dossier_key_text(p, node), where);
}

bool dossier_members(struct dossier_parse *p, const struct json_node *object, const char *where,
                     const char *const *keys, uint32_t count, const struct json_node **found) {
    uint32_t next = 0; /* keys mostly come in the order of the format: the search begins behind the last */
    for (uint32_t i = 0; i < count; i++) found[i] = NULL;
    if (!dossier_is(p, object, JSON_OBJECT, where)) return false;
    JSON_EACH(child, object) {
        uint32_t tried = 0;
        while (tried < count && !is_name(child->key, child->key_length, keys[next])) {
            next = next + 1 == count ? 0 : next + 1;
            tried++;
        }
        if (tried < count) {
            found[next] = child;
        } else {
            unknown_key(p, child, where, keys, count);
        }
    }
    return true;
}

bool dossier_required(struct dossier_parse *p, const struct json_node *object, const char *where, const char *key,
                      const struct json_node *value) {
    if (value) return true;
    dossier_fault_value(p, object, "D114", arena_format(p->scratch, "add \"%s\"", key), "%s has no \"%s\"", where, key);
    return false;
}

/* ---- Forms --------------------------------------------------------------------------------------- */

bool dossier_is(struct dossier_parse *p, const struct json_node *node, enum json_kind kind, const char *name) {
    static const char *const wanted[] = {
        [JSON_OBJECT] = "an object {...}", [JSON_ARRAY] = "a list [...]", [JSON_STRING] = "a text between quotes"};
    if (node->kind == kind) return true;
    dossier_fault_value(p, node, "D115", arena_format(p->scratch, "write %s", wanted[kind]), "%s is not %s", name,
                        wanted[kind]);
    return false;
}

bool dossier_text(struct dossier_parse *p, const struct json_node *node, const char *name, bool may_be_empty,
                  const char **out) {
    if (!dossier_is(p, node, JSON_STRING, name)) return false;
    if (node->text_length == 0 && !may_be_empty) {
        dossier_fault_value(p, node, "D116", "write the text", "%s is empty", name);
        return false;
    }
    /* They would move a terminal, break or turn a line of a report, or end a C string. */
    if (memchr(node->text, '\n', node->text_length) || text_steers(node->text, node->text_length)) {
        dossier_fault_value(p, node, "D117", "write the text on one line, without tabulations nor marks of direction",
                            "%s holds a control character", name);
        return false;
    }
    if (out) *out = arena_copy(p->arena, node->text, node->text_length);
    return true;
}

bool dossier_day(struct dossier_parse *p, const struct json_node *node, const char *name, day *out) {
    day parsed;
    if (!dossier_is(p, node, JSON_STRING, name)) return false;
    parsed = day_parse(node->text, node->text_length);
    if (parsed != 0) {
        *out = parsed;
        return true;
    }
    dossier_fault_value(p, node, "D140", "write a day of the calendar as year-month-day: \"2017-12-31\"",
                        "%s is not a date", name);
    return false;
}

bool dossier_yes_no(struct dossier_parse *p, const struct json_node *node, const char *name, bool *out) {
    static const char *const words[] = {"non", "oui"};
    int32_t index = node->kind == JSON_STRING ? dossier_index(node, words, 2) : -1;
    if (index >= 0) {
        *out = index == 1;
        return true;
    }
    dossier_fault_value(p, node, "D136", "write \"oui\" or \"non\"", "%s is neither \"oui\" nor \"non\"", name);
    return false;
}
