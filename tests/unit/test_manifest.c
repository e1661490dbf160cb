/* SPDX-License-Identifier: MIT
 *
 * Each fault of a manifest: one edit of a good one, and the one message that must come out, with its code, its
 * path and its mend. More than one message, or none, fails. */
#include "check.h"

#include "host/plugin/manifest.h"
#include "host/plugin/manifest_constants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/fuzz/corpus/manifest/"

static char *read_file(const char *name, size_t *length) {
    char path[256], *bytes = calloc(1, MANIFEST_MAX_BYTES + 2);
    FILE *stream;
    snprintf(path, sizeof path, FOLDER "%s", name);
    stream = fopen(path, "rb");
    if (!stream) fail_msg("cannot open %s", path);
    *length = fread(bytes, 1, MANIFEST_MAX_BYTES, stream);
    fclose(stream);
    return bytes;
}

/* Parses, and gives what was said. */
struct outcome {
    struct manifest *manifest;
    struct arena arena;
    struct diag diag;
    char *said;
    size_t said_length;
};

static void parse(struct outcome *o, const char *json, size_t length) {
    memset(o, 0, sizeof *o);
    o->diag.stream = open_memstream(&o->said, &o->said_length);
    o->manifest = manifest_parse(json, length, "manifest.json", &o->arena, &o->diag);
    diag_flush(&o->diag);
    fclose(o->diag.stream);
}

static void forget(struct outcome *o) {
    free(o->said);
    arena_free(&o->arena);
}

