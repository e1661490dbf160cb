/* SPDX-License-Identifier: MIT */
#include "bad_files.h"

#include "host/base/digest.h"
#include "host/base/text.h"
#include "host/campaign/value.h"

#include <unistd.h>

#define CAMPAIGN FIXTURES "/campagne.cfg"

enum { SOCLE, TRANSPORTS, REGIONAL }; /* volets first */
enum { MCO = 1, HAD = 2, DIALYSE = 4, SSR = 8 };
enum { EX_DG, EX_OQN, SSA };

static struct campaign *good(struct fixture *f) {
    struct campaign *c = fixture_read(f, CAMPAIGN);
    if (!c) print_error("%s", fixture_said(f));
    assert_non_null(c);
    assert_string_equal(fixture_said(f), "");
    return c;
}

static const struct manifest *manifest_of(const struct campaign *c, uint32_t plugin) {
    return c->plugins[plugin].plugin->manifest;
}

static uint32_t slot_of(const struct campaign *c, uint32_t plugin, const char *name) {
    const struct manifest *m = manifest_of(c, plugin);
    uint32_t s;
    for (s = 0; s < m->slot_count; s++)
        if (strcmp(m->slots[s]->name, name) == 0) return s;
    fail_msg("no slot %s", name);
    return 0;
}

/* The text of a line of the campaign holds this: an origin names the line that sets the value. */
static void assert_line_holds(struct fixture *f, const struct origin *o, const char *text) {
    size_t length = 0;
    const char *file = fixture_file(&f->arena, o->file, &length), *line = file;
    uint32_t i;
    assert_non_null(file);
    for (i = 1; i < o->line; i++) line = strchr(line, '\n') + 1;
    assert_non_null(memmem(line, strcspn(line, "\n"), text, strlen(text)));
}

/* An establishment with nothing in its dossier. */
static struct record establishment(struct fixture *f, const struct campaign *c, const char *finess, uint32_t statut,
                                   uint32_t champs) {
    struct record r = {.file = "dossiers.ndjson", .line = 7, .finess = finess, .statut = statut, .champs = champs};
    r.values = arena_array(&f->arena, c->layout->column_count, sizeof *r.values);
    r.presences = arena_array(&f->arena, c->layout->column_count, sizeof *r.presences);
    return r;
}

static void put(const struct campaign *c, struct record *r, uint32_t section, const char *key, int64_t value,
                uint8_t presence) {
    int32_t column = layout_find(c->layout, section, key, strlen(key));
    assert_true(column >= 0);
    r->values[column] = value;
    r->presences[column] = presence;
}

/* One slot of one plugin for one record, with its origin. */
struct effective {
    int64_t value;
    uint8_t presence;
    struct origin origin;
};

static struct effective effective(struct fixture *f, const struct campaign *c, uint32_t plugin, const struct record *r,
                                  const char *name) {
    uint32_t count = manifest_of(c, plugin)->slot_count, slot = slot_of(c, plugin, name);
    int64_t *values = arena_array(&f->arena, count, sizeof *values),
            *again = arena_array(&f->arena, count, sizeof *again);
    uint8_t *presences = arena_array(&f->arena, count, 1);
    struct origin *origins = arena_array(&f->arena, count, sizeof *origins);
    uint64_t match = campaign_match(c, r);
    memset(values, 0x55, count * sizeof *values); /* everything is written */
    memset(presences, 0x55, count);
    campaign_fill(c, plugin, r, match, values, presences, origins);
    memset(again, 0xAA, count * sizeof *again);
    campaign_fill(c, plugin, r, match, again, presences, NULL);
    assert_memory_equal(values, again, count * sizeof *values);
    return (struct effective){values[slot], presences[slot], origins[slot]};
}

static void assert_effective(struct effective e, int64_t value, enum origin_level level) {
    assert_int_equal(e.presence, CAQES_PRESENT);
    assert_true(e.value == value);
    assert_int_equal(e.origin.level, level);
}

/* ---- Reading ---- */

static void the_head_is_read(void **state) {
    struct fixture f;
    const struct campaign *c;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    assert_string_equal(c->name, "Essai 2018");
    assert_string_equal(c->region, "Région d'essai");
    assert_int_equal(c->year, 2018);
    assert_int_equal(c->evaluation_date, 20190617);
    assert_string_equal(c->model->code, "essai");
    assert_true(c->missing_counts_zero[0]);
    assert_false(c->missing_counts_zero[1]);
    assert_null(c->suspended[0]);
    assert_string_equal(c->suspended[1], "moratoire d'essai");
    fixture_close(&f);
}

