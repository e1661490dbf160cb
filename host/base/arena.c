/* SPDX-License-Identifier: MIT */
#include "host/base/arena.h"

#include "host/base/exit_code.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 64 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void memory_exhausted(void) {
    fputs("caqes: error[S601]: out of memory\n", stderr);
    exit(CAQES_EXIT_MEMORY);
}

static size_t bytes_of(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) memory_exhausted();
    return bytes;
}

void *memory_grow(void *old, size_t count, size_t size) {
    size_t bytes = bytes_of(count, size);
    void *grown = realloc(old, bytes ? bytes : 1);
    if (!grown) memory_exhausted();
    return grown;
}

/* A new block of at least `bytes`; each is twice the one before, so a large arena has few. */
static void arena_add_block(struct arena *a, size_t bytes) {
    size_t size = a->blocks ? a->blocks->size * 2 : FIRST_BLOCK;
    struct arena_block *block;
    if (bytes > SIZE_MAX / 2 - sizeof *block) memory_exhausted();
    if (size < bytes) size = bytes;
    block = memory_grow(NULL, 1, sizeof *block + size);
    block->older = a->blocks;
    block->size = size;
    a->blocks = block;
    a->next = block->bytes;
    a->end = block->bytes + size;
}

/* Memory as it is. */
static void *arena_take(struct arena *a, size_t bytes) {
    size_t rounded = (bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    void *memory;
    if (rounded < bytes) memory_exhausted();
    if ((size_t)(a->end - a->next) < rounded || !a->blocks) arena_add_block(a, rounded);
    memory = a->next;
    a->next += rounded;
    return memory;
}

void *arena_alloc(struct arena *a, size_t bytes) {
    void *memory = arena_take(a, bytes);
    return memset(memory, 0, bytes);
}

void *arena_array(struct arena *a, size_t count, size_t size) { return arena_alloc(a, bytes_of(count, size)); }

void *arena_unzeroed(struct arena *a, size_t count, size_t size) { return arena_take(a, bytes_of(count, size)); }

void *arena_room(struct arena *a, void *list, uint32_t count, uint32_t *capacity, size_t size) {
    void *larger;
    if (count < *capacity) return list;
    *capacity = *capacity ? *capacity * 2 : 16;
    larger = arena_array(a, *capacity, size);
    if (count) memcpy(larger, list, count * size);
    return larger;
}

char *arena_copy(struct arena *a, const char *text, size_t length) {
    char *copy = arena_alloc(a, length + 1);
    if (length) memcpy(copy, text, length);
    return copy;
}

char *arena_format(struct arena *a, const char *format, ...) {
    va_list args;
    int length;
    char *text;
    size_t room = (size_t)(a->end - a->next);
    va_start(args, format);
    length = vsnprintf(a->next, room, format, args); /* most texts fit where they will be */
    va_end(args);
    if (length < 0) memory_exhausted();
    if ((size_t)length < room) return arena_take(a, (size_t)length + 1);
    text = arena_alloc(a, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}

void arena_reset(struct arena *a) {
    struct arena_block *largest = a->blocks;
    if (!largest) return;
    while (largest->older) {
        struct arena_block *older = largest->older;
        largest->older = older->older;
        free(older);
    }
    a->next = largest->bytes;
    a->end = largest->bytes + largest->size;
}

void arena_free(struct arena *a) {
    while (a->blocks) {
        struct arena_block *older = a->blocks->older;
        free(a->blocks);
        a->blocks = older;
    }
    a->next = a->end = NULL;
}
