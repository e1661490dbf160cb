/* SPDX-License-Identifier: MIT
 *
 * caqes replay: an archive, verified and evaluated again; the same bytes, or what differs and why. */
#include "caqes/version.h"
#include "host/cli/options.h"
#include "host/cli/rerun.h"
#include "host/diff/report.h"
#include "host/report/wrap.h"

#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: caqes replay [OPTION...] ARCHIVE\n"
    "\n"
    "ARCHIVE is what caqes evaluate --archive wrote. Its digests are verified, then it is evaluated again\n"
    "from itself alone. Exit code 0: the same bytes; 9: others, and what differs.\n"
    "\n"
    "  -p, --plugins FOLDER  use the plugins of this folder instead of those of the archive; may be repeated\n"
    "  -r, --results FILE    write there the results computed again\n"
    "  -f, --format FORMAT   of the report: table (default) or json\n"
    "  -o, --output FILE     write the report there, whole or not at all, instead of standard output\n" JOBS_USAGE
        ISOLATION_USAGE "  -h, --help            this text\n";

/* One replay. */
struct replay {
    struct common_options common;
    const char *results; /* --results, or NULL */
    struct arena *arena;
    struct diag *diag;
    char *folder;
    struct unpacked unpacked;
    struct about_plugin used[CAMPAIGN_MAX_PLUGINS]; /* instead of those of the archive; sha256 NULL: the archive's */
    const char *before, *after;                     /* files of the results */
    char sha256[2][DIGEST_TEXT];
    int exit_code; /* of the evaluation */
    struct remarks causes;
    bool compared; /* `difference` is filled */
    struct difference difference;
};

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct replay *r) {
    static const struct option longs[] = {{"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          {"results", required_argument, NULL, 'r'},
                                          JOBS_OPTION,
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "f:o:p:r:j:h", longs, NULL)) != -1) {
        if (option == 'r') {
            r->results = optarg;
        } else {
            code = options_take(&r->common, option, optarg);
        }
    }
    if (code < 0 && argc - optind != 1) return options_error(&r->common, "one archive is needed", NULL);
    if (code < 0 && r->results && r->common.output && output_same_place(r->results, r->common.output))
        return options_error(&r->common, "--results and --output name one file", r->results);
    r->common.inputs = argv + optind;
    return code;
}

/* ---- Other plugins ---- */

static const char *find_plugin(const struct plugin_dirs *dirs, const char *named, struct arena *arena) {
    const char *slash = strrchr(named, '/');
    uint32_t i;
    for (i = 0; i < dirs->count; i++) {
        const char *path = arena_format(arena, "%s/%s", dirs->paths[i], slash ? slash + 1 : named);
        if (access(path, F_OK) == 0) return path;
    }
    return NULL;
}

/* The version that a plugin's manifest says; "?" for a file that has none that can be read. */
static const char *version_of(const char *path, struct arena *arena) {
    struct diag quiet = {0};
    struct plugin_file file;
    const struct manifest *m = NULL;
    if (plugin_file_read(path, arena, &quiet, &file)) {
        m = manifest_parse(file.manifest, file.manifest_length, path, arena, &quiet);
        if (file.image >= 0) close(file.image);
    }
    return m ? m->version : "?";
}

static bool digest_of(struct replay *r, const char *path, char *sha256) {
    struct diag_message m = {.code = "S611", .place = {path, 0, 0}};
    if (digest_file(path, sha256)) return true;
    diag_report(r->diag, &m, "cannot read the results: %s", strerror(errno));
    return false;
}

/* Puts the plugins of --plugins in the place of the archive's, and notes which are others. */
static bool replace_plugins(struct replay *r) {
    struct diag_message m = {.code = "A111",
                             .mend = "build or install it there, or replay without --plugins: the archive has its own"};
    const struct about *about = &r->unpacked.about;
    bool good = true;
    uint32_t k;
    for (k = 0; r->common.dirs.count > 0 && k < about->plugin_count; k++) {
        const struct about_plugin *p = &about->plugins[k];
        const char *path = find_plugin(&r->common.dirs, p->named, r->arena);
        char *sha256 = arena_alloc(r->arena, DIGEST_TEXT);
        if (!path) {
            m.place.file = r->unpacked.file;
            m.found = p->named;
            m.found_length = strlen(p->named);
            diag_report(r->diag, &m, "plugin %s %s is missing from the folders of --plugins", p->id, p->version);
            good = false;
        } else if (!rerun_replace(r->unpacked.folder, p->member, path, r->arena, r->diag) ||
                   !digest_of(r, arena_format(r->arena, "%s/%s", r->unpacked.folder, p->member), sha256)) {
            good = false;
        } else {
            r->used[k] = (struct about_plugin){.version = version_of(path, r->arena), .sha256 = sha256};
        }
    }
    return good;
}

