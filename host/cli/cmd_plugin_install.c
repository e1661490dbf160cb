/* SPDX-License-Identifier: MIT
 *
 * caqes plugin install: plugins whose signature and code are accepted are copied beside a campaign, with their
 * signatures, and written into its lock. Several at once: all, or none. */
#include "host/cli/command.h"
#include "host/cli/output.h"
#include "host/plugin/version.h"
#include "host/trust/trust.h"
#include "host/worker/isolation.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <libgen.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct installing {
    const char *file;
    struct plugin *plugin;
    struct verdict verdict;
    const char *target; /* where it is copied */
    struct output copy, signature;
};

struct job {
    const char *campaign, *signature, *folder;
    bool downgrade;
    struct isolation isolation;
    struct campaign_trust trust;
    struct installing *plugins;
    uint32_t count;
    struct arena arena;
    struct diag diag;
};

static const char usage[] = "usage: caqes plugin install [OPTION...] CAMPAIGN.cfg FILE.so...\n"
                            "\n"
                            "Verifies plugins and their signatures, FILE.so.minisig, with the keys that the campaign "
                            "lists (cles); copies them\n"
                            "beside it; writes the lock of the campaign, plugins.lock. All of them, or none.\n"
                            "\n"
                            "  -s, --signature FILE  the signature, of one plugin\n"
                            "  -t, --to FOLDER       copy there, instead of \"plugins\" beside the campaign\n"
                            "  -d, --downgrade       accept an older version than the lock has\n"
                            "  -h, --help            this text\n";

static bool refuse(struct job *j, const char *code, const char *file, const char *mend, const char *text) {
    struct diag_message m = {.code = code, .place = {.file = file}, .mend = mend};
    diag_report(&j->diag, &m, "%s", text);
    return false;
}

/* ---- Is it to be installed? ----------------------------------------------------------------- */

/* What the lock says of another file of this plugin. */
static bool follows_lock(struct job *j, const struct plugin *p) {
    const struct manifest *m = p->manifest;
    const struct locked_plugin *e = lock_find(j->trust.lock, m->id);
    int order = e ? version_compare(m->version, e->version) : 1;
    if (order < 0 && !j->downgrade)
        return refuse(j, "P159", p->file, "install the newer one; or say that you mean it: --downgrade",
                      arena_format(&j->arena, "version %s of %s is older than version %s, which %s has", m->version,
                                   m->id, e->version, j->trust.lock->file));
    if (order != 0 || strcmp(e->sha256, p->sha256) == 0) return true;
    return refuse(j, "P152", p->file, "ask its publisher for another version: a version is one file, for ever",
                  arena_format(&j->arena,
                               "version %s of %s is not the file that was installed: sha256 %s, and %s has %s",
                               m->version, m->id, p->sha256, j->trust.lock->file, e->sha256));
}

/* The id of the plugin in a file, or NULL when there is none. */
static const char *id_in(const char *file, struct arena *arena) {
    struct diag silent = {.stream = NULL};
    size_t length = 0;
    const char *json = access(file, F_OK) == 0 ? plugin_read_manifest(file, arena, &silent, &length) : NULL;
    const struct manifest *m = json ? manifest_parse(json, length, file, arena, &silent) : NULL;
    return m ? m->id : NULL;
}

/* No plugin takes the place of another, in the folder or of this very command. */
static bool has_own_place(struct job *j, const struct installing *one) {
    const char *id = one->plugin->manifest->id, *there = id_in(one->target, &j->arena);
    const struct installing *other;
    if (there && strcmp(there, id) != 0)
        return refuse(j, "P160", one->file, "give the file another name, or install it --to another folder",
                      arena_format(&j->arena, "%s is the plugin %s: it would be replaced", one->target, there));
    for (other = j->plugins; other != one; other++) {
        if (!other->plugin) continue;
        if (strcmp(other->plugin->manifest->id, id) == 0 || strcmp(other->target, one->target) == 0)
            return refuse(j, "P160", one->file, "install one of the two",
                          arena_format(&j->arena, "it has the id or the file name of %s", other->file));
    }
    return true;
}