/* text with the only occurrence of `from` replaced by `to`. */
static char *edit(const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    size_t size = strlen(text) + strlen(to) + 1;
    char *edited = malloc(size);
    if (!at || strstr(at + 1, from)) fail_msg("not exactly once in the manifest: %s", from);
    snprintf(edited, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return edited;
}

struct fault {
    const char *file, *from, *to;
    const char *code, *path, *words; /* all three are in the message */
    uint32_t errors;                 /* 0 for 1 */
};

#define M "minimal.json"
#define S "set.json"
#define V "volet.json"
#define K "kinds.json"

static const struct fault faults[] = {
    /* Text. */
    {M, "\"Minimal\"", "\"Min\xC3imal\"", "P201", ":2:", "UTF-8", 0},
    {M, "\"MIT\"", "[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]", "P203", "2:", "16 levels", 0},
    {M, "\"abi\":", "\"abi\"", "P204", ":3:9", "expected \":\"", 0},
    {M, "\"MIT\",", "\"MIT\"", "P204", ":3:3", "expected \",\"", 0},
    {M, "\"Minimal\"", "\"Min\nimal\"", "P204", ":2:", "control character", 0},
    {M, "\"Minimal\"", "\"Min\\u0000imal\"", "P204", ":2:", "\\u0000", 0},
    {M, "\"Minimal\"", "\"Min\\ximal\"", "P204", ":2:", "unknown escape", 0},
    {M, "\"manifest\": 1", "\"manifest\": 01", "P204", ":2:15", "badly written number", 0},
    {M, "\"major\": 1", "\"major\": 1.", "P204", ":3:21", "badly written number", 0},
    {M, "[\"FAIT\"]", "[\"FAIT\",]", "P204", ":6:", "expected a value", 0},
    {M, "\"minor\": 0 }", "\"minor\": 0, }", "P204", ":3:", "expected a key", 0},
    {M, "\"FAIT\"] }]\n}", "\"FAIT\"] }]\n} x", "P204", ":7:3", "nothing after the value", 0},
    {M, "\"FAIT\"] }]\n}", "\"FAIT\"] }]\n", "P204", ":8:1", "ends too early", 0},
    {M, "\"MIT\"", "NaN", "P204", ":2:", "expected a value", 0},
    /* Keys. */
    {M, "\"label\": \"Minimal\"", "\"labell\": \"Minimal\"", "P205", "labell: not a key of manifest", "\"label\"", 2},
    {M, "\"label\": \"Minimal\"", "\"label\": \"Minimal\", \"couleur\": \"bleu\"", "P205", "couleur: not a key",
     "remove it", 0},
    {M, "\"type\": \"yes_no\"", "\"type\": \"yes_no\", \"Min\": \"0\"", "P205", "inputs[0].Min", "\"min\"", 0},
    {M, "\"article\": \"Convention\" }]", "\"article\": \"Convention\", \"numerator\": [\"fait\"] }]", "P205",
     "indicators[0].numerator: not a key of indicator_yes_no", "remove", 0},
    {M, "\"licence\": \"MIT\"", "\"licence\": \"MIT\", \"licence\": \"MIT\"", "P206", "licence", "written twice", 0},
    {M, " \"publisher\": \"Exemple\",", "", "P207", "\"publisher\" is missing", "who answers", 0},
    {M, ", \"producer\": \"Établissement\"", "", "P207", "inputs[0]: \"producer\" is missing", "add", 0},
    {M, "\"kind\": \"yes_no\", ", "", "P207", "indicators[0]: \"kind\" is missing", "add", 0},
    /* Types. */
    {M, "\"Minimal\"", "12", "P208", "label: expected a text", "found: 12", 0},
    {M, "\"minor\": 0", "\"minor\": \"0\"", "P208", "abi.minor", "without quotes", 0},
    {M, "[\"FAIT\"]", "\"FAIT\"", "P208", "obligations[0].indicators", "expected an array", 2},
    {M, "{ \"first\": 2018, \"last\": 2018 }", "2018", "P208", "years", "expected an object", 0},
    {M, "{ \"name\": \"fait\"", "3, { \"name\": \"fait\"", "P208", "inputs[0]", "expected an object", 0},
    {S, "\"required\": true", "\"required\": 1", "P208", "inputs[0].required", "true or false", 0},
    {S, "\"default\": \"3\"", "\"default\": 3", "P208", "parameters[0].default", "between quotes", 0},
    {V, "[\"oui|absent\", \"non|oui|absent\"]", "[\"oui|absent\"]", "P208", "tables[1].rows[0].when", "array of 2", 0},
    /* Words. */
    {M, "\"kind\": \"indicators\"", "\"kind\": \"indicator\"", "P209", "kind", "\"indicators\", the nearest", 0},
    {M, "\"type\": \"yes_no\"", "\"type\": \"yesno\"", "P209", "inputs[0].type", "\"yes_no\", the nearest", 0},
    {M, "\"type\": \"yes_no\"", "\"type\": \"bareme\"", "P209", "inputs[0].type", "not the name of a type", 0},
    {M, "\"kind\": \"yes_no\"", "\"kind\": \"formule\"", "P209", "indicators[0].kind", "write one of \"ratio\"", 0},
    {M, "\"role\": \"complementaire\"", "\"role\": \"complementair\"", "P209", "obligations[0].role",
     "\"complementaire\"", 0},
    {S, "[\"N\", \"N-1\"]", "[\"N\", \"N-3\"]", "P209", "inputs[2].periods[1]", "N-", 2},
    {S, "\"unit\": \"points\"", "\"unit\": \"point\"", "P209", "indicators[2].unit", "\"points\"", 0},
    {S, "[\"region\"], \"label\": \"Seuil\"", "[\"regions\"], \"label\": \"Seuil\"", "P209", "parameters[0].set_by[0]",
     "\"region\"", 0},
    {S, "\"accepted\": [\"A\", \"B\"]", "\"accepted\": [\"A\", \"D\"]", "P209", "indicators[6].accepted[1]",
     "a class of this input", 0},
    {V, "\"default\": \"oui\"", "\"default\": \"yes\"", "P209", "parameters[1].default", "\"oui\"", 0},
    {V, "\"default\": \"cible\"", "\"default\": \"cibles\"", "P209", "parameters[0].default", "\"cible\", the nearest",
     0},
    {V, "[\"oui|absent\", \"non|oui|absent\"]", "[\"oui|absents\", \"oui\"]", "P209", "rows[0].when[0]",
     "not an answer", 0},
    {V, "[\"oui|absent\", \"non|oui|absent\"]", "[\"oui|oui\", \"oui\"]", "P209", "rows[0].when[0]",
     "answer written twice", 0},
    {V, "\"unit\": \"points\"", "\"unit\": \"point\"", "P209", "outputs[1].unit", "\"points\"", 0},
    /* Names and texts. */
    {M, "fr.exemple.minimal", "fr.Exemple", "P210", "id", "reverse DNS", 0},
    {M, "fr.exemple.minimal", "exemple", "P210", "id", "reverse DNS", 0},
    {M, "fr.exemple.minimal", "fr..exemple", "P210", "id", "reverse DNS", 0},
    {M, "fr.exemple.minimal", "fr.exemple-", "P210", "id", "reverse DNS", 0},
    {M, "\"0.1.0\"", "\"0.1\"", "P210", "version", "1.0.0", 0},
    {M, "\"0.1.0\"", "\"0.01.0\"", "P210", "version", "1.0.0", 0},
    {M, "\"0.1.0\"", "\"0.1.0-\"", "P210", "version", "1.0.0", 0},
    {M, "\"0.1.0\"", "\"v0.1.0\"", "P210", "version", "1.0.0", 0},
    {M, "\"Minimal\"", "\"\"", "P210", "label", "empty", 0},
    {M, "\"Minimal\"", "\"Min\\u001b[31mimal\"", "P210", "label", "control character", 0},
    {M, "\"Minimal\"", "\"Min\\u0085imal\"", "P210", "label", "control character", 0},
    {M, "\"code\": \"FAIRE\"", "\"code\": \"faire\"", "P210", "obligations[0].code", "capital letters", 0},
    {M, "\"code\": \"FAIRE\"", "\"code\": \"FAIRE_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789\"",
     "P210", "obligations[0].code", "at most 64", 0},
    {V, "\"values\": [\"prevision\", \"cible\"]", "\"values\": [\"pré\", \"cible\"]", "P210", "parameters[0].values[0]",
     "letters", 0},
    /* Numbers. */
    {M, "\"first\": 2018", "\"first\": 18", "P211", "years.first", "2000 to 2100", 0},
    {M, "\"first\": 2018", "\"first\": 2018.5", "P211", "years.first", "whole number", 0},
    {M, "\"major\": 1", "\"major\": 1e300", "P211", "abi.major", "whole number", 0},
    {S, "\"decimals\": 3", "\"decimals\": 10", "P211", "inputs[5].decimals", "0 to 9", 0},
    {S, "\"at_least\": 1", "\"at_least\": 3", "P211", "indicators[5].at_least", "1 to 2", 0},
    {S, "\"default\": \"3\"", "\"default\": \"3.5\"", "P211", "parameters[0].default", "more than 0 decimals", 0},
    {S, "\"default\": \"0.8\"", "\"default\": \"80 %\"", "P211", "indicators[0].target.default", "not a decimal", 0},
    {S, "\"default\": \"0.8\"", "\"default\": \"0.8000001\"", "P211", "indicators[0].target.default", "more than 6", 0},
    {S, "\"default\": \"1.125\"", "\"default\": \"1.1251\"", "P211", "indicators[2].target.default", "more than 3", 0},
    {S, "\"default\": \"0.022\"", "\"default\": \"99999999999999\"", "P211", "parameters[1].default", "too large", 0},
    /* Names used twice. */
    {S, "\"name\": \"b\"", "\"name\": \"a\"", "P212", "inputs[1].name", "used twice", 2},
    {S, "\"code\": \"V\"", "\"code\": \"Y\"", "P212", "indicators[3].code", "used twice", 2},
    {S, "\"name\": \"fixe\"", "\"name\": \"seuil\"", "P212", "parameters[1].name", "used twice", 0},
    {S, "\"code\": \"O2\"", "\"code\": \"O1\"", "P212", "obligations[1].code", "used twice", 0},
    {S, "\"numerator\": [\"a\", \"c@N-1\"]", "\"numerator\": [\"a\", \"a\"]", "P212", "numerator[1]",
     "input written twice", 0},
    {S, "[\"N\", \"N-1\", \"N-2\"]", "[\"N\", \"N-1\", \"N-1\"]", "P212", "inputs[3].periods[2]",
     "period written twice", 0},
    {S, "\"accepted\": [\"A\", \"B\"]", "\"accepted\": [\"A\", \"A\"]", "P212", "accepted[1]", "class written twice",
     0},
    {S, "[\"MCO\", \"SSR\"]", "[\"MCO\", \"MCO\"]", "P212", "champs[1]", "used twice", 0},
    {V, "\"code\": \"S2\"", "\"code\": \"S1\"", "P212", "sources[1].code", "used twice", 0},
    {V, "\"code\": \"SCORE\"", "\"code\": \"ISSUE\"", "P212", "outputs[1].code", "used twice", 0},
    {V, "\"code\": \"UNE\"", "\"code\": \"DEUX\"", "P212", "tables[1].code", "used twice", 0},
    {V, "\"values\": [\"prevision\", \"cible\"]", "\"values\": [\"cible\", \"cible\"]", "P212",
     "parameters[0].values[1]", "twice", 0},
    {V, "[\"region\", \"contract\"]", "[\"region\", \"region\"]", "P212", "parameters[1].set_by[1]", "written twice",
     0},
    /* References. */
    {M, "\"input\": \"fait\"", "\"input\": \"fais\"", "P213", "indicators[0].input", "\"fait\", the nearest", 0},
    {S, "\"c@N-1\"", "\"c@N-4\"", "P213", "numerator[1]", "\"c@N-1\", the nearest", 0},
    {S, "\"c@N-1\"", "\"@N-1\"", "P213", "numerator[1]", "not the name of an input", 0},
    {S, "[\"R\", \"G\", \"V\"]", "[\"R\", \"G\", \"V\", \"W\"]", "P213", "obligations[0].indicators[3]", "an indicator",
     0},
    {V, "\"table\": \"DEUX\"", "\"table\": \"DEUXX\"", "P213", "outputs[0].table", "\"DEUX\", the nearest", 0},
    {V, "{ \"when\": [\"absent\"], \"then\": \"rien\" }", "{ \"when\": [\"absent\"], \"then\": \"riens\" }", "P213",
     "tables[0].rows[2].then", "\"rien\", the nearest", 0},
    {S, "\"c@N-1\"", "\"c@N-2\"", "P214", "numerator[1]", "no period N-2", 0},
    {S, "\"input\": \"classe@N-1\"", "\"input\": \"classe\"", "P214", "indicators[6].input", "no period N", 0},
    {S, "\"input\": \"depense\"", "\"input\": \"mesure\"", "P214", "indicators[1].input", "[\"N\", \"N-1\"]", 0},
    {S, "\"input\": \"depense\"", "\"input\": \"depense@N-1\"", "P214", "indicators[1].input", "both N and N-1", 0},
    {S, "\"input\": \"mesure\"", "\"input\": \"oui1\"", "P214", "indicators[2].input", "read here is a number", 0},
    {S, "\"input\": \"oui1\"", "\"input\": \"a\"", "P214", "indicators[3].input", "read here is a yes_no", 0},
    {S, "\"input\": \"classe@N-1\"", "\"input\": \"oui1\"", "P214", "indicators[6].input", "read here is a class", 0},
    {S, "\"numerator\": [\"a\", \"c@N-1\"]", "\"numerator\": [\"a\", \"depense\"]", "P214", "numerator[1]",
     "cannot be added", 0},
    /* Bounds. */
    {S, "\"min\": \"-5\", \"max\": \"5\"", "\"min\": \"5\", \"max\": \"-5\"", "P215", "parameters[0].max",
     "below \"min\"", 0},
    {S, "\"default\": \"3\"", "\"default\": \"6\"", "P215", "parameters[0].default", "out of bounds", 0},
    {S, "\"default\": \"0.8\"", "\"default\": \"80\"", "P215", "indicators[0].target.default", "out of bounds", 0},
    {S, "\"default\": \"0.5\", ", "\"default\": \"-0.5\", ", "P215", "indicators[0].coefficient.default",
     "out of bounds", 0},
    {S, "\"first\": 2018", "\"first\": 2020", "P215", "years.last", "before the first, 2020", 0},
    {S, "[\"MCO\", \"SSR\"]", "[]", "P215", "indicators[1].champs", "empty", 0},
    {S, "\"numerator\": [\"a\", \"c@N-1\"]", "\"numerator\": []", "P215", "numerator", "empty", 0},
    {S, "[\"N\", \"N-1\", \"N-2\"]", "[]", "P215", "inputs[3].periods", "no period", 2},
    {V, "[\"50\", \"0.25\"]", "[\"50\", \"1.25\"]", "P215", "parameters[4].default[1][1]", "out of bounds", 0},
    /* What a kind or a type takes. */
    {M, "\"kind\": \"indicators\"", "\"kind\": \"indicators\", \"volet\": \"socle\"", "P216", "volet",
     "has no \"volet\"", 0},
    {M, "\"kind\": \"indicators\"", "\"kind\": \"volet\", \"volet\": \"socle\"", "P216", "needs \"outputs\"", "add", 0},
    {M, "\"type\": \"yes_no\"", "\"type\": \"yes_no\", \"min\": \"0\"", "P216", "inputs[0].min", "has no \"min\"", 0},
    {M, "\"type\": \"yes_no\"", "\"type\": \"yes_no\", \"decimals\": 2", "P216", "inputs[0].decimals",
     "has no \"decimals\"", 0},
    {S, "\"decimals\": 3, ", "", "P216", "inputs[5]", "needs \"decimals\"", 0},
    {S, "\"default\": \"0.022\", ", "", "P216", "parameters[1]", "nobody may set", 0},
    {S, "\"code\": \"X\", \"kind\": \"code\"", "\"code\": \"X\", \"kind\": \"code\", \"target\": {}", "P216",
     "indicators[7]", "needs a \"direction\"", 0},
    {S, "\"code\": \"X\", \"kind\": \"code\"", "\"code\": \"X\", \"kind\": \"code\", \"direction\": \"lower\"", "P216",
     "indicators[7].direction", "without a target", 0},
    {V, "[\"national\", \"region\"], \"label\": \"Pente\"", "[\"contract\"], \"label\": \"Pente\"", "P216",
     "parameters[5].set_by", "no curve", 0},
    {V, "\"code\": \"CIBLE\", \"kind\": \"fact\", \"unit\": \"yes_no\"",
     "\"code\": \"CIBLE\", \"kind\": \"amount\", \"nature\": \"x\"", "P216", "targeting[0].kind", "no amount", 0},
    {V, "\"code\": \"SCORE\", \"kind\": \"fact\", \"unit\": \"points\"",
     "\"code\": \"SCORE\", \"kind\": \"ground\", \"opens\": [\"volet\"]", "P216", "outputs[1].kind",
     "a ground is of the ciblage", 0},
    /* Curves. */
    {V, "[\"50\", \"0.25\"]", "[\"60\", \"0.25\"]", "P217", "parameters[4].default[1]", "strictly down", 0},
    {V, "[\"sinon\", \"1\"]", "[\"40\", \"1\"]", "P217", "parameters[4].default[2][0]", "\"sinon\"", 0},
    {V, "[\"50\", \"0.25\"]", "[\"sinon\", \"0.25\"]", "P217", "parameters[4].default[1][0]", "write it last", 0},
    {V, "[[\"0\", \"0\"], [\"0.5\", \"1\"]]", "[[\"0.5\", \"0\"], [\"0.5\", \"1\"]]", "P217",
     "parameters[5].default[1]", "strictly up", 0},
    {V, "[[\"0\", \"0\"], [\"0.5\", \"1\"]]", "[[\"0\", \"0\"]]", "P217", "parameters[5].default", "2 to 256", 0},
    {V, "[[\"0\", \"0\"], [\"0.5\", \"1\"]]", "[[\"0\", \"0\"], [\"0.5\"]]", "P217", "parameters[5].default[1]",
     "a pair", 0},
    {V, "[\"0.2\", \"0.5\"], [\"sinon\"", "[\"0.1\", \"0.5\"], [\"sinon\"", "P217", "parameters[6].default[1][0]",
     "strictly up", 0},
    {V, "[\"0.2\", \"0.5\"], [\"sinon\"", "[\"0\", \"0.5\"], [\"0.05\", \"1\"], [\"sinon\"", "P217",
     "parameters[6].default[2][0]", "strictly down", 0},
    {V, "[\"0.2\", \"0.5\"], [\"sinon\"", "[\"sinon\"", "P217", "parameters[6].default:", "which side", 0},
    {V, "[\"0.2\", \"0.5\"], [\"sinon\"", "[\"sinon\", \"0.5\"], [\"0.3\"", "P217", "parameters[6].default[1][0]",
     "write it last", 0},
    {V, "[\"0.2\", \"0.5\"], [\"sinon\"", "[\"9223372036854.775807\", \"1\"], [\"sinon\"", "P217",
     "parameters[6].default[2][0]", "strictly up", 0},
    {V, "[[\"0\", \"0\"], [\"0.5\", \"1\"]]", "[[\"0.5\", \"0\"], [\"0\", \"1\"]]", "P217",
     "parameters[5].default[1][0]", "steps end with", 0},
    {V, "[[\"0\", \"0\"], [\"0.5\", \"1\"]]", "\"pente\"", "P208", "parameters[5].default", "list of points", 0},
    /* Inputs: scope, release, entities, two-yearly values. */
    {K, "\"hors ambulatoire\"", "\"\"", "P210", "inputs[0].scope", "empty", 0},
    {K, "\"N+1-04\"", "\"N+1-13\"", "P210", "inputs[0].released", "April of the year after", 0},
    {K, "\"N+1-04\"", "\"N+1-00\"", "P210", "inputs[0].released", "badly formed", 0},
    {K, "\"N+1-04\"", "\"N+4-04\"", "P210", "inputs[0].released", "badly formed", 0},
    {K, "\"N+1-04\"", "\"N+1-4\"", "P210", "inputs[0].released", "badly formed", 0},
    {K, "\"N+1-04\"", "\"N+1-041\"", "P210", "inputs[0].released", "badly formed", 0},
    {K, "\"N+1-04\"", "\"N-1-04\"", "P210", "inputs[0].released", "badly formed", 0},
    {K, "\"N+1-04\"", "\"+1-04\"", "P210", "inputs[0].released", "badly formed", 0},
    {K, "\"N+1-04\"", "\"N+\"", "P210", "inputs[0].released", "badly formed", 0},
    {K, "\"N+1-04\"", "\"N\"", "P210", "inputs[0].released", "badly formed", 0},
    {K, "\"entities\": \"sum\"", "\"entities\": \"somme\"", "P209", "inputs[0].entities", "a rule for entities", 0},
    {K, "\"entities\": \"sum\"", "\"entities\": \"worst\"", "P216", "inputs[0].entities", "\"worst\" is for a class",
     0},
    {K, "\"entities\": \"lowest\"", "\"entities\": \"all\"", "P216", "inputs[1].entities", "\"all\" is for a yes_no",
     0},
    {K, "\"entities\": \"all\"", "\"entities\": \"highest\"", "P216", "inputs[3].entities", "is for numbers", 0},
    {K, "\"entities\": \"worst\"", "\"entities\": \"lowest\"", "P216", "inputs[4].entities", "is for numbers", 0},
    {K, "\"two_yearly\": true", "\"two_yearly\": 1", "P208", "inputs[4].two_yearly", "true or false", 0},
    {K, "\"two_yearly\": false", "\"two_yearly\": true", "P216", "inputs[5].two_yearly", "both periods", 0},
    {K, "[\"N\", \"N-1\", \"N-2\"]", "[\"N\", \"N-2\"]", "P216", "inputs[4].two_yearly", "both periods", 2},
    /* Absence, tolerance, progress. */
    {K, "\"absence\": \"incomplete\"", "\"absence\": \"zero\"", "P209", "indicators[6].absence", "write one of", 0},
    {K, "\"default\": \"0.02\"", "\"default\": \"-0.02\"", "P215", "indicators[0].tolerance.default", "out of bounds",
     0},
    {K, "\"tolerance\": {}", "\"tolerance\": { \"min\": \"0\" }", "P205", "indicators[2].tolerance.min", "not a key",
     0},
    {K, "\"tolerance\": {}", "\"tolerance\": \"1\"", "P208", "indicators[2].tolerance", "an object (tolerance)", 0},
    {K, "\"tolerance\": {}", "\"tolerance\": { \"default\": \"1.5\" }", "P211", "indicators[2].tolerance.default",
     "more than 0 decimals", 0},
    {K, "\"tolerance\": {}", "\"tolerance\": { \"set_by\": [] }", "P216", "indicators[2].tolerance", "nobody may set",
     0},
    {K, "\"target\": {}, \"tolerance\": {}", "\"tolerance\": {}", "P216", "indicators[2].tolerance",
     "needs a \"target\"", 0},
    {K, "\"kind\": \"code\", \"label\": \"X1\"", "\"kind\": \"code\", \"tolerance\": {}, \"label\": \"X1\"", "P216",
     "indicators[8].tolerance", "needs a \"target\"", 0},
    {K, "\"input\": \"fait\"", "\"input\": \"fait\", \"tolerance\": {}", "P205", "indicators[5].tolerance", "not a key",
     0},
    {K, "\"input\": \"icalin\"", "\"input\": \"icalin\", \"direction\": \"lower\"", "P216", "indicators[2].direction",
     "a class has no", 0},
    {K, "\"direction\": \"higher\", \"label\": \"PN\"", "\"label\": \"PN\"", "P216", "indicators[3]",
     "needs a \"direction\"", 0},
    {K, "\"input\": \"icalin\"", "\"input\": \"seul\"", "P214", "indicators[2].input", "a progress needs", 0},
    {K, "\"input\": \"icalin\"", "\"input\": \"icalin@N-1\"", "P214", "indicators[2].input", "a progress reads both",
     0},
    {S, "\"kind\": \"growth\", \"input\": \"depense\"", "\"kind\": \"growth\", \"input\": \"oui1\"", "P214",
     "indicators[1].input", "a growth needs", 0},
    {S, "\"name\": \"seuil\"", "\"name\": \"tolerance_r\"", "P234", "SLOT_TOLERANCE_R", "tolerance.R", 0},
    /* Grounds and aggregates. */
    {V, "[\"volet\", \"msap\"]", "[]", "P215", "targeting[1].opens", "opens something", 0},
    {V, "[\"volet\", \"msap\"]", "[\"volet\", \"volet\"]", "P212", "targeting[1].opens[1]", "written twice", 0},
    {V, "[\"volet\", \"msap\"]", "[\"volets\"]", "P209", "targeting[1].opens[0]", "\"volet\", the nearest", 0},
    {V, "\"opens\": [\"volet\", \"msap\"], ", "", "P207", "targeting[1]", "\"opens\" is missing", 0},
    {V, "\"if_missing\": \"ars\"", "\"if_missing\": \"no\"", "P209", "targeting[1].if_missing", "\"ars\"", 0},
    {V, "\"if_missing\": \"ars\"", "\"unit\": \"yes_no\"", "P205", "targeting[1].unit", "output_ground", 0},
    {M, "\"kind\": \"indicators\"", "\"kind\": \"indicators\", \"aggregates\": []", "P216", "aggregates",
     "has no \"aggregates\"", 0},
    {V, "\"targeting\": [{", "\"tables2\": [{", "P216", "aggregates", "only the ciblage", 2},
    {V, "\"aggregates\": [", "\"aggregates\": [3, ", "P208", "aggregates[0]", "an object (aggregate)", 0},
    {V, "\"name\": \"etablissements\"", "\"name\": \"produits_region\"", "P212", "aggregates[1].name", "used twice", 0},
    {V, "\"name\": \"etablissements\"", "\"name\": \"plafond\"", "P234", "SLOT_PLAFOND", "plafond", 0},
    {V, "\"name\": \"etablissements\"", "\"name\": \"produits\"", "P234", "SLOT_PRODUITS", "produits", 0},
    {V, "\"name\": \"etablissements\"", "\"name\": \"Etablissements\"", "P210", "aggregates[1].name", "small letters",
     0},
    {V, "\"statistic\": \"count\"", "\"statistic\": \"mean\"", "P209", "aggregates[1].statistic", "a statistic", 0},
    {V, "\"statistic\": \"count\"", "\"statistic\": \"sum\"", "P214", "aggregates[1].input", "read here is a number",
     0},
    {V, "\"statistic\": \"count\", \"input\": \"fait\"", "\"statistic\": \"count\", \"input\": \"faits\"", "P213",
     "aggregates[1].input", "\"fait\", the nearest", 0},
    {V, "\"statistic\": \"count\", \"input\": \"fait\"", "\"statistic\": \"count\", \"input\": \"fait@N-1\"", "P214",
     "aggregates[1].input", "no period N-1", 0},
    {V, "\"with\": [\"fait\"]", "\"with\": []", "P215", "aggregates[0].with", "empty list", 0},
    {V, "\"with\": [\"fait\"]", "\"with\": [\"fait\", \"fait\"]", "P212", "aggregates[0].with[1]", "written twice", 0},
    {V, "\"with\": [\"fait\"]", "\"with\": [\"produits\"]", "P212", "aggregates[0].with", "in \"input\" only", 0},
    {V, "[\"region\", \"champs\"]", "[\"region\", \"region\"]", "P212", "aggregates[0].by[1]", "written twice", 0},
    {V, "[\"region\", \"champs\"]", "[\"statut\", \"region\"]", "P209", "aggregates[0].by[0]", "\"champs\"", 0},
    {V, "[\"region\", \"champs\"]", "[\"champs\"]", "P216", "aggregates[0].at_least", "one of a region", 0},
    {V, "\"input\": \"fait\" }\n", "\"input\": \"fait\", \"by\": [] }\n", "P215", "aggregates[1].by", "empty list", 0},
    {V, "\"at_least\": 5", "\"at_least\": 0", "P211", "aggregates[0].at_least", "1 to 1000000", 0},
    {V, "\"at_least\": 5", "\"at_least\": \"5\"", "P208", "aggregates[0].at_least", "without quotes", 0},
    /* Sizes. */
    {V, "\"conditions\": [\"fait\"]", "\"conditions\": [\"a\", \"b\", \"c\"]", "P218", "tables[0].conditions", "1 or 2",
     0},
    {V, "\"values\": [\"prevision\", \"cible\"], \"default\": \"cible\"", "\"values\": []", "P218",
     "parameters[0].values", "1 to 32", 0},
    /* Lists that are empty, or hold something else. */
    {M, "\"kind\": \"indicators\"", "\"kind\": [\"indicators\"]", "P208", "kind", "write one of \"volet\"", 0},
    {M, "\"indicators\": [{", "\"indicators\": [1, {", "P208", "indicators[0]", "an object (indicator)", 0},
    {V, "\"outputs\": [", "\"outputs\": [true,", "P208", "outputs[0]", "an object (output)", 0},
    {V, "\"tables\": [", "\"tables\": [null,", "P208", "tables[0]", "an object (table)", 0},
    {V, "\"sources\": [", "\"sources\": [\"S0\",", "P208", "sources[0]", "an object (source)", 0},
    {V, "\"parameters\": [", "\"parameters\": [[],", "P208", "parameters[0]", "an object (parameter)", 0},
    {V, "\"obligations\": [", "\"obligations\": [\"X\",", "P208", "obligations[0]", "an object (obligation)", 0},
    {V, "{ \"when\": [\"absent\"], \"then\": \"rien\" }", "\"rien\"", "P208", "tables[0].rows[2]", "an object (row)",
     0},
    {M, "[\"FAIT\"]", "[]", "P215", "obligations[0].indicators", "an obligation needs an indicator", 2},
    {S, "\"accepted\": [\"A\", \"B\"]", "\"accepted\": []", "P215", "accepted", "empty list", 0},
    {V, "\"targeting\": [{", "\"targeting\": [], \"x\": [{", "P215", "targeting", "empty list", 2},
    {S, "\"coefficient\": { \"default\": \"0.5\", \"set_by\": [\"region\"] }", "\"coefficient\": { \"set_by\": [] }",
     "P216", "indicators[0].coefficient", "nobody may set", 0},
    {V, "\"outcomes\": [\"bien\", \"mal\", \"rien\"]", "\"outcomes\": []", "P218", "tables[0].outcomes", "1 to 64", 4},
    {V,
     "\"rows\": [{ \"when\": [\"oui\"], \"then\": \"bien\" }, { \"when\": [\"non\"], \"then\": \"mal\" }, { \"when\": "
     "[\"absent\"], \"then\": \"rien\" }]",
     "\"rows\": []", "P218", "tables[0].rows", "1 to 64", 0},
    /* Format, obligations, tables, constants. */
    {M, "\"manifest\": 1", "\"manifest\": 2, \"nouveau\": true", "P230", "manifest", "reads format 1", 0},
    {S, "[\"Y\", \"ALL\", \"SOME\", \"K\"]", "[\"Y\", \"ALL\", \"SOME\"]", "P231", "indicators[6]", "no obligation", 0},
    {S, "[\"X\", \"X2\"]", "[\"X\", \"X2\", \"Y\"]", "P231", "obligations[2].indicators[2]", "already in an obligation",
     0},
    {V, "\"volet\": \"exemple\", \"role\"", "\"volet\": \"autre\", \"role\"", "P231", "obligations[0].volet",
     "its own volet", 0},
    {V, ", { \"when\": [\"non\", \"absent\"], \"then\": \"bien\" }", "", "P232", "tables[1].rows",
     "no row for [\"non\", \"absent\"]", 0},
    {V, "{ \"when\": [\"non\"], \"then\": \"mal\" }",
     "{ \"when\": [\"oui|non\"], \"then\": \"mal\" }, { \"when\": [\"non\"], \"then\": \"mal\" }", "P233",
     "tables[0].rows[2]", "never decides", 0},
    {V, "[\"bien\", \"mal\", \"rien\"]", "[\"bien\", \"mal\", \"rien\", \"pire\"]", "P233", "tables[0].outcomes[3]",
     "no row gives", 0},
    {S, "\"name\": \"seuil\"", "\"name\": \"cible_r\"", "P234", "SLOT_CIBLE_R", "cible.R", 0},
    {S, "\"name\": \"seuil\"", "\"name\": \"depense_n_1\"", "P234", "SLOT_DEPENSE_N_1", "depense@N-1", 0},
};

static bool case_holds(const struct fault *f) {
    struct outcome o;
    size_t length;
    char *good = read_file(f->file, &length), *bad = edit(good, f->from, f->to), code[16];
    bool holds;
    snprintf(code, sizeof code, "[%s]", f->code);
    parse(&o, bad, strlen(bad));
    holds = !o.manifest && o.diag.errors == (f->errors ? f->errors : 1) && o.diag.exit_code == CAQES_EXIT_PLUGIN &&
            strstr(o.said, code) && strstr(o.said, f->path) && strstr(o.said, f->words);
    if (!holds)
        print_error("%s -> %s: wanted %s, \"%s\", \"%s\", got\n%s", f->from, f->to, f->code, f->path, f->words, o.said);
    forget(&o);
    free(bad);
    free(good);
    return holds;
}

static void test_faults(void **state) {
    size_t i, failed = 0;
    (void)state;
    for (i = 0; i < sizeof faults / sizeof *faults; i++)
        if (!case_holds(&faults[i])) failed++;
    assert_int_equal(failed, 0);
}

static void test_other_roots(void **state) {
    static const char *const roots[] = {"[]", "3", "\"manifest\"", "null", "{}"};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof roots / sizeof *roots; i++) {
        struct outcome o;
        parse(&o, roots[i], strlen(roots[i]));
        assert_null(o.manifest);
        assert_non_null(strstr(o.said, i < 4 ? "[P208]: a manifest is an object" : "[P207]: \"manifest\" is missing"));
        forget(&o);
    }
}

