/* SPDX-License-Identifier: MIT */
#include "host/base/exit_code.h"
#include "host/cli/command.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int plugin_dirs_add(struct plugin_dirs *dirs, const char *path) {
    if (dirs->count == MAX_PLUGIN_DIRS - 1) {
        fprintf(stderr, "caqes: error[U002]: more than %d --plugins folders\n", MAX_PLUGIN_DIRS - 1);
        return CAQES_EXIT_USAGE;
    }
    dirs->paths[dirs->count++] = path;
    return CAQES_EXIT_DONE;
}

/* bin/caqes goes with lib/caqes/plugins, in a build tree as in an installation. */
void plugin_dirs_add_installed(struct plugin_dirs *dirs) {
    static char path[PATH_MAX + 64];
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0) return;
    self[length] = '\0';
    snprintf(path, sizeof path, "%s/" CAQES_PLUGIN_DIR, dirname(self));
    dirs->paths[dirs->count++] = path;
}
