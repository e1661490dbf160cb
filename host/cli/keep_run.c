/* SPDX-License-Identifier: MIT */
#include "host/cli/keep_run.h"

#include "caqes/version.h"
#include "host/archive/about.h"
#include "host/cli/keep_names.h"
#include "host/cli/second_reading.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* For whoever has the file and not the program. */
static const char read_me[] =
    "Archive d'une évaluation CAQES.\n"
    "\n"
    "archive.json         ce qui a été évalué, avec quel programme, et où chaque partie se trouve\n"
    "configuration/       la campagne, son modèle de contrat, ses référentiels\n"
    "dossiers/            les dossiers évalués, dans l'ordre de leur lecture\n"
    "plugins/             les plugins, tels qu'ils ont été exécutés, et leurs manifestes (texte, JSON)\n"
    "resultats.*          les résultats, octet pour octet\n"
    "SHA256SUMS           l'empreinte de chacun de ces fichiers ; la sienne est celle de l'archive\n"
    "\n"
    "Vérifier, dans le dossier où l'archive est dépliée :  sha256sum -c SHA256SUMS\n"
    "Refaire l'évaluation et la comparer, à l'octet :      caqes replay ARCHIVE\n";

static bool is_there(const struct bundle_writer *w, const char *name) {
    uint32_t i;
    for (i = 0; i < w->count; i++)
        if (strcmp(w->members[i].name, name) == 0) return true;
    return false;
}

/* The signature of a file, when there is one beside it. */
static void add_signature(struct kept_run *k, const char *name, const char *path) {
    const char *signature = arena_format(k->arena, "%s.minisig", path);
    if (access(signature, R_OK) == 0)
        bundle_add_file(&k->writer, arena_format(k->arena, "%s.minisig", name), signature);
}

/* The image is what was hashed and run, whatever became of the file; a plugin that was refused has none. */
static void add_plugin(struct kept_run *k, const struct plugin *p, const char *name) {
    if (is_there(&k->writer, name)) return;
    if (p->image >= 0) {
        bundle_add_open_file(&k->writer, name, p->image, 0);
        bundle_add_bytes(&k->writer, arena_format(k->arena, "%s.manifest.json", name), p->manifest_bytes,
                         p->manifest_length);
    } else {
        bundle_add_file(&k->writer, name, p->file);
    }
    add_signature(k, name, p->file);
}

/* The files of the configuration and the plugins, under names that are kept with the campaign's own: a second call
 * gives the same. False after messages. */
static bool name_parts(struct kept_run *k, const struct campaign *c, struct about *a, struct diag *diag) {
    const char *folder = keep_campaign_folder(c, k->arena, diag);
    bool good = folder != NULL;
    uint32_t i;
    a->files = arena_array(k->arena, c->file_count, sizeof *a->files);
    a->plugins = arena_array(k->arena, c->plugin_count, sizeof *a->plugins);
    a->file_count = c->file_count;
    a->plugin_count = c->plugin_count;
    for (i = 0; folder && i < c->file_count; i++) {
        const char *named = c->named[i] ? c->named[i] : strrchr(c->file, '/') ? strrchr(c->file, '/') + 1 : c->file;
        a->files[i] = (struct about_file){c->named[i], keep_name(c, folder, named, k->arena, diag)};
        good = good && a->files[i].member;
    }
    for (i = 0; folder && i < c->plugin_count; i++) {
        const struct campaign_plugin *p = &c->plugins[i];
        const struct manifest *m = p->plugin->manifest;
        a->plugins[i] = (struct about_plugin){m->id, m->version, p->plugin->sha256, p->named,
                                              keep_plugin_name(c, folder, p->named, k->arena, diag)};
        good = good && a->plugins[i].member;
    }
    return good;
}

static const char *input_name(const struct inputs *inputs, uint32_t index, struct arena *arena) {
    const char *file = inputs->files[index];
    const char *name = strcmp(file, "-") == 0 ? "entree-standard" : bundle_name_of(file, arena);
    size_t length = strlen(name);
    int digits = snprintf(NULL, 0, "%u", inputs->count);
    bool suffixed = (length > 5 && strcmp(name + length - 5, ".json") == 0) ||
                    (length > 7 && strcmp(name + length - 7, ".ndjson") == 0);
    return arena_format(arena, KEPT_INPUTS "/%0*u-%s%s", digits < 4 ? 4 : digits, index + 1, name,
                        suffixed ? "" : ".ndjson");
}

/* All that is on disk now; standard input is kept by the evaluation. */
static void add_parts(struct kept_run *k, const struct about *about) {
    uint32_t i;
    for (i = 0; i < about->file_count; i++) {
        if (is_there(&k->writer, about->files[i].member)) continue;
        bundle_add_file(&k->writer, about->files[i].member, k->campaign->files[i]);
        add_signature(k, about->files[i].member, k->campaign->files[i]);
    }
    for (i = 0; i < about->plugin_count; i++) add_plugin(k, k->campaign->plugins[i].plugin, about->plugins[i].member);
    for (i = 0; i < k->inputs->count; i++)
        if (strcmp(k->inputs->files[i], "-") != 0)
            bundle_add_file(&k->writer, input_name(k->inputs, i, k->arena), k->inputs->files[i]);
}

