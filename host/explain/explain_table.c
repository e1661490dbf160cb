/* SPDX-License-Identifier: MIT */
#include "host/explain/explain_table.h"

#include "host/base/text.h"
#include "host/explain/phrase.h"
#include "host/report/display.h"
#include "host/report/ruled.h"

#include <string.h>

enum { COLUMNS = 6 };

static const unsigned widths[COLUMNS] = {5, 38, 16, 22, 22, 36};
static const char *const heads[COLUMNS] = {"N°",       "Opération ou valeur", "De (n°)", "Valeur exacte",
                                           "Affichée", "Article, origine"};

/* What a node is, and how it was made; the operands are in their own column. */
static const char *what(const struct explanation *e, uint32_t number) {
    static const char *const kinds[NODE_KINDS] = {
        [NODE_DATUM] = "donnée",          [NODE_PARAMETER] = "paramètre",    [NODE_STATISTIC] = "statistique",
        [NODE_CONSTANT] = "nombre",       [NODE_OPERATION] = "étape",        [NODE_INDICATOR] = "indicateur",
        [NODE_OBLIGATION] = "obligation", [NODE_CEILING] = "plafond",        [NODE_AMOUNT] = "montant",
        [NODE_VOLET] = "volet",           [NODE_TOTAL] = "somme des volets", [NODE_DECISION] = "ciblage du volet"};
    const struct node *n = node_at(e, number);
    const char *text;
    if (n->kind != NODE_OPERATION) {
        if (!n->label) return kinds[n->kind];
        return arena_format(e->arena, "%s : %s%s%s%s", kinds[n->kind], n->label, n->code ? " [" : "",
                            n->code ? n->code : "", n->code ? "]" : "");
    }
    text = phrase_operation(n->as.operation.step->op);
    if (n->as.operation.branch) text = arena_format(e->arena, "%s (%s)", text, n->as.operation.branch);
    return n->label ? arena_format(e->arena, "%s : %s", text, n->label) : text;
}

static const char *operands(const struct explanation *e, const struct node *n) {
    const char *text = "";
    uint32_t k;
    for (k = 0; k < n->operand_count; k++) text = arena_format(e->arena, "%s%s%u", text, k ? ", " : "", n->operands[k]);
    return text;
}

static const char *exact(const struct explanation *e, const struct node *n) {
    char text[96];
    if (!n->has_value) return n->state == CAQES_KNOWN ? "" : "—";
    fraction_text(n->value, text);
    return arena_format(e->arena, "%s", text);
}

/* Why an amount is what it is, beside its article: rounding, suspension, what the directeur général retains. */
static const char *remark(const struct explanation *e, const struct node *n) {
    const struct audited_amount *a;
    const struct retained *r;
    const char *text = "";
    uint32_t k;
    if (n->kind == NODE_AMOUNT) {
        a = n->as.amount.amount;
        if (a && !a->nature->months) text = a->guard.at_ceiling ? "arrondi sous le plafond" : "arrondi au centime";
        if (n->as.amount.suspended)
            text = arena_format(e->arena, "%s ; suspendu, hors du total : %s", text, n->as.amount.suspended);
    } else if (n->kind == NODE_VOLET) {
        r = &e->grid->rows[n->as.volet.volet].retained;
        text = display_status(e->grid->rows[n->as.volet.volet].verdict.status);
        for (k = 0; k < e->grid->rows[n->as.volet.volet].verdict.reason_count; k++)
            text = arena_format(e->arena, "%s ; %s", text, e->grid->rows[n->as.volet.volet].verdict.reasons[k]);
        if (r->decision)
            text = arena_format(e->arena, "%s ; montant retenu par le directeur général : %s (%s)", text,
                                display_decision(r->decision, e->arena), r->decision->reason);
        for (k = 0; k < r->alert_count; k++) text = arena_format(e->arena, "%s ; alerte : %s", text, r->alerts[k]);
    } else if (n->kind == NODE_TOTAL) {
        text = display_total_state(e->grid->state);
    } else if (n->kind == NODE_INDICATOR) {
        text = phrase_result(n);
    }
    return text;
}

static const char *where(const struct explanation *e, const struct node *n) {
    const char *parts[3] = {n->article ? n->article : "", n->origin ? n->origin : "", remark(e, n)}, *text = "";
    unsigned k;
    for (k = 0; k < 3; k++)
        if (*parts[k]) text = arena_format(e->arena, "%s%s%s", text, *text ? " ; " : "", parts[k]);
    return text;
}

void explain_table(FILE *stream, const struct explanation *e, const struct explain_query *q) {
    const struct ruled table = {stream, widths, COLUMNS, 1};
    const uint32_t *roots;
    uint32_t count = query_roots(e, q, &roots), k;
    const bool *shown = explain_reach(e, roots, count, e->arena);
    fprintf(stream, "%s  %s  (exercice %u)\n", e->record->finess, e->record->name, e->record->year);
    ruled_line(&table, RULED_TOP);
    ruled_row(&table, heads, e->arena);
    ruled_line(&table, RULED_BETWEEN);
    for (k = 0; k < e->count; k++) {
        const struct node *n = &e->nodes[k];
        const char *const cells[COLUMNS] = {
            arena_format(e->arena, "%u", k + 1), what(e, k + 1), operands(e, n), exact(e, n), n->shown, where(e, n)};
        if (shown[k]) ruled_row(&table, cells, e->arena);
    }
    ruled_line(&table, RULED_BOTTOM);
    for (k = 0; k < e->note_count; k++) fprintf(stream, "  - %s\n", e->notes[k]);
    fputc('\n', stream);
}
