/* SPDX-License-Identifier: MIT */
#include "host/audit/audit.h"

#include "host/measure/measure.h"
#include "host/settle/settle.h"

#include <string.h>

enum { MAX_REASONS = 32, MAX_NAMES = 128, MAX_SHOWN = 12 };

/* What is missing, each named once, in the order it is met. */
struct names {
    const struct value_spec *list[MAX_NAMES];
    uint32_t count;
};

/* One volet of one record, being audited. */
struct auditor {
    const struct batch *b;
    uint32_t record, volet;
    const struct volet_rows *rows;
    struct volet_verdict *verdict;
    struct names data, terms; /* not supplied by the dossier; fixed by nobody */
};

static void add_reason(struct auditor *a, const char *text) {
    struct volet_verdict *v = a->verdict;
    uint32_t i;
    if (!v->reasons) v->reasons = arena_array(a->b->arena, MAX_REASONS, sizeof *v->reasons);
    for (i = 0; i < v->reason_count; i++)
        if (strcmp(v->reasons[i], text) == 0) return;
    if (v->reason_count < MAX_REASONS) v->reasons[v->reason_count++] = text;
}

static void add_missing(struct auditor *a, const struct manifest *m, uint32_t slot) {
    struct names *names = slot < m->input_count ? &a->data : &a->terms;
    uint32_t i;
    for (i = 0; i < names->count; i++)
        if (strcmp(names->list[i]->name, m->slots[slot]->name) == 0) return;
    if (names->count < MAX_NAMES) names->list[names->count++] = m->slots[slot];
}

/* One reason for all that is missing: "données non fournies : Lits (lits), ...": for people, and for the dossier. */
static void say_missing(struct auditor *a, const struct names *names, const char *one, const char *several) {
    const char *text = names->count > 1 ? several : one;
    uint32_t i, shown = names->count > MAX_SHOWN ? MAX_SHOWN : names->count;
    if (names->count == 0 || a->b->unsaid) return;
    for (i = 0; i < shown; i++)
        text = arena_format(a->b->arena, "%s%s %s (%s)", text, i ? " ;" : " :", names->list[i]->label,
                            names->list[i]->name);
    if (shown < names->count) text = arena_format(a->b->arena, "%s ; et %u autres", text, names->count - shown);
    add_reason(a, text);
}

static void add_fault(struct auditor *a, uint32_t plugin, const char *text) {
    const struct manifest *m = a->b->campaign->plugins[plugin].plugin->manifest;
    if (m->is_volet) {
        a->verdict->mandatory_fault = true;
    } else {
        a->verdict->regional_fault = true;
    }
    add_reason(a, arena_format(a->b->arena, "plugin %s en erreur : %s", m->id, text));
}

/* Every datum that an indicator needs and does not have. */
static void add_missing_data(struct auditor *a, const struct manifest *m, const struct manifest_indicator *i,
                             const struct indicator_result *r, const struct caqes_case *c) {
    uint32_t k;
    add_missing(a, m, r->lack_slot);
    for (k = 0; k < i->numerator_count + i->denominator_count; k++) {
        uint32_t slot = k < i->numerator_count ? i->numerator[k] : i->denominator[k - i->numerator_count];
        if (c->presences[slot] != CAQES_PRESENT && c->presences[slot] != CAQES_NON_SOUMIS) add_missing(a, m, slot);
    }
}

/* Says which indicators of an obligation lack something, and what. */
static void explain_lack(struct auditor *a, const struct obligation_ref *ref) {
    const struct manifest *m = a->b->campaign->plugins[ref->plugin].plugin->manifest;
    const struct plugin_rows *rows = &a->b->plugins[ref->plugin];
    uint32_t row = rows->row_of_record[a->record], k;
    const struct manifest_obligation *o = &m->obligations[ref->obligation];
    for (k = 0; k < o->indicator_count; k++) {
        const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + o->indicators[k]];
        if (r->state == CAQES_KNOWN) continue; /* its absence counts as not reached: it withholds nothing */
        switch ((enum lack)r->lack) {
        case LACK_DATUM: add_missing_data(a, m, &m->indicators[o->indicators[k]], r, &rows->explanations[row]); break;
        case LACK_TARGET: add_missing(a, m, r->lack_slot); break;
        case LACK_PLUGIN: add_fault(a, ref->plugin, rows->faults[row]); break;
        case LACK_ARITHMETIC:
            add_fault(a, ref->plugin,
                      arena_format(a->b->arena, "%s ne tient pas en 128 bits", m->indicators[o->indicators[k]].code));
            break;
        default: break;
        }
    }
}

/* Whether the state of an obligation bears on the volet. A general one bears when it has been given a weight;
 * without any, only its plugin in error does: it withholds all that it feeds. */