/* Both at once: nothing hides behind the first fault, and each has its line. */
static void test_one_pass(void **state) {
    struct outcome o;
    size_t length;
    char *good = read_file(S, &length), *a = edit(good, "\"1.2.3\"", "\"1\""),
         *b = edit(a, "\"at_least\": 1", "\"at_least\": 9"), *c = edit(b, "\"code\": \"O3\"", "\"code\": \"o3\"");
    (void)state;
    parse(&o, c, strlen(c));
    assert_null(o.manifest);
    assert_int_equal(o.diag.errors, 3);
    assert_non_null(strstr(o.said, "manifest.json:4:14: error[P210]: version: "));
    assert_non_null(strstr(o.said, "manifest.json:33:83: error[P211]: indicators[5].at_least: "));
    assert_non_null(strstr(o.said, "    found: \"o3\"\n"));
    forget(&o);
    free(a);
    free(b);
    free(c);
    free(good);
}

static void test_unused_input(void **state) {
    struct outcome o;
    size_t length;
    char *good = read_file(M, &length);
    char *spare =
        edit(good, "\"inputs\": [",
             "\"inputs\": [{ \"name\": \"seul\", \"type\": \"yes_no\", \"label\": \"S\", \"producer\": \"ES\" }, ");
    (void)state;
    parse(&o, spare, strlen(spare));
    assert_non_null(o.manifest);
    assert_int_equal(o.diag.warnings, 1);
    assert_non_null(strstr(o.said, "warning[P236]: inputs[0]: no indicator reads the input \"seul\""));
    forget(&o);
    free(spare);
    free(good);
}

