/* SPDX-License-Identifier: MIT */
#include "host/document/grid_lines.h"

#include "host/report/display.h"

#include <string.h>

const char *line_kind_code(enum line_kind kind) {
    static const char *const codes[] = {"indicateur", "montant", "volet", "total"};
    return codes[kind];
}

static const char *role_of(uint32_t role) {
    switch (role) {
    case CAQES_PRINCIPAL: return "principale";
    case CAQES_SUPPLEMENTAIRE: return "supplémentaire";
    case CAQES_COMPLEMENTAIRE: return "complémentaire";
    default: return "générale";
    }
}

static struct grid_line *add(struct grid_lines *l, enum line_kind kind, const struct grid_row *row,
                             const char *status) {
    struct grid_line *line;
    l->list = arena_room(l->arena, l->list, l->count, &l->capacity, sizeof *l->list);
    line = &l->list[l->count++];
    *line = (struct grid_line){.kind = kind,
                               .volet = row ? row->volet : NULL,
                               .status = status,
                               .obligation = "",
                               .obligation_label = "",
                               .article = "",
                               .role = "",
                               .obligation_result = "",
                               .code = "",
                               .label = "",
                               .value = "",
                               .target = "",
                               .coefficient = "",
                               .result = "",
                               .retained = ""};
    return line;
}

/* ---- Indicators ---- */

/* A place in a grid: an indicator of an obligation that a plugin attaches to a volet. */
struct place_of_indicator {
    const struct grid *g;
    const struct grid_row *row;
    uint32_t plugin;
    const struct manifest_obligation *obligation;
    uint32_t index;
};

static const char *slot_text(const struct place_of_indicator *p, int32_t slot, struct arena *arena) {
    const struct manifest *m = p->g->batch->campaign->plugins[p->plugin].plugin->manifest;
    const struct plugin_rows *rows = &p->g->batch->plugins[p->plugin];
    size_t at = (size_t)rows->row_of_record[p->g->record] * m->slot_count + (uint32_t)(slot < 0 ? 0 : slot);
    struct value_spec spec;
    char text[DISPLAY_MAX];
    int64_t value;
    if (slot < 0 || rows->slots.presences[at] != CAQES_PRESENT) return "";
    spec = *m->slots[slot];
    value = rows->slots.values[at];
    while (spec.type == TYPE_DECIMAL && spec.decimals > 0 && value % 10 == 0) { /* 1, not 1,000000 */
        value /= 10;
        spec.decimals--;
    }
    display_slot(&spec, value, text);
    return arena_format(arena, "%s", text);
}

/* What the obligation asks, as the contract and the region set it. */
static struct grid_line *add_terms(struct grid_lines *l, const struct place_of_indicator *p, const char *status) {
    const struct manifest *m = p->g->batch->campaign->plugins[p->plugin].plugin->manifest;
    const struct manifest_indicator *i = &m->indicators[p->index];
    struct grid_line *line = add(l, LINE_INDICATOR, p->row, status);
    const char *target = slot_text(p, i->target_slot, l->arena);
    line->obligation = p->obligation->code;
    line->obligation_label = p->obligation->label;
    line->article = i->article ? i->article : p->obligation->article;
    line->role = role_of(p->obligation->role);
    line->code = i->code;
    line->label = i->label;
    if (*target) line->target = arena_format(l->arena, "%s %s", i->direction == DIRECTION_LOWER ? "≤" : "≥", target);
    line->coefficient = slot_text(p, (int32_t)i->coefficient_slot, l->arena);
    return line;
}

static const char *result_word(uint32_t state, bool reached) {
    switch (state) {
    case CAQES_KNOWN: return reached ? "atteint" : "non atteint";
    case CAQES_NONE: return "sans objet";
    case CAQES_UNKNOWN: return "inconnu";
    default: return "en erreur";
    }
}

