/* SPDX-License-Identifier: MIT */
#include "host/read/dossier.h"

#include "host/base/text.h"
#include "host/read/dossier_parse.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT "caqes-dossier"
#define VERSION 1

enum {
    KEY_FORMAT,
    KEY_VERSION,
    KEY_EXERCICE,
    KEY_ETABLISSEMENT,
    KEY_CONTRAT,
    KEY_DONNEES,
    KEY_ENTITIES,
    KEY_PLAN,
    KEY_COUNT
};
static const char *const keys[KEY_COUNT] = {
    "format",      "version", "exercice", "etablissement", "contrat", "donnees", "etablissements_geographiques",
    "plan_actions"};

struct dossier_reader {
    struct dossier_parse parse;
    struct document_source source;
    struct json_source *json;
    struct finess_set seen;
    struct arena names;   /* what lives as long as the reader */
    struct arena scratch; /* texts of the messages of one dossier */
    const char **files;   /* [file_count] */
    uint32_t file_count;
    uint32_t refused;
    struct shard *shard; /* NULL: every document is read */
};

/* ---- Creation ------------------------------------------------------------------------------------ */

static void list_required(struct dossier_reader *r) {
    const struct layout *l = r->parse.layout;
    uint32_t *required = arena_array(&r->names, l->column_count, sizeof *required);
    for (uint32_t c = 0; c < l->column_count; c++)
        if (l->columns[c].required) required[r->parse.required_count++] = c;
    r->parse.required = required;
}

struct dossier_reader *dossier_reader_create(const struct layout *layout, const struct model *model, uint32_t year,
                                             struct diag *diag) {
    struct dossier_reader *r = memory_grow(NULL, 1, sizeof *r);
    *r = (struct dossier_reader){.source = DOCUMENT_SOURCE_CLOSED};
    r->json = json_source_create();
    r->parse = (struct dossier_parse){
        .layout = layout, .model = model, .diag = diag, .year = year, .seen = &r->seen, .scratch = &r->scratch};
    for (uint32_t v = 0; v < model->volet_count; v++) {
        r->parse.volets[v] = model->volets[v].code;
        r->parse.contract_names[v] = arena_format(&r->names, "contrat.%s", model->volets[v].code);
        r->parse.plan_names[v] = arena_format(&r->names, "plan_actions.%s", model->volets[v].code);
    }
    list_required(r);
    return r;
}

void dossier_reader_destroy(struct dossier_reader *r) {
    if (!r) return;
    document_source_close(&r->source);
    json_source_destroy(r->json);
    finess_set_free(&r->seen);
    arena_free(&r->names);
    arena_free(&r->scratch);
    free(r->files);
    free(r);
}

void dossier_reader_share(struct dossier_reader *r, struct shard *shard) {
    r->shard = shard;
    r->parse.claims_kept = true;
}

uint32_t dossier_reader_refused(const struct dossier_reader *r) { return r->refused; }

/* ---- Files --------------------------------------------------------------------------------------- */

static void report_file(struct dossier_reader *r, const char *file, const char *code, const char *mend,
                        const char *text) {
    struct diag_message m = {.code = code, .place = {file, 0, 0}, .mend = mend};
    diag_report(r->parse.diag, &m, "%s", text);
}

static void report_unreadable(struct dossier_reader *r, const char *file, const char *code, int error) {
    report_file(r, file, code, "check the path and the rights on it",
                arena_format(&r->scratch, "the file cannot be read: %s", strerror(error)));
}

/* Numbers the file: a FINESS seen twice names the first. The names are the reader's own. */
static const char *name_file(struct dossier_reader *r, const char *file) {
    if ((r->file_count & (r->file_count - 1)) == 0) /* full at each power of two */
        r->files = memory_grow(r->files, r->file_count ? (size_t)r->file_count * 2 : 1, sizeof *r->files);
    r->parse.files = r->files;
    r->parse.file = r->file_count++;
    return r->files[r->parse.file] = arena_copy(&r->names, file, strlen(file));
}

static bool opened(struct dossier_reader *r, const char *file, enum document_result result) {
    if (result == DOCUMENT_READY) return true;
    if (result == DOCUMENT_UNREADABLE) {
        report_unreadable(r, file, "S103", errno);
    } else {
        report_file(r, file, "D100", "check that the export ended well", "the file is empty");
        if (r->shard) r->shard->empty_input = true;
    }
    document_source_close(&r->source);
    return false;
}

