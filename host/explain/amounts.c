/* SPDX-License-Identifier: MIT
 *
 * amounts.c: amounts, the ceilings they were held against, rows of the grid and its total, as nodes. */
#include "host/explain/builder.h"

#include "host/base/text.h"
#include "host/report/display.h"

#include <string.h>

#define EUROS ((struct unit){.kind = UNIT_EUROS})

/* One row being explained. */
struct row {
    struct explanation *e;
    uint32_t volet, plugin;
    const struct grid_row *of;
    const struct manifest *m;
    const uint32_t *numbers; /* [step] of the row's explanation */
};

/* ---- Ceilings ------------------------------------------------------------------------------------ */

static int32_t slot_of(const struct manifest *m, bool input, const char *name) {
    uint32_t s, end = input ? m->input_count : m->slot_count;
    for (s = input ? 0 : m->input_count; s < end; s++)
        if (strcmp(m->slots[s]->name, name) == 0) return (int32_t)s;
    return -1;
}

static uint32_t base_node(struct row *r, bool input, const char *name) {
    int32_t slot = slot_of(r->m, input, name);
    return slot < 0 ? 0 : node_slot(r->e, r->plugin, r->of->verdict.explanation, (uint32_t)slot);
}

/* The base that counts: guard.c takes the first that is chosen. */
static const struct model_base *base_of(const struct row *r, const struct model_ceiling *rule) {
    const struct caqes_case *c = r->of->verdict.explanation;
    uint32_t k;
    for (k = 0; k < rule->base_count; k++) {
        const struct model_base *base = rule->bases[k];
        int32_t slot = base->choice ? manifest_parameter_slot(r->m, base->choice) : -1;
        if (!base->choice) return base;
        if (slot < 0 || c->presences[slot] != CAQES_PRESENT) continue;
        if (strcmp(r->m->slots[slot]->classes[c->values[slot]], base->choice_value) == 0) return base;
    }
    return NULL;
}

static const char *share_label(struct arena *arena, const struct model_ceiling *rule, const struct model_base *base) {
    const char *rate;
    if (!base) return "Plafond de durée";
    if (rule->rate == 1000000) return arena_format(arena, "Plafond : %s", base->label);
    rate = quantity_plain(arena, caqes_fraction_of(rule->rate, 1000000), (struct unit){.kind = UNIT_RATE});
    if (base->kind == BASE_DIFFERENCE || base->kind == BASE_GROWTH)
        return arena_format(arena, "Plafond : %s × (%s)", rate, base->label);
    return arena_format(arena, "Plafond : %s × %s", rate, base->label);
}

static uint32_t add_ceiling(struct row *r, const struct model_ceiling *rule) {
    const struct model_base *base = base_of(r, rule);
    struct caqes_fraction value = caqes_fraction_of(0, 1);
    const char *missing;
    uint32_t operands[3] = {0, 0, 0}, number;
    enum guard_result result = guard_ceiling(r->m, r->of->verdict.explanation, rule, &value, &missing);
    if (base) {
        operands[0] = base_node(r, base->kind != BASE_PARAMETER, base->a);
        if (base->kind == BASE_DIFFERENCE || base->kind == BASE_GROWTH) operands[1] = base_node(r, true, base->b);
        if (base->kind == BASE_GROWTH) operands[2] = base_node(r, false, base->rate);
    }
    number = node_add(r->e, NODE_CEILING, "plafond");
    node_rests_on(r->e, number, operands, 3);
    node_of(r->e, number)->label = share_label(r->e->arena, rule, base);
    node_of(r->e, number)->article = rule->article;
    node_of(r->e, number)->as.ceiling.rule = rule;
    node_of(r->e, number)->as.ceiling.base = base;
    node_set(r->e, number, result == GUARD_PASSED ? CAQES_KNOWN : CAQES_UNKNOWN, value,
             rule->base_count ? EUROS : (struct unit){.kind = UNIT_MONTHS}, "invérifiable : une donnée manque");
    return number;
}

