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

bool output_open(struct output *o, const char *path, struct diag *diag) {
    int fd;
    mode_t mask;
    size_t size;
    *o = (struct output){.stream = stdout};
    if (!path) return true;
    size = strlen(path) + sizeof ".XXXXXX";
    o->path = path;
    o->temporary = memory_grow(NULL, size, 1);
    snprintf(o->temporary, size, "%s.XXXXXX", path);
    fd = mkstemp(o->temporary);
    if (fd < 0) {
        failed(diag, path, "create the file");
        free(o->temporary);
        return false;
    }
    mask = umask(0);
    umask(mask);
    (void)fchmod(fd, 0666 & ~mask); /* mkstemp makes it private; an output is as any file */
    o->stream = fdopen(fd, "w");
    if (!o->stream) {
        close(fd);
        failed(diag, path, "open the file");
        unlink(o->temporary);
        free(o->temporary);
        return false;
    }
    return true;
}

bool output_close(struct output *o, bool keep, struct diag *diag) {
    bool written = fflush(o->stream) == 0 && !ferror(o->stream), done = true;
    if (!o->path) return written || failed(diag, NULL, "write to standard output");
    written = written && fsync(fileno(o->stream)) == 0;
    if (fclose(o->stream) != 0) written = false;
    if (!written) {
        done = failed(diag, o->path, "write the file");
    } else if (keep && rename(o->temporary, o->path) != 0) {
        done = failed(diag, o->path, "give the file its name");
        written = false;
    }
    if (!written || !keep) unlink(o->temporary);
    free(o->temporary);
    return done;
}