/* A descriptor to read from, or -1 after a message. Opening a directory works; reading it does not. */
static int open_file(struct dossier_reader *r, const char *file) {
    struct stat status;
    int descriptor = open(file, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        report_unreadable(r, file, "S101", errno);
        return -1;
    }
    if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        close(descriptor);
        report_file(r, file, "S102", "name the files in it", "this is a directory");
        return -1;
    }
    return descriptor;
}

bool dossier_reader_open(struct dossier_reader *r, const char *file) {
    bool standard_input = strcmp(file, "-") == 0;
    int descriptor;
    document_source_close(&r->source);
    file = name_file(r, standard_input ? "<stdin>" : file);
    descriptor = standard_input ? dup(STDIN_FILENO) : open_file(r, file);
    if (standard_input && descriptor < 0) report_unreadable(r, file, "S101", errno);
    return descriptor >= 0 && opened(r, file, document_source_open(&r->source, file, descriptor));
}

bool dossier_reader_open_memory(struct dossier_reader *r, const char *file, const char *bytes, size_t length) {
    document_source_close(&r->source);
    file = name_file(r, file);
    return opened(r, file, document_source_open_memory(&r->source, file, bytes, length));
}

/* ---- Dossiers ------------------------------------------------------------------------------------ */

/* Keys written twice: which of the two was meant cannot be told. */
static void report_twins(struct dossier_parse *p, const struct json_node *root) {
    for (uint32_t i = 1; i < root->span; i++) {
        struct place first;
        if (root[i].twin == 0) continue;
        first = document_place(p->document, root[root[i].twin].key_offset);
        dossier_fault_key(p, &root[i], "D107", "keep one of the two",
                          "key \"%s\" is there twice, first at %" PRIu32 ":%" PRIu32, dossier_key_text(p, &root[i]),
                          first.line, first.column);
    }
}

/* False when it is not a dossier, or one of a later time: nothing else of it can be judged. */
static bool check_format(struct dossier_parse *p, const struct json_node *root, const struct json_node *const *found) {
    static const char *const formats[] = {FORMAT};
    int64_t version = 0;
    const struct json_node *format = found[KEY_FORMAT], *number = found[KEY_VERSION];
    if (!dossier_required(p, root, "the dossier", keys[KEY_FORMAT], format)) return false;
    if (format->kind != JSON_STRING || dossier_index(format, formats, 1) < 0) {
        dossier_fault_value(p, format, "D110", "write \"" FORMAT "\"", "this is not the format of a dossier");
        return false;
    }
    if (!dossier_required(p, root, "the dossier", keys[KEY_VERSION], number)) return false;
    if (number->kind == JSON_NUMBER && decimal_parse(number->text, number->text_length, 0, &version) == DECIMAL_OK &&
        version == VERSION)
        return true;
    dossier_fault_value(p, number, "D111", "write 1, or use a later caqes", "this program reads version 1 of dossiers");
    return false;
}

static void check_year(struct dossier_parse *p, const struct json_node *node) {
    int64_t year = 0;
    if (node->kind != JSON_NUMBER || decimal_parse(node->text, node->text_length, 0, &year) != DECIMAL_OK) {
        dossier_fault_value(p, node, "D115", arena_format(p->scratch, "write %" PRIu32, p->year),
                            "exercice is not a year");
    } else if (year != (int64_t)p->year) {
        dossier_fault_value(p, node, "D112", "give this dossier to the campaign of its year",
                            "a dossier of %" PRId64 ", in a campaign of %" PRIu32, year, p->year);
    }
}

