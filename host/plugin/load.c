/* SPDX-License-Identifier: MIT
 *
 * A plugin's code: loaded, compared with what this program was built for, and tied to its manifest. Nothing is
 * followed before it is known to lie inside the loaded object. */
#include "host/plugin/plugin.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stddef.h>
#include <string.h>

#define SYMBOL "caqes_plugin"

/* Sizes in ABI 1.0, which never change: a later one is larger, never smaller (docs/abi.md). */
enum { PLUGIN_1_0 = 72, STEP_1_0 = 56, RECORD_1_0 = 48, OBLIGATION_1_0 = 72 };
_Static_assert(sizeof(struct caqes_plugin) >= PLUGIN_1_0 && sizeof(struct caqes_step) >= STEP_1_0 &&
                   sizeof(struct caqes_record) >= RECORD_1_0 && sizeof(struct caqes_obligation) >= OBLIGATION_1_0,
               "structs only grow");

static bool refuse(const struct plugin *p, struct diag *diag, const char *code, const char *mend, const char *text) {
    diag_report(diag, &(struct diag_message){.code = code, .place = {.file = p->file}, .mend = mend}, "%s", text);
    return false;
}

/* ---- Loading -------------------------------------------------------------------------------- */

static const char *mend_of(const char *error) {
    if (strstr(error, "undefined symbol"))
        return "link the plugin with caqes_add_plugin(): a missing function is then an error of its build";
    if (strstr(error, "version `GLIBC")) return "build the plugin on a system as old as this one";
    if (strstr(error, "cannot open shared object file")) return "link the plugin with nothing but libc";
    return "build the plugin again with this program's SDK";
}

/* This very file: a name without "/" would be searched for in the folders of the system. */
static bool load(struct plugin *p, struct arena *arena, struct diag *diag) {
    const char *path = strchr(p->file, '/') ? p->file : arena_format(arena, "./%s", p->file);
    const char *error;
    if (p->loaded) path = p->loaded;
    p->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (p->handle) return true;
    error = dlerror();
    if (!error) error = "dlopen gives no reason";
    return refuse(p, diag, "P120", mend_of(error), error);
}

/* ---- Inside the loaded object --------------------------------------------------------------- */

struct region {
    const struct link_map *object;
    uintptr_t start;
    size_t length;
    ElfW(Word) flags;
    bool inside;
};

static int visit_object(struct dl_phdr_info *info, size_t size, void *data) {
    struct region *r = data;
    int i;
    (void)size;
    if (info->dlpi_addr != r->object->l_addr || strcmp(info->dlpi_name, r->object->l_name) != 0) return 0;
    for (i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *s = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + s->p_vaddr;
        if (s->p_type == PT_LOAD && (s->p_flags & r->flags) == r->flags && r->start >= start &&
            r->start - start <= s->p_memsz && r->length <= s->p_memsz - (r->start - start))
            r->inside = true;
    }
    return 1;
}

/* True when these bytes are part of one segment of the object, with these permissions. */
static bool lies_inside(const struct link_map *object, const void *start, size_t length, ElfW(Word) flags) {
    struct region r = {object, (uintptr_t)start, length, flags, false};
    dl_iterate_phdr(visit_object, &r);
    return r.inside;
}

/* The exported object and its size: data, of this file and not of a library that it needs. */
static const void *find_object(const struct plugin *p, const struct link_map **object, size_t *size,
                               struct diag *diag) {
    const void *address = dlsym(p->handle, SYMBOL);
    const ElfW(Sym) *symbol = NULL;
    struct link_map *own = NULL, *owner = NULL;
    Dl_info info;
    if (!address) {
        refuse(p, diag, "P121", "end the code with CAQES_PLUGIN(...), and build it with caqes_add_plugin()",
               "no symbol " SYMBOL " is exported");
        return NULL;
    }
    if (dlinfo(p->handle, RTLD_DI_LINKMAP, &own) != 0 || !dladdr1(address, &info, (void **)&owner, RTLD_DL_LINKMAP) ||
        own != owner || !dladdr1(address, &info, (void **)&symbol, RTLD_DL_SYMENT) || !symbol) {
        refuse(p, diag, "P121", "export " SYMBOL " from the plugin itself", "symbol " SYMBOL " is not of this file");
        return NULL;
    }
    *size = symbol->st_size;
    *object = own;
    if (ELF64_ST_TYPE(symbol->st_info) != STT_OBJECT || !lies_inside(own, address, *size, PF_R)) {
        refuse(p, diag, "P121", "end the code with CAQES_PLUGIN(...)", "symbol " SYMBOL " is not a data object");
        return NULL;
    }
    return address;
}

