/* SPDX-License-Identifier: MIT
 *
 * dossier_entities.c: "etablissements_geographiques": the EG for which an EJ signs (instruction du 26 juillet
 * 2017, II.a.i). Their values make those of the EJ, as the "entities" of each input says. */
#include "host/read/dossier_parse.h"

#include <inttypes.h>
#include <string.h>

enum { KEY_FINESS, KEY_NOM, KEY_DONNEES, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"finess", "nom", "donnees"};

/* What the EG say of one input, all together. */
struct combined {
    caqes_int128 value; /* of those that have one */
    uint8_t presence;
    uint64_t left_out;             /* which are not subject: a sum of one number for each */
    uint32_t given;                /* by how many */
    uint32_t leading;              /* the first ones, up to here, all gave it */
    const struct json_node *last;  /* as given last */
    const struct provenance *from; /* the oldest extraction */
};

/* ---- One value more ------------------------------------------------------------------------------ */

/* An EG that is not subject is left out. An answer that is no value is that of the whole: the graver counts. */
static const uint8_t gravity[] = {
    [CAQES_ABSENT] = 0,
    [CAQES_NON_SOUMIS] = 1,
    [CAQES_PRESENT] = 2,
    [CAQES_NULL] = 3,
    [CAQES_DONNEES_INSUFFISANTES] = 4,
    [CAQES_NON_VALIDE] = 5,
    [CAQES_NON_REPONDANT] = 6,
    [CAQES_INVALID] = 7,
};

/* "non" is under "oui"; a class is the worse, the later it is in its list. */
static bool replaces(enum entities_rule rule, int64_t value, caqes_int128 so_far) {
    return rule == ENTITIES_ALL || rule == ENTITIES_LOWEST ? value < so_far : value > so_far;
}

static void add_value(struct combined *c, enum entities_rule rule, int64_t value, uint8_t presence) {
    bool first = gravity[c->presence] < gravity[CAQES_PRESENT];
    if (presence == CAQES_PRESENT && rule == ENTITIES_SUM) c->value += value;
    if (presence == CAQES_PRESENT && rule != ENTITIES_SUM && (first || replaces(rule, value, c->value)))
        c->value = value;
    if (gravity[presence] > gravity[c->presence]) c->presence = presence;
}

/* The whole is as old as its oldest part. */
static void add_source(struct combined *c, const struct provenance *source) {
    day first = c->from ? c->from->extraction : 0;
    if (!c->from || (source->extraction != 0 && (first == 0 || source->extraction < first))) c->from = source;
}

/* A number for the EG at one place of the list: sums of different sets differ. */
static uint64_t number_of(uint32_t index) {
    uint64_t x = (index + UINT64_C(1)) * UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 32)) * UINT64_C(0xD6E8FEB86659FD93);
    return x ^ (x >> 29);
}

/* ---- Reading ------------------------------------------------------------------------------------- */

static void check_rule(struct dossier_parse *p, const struct json_node *node, uint32_t column) {
    const struct layout_column *c = &p->layout->columns[column];
    if (c->input->entities == ENTITIES_NONE)
        dossier_fault_key(p, node, "D145", "write it in \"donnees\" of the EJ",
                          "\"%s\" of an EG does not make that of its EJ: its \"entities\" is \"none\"", c->key);
    else if (p->record->presences[column] != CAQES_ABSENT)
        dossier_fault_key(p, node, "D146", "keep that of the EJ, or those of its EG",
                          "\"%s\" is given by the EJ and by an EG", c->key);
}

/* `index` is the place of the EG in the list. Returns how many sources it used. */
static uint32_t read_input(struct dossier_parse *p, const struct json_node *node, uint32_t index, struct combined *all,
                           struct provenance *sources) {
    int32_t column = dossier_input(p, node);
    struct combined *c = column < 0 ? NULL : &all[column];
    int64_t value = 0;
    uint8_t presence;
    uint32_t count;
    if (!c) return 0;
    check_rule(p, node, (uint32_t)column);
    count = dossier_datum(p, node, (uint32_t)column, sources, &value, &presence);
    add_value(c, p->layout->columns[column].input->entities, value, presence);
    if (presence == CAQES_NON_SOUMIS) c->left_out += number_of(index);
    if (count > 0 && presence != CAQES_NON_SOUMIS) add_source(c, sources);
    if (c->leading == index) c->leading++;
    c->given++;
    c->last = node;
    return count;
}

static void read_data(struct dossier_parse *p, const struct json_node *node, uint32_t index, struct combined *all) {
    struct provenance *sources;
    if (!dossier_is(p, node, JSON_OBJECT, keys[KEY_DONNEES])) return;
    sources = dossier_sources_room(p->arena, node);
    JSON_EACH(child, node) sources += read_input(p, child, index, all, sources);
}

static void read_entity(struct dossier_parse *p, const struct json_node *node, uint32_t index, struct combined *all,
                        struct entity *entity) {
    const struct json_node *found[KEY_COUNT];
    *entity = (struct entity){"", ""};
    if (!dossier_members(p, node, "an EG", keys, KEY_COUNT, found)) return;
    dossier_required(p, node, "an EG", keys[KEY_FINESS], found[KEY_FINESS]);
    dossier_required(p, node, "an EG", keys[KEY_DONNEES], found[KEY_DONNEES]);
    if (found[KEY_FINESS]) dossier_finess(p, found[KEY_FINESS], &entity->finess);
    if (found[KEY_NOM]) dossier_text(p, found[KEY_NOM], keys[KEY_NOM], true, &entity->name);
    if (found[KEY_DONNEES]) read_data(p, found[KEY_DONNEES], index, all);
}