static void test_sizes(void **state) {
    struct outcome o;
    char *blank = malloc(MANIFEST_MAX_BYTES + 1);
    (void)state;
    memset(blank, ' ', MANIFEST_MAX_BYTES + 1);
    parse(&o, blank, 0);
    assert_null(o.manifest);
    assert_non_null(strstr(o.said, "[P202]"));
    forget(&o);
    parse(&o, blank, MANIFEST_MAX_BYTES + 1);
    assert_null(o.manifest);
    assert_non_null(strstr(o.said, "[P202]"));
    forget(&o);
    parse(&o, blank, MANIFEST_MAX_BYTES);
    assert_null(o.manifest);
    assert_non_null(strstr(o.said, "[P204]"));
    forget(&o);
    free(blank);
}

/* 5000 inputs, then 4000 with two slots each: too many, and said once. */
static void test_too_many(void **state) {
    static const struct {
        uint32_t count;
        const char *periods, *words;
    } cases[] = {{5000, "", "more than the 4096 allowed"},
                 {4000, ", \"periods\": [\"N\", \"N-1\"]", "slots, more than the 4096"}};
    size_t length, n;
    uint32_t i;
    char *good = read_file(M, &length);
    (void)state;
    for (n = 0; n < 2; n++) {
        struct outcome o;
        char *list = NULL, *bad;
        size_t list_length;
        FILE *out = open_memstream(&list, &list_length);
        fputs("\"inputs\": [", out);
        for (i = 0; i < cases[n].count; i++)
            fprintf(out, "{ \"name\": \"n%u\", \"type\": \"yes_no\"%s, \"label\": \"S\", \"producer\": \"ES\" }, ", i,
                    cases[n].periods);
        fclose(out);
        bad = edit(good, "\"inputs\": [", list);
        parse(&o, bad, strlen(bad));
        assert_null(o.manifest);
        assert_non_null(strstr(o.said, "[P218]"));
        assert_non_null(strstr(o.said, cases[n].words));
        forget(&o);
        free(bad);
        free(list);
    }
    free(good);
}

