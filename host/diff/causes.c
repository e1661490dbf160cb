/* SPDX-License-Identifier: MIT
 *
 * causes.c: what went into a volet that changed, slot by slot, on both sides: data, parameters and who set them, the
 * contract, the plan, the plugins. */
#include "host/diff/records.h"
#include "host/diff/sides.h"

#include "host/base/text.h"

#include <string.h>

/* A volet of an establishment on both sides. */
struct pair {
    const struct config_view *view[2];
    const struct records *records[2];
    const char *volet;
    struct remarks *to;
    struct arena *keep; /* of what is found */
    struct arena *arena;
};

/* A cause, once: an input that two plugins read is one. */
static struct remark *add(struct pair *p, const char *kind, const char *code, const char *label, const char *before,
                          const char *after) {
    const struct remark *r;
    for (r = p->to->first; r; r = r->next)
        if (strcmp(r->kind, kind) == 0 && code && r->code && strcmp(r->code, code) == 0) return NULL;
    return remark_add(p->to, p->keep, kind, code, label, before, after);
}

/* ---- Slots ---- */

static const char *presence_word(uint8_t presence) {
    switch (presence) {
    case CAQES_ABSENT: return NULL;
    case CAQES_NULL: return "null";
    case CAQES_NON_SOUMIS: return "non soumis";
    case CAQES_NON_REPONDANT: return "non répondant";
    case CAQES_NON_VALIDE: return "NV";
    case CAQES_DONNEES_INSUFFISANTES: return "DI";
    default: return "refusée";
    }
}

/* A slot on one side. */
struct slot {
    const struct value_spec *spec;
    int64_t value;
    uint8_t presence;
    const struct origin *origin;
};

static struct slot slot_of(const struct manifest *m, const struct config_row *row, const char *name) {
    uint32_t i;
    for (i = 0; m && i < m->slot_count; i++)
        if (strcmp(m->slots[i]->name, name) == 0)
            return (struct slot){m->slots[i], row->values[i], row->presences[i], &row->origins[i]};
    return (struct slot){.presence = CAQES_ABSENT};
}

static const char *shown(const struct config_view *v, const struct slot *s) {
    return s->presence == CAQES_PRESENT ? config_value(v, s->spec, s->value) : presence_word(s->presence);
}

/* Kept. */
static const char *origin_text(const struct pair *p, unsigned side, const struct slot *s) {
    static const char *const levels[] = {NULL, "manifeste", "national", "région", "règle", "contrat"};
    const char *folder = p->records[side]->unpacked->folder, *file;
    size_t length = strlen(folder);
    if (!s->origin || s->origin->level == ORIGIN_NONE) return NULL;
    file = s->origin->file;
    if (file && strncmp(file, folder, length) == 0 && file[length] == '/') file += length + 1;
    if (!file) return levels[s->origin->level];
    return arena_format(p->keep, "%s, %s:%u", levels[s->origin->level], file, s->origin->line);
}

static const char *kind_of(const char *name, bool input) {
    if (input) return "donnee";
    if (strncmp(name, "cible.", 6) == 0) return "cible";
    return strncmp(name, "coefficient.", 12) == 0 ? "coefficient" : "parametre";
}

/* What reads the same is the same: values are shown with every decimal they have. */
static void compare_slot(struct pair *p, const char *name, bool input, const struct slot *a, const struct slot *b) {
    struct remark *r = add(p, kind_of(name, input), name, b->spec ? b->spec->label : a->spec->label,
                           shown(p->view[0], a), shown(p->view[1], b));
    if (!r || input) return;
    r->origin[0] = origin_text(p, 0, a);
    r->origin[1] = origin_text(p, 1, b);
}

/* Slots of the first manifest, and of the second those that the first has not. */
static void compare_slots(struct pair *p, const struct manifest *const *m, const struct config_row *rows) {
    unsigned side;
    uint32_t i;
    for (side = 0; side < 2; side++)
        for (i = 0; m[side] && i < m[side]->slot_count; i++) {
            const char *name = m[side]->slots[i]->name;
            struct slot a = slot_of(m[0], &rows[0], name), b = slot_of(m[1], &rows[1], name);
            if (side == 0 || !a.spec) compare_slot(p, name, i < m[side]->input_count, &a, &b);
        }
}

/* ---- Plugins ---- */

static bool feeds(const struct campaign *c, uint32_t plugin, const char *volet) {
    const struct manifest *m = c->plugins[plugin].plugin->manifest;
    uint32_t o;
    for (o = 0; o < m->obligation_count; o++)
        if (strcmp(m->obligations[o].volet, volet) == 0) return true;
    return false;
}

/* The number of a plugin that applies to the establishment, or -1. */
static int32_t plugin_of(const struct config_view *v, const char *id) {
    uint32_t k;
    for (k = 0; k < v->campaign->plugin_count; k++)
        if (strcmp(v->campaign->plugins[k].plugin->manifest->id, id) == 0)
            return v->assigned >> k & 1U ? (int32_t)k : -1;
    return -1;
}

