/* SPDX-License-Identifier: MIT */
#include "host/shard/part.h"

#include <inttypes.h>

void part_write(struct part_writer *w, const char *bytes, size_t length) {
    if (length == 0) return;
    fingerprint_add(w->fingerprint, bytes, length);
    fwrite(bytes, 1, length, w->stream);
    w->written += length;
}

void part_begin(struct part_writer *w, FILE *stream, const struct shard *s, const char *run) {
    char head[96];
    *w = (struct part_writer){.stream = stream, .fingerprint = fingerprint_create()};
    part_write(w, head,
               (size_t)snprintf(head, sizeof head,
                                "{\"format\": \"caqes-part\", \"version\": %d, \"part\": %" PRIu32 ", \"of\": %" PRIu32
                                "}\n",
                                PART_VERSION, s->index + 1, s->count));
    part_write(w, run, strlen(run));
}

void part_document(struct part_writer *w, const struct shard_document *d) {
    char text[32];
    uint32_t k;
    json_append(
        &w->documents, text,
        (size_t)snprintf(text, sizeof text, "%" PRIu32 ":%" PRIu32 "%c", d->input, d->line, d->accepted ? '+' : '-'));
    for (k = 0; k < d->finess_count; k++) {
        if (k) json_append(&w->documents, ",", 1);
        json_append(&w->documents, d->finess[k], strlen(d->finess[k]));
    }
    json_append(&w->documents, "\n", 1);
}

void part_grid(struct part_writer *w, struct part_note note) {
    char text[64];
    note.grid = w->grids++;
    if (note.incomplete || note.fault || note.failed)
        json_append(&w->notes, text,
                    (size_t)snprintf(text, sizeof text, "%" PRIu32 " %" PRIu32 " %d %" PRIx64 "\n", note.grid,
                                     note.incomplete, note.fault, note.failed));
}

void part_end(struct part_writer *w, const struct shard *s, enum caqes_exit exit_code) {
    uint64_t documents = w->written, notes;
    char mark[FINGERPRINT_TEXT];
    part_write(w, w->documents.bytes, w->documents.length);
    notes = w->written;
    part_write(w, w->notes.bytes, w->notes.length);
    fingerprint_text(w->fingerprint, mark);
    fprintf(w->stream,
            "{\"grids\": %" PRIu32 ", \"documents\": %" PRIu32 ", \"documents_at\": %" PRIu64 ", \"notes_at\": %" PRIu64
            ", \"exit_code\": %d, \"xxh3\": \"%s\"}\n",
            w->grids, s->documents, documents, notes, (int)exit_code, mark);
}

void part_free(struct part_writer *w) {
    fingerprint_free(w->fingerprint);
    json_free(&w->documents);
    json_free(&w->notes);
    *w = (struct part_writer){.stream = NULL};
}