/* Cut anywhere, or with any byte changed, a manifest is refused or read: never anything else. */
static void test_damage(void **state) {
    static const char *const files[] = {M, V};
    size_t f, i, length;
    (void)state;
    for (f = 0; f < 2; f++) {
        char *text = read_file(files[f], &length);
        while (length > 0 && text[length - 1] == '\n') length--;
        for (i = 0; i < length; i++) {
            struct outcome o;
            char *cut = malloc(i ? i : 1), kept = text[i];
            memcpy(cut, text, i); /* of its exact size, so that reading past it is seen */
            parse(&o, cut, i);
            assert_null(o.manifest);
            assert_true(o.diag.errors > 0);
            forget(&o);
            free(cut);
            text[i] ^= 0x15;
            parse(&o, text, length);
            assert_int_equal(o.manifest == NULL, o.diag.errors > 0);
            forget(&o);
            text[i] = kept;
        }
        free(text);
    }
}

/* ---- What is read --------------------------------------------------------------------------- */

static void test_set(void **state) {
    struct outcome o;
    size_t length;
    char *json = read_file(S, &length);
    const struct manifest *m;
    const struct manifest_parameter *p;
    (void)state;
    parse(&o, json, length);
    m = o.manifest;
    assert_non_null(m);
    assert_string_equal(m->id, "fr.exemple.set");
    assert_false(m->is_volet);
    assert_int_equal(m->first_year, 2018);
    assert_int_equal(m->last_year, 2019);
    assert_int_equal(m->input_count, 12); /* 9 inputs, three of them with more periods */
    assert_string_equal(m->slots[3]->name, "c@N-1");
    assert_string_equal(m->slots[3]->label, "C (N-1)");
    assert_string_equal(m->slots[6]->name, "depense@N-2");
    assert_string_equal(m->slots[11]->name, "classe@N-1");
    assert_true(m->inputs[0].required);
    assert_false(m->inputs[1].required);
    assert_int_equal(m->inputs[8].spec.decimals, 3);
    assert_int_equal(m->inputs[7].spec.max, 1000000);
    assert_int_equal(m->slot_count, 12 + 2 + 4 + 2 * 9 + 4); /* declared, 4 targets, two more each, 4 tolerances */
    assert_string_equal(m->slots[14]->name, "cible.R");
    assert_string_equal(m->slots[15]->name, "coefficient.R");
    assert_string_equal(m->slots[16]->name, "gradation.R");
    assert_int_equal(manifest_parameter_slot(m, "cible.V"), m->indicators[2].target_slot);
    assert_int_equal(manifest_parameter_slot(m, "cible.Y"), -1);
    p = manifest_parameter_at(m, (uint32_t)m->indicators[0].target_slot);
    assert_int_equal(p->default_value, 800000);
    assert_int_equal(p->set_by, SET_BY_NATIONAL | SET_BY_CONTRACT);
    assert_int_equal(p->indicator, 0);
    p = manifest_parameter_at(m, (uint32_t)m->indicators[2].target_slot);
    assert_int_equal(p->spec.decimals, 3);
    assert_int_equal(p->default_value, 1125);
    p = manifest_parameter_at(m, m->indicators[0].coefficient_slot);
    assert_int_equal(p->default_value, 500000);
    assert_int_equal(p->set_by, SET_BY_REGION);
    p = manifest_parameter_at(m, m->indicators[1].coefficient_slot);
    assert_int_equal(p->default_value, 1000000);
    assert_int_equal(p->set_by, SET_BY_NATIONAL | SET_BY_REGION | SET_BY_CONTRACT);
    p = manifest_parameter_at(m, m->indicators[1].gradation_slot);
    assert_int_equal(p->set_by, SET_BY_NATIONAL | SET_BY_REGION);
    assert_false(p->has_default);
    assert_null(manifest_parameter_at(m, 0));
    assert_null(manifest_parameter_at(m, m->slot_count));
    forget(&o);
    free(json);
}

