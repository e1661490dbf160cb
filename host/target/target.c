/* SPDX-License-Identifier: MIT */
#include "host/target/target.h"

#include "host/target/decision.h"

#include <string.h>

/* ---- The verb ------------------------------------------------------------------------------------ */

/* One volet over the batch: the answers of its plugin, by row of that plugin. */
struct asked {
    const struct plugin *plugin;
    const struct plugin_rows *rows;
    struct answer *answers;              /* NULL when the plugin has nothing to say */
    struct population_value *statistics; /* [row][aggregate_count] */
};

/* The slots of a plugin, with its aggregates, which only this verb sees. */
static struct caqes_batch with_aggregates(const struct batch *b, uint32_t plugin, const struct population *population,
                                          struct population_value *statistics) {
    const struct manifest *m = b->campaign->plugins[plugin].plugin->manifest;
    const struct plugin_rows *rows = &b->plugins[plugin];
    uint32_t slots = m->slot_count, first = manifest_first_aggregate(m), row, k;
    size_t all = (size_t)rows->count * slots;
    struct caqes_batch call = rows->slots;
    int64_t *values = arena_array(b->arena, all, sizeof *values);
    uint8_t *presences = arena_array(b->arena, all, sizeof *presences);
    if (m->aggregate_count == 0) return call;
    memcpy(values, call.values, all * sizeof *values);
    memcpy(presences, call.presences, all * sizeof *presences);
    for (row = 0; row < rows->count; row++)
        for (k = 0; k < m->aggregate_count; k++) {
            size_t at = (size_t)row * slots + first + k;
            struct population_value *s = &statistics[(size_t)row * m->aggregate_count + k];
            *s = population_value(population, plugin, k, &b->records[rows->record_of_row[row]]);
            values[at] = s->value;
            presences[at] = s->presence;
        }
    call.values = values;
    call.presences = presences;
    return call;
}

static struct asked ask(struct batch *b, uint32_t volet, const struct population *population) {
    int32_t index = b->campaign->volet_plugin[volet];
    struct asked a = {NULL, NULL, NULL, NULL};
    const struct campaign_plugin *p;
    struct caqes_batch call;
    if (index < 0) return a;
    p = &b->campaign->plugins[index];
    a.plugin = p->plugin;
    a.rows = &b->plugins[index];
    if (p->refusal || p->plugin->manifest->targeting_count == 0) return a;
    a.statistics =
        arena_array(b->arena, (size_t)a.rows->count * p->plugin->manifest->aggregate_count, sizeof *a.statistics);
    a.answers = arena_array(b->arena, a.rows->count, sizeof *a.answers);
    call = with_aggregates(b, (uint32_t)index, population, a.statistics);
    plugin_call(p->plugin, VERB_TARGET, &call, 0, b->arena, a.answers);
    return a;
}

/* ---- The decision -------------------------------------------------------------------------------- */

static void conclude(struct volet_targeting *v, enum targeting_decision decision, const char *reason) {
    v->volet_decision = v->msap_decision = decision;
    v->reason = reason;
}

static void plugin_in_error(const struct batch *b, const struct manifest *m, struct volet_targeting *v,
                            const char *fault) {
    conclude(v, TARGETING_ERROR, arena_format(b->arena, "plugin %s en erreur : %s", m->id, fault));
}

static void judge_grounds(const struct batch *b, const struct asked *a, uint32_t row, struct volet_targeting *v) {
    const struct answer *answer = &a->answers[row];
    const char *fault = answer->fault;
    if (!fault) fault = grounds_fault(v->manifest, &answer->explanation, b->arena);
    if (fault) {
        plugin_in_error(b, v->manifest, v, fault);
        return;
    }
    v->explanation = &answer->explanation;
    v->groups = a->statistics + (size_t)row * v->manifest->aggregate_count;
    v->volet_decision = decide(v->manifest, v->explanation, OPENS_VOLET);
    v->msap_decision = decide(v->manifest, v->explanation, OPENS_MSAP);
    if (v->volet_decision == TARGETING_ERROR || v->msap_decision == TARGETING_ERROR)
        v->reason = arena_format(b->arena, "plugin %s en erreur : le calcul d'un motif dépasse la capacité prévue",
                                 v->manifest->id);
}

/* A plugin that is refused may be the one of the volet: who is targeted is then not known. */
static void judge_without_plugin(const struct batch *b, struct volet_targeting *v) {
    int32_t stand_in = campaign_stand_in(b->campaign, v->volet);
    const struct campaign_plugin *p = stand_in < 0 ? NULL : &b->campaign->plugins[stand_in];
    if (p) plugin_in_error(b, p->plugin->manifest, v, p->refusal);
    if (!p) conclude(v, TARGETING_NOT_CONCERNED, "le volet n'est pas examiné dans cette campagne");
}

