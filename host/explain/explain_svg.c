/* SPDX-License-Identifier: MIT
 *
 * A line for each value, indented under what it made: as tall as the explanation, and never wider than a screen. */
#include "host/explain/explain_svg.h"

#include "host/base/text.h"
#include "host/explain/phrase.h"

#include <string.h>

enum { ROW = 34, INDENT = 22, LEFT = 16, TOP = 64, WIDTH = 1180, MOST_COLUMNS = 150, VALUE_COLUMNS = 60, DEEPEST = 22 };

/* One line of the drawing. */
struct line {
    uint32_t number, parent; /* index of the parent's line plus one; 0 for a root */
    unsigned depth;
    bool again; /* drawn before: what is under it is not repeated */
};

struct drawing {
    const struct explanation *e;
    struct line *lines;
    uint32_t count, capacity;
    bool *drawn;
};

static void text(FILE *stream, const char *said, size_t length) {
    size_t i;
    for (i = 0; i < length; i++) {
        switch (said[i]) {
        case '&': fputs("&amp;", stream); break;
        case '<': fputs("&lt;", stream); break;
        case '>': fputs("&gt;", stream); break;
        case '"': fputs("&quot;", stream); break;
        default: fputc((unsigned char)said[i] < 0x20 ? ' ' : said[i], stream);
        }
    }
}

static void whole(FILE *stream, const char *said) { text(stream, said, strlen(said)); }

static void add_line(struct drawing *d, struct line line) {
    if (d->count == d->capacity) {
        struct line *lines = arena_array(d->e->arena, d->capacity * 2, sizeof *lines);
        memcpy(lines, d->lines, d->count * sizeof *lines);
        d->lines = lines;
        d->capacity *= 2;
    }
    d->lines[d->count++] = line;
}

/* Past a choice that only hands a value on, and past a test of one value: what they rest on says it. */
static uint32_t drawn_at(const struct explanation *e, uint32_t number) {
    for (;;) {
        const struct node *n = node_at(e, number);
        bool passes = n->kind == NODE_OPERATION && n->operand_count > 0 && !n->label && !phrase_is_told(e, number);
        if (!passes) return number;
        number = n->operands[n->operand_count - 1];
    }
}

/* A node, then what it is made of. */
static void lay_out(struct drawing *d, uint32_t number, uint32_t parent, unsigned depth) {
    const struct node *n;
    uint32_t k, own;
    number = drawn_at(d->e, number);
    n = node_at(d->e, number);
    add_line(d, (struct line){number, parent, depth, d->drawn[number - 1] && n->operand_count > 0});
    own = d->count;
    if (d->drawn[number - 1] || depth >= DEEPEST) return;
    d->drawn[number - 1] = true;
    for (k = 0; k < n->operand_count; k++)
        if (node_at(d->e, drawn_at(d->e, n->operands[k]))->kind != NODE_CONSTANT)
            lay_out(d, n->operands[k], own, depth + 1);
}

static const char *fill(enum node_kind kind) {
    switch (kind) {
    case NODE_DATUM:
    case NODE_STATISTIC: return "#e8f1fb";
    case NODE_PARAMETER: return "#fdf3dc";
    case NODE_INDICATOR:
    case NODE_OBLIGATION: return "#e9f5e6";
    case NODE_OPERATION:
    case NODE_CONSTANT: return "#ffffff";
    case NODE_CEILING: return "#f0f0f0";
    default: return "#fbe5e5";
    }
}

/* What a line says at its left, and its value at its right. */
static const char *said_of(const struct drawing *d, const struct line *line) {
    const struct node *n = node_at(d->e, line->number);
    const char *what = n->label ? n->label : n->kind == NODE_OPERATION ? phrase_step(d->e, line->number) : "nombre";
    return arena_format(d->e->arena, "%u. %s%s", line->number, what, line->again ? " (détail plus haut)" : "");
}

static const char *value_of(const struct drawing *d, const struct line *line) {
    const struct node *n = node_at(d->e, line->number);
    return n->kind == NODE_INDICATOR ? phrase_result(n) : n->shown;
}

static void draw_title(FILE *stream, const char *said, const char *value, const struct node *n) {
    fputs("<title>", stream);
    whole(stream, said);
    fputs(" : ", stream);
    whole(stream, value);
    if (n->article || n->origin) fputs(" — ", stream);
    if (n->article) whole(stream, n->article);
    if (n->article && n->origin) fputs(" ; ", stream);
    if (n->origin) whole(stream, n->origin);
    fputs("</title>", stream);
}

