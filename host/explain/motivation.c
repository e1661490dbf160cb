/* SPDX-License-Identifier: MIT */
#include "host/explain/motivation.h"

#include "host/explain/paper.h"
#include "host/explain/phrase.h"
#include "host/report/display.h"
#include "host/report/grid_json.h"

#include <string.h>

enum { MOTIVATION_VERSION = 1 };

/* One amount being justified: its sentences, in order, and the obligations that it names. */
struct motive {
    const struct explanation *e;
    uint32_t number;
    const struct node *amount;
    const struct grid_row *row;
    const bool *under; /* [node]: the amount rests on it */
    const char **sentences;
    uint32_t count, capacity;
    uint32_t *named; /* obligations */
    uint32_t named_count;
};

static void say(struct motive *m, const char *text) {
    m->sentences = arena_room(m->e->arena, m->sentences, m->count, &m->capacity, sizeof *m->sentences);
    m->sentences[m->count++] = text;
}

static bool is_sanction(const struct motive *m) { return model_nature_is_sanction(m->amount->as.amount.nature); }

/* ---- Obligations --------------------------------------------------------------------------------- */

/* "l'indicateur « ... » s'établit à 61 000 / 140 000 = ..., pour une cible d'au moins 45 % (contrat)". */
static const char *indicator_text(const struct motive *m, const struct node *i) {
    const struct explanation *e = m->e;
    uint32_t number = i->as.indicator.parts.target;
    const char *target = phrase_target(e, i), *origin = number ? phrase_who(e, node_at(e, number)) : NULL;
    const char *text;
    if (i->as.indicator.absence_counts)
        return arena_format(e->arena, "« %s » n'est pas connu et compte comme non atteint : %s", i->label, i->shown);
    text = arena_format(e->arena, "« %s » : %s", i->label, phrase_measured(e, i));
    if (target)
        text = arena_format(e->arena, "%s, cible %s%s%s%s", text, target, origin ? " (" : "", origin ? origin : "",
                            origin ? ")" : "");
    return text;
}

/* The indicators of an obligation on one side of their targets. */
static const char *indicators_text(const struct motive *m, const struct node *o, bool reached) {
    const char *text = "";
    uint32_t k;
    for (k = 0; k < o->operand_count; k++) {
        const struct node *i = node_at(m->e, o->operands[k]);
        const struct indicator_result *r = i->as.indicator.result;
        bool judged = i->has_value && (r->coefficient.num != 0 || o->as.obligation.declared->role == CAQES_GENERALE);
        if (!judged || r->reached != reached) continue;
        text = arena_format(m->e->arena, "%s%s%s", text, *text ? " ; " : "", indicator_text(m, i));
    }
    return text;
}

/* Obligations that the amount rests on, of these roles, on one side: one sentence each. */
static uint32_t name_obligations(struct motive *m, uint32_t roles, bool reached, const char *title) {
    uint32_t k, found = 0;
    for (k = 0; k < m->e->count; k++) {
        const struct node *o = &m->e->nodes[k];
        if (!m->under[k] || o->kind != NODE_OBLIGATION || !(o->as.obligation.declared->role & roles)) continue;
        if (o->state != CAQES_KNOWN || (o->as.obligation.measured->reached != 0) != reached) continue;
        if (found++ == 0) say(m, title);
        m->named[m->named_count++] = k + 1;
        say(m, arena_format(m->e->arena, "— « %s » (%s) : %s.", o->label, o->article, indicators_text(m, o, reached)));
    }
    return found;
}

static void obligations(struct motive *m) {
    const uint32_t goals = CAQES_PRINCIPAL | CAQES_SUPPLEMENTAIRE;
    if (is_sanction(m)) {
        name_obligations(m, goals, false, "N'ont pas été atteintes les obligations suivantes :");
        name_obligations(m, CAQES_COMPLEMENTAIRE | CAQES_GENERALE, false,
                         "N'ont pas été atteints les objectifs complémentaires suivants :");
    } else {
        name_obligations(m, goals, true, "Ont été atteintes les obligations suivantes :");
        name_obligations(m, CAQES_COMPLEMENTAIRE, true, "Ont été atteints les objectifs complémentaires suivants :");
        name_obligations(m, CAQES_COMPLEMENTAIRE, false,
                         "N'ont pas été atteints les objectifs complémentaires suivants :");
    }
}

