/* SPDX-License-Identifier: MIT
 *
 * builder.c: nodes, and those of the leaves: data, parameters, statistics. */
#include "host/explain/builder.h"

#include "host/report/display.h"
#include "host/report/explanation_json.h"

#include <string.h>

enum { FIRST_CAPACITY = 256 };

uint32_t node_add(struct explanation *e, enum node_kind kind, const char *op) {
    if (e->count == e->capacity) {
        uint32_t capacity = e->capacity ? e->capacity * 2 : FIRST_CAPACITY;
        struct node *nodes = arena_array(e->arena, capacity, sizeof *nodes);
        if (e->count) memcpy(nodes, e->nodes, e->count * sizeof *nodes);
        e->nodes = nodes;
        e->capacity = capacity;
    }
    e->nodes[e->count] = (struct node){.kind = kind, .op = op, .value = caqes_fraction_of(0, 1)};
    return ++e->count;
}

struct node *node_of(struct explanation *e, uint32_t number) {
    return &e->nodes[number - 1];
}

void node_rests_on(struct explanation *e, uint32_t number, const uint32_t *operands, uint32_t count) {
    uint32_t *list = arena_array(e->arena, count, sizeof *list), used = 0, k;
    for (k = 0; k < count; k++)
        if (operands[k] != 0) list[used++] = operands[k];
    node_of(e, number)->operands = list;
    node_of(e, number)->operand_count = used;
}

void node_set(struct explanation *e, uint32_t number, uint16_t state, struct caqes_fraction value, struct unit unit,
              const char *lack) {
    struct node *n = node_of(e, number);
    n->state = state;
    n->unit = unit;
    n->has_value = state == CAQES_KNOWN && unit.kind != UNIT_CURVE;
    n->shown = lack ? lack : "inconnu";
    if (!n->has_value) return;
    n->value = value;
    n->shown = quantity_text(e->arena, value, unit);
}

bool *explain_reach(const struct explanation *e, const uint32_t *roots, uint32_t count, struct arena *arena) {
    bool *reached = arena_array(arena, e->count, sizeof *reached);
    uint32_t i, k;
    for (k = 0; k < count; k++)
        if (roots[k]) reached[roots[k] - 1] = true;
    for (i = e->count; i-- > 0;)
        for (k = 0; reached[i] && k < e->nodes[i].operand_count; k++) reached[e->nodes[i].operands[k] - 1] = true;
    return reached;
}

/* ---- Data ---------------------------------------------------------------------------------------- */

static const struct provenance *provenance_of(const struct record *r, uint32_t column) {
    uint32_t k;
    for (k = 0; k < r->provenance_count; k++)
        if (r->provenances[k].column == column && !r->provenances[k].replaced) return &r->provenances[k];
    return NULL;
}

/* "CNAMTS, M12, extraction du 29/03/2019, valeur de 2017". */
static const char *source_text(const struct explanation *e, const struct node *n) {
    const char *text = n->as.datum.producer ? n->as.datum.producer : "";
    char date[DAY_TEXT];
    if (n->as.datum.period)
        text = arena_format(e->arena, "%s%spériode %s", text, *text ? ", " : "", n->as.datum.period);
    if (n->as.datum.extraction)
        text = arena_format(e->arena, "%s%sextraction du %s", text, *text ? ", " : "",
                            day_french(n->as.datum.extraction, date));
    if (n->as.datum.year) text = arena_format(e->arena, "%s%svaleur de %u", text, *text ? ", " : "", n->as.datum.year);
    return *text ? text : NULL;
}

