/* SPDX-License-Identifier: MIT */
#include "host/grid/retained.h"

#include "host/base/rounding.h"
#include "host/base/text.h"

enum { MAX_ALERTS = 4 };

/* One row being held against its decision. */
struct checker {
    struct grid *g;
    uint32_t row;
    const struct contract_decision *decision;
    struct retained *out;
    struct arena *arena;
};

static void alert(struct checker *c, const char *text) { c->out->alerts[c->out->alert_count++] = text; }

static int sign_of(const struct contract_decision *d) { return d->months ? 0 : d->value < 0 ? -1 : 1; }

/* The computed amount of the same kind and sign, or NULL. */
static const struct audited_amount *computed_of(const struct checker *c) {
    const struct volet_verdict *v = &c->g->rows[c->row].verdict;
    uint32_t k;
    for (k = 0; k < v->amount_count; k++)
        if (v->amounts[k].nature->months == c->decision->months && v->amounts[k].nature->sign == sign_of(c->decision))
            return &v->amounts[k];
    return NULL;
}

static const char *quantity(struct arena *arena, bool months, int64_t value) {
    char text[64];
    if (months) return arena_format(arena, "%lld mois", (long long)value);
    french_centimes(value, true, text);
    return arena_format(arena, "%s", text);
}

static int64_t size_of(int64_t value) { return value < 0 ? -value : value; }

/* What the law fixes: the ceilings of the nature of the computed amount. */
static void check_ceilings(struct checker *c, const struct audited_amount *computed) {
    const struct volet_verdict *v = &c->g->rows[c->row].verdict;
    int32_t plugin = c->g->batch->campaign->volet_plugin[c->row];
    const struct manifest *m = c->g->batch->campaign->plugins[plugin].plugin->manifest;
    struct caqes_fraction retained = caqes_fraction_of(size_of(c->decision->value), c->decision->months ? 1 : 100);
    const struct model_ceiling *passed = NULL;
    struct caqes_fraction lowest = {0, 1}, ceiling;
    const char *missing;
    int64_t centimes = 0;
    uint32_t k;
    for (k = 0; k < computed->nature->ceiling_count; k++) {
        const struct model_ceiling *rule = &computed->nature->ceilings[k];
        if (guard_ceiling(m, v->explanation, rule, &ceiling, &missing) != GUARD_PASSED) continue;
        if (caqes_fraction_compare(retained, ceiling) <= 0) continue;
        if (passed && caqes_fraction_compare(ceiling, lowest) >= 0) continue;
        passed = rule;
        lowest = ceiling;
    }
    if (!passed) return;
    if (c->decision->months) {
        centimes = passed->constant;
    } else {
        floor_centimes(lowest, &centimes);
        if (computed->nature->sign < 0) centimes = -centimes;
    }
    alert(c, arena_format(c->arena, "le montant retenu dépasse le plafond : %s (%s)",
                          quantity(c->arena, c->decision->months, centimes), passed->article));
}

static void check_row(struct checker *c) {
    static const char *const kinds[] = {"aucune sanction", "aucune mise sous accord préalable", "aucun intéressement"};
    const struct audited_amount *computed = computed_of(c);
    int sign = sign_of(c->decision);
    c->out->alerts = arena_array(c->arena, MAX_ALERTS, sizeof *c->out->alerts);
    if (c->decision->value == 0) return;
    if (!computed) {
        alert(c, arena_format(c->arena, "%s n'est calculé%s pour ce volet", kinds[sign + 1], sign > 0 ? "" : "e"));
    } else {
        if (sign <= 0 && size_of(c->decision->value) > size_of(computed->units))
            alert(c, arena_format(c->arena, "la sanction retenue dépasse la sanction calculée : %s",
                                  quantity(c->arena, c->decision->months, computed->units)));
        check_ceilings(c, computed);
    }
    if (sign <= 0 && c->g->batch->campaign->suspended[c->row])
        alert(c, "les sanctions de ce volet sont suspendues : le montant retenu n'est pas dans le total");
}

/* Centimes of a row that are in the retained total. */
static int64_t counted_of(const struct grid *g, uint32_t row) {
    const struct contract_decision *d = g->rows[row].retained.decision;
    if (!d) return g->rows[row].counted;
    if (d->months || (d->value < 0 && g->batch->campaign->suspended[row])) return 0;
    return d->value;
}

/* The 1 % over the contract, when that is the convention: the sanctions that are retained share it too. */
static void check_contract_ceiling(struct grid *g) {
    const struct campaign *campaign = g->batch->campaign;
    struct caqes_fraction ceiling, sum = caqes_fraction_of(0, 1);
    const struct volet_verdict *with_slots = NULL;
    const char *missing;
    uint32_t row, k, plugin = 0;
    char limit[64];
    int64_t centimes;
    if (!campaign->model->ceiling_over_contract) return;
    for (row = 0; row < g->row_count; row++) {
        const struct volet_verdict *v = &g->rows[row].verdict;
        int64_t counted = counted_of(g, row);
        for (k = 0; k < v->amount_count && counted < 0; k++) {
            if (!v->amounts[k].nature->contract_ceiling) continue;
            with_slots = v;
            plugin = (uint32_t)campaign->volet_plugin[row];
            if (!caqes_fraction_add(sum, caqes_fraction_of(-counted, 100), &sum)) return;
        }
    }
    if (!with_slots || guard_ceiling(campaign->plugins[plugin].plugin->manifest, with_slots->explanation,
                                     campaign->model->contract_ceiling, &ceiling, &missing) != GUARD_PASSED)
        return;
    if (caqes_fraction_compare(sum, ceiling) <= 0 || !floor_centimes(ceiling, &centimes)) return;
    french_centimes(-centimes, true, limit);
    g->retained_alert =
        arena_format(g->batch->arena, "les sanctions retenues dépassent le plafond du contrat : %s (%s)", limit,
                     campaign->model->contract_ceiling->article);
}

static void add_up(struct grid *g) {
    uint32_t row;
    for (row = 0; row < g->row_count; row++) {
        const struct volet_verdict *v = &g->rows[row].verdict;
        if (__builtin_add_overflow(g->retained_total, counted_of(g, row), &g->retained_total)) {
            g->retained_state = TOTAL_NONE;
            return;
        }
        if (g->rows[row].retained.decision) continue; /* decided, whatever could be computed */
        if (v->mandatory_fault) {
            g->retained_state = TOTAL_NONE;
        } else if (g->retained_state == TOTAL_COMPLETE && (v->regional_fault || v->status == VOLET_INCOMPLETE)) {
            g->retained_state = TOTAL_PARTIAL;
        }
    }
    if (g->fault) g->retained_state = TOTAL_NONE;
}

void retained_check(struct grid *g) {
    const struct record *r = &g->batch->records[g->record];
    uint32_t row;
    for (row = 0; row < g->row_count; row++) {
        struct checker c = {g, row, r->contract[row].decision, &g->rows[row].retained, g->batch->arena};
        if (!c.decision) continue;
        g->has_retained = true;
        c.out->decision = c.decision;
        check_row(&c);
    }
    if (!g->has_retained) return;
    add_up(g);
    check_contract_ceiling(g);
}