/* ---- Facts --------------------------------------------------------------------------------------- */

/* "Part du taux maximal : 25 %, d'après le barème ≥ 60 → 0 ; ... (région), pour 53,125." */
static const char *curve_text(const struct motive *m, const struct node *n) {
    const struct node *at = node_at(m->e, phrase_source(m->e, n->operands[0]));
    const struct node *curve = node_at(m->e, n->operands[n->operand_count - 1]);
    return arena_format(m->e->arena, "%s : %s, d'après le barème [%s] (%s), pour %s.", n->label, n->shown, curve->shown,
                        phrase_who(m->e, curve), at->shown);
}

/* What the volet's own calculation names on the way: score, part of the bareme, savings, plan. */
static void facts(struct motive *m) {
    uint32_t k;
    for (k = 0; k < m->e->count; k++) {
        const struct node *n = &m->e->nodes[k];
        const char *formula;
        uint16_t op;
        if (!m->under[k] || n->kind != NODE_OPERATION || !n->has_value ||
            n->as.operation.in != m->row->verdict.explanation)
            continue;
        op = n->as.operation.step->op;
        if (n->label && op == CAQES_OP_CURVE) {
            say(m, curve_text(m, n));
        } else if (n->label && op == CAQES_OP_TABLE) {
            say(m, arena_format(m->e->arena, "%s : %s (%s).", phrase_step(m->e, k + 1), n->shown,
                                n->article ? n->article : m->amount->article));
        } else if (n->label) {
            formula = phrase_formula(m->e, k + 1);
            say(m, strcmp(formula, n->shown) == 0
                       ? arena_format(m->e->arena, "%s : %s.", n->label, n->shown)
                       : arena_format(m->e->arena, "%s : %s = %s.", n->label, formula, n->shown));
        } else if (op == CAQES_OP_PLAN) {
            say(m, arena_format(m->e->arena, "Avancement pondéré du plan d'actions : %s = %s.", phrase_plan(m->e, n),
                                n->shown));
        } else if (op == CAQES_OP_MEAN && n->as.operation.step->a == CAQES_COMPLEMENTAIRE) {
            say(m, arena_format(m->e->arena, "Atteinte pondérée des objectifs complémentaires : %s = %s.",
                                phrase_formula(m->e, k + 1), n->shown));
        }
    }
}

/* ---- The amount ---------------------------------------------------------------------------------- */

/* Adds a reference that the list does not hold yet, whatever its capitals. */
static const char *cite(const struct motive *m, const char *list, const char *article) {
    if (!article || !*article || strcasestr(list, article)) return list;
    return arena_format(m->e->arena, "%s%s%s", list, *list ? " ; " : "", article);
}

/* The legal references under the amount: those that its own steps cite, its article, those of its ceilings. A refusal
 * has its own: the article of the evaluation, which did not take place, is not cited. */
static const char *references(const struct motive *m) {
    const char *text = "";
    uint32_t k, root = m->amount->operands[0];
    bool refused = m->row->verdict.refused;
    for (k = 0; k < m->e->count; k++) {
        const struct node *n = &m->e->nodes[k];
        bool cited = m->under[k] && n->kind == NODE_OPERATION && n->as.operation.in == m->row->verdict.explanation &&
                     n->as.operation.step->source != 0 && !(refused && k + 1 == root);
        if (cited) text = cite(m, text, n->article);
    }
    if (refused && *text) return text;
    text = cite(m, text, m->amount->article);
    for (k = 1; k < m->amount->operand_count; k++) text = cite(m, text, node_at(m->e, m->amount->operands[k])->article);
    return text;
}

