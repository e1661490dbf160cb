/* SPDX-License-Identifier: MIT */
#include "host/plugin/manifest_keys.h"

#define SHAPE(name, keys)                                                                                              \
    { name, keys, sizeof keys / sizeof *keys }

const char *const type_words[TYPE_WORDS] = {"integer", "euros", "rate",   "decimal",
                                            "yes_no",  "class", "bareme", "gradation"};
const char *const period_words[PERIOD_WORDS] = {"N", "N-1", "N-2"};
const char *const authority_words[AUTHORITY_WORDS] = {"national", "region", "contract"};
const char *const role_words[ROLE_WORDS] = {"principal", "supplementaire", "complementaire", "generale"};
const char *const direction_words[DIRECTION_WORDS] = {"higher", "lower"};
const char *const indicator_unit_words[INDICATOR_UNIT_WORDS] = {"rate",  "growth", "yes_no", "class",
                                                                "count", "number", "euros",  "points"};
const char *const fact_unit_words[FACT_UNIT_WORDS] = {"euros",  "points", "rate",  "yes_no",
                                                      "letter", "months", "number"};
const char *const entities_words[ENTITIES_WORDS] = {"none", "sum", "all", "worst", "lowest", "highest"};
const char *const absence_words[ABSENCE_WORDS] = {"incomplete", "missed"};
const char *const statistic_words[STATISTIC_WORDS] = {"sum", "count"};
const char *const group_words[GROUP_WORDS] = {"region", "champs"};
const char *const opens_words[OPENS_WORDS] = {"volet", "msap"};

static const struct json_key manifest_keys[] = {
    {"$schema", false, "the address of the schema, for editors"},
    {"manifest", true, "1, the version of this format"},
    {"id", true, "a name in reverse DNS, such as \"fr.ars-exemple.dialyse\""},
    {"version", true, "the version of the plugin, such as \"1.0.0\""},
    {"label", true, "a text in French"},
    {"publisher", true, "who answers for the plugin"},
    {"licence", true, "an SPDX identifier, such as \"MIT\" or \"EUPL-1.2\""},
    {"abi", true, "{ \"major\": 1, \"minor\": 0 }"},
    {"kind", true, "\"volet\" or \"indicators\""},
    {"volet", false, "the row of the grid that the plugin settles"},
    {"years", true, "{ \"first\": 2018, \"last\": 2021 }"},
    {"sources", false, "the legal references that the code cites"},
    {"inputs", false, "what is read from a dossier"},
    {"parameters", false, "what the nation, a region or a contract may set"},
    {"indicators", true, "what is measured"},
    {"obligations", true, "what the contract demands"},
    {"tables", false, "decision tables"},
    {"outputs", false, "amounts and facts of the volet"},
    {"targeting", false, "grounds and facts of the ciblage"},
    {"aggregates", false, "statistics of the population, for the ciblage"},
};
const struct json_shape shape_manifest = SHAPE("manifest", manifest_keys);

static const struct json_key abi_keys[] = {{"major", true, "1"}, {"minor", true, "0"}};
const struct json_shape shape_abi = SHAPE("abi", abi_keys);

static const struct json_key years_keys[] = {{"first", true, "the first exercice covered"},
                                             {"last", true, "the last exercice covered"}};
const struct json_shape shape_years = SHAPE("years", years_keys);

static const struct json_key source_keys[] = {{"code", true, "a code in capital letters"},
                                              {"text", true, "the reference, in French"}};
const struct json_shape shape_source = SHAPE("source", source_keys);

static const struct json_key input_keys[] = {
    {"name", true, "a name in small letters"},
    {"type", true, "\"integer\", \"euros\", \"rate\", \"decimal\", \"yes_no\" or \"class\""},
    {"label", true, "a text in French"},
    {"producer", true, "who produces the datum"},
    {"decimals", false, "0 to 9, for a decimal"},
    {"values", false, "the classes, for a class"},
    {"periods", false, "[\"N\"], or more"},
    {"min", false, "the least value, between quotes"},
    {"max", false, "the largest value, between quotes"},
    {"unit", false, "a text"},
    {"required", false, "true or false"},
    {"scope", false, "what is left in or out, in French"},
    {"released", false, "when the value for N is out: \"N+1-04\" for April of N+1"},
    {"entities", false, "how the values of geographical entities make one"},
    {"two_yearly", false, "true or false"},
};
const struct json_shape shape_input = SHAPE("input", input_keys);