static void volets_come_first_and_are_tied(void **state) {
    struct fixture f;
    const struct campaign *c;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    assert_int_equal(c->plugin_count, 3);
    assert_string_equal(manifest_of(c, SOCLE)->id, "fr.essai.socle");
    assert_string_equal(manifest_of(c, TRANSPORTS)->id, "fr.essai.transports");
    assert_string_equal(manifest_of(c, REGIONAL)->id, "fr.essai.regional");
    assert_int_equal(c->volet_plugin[0], SOCLE);
    assert_int_equal(c->volet_plugin[1], TRANSPORTS);
    assert_int_equal(c->volet_plugin[2], -1);
    assert_int_equal(c->default_plugins, 1U << SOCLE | 1U << TRANSPORTS);
    assert_false(c->plugins[REGIONAL].by_default);
    assert_int_equal(c->plugins[REGIONAL].line, 10);
    assert_ptr_equal(c->layout->plugins[TRANSPORTS].manifest, manifest_of(c, TRANSPORTS));
    fixture_close(&f);
}

static void the_digest_covers_every_file_in_order(void **state) {
    static const char *const files[] = {CAMPAIGN, FIXTURES "/modele.cfg", FIXTURES "/referentiel.cfg"};
    struct fixture f;
    const struct campaign *c;
    char *all, digest[DIGEST_TEXT];
    size_t total = 0, i;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    assert_int_equal(c->file_count, 3);
    all = arena_alloc(&f.arena, 3U << 20);
    for (i = 0; i < 3; i++) {
        size_t length = 0;
        const char *bytes = fixture_file(&f.arena, files[i], &length);
        assert_string_equal(c->files[i], files[i]);
        memcpy(all + total, bytes, length);
        total += length;
    }
    digest_bytes(all, total, digest);
    assert_string_equal(c->digest, digest);
    fixture_close(&f);
}

/* ---- Parameters of everyone ---- */

static void each_level_says_where_it_sets(void **state) {
    struct fixture f;
    const struct campaign *c;
    const struct parameter_row *row;
    uint32_t slot;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    row = &c->plugins[TRANSPORTS].base;
    slot = slot_of(c, TRANSPORTS, "fixe");
    assert_true(row->values[slot] == 500000);
    assert_int_equal(row->origins[slot].level, ORIGIN_MANIFEST);
    assert_null(row->origins[slot].file);
    slot = slot_of(c, TRANSPORTS, "cible.EVOLUTION");
    assert_true(row->values[slot] == 22000);
    assert_int_equal(row->origins[slot].level, ORIGIN_NATIONAL);
    assert_string_equal(row->origins[slot].source, "Arrêté d'essai ; article 1");
    assert_line_holds(&f, &row->origins[slot], "\"0.022\"");
    slot = slot_of(c, TRANSPORTS, "taux_refus");
    assert_true(row->values[slot] == 5000);
    assert_string_equal(row->origins[slot].source, "Arrêté d'essai");
    slot = slot_of(c, TRANSPORTS, "taux_sanction");
    assert_true(row->values[slot] == 8000);
    assert_int_equal(row->origins[slot].level, ORIGIN_REGION);
    assert_null(row->origins[slot].source);
    assert_line_holds(&f, &row->origins[slot], "\"0.008\"");
    slot = slot_of(c, TRANSPORTS, "maximum");
    assert_int_equal(row->presences[slot], CAQES_ABSENT);
    assert_int_equal(row->origins[slot].level, ORIGIN_NONE);
    assert_int_equal(row->presences[slot_of(c, TRANSPORTS, "depenses")], CAQES_ABSENT);
    fixture_close(&f);
}

static void every_type_is_read(void **state) {
    struct fixture f;
    const struct campaign *c;
    const struct parameter_row *row;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    row = &c->plugins[TRANSPORTS].base;
    assert_true(row->values[slot_of(c, TRANSPORTS, "base_economies")] == 1); /* "cible" */
    assert_true(row->values[slot_of(c, TRANSPORTS, "mois")] == 4);
    assert_true(row->values[slot_of(c, TRANSPORTS, "arrondi")] == 1);
    assert_true(c->plugins[REGIONAL].base.values[slot_of(c, REGIONAL, "coefficient.HYGIENE")] == 3000000);
    fixture_close(&f);
}

static void assert_point(const struct campaign *c, const struct caqes_curve *curve, uint32_t i, int64_t x, int64_t y) {
    assert_true(c->points[curve->first + i].x == x);
    assert_true(c->points[curve->first + i].y == y);
}