static uint32_t add_datum(struct explanation *e, uint32_t column, const struct manifest_input *input, uint8_t presence,
                          int64_t value) {
    const struct layout_column *c = &e->campaign->layout->columns[column];
    const struct record *r = e->record;
    uint8_t age = r->ages ? r->ages[column] : 0;
    const struct provenance *p = provenance_of(r, layout_column_of_year(e->campaign->layout, column, age));
    uint32_t number = node_add(e, NODE_DATUM, code_of_operation(CAQES_OP_SLOT));
    struct node *n = node_of(e, number);
    uint16_t state = presence == CAQES_PRESENT      ? CAQES_KNOWN
                     : presence == CAQES_NON_SOUMIS ? CAQES_NONE
                                                    : CAQES_UNKNOWN;
    n->code = input->spec.name;
    n->label = input->spec.label;
    if (*input->scope) n->label = arena_format(e->arena, "%s (%s)", n->label, input->scope);
    n->as.datum.input = input;
    n->as.datum.presence = presence;
    n->as.datum.producer = p && *p->producer ? p->producer : c->producer;
    n->as.datum.period = p && *p->period ? p->period : NULL;
    n->as.datum.extraction = p ? p->extraction : 0;
    n->as.datum.year = age ? r->year - age : 0;
    n->origin = source_text(e, n);
    node_set(e, number, state, caqes_fraction_of(value, caqes_power_of_ten(input->spec.decimals)),
             unit_of_slot(&input->spec), display_presence(presence));
    return number;
}

/* ---- Parameters ---------------------------------------------------------------------------------- */

const char *origin_text(const struct explanation *e, const struct origin *o, bool gated) {
    const char *who = "valeur par défaut";
    if (gated) return "activité que l'établissement n'exerce pas";
    switch (o->level) {
    case ORIGIN_NONE: return "fixé par personne";
    case ORIGIN_MANIFEST: return who;
    case ORIGIN_CONTRACT: return "contrat de l'établissement";
    case ORIGIN_NATIONAL: who = o->source ? o->source : "référence nationale"; break;
    case ORIGIN_REGION: who = "région"; break;
    case ORIGIN_RULE: who = "règle de la région pour certains établissements"; break;
    }
    return o->file ? arena_format(e->arena, "%s, %s ligne %u", who, o->file, o->line) : who;
}

static const char *curve_text(struct explanation *e, const struct caqes_curve *curve, struct unit of_y) {
    const char *all = "";
    uint32_t i;
    for (i = 0; i < curve->count; i++) {
        const struct caqes_point *p = &e->campaign->points[curve->first + i];
        const char *y = quantity_plain(e->arena, caqes_fraction_of(p->y, 1000000), of_y);
        const char *x = quantity_plain(e->arena, caqes_fraction_of(p->x, 1000000), NUMBER_UNIT);
        bool rest = curve->kind != CAQES_CURVE_LINEAR && i + 1 == curve->count;
        const char *relation = curve->kind == CAQES_CURVE_STEPS      ? "≥ "
                               : curve->kind == CAQES_CURVE_STEPS_UP ? "≤ "
                                                                     : "";
        all = arena_format(e->arena, "%s%s%s%s → %s", all, i ? " ; " : "", rest ? "" : relation, rest ? "sinon" : x, y);
    }
    return all;
}

static uint32_t add_parameter(struct explanation *e, uint32_t plugin, const struct manifest *m,
                              const struct caqes_case *c, uint32_t slot) {
    const struct manifest_parameter *declared = manifest_parameter_at(m, slot);
    const struct value_spec *spec = m->slots[slot];
    struct origin origin = {.level = ORIGIN_NONE};
    uint32_t number = node_add(e, NODE_PARAMETER, code_of_operation(CAQES_OP_SLOT));
    struct node *n = node_of(e, number);
    bool present = c->presences[slot] == CAQES_PRESENT;
    if (e->index->origins[plugin]) origin = e->index->origins[plugin][slot];
    n->code = spec->name;
    n->label = spec->label;
    n->as.parameter.declared = declared;
    n->as.parameter.origin = origin;
    n->as.parameter.gated = campaign_is_gated(e->campaign, plugin, slot, e->record, &origin);
    n->origin = origin_text(e, &origin, n->as.parameter.gated);
    if (declared && *declared->convention) n->article = declared->convention;
    if (spec->type == TYPE_CURVE && present && c->values[slot] >= 0 && c->values[slot] < (int64_t)c->curve_count)
        n->as.parameter.curve = &c->curves[c->values[slot]];
    node_set(e, number, present ? CAQES_KNOWN : CAQES_UNKNOWN,
             caqes_fraction_of(c->values[slot], caqes_power_of_ten(spec->decimals)), unit_of_slot(spec), "non fixé");
    if (n->as.parameter.curve) n->shown = curve_text(e, n->as.parameter.curve, NUMBER_UNIT);
    return number;
}

