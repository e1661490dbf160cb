/* SPDX-License-Identifier: MIT */
#include "host/base/exit_code.h"
#include "host/cli/command.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int plugin_dirs_add(struct plugin_dirs *dirs, const char *path) {
    if (dirs->count == MAX_PLUGIN_DIRS) {
        fprintf(stderr, "caqes: error[U002]: more than %d --plugins folders\n", MAX_PLUGIN_DIRS);
        return CAQES_EXIT_USAGE;
    }
    dirs->paths[dirs->count++] = path;
    return CAQES_EXIT_DONE;
}

/* bin/caqes goes with lib/caqes/plugins, in a build tree as in an installation. */
const char *plugin_dirs_installed(struct arena *arena) {
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0) return NULL;
    self[length] = '\0';
    return arena_format(arena, "%s/" CAQES_PLUGIN_DIR, dirname(self));
}

struct campaign *plugin_dirs_campaign(const struct plugin_dirs *dirs, const char *campaign, struct arena *arena,
                                      struct diag *diag) {
    const char *paths[MAX_PLUGIN_DIRS + 2], *slash = strrchr(campaign, '/');
    uint32_t count = dirs->count;
    memcpy(paths, dirs->paths, count * sizeof *paths);
    paths[count++] = slash ? arena_format(arena, "%.*s/plugins", (int)(slash - campaign), campaign) : "plugins";
    paths[count] = plugin_dirs_installed(arena);
    if (paths[count]) count++;
    return campaign_read(campaign, paths, count, arena, diag);
}
