/* SPDX-License-Identifier: MIT
 *
 * `caqes config`, the program itself, on the demonstration: what it shows is what the files say. */
#include "check.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CAMPAIGN "conf/demo/campagne.cfg"

struct run {
    char *out; /* stdout, then stderr when it was asked for */
    int code;
};

static struct run run(const char *arguments) {
    const char *program = getenv("CAQES");
    char command[512], chunk[4096];
    struct run r = {NULL, -1};
    size_t length = 0, got;
    FILE *pipe, *memory = open_memstream(&r.out, &length);
    assert_non_null(program);
    snprintf(command, sizeof command, "'%s' config %s", program, arguments);
    pipe = popen(command, "r");
    assert_non_null(pipe);
    while ((got = fread(chunk, 1, sizeof chunk, pipe)) > 0) fwrite(chunk, 1, got, memory);
    r.code = pclose(pipe);
    r.code = WIFEXITED(r.code) ? WEXITSTATUS(r.code) : -1;
    fclose(memory);
    return r;
}

static const cJSON *member(const cJSON *object, const char *key) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!item) fail_msg("no member %s", key);
    return item;
}

/* The element of a list whose `key` is this text. */
static const cJSON *element(const cJSON *list, const char *key, const char *text) {
    const cJSON *item;
    cJSON_ArrayForEach(item, list) {
        if (strcmp(cJSON_GetStringValue(member(item, key)), text) == 0) return item;
    }
    fail_msg("no element %s = %s", key, text);
    return NULL;
}

static const cJSON *parameter(const cJSON *root, const char *plugin, const char *name) {
    return element(member(element(member(root, "plugins"), "id", plugin), "parametres"), "nom", name);
}

static void assert_text(const cJSON *object, const char *key, const char *expected) {
    assert_string_equal(cJSON_GetStringValue(member(object, key)), expected);
}

static void assert_parameter(const cJSON *root, const char *plugin, const char *name, const char *value,
                             const char *level) {
    const cJSON *p = parameter(root, plugin, name);
    assert_text(p, "valeur", value);
    assert_text(member(p, "origine"), "niveau", level);
}

/* The line that an origin names holds the parameter's name. */
static void assert_line_names(const cJSON *p) {
    const cJSON *origin = member(p, "origine");
    FILE *file = fopen(cJSON_GetStringValue(member(origin, "fichier")), "r");
    char line[1024] = "";
    int i;
    assert_non_null(file);
    for (i = 0; i < (int)cJSON_GetNumberValue(member(origin, "ligne")); i++)
        assert_non_null(fgets(line, sizeof line, file));
    fclose(file);
    assert_non_null(strstr(line, cJSON_GetStringValue(member(p, "nom"))));
}

static void json_of_the_campaign(void **state) {
    struct run r = run("--json " CAMPAIGN);
    cJSON *root = cJSON_Parse(r.out);
    (void)state;
    assert_int_equal(r.code, 0);
    assert_non_null(root);
    assert_text(root, "format", "caqes-config");
    assert_text(root, "date_evaluation", "2019-06-17");
    assert_int_equal(cJSON_GetArraySize(member(root, "plugins")), 5);
    assert_int_equal(cJSON_GetArraySize(member(root, "fichiers")), 3);
    assert_int_equal(strlen(cJSON_GetStringValue(member(root, "empreinte"))), 64);
    assert_parameter(root, "fr.caqes.transports", "taux_refus", "0.01", "manifeste");
    assert_parameter(root, "fr.caqes.socle", "cible.PHMEV_LPP_EVOLUTION", "0.04", "national");
    assert_line_names(parameter(root, "fr.caqes.socle", "cible.PHMEV_LPP_EVOLUTION"));
    assert_line_names(parameter(root, "fr.caqes.socle", "cible.CONCILIATION"));
    assert_true(cJSON_IsArray(member(parameter(root, "fr.caqes.socle", "bareme"), "valeur")));
    assert_true(cJSON_IsNull(member(parameter(root, "fr.caqes.transports", "interessement_maximum"), "valeur")));
    assert_text(member(root, "donnee_absente"), "socle", "incomplet");
    assert_text(root, "portee_plafond", "volet");
    cJSON_Delete(root);
    free(r.out);
}