/* ---- The prefix ----------------------------------------------------------------------------- */

struct comparison {
    const struct plugin *p;
    struct diag *diag;
    bool same;
};

static void say_field(struct comparison *c, const char *field, unsigned long long found, const char *relation,
                      unsigned long long wanted) {
    diag_report(c->diag,
                &(struct diag_message){.code = "P122",
                                       .place = {.file = c->p->file},
                                       .mend = "build the plugin again with this program's SDK"},
                SYMBOL ".%s is %llu, %s%llu is needed", field, found, relation, wanted);
    c->same = false;
}

static void equal(struct comparison *c, const char *field, unsigned long long found, unsigned long long wanted) {
    if (found != wanted) say_field(c, field, found, "", wanted);
}

/* A struct that only grows: that of an older plugin is as large as in 1.0 or larger, and never larger than this one. */
static void grown(struct comparison *c, const char *field, unsigned long long found, unsigned long long first,
                  unsigned long long own) {
    if (first == own) {
        equal(c, field, found, own);
    } else if (found < first) {
        say_field(c, field, found, "at least ", first);
    } else if (found > own) {
        say_field(c, field, found, "at most ", own);
    }
}

/* The first 32 bytes are frozen, so every field can be compared whatever the version. `size` is that of the
 * symbol: what may be read. */
static bool same_prefix(const struct plugin *p, const void *address, size_t size, struct caqes_plugin *out,
                        struct diag *diag) {
    struct comparison c = {p, diag, true};
    memset(out, 0, sizeof *out);
    if (size < offsetof(struct caqes_plugin, manifest)) {
        say_field(&c, "(size of the symbol)", size, "at least ", sizeof *out);
        return false;
    }
    memcpy(out, address, size < sizeof *out ? size : sizeof *out);
    if (out->magic != CAQES_MAGIC) {
        say_field(&c, "magic", out->magic, "", CAQES_MAGIC);
        return false; /* then nothing after it means anything */
    }
    equal(&c, "abi_major", out->abi_major, CAQES_ABI_MAJOR);
    if (out->abi_minor > CAQES_ABI_MINOR) say_field(&c, "abi_minor", out->abi_minor, "at most ", CAQES_ABI_MINOR);
    if (out->size < PLUGIN_1_0) say_field(&c, "size", out->size, "at least ", PLUGIN_1_0);
    if (out->size > size) say_field(&c, "size", out->size, "at most the symbol's ", size);
    equal(&c, "pointer_size", out->pointer_size, sizeof(void *));
    equal(&c, "int64_align", out->int64_align, _Alignof(int64_t));
    grown(&c, "step_size", out->step_size, STEP_1_0, sizeof(struct caqes_step));
    grown(&c, "record_size", out->record_size, RECORD_1_0, sizeof(struct caqes_record));
    grown(&c, "obligation_size", out->obligation_size, OBLIGATION_1_0, sizeof(struct caqes_obligation));
    equal(&c, "manifest_length", out->manifest_length, p->manifest_length);
    equal(&c, "reserved", out->reserved, 0);
    equal(&c, "slot_count", out->slot_count, p->manifest->slot_count);
    equal(&c, "measure_count", out->measure_count, p->manifest->coded_count);
    equal(&c, "output_count", out->output_count, p->manifest->output_count);
    equal(&c, "targeting_count", out->targeting_count, p->manifest->targeting_count);
    equal(&c, "table_count", out->table_count, p->manifest->table_count);
    equal(&c, "reserved2", out->reserved2, 0);
    return c.same;
}

