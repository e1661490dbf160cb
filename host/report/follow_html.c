/* SPDX-License-Identifier: MIT
 *
 * follow_html.c: one page that stands alone: no script, nothing from elsewhere; each table has a caption and headers
 * that a screen reader reads with every cell; it prints on A4. */
#include "host/report/follow_report.h"
#include "host/report/html.h"

static const char style[] =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 "
    "1rem;color:#1b1b1b;background:#fff}\n"
    "nav ol{columns:2}\n"
    "a{color:#0b4f9e}\n"
    ".part{margin:2.5rem 0;break-inside:avoid}\n"
    ".source,.notes{color:#444;font-size:.9rem}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
    "th,td{border:1px solid #888;padding:.3rem .6rem;text-align:left;vertical-align:top}\n"
    "thead th{background:#e8edf4}\n"
    ".n{text-align:right;white-space:nowrap}\n"
    "tr.total>*{border-top:3px double #444;font-weight:bold}\n"
    "@page{size:A4 landscape;margin:15mm}\n"
    "@media print{nav{display:none}body{margin:0;max-width:none;font-size:10pt}thead{display:table-header-group}"
    "tr{break-inside:avoid}}\n";

static void row_html(FILE *stream, const struct follow_table *t, uint32_t row, struct arena *arena) {
    bool total = t->has_total && row + 1 == follow_rows(t);
    uint32_t c;
    fputs(total ? "<tr class=\"total\">" : "<tr>", stream);
    for (c = 0; c < t->column_count; c++) {
        const struct follow_cell *cell = &t->cells[(size_t)row * t->column_count + c];
        bool number = t->columns[c].kind != FOLLOW_TEXT;
        if (c < t->heads) {
            html_element(stream, number ? "<th scope=\"row\" class=\"n\"><bdi>" : "<th scope=\"row\"><bdi>",
                         follow_french(cell, arena), "</bdi></th>");
        } else {
            html_element(stream, number ? "<td class=\"n\">" : "<td><bdi>", follow_french(cell, arena),
                         number ? "</td>" : "</bdi></td>");
        }
    }
    fputs("</tr>\n", stream);
}

static void table_html(FILE *stream, const struct follow_table *t, struct arena *arena) {
    uint32_t k;
    fprintf(stream, "<section class=\"wide\" tabindex=\"0\" aria-labelledby=\"%s\">\n", t->code);
    html_element(stream, "<table>\n<caption>", t->title, "</caption>\n<thead><tr>");
    for (k = 0; k < t->column_count; k++)
        html_element(stream,
                     t->columns[k].kind != FOLLOW_TEXT ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">",
                     t->columns[k].title, "</th>");
    fputs("</tr></thead>\n<tbody>\n", stream);
    for (k = 0; k < follow_rows(t); k++) row_html(stream, t, k, arena);
    fputs("</tbody></table>\n</section>\n", stream);
}

static void section(FILE *stream, const struct follow_table *t) {
    struct arena scratch = ARENA_EMPTY;
    uint32_t k;
    fprintf(stream, "<div class=\"part\">\n<h2 id=\"%s\">", t->code);
    html_element(stream, "", t->title, "</h2>\n");
    if (t->source) html_element(stream, "<p class=\"source\">", t->source, "</p>\n");
    if (follow_rows(t) > 0) table_html(stream, t, &scratch);
    if (t->note_count) {
        fputs("<ul class=\"notes\">\n", stream);
        for (k = 0; k < t->note_count; k++) html_element(stream, "<li><bdi>", t->notes[k], "</bdi></li>\n");
        fputs("</ul>\n", stream);
    }
    fputs("</div>\n", stream);
    arena_free(&scratch);
}

bool follow_report_html(FILE *stream, const struct follow_document *d) {
    uint32_t i;
    fputs("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
          stream);
    html_element(stream, "<title>", d->title, "</title>\n");
    fprintf(stream, "<style>\n%s</style>\n</head>\n<body>\n", style);
    html_element(stream, "<header>\n<h1>", d->title, "</h1>\n</header>\n");
    if (d->table_count > 1) {
        fputs("<nav aria-label=\"Tableaux\">\n<ol>\n", stream);
        for (i = 0; i < d->table_count; i++) {
            fprintf(stream, "<li><a href=\"#%s\">", d->tables[i]->code);
            html_element(stream, "", d->tables[i]->title, "</a></li>\n");
        }
        fputs("</ol>\n</nav>\n", stream);
    }
    fputs("<main>\n", stream);
    for (i = 0; i < d->table_count; i++) section(stream, d->tables[i]);
    fputs("</main>\n</body>\n</html>\n", stream);
    return true;
}