static const char *plugin_text(const struct config_view *v, int32_t number, struct arena *arena) {
    const struct plugin *p = number < 0 ? NULL : v->campaign->plugins[number].plugin;
    return p ? arena_format(arena, "%s (%.12s)", p->manifest->version, p->sha256) : NULL;
}

static void compare_plugin(struct pair *p, const char *id) {
    struct config_row rows[2] = {{0}, {0}};
    const struct manifest *m[2] = {NULL, NULL};
    int32_t number[2];
    unsigned side;
    for (side = 0; side < 2; side++) {
        number[side] = plugin_of(p->view[side], id);
        if (number[side] < 0) continue;
        m[side] = p->view[side]->campaign->plugins[number[side]].plugin->manifest;
        rows[side] = config_row_of(p->view[side], (uint32_t)number[side]);
    }
    add(p, "plugin", id, NULL, plugin_text(p->view[0], number[0], p->arena),
        plugin_text(p->view[1], number[1], p->arena));
    if (m[0] && m[1]) compare_slots(p, m, rows); /* else all of its slots: the plugin says enough */
}

static void compare_plugins(struct pair *p) {
    unsigned side;
    uint32_t k;
    for (side = 0; side < 2; side++) {
        const struct campaign *c = p->view[side]->campaign;
        for (k = 0; k < c->plugin_count; k++)
            if ((p->view[side]->assigned >> k & 1U) && feeds(c, k, p->volet))
                compare_plugin(p, c->plugins[k].plugin->manifest->id); /* the second time says nothing new */
    }
}

/* ---- The contract ---- */

static const char *day_text(day d, struct arena *arena) {
    char text[DAY_TEXT];
    return d ? arena_copy(arena, day_french(d, text), strlen(day_french(d, text))) : NULL;
}

static const char *euros(int64_t centimes, struct arena *arena) {
    char text[64];
    french_centimes(centimes, false, text);
    return arena_copy(arena, text, strlen(text));
}

static const char *progress(const struct contract_volet *c, struct arena *arena) {
    char text[96];
    if (c->plan_weight == 0 || !french_fraction(caqes_fraction_of(c->plan_progress, c->plan_weight), 6, text))
        return NULL;
    return arena_copy(arena, text, strlen(text));
}

static const struct contract_volet *contract_of(const struct config_view *v, const char *volet) {
    int32_t row = model_volet_index(v->campaign->model, volet);
    return row < 0 ? NULL : &v->record->contract[row];
}

static void compare_contract(struct pair *p) {
    static const char *const states[] = {"absent", "en vigueur", "refusé", "pas encore en vigueur", "échu"};
    const struct contract_volet *a = contract_of(p->view[0], p->volet), *b = contract_of(p->view[1], p->volet);
    struct arena *arena = p->arena;
    if (!a || !b) return;
    add(p, "contrat", "statut", "Contrat", states[a->status], states[b->status]);
    add(p, "contrat", "signature", "Signature", day_text(a->signature, arena), day_text(b->signature, arena));
    add(p, "contrat", "fin", "Fin", day_text(a->end, arena), day_text(b->end, arena));
    add(p, "contrat", "priorite", "Priorité", arena_format(arena, "%u", a->priority),
        arena_format(arena, "%u", b->priority));
    add(p, "contrat", "produits", "Produits à taux propre, retenue", euros(a->products_cut, arena),
        euros(b->products_cut, arena));
    add(p, "plan", "avancement", "Avancement du plan d'actions", progress(a, arena), progress(b, arena));
}

static void compare_establishment(struct pair *p) {
    const struct config_view *a = p->view[0], *b = p->view[1];
    add(p, "etablissement", "statut", "Statut", a->campaign->model->statuts[a->record->statut],
        b->campaign->model->statuts[b->record->statut]);
    add(p, "etablissement", "champs", "Champs", config_names(p->arena, a->campaign->model->champs, a->record->champs),
        config_names(p->arena, b->campaign->model->champs, b->record->champs));
}

/* ---- The whole ---- */

static void explain(const struct records *sides, struct establishment_change *e, struct arena *keep,
                    struct arena *arena) {
    const struct record *a = records_find(&sides[0], e->finess), *b = records_find(&sides[1], e->finess);
    struct config_view views[2];
    struct volet_change *v;
    if (!a || !b) return;
    views[0] = records_view(&sides[0], a, arena);
    views[1] = records_view(&sides[1], b, arena);
    for (v = e->volets; v; v = v->next) {
        struct pair p = {{&views[0], &views[1]}, {&sides[0], &sides[1]}, v->code, &v->causes, keep, arena};
        v->causes = (struct remarks){0};
        compare_establishment(&p);
        compare_contract(&p);
        compare_plugins(&p);
    }
}

void sides_causes(const struct sides *s, struct difference *d) {
    struct records records[2] = {{0}, {0}};
    struct establishment_change *e;
    if (records_open(&s->side[0].unpacked, d->arena, &records[0]) &&
        records_open(&s->side[1].unpacked, d->arena, &records[1]))
        for (e = d->changes; e; e = e->next) {
            explain(records, e, d->arena, &d->scratch);
            arena_reset(&d->scratch);
        }
    records_close(&records[0]);
    records_close(&records[1]);
}
