/* SPDX-License-Identifier: MIT */
#include "host/explain/phrase.h"

#include "host/explain/phrase_parts.h"

#include <string.h>

enum { DEEPEST = 24, LONGEST_FORMULA = 400 };

const char *phrase_pair(const struct explanation *e, const char *left, const char *sign, const char *right) {
    return arena_format(e->arena, "%s %s %s", left, sign, right);
}

bool phrase_is_op(const struct node *n, uint16_t op) {
    return n->kind == NODE_OPERATION && n->as.operation.step->op == op;
}

bool phrase_is_zero(const struct node *n) { return n->has_value && n->value.num == 0; }

/* ---- Choices ------------------------------------------------------------------------------------- */

uint32_t phrase_source(const struct explanation *e, uint32_t number) {
    for (;;) {
        const struct node *n = node_at(e, number);
        if (n->kind != NODE_OPERATION || n->label || n->operand_count == 0) return number;
        if (n->as.operation.step->op == CAQES_OP_SELECT && n->operand_count == 2) {
            number = n->operands[1];
        } else if (n->as.operation.step->op == CAQES_OP_OR_ELSE) {
            number = n->operands[n->operand_count - 1];
        } else {
            return number;
        }
    }
}

/* Of a largest or a smallest of two: the one that counts when the other is 0, else 0 (none). */
static uint32_t winner(const struct explanation *e, const struct node *n) {
    const struct node *a, *b;
    if (!phrase_is_op(n, CAQES_OP_MAX) || !n->has_value || n->operand_count < 2) return 0;
    a = node_at(e, n->operands[0]);
    b = node_at(e, n->operands[1]);
    if (phrase_is_zero(a) && !phrase_is_zero(b) && b->has_value && b->value.num > 0) return n->operands[1];
    if (phrase_is_zero(b) && !phrase_is_zero(a) && a->has_value && a->value.num > 0) return n->operands[0];
    return 0;
}

/* ---- Operands ------------------------------------------------------------------------------------ */

const char *phrase_figure(const struct explanation *e, const struct node *n) {
    return n->has_value ? quantity_plain(e->arena, n->value, n->unit) : n->shown;
}

const char *phrase_operand(const struct explanation *e, uint32_t number) {
    const struct node *n = node_at(e, number = phrase_source(e, number));
    if (n->kind == NODE_CONSTANT) return phrase_figure(e, n);
    if (n->kind == NODE_OPERATION && !n->label)
        return arena_format(e->arena, "%s (étape %u)", phrase_figure(e, n), number);
    if (n->kind == NODE_OPERATION)
        return arena_format(e->arena, "%s (« %s », étape %u)", phrase_figure(e, n), n->label, number);
    return arena_format(e->arena, "%s (« %s »)", phrase_figure(e, n), n->label ? n->label : n->code);
}

/* ---- Means --------------------------------------------------------------------------------------- */

/* "17 / 32": the weights attained over the weights, when they make the value that was computed. */
const char *phrase_mean(const struct explanation *e, const struct node *n) {
    struct caqes_fraction weighted = caqes_fraction_of(0, 1), total = weighted, share;
    uint32_t k;
    if (!n->has_value) return NULL;
    for (k = 0; k < n->operand_count; k++) {
        const struct caqes_obligation *o = node_at(e, n->operands[k])->as.obligation.measured;
        if (!caqes_fraction_add(weighted, caqes_fraction_from_wire(o->weighted), &weighted) ||
            !caqes_fraction_add(total, caqes_fraction_from_wire(o->coefficient), &total))
            return n->shown;
    }
    if (total.num == 0 || !caqes_fraction_divide(weighted, total, &share) ||
        caqes_fraction_compare(share, n->value) != 0)
        return n->shown;
    return phrase_pair(e, quantity_plain(e->arena, weighted, NUMBER_UNIT), "/",
                       quantity_plain(e->arena, total, NUMBER_UNIT));
}

const char *phrase_roles(uint32_t roles) {
    if (roles == CAQES_PRINCIPAL) return "des obligations principales";
    if (roles == CAQES_SUPPLEMENTAIRE) return "de l'objectif supplémentaire";
    if (roles == CAQES_COMPLEMENTAIRE) return "des objectifs complémentaires";
    if (roles == CAQES_GENERALE) return "des obligations générales";
    return "des obligations";
}