/* Text cut to its room: the title of the line has all of it. */
static void draw_text(FILE *stream, const char *said, size_t room) {
    size_t length = text_prefix(said, room);
    text(stream, said, length);
    if (said[length]) fputs("…", stream);
    fputs("</text>", stream);
}

static void draw_line(FILE *stream, const struct drawing *d, uint32_t index) {
    const struct line *line = &d->lines[index];
    const struct node *n = node_at(d->e, line->number);
    int x = LEFT + (int)line->depth * INDENT, y = TOP + (int)index * ROW;
    const char *said = said_of(d, line), *value = value_of(d, line);
    size_t room = MOST_COLUMNS - (size_t)line->depth * 3, taken = text_columns(value);
    if (taken > VALUE_COLUMNS) taken = VALUE_COLUMNS;
    if (line->parent) {
        int px = LEFT + (int)(line->depth - 1) * INDENT + 10, py = TOP + (int)(line->parent - 1) * ROW + 26;
        fprintf(stream, "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/>\n", px, py, y + 13, x);
    }
    fputs("<g>", stream);
    draw_title(stream, said, value, n);
    fprintf(stream, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"26\" rx=\"4\" fill=\"%s\" stroke=\"#666\"/>", x, y,
            WIDTH - LEFT - x, fill(n->kind));
    fprintf(stream, "<text x=\"%d\" y=\"%d\">", x + 8, y + 17);
    draw_text(stream, said, room - taken);
    fprintf(stream, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" font-weight=\"bold\">", WIDTH - LEFT - 8, y + 17);
    draw_text(stream, value, VALUE_COLUMNS);
    fputs("</g>\n", stream);
}

/* What is asked: the total of a whole explanation, else each answer. */
static void lay_out_all(struct drawing *d, const struct explain_query *q) {
    const uint32_t *roots;
    uint32_t count, k;
    if (query_is_whole(q)) {
        if (q->volet >= 0) {
            if (d->e->volets[q->volet]) lay_out(d, d->e->volets[q->volet], 0, 0);
        } else if (d->e->total) {
            lay_out(d, d->e->total, 0, 0);
        } else {
            for (k = 0; k < d->e->campaign->model->volet_count; k++)
                if (d->e->volets[k]) lay_out(d, d->e->volets[k], 0, 0);
        }
        return;
    }
    count = query_roots(d->e, q, &roots);
    for (k = 0; k < count; k++) lay_out(d, roots[k], 0, 0);
}

void explain_svg(FILE *stream, const struct explanation *e, const struct explain_query *q) {
    struct drawing d = {e, arena_array(e->arena, 64, sizeof(struct line)), 0, 64,
                        arena_array(e->arena, e->count, sizeof(bool))};
    uint32_t k;
    int height;
    lay_out_all(&d, q);
    height = TOP + (int)d.count * ROW + LEFT;
    fprintf(stream,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
            "height=\"%d\" "
            "viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"titre description\" lang=\"fr\" "
            "font-family=\"sans-serif\" "
            "font-size=\"13\">\n<title id=\"titre\">",
            WIDTH, height, WIDTH, height);
    whole(stream, arena_format(e->arena, "%s %s, exercice %u", e->record->finess, e->record->name, e->record->year));
    fputs("</title>\n<desc id=\"description\">", stream);
    whole(stream, arena_format(e->arena,
                               "%s de la campagne « %s ». Une ligne par valeur, en retrait sous ce qu'elle a permis de "
                               "calculer ; bleu : donnée, jaune : terme fixé, vert : indicateur ou obligation, rouge : "
                               "résultat.",
                               e->grid ? "Explication de l'évaluation" : "Explication du ciblage", e->campaign->name));
    fprintf(stream,
            "</desc>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n<text x=\"%d\" y=\"34\" font-size=\"18\">",
            WIDTH, height, LEFT);
    whole(stream, arena_format(e->arena, "%s  %s  (exercice %u)", e->record->finess, e->record->name, e->record->year));
    fputs("</text>\n", stream);
    for (k = 0; k < d.count; k++) draw_line(stream, &d, k);
    fputs("</svg>\n", stream);
}
