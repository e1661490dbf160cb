/* SPDX-License-Identifier: MIT */
#include "host/archive/unpack.h"

#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>

char *private_folder(struct diag *diag) {
    static const char tail[] = "/caqes.XXXXXX";
    struct diag_message m = {.code = "S612", .mend = "make room in /tmp, or set TMPDIR to another folder"};
    const char *where = getenv("TMPDIR");
    char *folder;
    if (!where || *where != '/') where = "/tmp";
    folder = memory_grow(NULL, strlen(where) + sizeof tail, 1);
    strcpy(folder, where);
    strcat(folder, tail);
    if (mkdtemp(folder)) return folder;
    m.place.file = where;
    diag_report(diag, &m, "cannot make a private folder: %s", strerror(errno));
    free(folder);
    return NULL;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *at) {
    (void)status, (void)kind, (void)at;
    (void)remove(path);
    return 0;
}

void private_folder_remove(char *folder) {
    if (folder) nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

char *bundle_file_text(const char *path, size_t max, size_t padding, struct arena *arena, size_t *length) {
    FILE *file = fopen(path, "rb");
    struct stat status;
    char *text = NULL;
    if (!file) return NULL;
    if (fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode) && (uint64_t)status.st_size <= max) {
        *length = (size_t)status.st_size;
        text = arena_alloc(arena, *length + padding + 1);
        if (fread(text, 1, *length, file) != *length) text = NULL;
    }
    fclose(file);
    return text;
}
