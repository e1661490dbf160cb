/* SPDX-License-Identifier: MIT
 *
 * The ciblage by hand: the decision from grounds in each state, then the national plugins at, just under and just
 * over each threshold of annexes 4, 5 and 6, through the campaign of the demonstration. */
#include "check.h"

#include "host/worker/isolation.h"
#include "host/measure/measure.h"
#include "host/read/dossier.h"
#include "host/target/decision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- From grounds to a decision ------------------------------------------------------------------ */

enum { GROUNDS = 3, T = 1, F = 0, NO = -1, UN = -2, KO = -3 }; /* holds, does not, sans objet, unknown, failed */

static enum targeting_decision decision_of(const int *grounds, const bool *ars, uint32_t opens) {
    struct manifest_output outputs[GROUNDS + 1] = {{.kind = OUTPUT_FACT, .code = "CONSTAT"}};
    struct caqes_step steps[GROUNDS + 1] = {{.state = CAQES_KNOWN}};
    uint32_t numbers[GROUNDS + 1] = {0, 1, 2, 3};
    const struct manifest m = {.targeting = outputs, .targeting_count = GROUNDS + 1};
    struct caqes_case c = {.steps = (unsigned char *)steps,
                           .step_stride = sizeof *steps,
                           .step_count = GROUNDS + 1,
                           .outputs = numbers,
                           .output_count = GROUNDS + 1};
    steps[0].value = caqes_fraction_to_wire(caqes_fraction_of(7, 1)); /* a fact may be anything */
    for (unsigned k = 0; k < GROUNDS; k++) {
        outputs[k + 1] = (struct manifest_output){
            .kind = OUTPUT_GROUND, .opens = k == 2 ? OPENS_MSAP : OPENS_VOLET | OPENS_MSAP, .missing_to_ars = ars[k]};
        steps[k + 1].state = grounds[k] >= 0 ? CAQES_KNOWN : (uint16_t)-grounds[k];
        steps[k + 1].value = caqes_fraction_to_wire(caqes_fraction_of(grounds[k] > 0, 1));
    }
    return decide(&m, &c, opens);
}

static void the_host_decides(void **state) {
    static const struct {
        int grounds[GROUNDS];
        bool ars[GROUNDS];
        enum targeting_decision volet, msap; /* the third ground is of the MSAP alone */
    } cases[] = {
        {{T, F, F}, {0}, TARGETING_TARGETED, TARGETING_TARGETED},
        {{F, F, T}, {0}, TARGETING_NOT_TARGETED, TARGETING_TARGETED},
        {{UN, T, F}, {0}, TARGETING_TARGETED, TARGETING_TARGETED}, /* one ground is enough */
        {{KO, T, UN}, {0}, TARGETING_TARGETED, TARGETING_TARGETED},
        {{F, NO, F}, {0}, TARGETING_NOT_TARGETED, TARGETING_NOT_TARGETED},
        {{NO, NO, F}, {0}, TARGETING_NOT_SUBJECT, TARGETING_NOT_TARGETED},
        {{NO, NO, NO}, {0}, TARGETING_NOT_SUBJECT, TARGETING_NOT_SUBJECT},
        {{F, UN, F}, {0}, TARGETING_UNDETERMINED, TARGETING_UNDETERMINED},
        {{NO, UN, F}, {0}, TARGETING_UNDETERMINED, TARGETING_UNDETERMINED},
        {{F, UN, F}, {false, true}, TARGETING_LEFT_TO_AGENCY, TARGETING_LEFT_TO_AGENCY},
        {{F, UN, F}, {true, false}, TARGETING_UNDETERMINED, TARGETING_UNDETERMINED},
        {{UN, UN, F}, {false, true}, TARGETING_UNDETERMINED, TARGETING_UNDETERMINED},
        {{UN, UN, UN}, {true, true}, TARGETING_LEFT_TO_AGENCY, TARGETING_UNDETERMINED},
        {{UN, KO, F}, {true}, TARGETING_ERROR, TARGETING_ERROR},
        {{F, F, KO}, {0}, TARGETING_NOT_TARGETED, TARGETING_ERROR},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(decision_of(cases[i].grounds, cases[i].ars, OPENS_VOLET), cases[i].volet);
        assert_int_equal(decision_of(cases[i].grounds, cases[i].ars, OPENS_MSAP), cases[i].msap);
    }
}