static void test_indicators(void **state) {
    struct outcome o;
    size_t length;
    char *json = read_file(S, &length);
    const struct manifest_indicator *i;
    (void)state;
    parse(&o, json, length);
    assert_non_null(o.manifest);
    i = o.manifest->indicators;
    assert_int_equal(i[0].numerator_count, 2);
    assert_int_equal(i[0].numerator[1], 3);
    assert_int_equal(i[0].denominator[0], 1);
    assert_string_equal(i[0].unit, "rate");
    assert_int_equal(i[1].numerator_count, 2);
    assert_int_equal(i[1].numerator[0], 4);
    assert_int_equal(i[1].numerator[1], 5);
    assert_int_equal(i[1].direction, DIRECTION_LOWER);
    assert_int_equal(i[1].champ_count, 2);
    assert_string_equal(i[1].champs[1], "SSR");
    assert_string_equal(i[2].unit, "points");
    assert_int_equal(i[3].target_slot, -1);
    assert_int_equal(i[5].at_least, 1);
    assert_int_equal(i[6].accepted, 3);
    assert_int_equal(i[6].numerator[0], 11);
    assert_int_equal(i[7].kind, KIND_CODE);
    assert_int_equal(i[7].target_slot, -1);
    assert_int_equal(i[7].measure_output, 0);
    assert_int_equal(i[8].measure_output, 1);
    assert_true(i[8].target_slot >= 0);
    assert_int_equal(o.manifest->coded_count, 2);
    assert_int_equal(o.manifest->obligations[1].role, CAQES_COMPLEMENTAIRE);
    assert_int_equal(o.manifest->obligations[2].role, CAQES_GENERALE);
    assert_int_equal(o.manifest->obligations[2].indicators[1], 8);
    forget(&o);
    free(json);
}