static void curves_are_the_campaigns(void **state) {
    struct fixture f;
    const struct campaign *c;
    const struct caqes_curve *curve;
    struct record r;
    int64_t index;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    assert_int_equal(c->curve_count, 3); /* the manifest's, the region's, the rule's */
    assert_int_equal(c->point_count, 2 + 3 + 2);
    index = c->plugins[SOCLE].base.values[slot_of(c, SOCLE, "bareme")];
    curve = &c->curves[index];
    assert_int_equal(curve->kind, CAQES_CURVE_STEPS);
    assert_int_equal(curve->count, 3);
    assert_point(c, curve, 0, 60000000, 0);
    assert_point(c, curve, 1, 50000000, 250000);
    assert_point(c, curve, 2, INT64_MIN, 1000000);
    r = establishment(&f, c, "990000012", EX_DG, MCO);
    index = effective(&f, c, SOCLE, &r, "gradation.CONCILIATION").value;
    curve = &c->curves[index];
    assert_int_equal(curve->kind, CAQES_CURVE_LINEAR);
    assert_point(c, curve, 0, 0, 0);
    assert_point(c, curve, 1, 800000, 1000000);
    r = establishment(&f, c, "990000013", EX_DG, MCO);
    assert_int_equal(effective(&f, c, SOCLE, &r, "gradation.CONCILIATION").presence, CAQES_ABSENT);
    fixture_close(&f);
}

/* ---- One establishment ---- */

static void rules_choose_who_has_what(void **state) {
    static const struct {
        const char *finess;
        uint32_t statut, champs, match, assigned;
    } cases[] = {
        {"990000001", EX_DG, MCO, 1, 1U << SOCLE | 1U << TRANSPORTS | 1U << REGIONAL},
        {"990000001", EX_DG, SSR | HAD, 1, 1U << SOCLE | 1U << TRANSPORTS | 1U << REGIONAL},
        {"990000001", EX_DG, HAD, 4, 1U << SOCLE | 1U << TRANSPORTS},
        {"990000001", EX_DG, HAD | DIALYSE, 4, 1U << SOCLE | 1U << TRANSPORTS},
        {"990000001", EX_DG, HAD | MCO, 1, 1U << SOCLE | 1U << TRANSPORTS | 1U << REGIONAL},
        {"990000001", EX_OQN, 0, 0, 1U << SOCLE | 1U << TRANSPORTS},
        {"990000001", SSA, MCO, 3, 1U << SOCLE | 1U << REGIONAL},
        {"990000001", SSA, DIALYSE, 6, 1U << SOCLE},
        {"990000012", EX_DG, MCO, 9, 1U << SOCLE | 1U << TRANSPORTS},
        {"2A0000010", EX_DG, MCO, 9, 1U << SOCLE | 1U << TRANSPORTS},
        {"2B0000010", EX_DG, MCO, 9, 1U << SOCLE | 1U << TRANSPORTS},
        {"010000024", EX_DG, MCO, 9, 1U << SOCLE | 1U << TRANSPORTS},
        {"990000014", EX_DG, MCO, 9, 1U << SOCLE | 1U << TRANSPORTS},
        {"000000000", EX_DG, MCO, 1, 1U << SOCLE | 1U << TRANSPORTS | 1U << REGIONAL},
        {"990000013", EX_DG, MCO, 1, 1U << SOCLE | 1U << TRANSPORTS | 1U << REGIONAL},
        {"990000015", EX_DG, MCO, 1, 1U << SOCLE | 1U << TRANSPORTS | 1U << REGIONAL},
        {"2A0000011", EX_DG, MCO, 1, 1U << SOCLE | 1U << TRANSPORTS | 1U << REGIONAL},
    };
    struct fixture f;
    const struct campaign *c;
    size_t i;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record r = establishment(&f, c, cases[i].finess, cases[i].statut, cases[i].champs);
        uint64_t match = campaign_match(c, &r);
        assert_true(match == cases[i].match);
        assert_int_equal(campaign_assigned(c, match), cases[i].assigned);
    }
    fixture_close(&f);
}

