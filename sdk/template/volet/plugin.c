/* A volet: its principal obligation, when missed, triggers a sanction, a rate of the products; a refusal to sign costs
 * another. The host checks the ceilings, rounds, and decides what counts. */
#include "@STEM@_manifest.h"

/* rate x products */
static uint32_t part(struct caqes_case *c, uint32_t rate_slot, uint32_t products) {
    return caqes_multiply(c, caqes_slot(c, rate_slot), products);
}

static void settle(struct caqes_case *c) {
    uint32_t nothing = caqes_zero(c), products = caqes_slot(c, SLOT_PRODUITS_AM);
    uint32_t reached = caqes_reached(c, CAQES_PRINCIPAL);
    uint32_t loss = caqes_cite(c, part(c, SLOT_TAUX_SANCTION, products), SOURCE_ANNEXE_6);
    uint32_t refusal = caqes_cite(c, part(c, SLOT_TAUX_REFUS, products), SOURCE_REFUS);
    loss = caqes_select(c, reached, nothing, loss);
    caqes_output(c, OUTPUT_SANCTION, caqes_select(c, caqes_refused(c), refusal, loss));
}

CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
