/* SPDX-License-Identifier: MIT
 *
 * follow_up.h: the national follow-up: the results of several regions and years, and what the regions tell, counted as
 * the DGOS survey of the contracts of 2009 did. Grids are added one by one, in any order, and not kept. */
#ifndef CAQES_HOST_SYNTHESIS_FOLLOW_UP_H
#define CAQES_HOST_SYNTHESIS_FOLLOW_UP_H

#include "host/read/json_source.h"
#include "host/synthesis/facts.h"
#include "host/synthesis/follow_table.h"

enum { FOLLOW_MOST_YEARS = 7 }; /* the columns of a table; a contract of five years, one before and one after */

/* What became of the volet socle of an establishment. */
enum socle_state {
    SOCLE_WHOLE,     /* decided, without reduction nor sanction: "at 100 %" */
    SOCLE_REDUCED,   /* with one */
    SOCLE_UNDECIDED, /* signed; incomplete, in error, or not evaluable */
    SOCLE_REFUSED,   /* the establishment refuses to sign */
    SOCLE_ABSENT,    /* no contract */
    SOCLE_OUTSIDE,   /* signed, and not in force in the year */
    SOCLE_STATES
};

struct category_counts {
    uint64_t states[SOCLE_STATES];
    caqes_int128 loss, refusal_loss; /* centimes, above 0 */
};

/* Sums of scores, in billionths of a point: no number of fractions then overflows. */
enum { FOLLOW_SCORE_PARTS = 1000000000 };
struct score_sum {
    uint64_t count;
    caqes_int128 sum;
};

/* A region in a year. */
struct region_year {
    const char *region;
    int year;
    bool has_results;
    const struct region_facts *facts; /* or NULL */
    struct category_counts by[CATEGORY_COUNT];
    uint64_t own_rates;          /* establishments with a loss from rates of their own for some products */
    caqes_int128 own_rates_loss; /* centimes */
    struct score_sum regional, national;
    struct caqes_fraction maximum; /* of the regional score; den 0: not known */
    bool maxima_differ, letters;
};

enum tally_kind { TALLY_MOTIVE, TALLY_NATURE, TALLY_VOLET };

/* Something counted in a year over all regions. */
struct tally {
    enum tally_kind kind;
    int year;
    uint32_t rank; /* of the volet in the grid */
    const char *volet, *volet_label, *code, *label, *article;
    uint64_t count; /* establishments; of a volet, those that are evaluated */
    uint64_t bonuses, sanctions, msap;
    caqes_int128 sum, bonus_sum; /* centimes, above 0: of losses, of intéressements */
};

/* An establishment that was added, for it must be once in a year. */
struct follow_seen {
    char finess[10];
    int year;
    const char *file;
};

struct follow_up {
    struct arena *arena;
    struct arena scratch; /* texts of the grid at hand */
    struct region_year *regions;
    uint32_t region_count, region_capacity;
    struct tally *tallies;
    uint32_t tally_count, tally_capacity;
    struct follow_seen *seen;
    uint32_t seen_count, seen_capacity;
    int years[FOLLOW_MOST_YEARS + 1];
    uint32_t year_count;
};

void follow_up_open(struct follow_up *f, struct arena *arena);

/* Adds the grid of an establishment (caqes-grille, version 1). False after a message (A130, A133). */
bool follow_up_grid(struct follow_up *f, const struct json_node *grid, const char *file, struct diag *diag);

/* Adds what a region tells. False after a message (C308: its year is told twice; A133). */
bool follow_up_facts(struct follow_up *f, const struct region_facts *facts, struct diag *diag);

/* Ends the reading: regions, years and tallies are in order. False after messages (A132: an establishment is twice in
 * a year). */
bool follow_up_close(struct follow_up *f, struct diag *diag);

/* The follow-up as tables: by category, motives and volets; by region, and what the regions tell; how they score. */
void follow_up_tables(const struct follow_up *f, struct follow_document *out);
void follow_up_region_tables(const struct follow_up *f, struct follow_document *out);
void follow_up_score_tables(const struct follow_up *f, struct follow_document *out);

/* ---- Grids, for whoever reads them ---- */

/* The volet of a grid by its code, or NULL. */
const struct json_node *grid_volet(const struct json_node *grid, const char *code);

/* Centimes that a volet adds, as the directeur général retains them when that is recorded, else as computed. False
 * when there are none. */
bool grid_centimes(const struct json_node *volet, int64_t *centimes);

/* "51/50" or "3". False for anything else. */
bool grid_fraction(const struct json_node *n, struct caqes_fraction *out);

/* True when the volet has a mise sous accord préalable that counts. */
bool grid_has_msap(const struct json_node *volet);

/* True when some indicator of the obligation weighs, so that it can be a motive. */
bool grid_obligation_weighs(const struct json_node *obligation);

#endif
