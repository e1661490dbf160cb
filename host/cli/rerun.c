/* SPDX-License-Identifier: MIT */
#include "host/cli/rerun.h"

#include "host/cli/keep_run.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool failed(const char *path, const char *what, struct diag *diag) {
    struct diag_message m = {.code = "S611", .place = {path, 0, 0}};
    diag_report(diag, &m, "cannot %s: %s", what, strerror(errno));
    return false;
}

bool unpacked_open(const char *file, const char *private_folder, const char *name, struct arena *arena,
                   struct diag *diag, struct unpacked *out) {
    out->file = file;
    out->folder = arena_format(arena, "%s/%s", private_folder, name);
    if (mkdir(out->folder, 0700) != 0) return failed(out->folder, "make a folder", diag);
    return bundle_unpack(file, out->folder, arena, diag, &out->index) &&
           about_read(file, out->folder, &out->index, arena, diag, &out->about);
}

struct rerun rerun_of(const struct unpacked *u, const struct isolation *isolation) {
    return (struct rerun){.folder = u->folder,
                          .campaign = u->about.campaign,
                          .inputs = KEPT_INPUTS,
                          .format = u->about.format,
                          .explain = u->about.explain,
                          .isolation = isolation,
                          .worker_seconds = isolation->seconds ? isolation->seconds : u->about.worker_seconds};
}

bool rerun_gave_results(int exit_code) {
    return exit_code == CAQES_EXIT_DONE || exit_code == CAQES_EXIT_INCOMPLETE || exit_code == CAQES_EXIT_INPUT ||
           exit_code == CAQES_EXIT_PLUGIN;
}

/* The command line; ended by NULL. */
static void arguments(const struct rerun *r, const char *output, struct arena *arena, const char **to) {
    *to++ = "caqes";
    *to++ = "evaluate";
    *to++ = "--inside";
    *to++ = "--format";
    *to++ = r->format;
    if (r->explain) *to++ = "--explain";
    if (r->any_version) *to++ = "--any-version";
    if (r->isolation->in_process) *to++ = "--in-process";
    *to++ = "--jobs";
    *to++ = arena_format(arena, "%u", r->isolation->jobs);
    if (r->worker_seconds) {
        *to++ = "--worker-seconds";
        *to++ = arena_format(arena, "%u", r->worker_seconds);
    }
    *to++ = "--plugins";
    *to++ = KEPT_PLUGINS;
    *to++ = "--output";
    *to++ = output;
    *to++ = "--";
    *to++ = r->campaign;
    *to++ = r->inputs;
    *to = NULL;
}

static int spawn_in(const struct rerun *r, const char *const *argv, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    int code = posix_spawn_file_actions_init(&actions);
    if (code) return code;
    code = posix_spawn_file_actions_addchdir_np(&actions, r->folder);
    if (!code) code = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!code && r->quiet) code = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (!code) code = posix_spawn(pid, "/proc/self/exe", &actions, NULL, (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

int rerun(const struct rerun *r, const char *output, struct arena *arena, struct diag *diag) {
    struct diag_message m = {.code = "S613"};
    const char *argv[24];
    pid_t pid = -1;
    int status = 0, code;
    arguments(r, output, arena, argv);
    code = spawn_in(r, argv, &pid);
    while (!code && waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) code = errno;
    if (!code && WIFEXITED(status)) return WEXITSTATUS(status);
    diag_report(diag, &m, "the evaluation could not be run again: %s", code ? strerror(code) : "it was ended");
    return CAQES_EXIT_SYSTEM;
}

/* ---- States between two archives ---- */

/* Makes the folders of a name. */
static void make_folders(const char *folder, const char *name, struct arena *arena) {
    const char *slash;
    for (slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/'))
        (void)mkdir(arena_format(arena, "%s/%.*s", folder, (int)(slash - name), name), 0700);
}

static bool place(const char *from, const char *folder, const char *name, struct arena *arena, struct diag *diag) {
    const char *to = arena_format(arena, "%s/%s", folder, name);
    make_folders(folder, name, arena);
    return link(from, to) == 0 || failed(to, "lay a file out", diag);
}

static const char *plugin_path(const struct unpacked *u, const char *id, struct arena *arena) {
    uint32_t k;
    for (k = 0; k < u->about.plugin_count; k++)
        if (strcmp(u->about.plugins[k].id, id) == 0)
            return arena_format(arena, "%s/%s", u->folder, u->about.plugins[k].member);
    return NULL;
}

static bool is_plugin(const struct about *a, const char *member) {
    uint32_t k;
    for (k = 0; k < a->plugin_count; k++)
        if (strcmp(a->plugins[k].member, member) == 0) return true;
    return false;
}

bool rerun_mix(const struct unpacked *configuration, const struct unpacked *plugins, const char *folder,
               struct arena *arena, struct diag *diag) {
    const struct about *about = &configuration->about;
    uint32_t k;
    bool good = mkdir(folder, 0700) == 0 || failed(folder, "make a folder", diag);
    for (k = 0; good && k < configuration->index.count; k++) {
        const char *name = configuration->index.entries[k].name;
        if (strncmp(name, KEPT_INPUTS "/", sizeof KEPT_INPUTS) == 0 || is_plugin(about, name)) continue;
        good = place(arena_format(arena, "%s/%s", configuration->folder, name), folder, name, arena, diag);
    }
    for (k = 0; good && k < about->plugin_count; k++) {
        const char *from = plugin_path(plugins, about->plugins[k].id, arena);
        if (!from) from = plugin_path(configuration, about->plugins[k].id, arena);
        good = place(from, folder, about->plugins[k].member, arena, diag);
    }
    return good;
}

static bool copy(int from, int to) {
    static char block[1 << 16];
    ssize_t got;
    while ((got = read(from, block, sizeof block)) > 0)
        if (write(to, block, (size_t)got) != got) return false;
    return got == 0;
}

bool rerun_replace(const char *folder, const char *member, const char *with, struct arena *arena, struct diag *diag) {
    const char *path = arena_format(arena, "%s/%s", folder, member);
    int from = open(with, O_RDONLY | O_CLOEXEC | O_NONBLOCK), to = -1;
    bool good;
    (void)unlink(path); /* it may share its bytes with another folder */
    if (from >= 0) to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    good = from >= 0 && to >= 0 && copy(from, to);
    if (!good) failed(with, "copy the plugin", diag);
    if (to >= 0) close(to);
    if (from >= 0) close(from);
    return good;
}