static void read_sections(struct dossier_parse *p, const struct json_node *root) {
    const struct json_node *found[KEY_COUNT];
    if (!dossier_members(p, root, "the dossier", keys, KEY_COUNT, found) || !check_format(p, root, found)) return;
    for (int i = KEY_EXERCICE; i <= KEY_DONNEES; i++) dossier_required(p, root, "the dossier", keys[i], found[i]);
    if (found[KEY_EXERCICE]) check_year(p, found[KEY_EXERCICE]);
    if (found[KEY_ETABLISSEMENT]) dossier_read_establishment(p, found[KEY_ETABLISSEMENT]);
    if (found[KEY_CONTRAT]) dossier_read_contract(p, found[KEY_CONTRAT]);
    if (found[KEY_DONNEES]) dossier_read_data(p, found[KEY_DONNEES]);
    if (found[KEY_ENTITIES]) dossier_read_entities(p, found[KEY_ENTITIES]);
    if (found[KEY_DONNEES]) dossier_close_data(p, found[KEY_DONNEES]);
    dossier_check_products(p);
    if (found[KEY_PLAN]) dossier_read_plan(p, found[KEY_PLAN]);
}

/* An empty record over the columns of `blank`, which may have served a refused dossier. */
static void start_record(struct dossier_reader *r, const struct json_node *root, const struct record *blank) {
    struct dossier_parse *p = &r->parse;
    uint32_t columns = p->layout->column_count;
    memset(blank->values, 0, columns * sizeof *blank->values);
    memset(blank->presences, CAQES_ABSENT, columns);
    memset(blank->ages, 0, columns);
    *p->record = (struct record){.file = r->files[p->file],
                                 .line = document_place(p->document, root->offset).line,
                                 .finess = "",
                                 .name = "",
                                 .region = "",
                                 .level = "",
                                 .ght = "",
                                 .year = p->year,
                                 .values = blank->values,
                                 .presences = blank->presences,
                                 .ages = blank->ages};
}

/* One document. True when the record is good. */
static bool read_document(struct dossier_reader *r, const struct document *document, const struct record *blank) {
    struct dossier_parse *p = &r->parse;
    const struct json_node *root;
    uint32_t twins;
    p->document = document;
    p->faults = 0;
    p->named = UINT32_MAX;
    p->claim_count = p->claim_capacity = 0;
    memset(p->products, 0, sizeof p->products);
    root = json_source_parse(r->json, document->text, document->length, &twins);
    if (!root) {
        dossier_report_malformed(p);
    } else {
        start_record(r, root, blank);
        if (twins > 0) report_twins(p, root);
        read_sections(p, root);
    }
    arena_reset(&r->scratch);
    return p->faults == 0;
}

static void report_too_large(struct dossier_reader *r, const struct document *document) {
    struct diag_message m = {
        .code = "D105", .place = document_place(document, 0), .mend = "write one dossier per line, or one per file"};
    diag_report(r->parse.diag, &m, "a dossier of more than 16 MiB");
}

/* Counts a document; whether it is to be read. */
static bool is_ours(struct dossier_reader *r) {
    return !r->shard || shard_of(r->shard->documents++, r->shard->count) == r->shard->index;
}

static void tell_shard(struct dossier_reader *r, const struct document *document, bool accepted) {
    const struct dossier_parse *p = &r->parse;
    const struct shard_document d = {accepted, p->file, accepted ? p->record->line : document->line, p->claims,
                                     p->claim_count};
    if (r->shard) r->shard->document(r->shard->context, &d);
}

bool dossier_reader_next(struct dossier_reader *r, struct arena *arena, struct record *out) {
    uint32_t columns = r->parse.layout->column_count;
    const struct record blank = {.values = arena_array(arena, columns, sizeof *blank.values),
                                 .presences = arena_array(arena, columns, sizeof *blank.presences),
                                 .ages = arena_array(arena, columns, sizeof *blank.ages)};
    struct document document;
    r->parse.arena = arena;
    r->parse.record = out;
    for (;;) {
        bool accepted = false;
        switch (document_source_next(&r->source, &document)) {
        case DOCUMENT_READY:
            if (!is_ours(r)) continue;
            accepted = read_document(r, &document, &blank);
            break;
        case DOCUMENT_TOO_LARGE:
            if (!is_ours(r)) continue;
            r->parse.claim_count = 0;
            report_too_large(r, &document);
            break;
        case DOCUMENT_UNREADABLE:
            report_unreadable(r, document.file, "S103", errno);
            document_source_close(&r->source);
            return false;
        case DOCUMENT_END:
            document_source_close(&r->source);
            diag_flush(r->parse.diag);
            return false;
        }
        tell_shard(r, &document, accepted);
        if (accepted) return true;
        r->refused++;
    }
}
