/* SPDX-License-Identifier: MIT */
#include "host/plugin/json_read.h"

#include "host/base/text.h"
#include "host/plugin/json_text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SHOWN = 160, TEXT_SHOWN = 400 };

/* ---- Where a value stands ------------------------------------------------------------------- */

struct search {
    const cJSON *wanted;
    size_t index; /* of the value in the order of the text */
    char path[PATH_SHOWN];
};

static void path_append(struct search *s, size_t used, const cJSON *child, size_t position) {
    size_t left = sizeof s->path - used, i;
    if (child->string) {
        snprintf(s->path + used, left, "%s%.*s", used ? "." : "", JSON_MAX_NAME, child->string);
    } else {
        snprintf(s->path + used, left, "[%zu]", position);
    }
    /* A key may hold an escaped control character: it must not reach a terminal. */
    for (i = used; s->path[i]; i++)
        if ((unsigned char)s->path[i] < 0x20 || s->path[i] == 0x7F) s->path[i] = '?';
}

/* The tree keeps neither positions nor parents: both are found by walking it, when there is a fault to
 * report and then only. Depth is bounded by json_text_check. */
static bool search_below(struct search *s, const cJSON *item) {
    size_t used = strlen(s->path), position = 0;
    const cJSON *child;
    if (item == s->wanted) return true;
    cJSON_ArrayForEach(child, item) {
        s->index++;
        path_append(s, used, child, position++);
        if (search_below(s, child)) return true;
        s->path[used] = '\0';
    }
    return false;
}

static void report(struct json_reader *r, const cJSON *at, const char *mend, bool on_key, struct diag_message message,
                   const char *text) {
    struct search s = {.wanted = at};
    message.place.file = r->file;
    message.mend = mend;
    if (!message.warning) r->faults++;
    r->messages++;
    /* Past the limit a message is counted, not shown, so nothing is spent on its place. */
    if (r->messages <= DIAG_LIMIT && search_below(&s, r->root)) {
        struct json_span span = json_text_value(r->text, r->length, s.index);
        message.place = json_text_place(r->text, on_key ? span.key : span.offset, r->file);
        if (!on_key && !cJSON_IsObject(at) && !cJSON_IsArray(at)) {
            message.found = r->text + span.offset;
            message.found_length = span.length;
        }
    }
    diag_report(r->diag, &message, "%s%s%s", s.path, s.path[0] ? ": " : "", text);
}

void json_fault(struct json_reader *r, const cJSON *at, const char *code, const char *mend, const char *text, ...) {
    char shown[TEXT_SHOWN];
    va_list args;
    va_start(args, text);
    vsnprintf(shown, sizeof shown, text, args);
    va_end(args);
    report(r, at, mend, false, (struct diag_message){.code = code}, shown);
}

void json_warn(struct json_reader *r, const cJSON *at, const char *code, const char *mend, const char *text, ...) {
    char shown[TEXT_SHOWN];
    va_list args;
    va_start(args, text);
    vsnprintf(shown, sizeof shown, text, args);
    va_end(args);
    report(r, at, mend, false, (struct diag_message){.code = code, .warning = true}, shown);
}

/* ---- Opening -------------------------------------------------------------------------------- */

static bool refuse_text(struct json_reader *r, const struct json_text_fault *fault) {
    struct diag_message message = {.code = fault->code,
                                   .place = json_text_place(r->text, fault->offset, r->file),
                                   .mend = arena_format(r->arena, "expected %s", fault->expected)};
    if (fault->offset < r->length) {
        const char *end = memchr(r->text + fault->offset, '\n', r->length - fault->offset);
        size_t left = end ? (size_t)(end - r->text) - fault->offset : r->length - fault->offset;
        message.found = r->text + fault->offset;
        message.found_length = left < 40 ? left : 40;
    }
    diag_report(r->diag, &message, "%s", fault->what);
    return false;
}

bool json_open(struct json_reader *r, const char *text, size_t length, const char *file, struct arena *arena,
               struct diag *diag) {
    struct json_text_fault fault;
    *r = (struct json_reader){.text = text, .length = length, .file = file, .arena = arena, .diag = diag};
    if (!json_text_check(text, length, &fault)) return refuse_text(r, &fault);
    r->root = cJSON_ParseWithLength(text, length);
    if (!r->root) {
        /* What is left is a text that the check above and cJSON judge differently, or no memory. */
        const char *end = cJSON_GetErrorPtr();
        fault = (struct json_text_fault){"P204", 0, "JSON that cannot be read", "JSON as in RFC 8259"};
        if (end && end >= text && end < text + length) fault.offset = (size_t)(end - text);
        return refuse_text(r, &fault);
    }
    return true;
}

