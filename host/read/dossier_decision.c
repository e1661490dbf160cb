/* SPDX-License-Identifier: MIT
 *
 * dossier_decision.c: "decision" of a volet: the amount, or the months of a MSAP, that the directeur général of the
 * agency retains, and why: modulations carry his reason [I IV.b]. Held against what is computed by
 * host/grid/retained.c. */
#include "host/read/dossier_parse.h"

enum { KEY_MONTANT, KEY_MOIS, KEY_MOTIF, KEY_DATE, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"montant", "mois", "motif", "date"};

static const struct value_spec amount_spec = {.name = "montant", .unit = "euros", .type = TYPE_EUROS, .decimals = 2};
static const struct value_spec months_spec = {
    .name = "mois", .unit = "mois", .type = TYPE_INTEGER, .has_min = true, .has_max = true, .min = 0, .max = 120};

/* Whether the row may carry a decision of this kind: sign 0 for months. */
static bool is_allowed(const struct model_volet *v, int sign) {
    for (uint32_t n = 0; n < v->nature_count; n++)
        if (v->natures[n].sign == sign && v->natures[n].months == (sign == 0)) return true;
    return false;
}

/* What the texts never allow on this row, whatever was computed: an intéressement on the socle, a MSAP on transports.
 */
static void check_allowed(struct dossier_parse *p, const struct json_node *node, uint32_t volet,
                          const struct contract_decision *d) {
    int sign = d->months ? 0 : d->value < 0 ? -1 : 1;
    if (d->value == 0 || is_allowed(&p->model->volets[volet], sign)) return;
    dossier_fault_value(p, node, "D177",
                        sign > 0 ? "a sanction is negative: write -40000.00" : "write what this volet may carry",
                        "%s may not carry %s", p->contract_names[volet],
                        sign > 0   ? "an intéressement"
                        : sign < 0 ? "a sanction in euros"
                                   : "a MSAP");
}

/* One of an amount and a number of months. */
static bool read_value(struct dossier_parse *p, const struct json_node *node, const struct json_node *const *found,
                       uint32_t volet, struct contract_decision *d) {
    const struct json_node *value = found[KEY_MONTANT] ? found[KEY_MONTANT] : found[KEY_MOIS];
    if (!found[KEY_MONTANT] == !found[KEY_MOIS]) {
        dossier_fault_value(p, node, "D176", "give \"montant\", or \"mois\" for a MSAP", "a decision has %s",
                            value ? "both an amount and months" : "no amount");
        return false;
    }
    d->months = !found[KEY_MONTANT];
    if (!dossier_number(p, value, d->months ? &months_spec : &amount_spec, keys[d->months ? KEY_MOIS : KEY_MONTANT],
                        &d->value))
        return false;
    check_allowed(p, value, volet, d);
    return true;
}

void dossier_read_decision(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    struct contract_volet *c = &p->record->contract[volet];
    struct contract_decision *d = arena_alloc(p->arena, sizeof *d);
    const struct json_node *found[KEY_COUNT];
    if (!dossier_members(p, node, "a decision", keys, KEY_COUNT, found)) return;
    if (dossier_required(p, node, "a decision", keys[KEY_MOTIF], found[KEY_MOTIF]))
        dossier_text(p, found[KEY_MOTIF], keys[KEY_MOTIF], false, &d->reason);
    if (found[KEY_DATE]) dossier_day(p, found[KEY_DATE], keys[KEY_DATE], &d->date);
    if (c->status == CONTRACT_NOT_YET || c->status == CONTRACT_ENDED)
        dossier_fault_value(p, node, "D178", "remove it, or check the dates of the contract",
                            "%s is not in force in %u: nothing is decided on it", p->contract_names[volet], p->year);
    if (read_value(p, node, found, volet, d)) c->decision = d;
}
