/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: configuration files, as campaigns, models, lists of keys and locks, over any bytes. Beyond not crashing:
 * what is refused is said, every parameter of a campaign that comes out is one its manifest allows, and any
 * establishment can be filled under it. */
#define FIXTURES CAQES_SOURCE_DIR "/tests/fixtures/campaign"

#include "host/campaign/model_internal.h"
#include "tests/campaign_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

enum { MAX_COLUMNS = 256, MAX_SLOTS = 64 };

/* A plugin_source whose plugins are read once. */
static struct plugin *cached_plugin(const void *context, struct conf_reader *r, const char *campaign,
                                    const struct setting *named, uint32_t year, const char **found) {
    static const char *const names[] = {"socle.so", "transports.so", "regional.so"};
    static const char *const paths[] = {FIXTURES "/socle.json", FIXTURES "/transports.json", FIXTURES "/regional.json"};
    static struct plugin *plugins[3];
    static struct arena arena;
    struct diag diag = {0};
    (void)context, (void)campaign, (void)year;
    *found = named->text;
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(named->text, names[i]) != 0) continue;
        if (!plugins[i]) plugins[i] = fixture_plugin_of(paths[i], names[i], &arena, &diag);
        REQUIRE(plugins[i]);
        return plugins[i];
    }
    *found = NULL;
    conf_fault(r, named, "C330", NULL, "no plugin");
    return NULL;
}

static void check_value(const struct campaign *c, const struct value_spec *s, int64_t value, uint8_t presence) {
    if (presence != CAQES_PRESENT) return;
    if (s->type == TYPE_CURVE) {
        const struct caqes_curve *curve;
        REQUIRE(value >= 0 && value < (int64_t)c->curve_count);
        curve = &c->curves[value];
        REQUIRE(curve->kind == s->curve_kind && curve->count >= 1);
        REQUIRE(curve->first + curve->count <= c->point_count);
        REQUIRE(curve->kind != CAQES_CURVE_STEPS || c->points[curve->first + curve->count - 1].x == INT64_MIN);
        return;
    }
    REQUIRE(!s->has_min || value >= s->min);
    REQUIRE(!s->has_max || value <= s->max);
    REQUIRE(s->type != TYPE_YES_NO || value == 0 || value == 1);
    REQUIRE(s->type != TYPE_CLASS || (value >= 0 && value < (int64_t)s->class_count));
}

static void check_fill(const struct campaign *c, const struct record *r) {
    uint64_t match = campaign_match(c, r);
    uint32_t assigned = campaign_assigned(c, match), p, s;
    REQUIRE(c->rule_count == 64 || match >> c->rule_count == 0);
    REQUIRE(c->plugin_count == 32 || assigned >> c->plugin_count == 0);
    for (p = 0; p < c->plugin_count; p++) {
        const struct manifest *m = c->plugins[p].plugin->manifest;
        int64_t values[MAX_SLOTS];
        uint8_t presences[MAX_SLOTS];
        struct origin origins[MAX_SLOTS];
        REQUIRE(m->slot_count <= MAX_SLOTS);
        campaign_fill(c, p, r, match, values, presences, origins);
        for (s = 0; s < m->slot_count; s++) {
            check_value(c, m->slots[s], values[s], presences[s]);
            REQUIRE(s < m->input_count || (presences[s] == CAQES_ABSENT) == (origins[s].level == ORIGIN_NONE));
        }
    }
}

static void check_campaign(const struct campaign *c) {
    static int64_t values[MAX_COLUMNS];
    static uint8_t presences[MAX_COLUMNS];
    struct record r = {.file = "fuzz", .finess = "990000012", .values = values, .presences = presences};
    bool refused = false;
    uint32_t v;
    REQUIRE((c->keys == NULL) == (c->lock == NULL));
    for (v = 0; v < c->plugin_count; v++) refused = refused || c->plugins[v].refusal;
    for (v = 0; v < c->plugin_count; v++) REQUIRE(!c->keys || c->plugins[v].refusal || c->plugins[v].signer);
    REQUIRE(c->plugin_count <= CAMPAIGN_MAX_PLUGINS && c->rule_count <= CAMPAIGN_MAX_RULES);
    REQUIRE(c->layout->column_count <= MAX_COLUMNS);
    REQUIRE(c->name && c->region && c->file_count >= 2 && strlen(c->digest) == 64);
    REQUIRE(c->year >= c->model->first_year && c->year <= c->model->last_year);
    REQUIRE(c->evaluation_date / 10000 > c->year);
    for (v = 0; v < c->model->volet_count; v++)
        REQUIRE(refused || !c->model->volets[v].mandatory || c->volet_plugin[v] >= 0);
    for (r.champs = 0; r.champs < 1U << c->model->champ_count; r.champs++)
        for (r.statut = 0; r.statut < c->model->statut_count; r.statut++) check_fill(c, &r);
}

