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

/* bin/caqes goes with lib/caqes/plugins and share/caqes, in a build tree as in an installation. */
bool installed_path(enum installed what, char out[INSTALLED_PATH]) {
    static const char *const from_bin[] = {[INSTALLED_PLUGINS] = CAQES_PLUGIN_DIR, [INSTALLED_DATA] = CAQES_DATA_DIR};
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0) return false;
    self[length] = '\0';
    snprintf(out, INSTALLED_PATH, "%s/%s", dirname(self), from_bin[what]);
    return true;
}

struct campaign *plugin_dirs_campaign(const struct plugin_dirs *dirs, const char *campaign, bool any_version,
                                      struct arena *arena, struct diag *diag) {
    char installed[INSTALLED_PATH];
    const char *paths[MAX_PLUGIN_DIRS + 2], *slash = strrchr(campaign, '/');
    uint32_t count = dirs->count;
    memcpy(paths, dirs->paths, count * sizeof *paths);
    paths[count++] = slash ? arena_format(arena, "%.*s/plugins", (int)(slash - campaign), campaign) : "plugins";
    if (installed_path(INSTALLED_PLUGINS, installed)) paths[count++] = installed;
    return (any_version ? campaign_read_any_version : campaign_read)(campaign, paths, count, arena, diag);
}
