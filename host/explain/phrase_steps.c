/* SPDX-License-Identifier: MIT
 *
 * phrase_steps.c: what one step does, in a sentence. */
#include "host/explain/phrase.h"
#include "host/explain/phrase_parts.h"
#include "host/report/display.h"

/* ---- Operations ---------------------------------------------------------------------------------- */

const char *phrase_operation(uint16_t op) {
    static const char *const names[] = {
        [CAQES_OP_SLOT] = "lecture",
        [CAQES_OP_NUMBER] = "nombre",
        [CAQES_OP_PLAN] = "avancement du plan d'actions",
        [CAQES_OP_REFUSED] = "refus de signer",
        [CAQES_OP_MEAN] = "moyenne pondérée des obligations",
        [CAQES_OP_MEAN_KNOWN] = "moyenne pondérée du connu",
        [CAQES_OP_MISSED] = "nombre d'obligations manquées",
        [CAQES_OP_REACHED] = "obligations toutes atteintes",
        [CAQES_OP_ADD] = "addition",
        [CAQES_OP_SUBTRACT] = "soustraction",
        [CAQES_OP_MULTIPLY] = "multiplication",
        [CAQES_OP_DIVIDE] = "division",
        [CAQES_OP_MIN] = "le plus petit",
        [CAQES_OP_MAX] = "le plus grand",
        [CAQES_OP_COMPLEMENT] = "complément à 1",
        [CAQES_OP_COMPARE] = "comparaison",
        [CAQES_OP_IS] = "est-ce ce choix",
        [CAQES_OP_IN_SET] = "est-ce parmi ces classes",
        [CAQES_OP_SELECT] = "choix",
        [CAQES_OP_OR_ELSE] = "à défaut",
        [CAQES_OP_TABLE] = "table de décision",
        [CAQES_OP_CURVE] = "barème",
        [CAQES_OP_PRODUCTS] = "produits à taux propre",
        [CAQES_OP_PRODUCTS_CUT] = "retenue sur produits à taux propre",
        [CAQES_OP_PRESENCE_IS] = "état de la donnée",
    };
    return names[op];
}

/* ---- Steps --------------------------------------------------------------------------------------- */

static const char *mean_text(const struct explanation *e, const struct node *n, const char *how) {
    const char *figures = phrase_mean(e, n);
    return arena_format(e->arena, "atteinte %s, %s%s%s", phrase_roles(n->as.operation.step->a), how,
                        figures ? " : " : "", figures ? figures : "");
}

/* Classes follow one another, the first is the best; numbers are larger or smaller. */
static const char *relation_text(uint32_t relation, const struct node *of) {
    static const char *const numbers[] = {[CAQES_BELOW] = "est inférieur à",
                                          [CAQES_AT_MOST] = "est inférieur ou égal à",
                                          [CAQES_EQUAL] = "est égal à",
                                          [CAQES_AT_LEAST] = "est supérieur ou égal à",
                                          [CAQES_ABOVE] = "est supérieur à"};
    static const char *const words[] = {[CAQES_BELOW] = "vient avant",
                                        [CAQES_AT_MOST] = "vient avant, ou est",
                                        [CAQES_EQUAL] = "est",
                                        [CAQES_AT_LEAST] = "vient après, ou est",
                                        [CAQES_ABOVE] = "vient après"};
    return (of->unit.kind == UNIT_WORD ? words : numbers)[relation];
}

static const char *set_text(const struct explanation *e, const struct node *n);

static const char *reached_text(uint32_t roles) {
    if (roles == CAQES_PRINCIPAL) return "les obligations principales sont toutes atteintes";
    if (roles == CAQES_SUPPLEMENTAIRE) return "l'objectif supplémentaire est atteint";
    if (roles == CAQES_COMPLEMENTAIRE) return "les objectifs complémentaires sont tous atteints";
    return "les obligations sont toutes atteintes";
}

