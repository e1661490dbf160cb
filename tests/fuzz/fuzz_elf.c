/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a plugin's file: refused with messages, or exactly one manifest inside it. libelf, which is not built
 * with a sanitizer, is kept in bounds by a page that cannot be read, right after the last byte. */
#include "host/plugin/plugin.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

enum { LARGEST = 1 << 20, ALIGNMENT = 8 };

/* The bytes, copied to where the last one, or its 8 bytes, end a page; what is before is the same page. */
static const char *at_the_edge(const uint8_t *data, size_t size) {
    static char *room;
    char *start;
    if (!room) {
        long page = sysconf(_SC_PAGESIZE);
        room = mmap(NULL, LARGEST + (size_t)page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        REQUIRE(room != MAP_FAILED && mprotect(room + LARGEST, (size_t)page, PROT_NONE) == 0);
    }
    start = room + LARGEST - (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size) memcpy(start, data, size);
    return start;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    struct plugin_file file;
    const char *bytes;
    bool read;
    if (size > LARGEST) return 0;
    bytes = at_the_edge(data, size);
    read = plugin_image_read("fuzz", bytes, size, &arena, &diag, &file);
    REQUIRE(read == (diag.errors == 0));
    REQUIRE(size == 0 || memcmp(bytes, data, size) == 0);
    if (read) {
        REQUIRE(file.image == -1 && strlen(file.sha256) == DIGEST_TEXT - 1);
        REQUIRE(file.manifest_length >= 1 && file.manifest_length <= MANIFEST_MAX_BYTES);
        REQUIRE(memmem(data, size, file.manifest, file.manifest_length));
    }
    arena_free(&arena);
    return 0;
}
