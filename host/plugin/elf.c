/* SPDX-License-Identifier: MIT
 *
 * What can be known of a plugin from its bytes. They are read once: what is hashed is what is looked at. */
#include "host/plugin/elf_image.h"
#include "host/plugin/plugin.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__x86_64__)
enum { THIS_MACHINE = EM_X86_64 };
#elif defined(__aarch64__)
enum { THIS_MACHINE = EM_AARCH64 };
#elif defined(__riscv) && __riscv_xlen == 64
enum { THIS_MACHINE = EM_RISCV };
#else
#error "add the e_machine of this architecture"
#endif

struct image {
    const char *file;
    const char *bytes;
    size_t length;
    struct diag *diag;
};

/* ---- The file ------------------------------------------------------------------------------- */

static bool refuse(const struct image *i, const char *code, const char *mend, const char *text) {
    diag_report(i->diag, &(struct diag_message){.code = code, .place = {.file = i->file}, .mend = mend}, "%s", text);
    return false;
}

static bool read_all(struct image *i, int fd) {
    char *bytes = memory_grow(NULL, i->length, 1);
    size_t done = 0;
    i->bytes = bytes;
    while (done < i->length) {
        ssize_t n = read(fd, bytes + done, i->length - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0)
            return refuse(i, "P101", "run again when the file is whole",
                          n < 0 ? strerror(errno) : "the file shrank while it was read");
        done += (size_t)n;
    }
    return true;
}

static bool fits(const struct image *i, uint64_t size) {
    if (size >= sizeof(Elf64_Ehdr) && size <= PLUGIN_MAX_BYTES) return true;
    diag_report(i->diag, &(struct diag_message){.code = "P101", .place = {.file = i->file}, .mend = "build it again"},
                "size of %llu bytes; a plugin has from %zu to %u", (unsigned long long)size, sizeof(Elf64_Ehdr),
                PLUGIN_MAX_BYTES);
    return false;
}

