/* SPDX-License-Identifier: MIT
 *
 * case_found.c: what the grid and the ciblage say, in the words of the expectations. */
#include "host/cases/case_expect.h"

#include "host/report/display.h"
#include "host/report/target_view.h"

#include <string.h>

const char *case_state_word(uint32_t state) {
    struct caqes_obligation shown = {.state = (uint16_t)state};
    return state == CAQES_KNOWN ? NULL : display_obligation(&shown);
}

static const char *result_word(uint32_t state, bool reached) {
    const char *word = case_state_word(state);
    return word ? word : reached ? CASE_REACHED : CASE_MISSED;
}

/* ---- Indicators and obligations ------------------------------------------------------------------ */

static const struct manifest *manifest_of(const struct grid *g, const struct case_meaning *m) {
    return g->batch->campaign->plugins[m->plugin].plugin->manifest;
}

/* The result of an indicator, or NULL when its plugin does not apply to the establishment. */
static const struct indicator_result *indicator_of(const struct grid *g, const struct case_meaning *m,
                                                   const struct caqes_case **explanation) {
    const struct plugin_rows *rows = &g->batch->plugins[m->plugin];
    uint32_t row = rows->row_of_record[g->record];
    if (row == NO_ROW) return NULL;
    *explanation = &rows->explanations[row];
    return &rows->results[(size_t)row * manifest_of(g, m)->indicator_count + m->index];
}

static void indicator_found(const struct grid *g, const struct case_meaning *m, struct case_value *out) {
    const struct caqes_case *c = NULL;
    const struct indicator_result *r = indicator_of(g, m, &c);
    uint32_t state;
    if (!r) {
        out->word = CASE_NOT_APPLIED;
    } else if (m->kind == CASE_EXPECTS_INDICATOR) {
        out->word = result_word(r->state, r->reached);
    } else if (m->kind == CASE_EXPECTS_ATTAINMENT) {
        out->word = case_state_word(r->state);
        out->number = r->attainment;
    } else {
        state = r->value_step == CAQES_NO_STEP ? r->state : caqes_step_at(c, r->value_step)->state;
        out->word = case_state_word(state);
        out->unit = manifest_of(g, m)->indicators[m->index].unit;
        if (state == CAQES_KNOWN && r->value_step != CAQES_NO_STEP)
            out->number = caqes_fraction_from_wire(caqes_step_at(c, r->value_step)->value);
    }
}

static const struct caqes_obligation *obligation_of(const struct grid *g, const struct case_meaning *m) {
    for (uint32_t v = 0; v < g->row_count; v++)
        for (uint32_t k = 0; k < g->rows[v].ref_count; k++)
            if (g->rows[v].refs[k].plugin == m->plugin && g->rows[v].refs[k].obligation == m->index)
                return &g->rows[v].obligations[k];
    return NULL;
}

static void obligation_found(const struct grid *g, const struct case_meaning *m, struct case_value *out) {
    const struct caqes_obligation *o = obligation_of(g, m);
    if (!o || o->role == 0) {
        out->word = CASE_NOT_APPLIED;
    } else if (m->kind == CASE_EXPECTS_OBLIGATION) {
        out->word = result_word(grid_result(g, &(struct obligation_ref){m->plugin, m->index}, o), o->reached != 0);
    } else {
        out->word = case_state_word(o->state);
        if (!out->word && !caqes_fraction_divide(caqes_fraction_from_wire(o->weighted),
                                                 caqes_fraction_from_wire(o->coefficient), &out->number))
            out->word = case_state_word(CAQES_NONE); /* a general obligation weighs nothing: it has no level */
    }
}

/* ---- Volets -------------------------------------------------------------------------------------- */

static bool is_settled(const struct volet_verdict *v) {
    return v->status == VOLET_EVALUATED || v->status == VOLET_REFUSED;
}

