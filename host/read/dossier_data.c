/* SPDX-License-Identifier: MIT
 *
 * dossier_data.c: "donnees": the inputs of the plugins, each a value or an object that says where the
 * value comes from. */
#include "host/read/dossier_parse.h"

enum { KEY_VALEUR, KEY_PRODUCTEUR, KEY_EXTRACTION, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"valeur", "producteur", "extraction"};

static void unknown_input(struct dossier_parse *p, const struct json_node *node) {
    const char *nearest = layout_nearest(p->layout, SECTION_DONNEES, node->key, node->key_length);
    const char *mend = nearest ? arena_format(p->scratch, "write \"%s\", the nearest known name", nearest)
                               : "remove it, or add the plugin that reads it to the campaign";
    if (p->layout->lacks_plugin) {
        dossier_may_be_refused(p, node);
        return;
    }
    dossier_fault_key(p, node, "D104", mend, "\"%s\" is not an input of this campaign", dossier_key_text(p, node));
}

static void read_plain(struct dossier_parse *p, const struct json_node *node, uint32_t column) {
    const struct layout_column *c = &p->layout->columns[column];
    dossier_value(p, node, c->spec, c->key, false, &p->record->values[column], &p->record->presences[column]);
}

/* A value with its producer and the day of its extraction. */
static void read_with_source(struct dossier_parse *p, const struct json_node *node, uint32_t column,
                             struct provenance *provenance) {
    const struct json_node *found[KEY_COUNT];
    const char *name = p->layout->columns[column].key;
    *provenance = (struct provenance){.column = column, .producer = ""};
    p->record->presences[column] = CAQES_INVALID; /* until its value is read: it is not absent */
    if (!dossier_members(p, node, name, keys, KEY_COUNT, found)) return;
    if (dossier_required(p, node, name, keys[KEY_VALEUR], found[KEY_VALEUR])) read_plain(p, found[KEY_VALEUR], column);
    if (found[KEY_PRODUCTEUR])
        dossier_text(p, found[KEY_PRODUCTEUR], keys[KEY_PRODUCTEUR], true, &provenance->producer);
    if (found[KEY_EXTRACTION]) dossier_day(p, found[KEY_EXTRACTION], keys[KEY_EXTRACTION], &provenance->extraction);
}

static struct provenance *make_room(struct dossier_parse *p, const struct json_node *node) {
    uint32_t count = 0;
    JSON_EACH(child, node) count += child->kind == JSON_OBJECT;
    return arena_array(p->arena, count, sizeof(struct provenance));
}

static void warn_absent(struct dossier_parse *p, const struct json_node *node) {
    for (uint32_t i = 0; i < p->required_count; i++) {
        uint32_t column = p->required[i];
        if (p->record->presences[column] != CAQES_ABSENT) continue;
        dossier_warn(p, node, "D170", "supply it, or say why it is not there: null, \"non_repondant\", \"non_soumis\"",
                     "\"%s\" is required, and absent", p->layout->columns[column].key);
    }
}

void dossier_read_data(struct dossier_parse *p, const struct json_node *node) {
    struct provenance *provenances = NULL;
    if (!dossier_is(p, node, JSON_OBJECT, "donnees")) return;
    JSON_EACH(child, node) {
        int32_t column = layout_find_hashed(p->layout, SECTION_DONNEES, child->key, child->key_length, child->key_hash);
        if (column < 0) {
            unknown_input(p, child);
        } else if (child->kind == JSON_OBJECT) {
            if (!provenances) provenances = make_room(p, node);
            read_with_source(p, child, (uint32_t)column, &provenances[p->record->provenance_count++]);
        } else {
            read_plain(p, child, (uint32_t)column);
        }
    }
    p->record->provenances = provenances;
    if (p->required_count > 0) warn_absent(p, node);
}