/* What is not as it was. */
static void find_causes(struct replay *r) {
    const struct about *about = &r->unpacked.about;
    uint32_t k;
    remark_add(&r->causes, r->arena, "programme", NULL, NULL, about->program, CAQES_VERSION_TEXT);
    for (k = 0; k < about->plugin_count; k++) {
        const struct about_plugin *p = &about->plugins[k];
        const struct bundle_entry *e = bundle_index_find(&r->unpacked.index, p->member);
        if (r->used[k].sha256)
            remark_add(&r->causes, r->arena, "plugin", p->id, NULL,
                       arena_format(r->arena, "%s (%s)", p->version, e->sha256),
                       arena_format(r->arena, "%s (%s)", r->used[k].version, r->used[k].sha256));
    }
}

/* ---- The evaluation ---- */

static bool evaluate_again(struct replay *r) {
    struct rerun run = rerun_of(&r->unpacked, &r->common.isolation);
    run.any_version = r->common.dirs.count > 0;
    r->before = arena_format(r->arena, "%s/%s", r->unpacked.folder, r->unpacked.about.results);
    r->after = arena_format(r->arena, "%s/again", r->folder);
    r->exit_code = rerun(&run, r->after, r->arena, r->diag);
    if (!rerun_gave_results(r->exit_code)) {
        diag_raise(r->diag, (enum caqes_exit)r->exit_code);
        return false;
    }
    return digest_of(r, r->before, r->sha256[0]) && digest_of(r, r->after, r->sha256[1]);
}

static bool is_same(const struct replay *r) {
    return strcmp(r->sha256[0], r->sha256[1]) == 0 && r->exit_code == r->unpacked.about.exit_code;
}

/* Grid by grid, when the results are for machines. */
static void compare(struct replay *r) {
    struct results sides[2] = {{0}, {0}};
    if (is_same(r) || strcmp(r->unpacked.about.format, "table") == 0) return;
    r->difference.arena = r->arena;

    r->compared = results_open(r->before, r->diag, &sides[0]) && results_open(r->after, r->diag, &sides[1]);
    if (r->compared) difference_compare(&r->difference, &sides[0], &sides[1]);
    results_close(&sides[0]);
    results_close(&sides[1]);
}

/* ---- The report ---- */

static void print_line(FILE *stream, const char *head, const char *text) {
    print_left(stream, head, 12);
    fprintf(stream, "%s\n", text);
}

static void print_report(FILE *stream, const struct replay *r) {
    const struct about *about = &r->unpacked.about;
    const struct remark *c;
    struct arena *a = r->arena;
    print_line(stream, "Archive", r->unpacked.file);
    print_line(stream, "Empreinte", arena_format(a, "sha256 %s", r->unpacked.index.digest));
    print_line(stream, "Campagne", arena_format(a, "%s, exercice %u", about->name, about->year));
    print_line(stream, "Programme", arena_format(a, "%s ; celui-ci : %s", about->program, CAQES_VERSION_TEXT));
    print_line(stream, "Plugins",
               arena_format(a, "%u, %s", about->plugin_count,
                            r->common.dirs.count ? "ceux de --plugins" : "ceux de l'archive"));
    if (is_same(r)) {
        print_line(stream, "Résultats", arena_format(a, "les mêmes octets, sha256 %s", r->sha256[0]));
        return;
    }
    print_line(stream, "Résultats", "d'autres octets");
    fprintf(stream, "  archive : sha256 %s, code de sortie %d\n  rejeu   : sha256 %s, code de sortie %d\n",
            r->sha256[0], about->exit_code, r->sha256[1], r->exit_code);
    fputs("Ce qui n'est plus comme dans l'archive\n", stream);
    for (c = r->causes.first; c; c = c->next)
        fprintf(stream, "  - %s%s%s\n      archive : %s\n      rejeu   : %s\n", c->kind, c->code ? " " : "",
                c->code ? c->code : "", c->before, c->after);
    if (!r->causes.first)
        fputs("  rien : même version du programme, mêmes plugins ; le programme lui-même a changé, ou un plugin "
              "dépend d'autre chose que de ce qu'il lit\n",
              stream);
    if (!r->compared) return;
    fputs("\n", stream);
    if (r->difference.change_count == 0)
        fputs("Aucun établissement n'a d'autre résultat : seules diffèrent les empreintes ou la forme.\n", stream);
    else
        difference_table(stream, &r->difference, false);
}