/* The amount of the row, or its months: 0 when it is settled without any. */
static void amount_found(const struct grid *g, const struct case_meaning *m, struct case_value *out) {
    const struct volet_verdict *v = &g->rows[m->volet].verdict;
    bool months = m->kind == CASE_EXPECTS_MONTHS;
    out->unit = months ? "months" : "montant";
    if (!is_settled(v)) out->word = CASE_NOTHING;
    for (uint32_t k = 0; k < v->amount_count; k++) {
        if (v->amounts[k].nature->months != months) continue;
        out->number = caqes_fraction_of(v->amounts[k].units, months ? 1 : 100);
        out->suspended = v->amounts[k].suspended && !months;
    }
}

static void fact_found(const struct grid *g, const struct case_meaning *m, struct case_value *out) {
    const struct volet_verdict *v = &g->rows[m->volet].verdict;
    const struct audited_output *o = v->output_count > m->index ? &v->outputs[m->index] : NULL;
    if (!o || v->refused) {
        out->word = CASE_NOTHING;
        return;
    }
    out->word = case_state_word(o->state);
    out->unit = o->output->unit;
    out->number = o->value;
    if (!out->word && o->output->kind == OUTPUT_OUTCOME) {
        out->word = display_outcome(manifest_of(g, m), o->output, o->value);
        if (!out->word) out->word = case_state_word(CAQES_FAILED);
    }
}

static void total_found(const struct grid *g, struct case_value *out) {
    out->unit = "montant";
    out->number = caqes_fraction_of(g->total, 100);
    if (g->state == TOTAL_NONE) out->word = CASE_NOTHING;
}

/* ---- Ciblage ------------------------------------------------------------------------------------- */

static const char *ground_word(const struct targeting *t, const struct volet_targeting *v, uint32_t output) {
    const struct ground_view *views;
    uint32_t count = target_view(t, v, &views);
    for (uint32_t i = 0; i < count; i++)
        if (views[i].output == &v->manifest->targeting[output]) return display_ground(&views[i]);
    return case_state_word(CAQES_NONE); /* not asked for */
}

static void targeting_found(const struct targeting *t, const struct case_meaning *m, struct case_value *out) {
    out->word = display_targeting(TARGETING_NOT_CONCERNED); /* a volet that is for everybody */
    for (uint32_t i = 0; i < t->volet_count; i++) {
        if (t->volets[i].volet != m->volet) continue;
        out->word = m->kind == CASE_EXPECTS_TARGETED ? display_targeting(t->volets[i].volet_decision)
                                                     : ground_word(t, &t->volets[i], m->index);
    }
}

/* ---- All of them --------------------------------------------------------------------------------- */

void case_found(const struct grid *g, const struct targeting *t, const struct case_meaning *meaning,
                struct case_value *out) {
    *out = (struct case_value){.unit = "", .number = caqes_fraction_of(0, 1)};
    switch (meaning->kind) {
    case CASE_EXPECTS_INDICATOR:
    case CASE_EXPECTS_VALUE:
    case CASE_EXPECTS_ATTAINMENT: indicator_found(g, meaning, out); break;
    case CASE_EXPECTS_OBLIGATION:
    case CASE_EXPECTS_LEVEL: obligation_found(g, meaning, out); break;
    case CASE_EXPECTS_STATUS: out->word = display_status(g->rows[meaning->volet].verdict.status); break;
    case CASE_EXPECTS_AMOUNT:
    case CASE_EXPECTS_MONTHS: amount_found(g, meaning, out); break;
    case CASE_EXPECTS_FACT: fact_found(g, meaning, out); break;
    case CASE_EXPECTS_TOTAL: total_found(g, out); break;
    case CASE_EXPECTS_TOTAL_STATE: out->word = display_total_state(g->state); break;
    case CASE_EXPECTS_TARGETED:
    case CASE_EXPECTS_GROUND: targeting_found(t, meaning, out); break;
    default: break;
    }
}