/* A target has the type of the value that it is compared with, and is shown the same way. */
static void test_value_types(void **state) {
    static const struct {
        const char *input, *unit;
        enum value_type type;
        uint8_t decimals;
    } cases[] = {{"a", "count", TYPE_INTEGER, 0},
                 {"depense@N-2", "euros", TYPE_EUROS, 2},
                 {"taux", "rate", TYPE_RATE, 6},
                 {"mesure", "number", TYPE_DECIMAL, 3}};
    size_t length, n;
    char *good = read_file(S, &length);
    (void)state;
    for (n = 0; n < sizeof cases / sizeof *cases; n++) {
        struct outcome o;
        const struct manifest_indicator *i;
        char to[64], *a = edit(good, "\"default\": \"1.125\" }, \"unit\": \"points\"", "}"), *b;
        snprintf(to, sizeof to, "\"input\": \"%s\"", cases[n].input);
        b = edit(a, "\"input\": \"mesure\"", to);
        parse(&o, b, strlen(b));
        if (!o.manifest) fail_msg("%s", o.said);
        i = &o.manifest->indicators[2];
        assert_string_equal(i->unit, cases[n].unit);
        assert_int_equal(o.manifest->slots[i->target_slot]->type, cases[n].type);
        assert_int_equal(o.manifest->slots[i->target_slot]->decimals, cases[n].decimals);
        forget(&o);
        free(a);
        free(b);
    }
    free(good);
}

static void test_volet(void **state) {
    struct outcome o;
    size_t length;
    char *json = read_file(V, &length);
    const struct manifest *m;
    (void)state;
    parse(&o, json, length);
    m = o.manifest;
    assert_non_null(m);
    assert_true(m->is_volet);
    assert_string_equal(m->volet, "exemple");
    assert_string_equal(m->source_codes[1], "S2");
    assert_string_equal(m->sources[1], "Source deux");
    assert_int_equal(m->parameters[0].default_value, 1);
    assert_int_equal(m->parameters[1].default_value, 1);
    assert_int_equal(m->parameters[2].default_value, 10000);
    assert_false(m->parameters[3].has_default);
    assert_int_equal(m->parameters[4].spec.curve_kind, CAQES_CURVE_STEPS);
    assert_int_equal(m->parameters[4].point_count, 3);
    assert_int_equal(m->parameters[4].points[1].x, 50000000);
    assert_int_equal(m->parameters[4].points[1].y, 250000);
    assert_true(m->parameters[4].points[2].x == INT64_MIN);
    assert_int_equal(m->parameters[5].spec.curve_kind, CAQES_CURVE_LINEAR);
    assert_int_equal(m->abi_tables[0].rows[2].a, 4);
    assert_int_equal(m->abi_tables[1].rows[0].a, 6);
    assert_int_equal(m->abi_tables[1].rows[0].b, 7);
    assert_int_equal(m->abi_tables[1].rows[1].outcome, 1);
    assert_int_equal(m->outputs[0].table, 1);
    assert_string_equal(m->outputs[2].nature, "sanction_produits");
    assert_int_equal(m->parameters[5].points_kind, CAQES_CURVE_LINEAR);
    assert_int_equal(m->parameters[6].spec.curve_kind, CAQES_CURVE_LINEAR); /* a region may set lines */
    assert_int_equal(m->parameters[6].points_kind, CAQES_CURVE_STEPS_UP);
    assert_true(m->parameters[6].points[2].x == INT64_MAX);
    assert_int_equal(m->targeting_count, 2);
    forget(&o);
    free(json);
}

/* Combined entities, scope, release, two-yearly values. */
static void test_input_words(void **state) {
    static const enum entities_rule entities[] = {ENTITIES_SUM,     ENTITIES_LOWEST, ENTITIES_LOWEST,
                                                  ENTITIES_HIGHEST, ENTITIES_ALL,    ENTITIES_WORST,
                                                  ENTITIES_WORST,   ENTITIES_WORST,  ENTITIES_NONE};
    static const uint32_t periods[] = {0, 0, 1, 0, 0, 0, 1, 2, 0};
    struct outcome o;
    size_t length;
    char *json = read_file(K, &length);
    const struct manifest_input *inputs;
    uint32_t i;
    (void)state;
    parse(&o, json, length);
    assert_non_null(o.manifest);
    inputs = o.manifest->inputs;
    assert_int_equal(o.manifest->input_count, 9);
    for (i = 0; i < 9; i++) {
        assert_int_equal(inputs[i].entities, entities[i]);
        assert_int_equal(inputs[i].period, periods[i]);
        assert_int_equal(inputs[i].two_yearly, i >= 5 && i <= 7);
        assert_string_equal(inputs[i].scope, i == 0 ? "hors ambulatoire" : "");
        assert_int_equal(inputs[i].released_year, i == 0);
        assert_int_equal(inputs[i].released_month, i == 0 ? 4 : i == 1 || i == 2 ? 12 : 0);
    }
    forget(&o);
    free(json);
}

/* A tolerance for each target, of its type, after all that came before; of progress too. */
static void test_tolerances(void **state) {
    static const struct {
        int32_t slot;
        enum value_type type;
        uint8_t decimals;
    } wanted[] = {{32, TYPE_RATE, 6}, {33, TYPE_RATE, 6},    {34, TYPE_INTEGER, 0},
                  {-1, TYPE_RATE, 0}, {35, TYPE_DECIMAL, 1}, {-1, TYPE_RATE, 0},
                  {-1, TYPE_RATE, 0}, {36, TYPE_RATE, 6},    {-1, TYPE_RATE, 0}};
    struct outcome o;
    size_t length;
    char *json = read_file(K, &length);
    const struct manifest_parameter *p;
    const struct manifest *m;
    uint32_t i;
    (void)state;
    parse(&o, json, length);
    m = o.manifest;
    assert_non_null(m);
    assert_int_equal(m->slot_count, 37);
    for (i = 0; i < m->indicator_count; i++) {
        assert_int_equal(m->indicators[i].tolerance_slot, wanted[i].slot);
        if (wanted[i].slot < 0) continue;
        p = manifest_parameter_at(m, (uint32_t)wanted[i].slot);
        assert_string_equal(p->spec.name, arena_format(&o.arena, "tolerance.%s", m->indicators[i].code));
        assert_int_equal(p->indicator, i);
        assert_int_equal(p->spec.type, wanted[i].type);
        assert_int_equal(p->spec.decimals, wanted[i].decimals);
        assert_true(p->spec.has_min && p->spec.min == 0 && !p->spec.has_max);
        assert_int_equal(p->has_default, i == 0);
        assert_int_equal(p->set_by, i == 0 ? SET_BY_NATIONAL : SET_BY_NATIONAL | SET_BY_REGION);
        assert_int_equal(m->slots[m->indicators[i].target_slot]->type, wanted[i].type);
    }
    assert_int_equal(manifest_parameter_at(m, 32)->default_value, 20000);
    assert_int_equal(manifest_parameter_slot(m, "tolerance.PN"), -1);
    assert_int_equal(manifest_parameter_at(m, 12)->default_value,
                     -50000);                /* a change has not the bounds of its input */
    assert_int_equal(m->slots[20]->min, 30); /* a value has */
    forget(&o);
    free(json);
}

