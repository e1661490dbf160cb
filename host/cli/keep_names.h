/* SPDX-License-Identifier: MIT
 *
 * keep_names.h: the names in an archive of what a campaign names. Files stay beside each other as they were: the
 * campaign is in configuration/, below as many of its own folders as "../" leads out of; plugins that are looked for in
 * folders are in plugins/. An unpacked archive is so a campaign that can be evaluated. */
#ifndef CAQES_HOST_KEEP_NAMES_H
#define CAQES_HOST_KEEP_NAMES_H

#include "host/campaign/campaign.h"

/* The folder of the campaign in the archive: "configuration", "configuration/demo"... NULL after messages (A120). */
const char *keep_campaign_folder(const struct campaign *c, struct arena *arena, struct diag *diag);

/* The member for a file that the campaign names, `folder` being that of the campaign. NULL after a message (A120). */
const char *keep_name(const struct campaign *c, const char *folder, const char *named, struct arena *arena,
                      struct diag *diag);

/* The same for a plugin; one that is named without a folder is in plugins/. */
const char *keep_plugin_name(const struct campaign *c, const char *folder, const char *named, struct arena *arena,
                             struct diag *diag);

#endif
