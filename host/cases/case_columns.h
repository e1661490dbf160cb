/* SPDX-License-Identifier: MIT
 *
 * case_columns.h: what the columns of a case file mean under a campaign. The names come from the layout of the
 * campaign's plugins and from their manifests, so a new indicator has its columns without a line of code. */
#ifndef CAQES_HOST_CASE_COLUMNS_H
#define CAQES_HOST_CASE_COLUMNS_H

#include "host/campaign/campaign.h"
#include "host/cases/case_file.h"

enum case_kind {
    CASE_UNKNOWN, /* reported */
    CASE_NAME,    /* cas */
    CASE_ARTICLE, /* article */
    CASE_FINESS,
    CASE_NIVEAU,
    CASE_STATUT,
    CASE_CHAMPS,
    CASE_REGION,
    CASE_INPUT,     /* a name of "donnees" */
    CASE_TERM,      /* cible.CODE, coefficient.CODE, parametre.NOM */
    CASE_RESERVED,  /* a parameter that a contract may not set */
    CASE_CONTRACT,  /* contrat.VOLET */
    CASE_SIGNATURE, /* signature.VOLET */
    CASE_END,       /* fin.VOLET */
    CASE_PLAN,      /* plan.VOLET */
    CASE_ACTS,      /* actes.VOLET */
    CASE_JSON_CONTRACT,
    CASE_JSON,
    CASE_EXPECTS_INDICATOR, /* =CODE, =indicateur.CODE */
    CASE_EXPECTS_OBLIGATION,
    CASE_EXPECTS_VALUE,
    CASE_EXPECTS_ATTAINMENT,
    CASE_EXPECTS_LEVEL, /* =niveau.CODE, of an obligation */
    CASE_EXPECTS_STATUS,
    CASE_EXPECTS_AMOUNT,
    CASE_EXPECTS_MONTHS,
    CASE_EXPECTS_FACT,
    CASE_EXPECTS_REASON,
    CASE_EXPECTS_TOTAL,
    CASE_EXPECTS_TOTAL_STATE,
    CASE_EXPECTS_REFUSAL,  /* =erreur */
    CASE_EXPECTS_TARGETED, /* =ciblage.VOLET */
    CASE_EXPECTS_GROUND    /* =motif.VOLET.CODE */
};

/* One thing that a name may stand for. */
struct case_meaning {
    const char *name;
    enum case_kind kind;
    uint32_t volet;
    uint32_t plugin;               /* of an indicator, an obligation or an output */
    uint32_t index;                /* the same, in its manifest; of an input or a term, its column in the record */
    uint32_t section;              /* of a term */
    const char *key;               /* of an input or a term, as dossiers write it */
    const struct value_spec *spec; /* the same */
};

/* A column. Only a term may have several meanings, in as many volets: the contract of each row decides. */
struct case_column {
    enum case_kind kind;
    const struct case_meaning *const *meanings;
    uint32_t meaning_count;
};

/* A table whose columns are understood. */
struct case_sheet {
    struct csv_table *table;
    const struct campaign *campaign;
    struct case_column *columns; /* [table->column_count] */
    struct csv_row *base;        /* the row named "base", or NULL */
};

/* Every name that a campaign gives to columns. */
struct case_vocabulary {
    const struct case_meaning *meanings;
    uint32_t count;
};
struct case_vocabulary case_vocabulary(const struct campaign *c, struct arena *arena);

/* Understands the columns, finds the base, and checks what every case must have: a name of its own, an article,
 * an expectation. Faults are reported (T41x, T42x). */
void case_sheet_open(struct case_sheet *s, struct csv_table *table, const struct campaign *campaign,
                     const struct case_vocabulary *vocabulary);

/* Whether a column says what must come out: its name begins with "=". */
static inline bool case_expects(const struct case_sheet *s, uint32_t column) {
    return *s->table->names[column].text == '=';
}

/* The cell that counts for a row in a column: its own, else that of the base; NULL when both are blank. */
struct csv_cell *case_given(const struct case_sheet *s, const struct csv_row *row, uint32_t column);

/* The first column of that kind (and volet, for the kinds that have one), or -1. */
int32_t case_column_of(const struct case_sheet *s, enum case_kind kind, uint32_t volet);

#endif
