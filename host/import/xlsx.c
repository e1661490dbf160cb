/* SPDX-License-Identifier: MIT */
#include "host/import/xlsx.h"

#include "host/import/xlsx_number.h"

#include <expat.h>
#include <unzip.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 64 * 1024, MOST_FORMATS = 4096, MOST_ROWS = 1048576 };
static const uint64_t most_bytes = UINT64_C(512) << 20; /* of one part, unpacked */

enum part { PART_WORKBOOK, PART_RELATIONS, PART_STRINGS, PART_STYLES, PART_SHEET };

struct row {
    struct csv_cell *cells;
    uint32_t count, capacity, line;
};

struct book {
    const char *file, *wanted;
    struct arena *arena;
    struct diag *diag;
    unzFile zip;
    bool failed; /* a message was given */
    /* The part being read. */
    enum part part;
    XML_Parser parser;
    char *text; /* of the element at hand */
    uint32_t length, capacity;
    bool in_text;
    /* What was found. */
    const char *relation, *name, *target; /* of the sheet */
    bool from_1904;
    const char **strings;
    uint32_t string_count, string_capacity;
    bool date_formats[MOST_FORMATS], dates[MOST_FORMATS]; /* by number of format, by style */
    uint32_t styles;
    bool in_styles; /* within <cellXfs> */
    struct row *rows;
    uint32_t row_count, row_capacity;
    uint32_t line, column; /* of the cell at hand, from 1 and from 0 */
    char type;             /* of the cell: s, b, e, t (a text), n */
    uint32_t style;
};

static void refuse(struct book *b, const char *code, const char *mend, const char *text) {
    struct diag_message m = {.code = code, .place = {b->file, 0, 0}, .mend = mend};
    if (!b->failed) diag_report(b->diag, &m, "%s", text);
    b->failed = true;
    if (b->parser) XML_StopParser(b->parser, XML_FALSE);
}

static const char *keep(struct book *b, const char *text) { return arena_copy(b->arena, text, strlen(text)); }

static const char *attribute(const char **attributes, const char *name) {
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0) return attributes[1];
    return NULL;
}

static bool is_named(const char *element, const char *name) {
    const char *colon = strchr(element, ':');
    return strcmp(colon ? colon + 1 : element, name) == 0;
}

/* ---- Cells ---- */

/* "BC12": the column from 0, then the row from 1. */
static bool read_place(const char *text, uint32_t *column, uint32_t *line) {
    uint32_t c = 0;
    char *end;
    for (; *text >= 'A' && *text <= 'Z'; text++) c = c * 26 + (uint32_t)(*text - 'A') + 1;
    *line = (uint32_t)strtoul(text, &end, 10);
    *column = c - 1;
    return c > 0 && c <= CSV_MAX_COLUMNS && *line > 0 && *line <= MOST_ROWS && *end == '\0';
}

static const char *cell_text(struct book *b) {
    char number[80];
    unsigned long index;
    switch (b->type) {
    case 's': index = strtoul(b->text, NULL, 10); return index < b->string_count ? b->strings[index] : "";
    case 'b': return *b->text == '1' ? "vrai" : "faux";
    case 'n':
        if (b->style < b->styles && b->dates[b->style] && xlsx_day(b->text, b->from_1904, number))
            return keep(b, number);
        return keep(b, xlsx_decimal(b->text, number) ? number : b->text);
    default: return keep(b, b->text);
    }
}

static void add_cell(struct book *b) {
    struct row *r = b->row_count > 0 ? &b->rows[b->row_count - 1] : NULL;
    const char *text = cell_text(b);
    if (*text == '\0') return;
    if (!r || r->line != b->line) {
        b->rows = arena_room(b->arena, b->rows, b->row_count, &b->row_capacity, sizeof *b->rows);
        r = &b->rows[b->row_count++];
        *r = (struct row){.line = b->line};
    }
    r->cells = arena_room(b->arena, r->cells, r->count, &r->capacity, sizeof *r->cells);
    r->cells[r->count++] = (struct csv_cell){text, b->column, b->line, b->column + 1, false};
}

/* ---- Elements ---- */

/* A format of a number that shows a day: a d, m or y outside of quotes and brackets. */
static bool shows_day(const char *format) {
    bool quoted = false, bracket = false;
    for (; *format; format++) {
        if (*format == '"') quoted = !quoted;
        if (*format == '[') bracket = true;
        if (!quoted && !bracket && strchr("dmyDMYjaJA", *format)) return true;
        if (*format == ']') bracket = false;
        if (*format == '\\' && format[1]) format++;
    }
    return false;
}