/* A condition, as a clause: "l'établissement a refusé de signer", "Issue est « sanction »". */
static const char *condition_text(const struct explanation *e, const struct node *n) {
    const struct caqes_step *s = n->as.operation.step;
    const struct node *of = n->operand_count ? node_at(e, phrase_source(e, n->operands[0])) : NULL;
    switch (s->op) {
    case CAQES_OP_REFUSED: return "l'établissement a refusé de signer ce volet";
    case CAQES_OP_REACHED: return reached_text(s->a);
    case CAQES_OP_IS:
        return arena_format(e->arena, "« %s » est « %s »", of->label ? of->label : "l'issue",
                            quantity_plain(e->arena, caqes_fraction_of(s->c, 1), of->unit));
    case CAQES_OP_COMPARE:
        return phrase_pair(e, phrase_operand(e, n->operands[0]), relation_text(s->c, of),
                           phrase_operand(e, n->operands[1]));
    case CAQES_OP_IN_SET: return set_text(e, n);
    default: return NULL;
    }
}

static const char *table_text(const struct explanation *e, const struct node *n) {
    const struct manifest_table *table = &n->as.operation.manifest->tables[n->as.operation.step->c];
    const char *text = table->label;
    uint32_t k;
    for (k = 0; k < n->operand_count; k++)
        text = arena_format(e->arena, "%s%s %s (%s)", text, k ? "," : " :",
                            table->conditions ? table->conditions[k] : "", node_at(e, n->operands[k])->shown);
    return text;
}

/* "barème [≥ 60 → 0 ; ...], pour 53,125". */
static const char *curve_text(const struct explanation *e, const struct node *n) {
    const struct node *curve = node_at(e, n->operands[n->operand_count - 1]);
    return arena_format(e->arena, "« %s » [%s : %s], pour %s", curve->label, curve->origin, curve->shown,
                        phrase_operand(e, n->operands[0]));
}

static const char *set_text(const struct explanation *e, const struct node *n) {
    const struct node *of = node_at(e, n->operands[0]);
    const char *words = "";
    uint32_t k;
    for (k = 0; k < of->unit.word_count && k < 32; k++)
        if (n->as.operation.step->c >> k & 1U)
            words = arena_format(e->arena, "%s%s%s", words, *words ? ", " : "", of->unit.words[k]);
    return arena_format(e->arena, "%s est parmi %s", phrase_operand(e, n->operands[0]), words);
}

/* "comme ..., on retient ...": a choice. */
static const char *choice_text(const struct explanation *e, const struct node *n) {
    const struct node *condition = node_at(e, phrase_source(e, n->operands[0]));
    const char *said = condition->kind == NODE_OPERATION ? condition_text(e, condition) : NULL;
    if (n->operand_count < 2) return arena_format(e->arena, "choix impossible : %s", condition->shown);
    if (!said) said = arena_format(e->arena, "selon l'étape %u", phrase_source(e, n->operands[0]));
    return arena_format(e->arena, "%s : %s ; on retient donc %s", said, condition->shown,
                        phrase_operand(e, n->operands[1]));
}

static const char *products_text(const struct explanation *e, const struct node *n, bool cut) {
    const struct contract_volet *c = phrase_contract(e, n);
    const char *text = cut ? "retenue sur les produits à taux propre :" : "remboursement des produits à taux propre :";
    uint32_t k;
    if (c->product_count == 0) return arena_format(e->arena, "%s aucun produit", text);
    for (k = 0; k < c->product_count; k++) {
        const struct contract_product *p = &c->products[k];
        const char *euros = quantity_plain(e->arena, caqes_fraction_of(p->reimbursed, 100), unit_of_word("euros"));
        const char *rate = quantity_plain(e->arena, caqes_fraction_of(p->rate, 1000000), unit_of_word("rate"));
        text = arena_format(e->arena, "%s%s %s %s%s%s", text, k ? " +" : "", p->code, cut ? rate : euros,
                            cut ? " × " : "", cut ? euros : "");
    }
    return text;
}