/* A statistic of the population, which only the ciblage reads. */
static uint32_t add_statistic(struct explanation *e, const struct manifest *m, const struct caqes_case *c,
                              uint32_t slot) {
    const struct value_spec *spec = m->slots[slot];
    uint32_t number = node_add(e, NODE_STATISTIC, code_of_operation(CAQES_OP_SLOT));
    node_of(e, number)->code = spec->name;
    node_of(e, number)->label = spec->label;
    node_set(e, number, c->presences[slot] == CAQES_PRESENT ? CAQES_KNOWN : CAQES_UNKNOWN,
             caqes_fraction_of(c->values[slot], caqes_power_of_ten(spec->decimals)), unit_of_slot(spec),
             "somme trop grande");
    return number;
}

uint32_t node_slot(struct explanation *e, uint32_t plugin, const struct caqes_case *c, uint32_t slot) {
    const struct manifest *m = e->campaign->plugins[plugin].plugin->manifest;
    int32_t column = e->campaign->layout->plugins[plugin].columns[slot];
    uint32_t *known =
        slot < m->input_count && column >= 0 ? &e->index->columns[column] : &e->index->slots[plugin][slot];
    if (*known) return *known;
    if (slot < m->input_count && column >= 0) {
        *known = add_datum(e, (uint32_t)column, &m->inputs[slot], c->presences[slot], c->values[slot]);
    } else if (slot >= manifest_first_aggregate(m)) {
        *known = add_statistic(e, m, c, slot);
    } else {
        *known = add_parameter(e, plugin, m, c, slot);
    }
    return *known;
}

void node_facts(struct explanation *e, uint32_t volet, const struct manifest_output *outputs, const uint32_t *steps,
                uint32_t count, const uint32_t *numbers) {
    uint32_t k;
    for (k = 0; k < count; k++)
        if (outputs[k].kind != OUTPUT_AMOUNT && numbers[steps[k]])
            e->facts[e->fact_count++] = (struct named_fact){outputs[k].code, numbers[steps[k]], volet};
}

uint32_t explanation_obligation(const struct explanation *e, uint32_t volet, uint32_t ref) {
    return e->index->obligations[volet][ref];
}

/* ---- The whole ----------------------------------------------------------------------------------- */

void explain_open(struct explanation *e, const struct batch *b, uint32_t record, struct arena *arena) {
    const struct campaign *c = b->campaign;
    uint32_t p, v, facts = 0;
    *e = (struct explanation){.arena = arena, .campaign = c, .batch = b, .record = &b->records[record]};
    e->index = arena_alloc(arena, sizeof *e->index);
    e->index->columns = arena_array(arena, c->layout->column_count, sizeof(uint32_t));
    e->index->match = campaign_match(c, e->record);
    for (p = 0; p < c->plugin_count; p++) {
        const struct manifest *m = c->plugins[p].plugin->manifest;
        int64_t *values = arena_array(arena, m->slot_count, sizeof *values);
        uint8_t *presences = arena_array(arena, m->slot_count, sizeof *presences);
        facts += m->output_count + m->targeting_count;
        e->index->slots[p] = arena_array(arena, m->slot_count, sizeof(uint32_t));
        e->index->indicators[p] = arena_array(arena, m->indicator_count, sizeof(uint32_t));
        if (!(b->assigned[record] >> p & 1U)) continue;
        e->index->origins[p] = arena_array(arena, m->slot_count, sizeof(struct origin));
        campaign_fill(c, p, e->record, e->index->match, values, presences, e->index->origins[p]);
    }
    for (v = 0; v < c->model->volet_count; v++)
        e->index->obligations[v] = arena_array(arena, b->volets[v].ref_count, sizeof(uint32_t));
    e->facts = arena_array(arena, facts, sizeof *e->facts);
    explain_assignment(e);
}

void explain_grid(struct explanation *e, const struct grid *g, struct arena *arena) {
    uint32_t v;
    explain_open(e, g->batch, g->record, arena);
    e->grid = g;
    for (v = 0; v < g->row_count; v++) e->volets[v] = node_volet(e, v);
    node_total(e);
}