static void each_level_outranks_the_one_before(void **state) {
    struct fixture f;
    const struct campaign *c;
    struct record r;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    r = establishment(&f, c, "990000001", EX_DG, MCO);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "fixe"), 500000, ORIGIN_MANIFEST);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "taux_refus"), 5000, ORIGIN_NATIONAL);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "taux_sanction"), 8000, ORIGIN_REGION);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "plafond"), 1234, ORIGIN_RULE);
    r = establishment(&f, c, "990000001", EX_DG, HAD);
    assert_int_equal(effective(&f, c, TRANSPORTS, &r, "plafond").presence, CAQES_ABSENT);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "taux_sanction"), 4000, ORIGIN_RULE);
    assert_line_holds(
        &f, &(struct origin){.file = CAMPAIGN, .line = effective(&f, c, TRANSPORTS, &r, "taux_sanction").origin.line},
        "\"0.004\"");
    /* Two rules: the later one wins. */
    r = establishment(&f, c, "990000012", EX_DG, HAD);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "taux_sanction"), 2000, ORIGIN_RULE);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "mois"), 2, ORIGIN_RULE);
    put(c, &r, SECTION_PARAMETRES(1), "taux_sanction", 1000, CAQES_PRESENT);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "taux_sanction"), 1000, ORIGIN_CONTRACT);
    assert_string_equal(effective(&f, c, TRANSPORTS, &r, "taux_sanction").origin.file, "dossiers.ndjson");
    assert_int_equal(effective(&f, c, TRANSPORTS, &r, "taux_sanction").origin.line, 7);
    fixture_close(&f);
}

static void a_contract_sets_targets_and_coefficients(void **state) {
    struct fixture f;
    const struct campaign *c;
    struct record r;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    r = establishment(&f, c, "990000001", EX_DG, MCO);
    put(c, &r, SECTION_CIBLES(1), "EVOLUTION", 15000, CAQES_PRESENT);
    put(c, &r, SECTION_COEFFICIENTS(0), "CONCILIATION", 0, CAQES_PRESENT);
    assert_effective(effective(&f, c, TRANSPORTS, &r, "cible.EVOLUTION"), 15000, ORIGIN_CONTRACT);
    assert_effective(effective(&f, c, SOCLE, &r, "coefficient.CONCILIATION"), 0, ORIGIN_CONTRACT);
    /* Written, and not known: the national reference does not stand in for it. */
    put(c, &r, SECTION_CIBLES(1), "EVOLUTION", 0, CAQES_NULL);
    assert_int_equal(effective(&f, c, TRANSPORTS, &r, "cible.EVOLUTION").presence, CAQES_NULL);
    assert_int_equal(effective(&f, c, TRANSPORTS, &r, "cible.EVOLUTION").origin.level, ORIGIN_CONTRACT);
    fixture_close(&f);
}

static void inputs_keep_their_states(void **state) {
    struct fixture f;
    const struct campaign *c;
    struct record r;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    r = establishment(&f, c, "990000001", EX_DG, MCO);
    put(c, &r, SECTION_DONNEES, "depenses@N-1", 100000000, CAQES_PRESENT);
    put(c, &r, SECTION_DONNEES, "prevision", 0, CAQES_NON_REPONDANT);
    put(c, &r, SECTION_DONNEES, "patients_concilies", 12, CAQES_PRESENT); /* the first column */
    assert_true(effective(&f, c, SOCLE, &r, "patients_concilies").value == 12);
    assert_true(effective(&f, c, TRANSPORTS, &r, "depenses@N-1").value == 100000000);
    assert_int_equal(effective(&f, c, TRANSPORTS, &r, "depenses@N-1").presence, CAQES_PRESENT);
    assert_int_equal(effective(&f, c, TRANSPORTS, &r, "prevision").presence, CAQES_NON_REPONDANT);
    assert_int_equal(effective(&f, c, TRANSPORTS, &r, "depenses").presence, CAQES_ABSENT);
    fixture_close(&f);
}

/* An indicator of champs that the establishment has not weighs nothing, unless someone nearer than the
 * nation says otherwise. */
