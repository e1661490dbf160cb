/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a part of a run: refused with a message. And any bytes as what a part says, with a last line that holds
 * for them: merged, or refused with a message. */
#include "host/shard/merge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds) abort();
}

static void merge_file(int fd, FILE *out) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    struct merge m = {.arena = &arena, .diag = &diag};
    const char *path = arena_format(&arena, "/proc/self/fd/%d", fd);
    bool good = merge_open(&m, &path, 1) && merge_settle(&m) && merge_write(&m, out);
    require(good || diag.errors > 0);
    require(!good || m.evaluated <= m.parts[0].grid_count);
    merge_close(&m);
    arena_free(&arena);
}

static void write_all(int fd, const void *bytes, size_t length) {
    require(length == 0 || write(fd, bytes, length) == (ssize_t)length);
}

/* Three sections, apart by a byte of 1: lines of grids, of documents, and notes. */
static void write_sections(int fd, const char *text, size_t length) {
    static const char head[] = "{\"format\": \"caqes-part\", \"version\": 1, \"part\": 1, \"of\": 1}\n"
                               "{\"plugins\": [{\"id\": \"a\"}]}\n";
    struct part_text s[3];
    struct fingerprint *f = fingerprint_create();
    char foot[256], mark[FINGERPRINT_TEXT];
    const char *end = text + length;
    size_t at = sizeof head - 1, starts[3], lines[2] = {0, 0};
    int k;
    write_all(fd, head, at);
    fingerprint_add(f, head, at);
    for (k = 0; k < 3; k++) {
        const char *stop = k < 2 && text < end ? memchr(text, 1, (size_t)(end - text)) : NULL, *c;
        s[k] = (struct part_text){text, stop ? stop : end};
        starts[k] = at;
        at += (size_t)(s[k].end - s[k].at);
        for (c = s[k].at; c < s[k].end && k < 2; c++) lines[k] += *c == '\n';
        write_all(fd, s[k].at, (size_t)(s[k].end - s[k].at));
        fingerprint_add(f, s[k].at, (size_t)(s[k].end - s[k].at));
        text = stop ? stop + 1 : end;
    }
    fingerprint_text(f, mark);
    fingerprint_free(f);
    write_all(fd, foot,
              (size_t)snprintf(foot, sizeof foot,
                               "{\"grids\": %zu, \"documents\": %zu, \"documents_at\": %zu, \"notes_at\": %zu, "
                               "\"exit_code\": 0, \"xxh3\": \"%s\"}\n",
                               lines[0], lines[1], starts[1], starts[2], mark));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    FILE *out = fopen("/dev/null", "w");
    int fd = memfd_create("part", MFD_CLOEXEC);
    require(out && fd >= 0);
    write_all(fd, data, size);
    merge_file(fd, out);
    require(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
    write_sections(fd, (const char *)data, size);
    merge_file(fd, out);
    close(fd);
    fclose(out);
    return 0;
}