/* Non-blocking, so that a pipe in a folder of plugins cannot hang the program. */
static bool read_file(struct image *i) {
    int fd = open(i->file, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    struct stat st;
    bool done = false;
    if (fd < 0 || fstat(fd, &st) != 0) {
        refuse(i, "P101", "give the path of a plugin, caqes-<name>.so", strerror(errno));
    } else if (!S_ISREG(st.st_mode)) {
        refuse(i, "P101", "give the path of a plugin, caqes-<name>.so", "not a regular file");
    } else if (fits(i, (uint64_t)st.st_size)) {
        i->length = (size_t)st.st_size;
        done = read_all(i, fd);
    }
    if (fd >= 0) close(fd);
    return done;
}

/* ---- The ELF header ------------------------------------------------------------------------- */

static const char *machine_name(unsigned machine) {
    switch (machine) {
    case EM_386: return "i386";
    case EM_ARM: return "arm";
    case EM_X86_64: return "x86-64";
    case EM_AARCH64: return "aarch64";
    case EM_RISCV: return "riscv";
    default: return "another machine";
    }
}

static const char *type_name(unsigned type) {
    switch (type) {
    case ET_REL: return "an object file";
    case ET_EXEC: return "a program";
    case ET_DYN: return "a shared object";
    case ET_CORE: return "a core dump";
    default: return "something else";
    }
}

static bool same_field(const struct image *i, const char *field, unsigned found, const char *found_name,
                       unsigned wanted, const char *wanted_name) {
    if (found == wanted) return true;
    diag_report(i->diag,
                &(struct diag_message){.code = "P103",
                                       .place = {.file = i->file},
                                       .mend = "build the plugin for this machine, as a shared object"},
                "%s is %u (%s), %u (%s) is needed", field, found, found_name, wanted, wanted_name);
    return false;
}

/* libelf takes a file whose section headers are cut off for one that has none. */
static bool is_whole(const struct image *i, const Elf64_Ehdr *h) {
    uint64_t table = (uint64_t)h->e_shnum * h->e_shentsize;
    if (h->e_shoff <= i->length && table <= i->length - h->e_shoff) return true;
    diag_report(i->diag,
                &(struct diag_message){.code = "P102", .place = {.file = i->file}, .mend = "copy it again, whole"},
                "truncated: its section headers end at byte %llu, the file has %zu",
                (unsigned long long)(h->e_shoff + table), i->length);
    return false;
}

/* Every field that differs is said. The first 64 bytes are there: fits() checked. */
static bool check_header(const struct image *i) {
    Elf64_Ehdr h;
    bool sound;
    memcpy(&h, i->bytes, sizeof h);
    if (memcmp(h.e_ident, ELFMAG, SELFMAG) != 0)
        return refuse(i, "P102", "give the path of a plugin, caqes-<name>.so",
                      "not an ELF file: the first four bytes differ");
    if (!same_field(i, "EI_CLASS", h.e_ident[EI_CLASS], h.e_ident[EI_CLASS] == ELFCLASS32 ? "32 bits" : "unknown",
                    ELFCLASS64, "64 bits"))
        return false; /* the other fields stand elsewhere */
    if (!same_field(i, "EI_DATA", h.e_ident[EI_DATA], h.e_ident[EI_DATA] == ELFDATA2MSB ? "big-endian" : "unknown",
                    ELFDATA2LSB, "little-endian"))
        return false;
    sound = same_field(i, "e_type", h.e_type, type_name(h.e_type), ET_DYN, type_name(ET_DYN));
    sound =
        same_field(i, "e_machine", h.e_machine, machine_name(h.e_machine), THIS_MACHINE, machine_name(THIS_MACHINE)) &&
        sound;
    return sound && is_whole(i, &h);
}

/* ---- The manifest's section ----------------------------------------------------------------- */

/* Its bytes in the file, or NULL after a message. */
static const char *section_bytes(const struct image *i, const GElf_Shdr *s) {
    if (s->sh_type != SHT_PROGBITS || !(s->sh_flags & SHF_ALLOC) || (s->sh_flags & (SHF_WRITE | SHF_COMPRESSED))) {
        refuse(i, "P104", "build it with caqes_add_plugin(), and do not edit its sections",
               "section " PLUGIN_SECTION " is not read-only data of the loaded object");
        return NULL;
    }
    if (s->sh_size == 0 || s->sh_size > MANIFEST_MAX_BYTES || s->sh_offset > i->length ||
        s->sh_size > i->length - s->sh_offset) {
        diag_report(i->diag,
                    &(struct diag_message){.code = "P104", .place = {.file = i->file}, .mend = "build it again"},
                    "section " PLUGIN_SECTION " of %llu bytes at %llu, in a file of %zu; 1 to %u bytes are allowed",
                    (unsigned long long)s->sh_size, (unsigned long long)s->sh_offset, i->length, MANIFEST_MAX_BYTES);
        return NULL;
    }
    return i->bytes + s->sh_offset;
}

static bool find_manifest(const struct image *i, Elf *elf, GElf_Shdr *found) {
    size_t names, sections = 0;
    Elf_Scn *section = NULL;
    if (elf_getshdrstrndx(elf, &names) != 0)
        return refuse(i, "P102", "copy or build it again",
                      "damaged ELF file: its section headers cannot be read (truncated?)");
    while ((section = elf_nextscn(elf, section)) != NULL) {
        GElf_Shdr header;
        const char *name;
        if (!gelf_getshdr(section, &header)) continue;
        name = elf_strptr(elf, names, header.sh_name);
        if (!name || strcmp(name, PLUGIN_SECTION) != 0) continue;
        *found = header;
        sections++;
    }
    if (sections == 1) return true;
    diag_report(i->diag,
                &(struct diag_message){.code = "P104",
                                       .place = {.file = i->file},
                                       .mend = "build it with caqes_add_plugin(), from one manifest"},
                "%zu sections " PLUGIN_SECTION ", 1 is needed", sections);
    return false;
}

static bool read_section(const struct image *i, struct arena *arena, struct plugin_file *out) {
    GElf_Shdr header = {0};
    const char *bytes = NULL;
    Elf *elf;
    if (elf_version(EV_CURRENT) == EV_NONE) return refuse(i, "P102", NULL, elf_errmsg(-1));
    elf = elf_memory((char *)(uintptr_t)i->bytes, i->length); /* which it only reads */
    if (!elf || elf_kind(elf) != ELF_K_ELF) {
        refuse(i, "P102", "copy or build it again", "damaged ELF file");
    } else if (find_manifest(i, elf, &header)) {
        bytes = section_bytes(i, &header);
    }
    if (bytes) {
        out->manifest_length = (size_t)header.sh_size;
        out->manifest = arena_copy(arena, bytes, out->manifest_length);
    }
    if (elf) elf_end(elf);
    return bytes != NULL;
}

/* ---- Code that would run before any check --------------------------------------------------- */

static const char *early_code(const struct image *i) {
    struct elf_image image;
    const char *why, *found;
    if (elf_image_open(&image, i->bytes, i->length, &why)) {
        found = elf_early_code(&image);
    } else {
        found = why;
    }
    elf_image_close(&image);
    return found;
}

/* ---- The sealed copy ------------------------------------------------------------------------ */

/* What was hashed is what is loaded, whatever becomes of the file. -1 when there is no room. */
static int seal(const struct image *i) {
    int fd = memfd_create("caqes-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    size_t done = 0;
    while (fd >= 0 && done < i->length) {
        ssize_t n = write(fd, i->bytes + done, i->length - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        done += (size_t)n;
    }
    if (fd >= 0 &&
        (done < i->length || fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

bool plugin_image_read(const char *file, const char *bytes, size_t length, struct arena *arena, struct diag *diag,
                       struct plugin_file *out) {
    const struct image image = {file, bytes, length, diag};
    out->image = -1;
    if (!fits(&image, length) || !check_header(&image)) return false;
    digest_bytes(bytes, length, out->sha256);
    out->early_code = early_code(&image);
    return read_section(&image, arena, out);
}

bool plugin_file_read(const char *file, struct arena *arena, struct diag *diag, struct plugin_file *out) {
    struct image image = {.file = file, .diag = diag};
    bool done = read_file(&image) && plugin_image_read(file, image.bytes, image.length, arena, diag, out);
    out->image = done ? seal(&image) : -1;
    free((char *)(uintptr_t)image.bytes);
    return done;
}

const char *plugin_read_manifest(const char *file, struct arena *arena, struct diag *diag, size_t *length) {
    struct plugin_file read;
    if (!plugin_file_read(file, arena, diag, &read)) return NULL;
    if (read.image >= 0) close(read.image);
    *length = read.manifest_length;
    return read.manifest;
}