/* ---- Reasons ------------------------------------------------------------------------------------- */

const char *case_reasons(const struct grid *g, uint32_t volet, struct arena *arena) {
    const struct volet_verdict *v = &g->rows[volet].verdict;
    const char *text = v->reason_count ? "" : "aucune";
    for (uint32_t i = 0; i < v->reason_count; i++)
        text = arena_format(arena, "%s%s%s", text, i ? " ; " : "", v->reasons[i]);
    return text;
}

/* "transports incomplet : donnée non fournie : produits_am"; NULL when the volet is evaluated. */
static const char *volet_why(const struct grid *g, uint32_t volet, struct arena *arena) {
    const struct volet_verdict *v = &g->rows[volet].verdict;
    if (v->status == VOLET_EVALUATED && v->reason_count == 0) return NULL;
    return arena_format(arena, "%s %s%s%s", g->rows[volet].volet->code, display_status(v->status),
                        v->reason_count ? " : " : "", v->reason_count ? case_reasons(g, volet, arena) : "");
}

static const char *indicator_why(const struct grid *g, const struct case_meaning *m, struct arena *arena) {
    const struct caqes_case *c = NULL;
    const struct indicator_result *r = indicator_of(g, m, &c);
    bool named = r && (r->lack == LACK_DATUM || r->lack == LACK_TARGET || r->lack == LACK_NOT_SUBJECT);
    if (!r) return "le plugin ne s'applique pas à cet établissement";
    if (r->lack == LACK_NOTHING) return NULL;
    return arena_format(arena, "%s%s%s", display_lack((enum lack)r->lack), named ? " : " : "",
                        named ? manifest_of(g, m)->slots[r->lack_slot]->name : "");
}

/* The indicators of an obligation, each with its result. */
static const char *obligation_why(const struct grid *g, const struct case_meaning *m, struct arena *arena) {
    const struct manifest *manifest = manifest_of(g, m);
    const struct manifest_obligation *o = &manifest->obligations[m->index];
    const char *text = "";
    for (uint32_t k = 0; k < o->indicator_count; k++) {
        struct case_meaning of = {.kind = CASE_EXPECTS_INDICATOR, .plugin = m->plugin, .index = o->indicators[k]};
        const char *why = indicator_why(g, &of, arena);
        struct case_value found = {0};
        indicator_found(g, &of, &found);
        text = arena_format(arena, "%s%s%s %s%s%s%s", text, k ? " ; " : "", manifest->indicators[of.index].code,
                            found.word, why ? " (" : "", why ? why : "", why ? ")" : "");
    }
    return text;
}

/* Of every volet that the total cannot count. */
static const char *total_why(const struct grid *g, struct arena *arena) {
    const char *text = g->fault;
    for (uint32_t v = 0; v < g->row_count; v++)
        if (withholds_total(&g->rows[v].verdict))
            text = arena_format(arena, "%s%s%s", text ? text : "", text ? " ; " : "", volet_why(g, v, arena));
    return text;
}

const char *case_why(const struct grid *g, const struct case_meaning *meaning, struct arena *arena) {
    switch (meaning->kind) {
    case CASE_EXPECTS_INDICATOR:
    case CASE_EXPECTS_VALUE:
    case CASE_EXPECTS_ATTAINMENT: return indicator_why(g, meaning, arena);
    case CASE_EXPECTS_STATUS:
    case CASE_EXPECTS_AMOUNT:
    case CASE_EXPECTS_MONTHS:
    case CASE_EXPECTS_FACT: return volet_why(g, meaning->volet, arena);
    case CASE_EXPECTS_TOTAL:
    case CASE_EXPECTS_TOTAL_STATE: return total_why(g, arena);
    case CASE_EXPECTS_OBLIGATION:
    case CASE_EXPECTS_LEVEL: return obligation_why(g, meaning, arena);
    default: return NULL; /* a reason is its own why */
    }
}
