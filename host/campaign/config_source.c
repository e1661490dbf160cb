/* SPDX-License-Identifier: MIT */
#include "host/campaign/config_source.h"

#include "host/base/text.h"

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

static void fault(const struct source *s, const struct config_token *at, const char *mend, const char *text) {
    config_token_fault(s->diag, s->file, at, "C302", mend, text);
}

void config_token_fault(struct diag *diag, const char *file, const struct config_token *at, const char *code,
                        const char *mend, const char *text) {
    struct diag_message m = {.code = code,
                             .place = {file, at->line, at->column},
                             .found = at->length ? at->text : NULL,
                             .found_length = at->length,
                             .mend = mend};
    diag_report(diag, &m, "%s", text);
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
                fault(s, &opening, "close it with */", "a comment is not closed");
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
                fault(s, &escape, "write the character itself: the file is UTF-8",
                      "an escape by number is not accepted");
                return false;
            }
            s->next++;
        }
        step(s);
    }
    t->length = (size_t)(s->next - t->text);
    if (s->next == s->end || *s->next != '"') {
        fault(s, t, "close it with \" on the same line", "a text is not closed");
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
        fault(s, t, "write the settings here: the digest covers whole files only", "@include is not accepted");
    } else {
        fault(s, t, "write a text in quotes; a name holds only a-z, A-Z, 0-9, _ and -",
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

/* The bytes are text: UTF-8 without NUL. */
static bool check_bytes(struct source *s, const char *text, size_t length) {
    const char *nul = memchr(text, 0, length);
    size_t bad = 0;
    struct config_token at;
    if (!nul && utf8_check(text, length, &bad)) return true;
    if (nul) bad = (size_t)(nul - text);
    while (s->next < text + bad) step(s);
    at = token_here(s);
    fault(s, &at, "save the file as UTF-8", nul ? "the file holds a zero byte" : "the file is not UTF-8 text");
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
    return good && config_grammar(file, s.tokens, arena, diag) ? s.tokens : NULL;
}
