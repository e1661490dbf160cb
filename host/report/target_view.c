/* SPDX-License-Identifier: MIT */
#include "host/report/target_view.h"

#include "host/report/display.h"

#include <string.h>

/* ---- What stands behind a ground ----------------------------------------------------------------- */

/* One ground being looked at. */
struct viewer {
    const struct manifest *m;
    const struct caqes_case *c;
    const bool *under; /* [step]: the ground rests on it */
    struct arena *arena;
};

/* The step that a value is compared to under the ground, or CAQES_NO_STEP. */
static uint32_t limit_of(const struct viewer *w, uint32_t value) {
    uint32_t i;
    for (i = 0; i < w->c->step_count; i++) {
        const struct caqes_step *s = caqes_step_at(w->c, i);
        if (w->under[i] && s->op == CAQES_OP_COMPARE && s->a == value) return s->b;
    }
    return CAQES_NO_STEP;
}

static void view_facts(const struct viewer *w, struct ground_view *g) {
    struct ground_fact *facts = arena_array(w->arena, w->m->targeting_count, sizeof *facts);
    uint32_t k;
    for (k = 0; k < w->m->targeting_count; k++) {
        uint32_t step = w->c->outputs[k];
        const struct caqes_step *s = caqes_step_at(w->c, step);
        struct ground_fact *f = &facts[g->fact_count];
        if (w->m->targeting[k].kind == OUTPUT_GROUND || !w->under[step] || s->state != CAQES_KNOWN) continue;
        f->output = &w->m->targeting[k];
        f->value = caqes_fraction_from_wire(s->value);
        f->limit_step = limit_of(w, step);
        if (f->limit_step != CAQES_NO_STEP && caqes_step_at(w->c, f->limit_step)->state == CAQES_KNOWN) {
            f->has_limit = true;
            f->limit = caqes_fraction_from_wire(caqes_step_at(w->c, f->limit_step)->value);
        }
        g->fact_count++;
    }
    g->facts = facts;
}

/* Whether some step under the ground reads the slot. */
static bool is_read(const struct viewer *w, uint32_t slot) {
    uint32_t i;
    for (i = 0; i < w->c->step_count; i++) {
        const struct caqes_step *s = caqes_step_at(w->c, i);
        if (w->under[i] && (s->op == CAQES_OP_SLOT || s->op == CAQES_OP_PRESENCE_IS) && s->a == slot) return true;
    }
    return false;
}

/* The slots from first to before end that the ground reads. */
static const uint32_t *slots_read(const struct viewer *w, uint32_t first, uint32_t end, uint32_t *count) {
    uint32_t *list = arena_array(w->arena, end - first, sizeof *list), slot;
    *count = 0;
    for (slot = first; slot < end; slot++)
        if (is_read(w, slot)) list[(*count)++] = slot;
    return list;
}

static bool is_not_subject(const struct caqes_case *c, const struct ground_view *g) {
    uint32_t k;
    for (k = 0; k < g->input_count && g->state == CAQES_NONE; k++)
        if (c->presences[g->inputs[k]] == CAQES_NON_SOUMIS) return true;
    return false;
}

static struct ground_view view_of(const struct volet_targeting *v, uint32_t output, struct arena *arena) {
    const struct manifest *m = v->manifest;
    uint32_t step = v->explanation->outputs[output];
    const struct caqes_step *s = caqes_step_at(v->explanation, step);
    struct viewer w = {m, v->explanation, explanation_reach(v->explanation, &step, 1, -1, arena), arena};
    struct ground_view g = {.output = &m->targeting[output], .step = step, .state = s->state};
    g.holds = s->state == CAQES_KNOWN && caqes_fraction_from_wire(s->value).num != 0;
    view_facts(&w, &g);
    g.inputs = slots_read(&w, 0, m->input_count, &g.input_count);
    g.not_subject = is_not_subject(w.c, &g);
    g.aggregates = slots_read(&w, manifest_first_aggregate(m), m->slot_count, &g.aggregate_count);
    if (s->state == CAQES_UNKNOWN) g.missing_count = targeting_missing(v, step, arena, &g.missing);
    return g;
}

uint32_t target_view(const struct targeting *t, const struct volet_targeting *v, const struct ground_view **views) {
    struct arena *arena = t->batch->arena;
    struct ground_view *list;
    uint32_t count = 0, k;
    if (!v->explanation) return 0;
    list = arena_array(arena, v->manifest->targeting_count, sizeof *list);
    for (k = 0; k < v->manifest->targeting_count; k++)
        if (v->manifest->targeting[k].kind == OUTPUT_GROUND) list[count++] = view_of(v, k, arena);
    *views = list;
    return count;
}

