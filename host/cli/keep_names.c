/* SPDX-License-Identifier: MIT */
#include "host/cli/keep_names.h"

#include "host/archive/bundle.h"

#include <stdlib.h>
#include <string.h>

#define TOP "configuration"

static const char *refuse(const struct campaign *c, const char *named, struct diag *diag) {
    struct diag_message m = {.code = "A120",
                             .place = {c->file, 0, 0},
                             .found = named,
                             .found_length = strlen(named),
                             .mend = "name the file relatively to the campaign, in UTF-8 without backslash"};
    diag_report(diag, &m, "an archive cannot keep this name: it would not lead to the file elsewhere");
    return NULL;
}

/* How many folders a name leads out of. */
static uint32_t ups(const char *named) {
    uint32_t up = 0, depth = 0;
    const char *part = named;
    while (*part) {
        size_t length = strcspn(part, "/");
        bool here = length == 0 || (length == 1 && part[0] == '.');
        if (length == 2 && memcmp(part, "..", 2) == 0) {
            if (depth)
                depth--;
            else
                up++;
        } else if (!here) {
            depth++;
        }
        part += length + (part[length] == '/');
    }
    return up;
}

/* The last `count` folders of the campaign's real path, after TOP. */
static const char *own_folders(const struct campaign *c, uint32_t count, struct arena *arena) {
    const char *slash = strrchr(c->file, '/');
    const char *folder = !slash             ? "."
                         : slash == c->file ? "/"
                                            : arena_format(arena, "%.*s", (int)(slash - c->file), c->file);
    char *real = realpath(folder, NULL), *at;
    const char *name;
    if (!real) return NULL;
    for (at = real + strlen(real); count > 0 && at > real; count--)
        for (at--; at > real && *at != '/'; at--) {
        }
    name = arena_format(arena, TOP "%s", strcmp(at, "/") == 0 ? "" : at);
    free(real);
    return name;
}

const char *keep_campaign_folder(const struct campaign *c, struct arena *arena, struct diag *diag) {
    uint32_t most = 0, i;
    const char *folder;
    for (i = 1; i < c->file_count; i++)
        if (ups(c->named[i]) > most) most = ups(c->named[i]);
    for (i = 0; i < c->plugin_count; i++)
        if (ups(c->plugins[i].named) > most) most = ups(c->plugins[i].named);
    folder = own_folders(c, most, arena);
    return folder && bundle_name_is_safe(folder) ? folder : refuse(c, folder ? folder : c->file, diag);
}

const char *keep_name(const struct campaign *c, const char *folder, const char *named, struct arena *arena,
                      struct diag *diag) {
    char *name = arena_alloc(arena, strlen(folder) + strlen(named) + 2);
    size_t length = strlen(folder);
    const char *part = named;
    if (*named == '/') return refuse(c, named, diag);
    strcpy(name, folder);
    while (*part) {
        size_t more = strcspn(part, "/");
        if (more == 2 && memcmp(part, "..", 2) == 0) {
            while (length > 0 && name[length - 1] != '/') length--;
            if (length > 0) length--;
        } else if (more > 0 && !(more == 1 && part[0] == '.')) {
            name[length++] = '/';
            memcpy(name + length, part, more);
            length += more;
        }
        name[length] = '\0';
        part += more + (part[more] == '/');
    }
    if (strncmp(name, TOP "/", sizeof TOP) != 0 || !bundle_name_is_safe(name)) return refuse(c, named, diag);
    return name;
}

const char *keep_plugin_name(const struct campaign *c, const char *folder, const char *named, struct arena *arena,
                             struct diag *diag) {
    const char *name = arena_format(arena, "plugins/%s", named);
    if (strchr(named, '/')) return keep_name(c, folder, named, arena, diag);
    return bundle_name_is_safe(name) ? name : refuse(c, named, diag);
}
