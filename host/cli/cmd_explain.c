/* SPDX-License-Identifier: MIT
 *
 * caqes explain: how every amount, score, obligation and targeting came about, and why what is not evaluated is not.
 * It goes through the same run as evaluate or target, and shows what that run recorded. */
#include "host/base/text.h"
#include "host/cli/evaluation.h"
#include "host/cli/options.h"
#include "host/cli/targeting_run.h"
#include "host/distance/distance.h"
#include "host/explain/explain_dot.h"
#include "host/explain/explain_json.h"
#include "host/explain/explain_svg.h"
#include "host/explain/explain_table.h"
#include "host/explain/explain_text.h"
#include "host/explain/motivation.h"
#include "host/report/grid_json.h"

#include <getopt.h>
#include <string.h>

enum shape { SHAPE_TEXT, SHAPE_TABLE, SHAPE_JSON, SHAPE_NDJSON, SHAPE_DOT, SHAPE_SVG, SHAPES };

static const char *const shapes[SHAPES] = {"text", "table", "json", "ndjson", "dot", "svg"};

struct options {
    struct common_options common;
    enum shape shape;
    const char *finess, *volet;
    bool targeting, motivation, distance;
    struct explain_query query;
};

struct run {
    const struct options *options;
    const struct inputs *inputs;
    struct arena *arena;
    struct evaluation evaluation;
    struct targeting_run targeting;
    struct output output;
    struct json_writer json;
    uint32_t written; /* establishments */
};

static const char usage[] =
    "usage: caqes explain [OPTION...] CAMPAIGN.cfg DOSSIERS...\n"
    "\n"
    "Says how every amount, score and obligation came about, and why what is not evaluated is not.\n"
    "DOSSIERS are files (one dossier, or one per line), folders of them, or - for standard input.\n"
    "\n"
    "  -F, --finess FINESS   only this establishment; every dossier is evaluated all the same\n"
    "  -v, --volet VOLET     only this volet: socle, transports...\n"
    "  -m, --montant NATURE  only amounts of this nature: interessement, sanction_produits...\n"
    "  -c, --constat CODE    only this fact: SCORE...\n"
    "  -b, --obligation CODE, -n, --indicateur CODE\n"
    "                        only this obligation, this indicator\n"
    "  -t, --ciblage         explains the ciblage instead of the evaluation\n"
    "  -M, --motivation      the paragraph of each sanction or intéressement, for the decision letter\n"
    "  -d, --distance        what separates it from another decision: the smallest changes of its data, evaluated "
    "again\n"
    "  -f, --format FORMAT   text (default), table, json, ndjson; dot and svg draw one establishment\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" JOBS_USAGE ISOLATION_USAGE
    "  -h, --help            this text\n";

/* ---- The command line ---------------------------------------------------------------------------- */

static int take_shape(struct options *o, const char *word) {
    unsigned s = 0;
    while (s < SHAPES && strcmp(word, shapes[s]) != 0) s++;
    if (s == SHAPES) return options_error(&o->common, "--format is text, table, json, ndjson, dot or svg", word);
    o->shape = (enum shape)s;
    return -1;
}

static int take(struct options *o, int option, const char *argument) {
    switch (option) {
    case 'f': return take_shape(o, argument);
    case 'F': o->finess = argument; return -1;
    case 'v': o->volet = argument; return -1;
    case 'm': o->query.amount = argument; return -1;
    case 'c': o->query.fact = argument; return -1;
    case 'b': o->query.obligation = argument; return -1;
    case 'n': o->query.indicator = argument; return -1;
    case 't': o->targeting = true; return -1;
    case 'M': o->motivation = true; return -1;
    case 'd': o->distance = true; return -1;
    default: return options_take(&o->common, option, argument);
    }
}

/* What does not go together. -1, or an exit code. */
static int check_together(const struct options *o) {
    const struct explain_query *q = &o->query;
    int asked = !!q->amount + !!q->fact + !!q->obligation + !!q->indicator;
    if (asked > 1)
        return options_error(&o->common, "ask one of --montant, --constat, --obligation and --indicateur", NULL);
    if (o->targeting && (q->amount || q->obligation || q->indicator || o->motivation))
        return options_error(&o->common, "--ciblage goes with --finess, --volet and --constat only", NULL);
    if (o->distance && (o->targeting || o->motivation || asked))
        return options_error(&o->common, "--distance goes with --finess and --volet only", NULL);
    if (o->distance && (o->shape == SHAPE_DOT || o->shape == SHAPE_SVG))
        return options_error(&o->common, "--distance is text, table, json or ndjson", shapes[o->shape]);
    if (o->motivation && asked)
        return options_error(&o->common, "--motivation goes with --finess and --volet only", NULL);
    if (o->motivation && (o->shape == SHAPE_TABLE || o->shape == SHAPE_DOT || o->shape == SHAPE_SVG))
        return options_error(&o->common, "--motivation is text, json or ndjson", shapes[o->shape]);
    return -1;
}

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"finess", required_argument, NULL, 'F'},
                                          {"volet", required_argument, NULL, 'v'},
                                          {"montant", required_argument, NULL, 'm'},
                                          {"constat", required_argument, NULL, 'c'},
                                          {"obligation", required_argument, NULL, 'b'},
                                          {"indicateur", required_argument, NULL, 'n'},
                                          {"ciblage", no_argument, NULL, 't'},
                                          {"distance", no_argument, NULL, 'd'},
                                          {"motivation", no_argument, NULL, 'M'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          JOBS_OPTION,
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "F:v:m:c:b:n:tMdf:o:p:j:h", longs, NULL)) != -1)
        code = take(o, option, optarg);
    if (code < 0) code = options_dossiers(&o->common, argc, argv, optind);
    return code < 0 ? check_together(o) : code;
}

