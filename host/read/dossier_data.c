/* SPDX-License-Identifier: MIT
 *
 * dossier_data.c: "donnees": the inputs of the plugins, each a value, or one that says where it comes from. */
#include "host/read/dossier_parse.h"

void dossier_unknown_input(struct dossier_parse *p, const struct json_node *node) {
    const char *nearest = layout_nearest(p->layout, SECTION_DONNEES, node->key, node->key_length);
    const char *mend = nearest ? arena_format(p->scratch, "write \"%s\", the nearest known name", nearest)
                               : "remove it, or add the plugin that reads it to the campaign";
    if (p->layout->lacks_plugin) {
        dossier_may_be_refused(p, node);
        return;
    }
    dossier_fault_key(p, node, "D104", mend, "\"%s\" is not an input of this campaign", dossier_key_text(p, node));
}

void dossier_read_data(struct dossier_parse *p, const struct json_node *node) {
    struct record *r = p->record;
    struct provenance *sources = NULL; /* most dossiers have none */
    if (!dossier_is(p, node, JSON_OBJECT, "donnees")) return;
    JSON_EACH(child, node) {
        int32_t column = dossier_input(p, child);
        if (column < 0) continue;
        if (!sources && dossier_has_source(child)) r->provenances = sources = dossier_sources_room(p->arena, node);
        r->provenance_count += dossier_datum(p, child, (uint32_t)column, sources ? sources + r->provenance_count : NULL,
                                             &r->values[column], &r->presences[column]);
    }
}

/* HAS results come every two years (annexe 6): those of a year before stand for a year without any. Only what is absent
 * gives way; null and "non_repondant" are answers. */
static void take_earlier_years(struct dossier_parse *p) {
    struct record *r = p->record;
    for (uint32_t i = 0; i < p->layout->two_yearly_count; i++) {
        const struct layout_two_yearly *t = &p->layout->two_yearly[i];
        for (uint8_t age = 1; age <= 2 && r->presences[t->column] == CAQES_ABSENT; age++) {
            int32_t earlier = t->earlier[age - 1];
            if (earlier < 0 || r->presences[earlier] == CAQES_ABSENT) continue;
            r->values[t->column] = r->values[earlier];
            r->presences[t->column] = r->presences[earlier];
            r->ages[t->column] = age;
        }
    }
}

void dossier_close_data(struct dossier_parse *p, const struct json_node *node) {
    if (node->kind != JSON_OBJECT) return;
    take_earlier_years(p);
    for (uint32_t i = 0; i < p->required_count; i++) {
        uint32_t column = p->required[i];
        if (p->record->presences[column] != CAQES_ABSENT) continue;
        dossier_warn(p, node, "D170", "supply it, or say why it is not there: null, \"non_repondant\", \"non_soumis\"",
                     "\"%s\" is required, and absent", p->layout->columns[column].key);
    }
}
