/* SPDX-License-Identifier: MIT
 *
 * caqes plugin new: the folder of a plugin that builds and passes its rule cases as it is, from a template or from a
 * table of indicators. */
#include "host/campaign/model.h"
#include "host/cli/command.h"
#include "host/cli/options.h"
#include "host/kit/indicators.h"
#include "host/kit/kit_folder.h"
#include "host/plugin/plugin.h"

#include "host/base/text.h"

#include <ctype.h>
#include <dirent.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_VERSION "0.1.0"

static const char usage[] =
    "usage: caqes plugin new [OPTION...] --id ID FOLDER\n"
    "\n"
    "Makes a folder with a whole plugin, which builds and passes its rule cases as it is (docs/plugins.md).\n"
    "\n"
    "  -c, --csv FILE        from a table of indicators (docs/indicator-tables.md)\n"
    "  -t, --template NAME   ratios (default: a table to start from), code, or volet\n"
    "      --id ID           who it is, in reverse DNS: fr.ars-exemple.dialyse; its last word names the file\n"
    "      --label TEXT      what it is, in French\n"
    "      --publisher TEXT  who answers for it\n"
    "      --licence ID      an SPDX identifier; MIT when not said\n"
    "      --years A-B       exercices, both included; those of the contract model when not said\n"
    "  -h, --help            this text\n";

struct options {
    const char *csv, *template, *id, *label, *publisher, *licence, *years, *folder;
    uint32_t first, last; /* of --years; 0 when not said */
};

/* What is installed, and what is made of it. */
struct job {
    struct options *o;
    struct arena *arena;
    struct diag *diag;
    const char *data, *model_file; /* the folder of templates and models */
    struct model *model;
    const char **files; /* of the plugins, by name */
    const struct manifest **manifests;
    uint32_t plugin_count;
    struct kit_indicators indicators;
};

/* ---- Command line --------------------------------------------------------------------------- */

static int refuse(const char *text, const char *found, const char *mend) {
    fprintf(stderr, "caqes plugin new: error[U003]: %s\n", text);
    if (found) fprintf(stderr, "    found: %s\n", found);
    if (mend) fprintf(stderr, "    mend: %s\n", mend);
    fputs("    see: caqes plugin new --help\n", stderr);
    return CAQES_EXIT_USAGE;
}

/* The last word of an id: "dialyse". */
static const char *name_of(const char *id) { return strrchr(id, '.') + 1; }

static bool is_id(const char *id) {
    size_t length = strlen(id), i;
    for (i = 0; i < length; i++) {
        bool edge = i == 0 || i + 1 == length || id[i - 1] == '.' || id[i + 1] == '.';
        if (!islower((unsigned char)id[i]) && !isdigit((unsigned char)id[i]) && (edge || !strchr("-.", id[i])))
            return false;
    }
    return strchr(id, '.') && length <= 128 && strlen(name_of(id)) <= 40;
}

static bool read_years(struct options *o) {
    char end;
    int fields = sscanf(o->years, "%4" SCNu32 "-%4" SCNu32 "%c", &o->first, &o->last, &end);
    if (fields == 1 && strlen(o->years) == 4) o->last = o->first;
    return (fields == 2 || (fields == 1 && strlen(o->years) == 4)) && o->first >= 2000 && o->last <= 2100 &&
           o->first <= o->last;
}

/* One line of UTF-8 without control characters, C0 or C1. */
static bool is_text(const char *text) {
    size_t bad, length = strlen(text);
    if (strchr(text, '\n') || text_steers(text, length)) return false;
    return length > 0 && length <= 500 && utf8_check(text, length, &bad);
}