void json_close(struct json_reader *r) {
    cJSON_Delete(r->root);
    r->root = NULL;
}

/* ---- Objects and arrays --------------------------------------------------------------------- */

const cJSON *json_member(const cJSON *object, const char *key) { return cJSON_GetObjectItemCaseSensitive(object, key); }

static void refuse_key(struct json_reader *r, const cJSON *member, const struct json_shape *shape) {
    const char *known[64], *nearest;
    const char *mend = NULL;
    char text[TEXT_SHOWN];
    size_t i;
    for (i = 0; i < shape->count; i++) known[i] = shape->keys[i].name;
    nearest = r->messages < DIAG_LIMIT ? text_nearest(member->string, known, shape->count) : NULL;
    if (nearest) mend = arena_format(r->arena, "write \"%s\", the nearest known key, or remove it", nearest);
    snprintf(text, sizeof text, "not a key of %s", shape->name);
    report(r, member, mend ? mend : "remove it", true, (struct diag_message){.code = "P205"}, text);
}

bool json_object(struct json_reader *r, const cJSON *item, const struct json_shape *shape) {
    const cJSON *member;
    uint64_t seen = 0;
    size_t i;
    if (!cJSON_IsObject(item)) {
        json_fault(r, item, "P208", "write { ... }", "expected an object (%s)", shape->name);
        return false;
    }
    cJSON_ArrayForEach(member, item) {
        for (i = 0; i < shape->count && strcmp(shape->keys[i].name, member->string) != 0; i++) {
        }
        if (i == shape->count) {
            refuse_key(r, member, shape);
        } else if ((seen >> i) & 1U) {
            report(r, member, "keep one of the two", true, (struct diag_message){.code = "P206"}, "key written twice");
        } else {
            seen |= UINT64_C(1) << i;
        }
    }
    for (i = 0; i < shape->count; i++)
        if (shape->keys[i].required && !((seen >> i) & 1U))
            json_fault(r, item, "P207",
                       arena_format(r->arena, "add \"%s\": %s", shape->keys[i].name, shape->keys[i].expected),
                       "\"%s\" is missing", shape->keys[i].name);
    return true;
}

uint32_t json_array(struct json_reader *r, const cJSON *object, const char *key) {
    const cJSON *array = json_member(object, key);
    int count;
    if (!array) return 0;
    if (!cJSON_IsArray(array)) {
        json_fault(r, array, "P208", "write [ ... ]", "expected an array");
        return 0;
    }
    count = cJSON_GetArraySize(array);
    if (count > JSON_MAX_ELEMENTS) {
        json_fault(r, array, "P218", "split the plugin in two", "%d elements, more than the %d allowed", count,
                   JSON_MAX_ELEMENTS);
        return 0;
    }
    return (uint32_t)count;
}

/* ---- Texts, names, words -------------------------------------------------------------------- */

/* Control characters, C0 and C1: an escape such as \u001b would reach terminals and letters. */
static bool has_control(const char *text) {
    const unsigned char *t = (const unsigned char *)text;
    for (; *t; t++)
        if (*t < 0x20 || *t == 0x7F || (*t == 0xC2 && t[1] >= 0x80 && t[1] < 0xA0)) return true;
    return false;
}

const char *json_text_item(struct json_reader *r, const cJSON *item) {
    if (!cJSON_IsString(item)) {
        json_fault(r, item, "P208", "write a text between quotes", "expected a text");
        return NULL;
    }
    if (item->valuestring[0] == '\0' || strlen(item->valuestring) > JSON_MAX_TEXT) {
        json_fault(r, item, "P210", "write 1 to 2000 bytes", "text empty or too long");
        return NULL;
    }
    if (has_control(item->valuestring)) {
        json_fault(r, item, "P210", "write one line of plain text", "control character in a text");
        return NULL;
    }
    return arena_copy(r->arena, item->valuestring, strlen(item->valuestring));
}

const char *json_text(struct json_reader *r, const cJSON *object, const char *key) {
    const cJSON *item = json_member(object, key);
    return item ? json_text_item(r, item) : NULL;
}