static bool bears(const struct auditor *a, const struct caqes_obligation *o, const struct obligation_ref *ref) {
    if (o->role == 0 || o->state == CAQES_NONE) return false;
    return o->role != CAQES_GENERALE || o->state == CAQES_FAILED || obligation_weighs(a->b, a->record, ref);
}

/* State of the volet's obligations together: NONE when nothing is applicable. */
static uint32_t obligations_state(struct auditor *a) {
    uint32_t state = CAQES_NONE, k;
    for (k = 0; k < a->rows->ref_count; k++) {
        const struct caqes_obligation *o = &a->rows->obligations[(size_t)a->record * a->rows->ref_count + k];
        if (!bears(a, o, &a->rows->refs[k])) continue;
        if (state == CAQES_NONE || o->state > state) state = o->state;
        if (o->state != CAQES_KNOWN) explain_lack(a, &a->rows->refs[k]);
    }
    return state;
}

/* An amount that cannot be computed: names the slots that are missing under it. */
static void explain_unknown(struct auditor *a, const struct caqes_case *c, const struct manifest *m, uint32_t root) {
    const bool *needed = explanation_reach(c, &root, 1, CAQES_UNKNOWN, a->b->arena);
    uint32_t i;
    for (i = 0; i <= root; i++) {
        const struct caqes_step *s = caqes_step_at(c, i);
        if (needed[i] && s->op == CAQES_OP_SLOT) add_missing(a, m, s->a);
    }
}

/* What an amount rests on that hides a lack of data from it; NULL when nothing does. */
static const char *hides_missing(const struct auditor *a, const struct caqes_case *c, uint32_t root) {
    const bool *needed = explanation_reach(c, &root, 1, -1, a->b->arena);
    uint32_t i;
    for (i = 0; i <= root; i++) {
        uint16_t op = caqes_step_at(c, i)->op;
        if (needed[i] && op == CAQES_OP_MEAN_KNOWN)
            return "un montant repose sur une moyenne des seules données connues";
        if (needed[i] && op == CAQES_OP_PRESENCE_IS)
            return "un montant repose sur la présence d'une donnée, non sur sa valeur";
    }
    return NULL;
}

/* A known amount through the guard-rails, into the verdict. */
static void audit_amount(struct auditor *a, const struct manifest *m, const struct caqes_case *c,
                         const struct audited_output *o, uint32_t plugin) {
    const struct campaign *campaign = a->b->campaign;
    const struct model_nature *nature = model_nature_of(&campaign->model->volets[a->volet], o->output->nature);
    struct audited_amount *amount = &a->verdict->amounts[a->verdict->amount_count];
    const char *hidden = hides_missing(a, c, o->step);
    if (!nature) {
        add_fault(a, plugin, arena_format(a->b->arena, "montant interdit sur ce volet : %s", o->output->nature));
        return;
    }
    if (hidden) {
        add_fault(a, plugin, hidden);
        return;
    }
    *amount = (struct audited_amount){.output = o->output, .nature = nature, .step = o->step};
    switch (guard_amount(m, c, nature, o->value, a->b->arena, &amount->guard)) {
    case GUARD_FAULT:
        a->verdict->over_ceiling = a->verdict->over_ceiling || amount->guard.over_ceiling;
        add_fault(a, plugin, amount->guard.fault);
        return;
    case GUARD_NO_BASE:
        a->verdict->status = VOLET_INCOMPLETE;
        add_reason(a, arena_format(a->b->arena, "plafond invérifiable, il manque : %s", amount->guard.fault));
        return;
    default: break;
    }
    if (amount->guard.units == 0) return;
    amount->units = nature->sign < 0 ? -amount->guard.units : amount->guard.units;
    amount->before_sharing = amount->units;
    amount->suspended = model_nature_is_sanction(nature) && campaign->suspended[a->volet] != NULL;
    a->verdict->amount_count++;
}

/* A lack of object is a decision of the rules; an establishment "not subject" to what an amount is made of
 * is a lack of data: products and savings always exist. */
static bool lacks_object(struct auditor *a, const struct caqes_case *c, const struct manifest *m, uint32_t root) {
    const bool *needed = explanation_reach(c, &root, 1, CAQES_NONE, a->b->arena);
    bool found = false;
    uint32_t i;
    for (i = 0; i <= root; i++)
        if (needed[i] && caqes_step_at(c, i)->op == CAQES_OP_SLOT) {
            add_missing(a, m, caqes_step_at(c, i)->a);
            found = true;
        }
    return found;
}

/* One amount output, by what is known of it. */
static void audit_proposal(struct auditor *a, const struct manifest *m, const struct caqes_case *c,
                           const struct audited_output *o, uint32_t plugin) {
    switch (o->state) {
    case CAQES_KNOWN: audit_amount(a, m, c, o, plugin); break;
    case CAQES_NONE:
        if (lacks_object(a, c, m, o->step)) a->verdict->status = VOLET_INCOMPLETE;
        break;
    case CAQES_UNKNOWN:
        a->verdict->status = VOLET_INCOMPLETE;
        explain_unknown(a, c, m, o->step);
        break;
    default: add_fault(a, plugin, arena_format(a->b->arena, "%s ne tient pas en 128 bits", o->output->code));
    }
}

