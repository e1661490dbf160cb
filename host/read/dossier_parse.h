/* SPDX-License-Identifier: MIT
 *
 * dossier_parse.h: what the parts of the dossier reader share: the dossier at hand, how a fault is
 * reported, and the small forms that come back everywhere (texts, days, yes and no). A reader of a form
 * reports what is wrong, counts it, and returns false; the caller goes on with the next one, so that all
 * faults of a dossier come out at once. Codes: docs/dossier-errors.md. */
#ifndef CAQES_HOST_DOSSIER_PARSE_H
#define CAQES_HOST_DOSSIER_PARSE_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/read/document_source.h"
#include "host/read/finess_set.h"
#include "host/read/json_source.h"
#include "host/read/layout.h"
#include "host/read/record.h"

struct dossier_parse {
    const struct layout *layout;
    const struct model *model;
    struct diag *diag;
    uint32_t year;
    struct finess_set *seen;
    const char *const *files;                     /* of the run, by number */
    const char *volets[MODEL_MAX_VOLETS];         /* "transports" */
    const char *contract_names[MODEL_MAX_VOLETS]; /* "contrat.transports", for messages */
    const char *plan_names[MODEL_MAX_VOLETS];     /* "plan_actions.transports" */
    const uint32_t *required;                     /* columns whose absence is reported */
    uint32_t required_count;
    /* The dossier at hand: */
    const struct document *document;
    uint32_t file;  /* its number */
    uint32_t named; /* bits: volets that "contrat" names; all, when that is not known */
    const struct json_node *products[MODEL_MAX_VOLETS]; /* "produits", to be held against "donnees" */
    struct record *record;
    struct arena *arena;   /* of the record */
    struct arena *scratch; /* texts of messages, forgotten with the dossier */
    uint32_t faults;
    bool claims_kept; /* for a shard: the FINESS of the dossier, in `arena` */
    const char **claims;
    uint32_t claim_count, claim_capacity;
};

/* Reports a fault at a key, or at a value, shown as it is written. `mend` may be NULL. */
void dossier_fault_key(struct dossier_parse *p, const struct json_node *node, const char *code, const char *mend,
                       const char *text, ...) __attribute__((format(printf, 5, 6)));
void dossier_fault_value(struct dossier_parse *p, const struct json_node *node, const char *code, const char *mend,
                         const char *text, ...) __attribute__((format(printf, 5, 6)));

/* Reports a warning at the first byte of a value; the record is kept. */
void dossier_warn(struct dossier_parse *p, const struct json_node *node, const char *code, const char *mend,
                  const char *text, ...) __attribute__((format(printf, 5, 6)));

/* A name that is not known while a plugin of the campaign is refused: a warning, for it may be its own. */
void dossier_may_be_refused(struct dossier_parse *p, const struct json_node *node);

/* A key as written between its quotes: safe to show, escapes and all. */
const char *dossier_key_text(struct dossier_parse *p, const struct json_node *node);

/* "\"a\", \"b\" or \"c\"", for messages. */
const char *dossier_list(struct dossier_parse *p, const char *const *names, uint32_t count);

/* Index of a text among names, or -1. */
int32_t dossier_index(const struct json_node *text, const char *const *names, uint32_t count);

/* Reports a text that is none of `names`, under `code`, with the nearest of them. */
void dossier_unknown_text(struct dossier_parse *p, const struct json_node *node, const char *code, const char *what,
                          const char *const *names, uint32_t count);

/* Finds the values of an object by key: found[i] for keys[i], NULL when absent. Reports what is not an
 * object, and unknown keys. `where` names the object in messages. */
bool dossier_members(struct dossier_parse *p, const struct json_node *object, const char *where,
                     const char *const *keys, uint32_t count, const struct json_node **found);

/* False, after a message, when a compulsory key is absent. */
bool dossier_required(struct dossier_parse *p, const struct json_node *object, const char *where, const char *key,
                      const struct json_node *value);

/* Kinds. `name` names the value in messages. */
bool dossier_is(struct dossier_parse *p, const struct json_node *node, enum json_kind kind, const char *name);

/* A text without control characters, copied with the record when `out` is given. */
bool dossier_text(struct dossier_parse *p, const struct json_node *node, const char *name, bool may_be_empty,
                  const char **out);