static void a_ground_is_0_or_1(void **state) {
    struct manifest_output outputs[] = {{.kind = OUTPUT_FACT, .code = "C"}, {.kind = OUTPUT_GROUND, .code = "M"}};
    struct caqes_step steps[2] = {{.state = CAQES_KNOWN}, {.state = CAQES_KNOWN}};
    uint32_t numbers[] = {0, 1};
    const struct manifest m = {.targeting = outputs, .targeting_count = 2};
    struct caqes_case c = {.steps = (unsigned char *)steps, .step_stride = sizeof *steps, .outputs = numbers};
    struct arena arena = ARENA_EMPTY;
    (void)state;
    steps[0].value = caqes_fraction_to_wire(caqes_fraction_of(5, 2));
    steps[1].value = caqes_fraction_to_wire(caqes_fraction_of(3, 3));
    assert_null(grounds_fault(&m, &c, &arena));
    steps[1].value = caqes_fraction_to_wire(caqes_fraction_of(3, 2));
    assert_string_equal(grounds_fault(&m, &c, &arena), "le motif M n'est ni établi ni écarté : il vaut 3/2");
    steps[1].state = CAQES_UNKNOWN;
    assert_null(grounds_fault(&m, &c, &arena));
    assert_int_equal(decide(&m, &c, OPENS_MSAP), TARGETING_NOT_CONCERNED); /* nothing opens one */
    arena_free(&arena);
}

/* ---- The national plugins ------------------------------------------------------------------------ */

enum { TRANSPORTS, PERTINENCE, QUALITE, PEOPLE = 8 };

static struct arena lasting = ARENA_EMPTY;
static struct campaign *campaign;

static int read_campaign(void **state) {
    const char *folder = getenv("PLUGINS");
    struct diag diag = {.stream = stderr};
    (void)state;
    assert_non_null(folder);
    campaign = campaign_read("conf/demo/campagne.cfg", &folder, 1, &lasting, &diag);
    if (campaign) isolation_load(&(struct isolation){.in_process = true}, campaign, &lasting, &diag);
    return campaign && diag.errors == 0 ? 0 : -1;
}

static int forget_campaign(void **state) {
    (void)state;
    arena_free(&lasting);
    return 0;
}

/* Dossiers, judged. */
struct session {
    struct arena records, work;
    struct record list[PEOPLE];
    uint32_t count;
    struct batch batch;
    struct population *population;
    struct targeting targetings[PEOPLE];
};

static void session_open(struct session *s) { memset(s, 0, sizeof *s); }

static void session_close(struct session *s) {
    population_destroy(s->population);
    arena_free(&s->records);
    arena_free(&s->work);
}

/* An establishment of a region, a statut and a list of champs, with these data. */
static void add_es(struct session *s, const char *region, const char *statut, const char *champs, const char *data) {
    struct diag diag = {.stream = stderr};
    struct dossier_reader *reader = dossier_reader_create(campaign->layout, campaign->model, campaign->year, &diag);
    const char *text = arena_format(&s->records,
                                    "{\"format\":\"caqes-dossier\",\"version\":1,\"exercice\":2018,\"etablissement\":{"
                                    "\"finess\":\"99000%04u\",\"niveau\":\"EJ\",\"nom\":\"Établissement fictif\","
                                    "\"region\":\"%s\",\"statut\":\"%s\",\"champs\":[%s]},\"contrat\":{\"socle\":{"
                                    "\"signature\":\"2017-12-11\"}},\"donnees\":{%s}}",
                                    s->count, region, statut, champs, data);
    assert_true(s->count < PEOPLE);
    assert_true(dossier_reader_open_memory(reader, "dossier", text, strlen(text)));
    assert_true(dossier_reader_next(reader, &s->records, &s->list[s->count]));
    s->list[s->count++].file = "dossier"; /* the reader's own name dies with it */
    dossier_reader_destroy(reader);
}

