/* SPDX-License-Identifier: MIT */
#include "host/diff/results.h"

#include "host/diff/json_cut.h"
#include "host/read/json_find.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse(const struct results *r, const char *code, const char *found, const char *text, struct diag *diag) {
    struct diag_message m = {.code = code,
                             .place = {r->file, 0, 0},
                             .found = found,
                             .found_length = found ? strlen(found) : 0,
                             .mend = "give what caqes evaluate writes with --format json or ndjson, or an archive"};
    diag_report(diag, &m, "%s", text);
    return false;
}

static bool map_file(struct results *r, struct diag *diag) {
    struct diag_message m = {.code = "S611", .place = {r->file, 0, 0}};
    struct stat status;
    int fd = open(r->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool good = fd >= 0 && fstat(fd, &status) == 0;
    if (good && !S_ISREG(status.st_mode)) {
        close(fd);
        return refuse(r, "A130", NULL, "this is not a file of results", diag);
    }
    if (good && status.st_size > 0) {
        r->size = (size_t)status.st_size;
        r->map = mmap(NULL, r->size, PROT_READ, MAP_PRIVATE, fd, 0);
        good = r->map != MAP_FAILED;
    }
    if (!good) diag_report(diag, &m, "cannot read the results: %s", strerror(errno));
    if (!good) r->map = NULL;
    if (fd >= 0) close(fd);
    return good;
}

const struct json_node *results_parse(struct results *r, const struct result_grid *grid) {
    uint32_t twins = 0;
    const struct json_node *root;
    if (grid->length > JSON_MAX_BYTES) return NULL;
    if (r->room_size < grid->length + JSON_PADDING) {
        r->room_size = grid->length * 2 + JSON_PADDING;
        r->room = memory_grow(r->room, r->room_size, 1);
    }
    memcpy(r->room, grid->text, grid->length);
    memset(r->room + grid->length, 0, JSON_PADDING);
    root = json_source_parse(r->source, r->room, grid->length, &twins);
    return twins ? NULL : root;
}

static bool add_grid(struct results *r, struct json_span span, struct diag *diag) {
    struct result_grid g = {.text = span.start, .length = span.length};
    const struct json_node *root = results_parse(r, &g), *finess, *format = json_find(root, "format");
    g.target = r->targets && json_is(format, "caqes-ciblage");
    if (!root || !(g.target || json_is(format, "caqes-grille")) || !json_is(json_find(root, "version"), "1"))
        return refuse(r, "A130", NULL, "a part of it is not the grid of an establishment, caqes-grille version 1",
                      diag);
    finess = json_find(json_find(root, "etablissement"), "finess");
    if (!finess || finess->kind != JSON_STRING || finess->text_length != 9)
        return refuse(r, "A130", NULL, "a grid does not say of which establishment it is", diag);
    memcpy(g.finess, finess->text, 9);
    if (r->count == r->capacity) {
        r->capacity = r->capacity ? r->capacity * 2 : 256;
        r->grids = memory_grow(r->grids, r->capacity, sizeof *r->grids);
    }
    r->grids[r->count++] = g;
    return true;
}

static bool is_key(struct json_span key, const char *text) {
    return key.length == strlen(text) && memcmp(key.start, text, key.length) == 0;
}

static bool read_grids(struct results *r, struct json_span list, struct diag *diag) {
    const char *at = list.start, *end = list.start + list.length;
    struct json_span key, grid;
    bool closed;
    while (json_cut_part(&at, end, &key, &grid, &closed))
        if (!add_grid(r, grid, diag)) return false;
    return closed || refuse(r, "A130", NULL, "its list of grids is not whole", diag);
}

/* A document: its grids. */
static bool read_document(struct results *r, struct json_span whole, struct diag *diag) {
    const char *at = whole.start, *end = whole.start + whole.length;
    struct json_span key, value;
    bool closed, good = true;
    while (good && json_cut_part(&at, end, &key, &value, &closed)) {
        if (is_key(key, "grilles") || (r->targets && is_key(key, "ciblages"))) good = read_grids(r, value, diag);
    }
    return good;
}

static bool is_document(const struct results *r, struct json_span whole) {
    const char *at = whole.start;
    struct json_span key, value;
    bool closed;
    return json_cut_part(&at, whole.start + whole.length, &key, &value, &closed) && is_key(key, "format") &&
           (is_key(value, "\"caqes-evaluation\"") || (r->targets && is_key(value, "\"caqes-ciblages\"")));
}

static bool read_all(struct results *r, struct diag *diag) {
    const char *at = r->map, *before = at, *end;
    struct json_span value;
    if (!r->map) return true; /* an empty file: of nobody */
    end = r->map + r->size;
    while (json_cut_value(&at, end, &value)) {
        if (*value.start != '{') return refuse(r, "A130", NULL, "these are not results of caqes evaluate", diag);
        if (!(is_document(r, value) ? read_document(r, value, diag) : add_grid(r, value, diag))) return false;
        before = at;
    }
    for (; before < end; before++)
        if (!strchr(" \t\r\n", *before)) return refuse(r, "A130", NULL, "these are not results, or not whole", diag);
    return true;
}

static int by_finess(const void *a, const void *b) {
    return strcmp(((const struct result_grid *)a)->finess, ((const struct result_grid *)b)->finess);
}

static bool open_results(const char *file, bool targets, struct diag *diag, struct results *out) {
    bool good;
    uint32_t k;
    *out = (struct results){.file = file, .targets = targets, .source = json_source_create()};
    good = map_file(out, diag) && read_all(out, diag);
    if (out->count) qsort(out->grids, out->count, sizeof *out->grids, by_finess);
    for (k = 1; good && k < out->count; k++)
        if (strcmp(out->grids[k - 1].finess, out->grids[k].finess) == 0)
            good = refuse(out, "A131", out->grids[k].finess, "an establishment is there twice", diag);
    return good;
}

bool results_open(const char *file, struct diag *diag, struct results *out) {
    return open_results(file, false, diag, out);
}

bool results_open_either(const char *file, struct diag *diag, struct results *out) {
    return open_results(file, true, diag, out);
}

void results_close(struct results *r) {
    if (r->map) munmap((void *)(uintptr_t)r->map, r->size);
    if (r->source) json_source_destroy(r->source);
    free(r->grids);
    free(r->room);
    *r = (struct results){0};
}

const struct result_grid *results_find(const struct results *r, const char *finess) {
    struct result_grid key;
    if (r->count == 0 || strlen(finess) >= sizeof key.finess) return NULL;
    strcpy(key.finess, finess);
    return bsearch(&key, r->grids, r->count, sizeof *r->grids, by_finess);
}
