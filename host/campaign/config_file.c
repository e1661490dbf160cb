/* SPDX-License-Identifier: MIT */
#include "host/campaign/config_file.h"

#include "host/base/text.h"
#include "host/campaign/config_source.h"

#include <errno.h>
#include <fcntl.h>
#include <libconfig.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void conf_open(struct conf_reader *r, struct arena *arena, struct diag *diag) {
    *r = (struct conf_reader){.arena = arena, .diag = diag};
    crypto_hash_sha256_init(&r->digest);
}

void conf_digest(const struct conf_reader *r, char hexadecimal[65]) {
    crypto_hash_sha256_state copy = r->digest;
    unsigned char bytes[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&copy, bytes);
    sodium_bin2hex(hexadecimal, 65, bytes, sizeof bytes);
}

/* ---- Reading ---- */

/* Says that a file cannot be read: on the line that names it, or alone when the command line did. */
static void report_unreadable(struct conf_reader *r, const char *file, const struct setting *from, const char *why) {
    if (from) {
        conf_fault(r, from, "C301", arena_format(r->arena, "it was looked for as %s", file),
                   "this file cannot be read: %s", why);
    } else {
        struct diag_message m = {.code = "S301", .place = {file, 0, 0}};
        diag_report(r->diag, &m, "this file cannot be read: %s", why);
    }
}

/* The whole of a regular file of at most CONFIG_MAX_BYTES; NULL with the reason in *why. */
static char *read_bytes(struct arena *arena, int fd, size_t *length, const char **why) {
    struct stat about;
    char *bytes;
    size_t got = 0;
    if (fstat(fd, &about) != 0) {
        *why = strerror(errno);
        return NULL;
    }
    if (!S_ISREG(about.st_mode) || about.st_size > (off_t)CONFIG_MAX_BYTES) {
        *why = S_ISREG(about.st_mode) ? "it is larger than 1 MiB" : "it is not a regular file";
        return NULL;
    }
    bytes = arena_alloc(arena, (size_t)about.st_size + 1);
    while (got < (size_t)about.st_size) {
        ssize_t n = read(fd, bytes + got, (size_t)about.st_size - got);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            *why = strerror(errno);
            return NULL;
        }
        if (n == 0) break;
        got += (size_t)n;
    }
    *length = got;
    return bytes;
}

const struct setting *conf_read(struct conf_reader *r, const char *file, const struct setting *from) {
    const char *why = NULL;
    char *bytes;
    size_t length = 0;
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        report_unreadable(r, file, from, strerror(errno));
        return NULL;
    }
    bytes = read_bytes(r->arena, fd, &length, &why);
    close(fd);
    if (!bytes) {
        report_unreadable(r, file, from, why);
        return NULL;
    }
    if (r->guard && !r->guard(r, file, from, bytes, length)) return NULL;
    return conf_parse(r, file, bytes, length);
}

