/* SPDX-License-Identifier: MIT */
#include "host/diff/sides.h"

#include "host/cli/keep_run.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Opening ---- */

/* An archive begins with the name of its first member; results with a bracket. */
bool side_is_archive(const char *file) {
    char head[sizeof BUNDLE_INDEX] = "";
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = fd < 0 ? 0 : read(fd, head, sizeof head);
    if (fd >= 0) close(fd);
    return got == sizeof head && memcmp(head, BUNDLE_INDEX, sizeof head) == 0;
}

static bool open_archive(struct side *side, const char *folder, const char *name, const struct isolation *isolation,
                         struct arena *arena, struct diag *diag) {
    struct rerun r;
    const char *results;
    if (!unpacked_open(side->file, folder, name, arena, diag, &side->unpacked)) return false;
    results = arena_format(arena, "%s/%s", side->unpacked.folder, side->unpacked.about.results);
    if (strcmp(side->unpacked.about.format, "table") == 0) {
        r = rerun_of(&side->unpacked, isolation);
        r.format = "ndjson";
        results = arena_format(arena, "%s/%s.ndjson", folder, name);
        if (!rerun_gave_results(rerun(&r, results, arena, diag))) return false;
    }
    return results_open(results, diag, &side->results);
}

bool side_open(struct side *side, const char *folder, const char *name, const struct isolation *isolation,
               struct arena *arena, struct diag *diag) {
    side->is_archive = side_is_archive(side->file);
    return side->is_archive ? open_archive(side, folder, name, isolation, arena, diag)
                            : results_open(side->file, diag, &side->results);
}

bool sides_open(struct sides *s, const char *const *files, struct arena *arena, struct diag *diag) {
    bool good = (s->folder = private_folder(diag)) != NULL;
    unsigned number;
    for (number = 0; good && number < 2; number++) {
        s->side[number].file = files[number];
        good = side_open(&s->side[number], s->folder, number ? "b" : "a", s->isolation, arena, diag);
    }
    return good;
}

void sides_close(struct sides *s) {
    unsigned k;
    for (k = 0; k < 2; k++) results_close(&s->side[k].results);
    for (k = 0; k < s->between_count; k++) results_close(&s->between[k]);
    private_folder_remove(s->folder);
}

/* ---- As a whole ---- */

static const char *digest_of(const struct unpacked *u, const char *member) {
    const struct bundle_entry *e = member ? bundle_index_find(&u->index, member) : NULL;
    return e ? e->sha256 : NULL;
}

/* What has the name in the configuration of the other side: the campaign itself has none. */
static const char *member_named(const struct about *a, const char *named) {
    uint32_t k;
    for (k = 0; k < a->file_count; k++)
        if (strcmp(a->files[k].named, named) == 0) return a->files[k].member;
    return NULL;
}

static const char *brief(struct arena *arena, const char *sha256) {
    return sha256 ? arena_format(arena, "%.12s", sha256) : NULL;
}

static void compare_file(const struct unpacked *const *u, const char *named, struct difference *d) {
    const char *before = digest_of(u[0], member_named(&u[0]->about, named));
    const char *after = digest_of(u[1], member_named(&u[1]->about, named));
    remark_add(&d->general, d->arena, "configuration", *named ? named : "campagne", NULL, brief(d->arena, before),
               brief(d->arena, after));
}

static void compare_files(const struct unpacked *const *u, struct difference *d) {
    uint32_t k;
    for (k = 0; k < u[0]->about.file_count; k++) compare_file(u, u[0]->about.files[k].named, d);
    for (k = 0; k < u[1]->about.file_count; k++)
        if (!member_named(&u[0]->about, u[1]->about.files[k].named)) compare_file(u, u[1]->about.files[k].named, d);
}

static const struct about_plugin *plugin_of(const struct unpacked *u, const char *id) {
    uint32_t k;
    for (k = 0; k < u->about.plugin_count; k++)
        if (strcmp(u->about.plugins[k].id, id) == 0) return &u->about.plugins[k];
    return NULL;
}

