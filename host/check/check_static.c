/* SPDX-License-Identifier: MIT
 *
 * The level "static": most wrong plugins can be told from their bytes, before any of their code has run. */
#include "host/check/check.h"
#include "host/plugin/elf_image.h"
#include "host/check/instructions.h"

#include <elf.h>
#include <gnu/libc-version.h>
#include <stdio.h>
#include <string.h>

/* What compilers call by themselves, at any level of optimisation; all of it computes with its arguments alone. The
 * functions of 128-bit arithmetic are in the plugin: libgcc is linked statically. */
static const char *const allowed[] = {"memcpy",        "memset",           "memmove",          "memcmp",
                                      "bcmp",          "strlen",           "__memcpy_chk",     "__memset_chk",
                                      "__memmove_chk", "__stack_chk_fail", "__stack_chk_guard"};

/* Left undefined by the start files that a plugin should not have; those are found as code (K111). */
static const char *const of_start_files[] = {"__gmon_start__", "_ITM_deregisterTMCloneTable",
                                             "_ITM_registerTMCloneTable", "__cxa_finalize"};

static const char *const of_instruments[] = {"__asan_",      "__ubsan_", "__tsan_", "__msan_", "__hwasan_",
                                             "__sanitizer_", "__gcov_",  "__llvm_", "__lsan_", "__cyg_profile_"};

static bool is_among(const char *name, const char *const *list, size_t count) {
    size_t k = 0;
    while (k < count && strcmp(name, list[k]) != 0) k++;
    return k < count;
}

static bool begins_with_one(const char *name, const char *const *list, size_t count) {
    size_t k = 0;
    while (k < count && strncmp(name, list[k], strlen(list[k])) != 0) k++;
    return k < count;
}

#define AMONG(name, list) is_among(name, list, sizeof(list) / sizeof *(list))

/* ---- Symbols --------------------------------------------------------------------------------- */

/* What the loader gives a meaning in an ELF file, whoever linked it. */
static bool is_of_linker(const char *name) {
    static const char *const names[] = {"_init", "_fini", "_edata", "_end", "__bss_start"};
    return AMONG(name, names);
}

static void check_export(const GElf_Sym *s, const char *name, struct findings *f) {
    unsigned visibility = GELF_ST_VISIBILITY(s->st_other);
    if (GELF_ST_TYPE(s->st_info) == STT_GNU_IFUNC) finding_add(f, "K112", "symbol %s is an indirect function", name);
    if (GELF_ST_BIND(s->st_info) == STB_GNU_UNIQUE) finding_add(f, "K118", "symbol %s is unique in its process", name);
    if (visibility == STV_HIDDEN || visibility == STV_INTERNAL || strcmp(name, "caqes_plugin") == 0) return;
    finding_add(f, "K110", "symbol %s is exported%s", name, is_of_linker(name) ? ", by the linker's own defaults" : "");
}

/* What is imported outside the list, in one finding: the first twelve names, and how many more. */
struct imports {
    const char *names;
    uint32_t count;
};

static void note_import(const char *name, struct imports *found, struct arena *arena) {
    if (AMONG(name, allowed) || AMONG(name, of_start_files)) return;
    if (found->count < 12)
        found->names =
            arena_format(arena, "%s%s%.100s", found->count ? found->names : "", found->count ? ", " : "", name);
    found->count++;
}

static void check_symbols(const struct elf_image *i, struct findings *f) {
    struct imports imports = {NULL, 0};
    GElf_Sym s;
    uint32_t k;
    for (k = 1; elf_symbol(i, k, &s); k++) {
        const char *name = elf_dynamic_string(i, s.st_name);
        if (GELF_ST_BIND(s.st_info) == STB_LOCAL) continue;
        if (s.st_shndx == SHN_UNDEF) {
            note_import(name, &imports, f->arena);
        } else {
            check_export(&s, name, f);
        }
    }
    if (imports.count > 12) {
        finding_add(f, "K115", "it imports %s and %u more", imports.names, imports.count - 12);
    } else if (imports.count > 0) {
        finding_add(f, "K115", "it imports %s", imports.names);
    }
}

/* How many functions of sanitizers, coverage or profiling it needs; *first names one. */
static uint32_t instruments(const struct elf_image *i, const char **first) {
    GElf_Sym s;
    uint32_t k, found = 0;
    for (k = 1; elf_symbol(i, k, &s); k++) {
        const char *name = elf_dynamic_string(i, s.st_name);
        if (!begins_with_one(name, of_instruments, sizeof of_instruments / sizeof *of_instruments)) continue;
        if (found++ == 0) *first = name;
    }
    return found;
}

/* ---- What the loader runs --------------------------------------------------------------------- */