static void champs_shut_an_indicator(void **state) {
    struct fixture f;
    const struct campaign *c;
    struct record mco, had, dialyse;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    mco = establishment(&f, c, "990000001", EX_DG, MCO | DIALYSE);
    had = establishment(&f, c, "990000001", EX_DG, HAD);
    dialyse = establishment(&f, c, "990000001", EX_DG, DIALYSE | SSR);
    assert_effective(effective(&f, c, SOCLE, &mco, "coefficient.PROTHESES"), 1000000, ORIGIN_MANIFEST);
    assert_effective(effective(&f, c, SOCLE, &dialyse, "coefficient.PROTHESES"), 0, ORIGIN_MANIFEST);
    assert_effective(effective(&f, c, SOCLE, &dialyse, "coefficient.CONCILIATION"), 1000000, ORIGIN_MANIFEST);
    /* The nation set this one, for the champs of the indicator. */
    assert_effective(effective(&f, c, TRANSPORTS, &mco, "coefficient.EVOLUTION"), 2000000, ORIGIN_NATIONAL);
    assert_effective(effective(&f, c, TRANSPORTS, &dialyse, "coefficient.EVOLUTION"), 0, ORIGIN_MANIFEST);
    /* The region, a rule and a contract know whom they speak of. */
    assert_effective(effective(&f, c, REGIONAL, &had, "coefficient.HYGIENE"), 3000000, ORIGIN_REGION);
    assert_effective(effective(&f, c, SOCLE, &had, "coefficient.CONCILIATION"), 500000, ORIGIN_RULE);
    put(c, &dialyse, SECTION_COEFFICIENTS(0), "PROTHESES", 250000, CAQES_PRESENT);
    assert_effective(effective(&f, c, SOCLE, &dialyse, "coefficient.PROTHESES"), 250000, ORIGIN_CONTRACT);
    fixture_close(&f);
}

/* ---- Limits and faults ---- */

/* The good campaign with one text for another. */
static struct campaign *edited(struct fixture *f, const char *from, const char *to) {
    size_t length = 0;
    const char *text = fixture_file(&f->arena, CAMPAIGN, &length), *at = strstr(text, from);
    const char *whole;
    assert_non_null(at);
    whole = arena_format(&f->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return fixture_parse(f, CAMPAIGN, whole, strlen(whole));
}

static void days_are_those_of_the_calendar(void **state) {
    static const struct {
        const char *text;
        bool good;
    } days[] = {{"2019-01-01", true},  {"2019-12-31", true},   {"2020-02-29", true},  {"2400-02-29", true},
                {"2019-02-28", true},  {"2019-04-30", true},   {"2019-10-09", true},  {"2100-02-29", false},
                {"2019-02-29", false}, {"2019-04-31", false},  {"2019-00-10", false}, {"2019-13-10", false},
                {"2019-01-00", false}, {"2019-01-32", false},  {"2019-1-010", false}, {"2019/01/01", false},
                {"2019-01-1x", false}, {"2019-01-01 ", false}, {"19-01-01", false},   {"2019-01/01", false},
                {"20x9-01-01", false}, {"2019-01-/1", false},  {"2018-12-31", false}, {"2019-0:-01", false}};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof days / sizeof *days; i++) {
        struct fixture f;
        const struct campaign *c;
        fixture_open(&f);
        c = edited(&f, "2019-06-17", days[i].text);
        if ((c != NULL) != days[i].good) fail_msg("%s: %s", days[i].text, fixture_said(&f));
        fixture_close(&f);
    }
}

/* The order of the thresholds says which side they are of. */
static void a_gradation_may_go_by_steps(void **state) {
    static const struct {
        const char *points;
        uint32_t kind;
        int64_t first, last;
    } cases[] = {
        {"[\"0.8\", \"1\"], [\"0.5\", \"0.5\"], [\"sinon\", \"0\"]", CAQES_CURVE_STEPS, 800000, INT64_MIN},
        {"[\"0.02\", \"1\"], [\"0.04\", \"0.5\"], [\"sinon\", \"0\"]", CAQES_CURVE_STEPS_UP, 20000, INT64_MAX}};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        const struct campaign *c;
        const struct caqes_curve *curve;
        struct record r;
        fixture_open(&f);
        c = edited(&f, "[\"0\", \"0\"], [\"0.8\", \"1\"]", cases[i].points);
        if (!c) fail_msg("%s", fixture_said(&f));
        r = establishment(&f, c, "990000012", EX_DG, MCO);
        curve = &c->curves[effective(&f, c, SOCLE, &r, "gradation.CONCILIATION").value];
        assert_int_equal(curve->kind, cases[i].kind);
        assert_int_equal(curve->count, 3);
        assert_point(c, curve, 0, cases[i].first, 1000000);
        assert_point(c, curve, 2, cases[i].last, 0);
        fixture_close(&f);
    }
}

static const struct campaign *with_tolerance(struct fixture *f, const char *value) {
    const char *bareme = "{ plugin = \"fr.essai.socle\"; nom = \"bareme\"";
    return edited(
        f, bareme,
        arena_format(&f->arena,
                     "{ plugin = \"fr.essai.socle\"; nom = \"tolerance.CONCILIATION\"; valeur = \"%s\"; },\n  %s",
                     value, bareme));
}