static void json_of_an_establishment(void **state) {
    struct run r = run("--json -d tests/golden/dossier-example.json -n 990000012 " CAMPAIGN);
    cJSON *root = cJSON_Parse(r.out);
    const cJSON *rules;
    (void)state;
    assert_int_equal(r.code, 0);
    assert_non_null(root);
    assert_text(root, "finess", "990000012");
    assert_parameter(root, "fr.caqes.socle", "coefficient.CONCILIATION", "0.5", "contrat");
    assert_parameter(root, "fr.caqes.transports", "cible.TRANSPORTS_EVOLUTION", "0.02", "contrat");
    assert_parameter(root, "fr.caqes.transports", "interessement_maximum", "60000", "contrat");
    assert_parameter(root, "fr.caqes.transports", "taux_sanction", "0.01", "manifeste");
    assert_true(cJSON_IsTrue(member(element(member(root, "plugins"), "id", "fr.caqes.socle"), "applique")));
    /* Added by the first rule, removed by the last. */
    assert_true(cJSON_IsFalse(member(element(member(root, "plugins"), "id", "fr.exemple.val-fictif"), "applique")));
    rules = member(root, "affectations");
    assert_true(cJSON_IsTrue(member(cJSON_GetArrayItem(rules, 0), "applique")));
    assert_true(cJSON_IsFalse(member(cJSON_GetArrayItem(rules, 1), "applique")));
    assert_true(cJSON_IsTrue(member(cJSON_GetArrayItem(rules, 3), "applique")));
    cJSON_Delete(root);
    free(r.out);
}

static void the_table_reads_in_french(void **state) {
    struct run r = run(CAMPAIGN);
    (void)state;
    assert_int_equal(r.code, 0);
    assert_non_null(strstr(r.out, "Exercice : 2018, évalué au 17/06/2019"));
    assert_non_null(strstr(r.out, "60 → 0 ; 50 → 0,25 ; 40 → 0,5 ; sinon → 1"));
    assert_non_null(strstr(r.out, "4\u00a0%"));
    assert_non_null(strstr(r.out, "si statut parmi SSA\n      retire fr.caqes.transports, fr.caqes.pertinence, "
                                  "fr.caqes.qualite\n"));
    assert_non_null(strstr(r.out, "fixe coefficient.CONCILIATION de fr.caqes.socle : 0,5"));
    assert_non_null(strstr(r.out, "plafond des sanctions : par volet"));
    free(r.out);
    r = run("-d tests/golden/dossier-example.json -n 990000012 " CAMPAIGN);
    assert_non_null(strstr(r.out, "contrat, tests/golden/dossier-example.json:1"));
    assert_non_null(strstr(r.out, "non appliqué à cet établissement"));
    free(r.out);
}

/* A campaign of one plugin in a folder of its own, with a gradation by steps and a tolerance. */
static void write_campaign(const char *path) {
    char here[512];
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_non_null(getcwd(here, sizeof here));
    fprintf(
        file,
        "format = \"caqes-campagne\"; version = 1; nom = \"Essai\"; region = \"Essai\"; exercice = 2018;\n"
        "date_evaluation = \"2019-06-17\"; modele = \"%s/conf/modeles/caqes-2018.cfg\";\n"
        "plugins = ( { id = \"fr.caqes.socle\"; version = \"1.0.0\"; fichier = \"caqes-socle.so\"; },\n"
        "  { id = \"fr.caqes.transports\"; version = \"1.0.0\"; fichier = \"caqes-transports.so\"; } );\n"
        "parametres = (\n"
        "  { plugin = \"fr.caqes.transports\"; nom = \"gradation.TRANSPORTS_EVOLUTION\";\n"
        "    points = ( [\"0.02\", \"1\"], [\"0.04\", \"0.5\"], [\"sinon\", \"0\"] ); },\n"
        "  { plugin = \"fr.caqes.transports\"; nom = \"tolerance.TRANSPORTS_EVOLUTION\"; valeur = \"0.001\"; } );\n",
        here);
    fclose(file);
}

