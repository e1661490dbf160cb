/* SPDX-License-Identifier: MIT */
#include "host/cli/second_reading.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_standard_input(const char *file) { return strcmp(file, "-") == 0; }

static bool has_standard_input(const struct inputs *in) {
    uint32_t k;
    for (k = 0; k < in->count; k++)
        if (is_standard_input(in->files[k])) return true;
    return false;
}

/* A pipe gives its bytes once. What is not there at all is left to the reader, which says so. */
static bool is_file(const char *path, struct diag *diag) {
    struct diag_message m = {.code = "S608",
                             .place = {path, 0, 0},
                             .mend = "write the dossiers to a file, or give them on standard input: -"};
    struct stat status;
    if (stat(path, &status) != 0 || S_ISREG(status.st_mode)) return true;
    diag_report(diag, &m, "dossiers are read twice, and this is not a file");
    return false;
}

static bool copy_all(int from, int to) {
    char buffer[1 << 16];
    ssize_t got, put, done;
    for (;;) {
        do got = read(from, buffer, sizeof buffer);
        while (got < 0 && errno == EINTR);
        if (got <= 0) return got == 0;
        for (done = 0; done < got; done += put) {
            put = write(to, buffer + done, (size_t)(got - done));
            if (put < 0 && errno != EINTR) return false;
            if (put < 0) put = 0;
        }
    }
}

static bool failed(struct diag *diag, const char *what) {
    struct diag_message m = {
        .code = "S607", .place = {"<stdin>", 0, 0}, .mend = "name the dossiers as files, or make room in /tmp"};
    diag_report(diag, &m, "cannot %s: %s", what, strerror(errno));
    return false;
}

bool second_reading_begin(const struct inputs *in, struct diag *diag) {
    if (!has_standard_input(in) || lseek(STDIN_FILENO, 0, SEEK_SET) == 0) return true;
    return failed(diag, "read standard input again");
}

bool second_reading_possible(const struct inputs *in, struct diag *diag) {
    bool files = true;
    uint32_t k;
    for (k = 0; k < in->count; k++)
        if (!is_standard_input(in->files[k])) files = is_file(in->files[k], diag) && files;
    return files;
}

bool second_reading_keep(const struct inputs *in, struct diag *diag) {
    FILE *copy;
    if (!has_standard_input(in)) return true;
    copy = tmpfile(); /* without a name from the start: nothing is left behind */
    if (!copy) return failed(diag, "make a temporary file");
    if (!copy_all(STDIN_FILENO, fileno(copy)) || dup2(fileno(copy), STDIN_FILENO) < 0) {
        failed(diag, "copy standard input");
        fclose(copy);
        return false;
    }
    fclose(copy);
    return second_reading_begin(in, diag);
}
