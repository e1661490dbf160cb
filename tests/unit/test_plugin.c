/* SPDX-License-Identifier: MIT
 *
 * Plugins as files: the good one loads however it was built, and each bad one is refused with its own message,
 * before its code runs wherever that can be. Most are the good one with a few bytes changed. */
#include "check.h"

#include "host/plugin/plugin.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GOOD ESSAI_DIR "/caqes-essai-good.so"

static char folder[] = "/tmp/caqes-test-plugin-XXXXXX";

struct outcome {
    struct plugin *plugin;
    struct arena arena;
    struct diag diag;
    char *said;
    size_t said_length;
};

static struct outcome begin(void) {
    struct outcome o;
    memset(&o, 0, sizeof o);
    return o;
}

/* open_memstream keeps the addresses of said and said_length: the outcome must not move after this. */
static void load(struct outcome *o, const char *file, uint32_t year) {
    *o = begin();
    o->diag.stream = open_memstream(&o->said, &o->said_length);
    o->plugin = plugin_load(file, year, &o->arena, &o->diag);
    fclose(o->diag.stream);
}

static void forget(struct outcome *o) {
    free(o->said);
    arena_free(&o->arena);
}

/* Refused, with this code and these words, and an exit code that says "plugin". */
static void refused(const char *file, uint32_t year, const char *code, const char *words) {
    struct outcome o;
    char shown[16];
    load(&o, file, year);
    snprintf(shown, sizeof shown, "[%s]", code);
    if (o.plugin || !strstr(o.said, shown) || !strstr(o.said, words))
        fail_msg("%s: wanted %s \"%s\", got\n%s", file, code, words, o.said);
    assert_int_equal(o.diag.exit_code, CAQES_EXIT_PLUGIN);
    forget(&o);
}

/* ---- Files made here ------------------------------------------------------------------------ */

struct bytes {
    unsigned char *at;
    size_t length;
};

static struct bytes read_file(const char *path) {
    FILE *stream = fopen(path, "rb");
    struct bytes b;
    struct stat st;
    if (!stream || fstat(fileno(stream), &st) != 0) fail_msg("cannot open %s", path);
    b.length = (size_t)st.st_size;
    b.at = malloc(b.length);
    assert_int_equal(fread(b.at, 1, b.length, stream), b.length);
    fclose(stream);
    return b;
}

/* A new file each time: dlopen would give back the object that it already has. */
static const char *write_file(const unsigned char *bytes, size_t length) {
    static char path[128];
    static unsigned number;
    FILE *stream;
    snprintf(path, sizeof path, "%s/%u.so", folder, number++);
    stream = fopen(path, "wb");
    if (!stream || fwrite(bytes, 1, length, stream) != length) fail_msg("cannot write %s", path);
    fclose(stream);
    return path;
}

/* The only place where these bytes stand. */
static size_t find(struct bytes b, const void *wanted, size_t length) {
    unsigned char *at = memmem(b.at, b.length, wanted, length);
    if (!at || memmem(at + 1, b.length - (size_t)(at - b.at) - 1, wanted, length))
        fail_msg("not exactly once in the file");
    return (size_t)(at - b.at);
}

static size_t prefix_offset(struct bytes b) {
    struct caqes_plugin prefix = {
        .magic = CAQES_MAGIC, .abi_major = CAQES_ABI_MAJOR, .abi_minor = CAQES_ABI_MINOR, .size = sizeof prefix};
    return find(b, &prefix, offsetof(struct caqes_plugin, pointer_size));
}

/* The header of a section, by name. */
static Elf64_Shdr *section(struct bytes b, const char *name) {
    Elf64_Ehdr *h = (Elf64_Ehdr *)(void *)b.at;
    Elf64_Shdr *sections = (Elf64_Shdr *)(void *)(b.at + h->e_shoff);
    const char *names = (const char *)b.at + sections[h->e_shstrndx].sh_offset;
    unsigned i;
    for (i = 0; i < h->e_shnum; i++)
        if (strcmp(names + sections[i].sh_name, name) == 0) return &sections[i];
    fail_msg("no section %s", name);
    return NULL;
}

/* ---- Good ones ------------------------------------------------------------------------------ */

