/* SPDX-License-Identifier: MIT
 *
 * dossier_source.c: a value with where it comes from, or a list of them. Data are revised, and extracted at
 * several days of the year (M6, M9, M12: instruction du 26 juillet 2017, II.b.ii): the latest extraction
 * counts, the others are kept beside it. */
#include "host/read/dossier_parse.h"

#include <stdlib.h>

enum { KEY_VALEUR, KEY_PRODUCTEUR, KEY_PERIODE, KEY_EXTRACTION, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"valeur", "producteur", "periode", "extraction"};

/* An entry of a list, as it is written and as it is read. */
struct extraction {
    const struct json_node *node;
    struct provenance source;
};

/* `dated`: among others, which only the day of the extraction tells apart. */
static struct provenance read_source(struct dossier_parse *p, const struct json_node *node, uint32_t column,
                                     bool dated) {
    const struct layout_column *c = &p->layout->columns[column];
    struct provenance s = {.column = column, .producer = "", .period = "", .presence = CAQES_INVALID};
    const struct json_node *found[KEY_COUNT];
    if (!dossier_members(p, node, c->key, keys, KEY_COUNT, found)) return s;
    if (dossier_required(p, node, c->key, keys[KEY_VALEUR], found[KEY_VALEUR]) &&
        !dossier_value(p, found[KEY_VALEUR], c->spec, c->key, false, &s.value, &s.presence))
        s.presence = CAQES_INVALID;
    if (found[KEY_PRODUCTEUR]) dossier_text(p, found[KEY_PRODUCTEUR], keys[KEY_PRODUCTEUR], true, &s.producer);
    if (found[KEY_PERIODE]) dossier_text(p, found[KEY_PERIODE], keys[KEY_PERIODE], true, &s.period);
    if (found[KEY_EXTRACTION]) dossier_day(p, found[KEY_EXTRACTION], keys[KEY_EXTRACTION], &s.extraction);
    if (dated) dossier_required(p, node, c->key, keys[KEY_EXTRACTION], found[KEY_EXTRACTION]);
    return s;
}

static uint32_t objects_in(const struct json_node *list) {
    uint32_t count = 0;
    JSON_EACH(item, list) count += item->kind == JSON_OBJECT;
    return count;
}

struct provenance *dossier_sources_room(struct arena *arena, const struct json_node *data) {
    uint32_t count = objects_in(data);
    JSON_EACH(child, data) {
        if (child->kind == JSON_ARRAY) count += objects_in(child);
    }
    return arena_array(arena, count, sizeof(struct provenance));
}

/* Of one day, in the order they are written. */
static int latest_first(const void *left, const void *right) {
    const struct extraction *a = left, *b = right;
    if (a->source.extraction != b->source.extraction) return a->source.extraction < b->source.extraction ? 1 : -1;
    return a->node < b->node ? -1 : 1;
}

static uint32_t read_entries(struct dossier_parse *p, const struct json_node *list, uint32_t column,
                             struct extraction *entries) {
    uint32_t count = 0;
    JSON_EACH(item, list) {
        if (item->kind == JSON_OBJECT) {
            entries[count++] = (struct extraction){item, read_source(p, item, column, true)};
        } else {
            dossier_fault_value(p, item, "D142", "write {\"valeur\": ..., \"extraction\": \"2019-04-15\"}",
                                "an entry of \"%s\" does not say when it was extracted",
                                p->layout->columns[column].key);
        }
    }
    return count;
}

static uint32_t read_list(struct dossier_parse *p, const struct json_node *list, uint32_t column,
                          struct provenance *sources) {
    struct extraction *entries = arena_array(p->scratch, objects_in(list), sizeof *entries);
    uint32_t count = read_entries(p, list, column, entries);
    const char *name = p->layout->columns[column].key;
    if (list->span == 1)
        dossier_fault_value(p, list, "D141", "write the value, null, or leave the key out",
                            "the list of \"%s\" is empty", name);
    qsort(entries, count, sizeof *entries, latest_first);
    for (uint32_t i = 0; i < count; i++) {
        sources[i] = entries[i].source;
        sources[i].replaced = i > 0;
        if (i == 0 || sources[i].extraction == 0 || sources[i].extraction != sources[i - 1].extraction) continue;
        dossier_fault_value(p, entries[i].node, "D143", "keep the one that counts, or correct the day",
                            "\"%s\" has two values of the same day", name);
    }
    return count;
}

uint32_t dossier_sources(struct dossier_parse *p, const struct json_node *node, uint32_t column,
                         struct provenance *sources, int64_t *value, uint8_t *presence) {
    uint32_t count = 1;
    *presence = CAQES_INVALID; /* when it holds nothing good, it is there all the same */
    if (node->kind == JSON_ARRAY) {
        count = read_list(p, node, column, sources);
    } else {
        sources[0] = read_source(p, node, column, false);
    }
    if (count > 0) {
        *value = sources[0].value;
        *presence = sources[0].presence;
    }
    return count;
}
