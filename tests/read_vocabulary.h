/* SPDX-License-Identifier: MIT
 *
 * read_vocabulary.h: a small campaign built by hand, for the tests of the reader: a model of four volets
 * and four plugins (socle, transports, a regional set attached to both, qualite). It knows every name of
 * tests/golden/dossier-example.json, and has a value of each type. */
#ifndef CAQES_TESTS_READ_VOCABULARY_H
#define CAQES_TESTS_READ_VOCABULARY_H

#include "host/campaign/model.h"
#include "host/plugin/manifest.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ANYONE (SET_BY_NATIONAL | SET_BY_REGION | SET_BY_CONTRACT)

/* Products of the socle that have a rate of their own: at most 30 % of what was reimbursed. */
static const struct model_base vocabulary_listed = {
    .code = "liste_en_sus", .kind = BASE_INPUT, .a = "liste_en_sus_remboursee"};
static const struct model_base *const vocabulary_listed_bases[] = {&vocabulary_listed};
static const struct model_ceiling vocabulary_ceilings[] = {
    {.rate = 300000, .bases = vocabulary_listed_bases, .base_count = 1}};
static const struct model_nature vocabulary_natures[] = {
    {.code = "reduction_liste_en_sus", .sign = -1, .ceilings = vocabulary_ceilings, .ceiling_count = 1}};
static const struct model_exclusion vocabulary_hia[] = {
    {.statut = 2, .first_year = 2018, .last_year = 2018, .article = "II.a.i"}};
#define ADDITIONAL(name)                                                                                               \
    { .code = (name), .least_years = 1, .most_years = 5, .exclusions = vocabulary_hia, .exclusion_count = 1 }

static const struct model vocabulary_model = {
    .code = "caqes-test",
    .first_year = 2018,
    .last_year = 2021,
    .volets = {{.code = "socle",
                .mandatory = true,
                .products_of = "liste_en_sus_remboursee",
                .natures = vocabulary_natures,
                .nature_count = 1},
               ADDITIONAL("transports"),
               ADDITIONAL("pertinence"),
               ADDITIONAL("qualite")},
    .volet_count = 4,
    .statuts = {"ex-DG", "ex-OQN", "SSA"},
    .statut_count = 3,
    .champs = {"MCO", "HAD", "dialyse", "SSR", "PSY", "USLD"},
    .champ_count = 6,
};

static const char *const vocabulary_icalin[] = {"A", "B", "C", "D", "E"};
static const char *const vocabulary_had[] = {"A", "NV"}; /* a class named like a state */
static const char *const vocabulary_sanction[] = {"produits", "liste_en_sus"};
static const char *const vocabulary_base[] = {"prevision", "cible"};

#define SPEC(n, t, d, ...)                                                                                             \
    { .name = (n), .label = (n), .unit = "", .type = (t), .decimals = (d), __VA_ARGS__ }
#define FROM_0 .has_min = true, .min = 0
#define EUROS(n) SPEC(n, TYPE_EUROS, 2, FROM_0)
#define RATE(n, most) SPEC(n, TYPE_RATE, 6, FROM_0, .has_max = true, .max = (most))
#define CLASSES(n, c) SPEC(n, TYPE_CLASS, 0, .classes = (c), .class_count = COUNT(c))
#define IMPLICIT(i, ...)                                                                                               \
    { .spec = __VA_ARGS__, .set_by = ANYONE, .indicator = (i) }
#define CURVE(i, n)                                                                                                    \
    { .spec = SPEC(n, TYPE_CURVE, 0, .curve_kind = CAQES_CURVE_LINEAR), .set_by = ANYONE, .indicator = (i) }
#define TOLERANCE(i, n)                                                                                                \
    { .spec = RATE(n, 1000000), .set_by = SET_BY_NATIONAL | SET_BY_REGION, .indicator = (i) }
#define DECLARED(by, ...)                                                                                              \
    { .spec = __VA_ARGS__, .set_by = (by), .indicator = -1 }