/* -1 to go on, or an exit code. */
static int check_options(struct options *o) {
    if (!o->id) return refuse("a plugin has an id", NULL, "write --id fr.ars-exemple.dialyse");
    if (!is_id(o->id))
        return refuse("badly formed id", o->id,
                      "write a name in reverse DNS, such as fr.ars-exemple.dialyse: a-z, 0-9, \"-\" and \".\"");
    if (o->years && !read_years(o))
        return refuse("badly formed years", o->years, "write two exercices, the earlier first: 2018-2021");
    if (!is_text(o->label) || !is_text(o->publisher) || !is_text(o->licence))
        return refuse("a label, a publisher and a licence are texts in UTF-8, on one line", NULL, "write it again");
    if (strcmp(o->template, "ratios") != 0 && strcmp(o->template, "code") != 0 && strcmp(o->template, "volet") != 0)
        return refuse("no such template", o->template, "write ratios, code or volet");
    if (o->csv && strcmp(o->template, "ratios") != 0)
        return refuse("a table of indicators makes a plugin without code", o->template, "leave --template out");
    if (!kit_folder_is_free(o->folder))
        return refuse("something is there already", o->folder, "name a folder that does not exist, or is empty");
    return -1;
}

static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"csv", required_argument, NULL, 'c'},
                                          {"template", required_argument, NULL, 't'},
                                          {"id", required_argument, NULL, 'i'},
                                          {"label", required_argument, NULL, 'l'},
                                          {"publisher", required_argument, NULL, 'u'},
                                          {"licence", required_argument, NULL, 'L'},
                                          {"years", required_argument, NULL, 'y'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option;
    char *folder;
    while ((option = getopt_long(argc, argv, "c:t:h", longs, NULL)) != -1) {
        switch (option) {
        case 'c': o->csv = optarg; break;
        case 't': o->template = optarg; break;
        case 'i': o->id = optarg; break;
        case 'l': o->label = optarg; break;
        case 'u': o->publisher = optarg; break;
        case 'L': o->licence = optarg; break;
        case 'y': o->years = optarg; break;
        case 'h': fputs(usage, stdout); return CAQES_EXIT_DONE;
        default: fputs("    see: caqes plugin new --help\n", stderr); return CAQES_EXIT_USAGE;
        }
    }
    if (optind + 1 != argc) return refuse("one folder is needed", NULL, "name the folder to make, after the options");
    folder = argv[optind];
    while (strlen(folder) > 1 && folder[strlen(folder) - 1] == '/') folder[strlen(folder) - 1] = '\0';
    o->folder = folder;
    return check_options(o);
}

/* ---- What is installed ---------------------------------------------------------------------- */

static int is_cfg(const struct dirent *e) {
    size_t length = strlen(e->d_name);
    return length > 4 && strcmp(e->d_name + length - 4, ".cfg") == 0;
}