static const struct json_key parameter_keys[] = {
    {"name", true, "a name in small letters"},
    {"type", true, "a type of input, \"bareme\" or \"gradation\""},
    {"label", true, "a text in French"},
    {"set_by", true, "a list of \"national\", \"region\", \"contract\""},
    {"decimals", false, "0 to 9, for a decimal"},
    {"values", false, "the choices, for a class"},
    {"min", false, "the least value, between quotes"},
    {"max", false, "the largest value, between quotes"},
    {"monotone", false, "of a curve: \"up\" or \"down\", where its result may go while the value rises"},
    {"default", false, "the value when nobody sets it"},
    {"unit", false, "a text"},
    {"convention", false, "what in the texts fixes it, or that none does"},
};
const struct json_shape shape_parameter = SHAPE("parameter", parameter_keys);

static const struct json_key target_keys[] = {{"default", false, "a decimal between quotes"},
                                              {"set_by", false, "a list of \"national\", \"region\", \"contract\""},
                                              {"min", false, "the least target, between quotes"},
                                              {"max", false, "the largest target, between quotes"}};
const struct json_shape shape_target = SHAPE("target", target_keys);

static const struct json_key coefficient_keys[] = {
    {"default", false, "a decimal between quotes"},
    {"set_by", false, "a list of \"national\", \"region\", \"contract\""}};
const struct json_shape shape_coefficient = SHAPE("coefficient", coefficient_keys);

static const struct json_key tolerance_keys[] = {{"default", false, "a decimal between quotes, not below 0"},
                                                 {"set_by", false, "a list of \"national\", \"region\", \"contract\""}};
const struct json_shape shape_tolerance = SHAPE("tolerance", tolerance_keys);

/* clang-format off */
#define INDICATOR_KEYS                                                    \
    {"code", true, "a code in capital letters"},                          \
    {"kind", true, "ratio, growth, value, yes_no, all_of, at_least, class, progress or code"}, \
    {"label", true, "a text in French"},                                  \
    {"article", true, "the article that it comes from"},                  \
    {"coefficient", false, "{ \"default\": \"1\" }"},                     \
    {"champs", false, "the champs that it applies to"},                   \
    {"absence", false, "\"incomplete\" or \"missed\""},                    \
    {"unit", false, "how its value is shown"}
#define TOLERANCE_KEY {"tolerance", false, "{ } or { \"default\": \"0.02\" }"}
#define TARGET_KEYS                                                       \
    {"direction", true, "\"higher\" or \"lower\": which side of the target is reached"}, \
    {"target", true, "{ } or { \"default\": \"0.8\" }"},                    \
    TOLERANCE_KEY
#define INPUT_KEY {"input", true, "the name of an input"}
#define INPUTS_KEY {"inputs", true, "names of yes_no inputs"}
/* clang-format on */

static const struct json_key ratio_keys[] = {INDICATOR_KEYS,
                                             TARGET_KEYS,
                                             {"numerator", true, "names of inputs to add"},
                                             {"denominator", true, "names of inputs to add"}};
static const struct json_key growth_keys[] = {INDICATOR_KEYS, TARGET_KEYS, INPUT_KEY};
static const struct json_key value_keys[] = {INDICATOR_KEYS, TARGET_KEYS, INPUT_KEY};
static const struct json_key yes_no_keys[] = {INDICATOR_KEYS, INPUT_KEY};
static const struct json_key all_of_keys[] = {INDICATOR_KEYS, INPUTS_KEY};
static const struct json_key at_least_keys[] = {
    INDICATOR_KEYS, INPUTS_KEY, {"at_least", true, "how many must be \"oui\""}};
static const struct json_key class_keys[] = {
    INDICATOR_KEYS, INPUT_KEY, {"accepted", true, "the classes that reach it"}};
static const struct json_key progress_keys[] = {INDICATOR_KEYS,
                                                INPUT_KEY,
                                                {"direction", false, "of a number: \"higher\" or \"lower\""},
                                                {"target", false, "{ } or { \"default\": \"0.05\" }"},
                                                TOLERANCE_KEY};
