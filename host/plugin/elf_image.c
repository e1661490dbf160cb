/* SPDX-License-Identifier: MIT */
#include "host/plugin/elf_image.h"

#include <elf.h>
#include <libelf.h>
#include <string.h>

bool elf_segment(const struct elf_image *i, size_t index, GElf_Phdr *out) {
    return index < i->segment_count && gelf_getphdr(i->elf, (int)index, out) != NULL;
}

/* Offset in the file of an address; false when it is of no segment, or its bytes are not in the file. */
static bool offset_of(const struct elf_image *i, uint64_t address, uint64_t length, uint64_t *offset) {
    GElf_Phdr s;
    size_t k;
    for (k = 0; elf_segment(i, k, &s); k++) {
        if (s.p_type != PT_LOAD || address < s.p_vaddr || address - s.p_vaddr > s.p_filesz) continue;
        if (length > s.p_filesz - (address - s.p_vaddr) || s.p_offset > i->length) continue;
        *offset = s.p_offset + (address - s.p_vaddr);
        return *offset >= s.p_offset && *offset <= i->length && length <= i->length - *offset;
    }
    return false;
}

const unsigned char *elf_at(const struct elf_image *i, uint64_t address, uint64_t length) {
    uint64_t offset;
    return offset_of(i, address, length, &offset) ? i->bytes + offset : NULL;
}

/* ---- The dynamic table ----------------------------------------------------------------------- */

bool elf_dynamic(const struct elf_image *i, size_t index, GElf_Dyn *out) {
    return index < i->dynamic_count && gelf_getdyn(i->dynamic, (int)index, out) != NULL && out->d_tag != DT_NULL;
}

bool elf_dynamic_value(const struct elf_image *i, int64_t tag, uint64_t *value) {
    GElf_Dyn d;
    size_t k;
    for (k = 0; elf_dynamic(i, k, &d); k++) {
        if (d.d_tag != tag) continue;
        *value = d.d_un.d_val;
        return true;
    }
    return false;
}

const char *elf_dynamic_string(const struct elf_image *i, uint64_t offset) {
    uint64_t table, size;
    const unsigned char *text;
    if (!elf_dynamic_value(i, DT_STRTAB, &table) || !elf_dynamic_value(i, DT_STRSZ, &size) || offset >= size) return "";
    text = elf_at(i, table, size);
    if (!text || !memchr(text + offset, 0, size - offset)) return "";
    return (const char *)text + offset;
}

/* The last of several is the one that the loader follows. */
static void open_dynamic(struct elf_image *i) {
    GElf_Phdr s;
    size_t k;
    for (k = 0; elf_segment(i, k, &s); k++) {
        if (s.p_type != PT_DYNAMIC) continue;
        i->dynamic = elf_getdata_rawchunk(i->elf, (int64_t)s.p_offset, s.p_filesz, ELF_T_DYN);
        i->dynamic_count = i->dynamic ? s.p_filesz / sizeof(Elf64_Dyn) : 0;
    }
}

/* ---- Dynamic symbols -------------------------------------------------------------------------- */

/* How many the section headers give to the table at this address; 0 for none. */
static uint64_t count_by_sections(const struct elf_image *i, uint64_t table) {
    Elf_Scn *section = NULL;
    while ((section = elf_nextscn(i->elf, section)) != NULL) {
        GElf_Shdr h;
        if (gelf_getshdr(section, &h) && h.sh_type == SHT_DYNSYM && h.sh_addr == table)
            return h.sh_size / sizeof(Elf64_Sym);
    }
    return 0;
}

/* Symbols that a table of relocations uses: at least as many exist. */
static uint64_t count_by_relocations(const struct elf_image *i, int64_t table_tag, int64_t size_tag) {
    uint64_t table, size, k, highest = 0;
    const unsigned char *bytes;
    if (!elf_dynamic_value(i, table_tag, &table) || !elf_dynamic_value(i, size_tag, &size)) return 0;
    bytes = elf_at(i, table, size);
    for (k = 0; bytes && k + sizeof(Elf64_Rela) <= size; k += sizeof(Elf64_Rela)) {
        Elf64_Rela r;
        memcpy(&r, bytes + k, sizeof r);
        if (ELF64_R_SYM(r.r_info) + 1 > highest) highest = ELF64_R_SYM(r.r_info) + 1;
    }
    return highest;
}

