/* SPDX-License-Identifier: MIT
 *
 * config_grammar.c: the grammar of libconfig, token by token, with a column for what breaks it:
 *
 *     file, group:  name = value ; name = value ;      (";" or "," or nothing)
 *     list, array:  value , value */
#include "host/campaign/config_source.h"

#include <string.h>
#include <strings.h>

enum expected { NAME, EQUAL, VALUE, FIRST_VALUE, NEXT };

/* A bracket that is open, what may come next inside it, and the names given so far. scopes[0] is the file. */
struct scope {
    const struct config_token *opening; /* NULL: the file */
    enum expected expected;
    const struct config_token *names[CONFIG_MAX_NAMES];
    uint32_t name_count;
};

struct grammar {
    const char *file;
    struct arena *arena;
    struct diag *diag;
    struct scope scopes[CONFIG_MAX_DEPTH + 1];
    uint32_t depth;
    bool good;
};

/* Nothing sure follows a fault of order: the reading stops. */
static bool stop(struct grammar *g, const struct config_token *at, const char *mend, const char *text) {
    config_token_fault(g->diag, g->file, at, "C302", mend, text);
    g->good = false;
    return false;
}

static bool is_sign(const struct config_token *t, const char *signs) {
    return t->kind == TOKEN_SIGN && strchr(signs, *t->text);
}

/* ---- Names and values ---- */

static bool is_name(const struct config_token *t) {
    char first = *t->text;
    return t->kind == TOKEN_WORD && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first == '*');
}

/* Two settings of one name are refused; the others are still looked at. */
static bool add_name(struct grammar *g, struct scope *scope, const struct config_token *name) {
    uint32_t i;
    for (i = 0; i < scope->name_count; i++) {
        const struct config_token *other = scope->names[i];
        if (other->length != name->length || memcmp(other->text, name->text, name->length) != 0) continue;
        config_token_fault(g->diag, g->file, name, "C308",
                           arena_format(g->arena, "keep one: the first is on line %u", other->line),
                           "this setting is given twice");
        g->good = false;
        return true;
    }
    if (scope->name_count == CONFIG_MAX_NAMES) return stop(g, name, NULL, "a group holds more than 64 settings");
    scope->names[scope->name_count++] = name;
    return true;
}

static bool is_boolean(const struct config_token *t) {
    return (t->length == 4 && strncasecmp(t->text, "true", 4) == 0) ||
           (t->length == 5 && strncasecmp(t->text, "false", 5) == 0);
}

static bool open_scope(struct grammar *g, const struct config_token *t) {
    if (g->depth == CONFIG_MAX_DEPTH) return stop(g, t, NULL, "brackets are nested more than 16 deep");
    g->scopes[++g->depth] = (struct scope){.opening = t, .expected = *t->text == '{' ? NAME : FIRST_VALUE};
    return true;
}

/* A value begins: whatever it is, a separator, a name or a bracket comes after it. */
static bool take_value(struct grammar *g, struct scope *scope, const struct config_token *t) {
    bool element = scope->opening && *scope->opening->text != '{';
    scope->expected = NEXT;
    if (is_sign(t, "{[(")) return open_scope(g, t);
    if (t->kind == TOKEN_STRING) return true;
    if (t->kind == TOKEN_WORD && (!is_name(t) || is_boolean(t))) return true;
    if (t->kind == TOKEN_WORD) return stop(g, t, "write it in quotes, or true or false", "this is not a value");
    return stop(g, t, element ? "write an element, or remove the comma before" : "write a value after the =",
                "a value is missing here");
}

/* ---- Order ---- */

static bool take_after_value(struct grammar *g, struct scope *scope, const struct config_token *t) {
    bool list = scope->opening && *scope->opening->text != '{';
    if (t->kind == TOKEN_STRING && (t - 1)->kind == TOKEN_STRING) return true; /* one text in two pieces */
    if (list && is_name(t) && is_sign(t + 1, "=:"))
        return stop(g, scope->opening,
                    arena_format(g->arena, "close it before \"%.*s\" of line %u",
                                 (int)(t->length > 64 ? 64 : t->length), t->text, t->line),
                    "this bracket is not closed");
    if (list) {
        scope->expected = VALUE;
        return is_sign(t, ",") || stop(g, t, "write a comma between two elements", "a comma is missing before this");
    }
    scope->expected = NAME;
    if (is_sign(t, ";,")) return true;
    if (!is_name(t))
        return stop(g, t,
                    "end the setting before with \";\", and begin this one with name =", "a name is expected here");
    scope->expected = EQUAL;
    return add_name(g, scope, t);
}

static bool take_name(struct grammar *g, struct scope *scope, const struct config_token *t) {
    scope->expected = EQUAL;
    if (is_name(t)) return add_name(g, scope, t);
    return stop(g, t, is_sign(t, ";,") ? "remove it" : "begin with name =", "a name is expected here");
}

static bool closes(const struct scope *scope, char closing) {
    static const char pairs[] = "{}[]()";
    const char *at = scope->opening ? strchr(pairs, *scope->opening->text) : NULL;
    return at && at[1] == closing;
}

static bool close_scope(struct grammar *g, const struct config_token *t) {
    const struct scope *scope = &g->scopes[g->depth];
    if (!scope->opening) return stop(g, t, "remove it", "this bracket closes nothing");
    if (!closes(scope, *t->text))
        return stop(
            g, t,
            arena_format(g->arena, "close the \"%c\" of line %u first", *scope->opening->text, scope->opening->line),
            "this bracket closes another kind");
    if (scope->expected == EQUAL || scope->expected == VALUE)
        return stop(g, t,
                    scope->expected == EQUAL ? "write = and a value" : "write a value, or remove the comma before",
                    "a value is missing here");
    g->depth--;
    return true;
}

static bool take(struct grammar *g, const struct config_token *t) {
    struct scope *scope = &g->scopes[g->depth];
    if (is_sign(t, "}])")) return close_scope(g, t);
    switch (scope->expected) {
    case NAME: return take_name(g, scope, t);
    case EQUAL:
        scope->expected = VALUE;
        return is_sign(t, "=:") || stop(g, t, "write = after the name", "a name is followed by = and a value");
    case NEXT: return take_after_value(g, scope, t);
    default: return take_value(g, scope, t);
    }
}

bool config_grammar(const char *file, const struct config_token *tokens, struct arena *arena, struct diag *diag) {
    struct grammar *g = arena_alloc(arena, sizeof *g);
    const struct config_token *t;
    g->file = file;
    g->arena = arena;
    g->diag = diag;
    g->good = true;
    for (t = tokens; t->kind != TOKEN_END; t++)
        if (!take(g, t)) return false;
    if (g->depth > 0) return stop(g, g->scopes[g->depth].opening, NULL, "this bracket is not closed");
    if (g->scopes[0].expected == EQUAL || g->scopes[0].expected == VALUE)
        return stop(g, t - 1, "write a value, or remove this", "a value is missing after this");
    return g->good;
}
