/* SPDX-License-Identifier: MIT
 *
 * Any bytes as results to compare, and as the index of an archive: refused with messages, or results that are the
 * same as themselves. */
#include "host/archive/unpack.h"
#include "host/diff/difference.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds) abort();
}

static void compare_with_itself(const char *path, struct arena *arena) {
    struct diag diag = {0};
    struct results a, b;
    struct difference d = {.arena = arena};
    bool good = results_open(path, &diag, &a);
    require(results_open(path, &diag, &b) == good);
    require(good == (diag.errors == 0));
    if (good) {
        difference_compare(&d, &a, &b);
        require(d.change_count == 0 && d.total[0] == d.total[1]);
        require(d.compared == a.count);
    }
    arena_free(&d.scratch);
    results_close(&a);
    results_close(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    struct bundle_index index;
    int fd = memfd_create("results", MFD_CLOEXEC);
    uint32_t i;
    require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    compare_with_itself(arena_format(&arena, "/proc/self/fd/%d", fd), &arena);
    close(fd);
    if (bundle_index_read("x.tar", (const char *)data, size, &arena, &diag, &index))
        for (i = 0; i < index.count; i++) {
            require(bundle_name_is_safe(index.entries[i].name));
            require(bundle_index_find(&index, index.entries[i].name) == &index.entries[i]);
        }
    arena_free(&arena);
    return 0;
}