/* ---- socle ---- */
static struct manifest_input socle_inputs[] = {
    {.spec = SPEC("lits", TYPE_INTEGER, 0, FROM_0)},
    {.spec = SPEC("solde", TYPE_INTEGER, 0, .has_max = false)},
    {.spec = SPEC("score_conciliation", TYPE_DECIMAL, 3, FROM_0, .has_max = true, .max = 100000)},
    {.spec = CLASSES("icalin2", vocabulary_icalin)},
    {.spec = CLASSES("had", vocabulary_had)},
    {.spec = EUROS("produits_am"), .producer = "ATIH"},
    {.spec = EUROS("liste_en_sus_remboursee")},
};
static struct manifest_parameter socle_parameters[] = {
    DECLARED(ANYONE, CLASSES("sanction", vocabulary_sanction)),
    DECLARED(SET_BY_REGION, RATE("seuil", 1000000)),
    IMPLICIT(0, RATE("cible.CONCILIATION", 1000000)),
    IMPLICIT(0, RATE("coefficient.CONCILIATION", 1000000)),
    CURVE(0, "gradation.CONCILIATION"),
    IMPLICIT(1, RATE("cible.LAP_LITS", 1000000)),
    IMPLICIT(1, RATE("coefficient.LAP_LITS", 1000000)),
    CURVE(1, "gradation.LAP_LITS"),
    TOLERANCE(0, "tolerance.CONCILIATION"),
    TOLERANCE(1, "tolerance.LAP_LITS"),
};
static struct manifest_indicator socle_indicators[] = {{.code = "CONCILIATION"}, {.code = "LAP_LITS"}};
static const uint32_t socle_held[] = {0, 1};
static struct manifest_obligation socle_obligations[] = {
    {.code = "MEDICAMENT", .volet = "socle", .indicators = socle_held, .indicator_count = 2}};
static const struct manifest socle_manifest = {
    .file = "plugins/socle/manifest.json",
    .id = "fr.caqes.socle",
    .is_volet = true,
    .volet = "socle",
    .inputs = socle_inputs,
    .input_count = COUNT(socle_inputs),
    .parameters = socle_parameters,
    .parameter_count = COUNT(socle_parameters),
    .declared_parameter_count = 2,
    .slot_count = COUNT(socle_inputs) + COUNT(socle_parameters),
    .indicators = socle_indicators,
    .indicator_count = COUNT(socle_indicators),
    .obligations = socle_obligations,
    .obligation_count = COUNT(socle_obligations),
};

/* ---- transports ---- */
static struct manifest_input transports_inputs[] = {
    {.spec = EUROS("depenses_transports")},
    {.spec = EUROS("depenses_transports@N-1")},
    {.spec = EUROS("prevision_transports")},
    {.spec = SPEC("transports_objectif_supplementaire", TYPE_YES_NO, 0, .has_min = false)},
    {.spec = EUROS("produits_am"), .producer = "an ARS", .required = true}, /* shared with socle */
};
static struct manifest_parameter transports_parameters[] = {
    DECLARED(SET_BY_CONTRACT, EUROS("interessement_maximum")),
    DECLARED(ANYONE, CLASSES("base_economies", vocabulary_base)),
    DECLARED(ANYONE, RATE("taux_sanction", 10000)),
    DECLARED(SET_BY_NATIONAL, RATE("taux_refus", 10000)),
    IMPLICIT(0, SPEC("cible.TRANSPORTS_EVOLUTION", TYPE_RATE, 6, .has_min = true, .min = -1000000)),
    IMPLICIT(0, RATE("coefficient.TRANSPORTS_EVOLUTION", 1000000)),
    CURVE(0, "gradation.TRANSPORTS_EVOLUTION"),
    TOLERANCE(0, "tolerance.TRANSPORTS_EVOLUTION"),
};
static struct manifest_aggregate transports_aggregates[] = {{.spec = EUROS("depenses_region")}};
static struct manifest_indicator transports_indicators[] = {{.code = "TRANSPORTS_EVOLUTION"}};
static const uint32_t transports_held[] = {0};
static struct manifest_obligation transports_obligations[] = {
    {.code = "TRANSPORTS_CIBLE", .volet = "transports", .indicators = transports_held, .indicator_count = 1}};
static const struct manifest transports_manifest = {
    .file = "plugins/transports/manifest.json",
    .id = "fr.caqes.transports",
    .is_volet = true,
    .volet = "transports",
    .inputs = transports_inputs,
    .input_count = COUNT(transports_inputs),
    .parameters = transports_parameters,
    .parameter_count = COUNT(transports_parameters),
    .declared_parameter_count = 4,
    .aggregates = transports_aggregates,
    .aggregate_count = COUNT(transports_aggregates),
    .slot_count = COUNT(transports_inputs) + COUNT(transports_parameters) + COUNT(transports_aggregates),
    .indicators = transports_indicators,
    .indicator_count = COUNT(transports_indicators),
    .obligations = transports_obligations,
    .obligation_count = COUNT(transports_obligations),
};

