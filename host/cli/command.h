/* SPDX-License-Identifier: MIT
 *
 * command.h: the commands of caqes, one file each. argv[0] is the command's name; the result is an exit
 * code of host/base/exit_code.h. Results go to stdout, talk to stderr. */
#ifndef CAQES_HOST_COMMAND_H
#define CAQES_HOST_COMMAND_H

#include "host/campaign/campaign.h"

#include <stdbool.h>
#include <stdint.h>

int cmd_evaluate(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_target(int argc, char **argv);
int cmd_config(int argc, char **argv);
int cmd_test(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_plugin(int argc, char **argv);
int cmd_plugin_install(int argc, char **argv);         /* argv[0] is "install" */
int cmd_plugin_list(int argc, char **argv);            /* "list" */
int cmd_plugin_sign(int argc, char **argv, bool sign); /* "sign" or "verify" is argv[0] */
int cmd_plugin_check(int argc, char **argv);           /* "check" is argv[0] */
int cmd_plugin_new(int argc, char **argv);
int cmd_synthesis(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_simulate(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_merge(int argc, char **argv);

/* The --plugins folders. */
#define MAX_PLUGIN_DIRS 15
struct plugin_dirs {
    const char *paths[MAX_PLUGIN_DIRS];
    uint32_t count;
};

/* Adds a --plugins folder. 0, or CAQES_EXIT_USAGE after a message when there are too many. */
int plugin_dirs_add(struct plugin_dirs *dirs, const char *path);

/* Where what is installed with this program is: its plugins; its templates, contract models and examples. False when
 * the system does not say where the program is. */
enum { INSTALLED_PATH = 4096 + 64 };
enum installed { INSTALLED_PLUGINS, INSTALLED_DATA };
bool installed_path(enum installed what, char out[INSTALLED_PATH]);

/* Reads a campaign. Its plugins are searched in the --plugins folders, then in the folder "plugins" beside it, where
 * `caqes plugin install` puts them, then in the installed one, which depends on where this program is. */
struct campaign *plugin_dirs_campaign(const struct plugin_dirs *dirs, const char *campaign, bool any_version,
                                      struct arena *arena, struct diag *diag);

#endif