static void a_region_may_set_a_tolerance(void **state) {
    struct fixture f;
    const struct campaign *c;
    struct record r;
    (void)state;
    fixture_open(&f);
    c = good(&f);
    r = establishment(&f, c, "990000013", EX_DG, MCO);
    assert_int_equal(effective(&f, c, SOCLE, &r, "tolerance.CONCILIATION").presence, CAQES_ABSENT);
    c = with_tolerance(&f, "0.02");
    if (!c) fail_msg("%s", fixture_said(&f));
    assert_effective(effective(&f, c, SOCLE, &r, "tolerance.CONCILIATION"), 20000, ORIGIN_REGION);
    assert_null(with_tolerance(&f, "-0.02"));
    assert_non_null(strstr(fixture_said(&f), "error[C339]: \"tolerance.CONCILIATION\" is below its minimum, 0"));
    fixture_close(&f);
}

/* A bareme of so many points. */
static bool accepts_points(unsigned count) {
    struct fixture f;
    const char *points = "";
    unsigned i;
    bool good;
    fixture_open(&f);
    for (i = 1; i < count; i++) points = arena_format(&f.arena, "%s[\"%u\", \"0\"], ", points, 1000 - i);
    points = arena_format(&f.arena, "points = ( %s[\"sinon\", \"1\"] )", points);
    good = edited(&f, "points = ( [\"60\", \"0\"], [\"50\", \"0.25\"], [\"sinon\", \"1\"] )", points) != NULL;
    fixture_close(&f);
    return good;
}

static void a_curve_has_at_most_256_points(void **state) {
    (void)state;
    assert_true(accepts_points(1));
    assert_true(accepts_points(256));
    assert_false(accepts_points(257));
}

/* The good campaign, with its rules replaced. */
static const char *with_rules(struct fixture *f, uint32_t count, size_t *length) {
    size_t ignored = 0;
    const char *text = fixture_file(&f->arena, CAMPAIGN, &ignored);
    const char *from = strstr(text, "affectations = ("), *to = strstr(text, "\nparametres = (");
    char *out = arena_alloc(&f->arena, (size_t)count * 80 + ignored);
    uint32_t i;
    memcpy(out, text, (size_t)(from - text));
    strcat(out, "affectations = (\n");
    for (i = 0; i < count; i++)
        sprintf(out + strlen(out), "  { quand = { finess = [\"99%07u\"]; }; retire = [\"fr.essai.transports\"]; }%s\n",
                i, i + 1 < count ? "," : "");
    strcat(out, ");");
    strcat(out, to);
    *length = strlen(out);
    return out;
}

static void sixty_four_rules_and_no_more(void **state) {
    struct fixture f;
    const struct campaign *c;
    struct record r;
    size_t length;
    const char *text;
    (void)state;
    fixture_open(&f);
    text = with_rules(&f, CAMPAIGN_MAX_RULES, &length);
    c = fixture_parse(&f, CAMPAIGN, text, length);
    assert_non_null(c);
    r = establishment(&f, c, "990000063", EX_DG, MCO);
    assert_true(campaign_match(c, &r) == UINT64_C(1) << 63);
    assert_int_equal(campaign_assigned(c, campaign_match(c, &r)), 1U << SOCLE);
    text = with_rules(&f, CAMPAIGN_MAX_RULES + 1, &length);
    assert_null(fixture_parse(&f, CAMPAIGN, text, length));
    assert_string_equal(fixture_said(&f), CAMPAIGN ":14:16: error[C345]: a campaign has at most 64 rules\n");
    fixture_close(&f);
}

static void thirty_two_plugins_and_no_more(void **state) {
    struct fixture f;
    size_t length = 0;
    const char *text, *from;
    char *out;
    int i;
    (void)state;
    fixture_open(&f);
    text = fixture_file(&f.arena, CAMPAIGN, &length);
    from = strstr(text, "plugins = (\n") + strlen("plugins = (\n");
    out = arena_alloc(&f.arena, length + 64 * 80);
    memcpy(out, text, (size_t)(from - text));
    for (i = 0; i < 30; i++)
        sprintf(out + strlen(out), "  { id = \"fr.essai.p%d\"; version = \"1.0.0\"; fichier = \"regional.so\"; },\n",
                i);
    strcat(out, from);
    assert_null(fixture_parse(&f, CAMPAIGN, out, strlen(out)));
    assert_non_null(strstr(fixture_said(&f), "error[C345]: a campaign has at most 32 plugins"));
    fixture_close(&f);
}