static void test_good(void **state) {
    static const char *const files[] = {GOOD, ESSAI_DIR "/caqes-essai-lto.so", ESSAI_DIR "/caqes-essai-gc.so",
                                        ESSAI_DIR "/caqes-essai-strip.so"};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof files / sizeof *files; i++) {
        struct outcome o;
        char digest[DIGEST_TEXT];
        load(&o, files[i], 2018);
        if (!o.plugin || o.said_length > 0) fail_msg("%s:\n%s", files[i], o.said);
        assert_string_equal(o.plugin->manifest->id, "fr.exemple.essai");
        assert_string_equal(o.plugin->file, files[i]);
        assert_non_null(o.plugin->verbs->measure);
        assert_null(o.plugin->verbs->settle);
        assert_true(digest_file(files[i], digest));
        assert_string_equal(o.plugin->sha256, digest);
        forget(&o);
    }
}

static void test_national(void **state) {
    static const char *const names[] = {"socle", "transports", "pertinence", "qualite", "val-fictif"};
    char path[512];
    size_t i;
    (void)state;
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        struct outcome o;
        snprintf(path, sizeof path, PLUGIN_DIR "/caqes-%s.so", names[i]);
        load(&o, path, 2018);
        if (!o.plugin || o.said_length > 0) fail_msg("%s:\n%s", path, o.said);
        forget(&o);
    }
}

static void test_manifest_bytes(void **state) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {.stream = stderr};
    struct bytes wanted = read_file("tests/unit/plugins/manifest.json");
    size_t length = 0;
    const char *manifest = plugin_read_manifest(GOOD, &arena, &diag, &length);
    (void)state;
    assert_non_null(manifest);
    assert_int_equal(length, wanted.length);
    assert_memory_equal(manifest, wanted.at, length);
    free(wanted.at);
    arena_free(&arena);
}

/* A name without a folder is a file of this folder, not a library of the system. */
static void test_bare_name(void **state) {
    struct outcome o;
    struct bytes good = read_file(GOOD);
    char here[4096];
    const char *path = write_file(good.at, good.length);
    (void)state;
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(folder), 0);
    load(&o, strrchr(path, '/') + 1, 2018);
    assert_int_equal(chdir(here), 0);
    if (!o.plugin) fail_msg("%s", o.said);
    forget(&o);
    free(good.at);
}

#if defined(__x86_64__)
/* Its constructor ends the process: reading its manifest must not run it. */
static void test_nothing_runs(void **state) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {.stream = stderr};
    struct plugin *p = plugin_open(ESSAI_DIR "/caqes-essai-CONSTRUCTOR.so", 2018, &arena, &diag);
    (void)state;
    assert_non_null(p);
    assert_null(p->handle);
    assert_null(p->verbs);
    arena_free(&arena);
}
#endif

/* ---- Files that are no plugins -------------------------------------------------------------- */