static bool same_file(const char *a, const char *b) {
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* "conf/demo" and "../modeles/x" as "conf/modeles/x", for people. NULL when there is nothing to shorten; what
 * is odd ("a//", "/") comes out wrong, and the caller compares. */
static const char *shorten(struct arena *arena, const char *folder, size_t length, const char *path) {
    const char *rest = path;
    while (length > 0 && folder[length - 1] != '.' && strncmp(rest, "../", 3) == 0) {
        rest += 3;
        while (length > 0 && folder[length - 1] != '/') length--;
        if (length > 0) length--;
    }
    if (rest == path) return NULL;
    return length ? arena_format(arena, "%.*s/%s", (int)length, folder, rest) : rest;
}

const char *conf_path(struct conf_reader *r, const char *file, const char *path) {
    const char *slash = strrchr(file, '/'), *whole, *brief;
    if (path[0] == '/' || !slash) return path;
    whole = arena_format(r->arena, "%.*s/%s", (int)(slash - file), file, path);
    brief = shorten(r->arena, file, (size_t)(slash - file), path);
    /* A folder may be a link: then ".." is not where it seems. */
    return brief && same_file(brief, whole) ? brief : whole;
}

/* ---- From libconfig's tree and the tokens to settings ---- */

struct walk {
    struct conf_reader *r;
    const char *file;
    const struct config_token *token;
    bool differ; /* the tree and the tokens are not of the same text */
};

static struct place place_of(const struct walk *w) { return (struct place){w->file, w->token->line, w->token->column}; }

/* Takes one token of this kind, or notes that the tree is not what the text says. */
static void take(struct walk *w, enum token_kind kind) {
    if (w->differ || w->token->kind != kind) {
        w->differ = true;
    } else {
        w->token++;
    }
}

static void skip_separator(struct walk *w) {
    if (config_token_is(w->token, ';') || config_token_is(w->token, ',')) w->token++;
}

/* The digits as written: libconfig keeps 32 bits of them. */
static void read_integer(struct walk *w, struct setting *s) {
    size_t length = strlen(s->text);
    while (length > 0 && s->text[length - 1] == 'L') length--;
    switch (decimal_parse(s->text, length, 0, &s->integer)) {
    case DECIMAL_OK: return;
    case DECIMAL_TOO_LARGE: conf_fault(w->r, s, "C305", NULL, "this number does not fit in 64 bits"); return;
    default: conf_fault(w->r, s, "C305", "write it in decimal, without leading + or 0", "this is not a plain integer");
    }
}

/* A text may be written in several pieces; libconfig has joined them and read their escapes. */
static void read_text(struct walk *w, struct setting *s, const config_setting_t *from) {
    const char *c;
    take(w, TOKEN_STRING);
    while (!w->differ && w->token->kind == TOKEN_STRING) w->token++;
    s->text = arena_copy(w->r->arena, from->value.sval ? from->value.sval : "",
                         from->value.sval ? strlen(from->value.sval) : 0);
    for (c = s->text; *c; c++) {
        if ((unsigned char)*c >= 0x20 && *c != 0x7F) continue;
        conf_fault(w->r, s, "C307", "write a space, or nothing", "this text holds a control character");
        return;
    }
}

static void read_scalar(struct walk *w, struct setting *s, const config_setting_t *from) {
    const struct config_token *t = w->token;
    take(w, TOKEN_WORD);
    if (w->differ) return;
    s->text = arena_copy(w->r->arena, t->text, t->length);
    if (s->kind == SETTING_BOOLEAN) s->boolean = from->value.ival != 0;
    if (s->kind == SETTING_INTEGER) read_integer(w, s);
}

static enum setting_kind kind_of(const config_setting_t *from) {
    switch (from->type) {
    case CONFIG_TYPE_GROUP: return SETTING_GROUP;
    case CONFIG_TYPE_ARRAY:
    case CONFIG_TYPE_LIST: return SETTING_LIST;
    case CONFIG_TYPE_STRING: return SETTING_TEXT;
    case CONFIG_TYPE_BOOL: return SETTING_BOOLEAN;
    case CONFIG_TYPE_FLOAT: return SETTING_FLOAT;
    default: return SETTING_INTEGER;
    }
}

static void read_value(struct walk *w, struct setting *s, const config_setting_t *from);

/* The tree is at most CONFIG_MAX_DEPTH deep: the tokens were checked. */
static void read_children(struct walk *w, struct setting *s, const config_setting_t *from) {
    uint32_t count = (uint32_t)config_setting_length(from), i;
    struct setting *children = arena_array(w->r->arena, count ? count : 1, sizeof *children);
    for (i = 0; i < count && !w->differ; i++) {
        const config_setting_t *child = config_setting_get_elem(from, i);
        if (child->name) {
            children[i].name = arena_copy(w->r->arena, child->name, strlen(child->name));
            children[i].name_place = place_of(w);
            take(w, TOKEN_WORD);
            take(w, TOKEN_SIGN);
        }
        read_value(w, &children[i], child);
        skip_separator(w);
    }
    s->children = children;
    s->count = count;
}

static void read_value(struct walk *w, struct setting *s, const config_setting_t *from) {
    s->kind = kind_of(from);
    s->place = place_of(w);
    if (!from->name) s->name_place = s->place;
    s->text = "";
    if (s->kind == SETTING_TEXT) {
        read_text(w, s, from);
    } else if (s->kind == SETTING_GROUP || s->kind == SETTING_LIST) {
        take(w, TOKEN_SIGN);
        read_children(w, s, from);
        take(w, TOKEN_SIGN);
    } else {
        read_scalar(w, s, from);
    }
}

/* libconfig stops at its first syntax error, with a line and no column: the line itself is shown. */
static void report_syntax(struct conf_reader *r, const char *file, const char *text, const config_t *tree) {
    uint32_t line = tree->error_line > 0 ? (uint32_t)tree->error_line : 1, i;
    bool types = tree->error_text && strstr(tree->error_text, "element type");
    struct diag_message m = {.code = "C302", .place = {file, line, 0}};
    for (i = 1; i < line && strchr(text, '\n'); i++) text = strchr(text, '\n') + 1;
    while (*text == ' ' || *text == '\t') text++;
    m.found = text;
    m.found_length = strcspn(text, "\r\n");
    m.mend = types
                 ? "give all elements one type, or write ( ... ) instead of [ ... ]"
                 : "look at this line and the one before: a comma, a quote, a \";\" or a name = is missing or too many";
    diag_report(r->diag, &m, "%s", tree->error_text ? tree->error_text : "syntax error");
}

static struct setting *tree_to_settings(struct walk *w, const config_t *tree) {
    struct setting *root = arena_alloc(w->r->arena, sizeof *root);
    root->kind = SETTING_GROUP;
    root->place = root->name_place = (struct place){w->file, 0, 0};
    root->text = "";
    read_children(w, root, tree->root);
    if (!w->differ && w->token->kind == TOKEN_END) return root;
    {
        struct diag_message m = {.code = "C302",
                                 .place = place_of(w),
                                 .found = w->token->length ? w->token->text : NULL,
                                 .found_length = w->token->length,
                                 .mend = "put one setting on a line, ended by \";\""};
        diag_report(w->r->diag, &m, "this can be read in two ways");
    }
    return NULL;
}

const struct setting *conf_parse(struct conf_reader *r, const char *file, const char *text, size_t length) {
    struct walk w = {.r = r, .file = file};
    const struct setting *root = NULL;
    char *copy;
    config_t tree;
    crypto_hash_sha256_update(&r->digest, (const unsigned char *)text, length);
    digest_bytes(text, length, r->sha256);
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    /* libconfig takes a comment that ends with the file, without a line end, for a fault. */
    copy = arena_alloc(r->arena, length + 2);
    memcpy(copy, text, length);
    copy[length] = '\n';
    w.token = config_tokens(file, copy, length, r->arena, r->diag);
    if (!w.token) return NULL;
    config_init(&tree);
    if (config_read_string(&tree, copy)) {
        uint32_t before = r->diag->errors;
        root = tree_to_settings(&w, &tree);
        if (r->diag->errors != before) root = NULL;
    } else {
        report_syntax(r, file, copy, &tree);
    }
    config_destroy(&tree);
    return root;
}
