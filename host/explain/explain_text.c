/* SPDX-License-Identifier: MIT */
#include "host/explain/explain_text.h"

#include "host/base/text.h"
#include "host/explain/paper.h"
#include "host/explain/phrase.h"
#include "host/report/display.h"
#include "host/report/target_view.h"

#include <string.h>

enum { BODY = 2, DETAIL = 4 };

/* One text being written. */
struct writer {
    FILE *stream;
    const struct explanation *e;
    bool *said; /* [node]: a step is told once */
};

static const char *format(const struct writer *w, const char *a, const char *b, const char *c) {
    return arena_format(w->e->arena, "%s%s%s", a, b, c);
}

static void line(const struct writer *w, unsigned indent, const char *mark, const char *text) {
    paper_line(w->stream, indent, mark, text, w->e->arena);
}

static const char *with_article(const struct writer *w, const char *text, const char *article) {
    return article && *article ? arena_format(w->e->arena, "%s (%s)", text, article) : text;
}

/* ---- Leaves -------------------------------------------------------------------------------------- */

/* "« Lits » : 220 lits (Établissement)." */
static void leaf(const struct writer *w, unsigned indent, const struct node *n) {
    const char *text = arena_format(w->e->arena, "« %s » : %s", n->label ? n->label : n->code, n->shown);
    line(w, indent, "- ", format(w, n->origin ? with_article(w, text, n->origin) : text, ".", ""));
}

static bool is_leaf(const struct node *n) {
    return n->kind == NODE_DATUM || n->kind == NODE_PARAMETER || n->kind == NODE_STATISTIC;
}

/* The leaves that steps rest on directly, and not through an obligation; those an indicator shows are with it. */
static void leaves(struct writer *w, const bool *steps, const char *title) {
    bool *used = arena_array(w->e->arena, w->e->count, sizeof *used), any = false;
    uint32_t k, o;
    for (k = 0; k < w->e->count; k++)
        for (o = 0; steps[k] && o < w->e->nodes[k].operand_count; o++) used[w->e->nodes[k].operands[o] - 1] = true;
    for (k = 0; k < w->e->count; k++) {
        if (!used[k] || !is_leaf(&w->e->nodes[k])) continue;
        if (!any) line(w, BODY, "", title);
        any = true;
        leaf(w, DETAIL, &w->e->nodes[k]);
    }
}

/* ---- Steps --------------------------------------------------------------------------------------- */

/* What stands between what a step does and what it gives: nothing when the sentence says it. */
static const char *link_of(const struct node *n) {
    uint16_t op = n->as.operation.step->op;
    if (op == CAQES_OP_SELECT || (op == CAQES_OP_OR_ELSE && n->has_value)) return NULL;
    if (!n->has_value || op == CAQES_OP_CURVE || n->unit.kind == UNIT_YES_NO || n->unit.kind == UNIT_WORD) return " : ";
    return " = ";
}

static void step(struct writer *w, uint32_t number) {
    const struct node *n = node_at(w->e, number);
    const char *text = phrase_step(w->e, number);
    if (w->said[number - 1]) return;
    w->said[number - 1] = true;
    if (link_of(n)) text = format(w, text, link_of(n), n->shown);
    if (n->label) text = arena_format(w->e->arena, "%s. %s", n->label, text);
    line(w, DETAIL, arena_format(w->e->arena, "Étape %u : ", number),
         format(w, with_article(w, text, n->article), ".", ""));
}

/* The steps of a case under a node, flags by index. */
static bool *steps_under(const struct writer *w, uint32_t root, const struct caqes_case *of) {
    bool *under = explain_reach(w->e, &root, 1, w->e->arena);
    uint32_t k;
    for (k = 0; k < w->e->count; k++)
        under[k] = under[k] && w->e->nodes[k].kind == NODE_OPERATION && w->e->nodes[k].as.operation.in == of;
    return under;
}

static void steps(struct writer *w, const bool *under) {
    uint32_t k;
    for (k = 0; k < w->e->count; k++)
        if (under[k] && phrase_is_told(w->e, k + 1)) step(w, k + 1);
}

/* ---- Obligations --------------------------------------------------------------------------------- */