static const struct json_key code_keys[] = {INDICATOR_KEYS,
                                            {"direction", false, "\"higher\" or \"lower\", with a target"},
                                            {"target", false, "{ } or { \"default\": \"0.8\" }"},
                                            TOLERANCE_KEY};

const struct indicator_rule indicator_rules[INDICATOR_KINDS] = {
    [KIND_RATIO] = {"ratio", SHAPE("indicator_ratio", ratio_keys), "rate", true},
    [KIND_GROWTH] = {"growth", SHAPE("indicator_growth", growth_keys), "growth", true},
    [KIND_VALUE] = {"value", SHAPE("indicator_value", value_keys), NULL, true},
    [KIND_YES_NO] = {"yes_no", SHAPE("indicator_yes_no", yes_no_keys), "yes_no", false},
    [KIND_ALL_OF] = {"all_of", SHAPE("indicator_all_of", all_of_keys), "yes_no", false},
    [KIND_AT_LEAST] = {"at_least", SHAPE("indicator_at_least", at_least_keys), "count", false},
    [KIND_CLASS] = {"class", SHAPE("indicator_class", class_keys), "class", false},
    [KIND_PROGRESS] = {"progress", SHAPE("indicator_progress", progress_keys), NULL, true},
    [KIND_CODE] = {"code", SHAPE("indicator_code", code_keys), "number", true},
};

static const struct json_key obligation_keys[] = {
    {"code", true, "a code in capital letters"},
    {"volet", true, "the row of the grid"},
    {"role", true, "principal, supplementaire, complementaire or generale"},
    {"label", true, "a text in French"},
    {"article", true, "the article that it comes from"},
    {"indicators", true, "codes of its indicators"},
};
const struct json_shape shape_obligation = SHAPE("obligation", obligation_keys);

static const struct json_key table_keys[] = {
    {"code", true, "a code in capital letters"},
    {"label", true, "a text in French"},
    {"conditions", true, "one or two texts"},
    {"outcomes", true, "names in small letters"},
    {"labels", false, "the outcomes as people read them, in French"},
    {"rows", true, "{ \"when\": [...], \"then\": ... }"},
};
const struct json_shape shape_table = SHAPE("table", table_keys);

static const struct json_key row_keys[] = {
    {"when", true, "\"oui\", \"non\", \"absent\", joined by \"|\", per condition"}, {"then", true, "an outcome"}};
const struct json_shape shape_row = SHAPE("row", row_keys);

static const struct json_key aggregate_keys[] = {
    {"name", true, "a name in small letters"},
    {"label", true, "a text in French"},
    {"statistic", true, "\"sum\" or \"count\""},
    {"input", true, "the name of an input"},
    {"with", false, "names of inputs that must have a value too"},
    {"by", false, "a list of \"region\", \"champs\""},
    {"at_least", false, "how many establishments a regional group must have"},
};
const struct json_shape shape_aggregate = SHAPE("aggregate", aggregate_keys);

/* clang-format off */
#define OUTPUT_KEYS                                   \
    {"code", true, "a code in capital letters"},      \
    {"kind", true, "amount, fact, outcome or ground"}, \
    {"label", true, "a text in French"},              \
    {"article", true, "the article that it comes from"}
/* clang-format on */

static const struct json_key amount_keys[] = {OUTPUT_KEYS, {"nature", true, "a nature of the contract model"}};
static const struct json_key fact_keys[] = {OUTPUT_KEYS, {"unit", true, "how it is shown"}};
static const struct json_key ground_keys[] = {
    OUTPUT_KEYS, {"opens", true, "a list of \"volet\", \"msap\""}, {"if_missing", false, "\"ars\""}};
static const struct json_key outcome_keys[] = {OUTPUT_KEYS, {"table", true, "the code of a table"}};

const struct output_rule output_rules[OUTPUT_KINDS] = {
    [OUTPUT_AMOUNT] = {"amount", SHAPE("output_amount", amount_keys)},
    [OUTPUT_FACT] = {"fact", SHAPE("output_fact", fact_keys)},
    [OUTPUT_OUTCOME] = {"outcome", SHAPE("output_outcome", outcome_keys)},
    [OUTPUT_GROUND] = {"ground", SHAPE("output_ground", ground_keys)},
};