static void start_sheet(struct book *b, const char *element, const char **attributes) {
    const char *place = attribute(attributes, "r"), *type = attribute(attributes, "t"),
               *style = attribute(attributes, "s");
    if (!is_named(element, "c")) return;
    if (!place || !read_place(place, &b->column, &b->line)) {
        refuse(b, "I401", "save it again from the spreadsheet", "a cell without a place, or too far");
        return;
    }
    b->type = !type || strcmp(type, "n") == 0 ? 'n' : strcmp(type, "s") == 0 ? 's' : strcmp(type, "b") == 0 ? 'b' : 't';
    b->style = style ? (uint32_t)strtoul(style, NULL, 10) : 0;
    b->length = 0;
}

static void start_style(struct book *b, const char *element, const char **attributes) {
    const char *id = attribute(attributes, "numFmtId"), *code = attribute(attributes, "formatCode");
    unsigned long number = id ? strtoul(id, NULL, 10) : MOST_FORMATS;
    if (is_named(element, "cellXfs")) b->in_styles = true;
    if (number >= MOST_FORMATS) return;
    if (is_named(element, "numFmt") && code) b->date_formats[number] = shows_day(code);
    if (is_named(element, "xf") && b->in_styles && b->styles < MOST_FORMATS)
        b->dates[b->styles++] = b->date_formats[number] || (number >= 14 && number <= 17) || number == 22;
}

static void XMLCALL start(void *context, const char *element, const char **attributes) {
    struct book *b = context;
    const char *name = attribute(attributes, "name"), *id = attribute(attributes, "Id");
    switch (b->part) {
    case PART_WORKBOOK:
        if (is_named(element, "workbookPr")) {
            const char *epoch = attribute(attributes, "date1904");
            b->from_1904 = epoch && (*epoch == '1' || *epoch == 't');
        }
        if (is_named(element, "sheet") && name && !b->relation && (!b->wanted || strcmp(name, b->wanted) == 0)) {
            b->relation = attribute(attributes, "r:id") ? keep(b, attribute(attributes, "r:id")) : NULL;
            b->name = keep(b, name);
        }
        break;
    case PART_RELATIONS:
        if (id && b->relation && strcmp(id, b->relation) == 0 && attribute(attributes, "Target"))
            b->target = keep(b, attribute(attributes, "Target"));
        break;
    case PART_STRINGS:
        if (is_named(element, "si")) b->length = 0;
        break;
    case PART_STYLES: start_style(b, element, attributes); break;
    case PART_SHEET: start_sheet(b, element, attributes); break;
    }
    if (b->part == PART_STRINGS || b->part == PART_SHEET) b->in_text = is_named(element, "t") || is_named(element, "v");
}

static void XMLCALL end(void *context, const char *element) {
    struct book *b = context;
    b->in_text = false;
    if (!b->text) return;
    b->text[b->length] = '\0';
    if (b->part == PART_STYLES && is_named(element, "cellXfs")) b->in_styles = false;
    if (b->part == PART_STRINGS && is_named(element, "si")) {
        b->strings = arena_room(b->arena, b->strings, b->string_count, &b->string_capacity, sizeof *b->strings);
        b->strings[b->string_count++] = keep(b, b->text);
    }
    if (b->part == PART_SHEET && is_named(element, "c")) add_cell(b);
}

static void XMLCALL characters(void *context, const char *bytes, int count) {
    struct book *b = context;
    if (!b->in_text) return;
    if (b->length + (uint32_t)count + 1 > b->capacity) {
        b->capacity = 2 * (b->length + (uint32_t)count) + 64;
        b->text = memory_grow(b->text, b->capacity, 1);
    }
    memcpy(b->text + b->length, bytes, (size_t)count);
    b->length += (uint32_t)count;
}

/* No workbook defines entities: who does wants them to grow. */
static void XMLCALL doctype(void *context, const char *name, const char *system, const char *public, int internal) {
    (void)name, (void)system, (void)public, (void)internal;
    refuse(context, "I401", "save it again from the spreadsheet", "it defines entities, as no workbook does");
}

/* ---- Parts ---- */