static void indicator(struct writer *w, uint32_t number, unsigned indent) {
    const struct node *n = node_at(w->e, number), *value;
    const struct indicator_parts *p = &n->as.indicator.parts;
    const struct indicator_result *r = n->as.indicator.result;
    const char *target = phrase_target(w->e, n), *origin = phrase_target_origin(w->e, n), *text;
    uint32_t k;
    bool *under;
    value = p->value ? node_at(w->e, p->value) : NULL;
    text = arena_format(w->e->arena, "%s : %s.", with_article(w, n->label, n->article),
                        value && value->has_value ? phrase_measured(w->e, n) : n->shown);
    if (value && target)
        text = arena_format(w->e->arena, "%s Cible : %s%s%s%s.", text, target, origin ? " (" : "", origin ? origin : "",
                            origin ? ")" : "");
    if (r->lack != LACK_COEFFICIENT) {
        text = arena_format(w->e->arena, "%s Résultat : %s", text, phrase_result(n));
        if (n->has_value && r->state == CAQES_KNOWN && r->attainment.num != 0 &&
            caqes_fraction_compare(r->attainment, caqes_fraction_of(1, 1)) != 0)
            text = arena_format(w->e->arena, "%s, à hauteur de %s", text, n->shown);
        text = arena_format(w->e->arena, "%s ; coefficient %s (%s).", text, node_at(w->e, p->coefficient)->shown,
                            node_at(w->e, p->coefficient)->origin);
    }
    line(w, indent, "• ", text);
    if (!value) return;
    under = explain_reach(w->e, &p->value, 1, w->e->arena);
    for (k = 0; k < w->e->count; k++)
        if (under[k] && is_leaf(&w->e->nodes[k])) leaf(w, indent + 2, &w->e->nodes[k]);
    if (n->as.indicator.declared->kind == KIND_CODE && value->kind == NODE_OPERATION)
        steps(w, steps_under(w, p->value, value->as.operation.in));
}

static void obligation(struct writer *w, uint32_t number) {
    const struct node *n = node_at(w->e, number);
    uint32_t k;
    line(w, BODY, "", arena_format(w->e->arena, "Obligation « %s » (%s) : %s.", n->label, n->article, n->shown));
    for (k = 0; k < n->operand_count; k++) indicator(w, n->operands[k], DETAIL);
}

/* ---- Amounts ------------------------------------------------------------------------------------- */

/* The rounding, and the ceilings. */
static void rounding(struct writer *w, const struct node *n) {
    const struct audited_amount *a = n->as.amount.amount;
    const struct node *exact = node_at(w->e, n->operands[0]);
    uint32_t k;
    for (k = 1; k < n->operand_count; k++) {
        const struct node *ceiling = node_at(w->e, n->operands[k]);
        line(w, DETAIL, "",
             arena_format(w->e->arena, "%s = %s (%s)%s", ceiling->label, ceiling->shown, ceiling->article,
                          ceiling->has_value ? " : le montant ne le dépasse pas." : "."));
    }
    if (!a || n->as.amount.nature->months) return;
    if (a->guard.at_ceiling) {
        line(w, DETAIL, "",
             arena_format(w->e->arena,
                          "Arrondi : %s ; le centime le plus proche dépasserait le plafond, le montant est le "
                          "plus grand centime qui ne le dépasse pas.",
                          exact->shown));
    } else if (caqes_fraction_compare(exact->value, caqes_fraction_of(a->guard.units, 100)) == 0) {
        line(w, DETAIL, "", "Le montant est exact au centime : il n'y a pas d'arrondi.");
    } else {
        line(w, DETAIL, "",
             arena_format(w->e->arena, "Arrondi au centime, une seule fois, le demi-centime s'éloignant de zéro : %s.",
                          n->shown));
    }
    if (a->before_sharing != a->units)
        line(w, DETAIL, "",
             arena_format(w->e->arena, "Ramené de %s à %s : les sanctions du contrat partagent un même plafond.",
                          quantity_text(w->e->arena, caqes_fraction_of(a->before_sharing, 100), n->unit), n->shown));
}

static void amount(struct writer *w, uint32_t number) {
    const struct node *n = node_at(w->e, number), *exact = node_at(w->e, n->operands[0]);
    const struct volet_verdict *v = &w->e->grid->rows[n->as.amount.volet].verdict;
    bool *under = steps_under(w, number, v->explanation);
    line(w, BODY, "", arena_format(w->e->arena, "%s : %s.", with_article(w, n->label, n->article), n->shown));
    if (exact->has_value && exact->value.num != 0)
        line(w, DETAIL, "",
             arena_format(w->e->arena, "Calcul : %s = %s.", phrase_formula(w->e, phrase_source(w->e, n->operands[0])),
                          exact->shown));
    if (n->state == CAQES_UNKNOWN) return; /* withheld: the row says why */
    steps(w, under);
    rounding(w, n);
    if (n->as.amount.suspended)
        line(w, DETAIL, "",
             arena_format(w->e->arena, "Sanction suspendue (%s) : elle est montrée, et n'entre pas dans le total.",
                          n->as.amount.suspended));
    if (n->as.amount.amount && n->as.amount.nature->note)
        line(w, DETAIL, "", format(w, n->as.amount.nature->note, ".", ""));
}