static void test_no_file(void **state) {
    char path[128];
    (void)state;
    refused("/nowhere/caqes-x.so", 2018, "P101", "No such file");
    refused(folder, 2018, "P101", "not a regular file");
    snprintf(path, sizeof path, "%s/pipe.so", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    refused(path, 2018, "P101", "not a regular file"); /* and does not wait for a writer */
    refused(write_file((const unsigned char *)"", 0), 2018, "P101", "size of 0 bytes");
    snprintf(path, sizeof path, "%s/sparse.so", folder);
    fclose(fopen(path, "wb"));
    assert_int_equal(truncate(path, (off_t)PLUGIN_MAX_BYTES + 1), 0);
    refused(path, 2018, "P101", "size of");
}

static void test_elf_header(void **state) {
    struct bytes b = read_file(GOOD);
    Elf64_Ehdr *h = (Elf64_Ehdr *)(void *)b.at, kept = *h;
    (void)state;
    h->e_ident[0] = 'M';
    refused(write_file(b.at, b.length), 2018, "P102", "not an ELF file");
    *h = kept;
    h->e_ident[EI_CLASS] = ELFCLASS32;
    refused(write_file(b.at, b.length), 2018, "P103", "EI_CLASS is 1 (32 bits), 2 (64 bits)");
    *h = kept;
    h->e_ident[EI_DATA] = ELFDATA2MSB;
    refused(write_file(b.at, b.length), 2018, "P103", "EI_DATA is 2 (big-endian), 1 (little-endian)");
    *h = kept;
    h->e_machine = EM_386;
    refused(write_file(b.at, b.length), 2018, "P103", "e_machine is 3 (i386)");
    *h = kept;
    h->e_type = ET_REL;
    refused(write_file(b.at, b.length), 2018, "P103", "e_type is 1 (an object file), 3 (a shared object)");
    *h = kept;
    h->e_shoff = b.length + 1;
    refused(write_file(b.at, b.length), 2018, "P102", "truncated: its section headers end at");
    *h = kept;
    h->e_shoff = 0;
    h->e_shnum = h->e_shstrndx = 0; /* as sstrip leaves it */
    refused(write_file(b.at, b.length), 2018, "P104", "0 sections");
    free(b.at);
}

static void test_sections(void **state) {
    struct bytes b = read_file(GOOD);
    Elf64_Shdr *manifest = section(b, PLUGIN_SECTION), *other = section(b, ".comment"), kept = *manifest,
               kept_other = *other;
    (void)state;
    manifest->sh_name = 0;
    refused(write_file(b.at, b.length), 2018, "P104", "0 sections");
    *manifest = kept;
    other->sh_name = manifest->sh_name;
    refused(write_file(b.at, b.length), 2018, "P104", "2 sections");
    *other = kept_other;
    manifest->sh_type = SHT_NOBITS;
    refused(write_file(b.at, b.length), 2018, "P104", "not read-only data");
    *manifest = kept;
    manifest->sh_flags = SHF_ALLOC | SHF_WRITE;
    refused(write_file(b.at, b.length), 2018, "P104", "not read-only data");
    *manifest = kept;
    manifest->sh_size = UINT64_MAX;
    refused(write_file(b.at, b.length), 2018, "P104", "18446744073709551615 bytes");
    *manifest = kept;
    manifest->sh_offset = UINT64_MAX - 8;
    refused(write_file(b.at, b.length), 2018, "P104", "in a file of");
    *manifest = kept;
    manifest->sh_size = 0;
    refused(write_file(b.at, b.length), 2018, "P104", "of 0 bytes");
    free(b.at);
}

/* Cut anywhere, or with any byte of its tables changed: refused or read, never anything else. */
static void test_damage(void **state) {
    struct bytes b = read_file(GOOD);
    Elf64_Ehdr *h = (Elf64_Ehdr *)(void *)b.at;
    size_t tables = (size_t)h->e_shoff, i;
    (void)state;
    for (i = 1; i < b.length; i += 61) {
        struct outcome o = begin();
        struct plugin_file file;
        assert_false(plugin_file_read(write_file(b.at, i), &o.arena, &o.diag, &file));
        assert_true(o.diag.errors > 0);
        forget(&o);
    }
    for (i = 0; i < b.length; i = i + 1 == sizeof *h ? tables : i + 1) {
        struct outcome o = begin();
        struct plugin_file file;
        bool read;
        b.at[i] ^= 0x81;
        read = plugin_file_read(write_file(b.at, b.length), &o.arena, &o.diag, &file);
        assert_int_equal(read, o.diag.errors == 0);
        b.at[i] ^= 0x81;
        forget(&o);
    }
    free(b.at);
}

/* ---- Manifests ------------------------------------------------------------------------------ */

static void test_year(void **state) {
    struct outcome o;
    (void)state;
    refused(GOOD, 2017, "P110", "exercice 2017 is not covered: fr.exemple.essai 1.0.0 is for 2018 to 2020");
    refused(GOOD, 2021, "P110", "exercice 2021");
    load(&o, GOOD, 2020);
    assert_non_null(o.plugin);
    forget(&o);
}

static void test_manifest_text(void **state) {
    struct bytes b = read_file(GOOD);
    size_t major = find(b, "\"major\": 1", 10) + 9, minor = find(b, "\"minor\": 0", 10) + 9,
           brace = find(b, "{\n  \"manifest\"", 14);
    (void)state;
    b.at[major] = '2';
    refused(write_file(b.at, b.length), 2018, "P111", "ABI 2.0, this program has ABI 1.0");
    b.at[major] = '1';
    b.at[minor] = '1';
    refused(write_file(b.at, b.length), 2018, "P111", "ABI 1.1, this program has ABI 1.0");
    b.at[minor] = '0';
    b.at[brace] = '[';
    refused(write_file(b.at, b.length), 2018, "P204", ".so:2:");
    free(b.at);
}

/* ---- Code ----------------------------------------------------------------------------------- */

static void test_prefix(void **state) {
    static const struct {
        size_t offset;
        unsigned char value;
        const char *words;
    } cases[] = {
        {offsetof(struct caqes_plugin, magic), 0, "caqes_plugin.magic is"},
        {offsetof(struct caqes_plugin, abi_major), 2, "caqes_plugin.abi_major is 2, 1 is needed"},
        {offsetof(struct caqes_plugin, abi_minor), 9, "caqes_plugin.abi_minor is 9, at most 0 is needed"},
        {offsetof(struct caqes_plugin, size), 71, "caqes_plugin.size is 71, at least 72 is needed"},
        {offsetof(struct caqes_plugin, size), 200, "caqes_plugin.size is 200, at most the symbol's 72"},
        {offsetof(struct caqes_plugin, pointer_size), 4, "caqes_plugin.pointer_size is 4, 8 is needed"},
        {offsetof(struct caqes_plugin, int64_align), 4, "caqes_plugin.int64_align is 4, 8 is needed"},
        {offsetof(struct caqes_plugin, step_size), 48, "caqes_plugin.step_size is 48, 56 is needed"},
        {offsetof(struct caqes_plugin, record_size), 40, "caqes_plugin.record_size is 40, 48 is needed"},
        {offsetof(struct caqes_plugin, obligation_size), 8, "caqes_plugin.obligation_size is 8, 72 is needed"},
        {offsetof(struct caqes_plugin, manifest_length) + 3, 1, "caqes_plugin.manifest_length is"},
        {offsetof(struct caqes_plugin, reserved), 1, "caqes_plugin.reserved is 1, 0 is needed"},
    };
    struct bytes b = read_file(GOOD);
    size_t prefix = prefix_offset(b), i;
    struct outcome o;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char *byte = b.at + prefix + cases[i].offset, kept = *byte;
        *byte = cases[i].value;
        refused(write_file(b.at, b.length), 2018, "P122", cases[i].words);
        *byte = kept;
    }
    /* Every difference is said, not the first. */
    b.at[prefix + offsetof(struct caqes_plugin, abi_major)] = 3;
    b.at[prefix + offsetof(struct caqes_plugin, pointer_size)] = 4;
    b.at[prefix + offsetof(struct caqes_plugin, reserved) + 7] = 1;
    load(&o, write_file(b.at, b.length), 2018);
    assert_null(o.plugin);
    assert_int_equal(o.diag.errors, 3);
    forget(&o);
    free(b.at);
}

