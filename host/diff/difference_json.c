/* SPDX-License-Identifier: MIT */
#include "host/diff/report.h"

static void sum_json(struct json_writer *w, const char *key, caqes_int128 centimes) {
    json_key(w, key);
    if (centimes > INT64_MAX || centimes < INT64_MIN) {
        json_string(w, NULL);
    } else {
        json_integer(w, (int64_t)centimes);
    }
}

static void text_or_null(struct json_writer *w, const char *key, const char *text) {
    json_key(w, key);
    json_string(w, text);
}

static void remarks_json(struct json_writer *w, const char *key, const struct remarks *all) {
    const struct remark *r;
    json_key(w, key);
    json_begin(w, '[');
    for (r = all->first; r; r = r->next) {
        json_begin(w, '{');
        json_field(w, "quoi", r->kind);
        if (r->code) json_field(w, "code", r->code);
        if (r->label) json_field(w, "libelle", r->label);
        text_or_null(w, "a", r->before);
        text_or_null(w, "b", r->after);
        if (r->origin[0]) json_field(w, "origine_a", r->origin[0]);
        if (r->origin[1]) json_field(w, "origine_b", r->origin[1]);
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void shares_json(struct json_writer *w, const struct shares *s) {
    static const char *const names[] = {"programme", "dossiers", "configuration", "plugins"};
    unsigned set, k;
    json_key(w, "parts");
    json_begin(w, '[');
    for (set = 1; set < GROUP_SETS; set++) {
        if (!s->known[set]) continue;
        json_begin(w, '{');
        json_key(w, "de");
        json_begin(w, '[');
        for (k = 0; k < 4; k++)
            if (set >> k & 1U) json_string(w, names[k]);
        json_end(w, ']');
        sum_json(w, "centimes", s->centimes[set]);
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void volet_json(struct json_writer *w, const struct volet_change *v, bool attributed) {
    unsigned side;
    json_begin(w, '{');
    json_field(w, "volet", v->code);
    if (v->label) json_field(w, "libelle", v->label);
    text_or_null(w, "statut_a", v->status[0]);
    text_or_null(w, "statut_b", v->status[1]);
    for (side = 0; side < 2; side++) {
        json_key(w, side ? "centimes_b" : "centimes_a");
        if (v->has_amount[side])
            json_integer(w, v->counted[side]);
        else
            json_string(w, NULL);
    }
    sum_json(w, "ecart_centimes", (caqes_int128)v->counted[1] - v->counted[0]);
    if (attributed) shares_json(w, &v->shares);
    remarks_json(w, "causes", &v->causes);
    remarks_json(w, "effets", &v->effects);
    json_end(w, '}');
}

void establishment_change_json(struct json_writer *w, const struct establishment_change *e, bool attributed) {
    const struct volet_change *v;
    json_begin(w, '{');
    json_field(w, "finess", e->finess);
    text_or_null(w, "nom", e->name);
    text_or_null(w, "exercice_a", e->year[0]);
    text_or_null(w, "exercice_b", e->year[1]);
    json_field_integer(w, "centimes_a", e->total[0]);
    json_field_integer(w, "centimes_b", e->total[1]);
    sum_json(w, "ecart_centimes", (caqes_int128)e->total[1] - e->total[0]);
    json_key(w, "volets");
    json_begin(w, '[');
    for (v = e->volets; v; v = v->next) volet_json(w, v, attributed);
    json_end(w, ']');
    json_end(w, '}');
}

static void source_json(struct json_writer *w, const struct difference *d, unsigned side) {
    json_key(w, side ? "b" : "a");
    json_begin(w, '{');
    json_field(w, "source", d->source[side]);
    if (d->digest[side]) json_field(w, "sha256", d->digest[side]);
    json_end(w, '}');
}

static void totals_json(struct json_writer *w, const struct difference *d) {
    uint32_t k;
    json_key(w, "volets");
    json_begin(w, '[');
    for (k = 0; k < d->volet_count; k++) {
        json_begin(w, '{');
        json_field(w, "volet", d->volets[k].code);
        json_field_integer(w, "changes", d->volets[k].changed);
        sum_json(w, "centimes_a", d->volets[k].total[0]);
        sum_json(w, "centimes_b", d->volets[k].total[1]);
        sum_json(w, "ecart_centimes", d->volets[k].total[1] - d->volets[k].total[0]);
        json_end(w, '}');
    }
    json_end(w, ']');
    sum_json(w, "centimes_a", d->total[0]);
    sum_json(w, "centimes_b", d->total[1]);
    sum_json(w, "ecart_centimes", d->total[1] - d->total[0]);
}

void difference_json(struct json_writer *w, const struct difference *d) {
    struct establishment_change **sorted = difference_sorted(d);
    uint32_t k;
    json_field(w, "format", "caqes-difference");
    json_field_integer(w, "version", DIFFERENCE_VERSION);
    source_json(w, d, 0);
    source_json(w, d, 1);
    remarks_json(w, "differe", &d->general);
    json_field_integer(w, "compares", d->compared);
    json_field_integer(w, "changes", d->change_count);
    json_field_integer(w, "de_a_seul", d->removed);
    json_field_integer(w, "de_b_seul", d->added);
    totals_json(w, d);
    if (d->attributed) shares_json(w, &d->shares);
    json_key(w, "etablissements");
    json_begin(w, '[');
    for (k = 0; k < d->change_count; k++) establishment_change_json(w, sorted[k], d->attributed);
    json_end(w, ']');
}