/* What the figures of the formula are: the base, the rate, each with who gave it. */
static void terms(struct motive *m) {
    const struct node *exact = node_at(m->e, m->amount->operands[0]);
    const char *text = "";
    uint32_t k, o;
    bool *used = arena_array(m->e->arena, m->e->count, sizeof *used);
    for (k = 0; k < m->e->count; k++) {
        const struct node *n = &m->e->nodes[k];
        bool own = m->under[k] && n->kind == NODE_OPERATION && n->as.operation.in == m->row->verdict.explanation;
        for (o = 0; own && o < n->operand_count; o++) used[n->operands[o] - 1] = true;
    }
    for (k = 0; k < m->e->count; k++) {
        const struct node *n = &m->e->nodes[k];
        bool leaf = n->kind == NODE_DATUM || n->kind == NODE_PARAMETER;
        const char *who = phrase_who(m->e, n);
        if (!used[k] || !leaf || n->unit.kind == UNIT_CURVE || n->unit.kind == UNIT_WORD) continue;
        if (n->unit.kind == UNIT_RATE && n->has_value && n->value.num == 0) continue; /* bears on nothing */
        text = arena_format(m->e->arena, "%s%s%s, %s%s%s%s", text, *text ? " ; " : "", n->label, n->shown,
                            who ? " (" : "", who ? who : "", who ? ")" : "");
    }
    if (*text && exact->has_value) say(m, arena_format(m->e->arena, "Bases et taux : %s.", text));
}

static const char *size_text(const struct motive *m) {
    const struct audited_amount *a = m->amount->as.amount.amount;
    int64_t size = a->units < 0 ? -a->units : a->units;
    return quantity_text(m->e->arena, caqes_fraction_of(size, a->nature->months ? 1 : 100), m->amount->unit);
}

static void acts(struct motive *m) {
    const struct contract_volet *c = &m->e->record->contract[m->amount->as.amount.volet];
    const char *text = "";
    uint32_t k;
    for (k = 0; k < c->act_count; k++) text = arena_format(m->e->arena, "%s%s%s", text, k ? " ; " : "", c->acts[k]);
    if (*text) say(m, arena_format(m->e->arena, "Actes, prestations ou prescriptions visés : %s.", text));
}

static void amount(struct motive *m) {
    const struct audited_amount *a = m->amount->as.amount.amount;
    const struct node *exact = node_at(m->e, m->amount->operands[0]);
    const char *formula = phrase_formula(m->e, phrase_source(m->e, m->amount->operands[0])), *text;
    uint32_t k;
    say(m, arena_format(m->e->arena, "Textes appliqués : %s.", references(m)));
    text = arena_format(m->e->arena, "%s : %s", m->amount->label, size_text(m));
    if (!a->nature->months) {
        text = arena_format(m->e->arena, "%s, soit %s", text, formula);
        if (strcmp(formula, exact->shown) != 0) text = arena_format(m->e->arena, "%s = %s", text, exact->shown);
        if (a->guard.at_ceiling) {
            text = arena_format(m->e->arena, "%s, au centime qui ne dépasse pas le plafond", text);
        } else if (caqes_fraction_compare(exact->value, caqes_fraction_of(a->guard.units, 100)) != 0) {
            text = arena_format(m->e->arena, "%s, arrondi au centime", text);
        }
    }
    say(m, arena_format(m->e->arena, "%s.", text));
    terms(m);
    for (k = 1; k < m->amount->operand_count; k++) {
        const struct node *ceiling = node_at(m->e, m->amount->operands[k]);
        say(m, arena_format(m->e->arena, "%s = %s (%s).", ceiling->label, ceiling->shown, ceiling->article));
    }
    if (a->before_sharing != a->units)
        say(m, "Les sanctions du contrat partagent un même plafond : celle-ci est réduite en proportion.");
    acts(m);
    if (a->nature->note) say(m, arena_format(m->e->arena, "Cette mesure %s.", a->nature->note));
    if (m->amount->as.amount.suspended)
        say(m, arena_format(m->e->arena, "Cette sanction est suspendue (%s) : elle n'entre pas dans le total.",
                            m->amount->as.amount.suspended));
}

static void decision(struct motive *m) {
    const struct retained *r = &m->row->retained;
    char date[DAY_TEXT];
    const char *text;
    uint32_t k;
    if (!r->decision) return;
    text = "Montant retenu par le directeur général de l'agence régionale de santé";
    if (r->decision->date)
        text = arena_format(m->e->arena, "%s, par décision du %s", text, day_french(r->decision->date, date));
    say(m, arena_format(m->e->arena, "%s : %s, pour le motif suivant : « %s ».", text,
                        display_decision(r->decision, m->e->arena), r->decision->reason));
    for (k = 0; k < r->alert_count; k++) say(m, arena_format(m->e->arena, "Attention : %s.", r->alerts[k]));
}