static void add_indicator(struct grid_lines *l, const struct place_of_indicator *p, const struct obligation_ref *ref,
                          const struct caqes_obligation *o) {
    const struct manifest *m = p->g->batch->campaign->plugins[p->plugin].plugin->manifest;
    const struct plugin_rows *rows = &p->g->batch->plugins[p->plugin];
    uint32_t row = rows->row_of_record[p->g->record];
    const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + p->index];
    struct grid_line *line = add_terms(l, p, display_status(p->row->verdict.status));
    char text[DISPLAY_MAX];
    line->obligation_result = result_word(grid_result(p->g, ref, o), o->reached != 0);
    line->result = result_word(r->state, r->reached);
    if (r->lack != LACK_NOTHING)
        line->result = arena_format(l->arena, "%s (%s)", line->result, display_lack((enum lack)r->lack));
    if (r->value_step == CAQES_NO_STEP) return;
    if (caqes_step_at(&rows->explanations[row], r->value_step)->state != CAQES_KNOWN) return;
    line->has_value = true;
    line->exact = caqes_fraction_from_wire(caqes_step_at(&rows->explanations[row], r->value_step)->value);
    display_value(line->exact, m->indicators[p->index].unit, text);
    line->value = arena_format(l->arena, "%s", text);
}

/* ---- Amounts and rows ---- */

static void add_amounts(struct grid_lines *l, const struct grid_row *row) {
    uint32_t k;
    for (k = 0; k < row->verdict.amount_count; k++) {
        const struct audited_amount *a = &row->verdict.amounts[k];
        struct grid_line *line = add(l, LINE_AMOUNT, row, display_status(row->verdict.status));
        line->code = a->output->code;
        line->label = a->output->label;
        line->article = a->output->article;
        line->suspended = a->suspended;
        line->has_euros = !a->nature->months;
        if (a->nature->months) {
            line->months = a->units;
        } else {
            line->centimes = a->units;
        }
    }
}

static void add_volet(struct grid_lines *l, const struct grid_row *row) {
    struct grid_line *line = add(l, LINE_VOLET, row, display_status(row->verdict.status));
    line->label = row->volet->label;
    line->has_euros = row->verdict.status == VOLET_EVALUATED || row->verdict.status == VOLET_REFUSED;
    line->centimes = row->counted;
    if (row->retained.decision) line->retained = display_decision(row->retained.decision, l->arena);
}

void grid_lines_of(const struct grid *g, struct arena *arena, struct grid_lines *out) {
    struct grid_line *total;
    uint32_t r, k, i;
    *out = (struct grid_lines){.arena = arena};
    for (r = 0; r < g->row_count; r++) {
        const struct grid_row *row = &g->rows[r];
        for (k = 0; k < row->ref_count && row->verdict.status >= VOLET_EVALUATED && !row->verdict.refused; k++) {
            const struct manifest *m = g->batch->campaign->plugins[row->refs[k].plugin].plugin->manifest;
            struct place_of_indicator p = {g, row, row->refs[k].plugin, &m->obligations[row->refs[k].obligation], 0};
            if (!grid_shows_obligation(g, &row->refs[k], &row->obligations[k])) continue;
            for (i = 0; i < p.obligation->indicator_count; i++) {
                p.index = p.obligation->indicators[i];
                add_indicator(out, &p, &row->refs[k], &row->obligations[k]);
            }
        }
        add_amounts(out, row);
        add_volet(out, row);
    }
    total = add(out, LINE_TOTAL, NULL, display_total_state(g->state));
    total->label = "TOTAL";
    total->has_euros = g->state != TOTAL_NONE;
    total->centimes = g->total;
}

void grid_lines_before_signature(const struct grid *g, struct arena *arena, struct grid_lines *out) {
    const struct campaign *c = g->batch->campaign;
    uint32_t r, p, o, i;
    *out = (struct grid_lines){.arena = arena};
    for (r = 0; r < g->row_count; r++)
        for (p = 0; p < c->plugin_count; p++) {
            const struct manifest *m = c->plugins[p].plugin->manifest;
            const struct plugin_rows *rows = &g->batch->plugins[p];
            uint32_t line = rows->row_of_record[g->record];
            for (o = 0; line != NO_ROW && o < m->obligation_count; o++) {
                struct place_of_indicator at = {g, &g->rows[r], p, &m->obligations[o], 0};
                if (strcmp(m->obligations[o].volet, g->rows[r].volet->code) != 0) continue;
                for (i = 0; i < m->obligations[o].indicator_count; i++) {
                    size_t first = (size_t)line * m->slot_count;
                    at.index = m->obligations[o].indicators[i];
                    if (rows->slots.values[first + m->indicators[at.index].coefficient_slot] > 0 ||
                        m->obligations[o].role == CAQES_GENERALE)
                        add_terms(out, &at, "");
                }
            }
        }
}