/* With keys, the model and the references of the fixtures are signed; its plugins, which are no files, cannot be what
 * was installed. Each is replaced by its stand-in, and the campaign stays. */
static void a_locked_campaign_takes_nothing_else(void **state) {
    struct fixture f;
    size_t length = 0;
    const char *text, *model, *locked;
    const struct campaign *c;
    uint32_t i;
    (void)state;
    fixture_open(&f);
    text = fixture_file(&f.arena, CAMPAIGN, &length);
    model = strstr(text, "modele = ");
    locked = arena_format(&f.arena, "%.*scles = \"cles.cfg\"; %s", (int)(model - text), text, model);
    c = fixture_parse(&f, CAMPAIGN, locked, strlen(locked));
    if (!c) print_error("%s", fixture_said(&f));
    assert_non_null(c);
    for (i = 0; i < c->plugin_count; i++) assert_true(c->plugins[i].refusal && !c->plugins[i].signer);
    assert_non_null(strstr(fixture_said(&f), "error[P150]: fr.essai.regional"));
    assert_non_null(strstr(fixture_said(&f), "error[P151]: this is version 1.2.0 of fr.essai.transports"));
    assert_non_null(strstr(fixture_said(&f), "error[P152]: fr.essai.socle"));
    assert_int_equal(f.diag.errors, c->plugin_count);
    assert_int_equal(f.diag.exit_code, CAQES_EXIT_PLUGIN);
    assert_int_equal(c->file_count, 5);
    assert_string_equal(c->files[1], "tests/fixtures/campaign/cles.cfg");
    assert_string_equal(c->files[2], "tests/fixtures/campaign/plugins.lock");
    fixture_close(&f);
}

static bool reads(struct fixture *f, const char *file) { return fixture_read(f, file) != NULL; }

static void bad_campaigns_are_refused_as_expected(void **state) {
    (void)state;
    check_bad_files("tests/bad/campaigns", 67, reads);
}

/* A byte less anywhere never makes a campaign out of what is left without its end. */
static void a_cut_campaign_is_refused(void **state) {
    struct fixture f;
    size_t length = 0, i;
    const char *text, *last;
    (void)state;
    fixture_open(&f);
    text = fixture_file(&f.arena, CAMPAIGN, &length);
    last = strstr(text, "\nplugins = (");
    assert_non_null(last);
    for (i = 0; i < (size_t)(last - text); i += 3) {
        struct fixture one;
        fixture_open(&one);
        assert_null(fixture_parse(&one, CAMPAIGN, text, i));
        assert_true(one.diag.errors > 0);
        fixture_close(&one);
    }
    fixture_close(&f);
}

/* ---- Values ---- */

static void numbers_are_written_as_they_are_read(void **state) {
    static const struct {
        int64_t value;
        unsigned decimals;
        const char *text;
    } cases[] = {{0, 0, "0"},
                 {0, 6, "0"},
                 {22000, 6, "0.022"},
                 {-1050, 2, "-10.5"},
                 {-5, 6, "-0.000005"},
                 {1000000, 6, "1"},
                 {50000000, 2, "500000"},
                 {123456789, 9, "0.123456789"},
                 {INT64_MAX, 0, "9223372036854775807"},
                 {INT64_MIN, 9, "-9223372036.854775808"}};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[VALUE_TEXT];
        int64_t back;
        value_number_text(cases[i].value, cases[i].decimals, text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(decimal_parse(text, strlen(text), cases[i].decimals, &back), DECIMAL_OK);
        assert_true(back == cases[i].value);
    }
}

/* ---- Plugin files ---- */

/* What is said of a plugin file sought in two folders; the files are no plugins, so each that is found is
 * refused, by its path. */
static const char *said_of(struct fixture *f, const char *const *folders, const char *name) {
    const struct plugin_folders where = {folders, 2};
    const struct setting named = {.kind = SETTING_TEXT, .text = name, .place = {"essai/campagne.cfg", 1, 1}};
    struct conf_reader r;
    const char *campaign = arena_format(&f->arena, "%s/campagne.cfg", folders[0]);
    const char *found;
    conf_open(&r, &f->arena, &f->diag);
    assert_null(plugin_from_folders(&where, &r, campaign, &named, 2018, &found));
    assert_int_equal(found != NULL, strstr(fixture_said(f), "C330") == NULL);
    return fixture_said(f);
}