/* Outputs of a settled volet, and the amounts that stand: one at most, for the texts say "or". */
static void audit_outputs(struct auditor *a, const struct answer *answer, uint32_t plugin, bool amounts) {
    const struct manifest *m = a->b->campaign->plugins[plugin].plugin->manifest;
    const struct caqes_case *c = &answer->explanation;
    struct audited_output *outputs = arena_array(a->b->arena, m->output_count, sizeof *outputs);
    uint32_t k, proposed = 0;
    a->verdict->explanation = c;
    a->verdict->outputs = outputs;
    a->verdict->output_count = m->output_count;
    a->verdict->amounts = arena_array(a->b->arena, m->output_count, sizeof *a->verdict->amounts);
    for (k = 0; k < m->output_count; k++) {
        const struct caqes_step *s = caqes_step_at(c, c->outputs[k]);
        outputs[k] =
            (struct audited_output){&m->outputs[k], c->outputs[k], s->state, caqes_fraction_from_wire(s->value)};
        if (!amounts || m->outputs[k].kind != OUTPUT_AMOUNT) continue;
        proposed += s->state != CAQES_NONE;
        audit_proposal(a, m, c, &outputs[k], plugin);
    }
    if (amounts && proposed == 0 && a->verdict->status == VOLET_EVALUATED) a->verdict->status = VOLET_UNEVALUABLE;
    if (a->verdict->amount_count > 1) add_fault(a, plugin, "plusieurs montants sur un même volet");
}

static enum volet_status status_of(enum contract_status status) {
    switch (status) {
    case CONTRACT_IN_FORCE: return VOLET_EVALUATED;
    case CONTRACT_REFUSED: return VOLET_REFUSED;
    case CONTRACT_NOT_YET: return VOLET_NOT_YET;
    case CONTRACT_ENDED: return VOLET_ENDED;
    default: return VOLET_NOT_CONTRACTED;
    }
}

/* A volet of the contract that no plugin settles: its plugin is refused, or a rule removed it. */
static void audit_unsettled(struct auditor *a) {
    int32_t plugin = a->b->campaign->volet_plugin[a->volet];
    a->verdict->mandatory_fault = true;
    if (plugin < 0) plugin = campaign_stand_in(a->b->campaign, a->volet);
    if (plugin < 0) {
        add_reason(a, "aucun plugin de la campagne n'évalue ce volet");
    } else if (a->b->campaign->plugins[plugin].refusal) {
        add_fault(a, (uint32_t)plugin, a->b->campaign->plugins[plugin].refusal);
    } else {
        add_reason(a, "une règle de la campagne retire le plugin de ce volet, qui est au contrat");
    }
}

void audit_volet(const struct batch *b, uint32_t record, uint32_t volet, struct volet_verdict *out) {
    struct auditor a = {.b = b, .record = record, .volet = volet, .rows = &b->volets[volet], .verdict = out};
    const struct answer *answer;
    uint32_t obligations, row = a.rows->row_of_record[record];
    memset(out, 0, sizeof *out);
    out->status = status_of(b->records[record].contract[volet].status);
    out->refused = out->status == VOLET_REFUSED;
    if (out->status != VOLET_EVALUATED && out->status != VOLET_REFUSED) return;
    if (row == NO_ROW) {
        audit_unsettled(&a);
    } else {
        answer = &a.rows->answers[row];
        if (answer->fault) {
            add_fault(&a, (uint32_t)b->campaign->volet_plugin[volet], answer->fault);
        } else {
            /* A refusal needs no evaluation; otherwise what is missing withholds every amount. */
            obligations = out->refused ? CAQES_KNOWN : obligations_state(&a);
            if (obligations == CAQES_FAILED && !out->mandatory_fault && !out->regional_fault)
                add_fault(&a, (uint32_t)b->campaign->volet_plugin[volet], "une obligation ne tient pas en 128 bits");
            if (obligations == CAQES_NONE) out->status = VOLET_UNEVALUABLE;
            if (obligations == CAQES_UNKNOWN) out->status = VOLET_INCOMPLETE;
            audit_outputs(&a, answer, (uint32_t)b->campaign->volet_plugin[volet], obligations == CAQES_KNOWN);
        }
    }
    say_missing(&a, &a.terms, "terme non fixé", "termes non fixés"); /* the region's, before the establishment's */
    say_missing(&a, &a.data, "donnée non fournie", "données non fournies");
    if (out->mandatory_fault || out->regional_fault) out->status = VOLET_ERROR;
    if (out->status == VOLET_INCOMPLETE || out->status == VOLET_ERROR) out->amount_count = 0;
}