/* ---- Words --------------------------------------------------------------------------------------- */

static const struct {
    const char *code, *text;
} decisions[TARGETING_DECISIONS] = {
    [TARGETING_TARGETED] = {"cible", "ciblé"},
    [TARGETING_LEFT_TO_AGENCY] = {"a_apprecier", "à apprécier"},
    [TARGETING_UNDETERMINED] = {"indetermine", "indéterminé"},
    [TARGETING_NOT_TARGETED] = {"non_cible", "non ciblé"},
    [TARGETING_NOT_SUBJECT] = {"non_ciblable", "non ciblable"},
    [TARGETING_NOT_CONCERNED] = {"non_concerne", "non concerné"},
    [TARGETING_ERROR] = {"erreur", "en erreur"},
};

const char *display_targeting(enum targeting_decision decision) { return decisions[decision].text; }
const char *code_of_targeting(enum targeting_decision decision) { return decisions[decision].code; }

const char *display_ground(const struct ground_view *g) {
    return g->state == CAQES_NONE ? "sans objet" : code_of_ground(g);
}

const char *code_of_ground(const struct ground_view *g) {
    switch (g->state) {
    case CAQES_KNOWN: return g->holds ? "oui" : "non";
    case CAQES_NONE: return "sans_objet";
    case CAQES_UNKNOWN: return "inconnu";
    default: return "erreur";
    }
}

const char *fact_text(const struct targeting *t, const struct volet_targeting *v, const struct ground_fact *f) {
    char text[DISPLAY_MAX];
    const char *outcome;
    if (f->output->kind == OUTPUT_OUTCOME) {
        outcome = display_outcome(v->manifest, f->output, f->value);
        return outcome ? outcome : "?";
    }
    if (f->has_limit) {
        display_against(f->value, f->limit, f->output->unit, text);
    } else {
        display_value(f->value, f->output->unit, text);
    }
    return arena_format(t->batch->arena, "%s", text);
}

const char *limit_text(const struct targeting *t, const struct volet_targeting *v, const struct ground_fact *f) {
    const struct caqes_step *s = caqes_step_at(v->explanation, f->limit_step);
    char text[DISPLAY_MAX];
    if (s->op == CAQES_OP_SLOT) {
        display_slot(v->manifest->slots[s->a], v->explanation->values[s->a], text);
    } else {
        display_value(f->limit, f->output->unit, text);
    }
    return arena_format(t->batch->arena, "%s", text);
}

const char *datum_text(const struct targeting *t, const struct volet_targeting *v, uint32_t slot) {
    const struct record *r = &t->batch->records[t->record];
    const struct campaign *campaign = t->batch->campaign;
    int32_t column = campaign->layout->plugins[campaign->volet_plugin[v->volet]].columns[slot];
    char text[DISPLAY_MAX];
    if (v->explanation->presences[slot] != CAQES_PRESENT) return display_presence(v->explanation->presences[slot]);
    display_slot(v->manifest->slots[slot], v->explanation->values[slot], text);
    if (column < 0 || !r->ages || r->ages[column] == 0) return arena_format(t->batch->arena, "%s", text);
    return arena_format(t->batch->arena, "%s (valeur de %u)", text, r->year - r->ages[column]);
}

const struct population_value *group_of(const struct volet_targeting *v, uint32_t slot) {
    return &v->groups[slot - manifest_first_aggregate(v->manifest)];
}

const char *group_text(const struct targeting *t, const struct volet_targeting *v, uint32_t slot) {
    const struct manifest *m = v->manifest;
    const struct population_value *value = group_of(v, slot);
    const struct manifest_aggregate *a = &m->aggregates[slot - manifest_first_aggregate(m)];
    const struct record *r = &t->batch->records[t->record];
    const struct model *model = t->batch->campaign->model;
    const char *text = a->by & BY_REGION && !value->all_regions ? r->region : "toutes régions";
    uint32_t k, named = 0;
    for (k = 0; k < model->champ_count && a->by & BY_CHAMPS; k++)
        if (r->champs >> k & 1U)
            text = arena_format(t->batch->arena, "%s%s%s", text, named++ ? " + " : ", ", model->champs[k]);
    return arena_format(t->batch->arena, "%s : %u établissement%s", text, value->establishments,
                        value->establishments > 1 ? "s" : "");
}
