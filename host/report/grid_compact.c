/* SPDX-License-Identifier: MIT */
#include "host/report/grid_compact.h"

#include "host/report/display.h"

/* Results of the indicators that the row shows, by code. */
static void indicators_compact(struct json_writer *w, const struct grid *g, const struct grid_row *row) {
    uint32_t k, i;
    json_key(w, "indicateurs");
    json_begin(w, '{');
    for (k = 0; k < row->ref_count; k++) {
        const struct obligation_ref *ref = &row->refs[k];
        const struct manifest *m = g->batch->campaign->plugins[ref->plugin].plugin->manifest;
        const struct plugin_rows *rows = &g->batch->plugins[ref->plugin];
        const struct manifest_obligation *o = &m->obligations[ref->obligation];
        if (!grid_shows_obligation(g, ref, &row->obligations[k])) continue;
        for (i = 0; i < o->indicator_count; i++) {
            size_t first = (size_t)rows->row_of_record[g->record] * m->indicator_count;
            const struct indicator_result *r = &rows->results[first + o->indicators[i]];
            json_field(w, m->indicators[o->indicators[i]].code, code_of_result(r->state, r->reached));
        }
    }
    json_end(w, '}');
}

static void facts_compact(struct json_writer *w, const struct volet_verdict *v, const struct manifest *m) {
    uint32_t k;
    json_key(w, "constats");
    json_begin(w, '{');
    for (k = 0; k < v->output_count; k++) {
        const struct audited_output *o = &v->outputs[k];
        if (o->output->kind == OUTPUT_AMOUNT || o->state != CAQES_KNOWN) continue;
        if (o->output->kind == OUTPUT_OUTCOME) {
            json_field(w, o->output->code, display_outcome(m, o->output, o->value));
        } else {
            json_key(w, o->output->code);
            json_fraction(w, o->value);
        }
    }
    json_end(w, '}');
}

static void amounts_compact(struct json_writer *w, const struct volet_verdict *v) {
    uint32_t k;
    json_key(w, "montants");
    json_begin(w, '{');
    for (k = 0; k < v->amount_count; k++) json_field_integer(w, v->amounts[k].output->code, v->amounts[k].units);
    json_end(w, '}');
}

static void row_compact(struct json_writer *w, const struct grid *g, uint32_t index) {
    const struct grid_row *row = &g->rows[index];
    const struct volet_verdict *v = &row->verdict;
    int32_t plugin = g->batch->campaign->volet_plugin[index];
    json_data_key(w, row->volet->code);
    json_begin(w, '{');
    json_field(w, "statut", code_of_status(v->status));
    if (v->status >= VOLET_EVALUATED) {
        if (!v->refused) {
            indicators_compact(w, g, row);
            if (v->explanation && plugin >= 0)
                facts_compact(w, v, g->batch->campaign->plugins[plugin].plugin->manifest);
        }
        amounts_compact(w, v);
        if (v->status == VOLET_EVALUATED || v->status == VOLET_REFUSED)
            json_field_integer(w, "compte_centimes", row->counted);
    }
    json_end(w, '}');
}

void grid_compact(struct json_writer *w, const struct grid *g) {
    const struct record *r = &g->batch->records[g->record];
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "finess", r->finess);
    json_field_integer(w, "exercice", r->year);
    json_key(w, "volets");
    json_begin(w, '{');
    for (k = 0; k < g->row_count; k++) row_compact(w, g, k);
    json_end(w, '}');
    json_field(w, "etat", display_total_state(g->state));
    if (g->state != TOTAL_NONE) json_field_integer(w, "centimes", g->total);
    json_end(w, '}');
}