static void check_terms(const struct model *m, const struct model_volet *v) {
    uint32_t i;
    REQUIRE((v->least_years == 0) == (v->most_years == 0) && v->least_years <= v->most_years && v->most_years <= 50);
    REQUIRE((v->products_of != NULL) == (model_products_nature(v, NULL) != NULL));
    REQUIRE(!v->mandatory || v->exclusion_count == 0);
    for (i = 0; i < v->exclusion_count; i++) {
        const struct model_exclusion *x = &v->exclusions[i];
        REQUIRE(x->article && x->statut < m->statut_count);
        REQUIRE(m->first_year <= x->first_year && x->first_year <= x->last_year && x->last_year <= m->last_year);
    }
}

static void check_model(const struct model *m) {
    uint32_t v, n, k;
    REQUIRE(m->volet_count >= 1 && m->volet_count <= MODEL_MAX_VOLETS);
    REQUIRE(m->champ_count >= 1 && m->champ_count <= MODEL_MAX_CHAMPS && m->statut_count >= 1);
    REQUIRE(m->ceiling_over_contract == (m->contract_ceiling != NULL));
    for (v = 0; v < m->volet_count; v++) check_terms(m, &m->volets[v]);
    for (v = 0; v < m->volet_count; v++)
        for (n = 0; n < m->volets[v].nature_count; n++) {
            const struct model_nature *nature = &m->volets[v].natures[n];
            REQUIRE(nature->code && nature->label && nature->months == (nature->sign == 0));
            REQUIRE(nature->ceiling_count >= 1);
            for (k = 0; k < nature->ceiling_count; k++) {
                const struct model_ceiling *c = &nature->ceilings[k];
                REQUIRE(c->article && nature->months == (c->base_count == 0));
                REQUIRE(nature->months ? c->constant > 0 : c->rate > 0 && c->rate <= 1000000);
            }
        }
}

static void check_keys(const struct key_list *list) {
    uint32_t i, k;
    REQUIRE(list->count >= 1 && list->count <= KEYS_MOST);
    for (i = 0; i < list->count; i++) {
        REQUIRE(*list->keys[i].name && strlen(list->keys[i].id) == 16 &&
                (list->keys[i].revoked || !list->keys[i].motive));
        REQUIRE(keys_find(list, list->keys[i].key.id) == &list->keys[i]);
        for (k = 0; k < list->keys[i].prefix_count; k++) REQUIRE(strchr(list->keys[i].prefixes[k], '.'));
    }
}

/* What is written of a lock is the same lock, to the byte. */
static void check_lock(const struct lock *lock, struct arena *arena) {
    char *text[2] = {NULL, NULL};
    size_t length[2], i;
    const struct lock *from = lock;
    for (i = 0; i < 2; i++) {
        FILE *stream = open_memstream(&text[i], &length[i]);
        struct diag diag = {0};
        struct conf_reader r;
        const struct setting *root;
        lock_write(stream, from);
        fclose(stream);
        conf_open(&r, arena, &diag);
        root = conf_parse(&r, "fuzz", text[i], length[i]);
        from = root ? lock_build(&r, "fuzz", root) : NULL;
        REQUIRE(from && from->count == lock->count && diag.errors == 0);
    }
    REQUIRE(length[0] == length[1] && memcmp(text[0], text[1], length[0]) == 0);
    for (i = 0; i < lock->count; i++) REQUIRE(lock_find(lock, lock->plugins[i].id) == &lock->plugins[i]);
    free(text[0]);
    free(text[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct plugin_source source = {cached_plugin, NULL, false};
    static struct arena arena;
    struct diag diag = {0};
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, &arena, &diag);
    root = conf_parse(&r, FIXTURES "/campagne.cfg", (const char *)data, size);
    REQUIRE((root == NULL) == (diag.errors > 0));
    if (root) {
        const struct campaign *c = campaign_build(&r, FIXTURES "/campagne.cfg", root, &source);
        const struct model *m;
        const struct key_list *keys;
        const struct lock *lock;
        REQUIRE(c || diag.errors > 0); /* a refused plugin is said too, and stays with its refusal */
        if (c) check_campaign(c);
        diag.errors = 0;
        m = model_build(&r, "fuzz", root);
        REQUIRE((m == NULL) == (diag.errors > 0));
        if (m) check_model(m);
        diag.errors = 0;
        keys = keys_build(&r, "fuzz", root);
        REQUIRE((keys == NULL) == (diag.errors > 0));
        if (keys) check_keys(keys);
        diag.errors = 0;
        lock = lock_build(&r, "fuzz", root);
        REQUIRE((lock == NULL) == (diag.errors > 0));
        if (lock) check_lock(lock, &arena);
    }
    arena_reset(&arena);
    return 0;
}