static const char *touch(struct fixture *f, const char *folder, const char *name) {
    const char *path = arena_format(&f->arena, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    return path;
}

static void plugins_are_searched_in_order(void **state) {
    char one[] = "/tmp/caqes-one-XXXXXX", two[] = "/tmp/caqes-two-XXXXXX";
    const char *folders[2] = {one, two}, *in_two, *both_one, *both_two;
    struct fixture f;
    (void)state;
    fixture_open(&f);
    assert_non_null(mkdtemp(one));
    assert_non_null(mkdtemp(two));
    in_two = touch(&f, two, "second.so");
    both_one = touch(&f, one, "both.so");
    both_two = touch(&f, two, "both.so");
    assert_non_null(strstr(said_of(&f, folders, "second.so"), in_two));
    assert_non_null(strstr(said_of(&f, folders, "both.so"), both_one));
    assert_null(strstr(f.said, both_two));
    /* A path is relative to the campaign's file, and not searched. */
    assert_non_null(strstr(said_of(&f, folders, "./both.so"), "/./both.so"));
    assert_null(strstr(f.said, "C330"));
    assert_non_null(strstr(said_of(&f, folders, "./second.so"), "error[C330]: there is no plugin at this path"));
    assert_non_null(strstr(said_of(&f, folders, "none.so"), arena_format(&f.arena, "one of: %s, %s", one, two)));
    unlink(in_two);
    unlink(both_one);
    unlink(both_two);
    rmdir(one);
    rmdir(two);
    fixture_close(&f);
}

/* ---- The demonstration ---- */

/* A plugin_source: the manifests of the tree, before anything is built. */
static struct plugin *tree_plugin(const void *context, struct conf_reader *r, const char *campaign,
                                  const struct setting *named, uint32_t year, const char **found) {
    static const struct {
        const char *file, *manifest;
    } plugins[] = {{"caqes-socle.so", "plugins/socle/manifest.json"},
                   {"caqes-transports.so", "plugins/transports/manifest.json"},
                   {"caqes-pertinence.so", "plugins/pertinence/manifest.json"},
                   {"caqes-qualite.so", "plugins/qualite/manifest.json"},
                   {"caqes-val-fictif.so", "plugins/regional/val-fictif/manifest.json"}};
    size_t i;
    (void)context, (void)campaign, (void)year;
    *found = named->text;
    for (i = 0; i < sizeof plugins / sizeof *plugins; i++)
        if (strcmp(plugins[i].file, named->text) == 0)
            return fixture_plugin_of(plugins[i].manifest, named->text, r->arena, r->diag);
    return NULL;
}

static void the_demonstration_agrees_with_its_plugins(void **state) {
    static const struct plugin_source source = {tree_plugin, NULL, false};
    struct fixture f;
    struct conf_reader r;
    const struct campaign *c;
    (void)state;
    fixture_open(&f);
    conf_open(&r, &f.arena, &f.diag);
    c = campaign_build(&r, "conf/demo/campagne.cfg", conf_read(&r, "conf/demo/campagne.cfg", NULL), &source);
    assert_string_equal(fixture_said(&f), "");
    assert_non_null(c);
    assert_int_equal(c->model->volet_count, 4);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_is_read),
        cmocka_unit_test(volets_come_first_and_are_tied),
        cmocka_unit_test(the_digest_covers_every_file_in_order),
        cmocka_unit_test(each_level_says_where_it_sets),
        cmocka_unit_test(every_type_is_read),
        cmocka_unit_test(curves_are_the_campaigns),
        cmocka_unit_test(a_gradation_may_go_by_steps),
        cmocka_unit_test(a_region_may_set_a_tolerance),
        cmocka_unit_test(rules_choose_who_has_what),
        cmocka_unit_test(each_level_outranks_the_one_before),
        cmocka_unit_test(a_contract_sets_targets_and_coefficients),
        cmocka_unit_test(inputs_keep_their_states),
        cmocka_unit_test(champs_shut_an_indicator),
        cmocka_unit_test(days_are_those_of_the_calendar),
        cmocka_unit_test(a_curve_has_at_most_256_points),
        cmocka_unit_test(sixty_four_rules_and_no_more),
        cmocka_unit_test(thirty_two_plugins_and_no_more),
        cmocka_unit_test(a_locked_campaign_takes_nothing_else),
        cmocka_unit_test(bad_campaigns_are_refused_as_expected),
        cmocka_unit_test(a_cut_campaign_is_refused),
        cmocka_unit_test(numbers_are_written_as_they_are_read),
        cmocka_unit_test(plugins_are_searched_in_order),
        cmocka_unit_test(the_demonstration_agrees_with_its_plugins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
