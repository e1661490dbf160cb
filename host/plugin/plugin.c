/* SPDX-License-Identifier: MIT
 *
 * A plugin before its code: the manifest says whether it is for this exercice and this program. */
#include "host/plugin/plugin.h"

#include <string.h>
#include <unistd.h>

static bool covers(const struct manifest *m, uint32_t year, struct diag *diag) {
    if (year >= m->first_year && year <= m->last_year) return true;
    diag_report(diag,
                &(struct diag_message){.code = "P110",
                                       .place = {.file = m->file},
                                       .mend = "use the plugin of that exercice, or extend \"years\" in its manifest"},
                "exercice %u is not covered: %s %s is for %u to %u", year, m->id, m->version, m->first_year,
                m->last_year);
    return false;
}

static bool speaks_abi(const struct manifest *m, struct diag *diag) {
    if (m->abi_major == CAQES_ABI_MAJOR && m->abi_minor <= CAQES_ABI_MINOR) return true;
    diag_report(diag,
                &(struct diag_message){.code = "P111",
                                       .place = {.file = m->file},
                                       .mend = m->abi_major < CAQES_ABI_MAJOR
                                                   ? "build the plugin with this program's SDK"
                                                   : "use a newer caqes, or build the plugin with this program's SDK"},
                "ABI %u.%u, this program has ABI %d.%d", m->abi_major, m->abi_minor, CAQES_ABI_MAJOR, CAQES_ABI_MINOR);
    return false;
}

struct plugin *plugin_open_bytes(const struct plugin_file *read, const char *file, uint32_t year, struct arena *arena,
                                 struct diag *diag) {
    struct plugin *p;
    const struct manifest *m = manifest_parse(read->manifest, read->manifest_length, file, arena, diag);
    bool fits = m && covers(m, year, diag);
    if (!m || !speaks_abi(m, diag) || !fits) return NULL;
    p = arena_alloc(arena, sizeof *p);
    p->file = m->file;
    memcpy(p->sha256, read->sha256, sizeof p->sha256);
    p->image = read->image;
    p->early_code = read->early_code;
    p->manifest = m;
    p->manifest_bytes = read->manifest;
    p->manifest_length = read->manifest_length;
    return p;
}

struct plugin *plugin_open(const char *file, uint32_t year, struct arena *arena, struct diag *diag) {
    struct plugin_file read;
    struct plugin *p;
    if (!plugin_file_read(file, arena, diag, &read)) return NULL;
    p = plugin_open_bytes(&read, file, year, arena, diag);
    if (!p && read.image >= 0) close(read.image);
    return p;
}

bool plugin_has_code(const struct manifest *m) { return m->is_volet || m->coded_count > 0 || m->targeting_count > 0; }

struct plugin *plugin_load(const char *file, uint32_t year, struct arena *arena, struct diag *diag) {
    struct plugin *p = plugin_open(file, year, arena, diag);
    return p && plugin_load_code(p, arena, diag) && plugin_self_test(p, arena, diag) ? p : NULL;
}
