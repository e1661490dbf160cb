/* SPDX-License-Identifier: MIT */
#include "host/cli/output.h"

#include "host/base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool failed(struct diag *diag, const char *path, const char *what) {
    struct diag_message m = {
        .code = "S602", .place = {path, 0, 0}, .mend = "check the folder, its rights and the room left"};
    diag_report(diag, &m, "cannot %s: %s", what, strerror(errno));
    return false;
}

static bool same_file(const struct stat *a, const char *path) {
    struct stat b;
    return stat(path, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* What the run reads must not be what it writes. */
static bool is_read(struct output_reads reads, const char *path, struct diag *diag) {
    struct diag_message m = {.code = "S605", .place = {path, 0, 0}, .mend = "give --output another name"};
    struct stat status;
    uint32_t set, i;
    if (stat(path, &status) != 0) return false;
    for (set = 0; set < 2; set++)
        for (i = 0; i < reads.counts[set]; i++)
            if (same_file(&status, reads.files[set][i])) {
                diag_report(diag, &m, "the output would replace a file that this run reads");
                return true;
            }
    return false;
}

/* The folder that a name is in. */
static bool folder_of(const char *path, struct stat *status, const char **last) {
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    bool found;
    if (!folder) memory_exhausted();
    *last = slash ? slash + 1 : path;
    found = stat(folder, status) == 0;
    free(folder);
    return found;
}

bool output_same_place(const char *a, const char *b) {
    struct stat x, y;
    const char *last[2];
    if (strcmp(a, b) == 0) return true;
    if (stat(a, &x) == 0 && same_file(&x, b)) return S_ISREG(x.st_mode);
    return folder_of(a, &x, &last[0]) && folder_of(b, &y, &last[1]) && x.st_dev == y.st_dev && x.st_ino == y.st_ino &&
           strcmp(last[0], last[1]) == 0;
}

/* A device or a pipe is written to as it is; it cannot appear whole. */
static bool open_directly(struct output *o, struct diag *diag) {
    o->stream = fopen(o->path, "w");
    return o->stream || failed(diag, o->path, "open the file");
}

/* A file is written under another name, beside the file that the path leads to. */
static bool open_temporary(struct output *o, struct diag *diag) {
    size_t size = strlen(o->path) + sizeof ".XXXXXX";
    mode_t mask;
    int fd;
    o->temporary = memory_grow(NULL, size, 1);
    snprintf(o->temporary, size, "%s.XXXXXX", o->path);
    fd = mkstemp(o->temporary);
    o->stream = fd < 0 ? NULL : fdopen(fd, "w");
    if (!o->stream) {
        failed(diag, o->path, "create the file");
        if (fd >= 0) close(fd);
        if (fd >= 0) unlink(o->temporary);
        free(o->temporary);
        return false;
    }
    mask = umask(0);
    umask(mask);
    (void)fchmod(fd, 0666 & ~mask); /* mkstemp makes it private; an output is as any file */
    return true;
}

/* Standard output, when it is a file that can be cut; else a temporary file until the end. */
static bool open_standard(struct output *o, struct diag *diag) {
    struct stat status;
    int flags = fcntl(STDOUT_FILENO, F_GETFL);
    if (fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode) && flags >= 0 && !(flags & O_APPEND)) {
        o->start = ftell(stdout);
        return true;
    }
    o->stream = tmpfile();
    return o->stream || failed(diag, NULL, "make a temporary file");
}

bool output_restart(struct output *o, struct diag *diag) {
    if (fflush(o->stream) == 0 && ftruncate(fileno(o->stream), o->start) == 0 &&
        fseek(o->stream, o->start, SEEK_SET) == 0)
        return true;
    return failed(diag, o->path, "write the results again");
}

bool output_open(struct output *o, const char *path, struct output_reads reads, struct diag *diag) {
    struct stat status;
    *o = (struct output){.stream = stdout};
    if (!path) return open_standard(o, diag);
    if (is_read(reads, path, diag)) return false;
    o->real_path = realpath(path, NULL);
    o->path = o->real_path ? o->real_path : path;
    if (stat(o->path, &status) == 0 && !S_ISREG(status.st_mode) ? open_directly(o, diag) : open_temporary(o, diag))
        return true;
    free(o->real_path);
    return false;
}

/* Hands the temporary file over to standard output. */
static bool pour(struct output *o) {
    static char block[1 << 16];
    size_t n;
    rewind(o->stream);
    while ((n = fread(block, 1, sizeof block, o->stream)) > 0)
        if (fwrite(block, 1, n, stdout) != n) break;
    n = (size_t)ferror(o->stream);
    fclose(o->stream);
    return fflush(stdout) == 0 && !ferror(stdout) && n == 0;
}

bool output_close(struct output *o, bool keep, struct diag *diag) {
    bool written = fflush(o->stream) == 0 && !ferror(o->stream), done = true;
    if (!o->path && !keep) { /* nothing of it is for anybody */
        if (o->stream != stdout) fclose(o->stream);
        return o->stream != stdout || output_restart(o, diag);
    }
    if (!o->path && o->stream != stdout) written = written && pour(o);
    if (!o->path) return written || failed(diag, NULL, "write to standard output");
    if (o->temporary) written = written && fsync(fileno(o->stream)) == 0;
    if (fclose(o->stream) != 0) written = false;
    if (!written) {
        done = failed(diag, o->path, "write the file");
    } else if (keep && o->temporary && rename(o->temporary, o->path) != 0) {
        done = failed(diag, o->path, "give the file its name");
    }
    if (!(done && keep) && o->temporary) unlink(o->temporary);
    free(o->temporary);
    free(o->real_path);
    return done;
}