static void test_progress(void **state) {
    static const bool missed[] = {false, false, false, false, true, true, false, false, false};
    struct outcome o;
    size_t length;
    char *json = read_file(K, &length);
    const struct manifest_indicator *i;
    uint32_t k;
    (void)state;
    parse(&o, json, length);
    assert_non_null(o.manifest);
    i = o.manifest->indicators;
    assert_int_equal(i[1].kind, KIND_PROGRESS);
    assert_int_equal(i[1].direction, DIRECTION_LOWER);
    assert_int_equal(i[1].numerator_count, 2);
    assert_int_equal(i[1].numerator[0], 1);
    assert_int_equal(i[1].numerator[1], 2);
    assert_string_equal(i[1].unit, "rate");
    assert_int_equal(i[2].numerator[0], 5);
    assert_int_equal(i[2].numerator[1], 6);
    assert_int_equal(i[2].direction, DIRECTION_LOWER); /* a lower index is a better class */
    assert_string_equal(i[2].unit, "number");
    assert_int_equal(i[3].target_slot, -1);
    assert_int_equal(i[3].direction, DIRECTION_HIGHER);
    for (k = 0; k < 9; k++) assert_int_equal(i[k].absence_is_missed, missed[k]);
    forget(&o);
    free(json);
}

static void test_ciblage(void **state) {
    struct outcome o;
    size_t length;
    char *json = read_file(V, &length);
    const struct manifest_aggregate *a;
    const struct manifest *m;
    (void)state;
    parse(&o, json, length);
    m = o.manifest;
    assert_non_null(m);
    assert_int_equal(m->targeting[0].opens, 0);
    assert_int_equal(m->targeting[1].kind, OUTPUT_GROUND);
    assert_int_equal(m->targeting[1].opens, OPENS_VOLET | OPENS_MSAP);
    assert_true(m->targeting[1].missing_to_ars);
    assert_int_equal(m->aggregate_count, 2);
    assert_int_equal(m->slot_count, 2 + 7 + 2 + 2);
    a = m->aggregates;
    assert_ptr_equal(m->slots[11], &a[0].spec);
    assert_string_equal(m->slots[12]->name, "etablissements");
    assert_null(manifest_parameter_at(m, 11));
    assert_int_equal(manifest_parameter_slot(m, "etablissements"), -1);
    assert_int_equal(a[0].statistic, STATISTIC_SUM);
    assert_int_equal(a[0].spec.type, TYPE_EUROS);
    assert_int_equal(a[0].spec.decimals, 2);
    assert_false(a[0].spec.has_min);
    assert_int_equal(a[0].input, 0);
    assert_int_equal(a[0].with_count, 1);
    assert_int_equal(a[0].with[0], 1);
    assert_int_equal(a[0].by, BY_REGION | BY_CHAMPS);
    assert_int_equal(a[0].at_least, 5);
    assert_int_equal(a[1].statistic, STATISTIC_COUNT);
    assert_int_equal(a[1].spec.type, TYPE_INTEGER);
    assert_int_equal(a[1].spec.class_count, 0);
    assert_int_equal(a[1].input, 1);
    assert_int_equal(a[1].by, 0);
    assert_int_equal(a[1].at_least, 0);
    forget(&o);
    free(json);
}

/* Down, up, or lines: the order of the x says which; "sinon" says that it goes by steps. */
static void test_gradations(void **state) {
    static const struct {
        const char *points;
        uint32_t kind;
        int64_t last;
    } cases[] = {{"[[\"3\", \"1\"], [\"2\", \"0.5\"], [\"sinon\", \"0\"]]", CAQES_CURVE_STEPS, INT64_MIN},
                 {"[[\"-3\", \"1\"], [\"-2\", \"0.5\"], [\"sinon\", \"0\"]]", CAQES_CURVE_STEPS_UP, INT64_MAX},
                 {"[[\"2\", \"1\"], [\"3\", \"0.5\"]]", CAQES_CURVE_LINEAR, 3000000}};
    size_t length, n;
    char *good = read_file(V, &length);
    (void)state;
    for (n = 0; n < sizeof cases / sizeof *cases; n++) {
        char *changed = edit(good, "[[\"0.1\", \"1\"], [\"0.2\", \"0.5\"], [\"sinon\", \"0\"]]", cases[n].points);
        const struct manifest_parameter *p;
        struct outcome o;
        parse(&o, changed, strlen(changed));
        if (!o.manifest) fail_msg("%s", o.said);
        p = &o.manifest->parameters[6];
        assert_int_equal(p->points_kind, cases[n].kind);
        assert_true(p->points[p->point_count - 1].x == cases[n].last);
        forget(&o);
        free(changed);
    }
    free(good);
}

static void check_constants(const char *file, const char *name, uint32_t value) {
    struct outcome o;
    struct manifest_constant *all;
    size_t length, count, i;
    char *json = read_file(file, &length);
    parse(&o, json, length);
    assert_non_null(o.manifest);
    all = manifest_constants(o.manifest, &o.arena, &count);
    for (i = 0; i < count && strcmp(all[i].name, name) != 0; i++) {
    }
    if (i == count) fail_msg("no constant %s", name);
    assert_int_equal(all[i].value, value);
    forget(&o);
    free(json);
}

static void test_constants(void **state) {
    (void)state;
    check_constants(S, "SLOT_DEPENSE_N_2", 6);
    check_constants(S, "SLOT_CIBLE_R", 14);
    check_constants(S, "MEASURE_X2", 1);
    check_constants(S, "CLASS_CLASSE_C", 2);
    check_constants(S, "SLOT_GRADATION_X2", 35);
    check_constants(S, "SLOT_TOLERANCE_R", 36);
    check_constants(S, "SLOT_TOLERANCE_X2", 39);
    check_constants(K, "SLOT_TOLERANCE_PK", 34);
    check_constants(V, "SLOT_PRODUITS_REGION", 11);
    check_constants(V, "TARGETING_MOTIF", 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),      cmocka_unit_test(test_one_pass),    cmocka_unit_test(test_unused_input),
        cmocka_unit_test(test_sizes),       cmocka_unit_test(test_too_many),    cmocka_unit_test(test_damage),
        cmocka_unit_test(test_set),         cmocka_unit_test(test_indicators),  cmocka_unit_test(test_volet),
        cmocka_unit_test(test_constants),   cmocka_unit_test(test_other_roots), cmocka_unit_test(test_value_types),
        cmocka_unit_test(test_input_words), cmocka_unit_test(test_tolerances),  cmocka_unit_test(test_progress),
        cmocka_unit_test(test_ciblage),     cmocka_unit_test(test_gradations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