static const char *plugin_text(const struct unpacked *u, const char *id, struct arena *arena) {
    const struct about_plugin *p = plugin_of(u, id);
    return p ? arena_format(arena, "%s (%.12s)", p->version, digest_of(u, p->member)) : NULL;
}

static void compare_plugin(const struct unpacked *const *u, const char *id, struct difference *d) {
    remark_add(&d->general, d->arena, "plugin", id, NULL, plugin_text(u[0], id, d->arena),
               plugin_text(u[1], id, d->arena));
}

static void compare_plugins(const struct unpacked *const *u, struct difference *d) {
    uint32_t k;
    for (k = 0; k < u[0]->about.plugin_count; k++) compare_plugin(u, u[0]->about.plugins[k].id, d);
    for (k = 0; k < u[1]->about.plugin_count; k++)
        if (!plugin_of(u[0], u[1]->about.plugins[k].id)) compare_plugin(u, u[1]->about.plugins[k].id, d);
}

static bool is_dossier(const struct bundle_entry *e) {
    return strncmp(e->name, KEPT_INPUTS "/", sizeof KEPT_INPUTS) == 0;
}

static int by_digest(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* The digests of the dossiers, in order: the same file under another number is the same. */
static const char **dossiers_of(const struct unpacked *u, struct arena *arena, uint32_t *count) {
    const char **all = arena_array(arena, u->index.count + 1, sizeof *all);
    uint32_t k;
    *count = 0;
    for (k = 0; k < u->index.count; k++)
        if (is_dossier(&u->index.entries[k])) all[(*count)++] = u->index.entries[k].sha256;
    qsort(all, *count, sizeof *all, by_digest);
    return all;
}

/* How many files of each side the other has not. */
static void count_alone(const struct unpacked *const *u, struct arena *arena, uint32_t *alone) {
    uint32_t counts[2], i = 0, j = 0;
    const char **a = dossiers_of(u[0], arena, &counts[0]), **b = dossiers_of(u[1], arena, &counts[1]);
    alone[0] = alone[1] = 0;
    while (i < counts[0] || j < counts[1]) {
        int order = i == counts[0] ? 1 : j == counts[1] ? -1 : strcmp(a[i], b[j]);
        alone[0] += order < 0;
        alone[1] += order > 0;
        i += order <= 0;
        j += order >= 0;
    }
}

static void compare_dossiers(const struct unpacked *const *u, struct difference *d) {
    uint32_t alone[2];
    count_alone(u, d->arena, alone);
    if (alone[0] == 0 && alone[1] == 0) return;
    remark_add(&d->general, d->arena, "dossiers", NULL, NULL,
               arena_format(d->arena, "%u fichiers, dont %u que B n'a pas", u[0]->about.dossiers, alone[0]),
               arena_format(d->arena, "%u fichiers, dont %u que A n'a pas", u[1]->about.dossiers, alone[1]));
}

void sides_general(const struct sides *s, struct difference *d) {
    const struct unpacked *u[2] = {&s->side[0].unpacked, &s->side[1].unpacked};
    unsigned k;
    for (k = 0; k < 2; k++) {
        d->source[k] = s->side[k].file;
        if (s->side[k].is_archive) d->digest[k] = u[k]->index.digest;
    }
    if (!s->side[0].is_archive || !s->side[1].is_archive) return;
    remark_add(&d->general, d->arena, "programme", NULL, NULL, u[0]->about.program, u[1]->about.program);
    compare_dossiers(u, d);
    compare_files(u, d);
    compare_plugins(u, d);
}

/* ---- The states between ---- */

static unsigned groups_of(const struct difference *d) {
    unsigned groups = 0;
    const struct remark *r;
    for (r = d->general.first; r; r = r->next) {
        if (strcmp(r->kind, "dossiers") == 0) groups |= GROUP_INPUTS;
        if (strcmp(r->kind, "configuration") == 0) groups |= GROUP_CONFIGURATION;
        if (strcmp(r->kind, "plugin") == 0) groups |= GROUP_PLUGINS;
    }
    return groups;
}

static void add_state(struct attribution *a, struct results *results, unsigned swapped) {
    a->states[a->count++] = (struct attribution_state){results, swapped};
}

/* Runs a state; NULL when it is not possible. Its messages are of no use: who would mend a campaign that is none? */
static struct results *run_state(struct sides *s, struct rerun *r, struct arena *arena) {
    struct diag quiet = {0};
    struct results *results = &s->between[s->between_count];
    const char *output = arena_format(arena, "%s/state-%u", s->folder, s->between_count);
    r->quiet = true;
    if (!rerun_gave_results(rerun(r, output, arena, &quiet))) return NULL;
    s->between_count++;
    return results_open(output, &quiet, results) ? results : NULL;
}

/* The groups in `b_groups` are those of B, the others of A. */
static struct results *run_between(struct sides *s, unsigned b_groups, struct arena *arena) {
    const struct unpacked *u[2] = {&s->side[0].unpacked, &s->side[1].unpacked};
    const struct unpacked *configuration = u[!!(b_groups & GROUP_CONFIGURATION)];
    const struct unpacked *inputs = u[!!(b_groups & GROUP_INPUTS)], *plugins = u[!!(b_groups & GROUP_PLUGINS)];
    const char *folder = arena_format(arena, "%s/mix-%u", s->folder, b_groups);
    struct diag quiet = {0};
    struct rerun r = rerun_of(configuration, s->isolation);
    if (!rerun_mix(configuration, plugins, folder, arena, &quiet)) return NULL;
    r.folder = folder;
    r.inputs = arena_format(arena, "%s/" KEPT_INPUTS, inputs->folder);
    r.format = "ndjson";
    r.explain = false;
    r.any_version = true;
    return run_state(s, &r, arena);
}

static bool same_results(const struct results *a, const struct results *b) {
    return a->size == b->size && (a->size == 0 || memcmp(a->map, b->map, a->size) == 0);
}

/* What this program gives for an archive, when that is not what is archived. False when it gives nothing. */
static bool run_end(struct sides *s, unsigned number, struct arena *arena, struct results **other) {
    struct side *side = &s->side[number];
    struct rerun r = rerun_of(&side->unpacked, s->isolation);
    *other = NULL;
    if (strcmp(r.format, "table") == 0) return true; /* what is compared was made by this program */
    *other = run_state(s, &r, arena);
    if (!*other) return false;
    if (same_results(*other, &side->results)) *other = NULL;
    return true;
}

bool sides_attribute(struct sides *s, struct difference *d, struct arena *arena, struct diag *diag) {
    static const unsigned order[] = {GROUP_INPUTS, GROUP_CONFIGURATION, GROUP_PLUGINS};
    struct diag_message m = {.code = "A140", .mend = "replay each archive: caqes replay says what stands in the way"};
    struct attribution a = {.count = 0};
    unsigned groups = groups_of(d), swapped = 0, waiting = 0, k;
    struct results *ends[2];
    for (k = 0; k < 2; k++)
        if (!run_end(s, k, arena, &ends[k])) {
            m.place.file = s->side[k].file;
            m.warning = true;
            diag_report(diag, &m, "this program cannot evaluate the archive: what accounts for the change is not told");
            return false;
        }
    add_state(&a, &s->side[0].results, 0);
    if (ends[0]) add_state(&a, ends[0], GROUP_PROGRAM);
    for (k = 0; k < 3; k++) {
        struct results *between;
        if (!(groups & order[k])) continue;
        swapped |= order[k];
        waiting |= order[k];
        if (swapped == groups) break; /* that is B itself */
        between = run_between(s, swapped, arena);
        if (!between) continue;
        add_state(&a, between, waiting);
        waiting = 0;
    }
    if (ends[1]) add_state(&a, ends[1], waiting);
    add_state(&a, &s->side[1].results, ends[1] ? GROUP_PROGRAM : waiting);
    attribution_fill(&a, d);
    return true;
}