static void add_mco(struct session *s, const char *data) { add_es(s, "Val-Fictif", "ex-DG", "\"MCO\"", data); }

static void judge(struct session *s) {
    s->population = population_create(campaign->layout);
    for (uint32_t r = 0; r < s->count; r++) population_add(s->population, &s->list[r]);
    batch_open(&s->batch, campaign, s->list, s->count, &s->work);
    target(&s->batch, s->population, s->targetings);
}

static const struct volet_targeting *of(const struct session *s, uint32_t r, unsigned volet) {
    assert_int_equal(s->targetings[r].volet_count, 3); /* the socle is never targeted */
    for (uint32_t k = 0; k < 3; k++)
        if (s->targetings[r].volets[k].volet == volet + 1) return &s->targetings[r].volets[k];
    fail();
    return NULL;
}

/* The decision on one volet for one MCO establishment alone in the population. */
static enum targeting_decision alone(unsigned volet, const char *data) {
    enum targeting_decision decision;
    struct session s;
    session_open(&s);
    add_mco(&s, data);
    judge(&s);
    decision = of(&s, 0, volet)->volet_decision;
    session_close(&s);
    return decision;
}

static void spending(const char *now, const char *before, enum targeting_decision wanted) {
    char data[160];
    int n = snprintf(data, sizeof data, "\"produits_am\":1");
    if (*now) n += snprintf(data + n, sizeof data - (size_t)n, ",\"depenses_transports\":%s", now);
    if (*before) snprintf(data + n, sizeof data - (size_t)n, ",\"depenses_transports@N-1\":%s", before);
    if (alone(TRANSPORTS, data) != wanted) fail_msg("from %s to %s", before, now);
}

/* Annex 4 §1, arrêté of 27 April 2017: growth above 2.2 %, or amount above 500 000 €. */
static void transports(void **state) {
    (void)state;
    spending("408800.00", "400000.00", TARGETING_NOT_TARGETED); /* 8 800 / 400 000 = 2.2 % */
    spending("408800.01", "400000.00", TARGETING_TARGETED);
    spending("408799.99", "400000.00", TARGETING_NOT_TARGETED);
    spending("500000.00", "500000.00", TARGETING_NOT_TARGETED);
    spending("500000.01", "500000.01", TARGETING_TARGETED);
    spending("499999.99", "600000.00", TARGETING_NOT_TARGETED);
    spending("408800.00", "0", TARGETING_NOT_TARGETED); /* no growth: the amount alone decides */
    spending("500000.01", "0", TARGETING_TARGETED);
    spending("0", "0", TARGETING_NOT_TARGETED);
    spending("408800.00", "", TARGETING_UNDETERMINED);
    spending("500000.01", "", TARGETING_TARGETED);
    spending("", "400000.00", TARGETING_UNDETERMINED);
    spending("null", "400000.00", TARGETING_UNDETERMINED);
    spending("\"non_soumis\"", "\"non_soumis\"", TARGETING_NOT_SUBJECT);
}

/* Both thresholds of one establishment: 1 022 000,00 on 1 000 000,00 does not exceed the growth, one centime more
 * does; the amount is above its own in both cases. */
