/* SPDX-License-Identifier: MIT
 *
 * model.h: the contract model: what the law fixes, as dated data (conf/modeles/caqes-2018.cfg). The
 * rows of the grid, the natures of amounts each may carry, and the ceilings on them. The host enforces
 * it whatever a plugin or a campaign says. The next reform is a new model, not a new host. */
#ifndef CAQES_HOST_MODEL_H
#define CAQES_HOST_MODEL_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stdint.h>

#define MODEL_MAX_VOLETS 8
#define MODEL_MAX_CHAMPS 16

/* What a ceiling is a share of. The host computes it from the record, never from a plugin. */
enum base_kind {
    BASE_INPUT,      /* a euros input: "produits_am" */
    BASE_PARAMETER,  /* a euros parameter of the volet's plugin: "interessement_maximum" */
    BASE_DIFFERENCE, /* max(0, a - b) of two euros inputs: forecast - observed */
    BASE_GROWTH      /* max(0, a x (1 + rate) - b): N-1, target growth, observed */
};

struct model_base {
    const char *code, *label;
    enum base_kind kind;
    const char *a, *b;  /* inputs, or the parameter in a */
    const char *rate;   /* parameter of the volet's plugin (BASE_GROWTH) */
    const char *choice; /* class parameter that selects this base, or NULL: always */
    const char *choice_value;
};

/* A ceiling: amount <= rate x base. With several bases under one choice, the chosen one counts. */
struct model_ceiling {
    int64_t rate; /* millionths */
    const char *article;
    const struct model_base *const *bases;
    uint32_t base_count;
    int64_t constant; /* for months: the ceiling itself, with no base; 0 otherwise */
};

struct model_nature {
    const char *code, *label; /* "sanction_produits" */
    int sign;                 /* +1 intéressement, -1 sanction, 0 no money (MSAP) */
    bool months;              /* the amount is a number of months */
    bool contract_ceiling;    /* counts in the 1 % over the contract, when the model says so */
    const char *note;         /* shown with every amount of this nature; may be NULL */
    const struct model_ceiling *ceilings;
    uint32_t ceiling_count;
};

/* Establishments that a volet is not for, for some years: HIA in 2018 [I II.a.i]. */
struct model_exclusion {
    uint32_t statut, first_year, last_year;
    const char *article;
};

struct model_volet {
    const char *code, *label;         /* "transports", "Transports" */
    bool mandatory;                   /* every establishment has it in its contract */
    uint32_t least_years, most_years; /* "duree": of the contract, from 1 January after its signature; 0: indefinite */
    const char *products_of;          /* "produits_de": the input that products with a rate of their own are part of */
    const struct model_exclusion *exclusions;
    uint32_t exclusion_count;
    const struct model_nature *natures; /* the only ones allowed on this row */
    uint32_t nature_count;
};

struct model {
    const char *code, *label, *source, *file;
    uint32_t first_year, last_year;
    struct model_volet volets[MODEL_MAX_VOLETS]; /* in the order of the grid */
    uint32_t volet_count;
    const char *statuts[MODEL_MAX_CHAMPS], *champs[MODEL_MAX_CHAMPS];
    uint32_t statut_count, champ_count;
    bool ceiling_over_contract;                   /* "portee_plafond": per volet (default) or over the contract */
    const struct model_ceiling *contract_ceiling; /* then: its rate and base; NULL if per volet */
};

/* Reads a model. NULL after reporting everything wrong (C3xx). */
struct model *model_read(const char *file, struct arena *arena, struct diag *diag);

/* Index of a volet, champ or statut by name, or -1. */
int32_t model_volet_index(const struct model *m, const char *code);
int32_t model_champ_index(const struct model *m, const char *name);
int32_t model_statut_index(const struct model *m, const char *name);

/* The nature allowed on a row, or NULL. */
const struct model_nature *model_nature_of(const struct model_volet *v, const char *code);

/* A sanction takes money back, or puts under prior agreement (MSAP): a sanction without an amount. */
bool model_nature_is_sanction(const struct model_nature *n);

/* The nature of a row that products with a rate of their own enter: a ceiling of it is a share of "produits_de".
 * `rate`, when given, receives that share, which no product's own rate may pass. NULL: no such products here. */
const struct model_nature *model_products_nature(const struct model_volet *v, int64_t *rate);

/* Why a volet is not for establishments of this statut in this year, or NULL. */
const struct model_exclusion *model_exclusion_of(const struct model_volet *v, uint32_t statut, uint32_t year);

#endif
