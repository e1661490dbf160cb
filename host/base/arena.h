/* SPDX-License-Identifier: MIT
 *
 * arena.h: memory that lives and dies together. Allocation never returns NULL: a program that has no
 * memory left says so and ends with CAQES_EXIT_MEMORY. */
#ifndef CAQES_HOST_ARENA_H
#define CAQES_HOST_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena_block;

struct arena {
    struct arena_block *blocks;
    char *next, *end;
};

#define ARENA_EMPTY                                                                                                    \
    { NULL, NULL, NULL }

/* Zeroed memory, aligned for any object, valid until arena_reset or arena_free. */
void *arena_alloc(struct arena *a, size_t bytes);

/* The same, not zeroed: for what is written before it is read, on paths where zeroing costs. */
void *arena_unzeroed(struct arena *a, size_t count, size_t size);

/* Zeroed, for `count` objects of `size` bytes; ends the program when the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* A list of `count` objects with room for one more: itself, or a copy twice as large. What it was stays in the arena.
 */
void *arena_room(struct arena *a, void *list, uint32_t count, uint32_t *capacity, size_t size);

/* Copies `length` bytes and a final NUL. */
char *arena_copy(struct arena *a, const char *text, size_t length);

/* A formatted string. */
char *arena_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forgets everything and keeps one block for the next use. */
void arena_reset(struct arena *a);

/* Gives all memory back. The arena is empty and usable. */
void arena_free(struct arena *a);

/* malloc and realloc that end the program instead of returning NULL. For objects that outgrow arenas. */
void *memory_grow(void *old, size_t count, size_t size);

/* Ends the program, with its exit code: no memory is left. */
void memory_exhausted(void) __attribute__((noreturn));

#endif
