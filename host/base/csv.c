/* SPDX-License-Identifier: MIT */
#include "host/base/csv.h"

#include "host/base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK "\xEF\xBB\xBF"

/* ---- Messages ------------------------------------------------------------------------------------ */

/* The letters of a spreadsheet: A to Z, AA, AB... */
static const char *letters(uint32_t index, char out[8]) {
    char *at = out + 7;
    *at = '\0';
    for (index += 1; index > 0; index = (index - 1) / 26) *--at = (char)('A' + (int)((index - 1) % 26));
    return at;
}

void csv_fault(struct csv_table *t, struct csv_row *row, struct csv_cell *cell, const char *code, const char *mend,
               const char *text, ...) {
    struct diag_message m = {.code = code, .place = {t->file, cell->line, cell->column}, .mend = mend};
    const char *name = t->names && cell->index < t->column_count ? t->names[cell->index].text : "";
    char said[1024], letter[8];
    va_list args;
    *(row ? &row->faulty : &t->faulty) = true;
    if (cell->said) return;
    cell->said = true;
    if (*cell->text) {
        m.found = cell->text;
        m.found_length = strlen(cell->text);
    }
    va_start(args, text);
    vsnprintf(said, sizeof said, text, args);
    va_end(args);
    diag_report(t->diag, &m, "column %s%s%s%s: %s", letters(cell->index, letter), *name ? " (" : "", name,
                *name ? ")" : "", said);
}

void csv_file_fault(struct csv_table *t, uint32_t line, const char *code, const char *mend, const char *text, ...) {
    struct diag_message m = {.code = code, .place = {t->file, line, 0}, .mend = mend};
    char said[1024];
    va_list args;
    t->faulty = true;
    va_start(args, text);
    vsnprintf(said, sizeof said, text, args);
    va_end(args);
    diag_report(t->diag, &m, "%s", said);
}

/* ---- Cells --------------------------------------------------------------------------------------- */

/* The bytes being read, and the row at hand. */
struct scanner {
    struct csv_table *table;
    const char *at, *end;
    uint32_t line;
    const char *line_start;
    struct csv_cell *cells; /* of the row at hand; grows */
    uint32_t count, capacity;
    uint32_t row_capacity;
    bool broken; /* of the row at hand: its cells cannot be told apart */
};

static uint32_t column_of(const struct scanner *s, const char *at) { return (uint32_t)(at - s->line_start) + 1; }

static bool at_line_end(const struct scanner *s) { return s->at == s->end || *s->at == '\n' || *s->at == '\r'; }

/* Passes one line end: LF, CR LF or CR. */
static void pass_line_end(struct scanner *s) {
    if (s->at == s->end) return;
    if (*s->at == '\r' && s->at + 1 < s->end && s->at[1] == '\n') s->at++;
    s->at++;
    s->line++;
    s->line_start = s->at;
}