/* ---- Amounts ------------------------------------------------------------------------------------- */

static const struct audited_amount *audited_of(const struct volet_verdict *v, const struct manifest_output *o) {
    uint32_t k;
    for (k = 0; k < v->amount_count; k++)
        if (v->amounts[k].output == o) return &v->amounts[k];
    return NULL;
}

/* What an output of kind amount gives: 0 when it is known and nothing is due; nothing when the row withholds all. */
static void value_amount(struct row *r, uint32_t number, const struct audited_output *o,
                         const struct model_nature *nature) {
    const struct volet_verdict *v = &r->of->verdict;
    const struct audited_amount *a = audited_of(v, o->output);
    struct unit unit = nature->months ? (struct unit){.kind = UNIT_MONTHS} : EUROS;
    bool withheld = v->status == VOLET_INCOMPLETE || v->status == VOLET_ERROR || v->status == VOLET_UNEVALUABLE;
    char signed_text[64];
    if (a) {
        node_set(r->e, number, CAQES_KNOWN, caqes_fraction_of(a->units, nature->months ? 1 : 100), unit, NULL);
        if (nature->months) return;
        french_centimes(a->units, true, signed_text);
        node_of(r->e, number)->shown = arena_format(r->e->arena, "%s", signed_text);
    } else if (withheld) {
        node_set(r->e, number, CAQES_UNKNOWN, o->value, unit,
                 arena_format(r->e->arena, "aucun montant : volet %s", display_status(v->status)));
    } else {
        node_set(r->e, number, o->state, caqes_fraction_of(0, 1), unit, "sans objet");
    }
}

static uint32_t add_amount(struct row *r, const struct audited_output *o) {
    const struct model_nature *nature = model_nature_of(r->of->volet, o->output->nature);
    uint32_t *operands, count = 0, k, number;
    struct node *n;
    if (!nature) return 0; /* prohibited: the row is in error, and says so */
    operands = arena_array(r->e->arena, nature->ceiling_count + 1, sizeof *operands);
    operands[count++] = r->numbers[o->step];
    for (k = 0; k < nature->ceiling_count && o->state == CAQES_KNOWN && o->value.num > 0; k++)
        operands[count++] = add_ceiling(r, &nature->ceilings[k]);
    number = node_add(r->e, NODE_AMOUNT, "montant");
    node_rests_on(r->e, number, operands, count);
    n = node_of(r->e, number);
    n->code = o->output->code;
    n->label = o->output->label;
    n->article = o->output->article;
    n->as.amount.amount = audited_of(&r->of->verdict, o->output);
    n->as.amount.nature = nature;
    n->as.amount.volet = r->volet;
    if (n->as.amount.amount && n->as.amount.amount->suspended)
        n->as.amount.suspended = r->e->campaign->suspended[r->volet];
    value_amount(r, number, o, nature);
    return number;
}

/* The obligations that the grid shows, whether an amount rests on them or not. */
static uint32_t shown_obligations(struct row *r, uint32_t *out) {
    uint32_t k, count = 0;
    if (r->of->verdict.refused) return 0;
    for (k = 0; k < r->of->ref_count; k++)
        if (grid_shows_obligation(r->e->grid, &r->of->refs[k], &r->of->obligations[k]))
            out[count++] = node_obligation(r->e, r->volet, k);
    return count;
}

static uint32_t amounts_of(struct row *r, uint32_t *out) {
    const struct volet_verdict *v = &r->of->verdict;
    uint32_t *roots = arena_array(r->e->arena, v->output_count, sizeof *roots), k, count = 0, root_count = 0;
    for (k = 0; k < v->output_count; k++)
        if (!v->refused || v->outputs[k].output->kind == OUTPUT_AMOUNT) roots[root_count++] = v->outputs[k].step;
    r->numbers = node_steps(r->e, r->plugin, (int32_t)r->volet, v->explanation, roots, root_count, r->m->outputs);
    node_facts(r->e, r->volet, r->m->outputs, v->explanation->outputs, v->output_count, r->numbers);
    for (k = 0; k < v->output_count; k++) {
        if (v->outputs[k].output->kind != OUTPUT_AMOUNT) continue;
        out[count] = add_amount(r, &v->outputs[k]);
        count += out[count] != 0;
    }
    return count;
}

