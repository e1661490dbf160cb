/* SPDX-License-Identifier: MIT */
#include "host/report/target_summary.h"

#include "host/base/text.h"
#include "host/report/target_view.h"
#include "host/report/wrap.h"

void target_summary_add(struct target_summary *s, const struct targeting *t) {
    uint32_t k;
    s->establishments++;
    for (k = 0; k < t->volet_count; k++) {
        const struct volet_targeting *v = &t->volets[k];
        s->volets[v->volet][v->volet_decision]++;
        if (v->has_msap) s->msap[v->volet][v->msap_decision]++;
    }
}

/* A volet without any MSAP has no line for it. */
static uint32_t total(const uint32_t *counts) {
    uint32_t sum = 0, k;
    for (k = 0; k < TARGETING_DECISIONS; k++) sum += counts[k];
    return sum;
}

enum { NAME_WIDTH = 18 };

static void print_counts(FILE *stream, const char *name, const char *more, const uint32_t *counts) {
    size_t used = text_columns(name);
    uint32_t k;
    fprintf(stream, "  %s", name);
    print_left(stream, more, used < NAME_WIDTH ? NAME_WIDTH - used : 0);
    for (k = 0; k < TARGETING_DECISIONS; k++)
        fprintf(stream, "  %*u", (int)text_columns(display_targeting((enum targeting_decision)k)), counts[k]);
    fputc('\n', stream);
}

void target_summary_print(FILE *stream, const struct target_summary *s) {
    uint32_t v, k;
    if (s->establishments == 0) return;
    fprintf(stream, "Ciblage : %u établissement%s\n", s->establishments, s->establishments > 1 ? "s" : "");
    if (s->refused) fprintf(stream, "  dossiers refusés : %u\n", s->refused);
    print_left(stream, "", NAME_WIDTH + 2);
    for (k = 0; k < TARGETING_DECISIONS; k++) fprintf(stream, "  %s", display_targeting((enum targeting_decision)k));
    fputc('\n', stream);
    for (v = 0; v < s->model->volet_count; v++) {
        if (s->model->volets[v].mandatory) continue;
        print_counts(stream, s->model->volets[v].label, "", s->volets[v]);
        if (total(s->msap[v])) print_counts(stream, s->model->volets[v].label, ", MSAP", s->msap[v]);
    }
}

static void counts_json(struct json_writer *w, const char *key, const uint32_t *counts) {
    uint32_t k;
    json_key(w, key);
    json_begin(w, '{');
    for (k = 0; k < TARGETING_DECISIONS; k++)
        json_field_integer(w, code_of_targeting((enum targeting_decision)k), counts[k]);
    json_end(w, '}');
}

void target_summary_json(struct json_writer *w, const struct target_summary *s) {
    uint32_t v;
    json_key(w, "synthese");
    json_begin(w, '{');
    json_field_integer(w, "etablissements", s->establishments);
    json_field_integer(w, "dossiers_refuses", s->refused);
    json_key(w, "volets");
    json_begin(w, '[');
    for (v = 0; v < s->model->volet_count; v++) {
        if (s->model->volets[v].mandatory) continue;
        json_begin(w, '{');
        json_field(w, "volet", s->model->volets[v].code);
        counts_json(w, "decisions", s->volets[v]);
        if (total(s->msap[v])) counts_json(w, "decisions_msap", s->msap[v]);
        json_end(w, '}');
    }
    json_end(w, ']');
    json_end(w, '}');
}
