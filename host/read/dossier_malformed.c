/* SPDX-License-Identifier: MIT
 *
 * dossier_malformed.c: documents that are not JSON, or not one object. Nothing can be read of them, so one
 * fault is all there is to say. */
#include "host/read/dossier_parse.h"
#include "host/read/json_fault.h"

#include <string.h>

/* What is there, up to the end of the line, and enough of it to find it again. */
static void show_text(const struct document *d, size_t offset, struct diag_message *m) {
    const size_t enough = 40;
    size_t end = offset;
    if (offset >= d->length) return;
    while (end < d->length && d->text[end] != '\n' && d->text[end] != '\r' && end - offset < enough) end++;
    while (end < d->length && ((unsigned char)d->text[end] & 0xC0) == 0x80) end++; /* to the end of a letter */
    m->found = d->text + offset;
    m->found_length = end - offset;
}

/* A byte that is not text cannot be shown as one. */
static void show_byte(struct dossier_parse *p, size_t offset, struct diag_message *m) {
    unsigned byte = (unsigned char)p->document->text[offset];
    m->found = arena_format(p->scratch, "byte 0x%02X", byte);
    m->found_length = strlen(m->found);
}

void dossier_report_malformed(struct dossier_parse *p) {
    static const struct {
        const char *code, *text, *mend;
    } messages[] = {
        [JSON_FAULT_UTF8] = {"D101", "this is not UTF-8", "save the file as UTF-8; it is likely in Latin-1 or UTF-16"},
        [JSON_FAULT_SYNTAX] = {"D102", "this is not JSON", NULL},
        [JSON_FAULT_CUT] = {"D103", "the text ends in the middle of a dossier",
                            "export it again; a dossier stands on one line, or alone in its file"},
        [JSON_FAULT_TOO_MANY] = {"D105", "a dossier of more than 65536 values", "keep what is of one establishment"},
        [JSON_FAULT_DEEP] = {"D106", "braces and brackets nested more than 16 deep", "a dossier has six levels"},
        [JSON_FAULT_NOT_OBJECT] = {"D108", "this is not a dossier, which is an object {...}",
                                   "write one dossier per line, without a list around them"},
        [JSON_FAULT_TRAILING] = {"D109", "something follows the dossier",
                                 "write one dossier per line, or one per file"},
    };
    /* The two readers of JSON agree (tests/fuzz); should they not, the dossier is refused all the same. */
    struct json_fault f = {JSON_FAULT_SYNTAX, 0, "a dossier", NULL};
    struct diag_message m = {0};
    json_fault_find(p->document->text, p->document->length, &f);
    m.code = messages[f.kind].code;
    m.mend = messages[f.kind].mend;
    m.place = document_place(p->document, f.offset);
    if (f.kind == JSON_FAULT_UTF8) {
        show_byte(p, f.offset, &m);
    } else {
        show_text(p->document, f.offset, &m);
    }
    if (f.kind == JSON_FAULT_SYNTAX) {
        m.mend = f.mend ? f.mend : arena_format(p->scratch, "write %s", f.expected);
        diag_report(p->diag, &m, "this is not JSON: %s should stand here", f.expected);
    } else {
        diag_report(p->diag, &m, "%s", messages[f.kind].text);
    }
    p->faults++;
}
