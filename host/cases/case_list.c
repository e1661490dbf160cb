/* SPDX-License-Identifier: MIT */
#include "host/cases/case_list.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 16 };

#define EXTENSION ".csv"
#define CAMPAIGN "campagne.cfg"

/* The paths, as they are found. */
struct finder {
    struct case_path *paths; /* grows */
    uint32_t count, capacity;
    struct arena *arena;
    struct diag *diag;
    bool good;
};

static void add_path(struct finder *f, const char *file, const char *top) {
    if (f->count == f->capacity) {
        f->capacity = f->capacity ? f->capacity * 2 : 64;
        f->paths = memory_grow(f->paths, f->capacity, sizeof *f->paths);
    }
    f->paths[f->count++] = (struct case_path){file, top};
}

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_link(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

static bool is_case_file(const char *name) {
    size_t length = strlen(name), tail = strlen(EXTENSION);
    return length > tail && strcmp(name + length - tail, EXTENSION) == 0;
}

static void say(struct finder *f, const char *path, const char *code, const char *mend, const char *text) {
    struct diag_message m = {.code = code, .place = {path, 0, 0}, .mend = mend};
    diag_report(f->diag, &m, "%s", text);
    f->good = false;
}

/* The case files of a folder and of those below. A link to a folder is not followed: it may lead back here. */
static void add_folder(struct finder *f, const char *folder, const char *top, unsigned depth) {
    const struct dirent *entry;
    DIR *dir;
    if (depth > DEEPEST) {
        say(f, folder, "S603", "name this folder by itself, or bring its cases nearer",
            arena_format(f->arena, "the folder is not read: it is more than %d folders below %s", DEEPEST, top));
        return;
    }
    dir = opendir(folder);
    while (dir && (errno = 0, entry = readdir(dir)) != NULL) {
        const char *path;
        if (entry->d_name[0] == '.') continue;
        path = arena_format(f->arena, "%s/%s", folder, entry->d_name);
        if (is_folder(path)) {
            if (!is_link(path)) add_folder(f, path, top, depth + 1);
        } else if (is_case_file(entry->d_name)) {
            add_path(f, path, top);
        }
    }
    if (errno != 0) /* else a part would pass for the whole */
        say(f, folder, "S603", "check the path and the rights on it",
            arena_format(f->arena, "cannot read the folder: %s", strerror(errno)));
    if (dir) closedir(dir);
}

/* The folder of a file. */
static const char *folder_of(const char *path, struct arena *arena) {
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

static const char *without_slashes(const char *path, struct arena *arena) {
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') length--;
    return arena_copy(arena, path, length);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(((const struct case_path *)a)->file, ((const struct case_path *)b)->file);
}

bool case_list_expand(struct case_list *l, char *const *arguments, int count, struct arena *arena, struct diag *diag) {
    struct finder f = {.arena = arena, .diag = diag, .good = true};
    for (int i = 0; i < count; i++) {
        const char *path = without_slashes(arguments[i], arena);
        uint32_t before = f.count;
        if (!is_folder(path)) {
            add_path(&f, path, folder_of(path, arena));
            continue;
        }
        add_folder(&f, path, path, 0);
        if (f.count == before && f.good)
            say(&f, path, "T401", "a case file is named *.csv", "the folder holds no case file");
    }
    if (f.count) qsort(f.paths, f.count, sizeof *f.paths, by_bytes);
    for (uint32_t i = 1; i < f.count; i++)
        if (strcmp(f.paths[i - 1].file, f.paths[i].file) == 0)
            say(&f, f.paths[i].file, "S604", "name each file once", "the file is named twice");
    l->paths = arena_array(arena, f.count, sizeof *l->paths);
    if (f.count) memcpy(l->paths, f.paths, f.count * sizeof *f.paths);
    l->count = f.count;
    free(f.paths);
    return f.good;
}

/* ---- Campaigns ----------------------------------------------------------------------------------- */

const char *case_campaign(struct csv_table *t, const struct case_path *path) {
    const char *folder = folder_of(path->file, t->arena), *found;
    if (t->setting) {
        found = *t->setting->text == '/' ? t->setting->text : arena_format(t->arena, "%s/%s", folder, t->setting->text);
        if (access(found, R_OK) == 0) return found;
        csv_file_fault(t, t->setting->line, "T418", "correct the path: it is relative to this file",
                       "the campaign cannot be read: %s", found);
        return NULL;
    }
    for (;;) {
        found = arena_format(t->arena, "%s/" CAMPAIGN, folder);
        if (access(found, R_OK) == 0) return found;
        if (strcmp(folder, path->top) == 0) break;
        folder = folder_of(folder, t->arena);
    }
    csv_file_fault(t, 0, "T418", "write \"# campagne: PATH\" on the first line, or put a " CAMPAIGN " beside the file",
                   "the file names no campaign, and there is no " CAMPAIGN " from %s to %s",
                   folder_of(path->file, t->arena), path->top);
    return NULL;
}
