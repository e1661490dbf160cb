/* SPDX-License-Identifier: MIT
 *
 * model_internal.h: what the files of the model's reader share. */
#ifndef CAQES_HOST_MODEL_INTERNAL_H
#define CAQES_HOST_MODEL_INTERNAL_H

#include "host/campaign/config_file.h"
#include "host/campaign/model.h"

enum { MODEL_FIRST_YEAR = 2000, MODEL_LAST_YEAR = 2999 };

struct model_builder {
    struct conf_reader *r;
    struct model *model;
    struct model_base *bases;
    uint32_t base_count;
};

/* "bases": what ceilings are shares of. */
void model_read_bases(struct model_builder *b, const struct setting *list);

/* "plafonds" of a nature, in months or as shares of bases. */
void model_read_ceilings(struct model_builder *b, const struct setting *list, struct model_nature *nature);

/* One ceiling as a share of bases, never in months; false after a message. */
bool model_read_share(struct model_builder *b, const struct setting *group, struct model_ceiling *out);

/* "duree", "produits_de" and "exclus" of a volet whose natures are read; each may be NULL. */
void model_read_duration(struct model_builder *b, const struct setting *group, struct model_volet *v);
void model_read_products(struct model_builder *b, const struct setting *name, struct model_volet *v);
void model_read_exclusions(struct model_builder *b, const struct setting *list, struct model_volet *v);

/* Two whole numbers within bounds, the smaller first. False when there are not two such numbers to go on with. */
bool model_read_span(struct model_builder *b, const struct setting *first, const struct setting *last, int64_t min,
                     int64_t max, uint32_t out[2]);

/* Model from a file already parsed. */
struct model *model_build(struct conf_reader *r, const char *file, const struct setting *root);

/* The same as model_read, from a file named by `from`, whose bytes enter the reader's digest. */
struct model *model_read_from(struct conf_reader *r, const char *file, const struct setting *from);

#endif
