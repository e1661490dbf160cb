/* SPDX-License-Identifier: MIT */
#include "host/import/target.h"

#include "host/base/text.h"

#include <string.h>

static const struct {
    const char *path;
    enum cell_kind kind;
} identity[] = {{"etablissement.finess", CELL_FINESS}, {"etablissement.niveau", CELL_TEXT},
                {"etablissement.nom", CELL_TEXT},      {"etablissement.region", CELL_TEXT},
                {"etablissement.statut", CELL_TEXT},   {"etablissement.champs", CELL_CHAMPS},
                {"etablissement.ght", CELL_TEXT}};

/* The rest of a path after "prefix."; NULL when it does not begin so. */
static const char *after(const char *path, const char *prefix) {
    size_t length = strlen(prefix);
    return strncmp(path, prefix, length) == 0 && path[length] == '.' ? path + length + 1 : NULL;
}

static bool column_target(const struct campaign *c, uint32_t section, const char *key, enum cell_kind kind,
                          struct import_target *out, const char **nearest) {
    int32_t column = layout_find(c->layout, section, key, strlen(key));
    if (column < 0) {
        *nearest = layout_nearest(c->layout, section, key, strlen(key));
        return false;
    }
    out->kind = kind;
    out->spec = c->layout->columns[column].spec;
    return true;
}

static bool contract_target(const struct campaign *c, const char *path, struct import_target *out,
                            const char **nearest) {
    uint32_t v;
    for (v = 0; v < c->model->volet_count; v++) {
        const char *rest = after(path, c->model->volets[v].code), *key;
        if (!rest) continue;
        if (strcmp(rest, "signature") == 0 || strcmp(rest, "fin") == 0) out->kind = CELL_DAY;
        if (strcmp(rest, "refus") == 0) out->kind = CELL_YES;
        if (strcmp(rest, "signature") == 0 || strcmp(rest, "fin") == 0 || strcmp(rest, "refus") == 0) return true;
        if ((key = after(rest, "cibles"))) return column_target(c, SECTION_CIBLES(v), key, CELL_TERM, out, nearest);
        if ((key = after(rest, "coefficients")))
            return column_target(c, SECTION_COEFFICIENTS(v), key, CELL_TERM, out, nearest);
        if ((key = after(rest, "parametres")))
            return column_target(c, SECTION_PARAMETRES(v), key, CELL_TERM, out, nearest);
    }
    return false;
}

bool import_target_find(const struct campaign *c, const char *path, struct arena *arena, struct import_target *out,
                        const char **nearest) {
    const char *rest;
    size_t k;
    *nearest = NULL;
    *out = (struct import_target){.path = arena_copy(arena, path, strlen(path))};
    for (k = 0; k < sizeof identity / sizeof *identity; k++)
        if (strcmp(identity[k].path, path) == 0) {
            out->kind = identity[k].kind;
            return true;
        }
    if ((rest = after(path, "donnees"))) return column_target(c, SECTION_DONNEES, rest, CELL_INPUT, out, nearest);
    if ((rest = after(path, "contrat"))) return contract_target(c, rest, out, nearest);
    return false;
}
