/* SPDX-License-Identifier: MIT
 *
 * campaign_fixture.h: campaigns without shared objects: "socle.so" stands for the manifest
 * tests/fixtures/campaign/socle.json. For the tests and the fuzz target of host/campaign. */
#ifndef CAQES_TESTS_CAMPAIGN_FIXTURE_H
#define CAQES_TESTS_CAMPAIGN_FIXTURE_H

#include "host/campaign/campaign_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Tests run in the source tree; the fuzz target anywhere. */
#ifndef FIXTURES
#define FIXTURES "tests/fixtures/campaign"
#endif

/* Memory, and every message said so far. */
struct fixture {
    struct arena arena;
    struct diag diag;
    char *said;
    size_t said_length;
};

static inline void fixture_open(struct fixture *f) {
    memset(f, 0, sizeof *f);
    f->diag.stream = open_memstream(&f->said, &f->said_length);
}

static inline const char *fixture_said(struct fixture *f) {
    diag_flush(&f->diag);
    fflush(f->diag.stream);
    return f->said;
}

static inline void fixture_close(struct fixture *f) {
    fclose(f->diag.stream);
    free(f->said);
    arena_free(&f->arena);
}

/* A whole file, NUL-terminated; NULL when there is none. */
static inline char *fixture_file(struct arena *arena, const char *path, size_t *length) {
    enum { LARGEST = 1 << 20 };
    FILE *stream = fopen(path, "rb");
    char *bytes;
    if (!stream) return NULL;
    bytes = arena_alloc(arena, LARGEST + 1);
    *length = fread(bytes, 1, LARGEST, stream);
    fclose(stream);
    return bytes;
}

/* The plugin of a manifest; no code. */
static inline struct plugin *fixture_plugin_of(const char *path, const char *file, struct arena *arena,
                                               struct diag *diag) {
    size_t length = 0;
    const char *json = fixture_file(arena, path, &length);
    struct plugin *p = arena_alloc(arena, sizeof *p);
    p->file = file;
    p->image = -1;
    p->manifest = json ? manifest_parse(json, length, path, arena, diag) : NULL;
    return p->manifest ? p : NULL;
}

/* A plugin_source: the manifest of the same name, else the folders of a campaign without any. */
static inline struct plugin *fixture_plugin(const void *context, struct conf_reader *r, const char *campaign,
                                            const struct setting *named, uint32_t year, const char **found) {
    static const char *const paths[] = {"tests/nulle-part", FIXTURES};
    static const struct plugin_folders folders = {paths, 2};
    size_t length = strlen(named->text);
    FILE *there;
    const char *path;
    (void)context;
    *found = named->text;
    if (length > 3 && strcmp(named->text + length - 3, ".so") == 0 && !strchr(named->text, '/')) {
        path = arena_format(r->arena, FIXTURES "/%.*s.json", (int)(length - 3), named->text);
        there = fopen(path, "rb");
        if (there) {
            fclose(there);
            return fixture_plugin_of(path, named->text, r->arena, r->diag);
        }
    }
    return plugin_from_folders(&folders, r, campaign, named, year, found);
}

static const struct plugin_source fixture_source = {fixture_plugin, NULL, false};

/* A campaign from text, as if it were in `file`. */
static inline struct campaign *fixture_parse(struct fixture *f, const char *file, const char *text, size_t length) {
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, &f->arena, &f->diag);
    root = conf_parse(&r, file, text, length);
    return root ? campaign_build(&r, file, root, &fixture_source) : NULL;
}

/* A campaign from a file. */
static inline struct campaign *fixture_read(struct fixture *f, const char *file) {
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, &f->arena, &f->diag);
    root = conf_read(&r, file, NULL);
    return root ? campaign_build(&r, file, root, &fixture_source) : NULL;
}

#endif
