/* SPDX-License-Identifier: MIT
 *
 * steps.c: the steps of a case as nodes. A choice rests on its condition and on the branch it took: the other one made
 * nothing of the value. */
#include "host/explain/builder.h"

#include "host/report/display.h"
#include "host/report/explanation_json.h"

#include <string.h>

struct walker {
    struct explanation *e;
    uint32_t plugin;
    int32_t volet; /* -1: the case has no obligations */
    const struct manifest *m;
    const struct caqes_case *c;
    uint32_t *numbers; /* [step] */
};

/* ---- What a step rests on ------------------------------------------------------------------------ */

/* The operands that made the value, as steps: at most three. *branch says which branch was taken. */
static uint32_t live_operands(const struct caqes_case *c, const struct caqes_step *s, uint32_t out[3],
                              const char **branch) {
    const uint32_t operands[3] = {s->a, s->b, s->c};
    const struct caqes_step *first = caqes_step_operands(s->op) ? caqes_step_at(c, s->a) : NULL;
    uint32_t count = 0, k;
    *branch = NULL;
    for (k = 0; k < caqes_step_operands(s->op); k++)
        if (operands[k] != CAQES_NO_STEP) out[count++] = operands[k];
    if (s->op == CAQES_OP_SELECT) {
        bool yes = caqes_fraction_from_wire(first->value).num != 0;
        if (first->state != CAQES_KNOWN) return 1;
        out[1] = yes ? s->b : s->c;
        *branch = yes ? "alors" : "sinon";
        return 2;
    }
    if (s->op == CAQES_OP_OR_ELSE) {
        if (first->state != CAQES_NONE) return 1;
        *branch = "sinon";
    }
    return count;
}

static const bool *live_steps(const struct caqes_case *c, const uint32_t *roots, uint32_t root_count,
                              struct arena *arena) {
    bool *live = arena_array(arena, c->step_count, sizeof *live);
    uint32_t i, k, operands[3];
    const char *branch;
    for (k = 0; k < root_count; k++)
        if (roots[k] < c->step_count) live[roots[k]] = true;
    for (i = c->step_count; i-- > 0;) {
        uint32_t count = live[i] ? live_operands(c, caqes_step_at(c, i), operands, &branch) : 0;
        for (k = 0; k < count; k++) live[operands[k]] = true;
    }
    return live;
}

/* ---- Units --------------------------------------------------------------------------------------- */

static struct unit unit_at(const struct walker *w, uint32_t step) { return node_of(w->e, w->numbers[step])->unit; }

static bool is_constant(const struct walker *w, uint32_t step) {
    return node_of(w->e, w->numbers[step])->kind == NODE_CONSTANT;
}

/* Of a product or a quotient. A quotient of two things of a kind is a share. */
static struct unit unit_of_factors(const struct walker *w, const struct caqes_step *s) {
    struct unit a = unit_at(w, s->a), b = unit_at(w, s->b);
    if (s->op == CAQES_OP_DIVIDE) {
        if (a.kind == b.kind) return (struct unit){.kind = UNIT_RATE};
        return a.kind == UNIT_EUROS ? a : NUMBER_UNIT;
    }
    if (a.kind == UNIT_EUROS || a.kind == UNIT_MONTHS) return a;
    if (b.kind == UNIT_EUROS || b.kind == UNIT_MONTHS) return b;
    return a.kind == UNIT_RATE && b.kind == UNIT_RATE ? a : NUMBER_UNIT;
}

/* Of the operand that says most: a constant says nothing. */
static struct unit unit_of_terms(const struct walker *w, const struct caqes_step *s) {
    uint32_t operands[3], count, k;
    const char *branch;
    count = live_operands(w->c, s, operands, &branch);
    for (k = s->op == CAQES_OP_SELECT && count > 1 ? 1 : 0; k < count; k++)
        if (!is_constant(w, operands[k])) return unit_at(w, operands[k]);
    return NUMBER_UNIT;
}

static struct unit unit_of_step(const struct walker *w, const struct caqes_step *s) {
    const struct manifest_table *table;
    switch (s->op) {
    case CAQES_OP_PLAN:
    case CAQES_OP_MEAN:
    case CAQES_OP_MEAN_KNOWN:
    case CAQES_OP_COMPLEMENT: return (struct unit){.kind = UNIT_RATE};
    case CAQES_OP_REFUSED:
    case CAQES_OP_REACHED:
    case CAQES_OP_COMPARE:
    case CAQES_OP_IS:
    case CAQES_OP_IN_SET:
    case CAQES_OP_PRESENCE_IS: return (struct unit){.kind = UNIT_YES_NO};
    case CAQES_OP_PRODUCTS:
    case CAQES_OP_PRODUCTS_CUT: return (struct unit){.kind = UNIT_EUROS};
    case CAQES_OP_MULTIPLY:
    case CAQES_OP_DIVIDE: return unit_of_factors(w, s);
    case CAQES_OP_TABLE:
        table = &w->m->tables[s->c];
        return (struct unit){.kind = UNIT_WORD, .words = table->outcome_labels, .word_count = table->outcome_count};
    case CAQES_OP_ADD:
    case CAQES_OP_SUBTRACT:
    case CAQES_OP_MIN:
    case CAQES_OP_MAX:
    case CAQES_OP_SELECT:
    case CAQES_OP_OR_ELSE: return unit_of_terms(w, s);
    default: return NUMBER_UNIT;
    }
}