/* ---- The whole ----------------------------------------------------------------------------------- */

/* A sum without one of its parts would pass for the whole: it is not known, for want of the EG named; another year does
 * not stand for it. */
static void warn_partial(struct dossier_parse *p, const struct json_node *list, const struct combined *c,
                         uint32_t column) {
    const struct record *r = p->record;
    uint32_t index = 0, others = r->entity_count - c->given - 1;
    const char *more = others > 0 ? arena_format(p->scratch, " and %" PRIu32 " more", others) : "";
    JSON_EACH(entity, list) {
        if (index++ != c->leading) continue;
        dossier_warn(p, entity, "D147",
                     "supply it, or say why it is not there: null, \"non_repondant\", \"non_soumis\"",
                     "\"%s\" is not known for the EJ: EG %s%s does not give it", p->layout->columns[column].key,
                     r->entities[c->leading].finess, more);
    }
}

/* True when the EJ has what its EG say. */
static bool close_column(struct dossier_parse *p, const struct json_node *list, const struct combined *c,
                         uint32_t column) {
    const struct layout_column *l = &p->layout->columns[column];
    struct record *r = p->record;
    if (c->given < r->entity_count) {
        if (p->faults == 0) warn_partial(p, list, c, column);
        r->presences[column] = CAQES_NULL;
        return false;
    }
    r->presences[column] = c->presence;
    return c->presence != CAQES_PRESENT || dossier_total(p, c->last, l->spec, l->key, c->value, &r->values[column]);
}

static void close_columns(struct dossier_parse *p, const struct json_node *list, const struct combined *all) {
    struct record *r = p->record;
    struct provenance *sources;
    size_t count = r->provenance_count;
    for (uint32_t c = 0; c < p->layout->column_count; c++) count += all[c].from != NULL;
    sources = arena_array(p->arena, count, sizeof *sources);
    if (r->provenance_count > 0) memcpy(sources, r->provenances, r->provenance_count * sizeof *sources);
    r->provenances = sources;
    for (uint32_t c = 0; c < p->layout->column_count; c++)
        if (all[c].given > 0 && close_column(p, list, &all[c], c) && all[c].from)
            sources[r->provenance_count++] = *all[c].from;
}

/* ---- What is compared is of the same EG -------------------------------------------------------- */

/* The column behind the slot of an indicator, when the EG give it; else -1. */
static int32_t combined_column(const struct layout_plugin *l, const struct combined *all, uint32_t slot) {
    int32_t column = l->columns[slot];
    return column >= 0 && all[column].given > 0 ? column : -1;
}

/* An indicator whose data leave out different EG compares two different wholes: what it reads is not known. */
static void compare_scopes(struct dossier_parse *p, const struct json_node *list, const struct layout_plugin *l,
                           const struct manifest_indicator *i, const struct combined *all) {
    bool compares = i->kind == KIND_RATIO || i->kind == KIND_GROWTH || i->kind == KIND_PROGRESS;
    int32_t first = -1, other = -1;
    uint32_t k, count = i->numerator_count + i->denominator_count;
    for (k = 0; compares && k < count && other < 0; k++) {
        uint32_t slot = k < i->numerator_count ? i->numerator[k] : i->denominator[k - i->numerator_count];
        int32_t column = combined_column(l, all, slot);
        if (first < 0) first = column;
        if (column >= 0 && all[column].left_out != all[first].left_out) other = column;
    }
    if (other < 0) return;
    for (k = 0; k < count; k++) {
        uint32_t slot = k < i->numerator_count ? i->numerator[k] : i->denominator[k - i->numerator_count];
        int32_t column = combined_column(l, all, slot);
        if (column >= 0) p->record->presences[column] = CAQES_NULL;
    }
    if (p->faults == 0)
        dossier_warn(p, list, "D148", "an EG that is not subject is not subject to both",
                     "\"%s\" and \"%s\", which %s compares, are not those of the same EG: not known for the EJ",
                     p->layout->columns[first].key, p->layout->columns[other].key, i->code);
}

static void compare_all_scopes(struct dossier_parse *p, const struct json_node *list, const struct combined *all) {
    for (uint32_t n = 0; n < p->layout->plugin_count; n++)
        for (uint32_t i = 0; i < p->layout->plugins[n].manifest->indicator_count; i++)
            compare_scopes(p, list, &p->layout->plugins[n], &p->layout->plugins[n].manifest->indicators[i], all);
}

void dossier_read_entities(struct dossier_parse *p, const struct json_node *list) {
    struct combined *all = arena_array(p->scratch, p->layout->column_count, sizeof *all);
    struct record *r = p->record;
    struct entity *entities;
    uint32_t index = 0;
    if (strcmp(r->level, "EG") == 0)
        dossier_fault_key(p, list, "D144", "remove it, or write \"niveau\": \"EJ\"", "an EG has no EG of its own");
    if (!dossier_is(p, list, JSON_ARRAY, "etablissements_geographiques")) return;
    JSON_EACH(entity, list) r->entity_count++;
    r->entities = entities = arena_array(p->arena, r->entity_count, sizeof *entities);
    JSON_EACH(entity, list) {
        read_entity(p, entity, index, all, &entities[index]);
        index++;
    }
    close_columns(p, list, all);
    compare_all_scopes(p, list, all);
}
