/* SPDX-License-Identifier: MIT
 *
 * caqes-manifest: checks a manifest and writes the header that a plugin's code includes.
 *
 *     caqes-manifest manifest.json --name transports --out DIR
 *
 * writes DIR/transports_manifest.h (constants, decision tables, and the manifest itself in section
 * .caqes_manifest), and DIR/transports_plugin.c, which is the whole code of a plugin that has none. Same
 * manifest, same bytes. */
#include "caqes/version.h"
#include "host/plugin/manifest.h"
#include "host/plugin/manifest_constants.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *manifest, *name, *directory;
    bool check_only;
};

static const char *const usage = "usage: caqes-manifest MANIFEST.json --name NAME --out DIR\n"
                                 "       caqes-manifest MANIFEST.json --check\n"
                                 "\n"
                                 "Checks the manifest of a plugin; with --name and --out, writes DIR/NAME_manifest.h\n"
                                 "and DIR/NAME_plugin.c. Exit code: 0 done, 2 command line, 5 manifest, 6 file.\n";

/* ---- Reading -------------------------------------------------------------------------------- */

static bool read_file(const char *file, struct diag *diag, char **bytes, size_t *length) {
    FILE *stream = fopen(file, "rb");
    /* One byte more than is allowed: manifest_parse then says that it is too long. */
    *bytes = memory_grow(NULL, MANIFEST_MAX_BYTES + 1, 1);
    *length = stream ? fread(*bytes, 1, MANIFEST_MAX_BYTES + 1, stream) : 0;
    if (!stream || ferror(stream)) {
        diag_report(diag, &(struct diag_message){.code = "S603", .place = {.file = file}}, "cannot be read: %s",
                    strerror(errno));
        if (stream) fclose(stream);
        return false;
    }
    fclose(stream);
    return true;
}

/* ---- Writing -------------------------------------------------------------------------------- */

static void write_constants(FILE *out, const struct manifest *m, struct arena *arena) {
    size_t count, i;
    struct manifest_constant *all = manifest_constants(m, arena, &count);
    for (i = 0; i < count; i++) {
        bool first = i == 0 || strcmp(all[i - 1].group, all[i].group) != 0;
        bool last = i + 1 == count || strcmp(all[i + 1].group, all[i].group) != 0;
        if (first) fprintf(out, "\n/* %s */\nenum {\n", all[i].group);
        fprintf(out, "    %s = %u%s\n", all[i].name, all[i].value, last ? "" : ",");
        if (last) fputs("};\n", out);
    }
}

static void write_tables(FILE *out, const struct manifest *m) {
    uint32_t t, i;
    fputc('\n', out);
    for (t = 0; t < m->table_count; t++) {
        const struct caqes_table *table = &m->abi_tables[t];
        fprintf(out,
                "/* %s: non 1, oui 2, absent 4. */\nstatic const struct caqes_table_row caqes_manifest_rows_%u[] = {\n",
                m->tables[t].code, t);
        for (i = 0; i < table->row_count; i++)
            fprintf(out, "    {%u, %u, %u}%s\n", table->rows[i].a, table->rows[i].b, table->rows[i].outcome,
                    i + 1 < table->row_count ? "," : "");
        fputs("};\n", out);
    }
    fprintf(out, "#define CAQES_MANIFEST_TABLE_COUNT %uU\n", m->table_count);
    fputs("CAQES_MANIFEST_UNUSED static const struct caqes_table caqes_manifest_tables[] = {\n", out);
    for (t = 0; t < m->table_count; t++)
        fprintf(out, "    {caqes_manifest_rows_%u, %u, %u}%s\n", t, m->abi_tables[t].row_count,
                m->abi_tables[t].condition_count, t + 1 < m->table_count ? "," : "");
    if (m->table_count == 0) fputs("    {0, 0, 0} /* none: an array may not be empty */\n", out);
    fputs("};\n", out);
}

/* What the code is compiled with, and the host compares. */
static void write_counts(FILE *out, const struct manifest *m) {
    fprintf(out,
            "\n#define CAQES_MANIFEST_SLOT_COUNT %uU\n#define CAQES_MANIFEST_MEASURE_COUNT %uU\n"
            "#define CAQES_MANIFEST_OUTPUT_COUNT %uU\n#define CAQES_MANIFEST_TARGETING_COUNT %uU\n",
            m->slot_count, m->coded_count, m->output_count, m->targeting_count);
}

static void write_bytes(FILE *out, const char *bytes, size_t length) {
    size_t i;
    fprintf(out, "\n#define CAQES_MANIFEST_LENGTH %zuU\n", length);
    fputs("CAQES_MANIFEST_SECTION static const unsigned char caqes_manifest_bytes[] = {", out);
    for (i = 0; i < length; i++)
        fprintf(out, "%s%u%s", i % 24 == 0 ? "\n    " : " ", (unsigned)(unsigned char)bytes[i],
                i + 1 < length ? "," : "");
    fputs("\n};\n", out);
}