static void check_start(const struct elf_image *i, struct findings *f) {
    static const struct {
        int64_t tag;
        const char *what;
    } functions[] = {{DT_INIT, "_init"}, {DT_FINI, "_fini"}},
      arrays[] = {{DT_INIT_ARRAYSZ, "constructors"},
                  {DT_FINI_ARRAYSZ, "destructors"},
                  {DT_PREINIT_ARRAYSZ, "functions before constructors"}};
    uint64_t value;
    size_t k;
    for (k = 0; k < sizeof functions / sizeof *functions; k++)
        if (elf_dynamic_value(i, functions[k].tag, &value))
            finding_add(f, "K111", "function %s is run when it is %s", functions[k].what, k ? "unloaded" : "loaded");
    for (k = 0; k < sizeof arrays / sizeof *arrays; k++)
        if (elf_dynamic_value(i, arrays[k].tag, &value) && value > 0)
            finding_add(f, "K111", "%llu %s", (unsigned long long)(value / sizeof(Elf64_Addr)), arrays[k].what);
}

/* Relocations that call a function of the plugin, which no symbol needs to show. */
static void check_relocations(const struct elf_image *i, struct findings *f) {
    uint64_t function;
    size_t k;
    for (k = 0; elf_indirect(i, k, &function); k++)
        finding_add(f, "K112", "a relocation calls the function at 0x%llx", (unsigned long long)function);
}

/* ---- Segments ---------------------------------------------------------------------------------- */

static void check_permissions(const struct elf_image *i, struct findings *f) {
    GElf_Phdr s;
    uint64_t flags;
    bool stack = false;
    size_t k;
    for (k = 0; elf_segment(i, k, &s); k++) {
        if (s.p_type == PT_LOAD && (s.p_flags & PF_W) && (s.p_flags & PF_X))
            finding_add(f, "K114", "the segment at 0x%llx is both writable and executable",
                        (unsigned long long)s.p_vaddr);
        if (s.p_type != PT_GNU_STACK) continue;
        stack = true;
        if (s.p_flags & PF_X) finding_add(f, "K113", "its stack is marked executable");
    }
    if (!stack) finding_add(f, "K113", "nothing says that its stack is not executable (no PT_GNU_STACK)");
    if (elf_dynamic_value(i, DT_TEXTREL, &flags) || (elf_dynamic_value(i, DT_FLAGS, &flags) && (flags & DF_TEXTREL)))
        finding_add(f, "K114", "its code is relocated when it is loaded (DT_TEXTREL)");
}

/* Bytes of a writable segment that stay writable once the loader has done. */
static uint64_t left_writable(const struct elf_image *i, const GElf_Phdr *segment) {
    uint64_t start = segment->p_vaddr, end = start + segment->p_memsz, left = segment->p_memsz;
    GElf_Phdr s;
    size_t k;
    for (k = 0; elf_segment(i, k, &s); k++) {
        uint64_t from = s.p_vaddr, to = s.p_vaddr + s.p_memsz;
        if (s.p_type != PT_GNU_RELRO || to < from || from >= end || to <= start) continue;
        if (from < start) from = start;
        if (to > end) to = end;
        left -= to - from < left ? to - from : left;
    }
    return left;
}

/* What the loader alone writes in, before it makes it read-only. */
static bool is_of_loader(const char *name) {
    static const char *const names[] = {".dynamic", ".got", ".got.plt", ".init_array", ".fini_array", ".relro_padding"};
    return AMONG(name, names) || strncmp(name, ".data.rel.ro", 12) == 0;
}

/* The sections that make it so, by name: they say where to look. */
static const char *writable_sections(const struct elf_image *i, struct arena *arena) {
    Elf_Scn *section = NULL;
    const char *text = "";
    size_t names;
    if (elf_getshdrstrndx(i->elf, &names) != 0) return text;
    while ((section = elf_nextscn(i->elf, section)) != NULL) {
        GElf_Shdr h;
        const char *name;
        if (!gelf_getshdr(section, &h) || (h.sh_flags & (SHF_WRITE | SHF_ALLOC)) != (SHF_WRITE | SHF_ALLOC)) continue;
        name = elf_strptr(i->elf, names, h.sh_name);
        if (name && h.sh_size > 0 && !is_of_loader(name))
            text = arena_format(arena, "%s%s%.64s of %llu", text, *text ? ", " : ": ", name,
                                (unsigned long long)h.sh_size);
    }
    return *text ? text : ", for it is not linked with -z relro and -z now";
}