const char *json_name_item(struct json_reader *r, const cJSON *item, enum json_name style) {
    static const char *const allowed[] = {"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
                                          "abcdefghijklmnopqrstuvwxyz0123456789_",
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"};
    static const char *const mends[] = {"write capital letters A-Z, digits and \"_\" only, at most 64",
                                        "write small letters a-z, digits and \"_\" only, at most 64",
                                        "write letters A-Z a-z, digits and \"_\" only, at most 64"};
    const char *name = json_text_item(r, item);
    if (!name) return NULL;
    if (strspn(name, allowed[style]) != strlen(name) || strlen(name) > JSON_MAX_NAME) {
        json_fault(r, item, "P210", mends[style], "badly formed name");
        return NULL;
    }
    return name;
}

const char *json_name(struct json_reader *r, const cJSON *object, const char *key, enum json_name style) {
    const cJSON *item = json_member(object, key);
    return item ? json_name_item(r, item, style) : NULL;
}

/* "a", "b", "c" for a message; cut where it becomes long. */
static const char *word_list(struct json_reader *r, const char *const *words, size_t count) {
    char text[TEXT_SHOWN / 2] = "";
    size_t i, used = 0;
    for (i = 0; i < count && used + JSON_MAX_NAME + 8 < sizeof text; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s\"%.64s\"", i ? ", " : "", words[i]);
    return arena_format(r->arena, "%s%s", text, i < count ? "..." : "");
}

void json_unknown(struct json_reader *r, const cJSON *item, const char *code, const char *const *known, size_t count,
                  const char *what) {
    const char *nearest = NULL, *mend;
    if (r->messages >= DIAG_LIMIT) {
        mend = NULL;
    } else if ((nearest = text_nearest(item->valuestring, known, count)) != NULL && nearest[0] != '\0') {
        mend = arena_format(r->arena, "write \"%s\", the nearest known name", nearest);
    } else if (count == 0) {
        mend = arena_format(r->arena, "declare %s first: there is none", what);
    } else {
        mend = arena_format(r->arena, "write one of %s", word_list(r, known, count));
    }
    json_fault(r, item, code, mend, "not the name of %s", what);
}

int32_t json_word(struct json_reader *r, const cJSON *item, const char *const *words, size_t count, const char *what) {
    size_t i;
    if (!cJSON_IsString(item)) {
        json_fault(r, item, "P208", arena_format(r->arena, "write one of %s", word_list(r, words, count)),
                   "expected the name of %s", what);
        return -1;
    }
    for (i = 0; i < count; i++)
        if (strcmp(words[i], item->valuestring) == 0) return (int32_t)i;
    json_unknown(r, item, "P209", words, count, what);
    return -1;
}

uint32_t json_words(struct json_reader *r, const cJSON *object, const char *key, const char *const *words, size_t count,
                    const char *what) {
    const cJSON *item;
    uint32_t bits = 0;
    if (json_array(r, object, key) == 0) return 0;
    cJSON_ArrayForEach(item, json_member(object, key)) {
        int32_t word = json_word(r, item, words, count, what);
        if (word >= 0 && ((bits >> word) & 1U)) json_fault(r, item, "P212", "write it once", "%s written twice", what);
        if (word >= 0) bits |= 1U << word;
    }
    return bits;
}

bool json_flag(struct json_reader *r, const cJSON *object, const char *key) {
    const cJSON *item = json_member(object, key);
    if (item && !cJSON_IsBool(item)) json_fault(r, item, "P208", "write true or false", "expected true or false");
    return cJSON_IsTrue(item);
}

/* ---- Numbers -------------------------------------------------------------------------------- */

bool json_whole(struct json_reader *r, const cJSON *object, const char *key, uint32_t least, uint32_t most,
                uint32_t *out) {
    const cJSON *item = json_member(object, key);
    const char *mend;
    if (!item) return false;
    mend = arena_format(r->arena, "write a whole number from %u to %u, without quotes", least, most);
    if (!cJSON_IsNumber(item)) {
        json_fault(r, item, "P208", mend, "expected a number");
        return false;
    }
    /* The only place where a double of cJSON is looked at: small whole numbers, which it holds exactly. */
    if (item->valuedouble < least || item->valuedouble > most ||
        (double)(uint32_t)item->valuedouble != item->valuedouble) {
        json_fault(r, item, "P211", mend, "not a whole number from %u to %u", least, most);
        return false;
    }
    *out = (uint32_t)item->valuedouble;
    return true;
}

bool json_decimal(struct json_reader *r, const cJSON *item, unsigned decimals, int64_t *out) {
    const char *mend = arena_format(r->arena, "write a decimal between quotes, at most %u decimals, such as \"%s\"",
                                    decimals, decimals ? "0.5" : "12");
    if (!cJSON_IsString(item)) {
        json_fault(r, item, "P208", mend, "expected a decimal between quotes, which is read exactly");
        return false;
    }
    switch (decimal_parse(item->valuestring, strlen(item->valuestring), decimals, out)) {
    case DECIMAL_OK: return true;
    case DECIMAL_NOT_A_NUMBER: json_fault(r, item, "P211", mend, "not a decimal number"); break;
    case DECIMAL_TOO_MANY_DECIMALS: json_fault(r, item, "P211", mend, "more than %u decimals", decimals); break;
    case DECIMAL_TOO_LARGE: json_fault(r, item, "P211", mend, "too large"); break;
    }
    return false;
}