static void transports_growth_alone(void **state) {
    static const struct {
        const char *now;
        int fast;
    } cases[] = {{"1022000.00", 0}, {"1022000.01", 1}};
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        struct session s;
        const struct volet_targeting *v;
        char data[96];
        snprintf(data, sizeof data, "\"depenses_transports\":%s,\"depenses_transports@N-1\":1000000", cases[i].now);
        session_open(&s);
        add_mco(&s, data);
        judge(&s);
        v = of(&s, 0, TRANSPORTS);
        for (uint32_t k = 0; k < v->manifest->targeting_count; k++) {
            const struct caqes_step *step = caqes_step_at(v->explanation, v->explanation->outputs[k]);
            if (strcmp(v->manifest->targeting[k].code, "EVOLUTION_AU_DESSUS") == 0)
                assert_int_equal(caqes_fraction_from_wire(step->value).num, cases[i].fast);
            if (strcmp(v->manifest->targeting[k].code, "MONTANT_AU_DESSUS") == 0)
                assert_int_equal(caqes_fraction_from_wire(step->value).num, 1);
        }
        session_close(&s);
    }
}

static const char *acts(const char *count) {
    return arena_format(&lasting,
                        "\"pertinence_actes\":%s,\"pertinence_activite\":10000,\"actes_has\":0,"
                        "\"actes_has_non_conformes\":0",
                        count);
}

/* A group of five: two establishments of 10 000, the first one of that region, then three of 1 / 2. */
static void gap_of(const char *first, const char *second, const char *region, enum targeting_decision wanted) {
    struct session s;
    session_open(&s);
    add_es(&s, region, "ex-DG", "\"MCO\"", acts(first));
    add_mco(&s, acts(second));
    for (unsigned k = 0; k < 3; k++) add_mco(&s, "\"pertinence_actes\":1,\"pertinence_activite\":2");
    judge(&s);
    if (of(&s, 0, PERTINENCE)->volet_decision != wanted) fail_msg("%s acts beside %s, %s", first, second, region);
    assert_int_equal(of(&s, 1, PERTINENCE)->volet_decision, TARGETING_NOT_TARGETED); /* below the mean is no ground */
    assert_int_equal(of(&s, 0, PERTINENCE)->groups[0].establishments, 5);
    assert_int_equal(of(&s, 0, PERTINENCE)->groups[0].all_regions, strcmp(region, "Val-Fictif") != 0);
    session_close(&s);
}

/* Annex 5: in each group p = 10 003 / 20 006 = 1/2, so p (1 - p) = 1/4. With 5 098 of 10 000, d = 0.0098 and
 * z^2 = 0.0098^2 x 10 000 / 0.25 = 3.8416 = 1.96^2: not above. */
static void gap(void **state) {
    (void)state;
    gap_of("5098", "4902", "Val-Fictif", TARGETING_NOT_TARGETED);
    gap_of("5099", "4901", "Val-Fictif", TARGETING_TARGETED);
    gap_of("5097", "4903", "Val-Fictif", TARGETING_NOT_TARGETED);
    gap_of("5000", "5000", "Val-Fictif", TARGETING_NOT_TARGETED); /* at the mean */
    /* Alone in its region: the same five, over all regions. */
    gap_of("5098", "4902", "Ailleurs", TARGETING_NOT_TARGETED);
    gap_of("5099", "4901", "Ailleurs", TARGETING_TARGETED);
}

/* Nobody deviates from a group of which it is all, whatever the rate; nothing to measure is sans objet. */
static void gap_without_spread(void **state) {
    (void)state;
    assert_int_equal(alone(PERTINENCE, "\"pertinence_actes\":0,\"pertinence_activite\":9,\"actes_has\":0,"
                                       "\"actes_has_non_conformes\":0"),
                     TARGETING_NOT_TARGETED);
    assert_int_equal(alone(PERTINENCE, "\"pertinence_actes\":9,\"pertinence_activite\":9,\"actes_has\":0,"
                                       "\"actes_has_non_conformes\":0"),
                     TARGETING_NOT_TARGETED);
    assert_int_equal(alone(PERTINENCE, "\"pertinence_actes\":0,\"pertinence_activite\":0,\"actes_has\":0,"
                                       "\"actes_has_non_conformes\":0"),
                     TARGETING_NOT_SUBJECT);
    assert_int_equal(alone(PERTINENCE, "\"pertinence_actes\":3,\"pertinence_activite\":9"), TARGETING_UNDETERMINED);
}