/* ---- Codes that are asked for, against the campaign ---------------------------------------------- */

/* Codes of one kind that the campaign knows. */
struct known {
    const char **list;
    uint32_t count;
};

static void learn(struct known *k, const char *code) { k->list[k->count++] = code; }

/* Those of the kind that is asked for. */
static struct known codes_of(const struct campaign *c, const struct options *o, struct arena *arena) {
    struct known k = {NULL, 0};
    uint32_t p, i, most = 0;
    for (p = 0; p < c->model->volet_count; p++) most += c->model->volets[p].nature_count;
    for (p = 0; p < c->plugin_count; p++) {
        const struct manifest *m = c->plugins[p].plugin->manifest;
        most += m->obligation_count + m->indicator_count + m->output_count + m->targeting_count;
    }
    k.list = arena_array(arena, most, sizeof *k.list);
    for (p = 0; o->query.amount && p < c->model->volet_count; p++)
        for (i = 0; i < c->model->volets[p].nature_count; i++) learn(&k, c->model->volets[p].natures[i].code);
    for (p = 0; p < c->plugin_count; p++) {
        const struct manifest *m = c->plugins[p].plugin->manifest;
        const struct manifest_output *outputs = o->targeting ? m->targeting : m->outputs;
        for (i = 0; o->query.obligation && i < m->obligation_count; i++) learn(&k, m->obligations[i].code);
        for (i = 0; o->query.indicator && i < m->indicator_count; i++) learn(&k, m->indicators[i].code);
        for (i = 0; o->query.fact && i < (o->targeting ? m->targeting_count : m->output_count); i++)
            if (outputs[i].kind != OUTPUT_AMOUNT) learn(&k, outputs[i].code);
    }
    return k;
}

static int unknown_code(const struct options *o, const char *option, const char *code, const struct known *k,
                        struct arena *arena) {
    const char *nearest = text_nearest(code, k->list, k->count);
    return options_error(
        &o->common,
        nearest ? arena_format(arena, "%s: no such code in this campaign; the nearest is %s", option, nearest)
                : arena_format(arena, "%s: no such code in this campaign", option),
        code);
}

/* -1 when what is asked exists in the campaign, or an exit code. */
static int check_codes(struct options *o, const struct campaign *c, struct arena *arena) {
    const struct explain_query *q = &o->query;
    const char *code = q->amount ? q->amount : q->fact ? q->fact : q->obligation ? q->obligation : q->indicator;
    const char *option = q->amount       ? "--montant"
                         : q->fact       ? "--constat"
                         : q->obligation ? "--obligation"
                                         : "--indicateur";
    struct known k = {arena_array(arena, MODEL_MAX_VOLETS, sizeof(char *)), 0};
    uint32_t i;
    for (i = 0; i < c->model->volet_count; i++) learn(&k, c->model->volets[i].code);
    o->query.volet = o->volet ? model_volet_index(c->model, o->volet) : -1;
    if (o->volet && o->query.volet < 0) return unknown_code(o, "--volet", o->volet, &k, arena);
    if (!code) return -1;
    k = codes_of(c, o, arena);
    for (i = 0; i < k.count; i++)
        if (strcmp(k.list[i], code) == 0) return -1;
    return unknown_code(o, option, code, &k, arena);
}

/* ---- Writing ------------------------------------------------------------------------------------- */

static void write_explanation(struct run *run, const struct explanation *e) {
    const struct options *o = run->options;
    FILE *stream = run->output.stream;
    run->written++;
    if (run->written > 1 && (o->shape == SHAPE_DOT || o->shape == SHAPE_SVG)) return; /* refused at the end */
    switch (o->shape) {
    case SHAPE_TABLE: explain_table(stream, e, &o->query); return;
    case SHAPE_DOT: explain_dot(stream, e, &o->query); return;
    case SHAPE_SVG: explain_svg(stream, e, &o->query); return;
    case SHAPE_TEXT:
        if (o->motivation) {
            motivation_text(stream, e, o->query.volet);
        } else {
            explain_text(stream, e, &o->query);
        }
        return;
    default:
        if (o->motivation) {
            motivation_json(&run->json, e, o->query.volet);
        } else {
            explain_json(&run->json, e, &o->query);
        }
        if (o->shape == SHAPE_NDJSON) json_end_line(&run->json);
        json_flush(&run->json, stream);
    }
}