/* ---- Nodes --------------------------------------------------------------------------------------- */

static uint32_t constant(struct explanation *e, uint32_t which) {
    uint32_t *known = &e->index->constants[which];
    if (*known) return *known;
    *known = node_add(e, NODE_CONSTANT, code_of_operation(CAQES_OP_NUMBER));
    node_set(e, *known, CAQES_KNOWN, caqes_fraction_of(which, 1), NUMBER_UNIT, NULL);
    return *known;
}

/* The obligations that an operation over roles looks at. */
static uint32_t obligations_of(struct walker *w, uint32_t roles, uint32_t *out) {
    const struct volet_rows *rows = &w->e->batch->volets[w->volet];
    uint32_t record = (uint32_t)(w->e->record - w->e->batch->records), ref, handed = 0, count = 0;
    for (ref = 0; ref < rows->ref_count; ref++) {
        const struct caqes_obligation *o;
        if (rows->obligations[(size_t)record * rows->ref_count + ref].role == 0) continue;
        o = caqes_obligation_at(w->c, handed++);
        if ((o->role & roles) == 0 || o->state == CAQES_NONE) continue;
        out[count++] = node_obligation(w->e, (uint32_t)w->volet, ref);
    }
    return count;
}

static bool looks_at_obligations(uint16_t op) {
    return op == CAQES_OP_MEAN || op == CAQES_OP_MEAN_KNOWN || op == CAQES_OP_MISSED || op == CAQES_OP_REACHED;
}

static const char *lack_of(const struct caqes_step *s) {
    switch (s->state) {
    case CAQES_NONE: return "sans objet";
    case CAQES_UNKNOWN: return "inconnu, faute d'une donnée";
    default: return "calcul impossible";
    }
}

static void operation(struct walker *w, uint32_t index) {
    const struct caqes_step *s = caqes_step_at(w->c, index);
    uint32_t operands[3], count, k, number, *list;
    const char *branch;
    struct node *n;
    count = live_operands(w->c, s, operands, &branch);
    list = arena_array(w->e->arena, 4, sizeof *list);
    for (k = 0; k < count; k++) list[k] = w->numbers[operands[k]];
    if (looks_at_obligations(s->op) && w->volet >= 0) {
        list = arena_array(w->e->arena, w->e->batch->volets[w->volet].ref_count, sizeof *list);
        count = obligations_of(w, s->a, list);
    }
    if (s->op == CAQES_OP_CURVE) list[count++] = node_slot(w->e, w->plugin, w->c, s->c);
    if (s->op == CAQES_OP_PRESENCE_IS) list[count++] = node_slot(w->e, w->plugin, w->c, s->a);
    number = w->numbers[index] = node_add(w->e, NODE_OPERATION, code_of_operation(s->op));
    n = node_of(w->e, number);
    n->as.operation.manifest = w->m;
    n->as.operation.in = w->c;
    n->as.operation.step = s;
    n->as.operation.branch = branch;
    if (s->source) n->article = w->m->sources[s->source - 1];
    node_rests_on(w->e, number, list, count);
    node_set(w->e, number, s->state, caqes_fraction_from_wire(s->value), unit_of_step(w, s), lack_of(s));
}

/* A fact gives its step a name, and its unit. A step that is a datum or a parameter has its own. */
static void name_step(struct walker *w, const struct manifest_output *o, uint32_t step) {
    struct node *n;
    if (w->numbers[step] == 0 || o->kind == OUTPUT_AMOUNT) return;
    n = node_of(w->e, w->numbers[step]);
    if (n->kind != NODE_OPERATION || n->label) return;
    n->code = o->code;
    n->label = o->label;
    if (!n->article) n->article = o->article;
    if (o->kind == OUTPUT_FACT) n->unit = unit_of_word(o->unit);
    if (o->kind == OUTPUT_GROUND) n->unit = unit_of_word("yes_no");
    if (n->has_value) n->shown = quantity_text(w->e->arena, n->value, n->unit);
}

/* A row of a manifest's outputs is named as soon as its step stands, for what rests on it takes its unit. */
static void name_steps(struct walker *w, const struct manifest_output *outputs, uint32_t step) {
    uint32_t k;
    for (k = 0; outputs && k < w->c->output_count; k++)
        if (w->c->outputs[k] == step) name_step(w, &outputs[k], step);
}

const uint32_t *node_steps(struct explanation *e, uint32_t plugin, int32_t volet, const struct caqes_case *c,
                           const uint32_t *roots, uint32_t root_count, const struct manifest_output *outputs) {
    struct walker w = {e, plugin, volet, e->campaign->plugins[plugin].plugin->manifest, c, NULL};
    const bool *live = live_steps(c, roots, root_count, e->arena);
    uint32_t i;
    w.numbers = arena_array(e->arena, c->step_count, sizeof(uint32_t));
    for (i = 0; i < c->step_count; i++) {
        const struct caqes_step *s = caqes_step_at(c, i);
        if (!live[i]) continue;
        if (s->op == CAQES_OP_SLOT) {
            w.numbers[i] = node_slot(e, plugin, c, s->a);
        } else if (s->op == CAQES_OP_NUMBER) {
            w.numbers[i] = constant(e, s->a);
        } else {
            operation(&w, i);
        }
        name_steps(&w, outputs, i);
    }
    return w.numbers;
}