/* False when there is no such part. */
static bool read_part(struct book *b, const char *name, enum part part) {
    static char piece[PIECE];
    uint64_t total = 0;
    int got = 0, done = XML_STATUS_OK;
    if (b->failed || unzLocateFile(b->zip, name, 2) != UNZ_OK || unzOpenCurrentFile(b->zip) != UNZ_OK) return false;
    b->part = part;
    b->parser = XML_ParserCreate(NULL);
    if (!b->parser) memory_exhausted();
    XML_SetUserData(b->parser, b);
    XML_SetElementHandler(b->parser, start, end);
    XML_SetCharacterDataHandler(b->parser, characters);
    XML_SetStartDoctypeDeclHandler(b->parser, doctype);
    while (done == XML_STATUS_OK && !b->failed && (got = unzReadCurrentFile(b->zip, piece, PIECE)) > 0) {
        total += (uint64_t)got;
        if (total > most_bytes) refuse(b, "I403", "cut the table in several files", "it unpacks to more than 512 MiB");
        if (!b->failed) done = (int)XML_Parse(b->parser, piece, got, 0);
    }
    if (!b->failed && (got < 0 || done != XML_STATUS_OK || XML_Parse(b->parser, piece, 0, 1) != XML_STATUS_OK))
        refuse(b, "I401", "save it again from the spreadsheet", "it is damaged");
    XML_ParserFree(b->parser);
    b->parser = NULL;
    unzCloseCurrentFile(b->zip);
    return !b->failed;
}

/* The rows after row `head`, under its names. */
static void make_table(struct book *b, uint32_t head, struct csv_table *t) {
    uint32_t r, k, columns = 0;
    const struct row *names = NULL;
    for (r = 0; r < b->row_count; r++) {
        if (b->rows[r].line == head) names = &b->rows[r];
        for (k = 0; k < b->rows[r].count; k++)
            if (b->rows[r].cells[k].index + 1 > columns) columns = b->rows[r].cells[k].index + 1;
    }
    if (!names) {
        refuse(b, "I402", "say in which row the names of the columns are", "there is nothing in the row of the names");
        return;
    }
    t->column_count = columns;
    t->names = arena_array(b->arena, columns, sizeof *t->names);
    t->rows = arena_array(b->arena, b->row_count + 1, sizeof *t->rows);
    for (k = 0; k < columns; k++) t->names[k] = (struct csv_cell){"", k, head, k + 1, false};
    for (k = 0; k < names->count; k++) t->names[names->cells[k].index] = names->cells[k];
    for (r = 0; r < b->row_count; r++) {
        struct csv_row *row = &t->rows[t->row_count];
        if (b->rows[r].line <= head) continue;
        t->row_count++;
        *row = (struct csv_row){.cells = arena_array(b->arena, columns, sizeof *row->cells), .line = b->rows[r].line};
        for (k = 0; k < columns; k++) row->cells[k] = (struct csv_cell){"", k, row->line, k + 1, false};
        for (k = 0; k < b->rows[r].count; k++) row->cells[b->rows[r].cells[k].index] = b->rows[r].cells[k];
    }
}

bool xlsx_read(const char *file, const char *sheet, uint32_t head, struct arena *arena, struct diag *diag,
               struct csv_table *out) {
    static const struct csv_dialect dialect = {.row = "row"};
    struct book *b = arena_alloc(arena, sizeof *b);
    *b = (struct book){.file = file, .wanted = sheet, .arena = arena, .diag = diag, .zip = unzOpen(file)};
    *out = (struct csv_table){.file = file, .arena = arena, .diag = diag, .dialect = &dialect};
    b->text = memory_grow(NULL, 64, 1);
    b->capacity = 64;
    if (!b->zip) {
        refuse(b, "I401", "give a workbook of a spreadsheet, .xlsx", "this is not a workbook");
    } else {
        const char *part;
        if (!read_part(b, "xl/workbook.xml", PART_WORKBOOK) && !b->failed)
            refuse(b, "I401", "give a workbook of a spreadsheet, .xlsx", "this is not a workbook");
        if (!b->failed && !b->relation) refuse(b, "I402", "name one of its sheets", "it has no sheet of this name");
        read_part(b, "xl/_rels/workbook.xml.rels", PART_RELATIONS);
        read_part(b, "xl/sharedStrings.xml", PART_STRINGS);
        read_part(b, "xl/styles.xml", PART_STYLES);
        part = b->target ? arena_format(arena, *b->target == '/' ? "%s" : "xl/%s",
                                        *b->target == '/' ? b->target + 1 : b->target)
                         : "xl/worksheets/sheet1.xml";
        if (!b->failed && !read_part(b, part, PART_SHEET) && !b->failed)
            refuse(b, "I401", "save it again from the spreadsheet", "its sheet is not there");
        if (!b->failed) make_table(b, head, out);
        unzClose(b->zip);
    }
    if (!b->failed) out->file = arena_format(arena, "%s [%s]", file, b->name);
    out->faulty = b->failed;
    free(b->text);
    return !b->failed;
}
