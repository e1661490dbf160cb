/* SPDX-License-Identifier: MIT */
#include "host/cli/inputs.h"

#include "host/base/digest.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What a folder stands for. */
struct kind {
    const char *endings[2];
    const char *none, *mend;
};
static const struct kind dossiers = {{".json", ".ndjson"},
                                     "the folder holds no dossier",
                                     "a dossier is a file named *.json, or *.ndjson with one dossier per line"};
static const struct kind parts = {{".part", ".part"},
                                  "the folder holds no part of a run",
                                  "a part is a file named *.part, written by caqes evaluate --shard"};

struct list {
    const char **files;
    uint32_t count, capacity;
};

static void list_add(struct list *l, const char *file) {
    if (l->count == l->capacity) {
        l->capacity = l->capacity ? l->capacity * 2 : 64;
        l->files = memory_grow(l->files, l->capacity, sizeof *l->files);
    }
    l->files[l->count++] = file;
}

static int by_bytes(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static bool ends_with(const char *name, const char *end) {
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcmp(name + length - tail, end) == 0;
}

static bool add_folder(struct list *l, const char *folder, const struct kind *kind, struct arena *arena,
                       struct diag *diag) {
    struct diag_message m = {.code = "S603", .place = {folder, 0, 0}};
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    uint32_t before = l->count;
    if (!dir) {
        diag_report(diag, &m, "cannot read the folder: %s", strerror(errno));
        return false;
    }
    while (errno = 0, (entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.' &&
            (ends_with(entry->d_name, kind->endings[0]) || ends_with(entry->d_name, kind->endings[1])))
            list_add(l, arena_format(arena, "%s/%s", folder, entry->d_name));
    if (errno != 0) { /* else part of a campaign would pass for the whole */
        diag_report(diag, &m, "cannot read the folder to its end: %s", strerror(errno));
        closedir(dir);
        return false;
    }
    closedir(dir);
    if (l->count > before) return true;
    m.mend = kind->mend;
    diag_report(diag, &m, "%s", kind->none);
    return false;
}

static bool expand(struct inputs *in, const struct kind *kind, char *const *arguments, int count, struct arena *arena,
                   struct diag *diag) {
    struct list l = {NULL, 0, 0};
    struct stat status;
    bool good = true;
    uint32_t k;
    int i;
    for (i = 0; i < count; i++) {
        if (strcmp(arguments[i], "-") != 0 && stat(arguments[i], &status) == 0 && S_ISDIR(status.st_mode)) {
            good = add_folder(&l, arguments[i], kind, arena, diag) && good;
        } else {
            list_add(&l, arguments[i]);
        }
    }
    if (l.count) qsort(l.files, l.count, sizeof *l.files, by_bytes);
    for (k = 1; k < l.count; k++)
        if (strcmp(l.files[k - 1], l.files[k]) == 0) {
            struct diag_message m = {.code = "S604", .place = {l.files[k], 0, 0}, .mend = "name each file once"};
            diag_report(diag, &m, "the file is named twice");
            good = false;
        }
    in->files = arena_array(arena, l.count, sizeof *in->files);
    if (l.count) memcpy(in->files, l.files, l.count * sizeof *l.files);
    in->count = l.count;
    free(l.files);
    return good;
}

bool inputs_expand(struct inputs *in, char *const *arguments, int count, struct arena *arena, struct diag *diag) {
    return expand(in, &dossiers, arguments, count, arena, diag);
}

bool inputs_expand_parts(struct inputs *in, char *const *arguments, int count, struct arena *arena, struct diag *diag) {
    return expand(in, &parts, arguments, count, arena, diag);
}

const char **inputs_digests(const struct inputs *in, struct arena *arena) {
    const char **digests = arena_array(arena, in->count, sizeof *digests);
    uint32_t k;
    for (k = 0; k < in->count; k++) {
        char *text = arena_alloc(arena, DIGEST_TEXT);
        const char *file = strcmp(in->files[k], "-") == 0 ? "/proc/self/fd/0" : in->files[k];
        if (digest_file(file, text)) digests[k] = text;
    }
    return digests;
}