const char *phrase_step(const struct explanation *e, uint32_t number) {
    const struct node *n = node_at(e, number);
    const struct caqes_step *s = n->as.operation.step;
    const char *signs[] = {
        [CAQES_OP_ADD] = "+", [CAQES_OP_SUBTRACT] = "−", [CAQES_OP_MULTIPLY] = "×", [CAQES_OP_DIVIDE] = "/"};
    const char *a = n->operand_count ? phrase_operand(e, n->operands[0]) : "";
    const char *b = n->operand_count > 1 ? phrase_operand(e, n->operands[1]) : "";
    const char *said;
    switch (s->op) {
    case CAQES_OP_ADD:
    case CAQES_OP_SUBTRACT:
    case CAQES_OP_MULTIPLY:
    case CAQES_OP_DIVIDE: return phrase_pair(e, a, signs[s->op], b);
    case CAQES_OP_MIN: return arena_format(e->arena, "le plus petit de %s et %s", a, b);
    case CAQES_OP_MAX: return arena_format(e->arena, "le plus grand de %s et %s", a, b);
    case CAQES_OP_COMPLEMENT: return arena_format(e->arena, "1 − %s", a);
    case CAQES_OP_MEAN: return mean_text(e, n, "pondérée par les coefficients");
    case CAQES_OP_MEAN_KNOWN: return mean_text(e, n, "sur les seules données connues");
    case CAQES_OP_MISSED:
        return arena_format(e->arena, "nombre d'obligations manquées, au titre %s", phrase_roles(s->a));
    case CAQES_OP_PLAN: return arena_format(e->arena, "avancement pondéré du plan d'actions : %s", phrase_plan(e, n));
    case CAQES_OP_PRODUCTS: return products_text(e, n, false);
    case CAQES_OP_PRODUCTS_CUT: return products_text(e, n, true);
    case CAQES_OP_TABLE: return table_text(e, n);
    case CAQES_OP_CURVE: return curve_text(e, n);
    case CAQES_OP_SELECT: return choice_text(e, n);
    case CAQES_OP_OR_ELSE:
        return arena_format(e->arena, "à défaut, on retient %s", phrase_operand(e, n->operands[n->operand_count - 1]));
    case CAQES_OP_PRESENCE_IS:
        return arena_format(e->arena, "« %s » est %s", node_at(e, n->operands[0])->label,
                            s->c == CAQES_ABSENT ? "absent" : display_presence((uint8_t)s->c));
    default: said = condition_text(e, n); return said ? said : "";
    }
}

/* Whether a choice rests on this condition, and says it. */
static bool is_said_by_a_choice(const struct explanation *e, uint32_t number) {
    uint32_t k;
    for (k = number; k < e->count; k++)
        if (phrase_is_op(&e->nodes[k], CAQES_OP_SELECT) && e->nodes[k].operands[0] == number &&
            phrase_is_told(e, k + 1))
            return true;
    return false;
}

bool phrase_is_told(const struct explanation *e, uint32_t number) {
    const struct node *n = node_at(e, number), *condition;
    if (n->kind != NODE_OPERATION) return false;
    switch (n->as.operation.step->op) {
    case CAQES_OP_REFUSED:
    case CAQES_OP_IS: return false; /* said by the choice that rests on it */
    case CAQES_OP_COMPARE: return n->label || !is_said_by_a_choice(e, number);
    case CAQES_OP_OR_ELSE: return n->as.operation.branch != NULL;
    case CAQES_OP_SELECT:
        condition = node_at(e, n->operands[0]);
        if (phrase_is_op(condition, CAQES_OP_REFUSED) && phrase_is_zero(condition)) return false;
        /* The same thing whatever the condition, or a condition that is not a test of anything: the value is handed on.
         */
        return n->operand_count < 2 || n->as.operation.step->b != n->as.operation.step->c;
    default: return true;
    }
}