static const char *const preamble =
    "#include <caqes/plugin.h>\n"
    "\n"
    "#if !defined(__GNUC__)\n"
    "#error \"a plugin is built with gcc or clang: its manifest needs a section of its own\"\n"
    "#endif\n"
    "\n"
    "/* The section must survive every linker (used, retain), and hold the manifest alone: clang's sanitizer\n"
    " * would add to it. A table may stay unused. */\n"
    "#if __has_attribute(retain)\n"
    "#define CAQES_MANIFEST_RETAIN , retain\n"
    "#else\n"
    "#define CAQES_MANIFEST_RETAIN\n"
    "#endif\n"
    "#if defined(__clang__)\n"
    "#define CAQES_MANIFEST_ALONE , no_sanitize(\"address\")\n"
    "#else\n"
    "#define CAQES_MANIFEST_ALONE\n"
    "#endif\n"
    "#define CAQES_MANIFEST_SECTION                                                                    \\\n"
    "    __attribute__((section(\".caqes_manifest\"), aligned(1), used CAQES_MANIFEST_RETAIN CAQES_MANIFEST_ALONE))\n"
    "#define CAQES_MANIFEST_UNUSED __attribute__((unused))\n";

/* "transports" -> "CAQES_TRANSPORTS_MANIFEST_H" */
static const char *guard_of(const char *stem, struct arena *arena) {
    char *guard = arena_format(arena, "CAQES_%s_MANIFEST_H", stem), *c;
    for (c = guard; *c; c++)
        if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
    return guard;
}

static void write_header(FILE *out, const struct manifest *m, const char *guard, const char *bytes, size_t length,
                         struct arena *arena) {
    fprintf(out, "/* Made by caqes-manifest %s from the manifest of %s %s. Do not edit. */\n", CAQES_VERSION_TEXT,
            m->id, m->version);
    fprintf(out, "#ifndef %s\n#define %s\n\n%s", guard, guard, preamble);
    write_constants(out, m, arena);
    write_tables(out, m);
    write_counts(out, m);
    write_bytes(out, bytes, length);
    fputs("\n#endif\n", out);
}

static void write_code(FILE *out, const struct manifest *m, const char *header) {
    fprintf(out, "/* Made by caqes-manifest %s: %s is data only. Do not edit. */\n", CAQES_VERSION_TEXT, m->id);
    fprintf(out, "#include \"%s\"\n\nCAQES_PLUGIN();\n", header);
}

/* Opens a file to write, or reports. */
static FILE *create(const char *file, struct diag *diag) {
    FILE *out = fopen(file, "wb");
    if (!out)
        diag_report(diag, &(struct diag_message){.code = "S602", .place = {.file = file}}, "cannot be written: %s",
                    strerror(errno));
    return out;
}

/* Closes it; what was not written is said, and no half file is left to be compiled. */
static void finish(FILE *out, const char *file, struct diag *diag) {
    bool failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed) {
        diag_report(diag, &(struct diag_message){.code = "S602", .place = {.file = file}}, "cannot be written: %s",
                    strerror(errno));
        remove(file);
    }
}

static void write_files(const struct options *o, const struct manifest *m, const char *bytes, size_t length,
                        struct arena *arena, struct diag *diag) {
    char *stem = arena_copy(arena, o->name, strlen(o->name)), *c;
    const char *header, *header_file, *code_file;
    FILE *out;
    for (c = stem; *c; c++)
        if (*c == '-' || *c == '.') *c = '_';
    header = arena_format(arena, "%s_manifest.h", stem);
    header_file = arena_format(arena, "%s/%s", o->directory, header);
    code_file = arena_format(arena, "%s/%s_plugin.c", o->directory, stem);
    out = create(header_file, diag);
    if (!out) return;
    write_header(out, m, guard_of(stem, arena), bytes, length, arena);
    finish(out, header_file, diag);
    out = create(code_file, diag);
    if (!out) return;
    write_code(out, m, header);
    finish(out, code_file, diag);
}

/* ---- Command line --------------------------------------------------------------------------- */

static bool good_name(const char *name) {
    return name[0] != '\0' && strlen(name) <= 64 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == strlen(name);
}

static bool parse_options(int argc, char **argv, struct options *o) {
    static const struct option known[] = {{"name", required_argument, NULL, 'n'}, {"out", required_argument, NULL, 'o'},
                                          {"check", no_argument, NULL, 'c'},      {"help", no_argument, NULL, 'h'},
                                          {"version", no_argument, NULL, 'v'},    {NULL, 0, NULL, 0}};
    int letter;
    while ((letter = getopt_long(argc, argv, "", known, NULL)) != -1) {
        switch (letter) {
        case 'n': o->name = optarg; break;
        case 'o': o->directory = optarg; break;
        case 'c': o->check_only = true; break;
        case 'h': fputs(usage, stdout); exit(CAQES_EXIT_DONE);
        case 'v': puts("caqes-manifest " CAQES_VERSION_TEXT); exit(CAQES_EXIT_DONE);
        default: return false;
        }
    }
    if (optind + 1 != argc) return false;
    o->manifest = argv[optind];
    if (o->check_only) return !o->name && !o->directory;
    return o->name && good_name(o->name) && o->directory;
}

int main(int argc, char **argv) {
    struct options o = {0};
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {.stream = stderr};
    struct manifest *m;
    char *bytes = NULL;
    size_t length = 0;
    if (!parse_options(argc, argv, &o)) {
        fputs(usage, stderr);
        return CAQES_EXIT_USAGE;
    }
    if (read_file(o.manifest, &diag, &bytes, &length)) {
        m = manifest_parse(bytes, length, o.manifest, &arena, &diag);
        if (m && !o.check_only) write_files(&o, m, bytes, length, &arena, &diag);
    }
    diag_flush(&diag);
    free(bytes);
    arena_free(&arena);
    return (int)diag.exit_code;
}
