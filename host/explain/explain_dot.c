/* SPDX-License-Identifier: MIT */
#include "host/explain/explain_dot.h"

#include "host/explain/explain_json.h"
#include "host/report/wrap.h"

#include <string.h>

enum { LABEL_WIDTH = 34 };

/* A quoted string of the language: only quotes and backslashes mean something; a control character becomes a space. */
static void quoted(FILE *stream, const char *text, size_t length) {
    size_t i;
    for (i = 0; i < length; i++) {
        if (text[i] == '"' || text[i] == '\\') fputc('\\', stream);
        fputc((unsigned char)text[i] < 0x20 ? ' ' : text[i], stream);
    }
}

/* Lines of a label. */
static void lines(FILE *stream, const char *text) {
    while (*text) {
        const char *next;
        size_t length = wrap_line(text, LABEL_WIDTH, &next);
        quoted(stream, text, length);
        fputs("\\n", stream);
        text = next;
    }
}

static const char *shape(const struct node *n) {
    switch (n->kind) {
    case NODE_DATUM:
    case NODE_STATISTIC: return "shape=box, style=\"rounded,filled\", fillcolor=\"#e8f1fb\"";
    case NODE_PARAMETER: return "shape=box, style=\"rounded,filled\", fillcolor=\"#fdf3dc\"";
    case NODE_OBLIGATION:
    case NODE_INDICATOR: return "shape=box, style=filled, fillcolor=\"#e9f5e6\"";
    case NODE_AMOUNT:
    case NODE_VOLET:
    case NODE_TOTAL:
    case NODE_DECISION: return "shape=box, style=\"bold,filled\", fillcolor=\"#fbe5e5\"";
    case NODE_CEILING: return "shape=box, style=dashed";
    default: return "shape=box";
    }
}

static void node_dot(FILE *stream, const struct explanation *e, uint32_t number) {
    const struct node *n = node_at(e, number);
    uint32_t k;
    fprintf(stream, "  n%u [%s, label=\"%u. ", number, shape(n), number);
    lines(stream, n->label ? n->label : n->op);
    lines(stream, n->shown);
    fputs("\"", stream);
    if (n->article || n->origin) {
        fputs(", tooltip=\"", stream);
        if (n->article) quoted(stream, n->article, strlen(n->article));
        if (n->article && n->origin) fputs(" ; ", stream);
        if (n->origin) quoted(stream, n->origin, strlen(n->origin));
        fputs("\"", stream);
    }
    fputs("];\n", stream);
    for (k = 0; k < n->operand_count; k++) fprintf(stream, "  n%u -> n%u;\n", n->operands[k], number);
}

void explain_dot(FILE *stream, const struct explanation *e, const struct explain_query *q) {
    const uint32_t *roots;
    uint32_t count = query_roots(e, q, &roots), k;
    const bool *shown = explain_reach(e, roots, count, e->arena);
    fputs("digraph explication {\n  charset=\"UTF-8\";\n  rankdir=LR;\n  node [fontname=\"sans-serif\", fontsize=10];\n"
          "  label=\"",
          stream);
    quoted(stream, e->record->finess, strlen(e->record->finess));
    fputs("  ", stream);
    quoted(stream, e->record->name, strlen(e->record->name));
    fprintf(stream, " (exercice %u)\";\n", e->record->year);
    for (k = 0; k < e->count; k++)
        if (shown[k]) node_dot(stream, e, k + 1);
    fputs("}\n", stream);
}
