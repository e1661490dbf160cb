/* SPDX-License-Identifier: MIT */
#include "host/document/site_folder.h"

#include "host/base/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Says that a folder is a site of this program, which may be written again. */
#define MARK ".caqes-site"

static bool failed(const char *path, const char *what, struct diag *diag) {
    struct diag_message m = {
        .code = "S602", .place = {path, 0, 0}, .mend = "check the folder, its rights and the room left"};
    diag_report(diag, &m, "cannot %s: %s", what, strerror(errno));
    return false;
}

bool site_folder_open(struct site_folder *f, const char *place, struct arena *arena, struct diag *diag) {
    struct diag_message m = {
        .code = "S609", .place = {place, 0, 0}, .mend = "give --site a name that is free, or a site of caqes"};
    size_t length = strlen(place);
    struct stat status;
    FILE *mark;
    mode_t mask = umask(0);
    umask(mask);
    while (length > 1 && place[length - 1] == '/') length--;
    f->place = arena_copy(arena, place, length);
    if (lstat(f->place, &status) == 0 && access(arena_format(arena, "%s/" MARK, f->place), F_OK) != 0) {
        diag_report(diag, &m, "something is there that is no site of caqes");
        return false;
    }
    f->building = arena_format(arena, "%s.XXXXXX", f->place);
    if (!mkdtemp(f->building)) return failed(place, "make a folder", diag);
    (void)chmod(f->building, 0777 & ~mask);
    mark = site_folder_file(f, MARK, arena);
    if (mark && fclose(mark) == 0 && mkdir(arena_format(arena, "%s/etablissements", f->building), 0777) == 0)
        return true;
    failed(place, "make a folder", diag);
    tree_remove(f->building);
    return false;
}

FILE *site_folder_file(const struct site_folder *f, const char *name, struct arena *arena) {
    return fopen(arena_format(arena, "%s/%s", f->building, name), "w");
}

bool site_folder_close(struct site_folder *f, bool keep, struct arena *arena, struct diag *diag) {
    char *old = arena_format(arena, "%s.old", f->building);
    bool replaced;
    if (!keep) {
        tree_remove(f->building);
        return true;
    }
    replaced = rename(f->place, old) == 0;
    if (rename(f->building, f->place) != 0) {
        failed(f->place, "give the folder its name", diag);
        if (replaced) (void)rename(old, f->place);
        tree_remove(f->building);
        return false;
    }
    if (replaced) tree_remove(old);
    return true;
}
