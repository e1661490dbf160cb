/* SPDX-License-Identifier: MIT */
#include "host/target/decision.h"

#include "host/base/text.h"

enum targeting_decision decide(const struct manifest *m, const struct caqes_case *c, uint32_t opens) {
    uint32_t grounds = 0, denied = 0, failed = 0, unknown = 0, left = 0, k;
    for (k = 0; k < m->targeting_count; k++) {
        const struct manifest_output *o = &m->targeting[k];
        const struct caqes_step *s = caqes_step_at(c, c->outputs[k]);
        if (o->kind != OUTPUT_GROUND || (o->opens & opens) == 0) continue;
        grounds++;
        switch (s->state) {
        case CAQES_KNOWN:
            if (caqes_fraction_from_wire(s->value).num != 0) return TARGETING_TARGETED; /* one is enough */
            denied++;
            break;
        case CAQES_NONE: break;
        case CAQES_UNKNOWN:
            unknown++;
            left += o->missing_to_ars;
            break;
        default: failed++;
        }
    }
    if (grounds == 0) return TARGETING_NOT_CONCERNED;
    if (failed > 0) return TARGETING_ERROR;
    if (unknown > 0) return left == unknown ? TARGETING_LEFT_TO_AGENCY : TARGETING_UNDETERMINED;
    return denied > 0 ? TARGETING_NOT_TARGETED : TARGETING_NOT_SUBJECT;
}

const char *grounds_fault(const struct manifest *m, const struct caqes_case *c, struct arena *arena) {
    uint32_t k;
    char text[96];
    for (k = 0; k < m->targeting_count; k++) {
        const struct caqes_step *s = caqes_step_at(c, c->outputs[k]);
        struct caqes_fraction value = caqes_fraction_from_wire(s->value);
        if (m->targeting[k].kind != OUTPUT_GROUND || s->state != CAQES_KNOWN) continue;
        if (value.num == 0 || caqes_fraction_compare(value, caqes_fraction_of(1, 1)) == 0) continue;
        fraction_text(value, text);
        return arena_format(arena, "le motif %s n'est ni établi ni écarté : il vaut %s", m->targeting[k].code, text);
    }
    return NULL;
}