/* ---- Writing ------------------------------------------------------------------------------------- */

/* The sentences of an amount; false when it is none that a decision letter speaks of. */
static bool justify(struct motive *m, const struct explanation *e, uint32_t number) {
    const struct node *n = node_at(e, number);
    if (n->kind != NODE_AMOUNT || !n->as.amount.amount) return false;
    *m = (struct motive){.e = e, .number = number, .amount = n, .row = &e->grid->rows[n->as.amount.volet]};
    m->under = explain_reach(e, &number, 1, e->arena);
    m->named = arena_array(e->arena, e->count, sizeof *m->named);
    if (m->row->verdict.refused) {
        say(m, arena_format(e->arena, "L'établissement a refusé de signer le volet « %s » qui lui était proposé.",
                            m->row->volet->label));
    } else {
        obligations(m);
        facts(m);
    }
    amount(m);
    decision(m);
    return true;
}

void motivation_text(FILE *stream, const struct explanation *e, int32_t volet) {
    struct motive m;
    uint32_t k, s, written = 0;
    fprintf(stream, "%s  %s  (exercice %u)\n", e->record->finess, e->record->name, e->record->year);
    paper_line(stream, 2, "", arena_format(e->arena, "Vu : %s.", e->campaign->model->source), e->arena);
    for (k = 1; k <= e->count; k++) {
        if (!justify(&m, e, k) || (volet >= 0 && m.amount->as.amount.volet != (uint32_t)volet)) continue;
        fprintf(stream, "\n%s : %s\n", m.row->volet->label, m.amount->label);
        for (s = 0; s < m.count; s++) paper_line(stream, 2, "", m.sentences[s], e->arena);
        written++;
    }
    if (written == 0) paper_line(stream, 2, "", "Ni sanction ni intéressement à motiver.", e->arena);
    fputc('\n', stream);
}

static void motive_json(struct json_writer *w, const struct motive *m) {
    const struct audited_amount *a = m->amount->as.amount.amount;
    const char *paragraph = "";
    uint32_t k;
    for (k = 0; k < m->count; k++)
        paragraph = arena_format(m->e->arena, "%s%s%s", paragraph, k ? "\n" : "",
                                 paper_typography(m->sentences[k], m->e->arena));
    json_begin(w, '{');
    json_field(w, "volet", m->row->volet->code);
    json_field(w, "libelle", m->amount->label);
    json_field(w, "nature", a->nature->code);
    json_field(w, "article", m->amount->article);
    json_field(w, "references", references(m));
    json_field_integer(w, a->nature->months ? "mois" : "centimes", a->units);
    json_key(w, "suspendu");
    json_bool(w, a->suspended);
    json_key(w, "obligations");
    json_begin(w, '[');
    for (k = 0; k < m->named_count; k++) {
        const struct node *o = node_at(m->e, m->named[k]);
        json_begin(w, '{');
        json_field(w, "code", o->code);
        json_field(w, "libelle", o->label);
        json_field(w, "article", o->article);
        json_field(w, "resultat", o->as.obligation.measured->reached ? "atteint" : "non_atteint");
        json_end(w, '}');
    }
    json_end(w, ']');
    json_field(w, "paragraphe", paragraph);
    decision_json(w, &m->row->retained);
    json_end(w, '}');
}

void motivation_json(struct json_writer *w, const struct explanation *e, int32_t volet) {
    struct motive m;
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "format", "caqes-motivation");
    json_field_integer(w, "version", MOTIVATION_VERSION);
    json_field_integer(w, "exercice", e->record->year);
    json_field(w, "textes", e->campaign->model->source);
    establishment_json(w, e->record, e->campaign->model);
    json_key(w, "montants");
    json_begin(w, '[');
    for (k = 1; k <= e->count; k++)
        if (justify(&m, e, k) && (volet < 0 || m.amount->as.amount.volet == (uint32_t)volet)) motive_json(w, &m);
    json_end(w, ']');
    json_end(w, '}');
}