static int is_plugin(const struct dirent *e) {
    size_t length = strlen(e->d_name);
    return strncmp(e->d_name, "caqes-", 6) == 0 && length > 9 && strcmp(e->d_name + length - 3, ".so") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

/* The names of the entries of a folder that are chosen, in the order of their bytes. */
static uint32_t list(struct job *j, const char *folder, int (*chosen)(const struct dirent *), const char ***names) {
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, chosen, by_bytes), i;
    *names = arena_array(j->arena, count > 0 ? (size_t)count : 1, sizeof **names);
    for (i = 0; i < count; i++) {
        (*names)[i] = arena_format(j->arena, "%s", entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return count > 0 ? (uint32_t)count : 0;
}

/* The first contract model that covers a year of the plugin: its cases are of that year. */
static int find_model(struct job *j) {
    struct options *o = j->o;
    const char *folder = arena_format(j->arena, "%s/conf/modeles", j->data), **names;
    uint32_t count = list(j, folder, is_cfg, &names), i;
    for (i = 0; i < count; i++) {
        j->model_file = arena_format(j->arena, "%s/%s", folder, names[i]);
        j->model = model_read(j->model_file, j->arena, j->diag);
        if (!j->model) return (int)j->diag->exit_code;
        if (o->first == 0) o->first = j->model->first_year;
        if (o->last == 0) o->last = j->model->last_year;
        if (o->first <= j->model->last_year && o->last >= j->model->first_year) return -1;
    }
    if (count == 0) return refuse("no contract model is installed", folder, "install caqes again, whole");
    return refuse(
        "no installed contract model covers these years", o->years,
        arena_format(j->arena, "name a year from %u to %u among them", j->model->first_year, j->model->last_year));
}

/* The manifests of the installed plugins, read without loading them. */
static int find_plugins(struct job *j, const char *folder) {
    const char **names;
    uint32_t count = list(j, folder, is_plugin, &names), i;
    j->files = arena_array(j->arena, count ? count : 1, sizeof *j->files);
    j->manifests = arena_array(j->arena, count ? count : 1, sizeof *j->manifests);
    for (i = 0; i < count; i++) {
        const char *file = arena_format(j->arena, "%s/%s", folder, names[i]);
        size_t length;
        const char *json = plugin_read_manifest(file, j->arena, j->diag, &length);
        const struct manifest *m = json ? manifest_parse(json, length, file, j->arena, j->diag) : NULL;
        if (!m) return (int)j->diag->exit_code;
        j->files[j->plugin_count] = names[i];
        j->manifests[j->plugin_count++] = m;
        if (strcmp(m->id, j->o->id) == 0)
            return refuse("this is the id of an installed plugin", j->o->id, "give yours a name of your own");
        if (strcmp(names[i], arena_format(j->arena, "caqes-%s.so", name_of(j->o->id))) == 0)
            return refuse("an installed plugin has this file name", names[i], "end the id with another word");
    }
    return -1;
}

/* ---- Values --------------------------------------------------------------------------------- */

static uint32_t case_year(const struct job *j) {
    return j->o->first > j->model->first_year ? j->o->first : j->model->first_year;
}

/* The plugins of volets that the campaign of the cases needs beside this one: one for each volet. */
static const char *plugin_lines(const struct job *j) {
    const char *lines = "", *taken = strcmp(j->o->template, "volet") == 0 ? "qualite" : "";
    uint32_t year = case_year(j), v, i;
    for (v = 0; v < j->model->volet_count; v++)
        for (i = 0; i < j->plugin_count; i++) {
            const struct manifest *m = j->manifests[i];
            if (!m->is_volet || strcmp(m->volet, j->model->volets[v].code) != 0 || strcmp(m->volet, taken) == 0 ||
                year < m->first_year || year > m->last_year)
                continue;
            lines = arena_format(j->arena, "%s%s  { id = \"%s\"; version = \"%s\"; fichier = \"%s\"; },", lines,
                                 *lines ? "\n" : "", m->id, m->version, j->files[i]);
            break;
        }
    return lines;
}

static struct kit_values values(const struct job *j) {
    const struct options *o = j->o;
    const char *name = name_of(o->id);
    bool code = strcmp(o->template, "ratios") != 0;
    char *stem = arena_format(j->arena, "%s", name);
    struct kit_manifest_parts parts = {"", "", ""};
    struct kit_value *v = arena_array(j->arena, 32, sizeof *v), *at = v;
    if (!code) parts = kit_manifest_parts(&j->indicators, j->arena);
    for (char *p = stem; *p; p++)
        if (*p == '-') *p = '_';
    *at++ = (struct kit_value){"ID", o->id, false};
    *at++ = (struct kit_value){"NAME", name, false};
    *at++ = (struct kit_value){"STEM", stem, false};
    *at++ = (struct kit_value){"VERSION", FIRST_VERSION, false};
    *at++ = (struct kit_value){"LABEL", o->label, false};
    *at++ = (struct kit_value){"PUBLISHER", o->publisher, false};
    *at++ = (struct kit_value){"LICENCE", o->licence, false};
    *at++ = (struct kit_value){"FIRST", arena_format(j->arena, "%u", o->first), false};
    *at++ = (struct kit_value){"LAST", arena_format(j->arena, "%u", o->last), false};
    *at++ = (struct kit_value){"YEAR", arena_format(j->arena, "%u", case_year(j)), false};
    *at++ = (struct kit_value){"YEAR_AFTER", arena_format(j->arena, "%u", case_year(j) + 1), false};
    *at++ = (struct kit_value){"BASE_VOLET", j->model->volets[0].code, false};
    *at++ = (struct kit_value){"SOURCES", code ? " SOURCES plugin.c" : "", false};
    *at++ = (struct kit_value){"PLUGINS", plugin_lines(j), false};
    *at++ = (struct kit_value){"SUMMARY", code ? "" : kit_summary(&j->indicators, j->arena), false};
    *at++ = (struct kit_value){"INPUTS", parts.inputs, true};
    *at++ = (struct kit_value){"INDICATORS", parts.indicators, true};
    *at++ = (struct kit_value){"OBLIGATIONS", parts.obligations, true};
    return (struct kit_values){v, (uint32_t)(at - v)};
}

/* ---- The folder ----------------------------------------------------------------------------- */

static bool read_table(struct job *j) {
    struct kit_world world = {j->model, j->manifests, j->plugin_count};
    const char *file = j->o->csv ? j->o->csv : arena_format(j->arena, "%s/template/indicateurs.csv", j->data);
    return strcmp(j->o->template, "ratios") != 0 ||
           kit_indicators_read(&j->indicators, file, &world, j->arena, j->diag);
}

static void add_cases(const struct job *j, struct kit_folder *f) {
    for (uint32_t i = 0; i < j->indicators.count; i++) {
        const struct kit_indicator *indicator = &j->indicators.list[i];
        char *name = arena_format(j->arena, "cases/%s.csv", indicator->code);
        for (char *p = name + strlen("cases/"); *p; p++) *p = (char)tolower((unsigned char)*p);
        kit_folder_add(f, name, kit_cases(&j->indicators, indicator, j->arena));
    }
}

/* What is made must be what caqes-manifest takes: checked before anybody sees the folder. */
static bool manifest_passes(const struct job *j, const struct kit_folder *f) {
    const char *json = kit_read_file(kit_folder_file(f, "manifest.json"), j->arena, j->diag);
    const char *file = arena_format(j->arena, "%s/manifest.json (not written)", j->o->folder);
    return json && manifest_parse(json, strlen(json), file, j->arena, j->diag);
}

/* A datum that the hospitals supply already is not asked for under another name; the author should know which. */
static void print_shared(const struct job *j) {
    for (uint32_t i = 0; i < j->indicators.input_count; i++) {
        const struct kit_input *input = &j->indicators.inputs[i];
        if (input->owner) printf("%s is the datum of %s: %s\n", input->spec.name, input->owner, input->label);
    }
}

static void make_folder(struct job *j) {
    const struct options *o = j->o;
    struct kit_values v = values(j);
    const char *model = kit_read_file(j->model_file, j->arena, j->diag);
    struct kit_folder f;
    if (!model || !kit_folder_open(&f, o->folder, j->arena, j->diag)) return;
    kit_folder_add_template(&f, arena_format(j->arena, "%s/template/common", j->data), v);
    kit_folder_add_template(&f, arena_format(j->arena, "%s/template/%s", j->data, o->template), v);
    if (!f.failed) kit_folder_add(&f, "cases/modele.cfg", model);
    if (!f.failed) add_cases(j, &f);
    if (!kit_folder_close(&f, !f.failed && manifest_passes(j, &f))) return;
    print_shared(j);
    printf("%s: %s %s, exercices %u-%u\n\n", o->folder, o->id, FIRST_VERSION, o->first, o->last);
    printf("  cd %s\n  cmake -B build && cmake --build build\n  caqes test --plugins build cases\n", o->folder);
}

/* -1 to go on, or an exit code. */
static int look_around(struct job *j) {
    char data[INSTALLED_PATH], plugins[INSTALLED_PATH];
    int code;
    if (!installed_path(INSTALLED_DATA, data) || !installed_path(INSTALLED_PLUGINS, plugins))
        return CAQES_EXIT_INTERNAL;
    j->data = arena_format(j->arena, "%s", data);
    code = find_model(j);
    return code >= 0 ? code : find_plugins(j, plugins);
}

int cmd_plugin_new(int argc, char **argv) {
    struct options o = {
        .template = "ratios", .label = "Indicateurs régionaux", .publisher = "À préciser", .licence = "MIT"};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct job j = {.o = &o, .arena = &arena, .diag = &diag};
    int code = parse_options(argc, argv, &o);
    if (code < 0) code = look_around(&j);
    if (code < 0 && read_table(&j)) make_folder(&j);
    diag_flush(&diag);
    arena_free(&arena);
    return code >= 0 ? code : (int)diag.exit_code;
}