bool keep_run_begin(struct kept_run *k, const struct common_options *options, const struct campaign *campaign,
                    const struct inputs *inputs, struct arena *arena, struct diag *diag) {
    struct output_reads reads = {{inputs->files, campaign->files}, {inputs->count, campaign->file_count}};
    struct about about = {0};
    k->arena = k->writer.arena = arena;
    k->campaign = campaign;
    k->inputs = inputs;
    if (!k->path) return true;
    if (options->output && output_same_place(options->output, k->path)) {
        options_error(options, "--archive and --output name one file", k->path);
        diag_raise(diag, CAQES_EXIT_USAGE);
        return false;
    }
    if (!second_reading_possible(inputs, diag) || !name_parts(k, campaign, &about, diag)) return false;
    add_parts(k, &about);
    k->open = output_open(&k->output, k->path, reads, diag);
    if (!k->open) bundle_free(&k->writer);
    return k->open;
}

/* ---- At the end ---- */

/* What was read as the configuration is what is kept. */
static bool is_configuration(const struct campaign *c, struct diag *diag) {
    struct diag_message m = {.code = "A121", .place = {c->file, 0, 0}, .mend = "evaluate again"};
    char digest[DIGEST_TEXT];
    if (digest_files(c->files, c->file_count, digest) && strcmp(digest, c->digest) == 0) return true;
    diag_report(diag, &m, "the configuration changed while it was evaluated and archived");
    return false;
}

/* The results, opened again to be read; -1 after a message. */
static int open_results(const struct output *results, struct diag *diag) {
    struct diag_message m = {.code = "A122", .mend = "write the results to a file, or to standard output"};
    char path[32];
    struct stat status;
    int fd = -1;
    if (fflush(results->stream) == 0 && fstat(fileno(results->stream), &status) == 0 && S_ISREG(status.st_mode)) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(results->stream));
        fd = open(path, O_RDONLY | O_CLOEXEC);
    }
    if (fd < 0) diag_report(diag, &m, "the results cannot be read back for the archive");
    return fd;
}

static void about_run(struct kept_run *k, const struct common_options *options, const struct campaign *c,
                      struct about *a, const struct diag *diag) {
    static const char *const formats[] = {"table", "json", "ndjson"};
    a->program = CAQES_VERSION_TEXT;
    a->format = formats[options->format];
    a->campaign = a->files[0].member;
    a->name = c->name;
    a->configuration = c->digest;
    a->year = c->year;
    a->worker_seconds = options->isolation.seconds;
    a->results = arena_format(k->arena, KEPT_RESULTS ".%s", options->format == FORMAT_TABLE ? "txt" : a->format);
    a->exit_code = (int)diag->exit_code;
}

static bool write_archive(struct kept_run *k, struct about *about, int results, char digest[DIGEST_TEXT],
                          const struct output *output, struct diag *diag) {
    struct json_writer json = {0};
    bool good;
    about_write(&json, about);
    bundle_add_bytes(&k->writer, ABOUT_NAME, json.bytes, json.length);
    bundle_add_bytes(&k->writer, "LISEZMOI.txt", read_me, sizeof read_me - 1);
    bundle_add_open_file(&k->writer, about->results, results, output->start);
    good = bundle_write(&k->writer, k->output.stream, digest, diag);
    json_free(&json);
    return good;
}

bool keep_run_end(struct kept_run *k, const struct common_options *options, bool explain, const struct output *results,
                  bool whole, struct diag *diag) {
    struct about about = {.explain = explain};
    char digest[DIGEST_TEXT];
    int fd = -1;
    uint32_t i;
    if (!k->open) return whole;
    about.dossiers = k->inputs->count;
    for (i = 0; i < k->inputs->count; i++)
        if (strcmp(k->inputs->files[i], "-") == 0)
            bundle_add_open_file(&k->writer, input_name(k->inputs, i, k->arena), STDIN_FILENO, 0);
    if (whole && name_parts(k, k->campaign, &about, diag) && is_configuration(k->campaign, diag))
        fd = open_results(results, diag);
    if (fd >= 0) about_run(k, options, k->campaign, &about, diag);
    whole = fd >= 0 && write_archive(k, &about, fd, digest, results, diag);
    if (fd >= 0) close(fd);
    whole = output_close(&k->output, whole, diag) && whole;
    if (whole) fprintf(stderr, "caqes evaluate: archive %s, sha256 %s\n", k->path, digest);
    bundle_free(&k->writer);
    k->open = false;
    return whole;
}