/* The data that was checked is the data that the code was built with. */
static bool same_manifest(const struct plugin *p, const struct link_map *object, const struct caqes_plugin *prefix,
                          struct diag *diag) {
    static const char *const mend = "build the plugin again: its manifest is not the one of its code";
    if (!lies_inside(object, prefix->manifest, p->manifest_length, PF_R))
        return refuse(p, diag, "P123", mend, SYMBOL ".manifest points outside the plugin");
    if (memcmp(prefix->manifest, p->manifest_bytes, p->manifest_length) != 0)
        return refuse(p, diag, "P123", mend,
                      SYMBOL ".manifest is not what section " PLUGIN_SECTION " of the file holds");
    return true;
}

/* ---- The verbs ------------------------------------------------------------------------------ */

typedef int32_t (*verb_function)(const struct caqes_batch *, struct caqes_reply *);

/* A verb is there when the manifest says so, and is code of the plugin. */
static bool check_verb(const struct plugin *p, const struct link_map *object, const char *name, verb_function verb,
                       const char *must, const char *must_not, struct diag *diag) {
    if (verb && must_not) {
        diag_report(diag,
                    &(struct diag_message){.code = "P124",
                                           .place = {.file = p->file},
                                           .mend = "remove it from CAQES_PLUGIN(...), or declare what it gives"},
                    "verb %s, but the manifest declares no %s", name, must_not);
        return false;
    }
    if (!verb && must) {
        diag_report(diag,
                    &(struct diag_message){.code = "P124",
                                           .place = {.file = p->file},
                                           .mend = "write it, and name it in CAQES_PLUGIN(...)"},
                    "no verb %s, but the manifest declares %s", name, must);
        return false;
    }
    if (verb && !lies_inside(object, (const void *)(uintptr_t)verb, 1, PF_R | PF_X)) {
        diag_report(
            diag,
            &(struct diag_message){.code = "P124", .place = {.file = p->file}, .mend = "name a function of the plugin"},
            "verb %s points outside the plugin's code", name);
        return false;
    }
    return true;
}

static bool bind_verbs(struct plugin *p, const struct link_map *object, const struct caqes_verbs *from,
                       struct arena *arena, struct diag *diag) {
    static const char *const mend = "end the code with CAQES_PLUGIN(...)";
    const struct manifest *m = p->manifest;
    struct caqes_verbs *verbs = arena_alloc(arena, sizeof *verbs);
    bool sound;
    if (!lies_inside(object, from, offsetof(struct caqes_verbs, measure), PF_R))
        return refuse(p, diag, "P124", mend, SYMBOL ".verbs points outside the plugin");
    if (from->size < offsetof(struct caqes_verbs, measure) || !lies_inside(object, from, from->size, PF_R))
        return refuse(p, diag, "P124", mend, SYMBOL ".verbs has a size that cannot be");
    memcpy(verbs, from, from->size < sizeof *verbs ? from->size : sizeof *verbs);
    verbs->size = (uint32_t)sizeof *verbs;
    sound = check_verb(p, object, "measure", verbs->measure, m->coded_count ? "an indicator of kind \"code\"" : NULL,
                       m->coded_count ? NULL : "indicator of kind \"code\"", diag);
    sound &= check_verb(p, object, "settle", verbs->settle, m->is_volet ? "a volet" : NULL,
                        m->is_volet ? NULL : "volet", diag);
    sound &= check_verb(p, object, "target", verbs->target, m->targeting_count ? "\"targeting\"" : NULL,
                        m->targeting_count ? NULL : "\"targeting\"", diag);
    sound &= check_verb(p, object, "self_test", verbs->self_test, NULL, NULL, diag);
    p->verbs = verbs;
    return sound;
}

bool plugin_load_code(struct plugin *p, struct arena *arena, struct diag *diag) {
    const struct link_map *object = NULL;
    struct caqes_plugin prefix;
    const void *address;
    size_t size = 0;
    if (!load(p, arena, diag)) return false;
    address = find_object(p, &object, &size, diag);
    return address && same_prefix(p, address, size, &prefix, diag) && same_manifest(p, object, &prefix, diag) &&
           bind_verbs(p, object, prefix.verbs, arena, diag);
}
