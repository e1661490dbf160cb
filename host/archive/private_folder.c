/* SPDX-License-Identifier: MIT */
#include "host/archive/unpack.h"

#include "host/base/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The one private folder of this run; its guard removes it when this process is no more, however it ended: it waits for
 * the end of a pipe that nobody writes to. */
static int guarded_by = -1;
static pid_t the_guard;

_Noreturn static void guard(int end, const char *folder) {
    char byte;
    setsid(); /* what ends the run from its terminal does not end this one */
    while (read(end, &byte, 1) < 0 && errno == EINTR) {
    }
    tree_remove(folder);
    _exit(0);
}

/* Without a guard the folder is removed all the same, unless the run is killed. */
static void set_guard(const char *folder) {
    int ends[2];
    pid_t child;
    if (guarded_by >= 0 || pipe2(ends, O_CLOEXEC) != 0) return;
    child = fork();
    if (child == 0) {
        close(ends[1]);
        close(STDOUT_FILENO); /* whoever reads it does not wait for the guard */
        close(STDERR_FILENO);
        guard(ends[0], folder);
    }
    close(ends[0]);
    if (child < 0) {
        close(ends[1]);
    } else {
        guarded_by = ends[1];
        the_guard = child;
    }
}

char *private_folder(struct diag *diag) {
    static const char tail[] = "/caqes.XXXXXX";
    struct diag_message m = {.code = "S612", .mend = "make room in /tmp, or set TMPDIR to another folder"};
    const char *where = getenv("TMPDIR");
    char *folder;
    if (!where || *where != '/') where = "/tmp";
    folder = memory_grow(NULL, strlen(where) + sizeof tail, 1);
    strcpy(folder, where);
    strcat(folder, tail);
    if (mkdtemp(folder)) {
        set_guard(folder);
        return folder;
    }
    m.place.file = where;
    diag_report(diag, &m, "cannot make a private folder: %s", strerror(errno));
    free(folder);
    return NULL;
}

void private_folder_remove(char *folder) {
    if (folder) tree_remove(folder);
    if (guarded_by >= 0) {
        close(guarded_by);
        guarded_by = -1;
        while (waitpid(the_guard, NULL, 0) < 0 && errno == EINTR) {
        }
    }
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
