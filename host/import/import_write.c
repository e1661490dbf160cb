/* SPDX-License-Identifier: MIT */
#include "host/import/import_internal.h"

#include <string.h>

/* The name after "prefix."; NULL when the fact is not of it, or is of a group within it. */
static const char *own_name(const struct import_fact *f, const char *prefix) {
    size_t length = strlen(prefix);
    const char *name = f->target->path + length + 1;
    if (f->in_conflict || strncmp(f->target->path, prefix, length) != 0 || f->target->path[length] != '.') return NULL;
    return strchr(name, '.') ? NULL : name;
}

/* A datum, with where it comes from when the table says. */
static void value(struct json_writer *w, const struct import_fact *f) {
    const struct import_origin *o = f->origin;
    if (f->target->kind != CELL_INPUT || (!o->producer && !o->period && !o->extraction)) {
        json_token(w, f->json);
        return;
    }
    json_begin(w, '{');
    json_key(w, "valeur");
    json_token(w, f->json);
    if (o->producer) json_field(w, "producteur", o->producer);
    if (o->period) json_field(w, "periode", o->period);
    if (o->extraction) json_field(w, "extraction", o->extraction);
    json_end(w, '}');
}

static uint32_t members(struct json_writer *w, const struct import_entry *e, const char *prefix) {
    uint32_t k, count = 0;
    for (k = 0; k < e->count; k++) {
        const char *name = own_name(&e->facts[k], prefix);
        if (!name) continue;
        json_data_key(w, name);
        value(w, &e->facts[k]);
        count++;
    }
    return count;
}

static bool has_any(const struct import_entry *e, const char *prefix) {
    size_t length = strlen(prefix);
    uint32_t k;
    for (k = 0; k < e->count; k++)
        if (!e->facts[k].in_conflict && strncmp(e->facts[k].target->path, prefix, length) == 0 &&
            e->facts[k].target->path[length] == '.')
            return true;
    return false;
}

static void contract(struct json_writer *w, const struct import *i, const struct import_entry *e) {
    static const char *const groups[] = {"cibles", "coefficients", "parametres"};
    uint32_t v, g;
    json_key(w, "contrat");
    json_begin(w, '{');
    for (v = 0; v < i->campaign->model->volet_count; v++) {
        const char *volet = i->campaign->model->volets[v].code;
        const char *prefix = arena_format(i->arena, "contrat.%s", volet);
        if (!has_any(e, prefix)) continue;
        json_data_key(w, volet);
        json_begin(w, '{');
        members(w, e, prefix);
        for (g = 0; g < 3; g++) {
            const char *inner = arena_format(i->arena, "%s.%s", prefix, groups[g]);
            if (!has_any(e, inner)) continue;
            json_key(w, groups[g]);
            json_begin(w, '{');
            members(w, e, inner);
            json_end(w, '}');
        }
        json_end(w, '}');
    }
    json_end(w, '}');
}

uint32_t import_write(struct import *i, struct json_writer *w, FILE *stream) {
    uint32_t k;
    for (k = 0; k < i->count; k++) {
        const struct import_entry *e = &i->entries[k];
        json_begin(w, '{');
        json_field(w, "format", "caqes-dossier");
        json_field_integer(w, "version", 1);
        json_field_integer(w, "exercice", i->campaign->year);
        json_key(w, "etablissement");
        json_begin(w, '{');
        json_field(w, "finess", e->finess);
        members(w, e, "etablissement");
        json_end(w, '}');
        contract(w, i, e);
        json_key(w, "donnees");
        json_begin(w, '{');
        members(w, e, "donnees");
        json_end(w, '}');
        json_end(w, '}');
        json_end_line(w);
        json_flush(w, stream);
    }
    return i->count;
}