static void write_distances(struct run *run, const struct grid *g, struct arena *work) {
    const struct options *o = run->options;
    struct distances d;
    run->written++;
    distances_find(&d, g, o->query.volet, work);
    if (o->shape == SHAPE_TEXT || o->shape == SHAPE_TABLE) {
        (o->shape == SHAPE_TEXT ? distances_text : distances_table)(run->output.stream, &d, work);
        return;
    }
    distances_json(&run->json, &d, work);
    if (o->shape == SHAPE_NDJSON) json_end_line(&run->json);
    json_flush(&run->json, run->output.stream);
}

static void each_grid(void *context, const struct grid *g, struct arena *work) {
    struct run *run = context;
    struct explanation e;
    if (run->options->distance) {
        write_distances(run, g, work);
        return;
    }
    explain_grid(&e, g, work);
    write_explanation(context, &e);
}

static void each_targeting(void *context, const struct targeting *t) {
    struct explanation e;
    explain_targeting(&e, t, t->batch->arena);
    write_explanation(context, &e);
}

/* What the array of establishments is called. */
static const char *plural(const struct options *o) {
    return o->distance ? "distances" : o->motivation ? "motivations" : "explications";
}

static void begin(void *context) {
    struct run *run = context;
    run->written = 0;
    run->json.length = 0;
    if (run->options->shape != SHAPE_JSON) return;
    run->json.pretty = true;
    json_begin(&run->json, '{');
    json_field(&run->json, "format", arena_format(run->arena, "caqes-%s", plural(run->options)));
    json_field_integer(&run->json, "version", EXPLAIN_JSON_VERSION);
    json_field(&run->json, "campagne", run->evaluation.campaign->name);
    json_key(&run->json, plural(run->options));
    json_begin(&run->json, '[');
}

static void end(void *context) {
    struct run *run = context;
    if (run->options->shape != SHAPE_JSON) return;
    json_end(&run->json, ']');
    digests_json(&run->json, run->evaluation.campaign, inputs_digests(run->inputs, run->arena), run->inputs->count);
    json_end(&run->json, '}');
    json_end_line(&run->json);
    json_flush(&run->json, run->output.stream);
}

static void run_targeting(struct run *run) {
    if (!targeting_population(&run->targeting, run->inputs)) return;
    begin(run);
    targeting_judge(&run->targeting, run->inputs);
    end(run);
    targeting_say(&run->targeting, "explain");
}

/* What can be known only when every dossier was read. -1, or an exit code; nothing is then written. */
static int check_written(const struct run *run) {
    const struct options *o = run->options;
    if (run->written == 0 && o->finess)
        return options_error(&o->common, "no dossier that can be evaluated is of this establishment", o->finess);
    if (run->written > 1 && (o->shape == SHAPE_DOT || o->shape == SHAPE_SVG))
        return options_error(&o->common, "a drawing is of one establishment: name it with --finess", NULL);
    return -1;
}

static int explain_all(struct run *run, struct inputs *inputs, struct diag *diag) {
    int code;
    if (run->options->targeting) {
        run_targeting(run);
    } else {
        evaluation_run(&run->evaluation, inputs);
        evaluation_say(&run->evaluation, "explain");
    }
    code = diag->exit_code == CAQES_EXIT_SYSTEM ? -1 : check_written(run);
    output_close(&run->output, code < 0 && diag->exit_code != CAQES_EXIT_SYSTEM, diag);
    return code;
}

int cmd_explain(int argc, char **argv) {
    struct options options = {.common = {.command = "explain", .usage = usage, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct inputs inputs = {NULL, 0};
    struct run run = {.options = &options, .inputs = &inputs, .arena = &arena};
    struct campaign *campaign;
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    campaign = options_campaign(&options.common, &arena, &diag);
    run.evaluation = (struct evaluation){.campaign = campaign,
                                         .diag = &diag,
                                         .output = &run.output,
                                         .finess = options.finess,
                                         .jobs = options.common.isolation.jobs,
                                         .begin = begin,
                                         .each = each_grid,
                                         .end = end,
                                         .context = &run};
    run.targeting = (struct targeting_run){.campaign = campaign,
                                           .diag = &diag,
                                           .finess = options.finess,
                                           .jobs = options.common.isolation.jobs,
                                           .each = each_targeting,
                                           .context = &run};
    if (campaign) code = check_codes(&options, campaign, &arena);
    if (campaign && code < 0 &&
        inputs_expand(&inputs, options.common.inputs, options.common.input_count, &arena, &diag) &&
        options_output(&options.common, campaign, &inputs, &run.output, &diag))
        code = explain_all(&run, &inputs, &diag);
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    population_destroy(run.targeting.population);
    json_free(&run.json);
    arena_free(&arena);
    return code < 0 ? (int)diag.exit_code : code;
}