static void test_code(void **state) {
    (void)state;
    refused(ESSAI_DIR "/caqes-essai-MISSING_FUNCTION.so", 2018, "P120", "undefined symbol: tarif_2026");
    refused(ESSAI_DIR "/caqes-essai-MISSING_FUNCTION.so", 2018, "P120",
            "mend: link the plugin with caqes_add_plugin()");
    refused(ESSAI_DIR "/caqes-essai-NO_SYMBOL.so", 2018, "P121", "no symbol caqes_plugin");
    refused(ESSAI_DIR "/caqes-essai-FUNCTION_SYMBOL.so", 2018, "P121", "not a data object");
    refused(ESSAI_DIR "/caqes-essai-BORROWED.so", 2018, "P121", "is not of this file");
    refused(ESSAI_DIR "/caqes-essai-SHORT_OBJECT.so", 2018, "P122", "(size of the symbol) is 4");
    refused(ESSAI_DIR "/caqes-essai-SMALL_VERBS.so", 2018, "P124", "a size that cannot be");
    refused(ESSAI_DIR "/caqes-essai-LARGE_VERBS.so", 2018, "P124", "a size that cannot be");
    refused(ESSAI_DIR "/caqes-essai-OTHER_MANIFEST.so", 2018, "P123", "is not what section .caqes_manifest");
    refused(ESSAI_DIR "/caqes-essai-STRAY_MANIFEST.so", 2018, "P123", "outside the plugin");
    refused(ESSAI_DIR "/caqes-essai-NO_MEASURE.so", 2018, "P124", "no verb measure");
    refused(ESSAI_DIR "/caqes-essai-SETTLES.so", 2018, "P124", "verb settle, but the manifest declares no volet");
    refused(ESSAI_DIR "/caqes-essai-TARGETS.so", 2018, "P124", "verb target");
    refused(ESSAI_DIR "/caqes-essai-VERB_IN_DATA.so", 2018, "P124", "measure points outside the plugin's code");
    refused(ESSAI_DIR "/caqes-essai-SELF_TEST_FAILS.so", 2018, "P125", "gives 7, 0 is needed");
}

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_national),
        cmocka_unit_test(test_manifest_bytes),
        cmocka_unit_test(test_bare_name),
#if defined(__x86_64__)
        cmocka_unit_test(test_nothing_runs),
#endif
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_elf_header),
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_year),
        cmocka_unit_test(test_manifest_text),
        cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_code),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