static void judge_volet(const struct batch *b, uint32_t record, const struct asked *a, struct volet_targeting *v) {
    const struct model_volet *volet = &b->campaign->model->volets[v->volet];
    int32_t plugin = b->campaign->volet_plugin[v->volet];
    const struct record *r = &b->records[record];
    const struct model_exclusion *exclusion = model_exclusion_of(volet, r->statut, r->year);
    uint32_t k;
    if (plugin < 0) {
        judge_without_plugin(b, v);
        return;
    }
    v->manifest = a->plugin->manifest;
    for (k = 0; k < v->manifest->targeting_count; k++)
        v->has_msap = v->has_msap || (v->manifest->targeting[k].opens & OPENS_MSAP);
    if (exclusion) {
        conclude(v, TARGETING_NOT_CONCERNED,
                 arena_format(b->arena, "exclu par le modèle de contrat (%s)", exclusion->article));
    } else if (a->rows->row_of_record[record] == NO_ROW) {
        conclude(v, TARGETING_NOT_CONCERNED,
                 "le volet n'est pas examiné pour cet établissement (règle de la campagne)");
    } else if (b->campaign->plugins[plugin].refusal) {
        plugin_in_error(b, v->manifest, v, b->campaign->plugins[plugin].refusal);
    } else if (!a->answers) {
        conclude(v, TARGETING_NOT_CONCERNED, "aucun motif de ciblage n'est prévu pour ce volet");
    } else {
        judge_grounds(b, a, a->rows->row_of_record[record], v);
    }
}

/* ---- Several volets [I II.a.iv] ------------------------------------------------------------------- */

/* Whether a volet comes later in the listing: those with an agreed priority first. Stable on the grid's order. */
static bool comes_later(const struct record *r, uint32_t a, uint32_t b) {
    uint32_t of_a = r->contract[a].priority, of_b = r->contract[b].priority;
    if (of_b == 0) return false;
    return of_a == 0 || of_a > of_b;
}

static void put_in_order(struct targeting *t) {
    const struct record *r = &t->batch->records[t->record];
    uint32_t i, k;
    for (i = 1; i < t->volet_count; i++) {
        struct volet_targeting moved = t->volets[i];
        for (k = i; k > 0 && comes_later(r, t->volets[k - 1].volet, moved.volet); k--) t->volets[k] = t->volets[k - 1];
        t->volets[k] = moved;
    }
}

static bool carries_sanction(const struct model_volet *v) {
    uint32_t k;
    for (k = 0; k < v->nature_count; k++)
        if (model_nature_is_sanction(&v->natures[k])) return true;
    return false;
}

static void notice_several(struct targeting *t) {
    const struct model *model = t->batch->campaign->model;
    const char *names = "";
    uint32_t targeted = 0, sanctions = 0, k;
    for (k = 0; k < t->volet_count; k++) {
        const struct model_volet *volet = &model->volets[t->volets[k].volet];
        if (t->volets[k].volet_decision != TARGETING_TARGETED) continue;
        targeted++;
        if (!carries_sanction(volet)) continue;
        names = arena_format(t->batch->arena, "%s%s%s", names, sanctions++ ? ", " : "", volet->label);
    }
    if (targeted < 2) return;
    t->notices[t->notice_count++] = "ciblé sur plusieurs volets : prioriser, et limiter les volets donnant lieu à "
                                    "sanction (II.a.iv)";
    if (sanctions > 1)
        t->notices[t->notice_count++] =
            arena_format(t->batch->arena, "volets ciblés qui peuvent donner lieu à sanction : %s", names);
}

void target(struct batch *b, const struct population *population, struct targeting *out) {
    const struct model *model = b->campaign->model;
    struct asked asked[MODEL_MAX_VOLETS];
    uint32_t v, r;
    for (v = 0; v < model->volet_count; v++)
        if (!model->volets[v].mandatory) asked[v] = ask(b, v, population);
    for (r = 0; r < b->count; r++) {
        out[r] = (struct targeting){.batch = b, .record = r};
        for (v = 0; v < model->volet_count; v++) {
            struct volet_targeting *one = &out[r].volets[out[r].volet_count];
            if (model->volets[v].mandatory) continue; /* everybody has it */
            one->volet = v;
            judge_volet(b, r, &asked[v], one);
            out[r].volet_count++;
        }
        put_in_order(&out[r]);
        notice_several(&out[r]);
    }
}

uint32_t targeting_missing(const struct volet_targeting *v, uint32_t step, struct arena *arena,
                           const uint32_t **slots) {
    const struct caqes_case *c = v->explanation;
    const bool *under = explanation_reach(c, &step, 1, CAQES_UNKNOWN, arena);
    uint32_t *list = arena_array(arena, v->manifest->slot_count, sizeof *list), count = 0, i, k;
    for (i = 0; i <= step; i++) {
        const struct caqes_step *s = caqes_step_at(c, i);
        if (!under[i] || s->op != CAQES_OP_SLOT) continue;
        for (k = 0; k < count && list[k] != s->a; k++) {
        }
        if (k == count) list[count++] = s->a;
    }
    *slots = list;
    return count;
}