const struct contract_volet *phrase_contract(const struct explanation *e, const struct node *n) {
    return &e->record->contract[model_volet_index(e->campaign->model, n->as.operation.manifest->volet)];
}

const char *phrase_plan(const struct explanation *e, const struct node *plan) {
    const struct contract_volet *c = phrase_contract(e, plan);
    if (c->plan_weight == 0) return "aucune action au plan";
    return phrase_pair(e, quantity_plain(e->arena, caqes_fraction_of(c->plan_progress, 1000000), NUMBER_UNIT), "/",
                       quantity_plain(e->arena, caqes_fraction_of(c->plan_weight, 1000000), NUMBER_UNIT));
}

/* ---- Formulas ------------------------------------------------------------------------------------ */

static const char *formula(const struct explanation *e, uint32_t number, bool top, unsigned depth);

/* An operand inside a formula: what has a name is its value; a sum inside a product has its parentheses. */
static const char *part(const struct explanation *e, uint32_t number, bool in_product, unsigned depth) {
    const struct node *n = node_at(e, number = phrase_source(e, number));
    bool sum;
    if (winner(e, n)) return part(e, winner(e, n), in_product, depth);
    if (n->kind != NODE_OPERATION || n->label || depth > DEEPEST) return phrase_figure(e, n);
    sum = phrase_is_op(n, CAQES_OP_ADD) || phrase_is_op(n, CAQES_OP_SUBTRACT) || phrase_is_op(n, CAQES_OP_COMPLEMENT) ||
          phrase_is_op(n, CAQES_OP_DIVIDE) || phrase_is_op(n, CAQES_OP_MIN) || phrase_is_op(n, CAQES_OP_MAX);
    return arena_format(e->arena, in_product && sum ? "(%s)" : "%s", formula(e, number, false, depth + 1));
}

static const char *pair(const struct explanation *e, const struct node *n, const char *sign, bool product,
                        unsigned depth) {
    return phrase_pair(e, part(e, n->operands[0], product, depth), sign, part(e, n->operands[1], product, depth));
}

/* `top`: a named step is the one to be told, not a name to stop at. */
static const char *formula(const struct explanation *e, uint32_t number, bool top, unsigned depth) {
    const struct node *n = node_at(e, number);
    if (n->kind != NODE_OPERATION || (n->label && !top)) return phrase_figure(e, n);
    switch (n->as.operation.step->op) {
    case CAQES_OP_ADD: return pair(e, n, "+", false, depth);
    case CAQES_OP_SUBTRACT:
        return phrase_pair(e, part(e, n->operands[0], false, depth), "−", part(e, n->operands[1], true, depth));
    case CAQES_OP_MULTIPLY: return pair(e, n, "×", true, depth);
    case CAQES_OP_DIVIDE: return pair(e, n, "/", true, depth);
    case CAQES_OP_COMPLEMENT: return arena_format(e->arena, "1 − %s", part(e, n->operands[0], true, depth));
    case CAQES_OP_MIN:
    case CAQES_OP_MAX:
        if (winner(e, n)) return part(e, winner(e, n), false, depth);
        return arena_format(e->arena, "le plus %s de %s et %s", phrase_is_op(n, CAQES_OP_MIN) ? "petit" : "grand",
                            part(e, n->operands[0], false, depth), part(e, n->operands[1], false, depth));
    case CAQES_OP_SELECT:
    case CAQES_OP_OR_ELSE: return part(e, n->operands[n->operand_count - 1], false, depth);
    case CAQES_OP_MEAN:
    case CAQES_OP_MEAN_KNOWN:
        if (!n->has_value) return n->shown;
        return top ? phrase_mean(e, n) : arena_format(e->arena, "(%s)", phrase_mean(e, n));
    case CAQES_OP_PLAN: return top ? phrase_plan(e, n) : phrase_figure(e, n);
    default: return phrase_figure(e, n);
    }
}

const char *phrase_formula(const struct explanation *e, uint32_t number) {
    const char *text = formula(e, number, true, 0);
    return strlen(text) > LONGEST_FORMULA ? phrase_figure(e, node_at(e, number)) : text;
}