static void json_report(struct json_writer *w, const struct replay *r) {
    const struct about *about = &r->unpacked.about;
    const struct remark *c;
    w->pretty = true;
    json_begin(w, '{');
    json_field(w, "format", "caqes-rejeu");
    json_field_integer(w, "version", 1);
    json_field(w, "archive", r->unpacked.file);
    json_field(w, "sha256", r->unpacked.index.digest);
    json_field(w, "campagne", about->name);
    json_field_integer(w, "exercice", about->year);
    json_field(w, "programme_archive", about->program);
    json_field(w, "programme", CAQES_VERSION_TEXT);
    json_key(w, "memes_octets");
    json_bool(w, is_same(r));
    json_field(w, "resultats_archive", r->sha256[0]);
    json_field(w, "resultats", r->sha256[1]);
    json_field_integer(w, "code_de_sortie_archive", about->exit_code);
    json_field_integer(w, "code_de_sortie", r->exit_code);
    json_key(w, "causes");
    json_begin(w, '[');
    for (c = r->causes.first; c; c = c->next) {
        json_begin(w, '{');
        json_field(w, "quoi", c->kind);
        if (c->code) json_field(w, "code", c->code);
        json_field(w, "archive", c->before);
        json_field(w, "rejeu", c->after);
        json_end(w, '}');
    }
    json_end(w, ']');
    if (r->compared) {
        json_key(w, "difference");
        json_begin(w, '{');
        difference_json(w, &r->difference);
        json_end(w, '}');
    }
    json_end(w, '}');
    json_end_line(w);
}

/* The results computed again, where --results says. */
static void write_results(const struct replay *r, struct output_reads reads) {
    struct diag_message m = {.code = "S602", .place = {r->results, 0, 0}};
    static char block[1 << 16];
    struct output output;
    FILE *from = fopen(r->after, "rb");
    size_t got;
    if (!from) {
        diag_report(r->diag, &m, "the results cannot be read again");
    } else if (output_open(&output, r->results, reads, r->diag)) {
        while ((got = fread(block, 1, sizeof block, from)) > 0) fwrite(block, 1, got, output.stream);
        output_close(&output, !ferror(from), r->diag);
    }
    if (from) fclose(from);
}

static void write_report(struct replay *r) {
    const char *const archive = r->unpacked.file;
    const struct output_reads reads = {{&archive, NULL}, {1, 0}};
    struct json_writer json = {0};
    struct output output;
    if (r->results) write_results(r, reads);
    if (!output_open(&output, r->common.output, reads, r->diag)) return;
    if (r->common.format == FORMAT_JSON) {
        json_report(&json, r);
        json_flush(&json, output.stream);
    } else {
        print_report(output.stream, r);
    }
    json_free(&json);
    output_close(&output, true, r->diag);
}

int cmd_replay(int argc, char **argv) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {.stream = stderr};
    struct replay r = {.common = {.command = "replay", .usage = usage, .isolation = ISOLATION_DEFAULT},
                       .arena = &arena,
                       .diag = &diag};
    int code;
    code = parse_options(argc, argv, &r);
    if (code >= 0) return code;
    r.folder = private_folder(&diag);
    if (r.folder && unpacked_open(r.common.inputs[0], r.folder, "archive", &arena, &diag, &r.unpacked) &&
        replace_plugins(&r) && evaluate_again(&r)) {
        find_causes(&r);
        compare(&r);
        write_report(&r);
        if (!is_same(&r)) diag_raise(&diag, CAQES_EXIT_CASES);
    }
    private_folder_remove(r.folder);
    diag_flush(&diag);
    arena_free(&r.difference.scratch);
    arena_free(&arena);
    return (int)diag.exit_code;
}
