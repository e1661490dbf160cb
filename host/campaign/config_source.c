/* SPDX-License-Identifier: MIT */
#include "host/campaign/config_source.h"

#include "host/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Where the reading is, and what it made so far. */
struct source {
    const char *file, *next, *end, *line_start;
    uint32_t line;
    struct config_token *tokens;
    uint32_t count;
    struct arena *arena;
    struct diag *diag;
};

/* A bracket that is open, and the names given inside it. The first one is the file itself. */
struct scope {
    const struct config_token *opening; /* NULL: the file */
    const struct config_token *names[CONFIG_MAX_NAMES];
    uint32_t name_count;
};

static void fault(const struct source *s, const struct config_token *at, const char *code, const char *mend,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

static void fault(const struct source *s, const struct config_token *at, const char *code, const char *mend,
                  const char *format, ...) {
    struct diag_message m = {.code = code,
                             .place = {s->file, at->line, at->column},
                             .found = at->length ? at->text : NULL,
                             .found_length = at->length,
                             .mend = mend};
    char sentence[256];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    diag_report(s->diag, &m, "%s", sentence);
}

bool config_token_is(const struct config_token *t, char sign) { return t->kind == TOKEN_SIGN && *t->text == sign; }

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("_*.+-", c));
}

static struct config_token token_here(const struct source *s) {
    struct config_token t = {s->next, 0, s->line, (uint32_t)(s->next - s->line_start) + 1, TOKEN_WORD};
    return t;
}

/* Steps over one byte, counting lines. */
static void step(struct source *s) {
    if (*s->next++ == '\n') {
        s->line++;
        s->line_start = s->next;
    }
}

static bool starts(const struct source *s, const char *with) {
    size_t length = strlen(with);
    return (size_t)(s->end - s->next) >= length && memcmp(s->next, with, length) == 0;
}

/* Steps over blanks and comments. False when a comment is not closed. */
static bool skip_blank(struct source *s) {
    while (s->next < s->end) {
        if (strchr(" \t\r\n\f", *s->next)) {
            step(s);
        } else if (*s->next == '#' || starts(s, "//")) {
            while (s->next < s->end && *s->next != '\n') step(s);
        } else if (starts(s, "/*")) {
            struct config_token opening = token_here(s);
            opening.length = 2;
            s->next += 2;
            while (s->next < s->end && !starts(s, "*/")) step(s);
            if (s->next == s->end) {
                fault(s, &opening, "C302", "close it with */", "a comment is not closed");
                return false;
            }
            s->next += 2;
        } else {
            break;
        }
    }
    return true;
}

/* A text in quotes. "\x41" is refused: libconfig ends a text at "\x00" and lets "\xFF" through. */
static bool read_string(struct source *s, struct config_token *t) {
    t->kind = TOKEN_STRING;
    step(s);
    while (s->next < s->end && *s->next != '"') {
        if (*s->next == '\n') break;
        if (*s->next == '\\' && s->next + 1 < s->end && s->next[1] != '\n') {
            if (s->next[1] == 'x' || s->next[1] == 'X') {
                struct config_token escape = token_here(s);
                escape.length = 2;
                fault(s, &escape, "C302", "write the character itself: the file is UTF-8",
                      "an escape by number is not accepted");
                return false;
            }
            s->next++;
        }
        step(s);
    }
    t->length = (size_t)(s->next - t->text);
    if (s->next == s->end || *s->next != '"') {
        fault(s, t, "C302", "close it with \" on the same line", "a text is not closed");
        return false;
    }
    step(s);
    t->length++;
    return true;
}

#define ENDS_OF_WORD " \t\r\n\f\"=:{}[](),;#"

/* True where a word or a sign could have been: a letter with an accent, an @... */
static bool is_stray(const struct source *s) {
    return s->next < s->end && !strchr(ENDS_OF_WORD, *s->next) && !starts(s, "//") && !starts(s, "/*");
}

/* What is neither a name, a number nor a sign, as a whole: "modèle". */
static void report_stray(struct source *s, struct config_token *t) {
    while (is_stray(s)) s->next++;
    t->length = (size_t)(s->next - t->text);
    if (*t->text == '@') {
        fault(s, t, "C302", "write the settings here: the digest covers whole files only", "@include is not accepted");
    } else {
        fault(s, t, "C302", "write a text in quotes; a name holds only a-z, A-Z, 0-9, _ and -",
              "this is neither a name, a number nor a text in quotes");
    }
}