/* ---- Volets -------------------------------------------------------------------------------------- */

static void heading(const struct writer *w, const struct node *n) {
    fprintf(w->stream, "\n%s : %s\n", n->label, n->shown);
}

static void decision(const struct writer *w, const struct retained *r) {
    char date[DAY_TEXT];
    const char *text;
    uint32_t k;
    if (!r->decision) return;
    text = format(w, "Montant retenu par le directeur général de l'agence régionale de santé : ",
                  display_decision(r->decision, w->e->arena), "");
    if (r->decision->date)
        text = arena_format(w->e->arena, "%s, par décision du %s", text, day_french(r->decision->date, date));
    line(w, BODY, "", arena_format(w->e->arena, "%s. Motif : %s", text, r->decision->reason));
    for (k = 0; k < r->alert_count; k++) line(w, DETAIL, "Attention : ", r->alerts[k]);
}

/* The facts of a row that no amount needed: parts of a score, next year's target. */
static void other_facts(struct writer *w, uint32_t volet) {
    const struct volet_verdict *v = &w->e->grid->rows[volet].verdict;
    bool any = false;
    uint32_t k;
    for (k = 0; k < w->e->count; k++) {
        const struct node *n = &w->e->nodes[k];
        if (w->said[k] || n->kind != NODE_OPERATION || !n->label || !n->has_value ||
            n->as.operation.in != v->explanation)
            continue;
        if (!any) line(w, BODY, "", "Autres constats :");
        any = true;
        line(w, DETAIL, "- ",
             format(w, with_article(w, arena_format(w->e->arena, "%s : %s", n->label, n->shown), n->article), ".", ""));
    }
}

static void status(const struct writer *w, uint32_t volet) {
    const struct volet_verdict *v = &w->e->grid->rows[volet].verdict;
    uint32_t k;
    line(w, BODY, "", phrase_volet(w->e, volet));
    for (k = 0; k < v->reason_count; k++) line(w, DETAIL, "- ", format(w, v->reasons[k], ".", ""));
}

static void volet(struct writer *w, uint32_t index) {
    const struct node *n = node_at(w->e, w->e->volets[index]);
    const struct grid_row *row = &w->e->grid->rows[index];
    bool *under = arena_array(w->e->arena, w->e->count, sizeof *under);
    uint32_t k;
    heading(w, n);
    status(w, index);
    for (k = 0; k < n->operand_count; k++) amount(w, n->operands[k]);
    if (row->verdict.explanation) under = steps_under(w, w->e->volets[index], row->verdict.explanation);
    leaves(w, under, "Données et termes employés :");
    if (row->verdict.explanation && !row->verdict.refused) other_facts(w, index);
    decision(w, &row->retained);
    for (k = 0; k < row->ref_count; k++)
        if (explanation_obligation(w->e, index, k)) obligation(w, explanation_obligation(w->e, index, k));
}

/* ---- Ciblage ------------------------------------------------------------------------------------- */

static void targeting(struct writer *w, uint32_t index) {
    const struct node *n = node_at(w->e, w->e->volets[index]);
    const struct volet_targeting *v = n->as.decision.targeting;
    uint32_t k;
    heading(w, n);
    if (v->has_msap)
        line(w, BODY, "", format(w, "Mise sous accord préalable : ", display_targeting(v->msap_decision), "."));
    if (v->reason) line(w, BODY, "", format(w, v->reason, ".", ""));
    for (k = 0; v->explanation && k < v->manifest->targeting_count; k++) {
        const struct manifest_output *o = &v->manifest->targeting[k];
        const char *opens = o->opens == OPENS_MSAP    ? "mise sous accord préalable"
                            : o->opens == OPENS_VOLET ? "volet"
                                                      : "volet, mise sous accord préalable";
        uint32_t ground = w->e->grounds[index][k];
        bool *under;
        if (!ground) continue;
        line(w, BODY, "",
             arena_format(w->e->arena, "Motif « %s » (%s ; ouvre : %s) : %s.", o->label, o->article, opens,
                          node_at(w->e, ground)->shown));
        under = steps_under(w, ground, v->explanation);
        steps(w, under);
        leaves(w, under, "  Données et seuils employés :");
    }
}