/* Nothing of the dynamic table says how many symbols there are: section headers do, and relocations must agree. */
static bool open_symbols(struct elf_image *i, const char **why) {
    uint64_t table, count, used, offset;
    if (!elf_dynamic_value(i, DT_SYMTAB, &table)) return true;
    count = count_by_sections(i, table);
    used = count_by_relocations(i, DT_RELA, DT_RELASZ);
    if (count_by_relocations(i, DT_JMPREL, DT_PLTRELSZ) > used) used = count_by_relocations(i, DT_JMPREL, DT_PLTRELSZ);
    if (count == 0 || count > UINT32_MAX || used > count || !offset_of(i, table, count * sizeof(Elf64_Sym), &offset)) {
        *why = "its section headers and its dynamic table do not agree on its symbols";
        return false;
    }
    i->symbols = elf_getdata_rawchunk(i->elf, (int64_t)offset, count * sizeof(Elf64_Sym), ELF_T_SYM);
    i->symbol_count = i->symbols ? (uint32_t)count : 0;
    return true;
}

bool elf_symbol(const struct elf_image *i, uint32_t index, GElf_Sym *out) {
    return index < i->symbol_count && gelf_getsym(i->symbols, (int)index, out) != NULL;
}

/* ---- What the loader runs ----------------------------------------------------------------------- */

static bool is_indirect(uint64_t info) {
#if defined(__x86_64__)
    return ELF64_R_TYPE(info) == R_X86_64_IRELATIVE;
#elif defined(__aarch64__)
    return ELF64_R_TYPE(info) == R_AARCH64_IRELATIVE;
#else
    return ELF64_R_TYPE(info) == R_RISCV_IRELATIVE;
#endif
}

bool elf_indirect(const struct elf_image *i, size_t index, uint64_t *function) {
    static const int64_t tables[2][2] = {{DT_RELA, DT_RELASZ}, {DT_JMPREL, DT_PLTRELSZ}};
    uint64_t table, size, k;
    unsigned t;
    for (t = 0; t < 2; t++) {
        const unsigned char *bytes;
        if (!elf_dynamic_value(i, tables[t][0], &table) || !elf_dynamic_value(i, tables[t][1], &size)) continue;
        bytes = elf_at(i, table, size);
        for (k = 0; bytes && k + sizeof(Elf64_Rela) <= size; k += sizeof(Elf64_Rela)) {
            Elf64_Rela r;
            memcpy(&r, bytes + k, sizeof r);
            if (!is_indirect(r.r_info) || index-- > 0) continue;
            *function = (uint64_t)r.r_addend;
            return true;
        }
    }
    return false;
}

const char *elf_early_code(const struct elf_image *i) {
    uint64_t value;
    GElf_Sym s;
    uint32_t k;
    if (elf_dynamic_value(i, DT_INIT, &value)) return "an init function";
    if (elf_dynamic_value(i, DT_INIT_ARRAYSZ, &value) && value > 0) return "constructors";
    if (elf_dynamic_value(i, DT_PREINIT_ARRAYSZ, &value) && value > 0) return "functions before constructors";
    for (k = 1; elf_symbol(i, k, &s); k++)
        if (GELF_ST_TYPE(s.st_info) == STT_GNU_IFUNC) return "an indirect function";
    return elf_indirect(i, 0, &value) ? "an indirect function" : NULL;
}

/* ---- The whole -------------------------------------------------------------------------------- */

bool elf_image_open(struct elf_image *i, const void *bytes, size_t length, const char **why) {
    memset(i, 0, sizeof *i);
    i->bytes = bytes;
    i->length = length;
    *why = "damaged ELF file";
    if (elf_version(EV_CURRENT) == EV_NONE) return false;
    /* libelf takes char *, and does not write. */
    i->elf = elf_memory((char *)(uintptr_t)bytes, length);
    if (!i->elf || elf_kind(i->elf) != ELF_K_ELF || gelf_getclass(i->elf) != ELFCLASS64) return false;
    if (elf_getphdrnum(i->elf, &i->segment_count) != 0 || i->segment_count == 0) {
        *why = "it has no program headers";
        return false;
    }
    open_dynamic(i);
    if (i->dynamic_count == 0) {
        *why = "it has no dynamic table";
        return false;
    }
    return open_symbols(i, why);
}

void elf_image_close(struct elf_image *i) {
    if (i->elf) elf_end(i->elf);
    i->elf = NULL;
}
