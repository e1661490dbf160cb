/* SPDX-License-Identifier: MIT */
#include "host/synthesis/follow_table.h"

#include "host/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names come from files of others: one that could steer a terminal is shown without its controls. */
static const char *harmless(struct arena *arena, const char *text) {
    size_t length = strlen(text), i;
    char *copy;
    if (!text_steers(text, length)) return text;
    copy = arena_copy(arena, text, length);
    for (i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)copy[i], next = (unsigned char)copy[i + 1];
        if (byte < 0x20 || byte == 0x7F) copy[i] = ' ';
        if (byte == 0xC2 && next >= 0x80 && next < 0xA0) copy[i] = copy[i + 1] = ' ';
    }
    return copy;
}

struct follow_table *follow_add(struct follow_document *d, const char *code, const char *title, const char *source) {
    struct follow_table *t = arena_alloc(d->arena, sizeof *t);
    *t = (struct follow_table){.code = code, .title = title, .source = source, .heads = 1};
    d->tables = arena_room(d->arena, d->tables, d->table_count, &d->table_capacity, sizeof(struct follow_table *));
    d->tables[d->table_count++] = t;
    return t;
}

void follow_column(struct follow_table *t, const char *title, enum follow_kind kind) {
    if (t->column_count == FOLLOW_MOST_COLUMNS) abort(); /* tables are made by this program alone */
    t->columns[t->column_count++] = (struct follow_column){title, kind};
}

static void add(struct follow_document *d, struct follow_table *t, struct follow_cell cell) {
    t->cells = arena_room(d->arena, t->cells, t->cell_count, &t->cell_capacity, sizeof *t->cells);
    t->cells[t->cell_count++] = cell;
}

void follow_nothing(struct follow_document *d, struct follow_table *t) {
    add(d, t, (struct follow_cell){.kind = FOLLOW_NOTHING});
}

void follow_hidden(struct follow_document *d, struct follow_table *t) {
    add(d, t, (struct follow_cell){.kind = FOLLOW_HIDDEN});
}

void follow_text(struct follow_document *d, struct follow_table *t, const char *text) {
    add(d, t, (struct follow_cell){.kind = FOLLOW_TEXT, .text = harmless(d->arena, text)});
}

void follow_count(struct follow_document *d, struct follow_table *t, uint64_t count) {
    follow_value(d, t, FOLLOW_COUNT, (struct caqes_fraction){count, 1});
}

void follow_euros(struct follow_document *d, struct follow_table *t, caqes_int128 centimes) {
    follow_value(d, t, FOLLOW_EUROS, (struct caqes_fraction){centimes, 1});
}

void follow_value(struct follow_document *d, struct follow_table *t, enum follow_kind kind,
                  struct caqes_fraction value) {
    add(d, t, (struct follow_cell){.kind = kind, .value = value});
}

void follow_note(struct follow_document *d, struct follow_table *t, const char *format, ...) {
    va_list args, again;
    char *said;
    int length;
    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    said = arena_alloc(d->arena, length < 0 ? 1 : (size_t)length + 1);
    if (length > 0) vsnprintf(said, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    t->notes = arena_room(d->arena, t->notes, t->note_count, &t->note_capacity, sizeof *t->notes);
    t->notes[t->note_count++] = harmless(d->arena, said);
}

/* ---- Texts ---- */

/* A share in percents, euros from centimes; the decimals that are shown. */
static struct caqes_fraction shown_value(const struct follow_cell *c, unsigned *decimals) {
    struct caqes_fraction v = c->value;
    bool percent = c->kind == FOLLOW_SHARE || c->kind == FOLLOW_RATE;
    *decimals = c->kind == FOLLOW_COUNT ? 0 : c->kind == FOLLOW_SHARE ? 1 : 2;
    if (c->kind == FOLLOW_EUROS) v.den *= 100;
    if (percent && !caqes_fraction_multiply(v, caqes_fraction_of(100, 1), &v)) v.den = 0;
    return v;
}

static const char *unit_of(enum follow_kind kind) {
    if (kind == FOLLOW_EUROS) return "\u00a0€";
    return kind == FOLLOW_SHARE || kind == FOLLOW_RATE ? "\u00a0%" : "";
}

const char *follow_french(const struct follow_cell *c, struct arena *arena) {
    char text[96];
    unsigned decimals;
    struct caqes_fraction v;
    if (c->kind == FOLLOW_NOTHING) return "—";
    if (c->kind == FOLLOW_HIDDEN) return "masqué";
    if (c->kind == FOLLOW_TEXT) return c->text;
    v = shown_value(c, &decimals);
    if (v.den == 0 || !french_fraction(v, decimals, text)) return "(trop grand)";
    return arena_format(arena, "%s%s", text, unit_of(c->kind));
}

const char *follow_plain(const struct follow_cell *c, struct arena *arena) {
    const char *french = follow_french(c, arena), *from;
    char *plain, *to;
    if (c->kind == FOLLOW_TEXT && strchr("=+-@\t\r", *french) && *french) return arena_format(arena, "'%s", french);
    if (c->kind == FOLLOW_NOTHING) return "";
    if (c->kind == FOLLOW_TEXT || c->kind == FOLLOW_HIDDEN) return french;
    plain = to = arena_copy(arena, french, strlen(french));
    for (from = french; *from; from++) /* digits, the sign, the comma: spaces and the euro are for people */
        if (strchr("0123456789-,", *from)) *to++ = *from;
    *to = '\0';
    return c->kind == FOLLOW_SHARE || c->kind == FOLLOW_RATE ? arena_format(arena, "%s %%", plain) : plain;
}