static void shares(const char *what, const char *above, enum targeting_decision volet, enum targeting_decision msap) {
    static const char *const names[][2] = {{"actes_has_non_conformes", "actes_has"},
                                           {"sejours_hebergement_evitables", "sejours_hebergement"},
                                           {"prescriptions_hebergement_evitables", "prescriptions_hebergement"}};
    const char *data = "\"pertinence_actes\":\"non_soumis\",\"pertinence_activite\":\"non_soumis\"";
    struct session s;
    for (unsigned k = 0; k < 3; k++) {
        bool chosen = strcmp(names[k][0], what) == 0;
        data = arena_format(&lasting, "%s,\"%s\":%s,\"%s\":%s", data, names[k][0], chosen ? above : "\"non_soumis\"",
                            names[k][1], chosen ? "1000000" : "\"non_soumis\"");
    }
    session_open(&s);
    add_mco(&s, data);
    judge(&s);
    assert_int_equal(of(&s, 0, PERTINENCE)->volet_decision, volet);
    assert_int_equal(of(&s, 0, PERTINENCE)->msap_decision, msap);
    session_close(&s);
}

/* Annex 5: a share above 20 %, by convention. The last two grounds open a MSAP, and not the volet. */
static void high_shares(void **state) {
    (void)state;
    shares("actes_has_non_conformes", "200000", TARGETING_NOT_TARGETED, TARGETING_NOT_TARGETED);
    shares("actes_has_non_conformes", "200001", TARGETING_TARGETED, TARGETING_TARGETED);
    shares("actes_has_non_conformes", "null", TARGETING_UNDETERMINED, TARGETING_UNDETERMINED);
    shares("sejours_hebergement_evitables", "200000", TARGETING_NOT_SUBJECT, TARGETING_NOT_TARGETED);
    shares("sejours_hebergement_evitables", "200001", TARGETING_NOT_SUBJECT, TARGETING_TARGETED);
    shares("prescriptions_hebergement_evitables", "200000", TARGETING_NOT_SUBJECT, TARGETING_NOT_TARGETED);
    shares("prescriptions_hebergement_evitables", "200001", TARGETING_NOT_SUBJECT, TARGETING_TARGETED);
    shares("", "0", TARGETING_NOT_SUBJECT, TARGETING_NOT_SUBJECT);
}

#define ICALIN(x) "\"icalin2\":" x ","
#define D31(x) "\"sejours_prescription_informatisee\":" x ",\"sejours\":1000000,"
#define DOC(x, y) "\"doc\":" x ",\"doc_borne_haute\":" y
#define GOOD_DOC DOC("0.5", "0.6")
#define NS "\"non_soumis\""
#define NR "\"non_repondant\""