static void steps_and_tolerances_are_shown_once_set(void **state) {
    char folder[] = "/tmp/caqes-config-XXXXXX", path[64], arguments[128];
    const cJSON *points;
    cJSON *root;
    struct run r = run(CAMPAIGN);
    (void)state;
    assert_null(strstr(r.out, "tolerance."));
    free(r.out);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/campagne.cfg", folder);
    write_campaign(path);
    r = run(path);
    assert_int_equal(r.code, 0);
    assert_non_null(strstr(r.out, "0,02 → 1 ; 0,04 → 0,5 ; sinon → 0"));
    assert_non_null(strstr(r.out, "tolerance.TRANSPORTS_EVOLUTION "));
    assert_non_null(strstr(r.out, " 0,1\u00a0% "));
    free(r.out);
    snprintf(arguments, sizeof arguments, "--json %s", path);
    r = run(arguments);
    root = cJSON_Parse(r.out);
    points = member(parameter(root, "fr.caqes.transports", "gradation.TRANSPORTS_EVOLUTION"), "valeur");
    assert_int_equal(cJSON_GetArraySize(points), 3);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetArrayItem(cJSON_GetArrayItem(points, 2), 0)), "sinon");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetArrayItem(cJSON_GetArrayItem(points, 1), 0)), "0.04");
    cJSON_Delete(root);
    free(r.out);
    unlink(path);
    rmdir(folder);
}

/* What is known of a plugin whose file is refused: that it is. */
static void a_refused_plugin_is_shown(void **state) {
    char folder[] = "/tmp/caqes-config-XXXXXX", path[64], arguments[128];
    struct run r;
    FILE *file;
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/caqes-val-fictif.so", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs("no plugin, whatever its name says, and long enough to hold the header of one, all in letters", file);
    fclose(file);
    snprintf(arguments, sizeof arguments, "-p %s " CAMPAIGN " 2>/dev/null", folder);
    r = run(arguments);
    assert_int_equal(r.code, 5);
    assert_non_null(strstr(r.out, "refusé : son fichier est refusé"));
    assert_null(strstr(r.out, "PLUGIN_REFUSE"));
    free(r.out);
    unlink(path);
    rmdir(folder);
}

static void faults_have_their_exit_codes(void **state) {
    static const struct {
        const char *arguments, *said;
        int code;
    } cases[] = {
        {"2>&1", "one campaign file is needed", 2},
        {"--inconnu " CAMPAIGN " 2>&1", "see: caqes config --help", 2},
        {"-n 990000012 " CAMPAIGN " 2>&1", "--dossiers and --finess go together", 2},
        {"tests/bad/campaigns/unknown-key.cfg 2>&1", "error[C303]", 3},
        {"-d tests/golden/dossier-example.json -n 990000099 " CAMPAIGN " 2>&1", "error[D301]", 4},
        {"tests/nulle-part.cfg 2>&1", "error[S301]", 6},
        {CAMPAIGN " 2>&1 >/dev/full", "error[S602]", 6},
        {"--help", "usage: caqes config", 0},
    };
    size_t i;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run r = run(cases[i].arguments);
        if (!strstr(r.out, cases[i].said)) fail_msg("%s: %s", cases[i].arguments, r.out);
        assert_int_equal(r.code, cases[i].code);
        free(r.out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_of_the_campaign),         cmocka_unit_test(json_of_an_establishment),
        cmocka_unit_test(the_table_reads_in_french),    cmocka_unit_test(a_refused_plugin_is_shown),
        cmocka_unit_test(faults_have_their_exit_codes), cmocka_unit_test(steps_and_tolerances_are_shown_once_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