uint32_t node_volet(struct explanation *e, uint32_t volet) {
    const struct grid_row *of = &e->grid->rows[volet];
    int32_t plugin = e->campaign->volet_plugin[volet];
    struct row r = {e, volet, plugin < 0 ? 0 : (uint32_t)plugin, of, NULL, NULL};
    bool counts = of->verdict.status == VOLET_EVALUATED || of->verdict.status == VOLET_REFUSED ||
                  of->verdict.status == VOLET_UNEVALUABLE || of->verdict.status < VOLET_EVALUATED;
    uint32_t *amounts = NULL, count = 0, number;
    struct node *n;
    char text[64];
    if (of->verdict.status >= VOLET_EVALUATED)
        shown_obligations(&r, arena_array(e->arena, of->ref_count, sizeof(uint32_t)));
    if (of->verdict.explanation && plugin >= 0) {
        r.m = e->campaign->plugins[plugin].plugin->manifest;
        amounts = arena_array(e->arena, of->verdict.output_count, sizeof *amounts);
        count = amounts_of(&r, amounts);
    }
    number = node_add(e, NODE_VOLET, "volet");
    node_rests_on(e, number, amounts, count);
    n = node_of(e, number);
    n->code = of->volet->code;
    n->label = of->volet->label;
    n->as.volet.volet = volet;
    node_set(e, number,
             counts                              ? CAQES_KNOWN
             : of->verdict.status == VOLET_ERROR ? CAQES_FAILED
                                                 : CAQES_UNKNOWN,
             caqes_fraction_of(of->counted, 100), EUROS, "aucun montant");
    if (of->verdict.status < VOLET_EVALUATED || of->verdict.status == VOLET_UNEVALUABLE) {
        n->shown = "aucun montant"; /* nothing to add, which is not a result of 0 */
    } else if (n->has_value) {
        french_centimes(of->counted, true, text);
        n->shown = arena_format(e->arena, "%s", text);
    }
    return number;
}

/* The ceiling over the whole contract, when it reduced sanctions; 0 when it did not. */
static uint32_t contract_ceiling(struct explanation *e) {
    uint32_t volet, k;
    for (volet = 0; e->grid->contract_ceiling_applied && volet < e->grid->row_count; volet++) {
        const struct volet_verdict *v = &e->grid->rows[volet].verdict;
        int32_t plugin = e->campaign->volet_plugin[volet];
        struct row r = {e, volet, (uint32_t)plugin, &e->grid->rows[volet], NULL, NULL};
        for (k = 0; k < v->amount_count; k++)
            if (v->amounts[k].nature->contract_ceiling) {
                r.m = e->campaign->plugins[plugin].plugin->manifest;
                return add_ceiling(&r, e->campaign->model->contract_ceiling);
            }
    }
    return 0;
}

void node_total(struct explanation *e) {
    uint32_t operands[MODEL_MAX_VOLETS + 1], count;
    char text[64];
    struct node *n;
    for (count = 0; count < e->grid->row_count; count++) operands[count] = e->volets[count];
    operands[count] = contract_ceiling(e);
    e->total = node_add(e, NODE_TOTAL, "total");
    node_rests_on(e, e->total, operands, count + 1);
    n = node_of(e, e->total);
    n->as.total.ceiling = operands[count];
    n->label = "Total";
    node_set(e, e->total, e->grid->state == TOTAL_NONE ? CAQES_FAILED : CAQES_KNOWN,
             caqes_fraction_of(e->grid->total, 100), EUROS, "aucun");
    if (!n->has_value) return;
    french_centimes(e->grid->total, true, text);
    n->shown = arena_format(e->arena, "%s", text);
}
