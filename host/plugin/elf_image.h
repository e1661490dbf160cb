/* SPDX-License-Identifier: MIT
 *
 * elf_image.h: a shared object in memory as the loader will see it: segments and the dynamic table, not section
 * headers, which nothing ties to what is loaded. Every access is held against the image's length. */
#ifndef CAQES_HOST_ELF_IMAGE_H
#define CAQES_HOST_ELF_IMAGE_H

#include <gelf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct elf_image {
    const unsigned char *bytes;
    size_t length;
    Elf *elf;
    size_t segment_count;
    Elf_Data *dynamic; /* of PT_DYNAMIC; NULL for none */
    size_t dynamic_count;
    Elf_Data *symbols; /* dynamic ones; NULL for none */
    uint32_t symbol_count;
};

/* False when it is not an ELF64 shared object that can be read; *why says what cannot. */
bool elf_image_open(struct elf_image *i, const void *bytes, size_t length, const char **why);
void elf_image_close(struct elf_image *i);

/* Segment number `index`; false past the end. */
bool elf_segment(const struct elf_image *i, size_t index, GElf_Phdr *out);

/* Entry number `index` of the dynamic table; false past its end. */
bool elf_dynamic(const struct elf_image *i, size_t index, GElf_Dyn *out);

/* Value of the first entry with this tag; false when there is none. */
bool elf_dynamic_value(const struct elf_image *i, int64_t tag, uint64_t *value);

/* A string of the dynamic string table; "" when it lies outside. */
const char *elf_dynamic_string(const struct elf_image *i, uint64_t offset);

/* Dynamic symbol number `index`; false past the end. */
bool elf_symbol(const struct elf_image *i, uint32_t index, GElf_Sym *out);

/* A relocation that the loader makes by calling a function of the file: number `index`, *function its address; false
 * past the last. */
bool elf_indirect(const struct elf_image *i, size_t index, uint64_t *function);

/* What of it the loader runs, before anybody can say no; NULL when it runs nothing. */
const char *elf_early_code(const struct elf_image *i);

/* `length` bytes of the file that are loaded at an address; NULL when they are not all in one segment. */
const unsigned char *elf_at(const struct elf_image *i, uint64_t address, uint64_t length);

#endif