/* Its code is loaded last, in a sandbox, once it is known who answers for it. */
static void judge(struct job *j, struct installing *one) {
    const char *signature = j->signature ? j->signature : trust_signature_file(one->file, &j->arena);
    char *name = arena_copy(&j->arena, one->file, strlen(one->file));
    struct plugin *p = plugin_open(one->file, j->trust.year, &j->arena, &j->diag);
    if (!p) return;
    one->plugin = p;
    one->target = arena_format(&j->arena, "%s/%s", j->folder, basename(name));
    one->verdict = trust_plugin(j->trust.keys, signature, p, &j->arena);
    if (one->verdict.code) {
        refuse(j, one->verdict.code, one->file, one->verdict.mend, one->verdict.text);
        return;
    }
    if (follows_lock(j, p) && has_own_place(j, one))
        isolation_load_plugin(&j->isolation, p, j->trust.year, &j->arena, &j->diag);
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* The bytes that were verified: those of the sealed copy. */
static bool copy_image(int image, FILE *stream) {
    char block[1 << 16];
    off_t at = 0;
    ssize_t n;
    while ((n = pread(image, block, sizeof block, at)) > 0 && fwrite(block, 1, (size_t)n, stream) == (size_t)n) at += n;
    return n == 0;
}

static bool write_one(struct job *j, struct installing *one) {
    static const struct output_reads none = {{NULL}, {0}};
    const char *signature = trust_signature_file(one->target, &j->arena);
    struct stat status;
    bool written;
    if (lstat(one->target, &status) == 0 && S_ISLNK(status.st_mode))
        return refuse(j, "P160", one->target, "remove the link, or give another --to",
                      "a link is in its place: what it leads to would be replaced");
    if (!output_open(&one->copy, one->target, none, &j->diag)) return false;
    if (!output_open(&one->signature, signature, none, &j->diag)) return false;
    written = copy_image(one->plugin->image, one->copy.stream) && fflush(one->copy.stream) == 0;
    fwrite(one->verdict.signature, 1, one->verdict.signature_length, one->signature.stream);
    written = fflush(one->signature.stream) == 0 && written;
    return written || refuse(j, "S602", one->target, "check the folder, its rights and the room left",
                             "the copy cannot be written");
}

static void lock_them(struct job *j) {
    uint32_t i;
    for (i = 0; i < j->count; i++) {
        const struct manifest *m = j->plugins[i].plugin->manifest;
        const struct trusted_key *k = j->plugins[i].verdict.key;
        struct locked_plugin entry = {m->id, m->version, j->plugins[i].plugin->sha256, k->id, k->name, m->publisher};
        lock_put(j->trust.lock, &entry, &j->arena);
    }
}

static bool make_folder(struct job *j) {
    if (mkdir(j->folder, 0777) == 0 || errno == EEXIST) return true;
    return refuse(j, "S602", j->folder, "check its parent and its rights", strerror(errno));
}

/* All is written under other names first; then files take their names, the lock last: whatever stops this in between,
 * no plugin is accepted that the lock does not have. */
static bool write_all(struct job *j) {
    struct output lock = {.stream = NULL};
    bool good = make_folder(j);
    uint32_t i;
    for (i = 0; i < j->count && good; i++) good = write_one(j, &j->plugins[i]);
    lock_them(j);
    good = good && output_open(&lock, j->trust.lock->file, (struct output_reads){{NULL}, {0}}, &j->diag);
    if (good) {
        lock_write(lock.stream, j->trust.lock);
        good = fflush(lock.stream) == 0;
    }
    for (i = 0; i < j->count; i++) {
        if (j->plugins[i].signature.stream) good = output_close(&j->plugins[i].signature, good, &j->diag) && good;
        if (j->plugins[i].copy.stream) good = output_close(&j->plugins[i].copy, good, &j->diag) && good;
    }
    return lock.stream && output_close(&lock, good, &j->diag) && good;
}

/* ---- The command ---------------------------------------------------------------------------- */

static int usage_error(const char *text) {
    fprintf(stderr, "caqes plugin install: error[U003]: %s\n    see: caqes plugin install --help\n", text);
    return CAQES_EXIT_USAGE;
}

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct job *j) {
    static const struct option longs[] = {{"signature", required_argument, NULL, 's'},
                                          {"to", required_argument, NULL, 't'},
                                          {"downgrade", no_argument, NULL, 'd'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option;
    while ((option = getopt_long(argc, argv, "s:t:dh", longs, NULL)) != -1) {
        switch (option) {
        case 's': j->signature = optarg; break;
        case 't': j->folder = optarg; break;
        case 'd': j->downgrade = true; break;
        case 'h': fputs(usage, stdout); return CAQES_EXIT_DONE;
        default: fputs("    see: caqes plugin install --help\n", stderr); return CAQES_EXIT_USAGE;
        }
    }
    if (argc - optind < 2) return usage_error("a campaign and at least one plugin are needed");
    if (j->signature && argc - optind > 2) return usage_error("--signature goes with one plugin");
    j->campaign = argv[optind];
    j->count = (uint32_t)(argc - optind - 1);
    return -1;
}

static void install(struct job *j, char *const *files) {
    uint32_t i;
    if (!campaign_read_trust(j->campaign, &j->arena, &j->diag, &j->trust)) return;
    if (!j->folder) j->folder = j->trust.plugins;
    j->plugins = arena_array(&j->arena, j->count, sizeof *j->plugins);
    for (i = 0; i < j->count; i++) {
        j->plugins[i].file = files[i];
        judge(j, &j->plugins[i]);
    }
    if (j->diag.errors > 0 || !write_all(j)) return;
    for (i = 0; i < j->count; i++) {
        const struct installing *one = &j->plugins[i];
        printf("installed %s %s as %s, signed with \"%s\", key %s\n", one->plugin->manifest->id,
               one->plugin->manifest->version, one->target, one->verdict.key->name, one->verdict.key->id);
    }
}

int cmd_plugin_install(int argc, char **argv) {
    struct job j = {.isolation = ISOLATION_DEFAULT, .arena = ARENA_EMPTY, .diag = {.stream = stderr}};
    int code = parse_options(argc, argv, &j), turn;
    if (code >= 0) return code;
    if (!isolation_start(&j.isolation, &j.diag)) return (int)j.diag.exit_code;
    turn = open(j.campaign, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (turn >= 0) flock(turn, LOCK_EX); /* one installation at a time; the next reads the lock that this one writes */
    install(&j, argv + optind + 1);
    if (turn >= 0) close(turn);
    isolation_stop(&j.isolation);
    if (j.diag.errors > 0) fputs("caqes plugin install: nothing was installed\n", stderr);
    diag_flush(&j.diag);
    arena_free(&j.arena);
    return (int)j.diag.exit_code;
}