/* ---- qualite: values that EG make together, and values of the years before ---- */
#define OF_YEAR(p, ...)                                                                                                \
    { .spec = __VA_ARGS__, .entities = ENTITIES_WORST, .two_yearly = true, .period = (p) }
#define OF_ENTITIES(rule, ...)                                                                                         \
    { .spec = __VA_ARGS__, .entities = (rule) }
static struct manifest_input qualite_inputs[] = {
    OF_ENTITIES(ENTITIES_SUM, SPEC("journees", TYPE_INTEGER, 0, FROM_0, .has_max = true, .max = 1000)),
    OF_ENTITIES(ENTITIES_SUM, SPEC("resultat_comptable", TYPE_EUROS, 2, .has_min = false)),
    OF_ENTITIES(ENTITIES_ALL, SPEC("audit_mene", TYPE_YES_NO, 0, .has_min = false)),
    OF_ENTITIES(ENTITIES_WORST, CLASSES("classe_hygiene", vocabulary_icalin)),
    OF_ENTITIES(ENTITIES_LOWEST, RATE("part_conforme", 1000000)),
    OF_ENTITIES(ENTITIES_HIGHEST, SPEC("delai_moyen", TYPE_DECIMAL, 1, FROM_0)),
    OF_YEAR(0, CLASSES("classe_bisannuelle", vocabulary_icalin)),
    OF_YEAR(1, CLASSES("classe_bisannuelle@N-1", vocabulary_icalin)),
    OF_YEAR(2, CLASSES("classe_bisannuelle@N-2", vocabulary_icalin)),
    {.spec = RATE("taux_bisannuel", 1000000), .two_yearly = true},
    {.spec = RATE("taux_bisannuel@N-1", 1000000), .two_yearly = true, .period = 1},
};
static const uint32_t qualite_days[] = {0}, qualite_result[] = {1};
static struct manifest_indicator qualite_indicators[] = {{.code = "RESULTAT_PAR_JOURNEE",
                                                          .kind = KIND_RATIO,
                                                          .numerator = qualite_result,
                                                          .numerator_count = 1,
                                                          .denominator = qualite_days,
                                                          .denominator_count = 1}};
static const struct manifest qualite_manifest = {
    .file = "plugins/qualite/manifest.json",
    .id = "fr.caqes.qualite",
    .is_volet = true,
    .volet = "qualite",
    .inputs = qualite_inputs,
    .input_count = COUNT(qualite_inputs),
    .slot_count = COUNT(qualite_inputs),
    .indicators = qualite_indicators,
    .indicator_count = COUNT(qualite_indicators),
};

/* ---- regional set, on socle and transports ---- */
static struct manifest_input regional_inputs[] = {{.spec = SPEC("bons_partages", TYPE_INTEGER, 0, FROM_0)}};
static struct manifest_parameter regional_parameters[] = {
    DECLARED(ANYONE, RATE("tolerance", 1000000)),
    IMPLICIT(0, SPEC("cible.BONS_PARTAGES", TYPE_INTEGER, 0, FROM_0)),
    IMPLICIT(0, RATE("coefficient.BONS_PARTAGES", 1000000)),
    CURVE(0, "gradation.BONS_PARTAGES"),
    IMPLICIT(1, RATE("coefficient.AUTRE", 1000000)),
    CURVE(1, "gradation.AUTRE"),
};
static struct manifest_indicator regional_indicators[] = {{.code = "BONS_PARTAGES"}, {.code = "AUTRE"}};
static const uint32_t regional_first[] = {0}, regional_second[] = {1};
static struct manifest_obligation regional_obligations[] = {
    {.code = "PARTAGE", .volet = "transports", .indicators = regional_first, .indicator_count = 1},
    {.code = "DIVERS", .volet = "socle", .indicators = regional_second, .indicator_count = 1},
};
static const struct manifest regional_manifest = {
    .file = "plugins/regional/demo/manifest.json",
    .id = "fr.caqes.region.demo",
    .inputs = regional_inputs,
    .input_count = COUNT(regional_inputs),
    .parameters = regional_parameters,
    .parameter_count = COUNT(regional_parameters),
    .declared_parameter_count = 1,
    .slot_count = COUNT(regional_inputs) + COUNT(regional_parameters),
    .indicators = regional_indicators,
    .indicator_count = COUNT(regional_indicators),
    .obligations = regional_obligations,
    .obligation_count = COUNT(regional_obligations),
};

static const struct manifest *const vocabulary_manifests[] = {&socle_manifest, &transports_manifest, &regional_manifest,
                                                              &qualite_manifest};
#define VOCABULARY_COUNT COUNT(vocabulary_manifests)

#endif