/* Length of the blank at `text`: space, tabulation, U+00A0, U+202F, line end inside quotes; 0 when there is none. */
static size_t blank_at(const char *text, const char *end) {
    if (text == end) return 0;
    if (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r') return 1;
    if (end - text >= 2 && memcmp(text, "\xC2\xA0", 2) == 0) return 2;
    return end - text >= 3 && memcmp(text, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

const char *csv_trim_start(const char *text, const char *end) {
    size_t blank;
    while ((blank = blank_at(text, end)) > 0) text += blank;
    return text;
}

static const char *trim_end(const char *text, const char *end) {
    for (;;) {
        if (end > text && blank_at(end - 1, end) == 1) {
            end -= 1;
        } else if (end - text >= 2 && blank_at(end - 2, end) == 2) {
            end -= 2;
        } else if (end - text >= 3 && blank_at(end - 3, end) == 3) {
            end -= 3;
        } else {
            return end;
        }
    }
}

static struct csv_cell *add_cell(struct scanner *s, uint32_t line, uint32_t column, const char *text, const char *end) {
    struct csv_cell *cell;
    if (s->count == s->capacity) {
        s->capacity = s->capacity ? s->capacity * 2 : 64;
        s->cells = memory_grow(s->cells, s->capacity, sizeof *s->cells);
    }
    text = csv_trim_start(text, end);
    end = trim_end(text, end);
    if (text < end && *text == '\'') text++; /* how spreadsheets mark a text: '=total is not a formula */
    cell = &s->cells[s->count];
    *cell = (struct csv_cell){.text = text == end ? "" : arena_copy(s->table->arena, text, (size_t)(end - text)),
                              .index = s->count++,
                              .line = line,
                              .column = column};
    return cell;
}

/* A message about the row at hand, whose columns may not be known yet. */
static void row_fault(struct scanner *s, struct csv_cell *cell, const char *code, const char *mend, const char *text) {
    struct csv_row ignored = {0};
    csv_fault(s->table, &ignored, cell, code, mend, "%s", text);
    s->broken = true;
}

/* From an opening quote to its closing one, or the end; keeps count of lines. */
static const char *find_closing_quote(struct scanner *s) {
    for (s->at++; s->at < s->end; s->at++) {
        if (*s->at == '"') {
            if (s->at + 1 == s->end || s->at[1] != '"') return s->at;
            s->at++;
        } else if (at_line_end(s)) {
            pass_line_end(s);
            s->at--;
        }
    }
    return NULL;
}

/* A cell between quotes. Doubled quotes stand for one. */
static void read_quoted(struct scanner *s) {
    uint32_t line = s->line, column = column_of(s, s->at), length = 0;
    const char *open = s->at, *close = find_closing_quote(s), *p, *rest;
    struct csv_cell *cell;
    char *text;
    if (!close) {
        for (p = open; p < s->end && *p != '\n' && *p != '\r'; p++) {
        }
        cell = add_cell(s, line, column, open, p);
        row_fault(s, cell, "T403", "close the quote; a quote inside a cell is doubled",
                  "a quote is opened here and never closed: the rest of the file is not read");
        s->table->faulty = true;
        return;
    }
    text = arena_alloc(s->table->arena, (size_t)(close - open));
    for (p = open + 1; p < close; p++) {
        text[length++] = *p;
        if (*p == '"') p++;
    }
    cell = add_cell(s, line, column, text, text + length);
    rest = ++s->at;
    while (!at_line_end(s) && *s->at != s->table->separator) s->at++;
    if (csv_trim_start(rest, s->at) != s->at)
        row_fault(s, cell, "T404", "put the whole cell between quotes, and double the quotes inside it",
                  "something follows the closing quote of the cell");
}

static void read_plain(struct scanner *s) {
    const char *start = s->at;
    while (!at_line_end(s) && *s->at != s->table->separator) s->at++;
    add_cell(s, s->line, column_of(s, start), start, s->at);
}

static void read_row(struct scanner *s) {
    s->count = 0;
    s->broken = false;
    for (;;) {
        const char *ink = s->at;
        while (ink < s->end && (*ink == ' ' || *ink == '\t')) ink++;
        if (ink < s->end && *ink == '"') {
            s->at = ink;
            read_quoted(s);
        } else {
            read_plain(s);
        }
        if (at_line_end(s)) break;
        s->at++; /* the separator */
    }
    pass_line_end(s);
}

/* ---- Comments ------------------------------------------------------------------------------------ */

static void read_comment(struct scanner *s, uint32_t line, uint32_t column, const char *text, const char *end) {
    struct csv_cell comment = {.line = line, .column = column};
    if (!s->table->dialect->comment) return;
    text = csv_trim_start(text, end);
    end = trim_end(text, end);
    comment.text = arena_copy(s->table->arena, text, (size_t)(end - text));
    s->table->dialect->comment(s->table, &comment);
}

/* A comment on a line of its own: quotes in it mean nothing. */
static bool skip_comment_line(struct scanner *s) {
    const char *start = s->at;
    while (start < s->end && (*start == ' ' || *start == '\t')) start++;
    if (start == s->end || *start != '#') return false;
    while (!at_line_end(s)) s->at++;
    read_comment(s, s->line, column_of(s, start), start + 1, s->at);
    pass_line_end(s);
    return true;
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

/* Number of cells up to the last that is not blank. */
static uint32_t inked(const struct scanner *s) {
    uint32_t count = s->count;
    while (count > 0 && *s->cells[count - 1].text == '\0') count--;
    return count;
}

static struct csv_cell *keep_cells(struct scanner *s, uint32_t count) {
    struct csv_cell *kept = arena_array(s->table->arena, count, sizeof *kept);
    memcpy(kept, s->cells, count * sizeof *kept);
    return kept;
}

static void take_header(struct scanner *s, uint32_t count) {
    struct csv_table *t = s->table;
    if (s->broken) t->faulty = true;
    if (count > CSV_MAX_COLUMNS) {
        csv_file_fault(t, s->cells[0].line, "T408", "cut the table in several files", "more than %d columns",
                       CSV_MAX_COLUMNS);
        s->at = s->end;
        return;
    }
    if (count == 1 && !t->dialect->separators[1] && strpbrk(s->cells[0].text, ",\t")) {
        row_fault(s, &s->cells[0], "T410", "save the file as CSV with \";\" between cells",
                  "the cells are not separated by \";\"");
        t->faulty = true;
        s->at = s->end; /* the rows would say the same */
        return;
    }
    t->names = keep_cells(s, count);
    t->column_count = count;
}

static void take_row(struct scanner *s, uint32_t count) {
    struct csv_table *t = s->table;
    struct csv_row row = {.line = s->cells[0].line, .broken = s->broken, .faulty = s->broken};
    uint32_t there = s->count;
    if (t->row_count == s->row_capacity) {
        struct csv_row *larger;
        s->row_capacity = s->row_capacity ? s->row_capacity * 2 : 64;
        larger = arena_array(t->arena, s->row_capacity, sizeof *larger);
        if (t->row_count) memcpy(larger, t->rows, t->row_count * sizeof *larger);
        t->rows = larger;
    }
    while (s->count < t->column_count) add_cell(s, row.line, 0, "", "");
    row.cells = keep_cells(s, count > t->column_count ? count : t->column_count);
    if (!s->broken && there < t->column_count) {
        csv_fault(t, &row, &row.cells[there - 1], "T405",
                  t->separator == '\t' ? "a cell left blank keeps its tabulation"
                                       : arena_format(t->arena, "a cell left blank keeps its \"%c\"", t->separator),
                  "the row ends here, with %u cells where the columns are %u", there, t->column_count);
    } else if (!s->broken && count > t->column_count) {
        csv_fault(t, &row, &row.cells[t->column_count], "T405", "name its column, or remove it",
                  "the row goes on after the last of the %u columns", t->column_count);
    }
    row.broken = row.faulty;
    t->rows[t->row_count++] = row;
}

/* The first separator of the dialect that stands in the line at hand, outside quotes; without any, the first. */
static char find_separator(const struct scanner *s) {
    const char *wanted = s->table->dialect->separators, *p;
    for (; *wanted; wanted++) {
        bool quoted = false;
        for (p = s->at; p < s->end && *p != '\n' && *p != '\r'; p++) {
            if (*p == '"') quoted = !quoted;
            if (!quoted && *p == *wanted) return *wanted;
        }
    }
    return s->table->dialect->separators[0];
}

static void read_rows(struct scanner *s) {
    while (s->at < s->end) {
        uint32_t count;
        if (skip_comment_line(s)) continue;
        if (s->table->column_count == 0) s->table->separator = find_separator(s);
        read_row(s);
        count = inked(s);
        if (count == 0) {
            s->table->faulty |= s->broken; /* what was said of it is of no row */
            continue;
        }
        if (s->cells[0].text[0] == '#') {
            read_comment(s, s->cells[0].line, s->cells[0].column, s->cells[0].text + 1,
                         s->cells[0].text + strlen(s->cells[0].text));
        } else if (s->table->column_count == 0) {
            take_header(s, count);
        } else {
            take_row(s, count);
        }
    }
}

/* ---- Files --------------------------------------------------------------------------------------- */

/* Control characters, C0 and C1, but tabulations and line ends. The bytes up to `end` are UTF-8. */
static bool is_control(const char *text, const char *end) {
    unsigned char c = (unsigned char)*text, next = text + 1 < end ? (unsigned char)text[1] : 0;
    if (c == 0xC2) return next >= 0x80 && next < 0xA0;
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

/* False after a message: bytes that are not text, which a bad export gives. */
static bool check_text(struct csv_table *t, const char *bytes, size_t length) {
    struct diag_message m = {.place = {t->file, 1, 1}};
    size_t good = length, i, k;
    bool control;
    utf8_check(bytes, length, &good);
    for (i = 0; i < good && !is_control(bytes + i, bytes + good); i++) {
    }
    if (i == length) return true;
    for (k = 0; k < i; k++, m.place.column++)
        if (bytes[k] == '\n') {
            m.place.line++;
            m.place.column = 0;
        }
    control = i < good;
    m.code = control ? "T407" : "T402";
    m.mend = control ? "remove it" : "save the file as \"CSV UTF-8\"";
    diag_report(t->diag, &m, control ? "a control character" : "a byte that is not UTF-8");
    t->faulty = true;
    return false;
}

void csv_parse(struct csv_table *t, const struct csv_dialect *dialect, const char *file, const char *bytes,
               size_t length, struct arena *arena, struct diag *diag) {
    const char *row = dialect->row;
    struct scanner s = {.table = t, .at = bytes, .end = bytes + length, .line = 1, .line_start = bytes};
    *t = (struct csv_table){.file = file, .arena = arena, .diag = diag, .dialect = dialect};
    if (!check_text(t, bytes, length)) return;
    if (length >= 3 && memcmp(bytes, MARK, 3) == 0) s.at += 3;
    read_rows(&s);
    free(s.cells);
    if (t->faulty) return;
    if (t->column_count == 0) {
        csv_file_fault(t, 0, "T406", arena_format(arena, "write the names of the columns, then a row for each %s", row),
                       "the file has no columns");
    } else if (t->row_count == 0) {
        csv_file_fault(t, 0, "T406", arena_format(arena, "write a row for each %s", row), "the file has no %s", row);
    }
}

bool csv_read(struct csv_table *t, const struct csv_dialect *dialect, const char *file, struct arena *arena,
              struct diag *diag) {
    struct diag_message m = {.code = "S606", .place = {file, 0, 0}, .mend = "check the path and the rights on it"};
    FILE *stream = fopen(file, "rb");
    char *bytes = memory_grow(NULL, CSV_MAX_BYTES + 1, 1);
    size_t length = stream ? fread(bytes, 1, CSV_MAX_BYTES + 1, stream) : 0;
    bool read = stream && !ferror(stream);
    *t = (struct csv_table){.file = file, .arena = arena, .diag = diag, .dialect = dialect, .faulty = true};
    if (!read) {
        diag_report(diag, &m, "%s: %s", dialect->unreadable, strerror(errno));
    } else if (length > CSV_MAX_BYTES) {
        csv_file_fault(t, 0, "T408", "cut the table in several files", "a file of more than 4 MiB");
    } else {
        csv_parse(t, dialect, file, bytes, length, arena, diag);
    }
    if (stream) fclose(stream);
    free(bytes);
    return read;
}
