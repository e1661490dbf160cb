/* SPDX-License-Identifier: MIT
 *
 * dossier_world.h: a reader over the vocabulary of read_vocabulary.h, and all that it says. */
#ifndef CAQES_TESTS_DOSSIER_WORLD_H
#define CAQES_TESTS_DOSSIER_WORLD_H

#include "check.h"

#include "host/read/dossier.h"
#include "tests/read_vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOCLE, TRANSPORTS, PERTINENCE, QUALITE };

struct world {
    struct arena arena, layout_arena;
    struct diag diag;
    char *messages;
    size_t length;
    struct layout *layout;
    struct dossier_reader *reader;
    struct record record;
};

static inline int setup(void **state) {
    struct world *w = calloc(1, sizeof *w);
    w->diag.stream = open_memstream(&w->messages, &w->length);
    w->layout = layout_build(vocabulary_manifests, VOCABULARY_COUNT, &vocabulary_model, &w->layout_arena, &w->diag);
    assert_non_null(w->layout);
    w->reader = dossier_reader_create(w->layout, &vocabulary_model, 2018, &w->diag);
    *state = w;
    return 0;
}

static inline int teardown(void **state) {
    struct world *w = *state;
    dossier_reader_destroy(w->reader);
    fclose(w->diag.stream);
    free(w->messages);
    arena_free(&w->arena);
    arena_free(&w->layout_arena);
    free(w);
    return 0;
}

static inline const char *messages(struct world *w) {
    fflush(w->diag.stream);
    return w->messages ? w->messages : "";
}

static inline bool open_text(struct world *w, const char *text) {
    return dossier_reader_open_memory(w->reader, "test.ndjson", text, strlen(text));
}

static inline bool next(struct world *w) { return dossier_reader_next(w->reader, &w->arena, &w->record); }

/* Reads the one good dossier of a text, without any message. */
static inline void read_good(struct world *w, const char *text) {
    assert_true(open_text(w, text));
    if (!next(w)) fail_msg("refused: %s%s", text, messages(w));
    assert_string_equal(messages(w), "");
}

/* Reads a text of one bad dossier; its messages hold `expected`. */
static inline void read_bad(struct world *w, const char *text, const char *expected) {
    assert_true(open_text(w, text));
    assert_false(next(w));
    if (!strstr(messages(w), expected)) fail_msg("no \"%s\" in:\n%s", expected, messages(w));
}

/* A good dossier with these members in its socle, its data, and at its end. */
static inline const char *dossier(struct world *w, const char *finess, const char *contract, const char *data,
                                  const char *end) {
    return arena_format(&w->arena,
                        "{\"format\":\"caqes-dossier\",\"version\":1,\"exercice\":2018,\"etablissement\":{\"finess\":"
                        "\"%s\",\"niveau\":\"EJ\",\"statut\":\"ex-DG\",\"champs\":[\"MCO\"]},\"contrat\":{%s},"
                        "\"donnees\":{\"produits_am\":1%s}%s}\n",
                        finess, contract, data, end);
}

#define SIGNED "\"socle\":{\"signature\":\"2017-12-11\"}"

static inline const char *with_data(struct world *w, const char *data) {
    return dossier(w, "990000012", SIGNED, data, "");
}

static inline int32_t column(const struct world *w, uint32_t section, const char *key) {
    int32_t found = layout_find(w->layout, section, key, strlen(key));
    assert_true(found >= 0);
    return found;
}

static inline void check_value(const struct world *w, uint32_t section, const char *key, int64_t expected) {
    int32_t c = column(w, section, key);
    assert_int_equal(w->record.presences[c], CAQES_PRESENT);
    if (w->record.values[c] != expected)
        fail_msg("%s is %lld, not %lld", key, (long long)w->record.values[c], (long long)expected);
}

static inline void check_presence(const struct world *w, const char *key, enum caqes_presence expected) {
    assert_int_equal(w->record.presences[column(w, SECTION_DONNEES, key)], expected);
}

#endif