/* ---- The whole ----------------------------------------------------------------------------------- */

static void head(const struct writer *w) {
    const struct record *r = w->e->record;
    char date[DAY_TEXT];
    fprintf(w->stream, "%s  %s  (exercice %u)\n", r->finess, r->name, r->year);
    line(w, BODY, "",
         arena_format(w->e->arena, "%s « %s », à la date du %s. Textes : %s.",
                      w->e->grid ? "Évaluation de la campagne" : "Ciblage de la campagne", w->e->campaign->name,
                      day_french(w->e->campaign->evaluation_date, date), w->e->campaign->model->source));
}

static void total(const struct writer *w) {
    const struct grid *g = w->e->grid;
    char text[64];
    uint32_t k;
    fprintf(w->stream, "\nTotal : %s (%s)\n", node_at(w->e, w->e->total)->shown, display_total_state(g->state));
    for (k = 0; k < g->row_count; k++)
        if (withholds_total(&g->rows[k].verdict))
            line(w, BODY, "- ",
                 arena_format(w->e->arena, "%s : %s.", g->rows[k].volet->label,
                              display_status(g->rows[k].verdict.status)));
    if (g->fault) line(w, BODY, "- ", g->fault);
    if (g->has_retained) {
        french_centimes(g->retained_total, true, text);
        line(w, BODY, "",
             arena_format(w->e->arena,
                          "Total des montants retenus par le directeur général, et calculés ailleurs : %s (%s).",
                          g->retained_state == TOTAL_NONE ? "aucun" : text, display_total_state(g->retained_state)));
        if (g->retained_alert) line(w, BODY, "Attention : ", g->retained_alert);
    }
    for (k = 0; k < g->notice_count; k++) line(w, BODY, "À savoir : ", g->notices[k]);
}

static void notes(const struct writer *w) {
    uint32_t k;
    if (w->e->note_count == 0) return;
    fputs("\nCe qui s'applique à cet établissement\n", w->stream);
    for (k = 0; k < w->e->note_count; k++) line(w, BODY, "- ", format(w, w->e->notes[k], ".", ""));
}

/* One thing asked. */
static void answer(struct writer *w, uint32_t number) {
    const struct node *n = node_at(w->e, number);
    bool *under;
    fputc('\n', w->stream);
    switch (n->kind) {
    case NODE_AMOUNT:
        line(w, 0, "", w->e->campaign->model->volets[n->as.amount.volet].label);
        status(w, n->as.amount.volet);
        amount(w, number);
        leaves(w, steps_under(w, number, w->e->grid->rows[n->as.amount.volet].verdict.explanation),
               "Données et termes employés :");
        break;
    case NODE_OBLIGATION: obligation(w, number); break;
    case NODE_INDICATOR:
        indicator(w, number, BODY);
        if (n->as.indicator.parts.reached)
            steps(w, steps_under(w, number, node_at(w->e, n->as.indicator.parts.reached)->as.operation.in));
        break;
    case NODE_DATUM:
    case NODE_PARAMETER:
    case NODE_STATISTIC: leaf(w, BODY, n); break;
    default:
        under = steps_under(w, number, n->as.operation.in);
        line(w, BODY, "", arena_format(w->e->arena, "%s : %s.", with_article(w, n->label, n->article), n->shown));
        steps(w, under);
        leaves(w, under, "Données et termes employés :");
    }
}

void explain_text(FILE *stream, const struct explanation *e, const struct explain_query *q) {
    struct writer w = {stream, e, arena_array(e->arena, e->count, sizeof(bool))};
    const uint32_t *roots;
    uint32_t k, count;
    head(&w);
    if (query_is_whole(q)) {
        for (k = 0; k < e->campaign->model->volet_count; k++) {
            if ((q->volet >= 0 && (uint32_t)q->volet != k) || !e->volets[k]) continue;
            if (e->grid) {
                volet(&w, k);
            } else {
                targeting(&w, k);
            }
        }
        if (q->volet < 0 && e->grid) total(&w);
        notes(&w);
    } else {
        count = query_roots(e, q, &roots);
        for (k = 0; k < count; k++) answer(&w, roots[k]);
        if (count == 0) line(&w, BODY, "", "Rien de tel n'est évalué pour cet établissement.");
        if (count == 0) notes(&w);
    }
    fputc('\n', stream);
}