static void check_state(const struct elf_image *i, struct findings *f) {
    uint64_t left = 0, threads = 0;
    GElf_Phdr s;
    size_t k;
    for (k = 0; elf_segment(i, k, &s); k++) {
        if (s.p_type == PT_LOAD && (s.p_flags & PF_W)) left += left_writable(i, &s);
        if (s.p_type == PT_TLS) threads += s.p_memsz;
    }
    if (left > 0)
        finding_add(f, "K120", "%llu bytes stay writable%s", (unsigned long long)left, writable_sections(i, f->arena));
    if (threads > 0) finding_add(f, "K120", "%llu bytes of thread-local data", (unsigned long long)threads);
}

/* ---- Libraries --------------------------------------------------------------------------------- */

static bool is_of_libc(const char *library) {
    return strcmp(library, "libc.so.6") == 0 || strncmp(library, "ld-linux", 8) == 0;
}

static void check_libraries(const struct elf_image *i, struct findings *f) {
    GElf_Dyn d;
    size_t k;
    for (k = 0; elf_dynamic(i, k, &d); k++) {
        const char *text = elf_dynamic_string(i, d.d_un.d_val);
        switch (d.d_tag) {
        case DT_NEEDED:
            if (!is_of_libc(text)) finding_add(f, "K116", "it needs the library %s", text);
            break;
        case DT_RPATH:
        case DT_RUNPATH: finding_add(f, "K116", "it has libraries searched for in %s", text); break;
        case DT_AUDIT:
        case DT_DEPAUDIT:
        case DT_FILTER:
        case DT_AUXILIARY: finding_add(f, "K116", "it has %s loaded in the place of others", text); break;
        default: break;
        }
    }
}

/* True for a version "GLIBC_x.y" that this host does not have. */
static bool is_newer(const char *version) {
    unsigned major, minor, host_major = 0, host_minor = 0;
    if (sscanf(version, "GLIBC_%u.%u", &major, &minor) != 2) return strcmp(version, "GLIBC_ABI_DT_RELR") != 0;
    sscanf(gnu_get_libc_version(), "%u.%u", &host_major, &host_minor);
    return major > host_major || (major == host_major && minor > host_minor);
}

enum { MAX_LIBRARIES = 64 };

/* The versions that one library must have. */
static void check_library_versions(const struct elf_image *i, uint64_t address, const Elf64_Verneed *library,
                                   struct findings *f) {
    uint64_t at = address + library->vn_aux;
    unsigned k;
    for (k = 0; k < library->vn_cnt; k++) {
        Elf64_Vernaux need;
        const unsigned char *bytes = elf_at(i, at, sizeof need);
        const char *version;
        if (!bytes) return;
        memcpy(&need, bytes, sizeof need);
        version = elf_dynamic_string(i, need.vna_name);
        if (is_of_libc(elf_dynamic_string(i, library->vn_file)) && is_newer(version))
            finding_add(f, "K117", "it needs version %s of the C library; this host has GLIBC_%s", version,
                        gnu_get_libc_version());
        if (need.vna_next == 0) return;
        at += need.vna_next;
    }
}

static void check_versions(const struct elf_image *i, struct findings *f) {
    uint64_t at, count, k;
    if (!elf_dynamic_value(i, DT_VERNEED, &at) || !elf_dynamic_value(i, DT_VERNEEDNUM, &count)) return;
    for (k = 0; k < count && k < MAX_LIBRARIES; k++) {
        Elf64_Verneed library;
        const unsigned char *bytes = elf_at(i, at, sizeof library);
        if (!bytes) return;
        memcpy(&library, bytes, sizeof library);
        check_library_versions(i, at, &library, f);
        if (library.vn_next == 0) return;
        at += library.vn_next;
    }
}

/* ---- The level ---------------------------------------------------------------------------------- */

/* All that a sanitizer or a profiler adds would be found as faults of the plugin: one finding says it all. */
static bool is_instrumented(const struct elf_image *i, struct findings *f) {
    const char *first = NULL;
    uint32_t count = instruments(i, &first);
    if (count == 0) return false;
    finding_add(f, "K115",
                "a build with sanitizers, coverage or profiling: it needs %u functions of theirs, as %s; nothing else "
                "of its imports, code and data is looked at",
                count, first);
    return true;
}

void check_static(const void *bytes, size_t length, struct findings *f) {
    struct elf_image i;
    const char *why;
    if (elf_image_open(&i, bytes, length, &why)) {
        check_permissions(&i, f);
        check_versions(&i, f);
        if (!is_instrumented(&i, f)) {
            check_symbols(&i, f);
            check_start(&i, f);
            check_relocations(&i, f);
            check_state(&i, f);
            check_libraries(&i, f);
            instructions_check(&i, f);
        }
    } else {
        finding_from_message(
            f, &(struct diag_message){.code = "P102", .mend = "build it again, and do not edit its sections"}, why);
    }
    elf_image_close(&i);
}