/* One token. False after a message; then the reading stops only when nothing sure can follow. */
static bool read_token(struct source *s, bool *stop) {
    struct config_token t = token_here(s);
    *stop = false;
    if (*s->next == '"') {
        if (!read_string(s, &t)) {
            *stop = true;
            return false;
        }
    } else if (*s->next && strchr("=:{}[](),;", *s->next)) {
        t.kind = TOKEN_SIGN;
        t.length = 1;
        s->next++;
    } else {
        while (s->next < s->end && is_word_byte(*s->next)) s->next++;
        t.length = (size_t)(s->next - t.text);
        if (is_stray(s)) {
            report_stray(s, &t);
            return false;
        }
    }
    s->tokens[s->count++] = t;
    return true;
}

/* Remembers a name of the current group; two of one name are refused (libconfig would say only that
 * there are two, and stop). */
static bool add_name(const struct source *s, struct scope *scope, const struct config_token *name) {
    uint32_t i;
    for (i = 0; i < scope->name_count; i++) {
        const struct config_token *other = scope->names[i];
        if (other->length != name->length || memcmp(other->text, name->text, name->length) != 0) continue;
        fault(s, name, "C308", arena_format(s->arena, "keep one: the first is on line %u", other->line),
              "\"%.*s\" is given twice", (int)(name->length > 64 ? 64 : name->length), name->text);
        return false;
    }
    if (scope->name_count == CONFIG_MAX_NAMES) {
        fault(s, name, "C302", NULL, "a group holds more than %d settings", CONFIG_MAX_NAMES);
        return false;
    }
    scope->names[scope->name_count++] = name;
    return true;
}

static bool closes(const struct config_token *opening, char closing) {
    static const char pairs[] = "{}[]()";
    const char *at;
    if (!opening) return false;
    at = strchr(pairs, *opening->text);
    return at && at[1] == closing;
}

/* Brackets pair up, are not too deep, and no group gives a name twice. libconfig says "syntax error" at
 * the end of the file for a bracket forgotten on its first line. */
static bool check_structure(const struct source *s) {
    struct scope *scopes = arena_array(s->arena, CONFIG_MAX_DEPTH + 1, sizeof *scopes);
    uint32_t depth = 0, i;
    bool good = true;
    for (i = 0; i < s->count; i++) {
        const struct config_token *t = &s->tokens[i];
        if (t->kind == TOKEN_WORD && (config_token_is(t + 1, '=') || config_token_is(t + 1, ':'))) {
            good = add_name(s, &scopes[depth], t) && good;
        } else if (t->kind == TOKEN_SIGN && strchr("{[(", *t->text)) {
            if (depth == CONFIG_MAX_DEPTH) {
                fault(s, t, "C302", NULL, "brackets are nested more than %d deep", CONFIG_MAX_DEPTH);
                return false;
            }
            scopes[++depth] = (struct scope){.opening = t};
        } else if (t->kind == TOKEN_SIGN && strchr("}])", *t->text)) {
            if (!closes(scopes[depth].opening, *t->text)) {
                fault(s, t, "C302",
                      depth ? arena_format(s->arena, "close the \"%c\" of line %u first", *scopes[depth].opening->text,
                                           scopes[depth].opening->line)
                            : "remove it",
                      "this bracket closes nothing");
                return false;
            }
            depth--;
        }
    }
    if (depth > 0) {
        fault(s, scopes[depth].opening, "C302", NULL, "this bracket is not closed");
        return false;
    }
    return good;
}

/* The bytes are text: UTF-8 without NUL. */
static bool check_bytes(struct source *s, const char *text, size_t length) {
    const char *nul = memchr(text, 0, length);
    size_t bad = 0;
    struct config_token at;
    if (!nul && utf8_check(text, length, &bad)) return true;
    if (nul) bad = (size_t)(nul - text);
    while (s->next < text + bad) step(s);
    at = token_here(s);
    fault(s, &at, "C302", "save the file as UTF-8", nul ? "the file holds a zero byte" : "the file is not UTF-8 text");
    return false;
}

const struct config_token *config_tokens(const char *file, const char *text, size_t length, struct arena *arena,
                                         struct diag *diag) {
    struct source s = {.file = file, .next = text, .line_start = text, .line = 1, .arena = arena, .diag = diag};
    bool good = true, stop = false;
    s.end = text + length;
    if (!check_bytes(&s, text, length)) return NULL;
    s.tokens = arena_array(arena, length + 1, sizeof *s.tokens);
    while (!stop) {
        if (!skip_blank(&s)) return NULL;
        if (s.next == s.end) break;
        good = read_token(&s, &stop) && good;
    }
    s.tokens[s.count] = token_here(&s);
    s.tokens[s.count].kind = TOKEN_END;
    return good && check_structure(&s) ? s.tokens : NULL;
}