/* "2017-12-11", a day of the calendar. */
bool dossier_day(struct dossier_parse *p, const struct json_node *node, const char *name, day *out);

/* "oui" or "non". */
bool dossier_yes_no(struct dossier_parse *p, const struct json_node *node, const char *name, bool *out);

/* A value of a declared type. `term`: of a contract, which has no states such as non_repondant. */
bool dossier_value(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                   const char *name, bool term, int64_t *value, uint8_t *presence);

/* A number between two bounds, at most `decimals` decimals; all three scaled alike. */
bool dossier_number(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                    const char *name, int64_t *value);

/* A value made of several, against the bounds of its type. False after a message at `node`, the last of them. */
bool dossier_total(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                   const char *name, caqes_int128 total, int64_t *value);

/* A FINESS, copied with the record. False after a message when it is not one. One that was read before in the run is
 * reported and counted, but is a FINESS: true. */
bool dossier_finess(struct dossier_parse *p, const struct json_node *node, const char **out);

/* ---- Data --------------------------------------------------------------------------------------- */

void dossier_unknown_input(struct dossier_parse *p, const struct json_node *node);

/* The column that a key of "donnees" fills, or -1 after a message. */
static inline int32_t dossier_input(struct dossier_parse *p, const struct json_node *node) {
    int32_t column = layout_find_hashed(p->layout, SECTION_DONNEES, node->key, node->key_length, node->key_hash);
    if (column < 0) dossier_unknown_input(p, node);
    return column;
}

/* Whether a value is of a form that says where it comes from: an object, or a list of them. */
static inline bool dossier_has_source(const struct json_node *node) {
    return node->kind == JSON_OBJECT || node->kind == JSON_ARRAY;
}

/* Reads a value of that form, and what it says of its source: the value that counts, then those it replaced.
 * Returns how many there are. */
uint32_t dossier_sources(struct dossier_parse *p, const struct json_node *node, uint32_t column,
                         struct provenance *sources, int64_t *value, uint8_t *presence);

/* Reads a value of "donnees" in any of its forms. `sources` is not looked at for a plain one. */
static inline uint32_t dossier_datum(struct dossier_parse *p, const struct json_node *node, uint32_t column,
                                     struct provenance *sources, int64_t *value, uint8_t *presence) {
    const struct layout_column *c = &p->layout->columns[column];
    if (dossier_has_source(node)) return dossier_sources(p, node, column, sources, value, presence);
    if (!dossier_value(p, node, c->spec, c->key, false, value, presence)) *presence = CAQES_INVALID;
    return 0;
}

/* Room for all the sources of an object of data. */
struct provenance *dossier_sources_room(struct arena *arena, const struct json_node *data);

/* Says why the document at hand is not JSON, or not one object. */
void dossier_report_malformed(struct dossier_parse *p);

/* What dates a volet of the contract; each may be NULL but `volet`, its object. */
struct contract_dates {
    const struct json_node *volet, *signature, *end, *refusal, *avenants;
};

/* Reads them: status, first signature, and the end that holds after every avenant. */
void dossier_read_dates(struct dossier_parse *p, uint32_t volet, const struct contract_dates *dates);

/* "produits" of a volet; and, once "donnees" is read, what they are part of. */
void dossier_read_products(struct dossier_parse *p, const struct json_node *node, uint32_t volet);
void dossier_check_products(struct dossier_parse *p);

/* "decision" of a volet, once its dates are read. */
void dossier_read_decision(struct dossier_parse *p, const struct json_node *node, uint32_t volet);

/* The sections of a dossier. */
void dossier_read_establishment(struct dossier_parse *p, const struct json_node *node);
void dossier_read_contract(struct dossier_parse *p, const struct json_node *node);
void dossier_read_data(struct dossier_parse *p, const struct json_node *node);
void dossier_read_entities(struct dossier_parse *p, const struct json_node *list);

/* When all data are read: earlier years that stand for this one, and what is absent. `node` is "donnees". */
void dossier_close_data(struct dossier_parse *p, const struct json_node *node);
void dossier_read_plan(struct dossier_parse *p, const struct json_node *node);

#endif
