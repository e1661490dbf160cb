/* SPDX-License-Identifier: MIT
 *
 * command.h: the commands of caqes, one file each. argv[0] is the command's name; the result is an exit
 * code of host/base/exit_code.h. Results go to stdout, talk to stderr. */
#ifndef CAQES_HOST_COMMAND_H
#define CAQES_HOST_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

int cmd_evaluate(int argc, char **argv);
int cmd_target(int argc, char **argv);
int cmd_config(int argc, char **argv);
int cmd_test(int argc, char **argv);
int cmd_plugin(int argc, char **argv);
int cmd_plugin_sign(int argc, char **argv, bool sign); /* "sign" or "verify" is argv[0] */
int cmd_synthesis(int argc, char **argv);

/* Where plugins are searched: the --plugins folders, then the installed one. */
#define MAX_PLUGIN_DIRS 16
struct plugin_dirs {
    const char *paths[MAX_PLUGIN_DIRS];
    uint32_t count;
};

/* Adds a --plugins folder. 0, or CAQES_EXIT_USAGE after a message when there are too many. */
int plugin_dirs_add(struct plugin_dirs *dirs, const char *path);

/* Adds the installed folder, which depends on where this program is. Call last. */
void plugin_dirs_add_installed(struct plugin_dirs *dirs);

#endif