/* Annex 6 §2. */
static void quality(void **state) {
    static const struct {
        const char *data;
        enum targeting_decision wanted;
    } cases[] = {
        {ICALIN("\"A\"") D31("500000") GOOD_DOC, TARGETING_NOT_TARGETED},
        {ICALIN("\"B\"") D31("500000") GOOD_DOC, TARGETING_NOT_TARGETED},
        {ICALIN("\"C\"") D31("500000") GOOD_DOC, TARGETING_TARGETED},
        {ICALIN("\"D\"") D31("500000") GOOD_DOC, TARGETING_TARGETED},
        {ICALIN("\"E\"") D31("500000") GOOD_DOC, TARGETING_TARGETED},
        {ICALIN(NR) D31("500000") GOOD_DOC, TARGETING_TARGETED},
        {ICALIN("\"NV\"") D31("500000") GOOD_DOC, TARGETING_UNDETERMINED},
        {ICALIN("\"DI\"") D31("500000") GOOD_DOC, TARGETING_UNDETERMINED},
        {ICALIN("null") D31("500000") GOOD_DOC, TARGETING_UNDETERMINED},
        {ICALIN(NS) D31("500000") GOOD_DOC, TARGETING_NOT_TARGETED},
        /* D3.1: strictly under 10 %; not filled in, it is left to the agency. */
        {ICALIN("\"A\"") D31("100000") GOOD_DOC, TARGETING_NOT_TARGETED},
        {ICALIN("\"A\"") D31("99999") GOOD_DOC, TARGETING_TARGETED},
        {ICALIN("\"A\"") D31("100001") GOOD_DOC, TARGETING_NOT_TARGETED},
        {ICALIN("\"A\"") D31("null") GOOD_DOC, TARGETING_LEFT_TO_AGENCY},
        {ICALIN("\"A\"") GOOD_DOC, TARGETING_LEFT_TO_AGENCY},
        {ICALIN("\"A\"") D31(NR) GOOD_DOC, TARGETING_LEFT_TO_AGENCY},
        {ICALIN("\"C\"") D31("null") GOOD_DOC, TARGETING_TARGETED},
        {D31("null") GOOD_DOC, TARGETING_UNDETERMINED}, /* ICALIN2 is missing too, and is not left to it */
        /* DOC: the whole interval strictly under 10 %. */
        {ICALIN("\"A\"") D31("500000") DOC("0.05", "0.10"), TARGETING_NOT_TARGETED},
        {ICALIN("\"A\"") D31("500000") DOC("0.05", "0.099999"), TARGETING_TARGETED},
        {ICALIN("\"A\"") D31("500000") DOC("0.05", "0.100001"), TARGETING_NOT_TARGETED},
        {ICALIN("\"A\"") D31("500000") "\"doc\":0.05", TARGETING_UNDETERMINED},
        {ICALIN("\"A\"") D31("500000") "\"doc_borne_haute\":0.05", TARGETING_TARGETED},
        {ICALIN("\"A\"") D31("500000") DOC(NR, "null"), TARGETING_TARGETED},
        {ICALIN("\"A\"") D31("500000") "\"doc\":" NR, TARGETING_TARGETED},
        {ICALIN("\"A\"") D31("500000") "\"doc_borne_haute\":" NR, TARGETING_TARGETED},
        /* Not subject: cannot be targeted on it. */
        {ICALIN("\"A\"") D31("500000") "\"doc\":" NS, TARGETING_NOT_TARGETED},
        {ICALIN("\"A\"") D31("500000") "\"doc_borne_haute\":" NS, TARGETING_NOT_TARGETED},
        {ICALIN(NS) D31(NS) DOC(NS, NS), TARGETING_NOT_SUBJECT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (alone(QUALITE, cases[i].data) != cases[i].wanted) fail_msg("%s", cases[i].data);
}

/* What is missing is named by its slot, without what the answer did not look at. */
static void missing_data_are_named(void **state) {
    struct session s;
    const struct volet_targeting *v;
    const uint32_t *slots;
    (void)state;
    session_open(&s);
    add_mco(&s, ICALIN("\"A\"") D31("500000") "\"doc\":null");
    judge(&s);
    v = of(&s, 0, QUALITE);
    assert_int_equal(targeting_missing(v, v->explanation->outputs[v->manifest->targeting_count - 1], &s.work, &slots),
                     1);
    assert_string_equal(v->manifest->slots[slots[0]]->name, "doc_borne_haute");
    session_close(&s);
}

/* HIA in 2018: a rule of the campaign removes the plugins; or the model excludes them. */
static void who_is_not_concerned(void **state) {
    static const struct model_exclusion hia = {2, 2018, 2018, "II.a.i"}, later = {0, 2019, 2021, "essai"};
    struct model_volet *volet = (struct model_volet *)&campaign->model->volets[3];
    struct session s;
    (void)state;
    session_open(&s);
    add_es(&s, "Val-Fictif", "SSA", "\"MCO\"", ICALIN("\"C\"") "\"depenses_transports\":600000");
    add_mco(&s, ICALIN("\"C\"") "\"depenses_transports\":600000");
    volet->exclusions = &hia;
    volet->exclusion_count = 1;
    ((struct model_volet *)&campaign->model->volets[1])->exclusion_count = 0; /* the rule alone removes transports */
    judge(&s);
    assert_int_equal(of(&s, 0, TRANSPORTS)->volet_decision, TARGETING_NOT_CONCERNED);
    assert_string_equal(of(&s, 0, TRANSPORTS)->reason,
                        "le volet n'est pas examiné pour cet établissement (règle de la campagne)");
    assert_int_equal(of(&s, 0, QUALITE)->volet_decision, TARGETING_NOT_CONCERNED);
    assert_non_null(strstr(of(&s, 0, QUALITE)->reason, "(II.a.i)"));
    assert_int_equal(of(&s, 1, QUALITE)->volet_decision, TARGETING_TARGETED);
    population_destroy(s.population);
    volet->exclusions = &later; /* of another year */
    judge(&s);
    assert_int_equal(of(&s, 1, QUALITE)->volet_decision, TARGETING_TARGETED);
    volet->exclusions = NULL;
    volet->exclusion_count = 0;
    session_close(&s);
}

/* A plugin refused: in error, with its refusal, and the others judge. */
static void a_refused_plugin(void **state) {
    struct campaign_plugin *p = &campaign->plugins[campaign->volet_plugin[1]];
    struct session s;
    (void)state;
    session_open(&s);
    add_mco(&s, ICALIN("\"C\"") "\"depenses_transports\":600000");
    p->refusal = "refus d'essai";
    judge(&s);
    p->refusal = NULL;
    assert_int_equal(of(&s, 0, TRANSPORTS)->volet_decision, TARGETING_ERROR);
    assert_string_equal(of(&s, 0, TRANSPORTS)->reason, "plugin fr.caqes.transports en erreur : refus d'essai");
    assert_int_equal(of(&s, 0, QUALITE)->volet_decision, TARGETING_TARGETED);
    assert_int_equal(s.targetings[0].notice_count, 0); /* one volet only is targeted */
    session_close(&s);
}

/* II.a.iv: the agreed order is that of the listing, and several volets call for one. */
static void several_volets(void **state) {
    static const uint32_t orders[][3] = {{0, 0, 0}, {3, 2, 1}, {0, 0, 1}, {2, 0, 1}},
                          wanted[][3] = {{1, 2, 3}, {3, 2, 1}, {3, 1, 2}, {3, 1, 2}};
    struct session s;
    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        session_open(&s);
        add_mco(&s, ICALIN("\"C\"") "\"depenses_transports\":600000");
        for (unsigned v = 0; v < 3; v++) s.list[0].contract[v + 1].priority = orders[i][v];
        judge(&s);
        for (unsigned k = 0; k < 3; k++) assert_int_equal(s.targetings[0].volets[k].volet, wanted[i][k]);
        assert_int_equal(s.targetings[0].notice_count, 2);
        assert_string_equal(s.targetings[0].notices[0], "ciblé sur plusieurs volets : prioriser, et limiter les volets "
                                                        "donnant lieu à sanction (II.a.iv)");
        assert_string_equal(s.targetings[0].notices[1],
                            i == 0 ? "volets ciblés qui peuvent donner lieu à sanction : Transports, Qualité"
                                   : "volets ciblés qui peuvent donner lieu à sanction : Qualité, Transports");
        session_close(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_host_decides),
        cmocka_unit_test(a_ground_is_0_or_1),
        cmocka_unit_test(transports),
        cmocka_unit_test(transports_growth_alone),
        cmocka_unit_test(gap),
        cmocka_unit_test(gap_without_spread),
        cmocka_unit_test(high_shares),
        cmocka_unit_test(quality),
        cmocka_unit_test(missing_data_are_named),
        cmocka_unit_test(who_is_not_concerned),
        cmocka_unit_test(a_refused_plugin),
        cmocka_unit_test(several_volets),
    };
    return cmocka_run_group_tests(tests, read_campaign, forget_campaign);
}
