/* SPDX-License-Identifier: MIT */
#include "host/audit/guard.h"

#include "host/base/rounding.h"
#include "host/base/text.h"

#include <string.h>

enum { MILLIONTHS = 1000000 };

/* Value of an input, or of a parameter, by name; never one for the other: a plugin must not be able to
 * declare the base of its own ceiling. False when there is none. */
static bool slot_by_name(const struct manifest *m, const struct caqes_case *slots, bool input, const char *name,
                         struct caqes_fraction *out) {
    uint32_t s, end = input ? m->input_count : m->slot_count;
    for (s = input ? 0 : m->input_count; s < end; s++) {
        if (strcmp(m->slots[s]->name, name) != 0) continue;
        if (slots->presences[s] != CAQES_PRESENT) return false;
        *out = caqes_fraction_of(slots->values[s], caqes_power_of_ten(slots->decimals[s]));
        return true;
    }
    return false;
}

/* Whether a base that depends on a choice is the chosen one. */
static bool base_applies(const struct manifest *m, const struct caqes_case *slots, const struct model_base *base) {
    int32_t slot;
    const struct value_spec *spec;
    if (!base->choice) return true;
    slot = manifest_parameter_slot(m, base->choice);
    if (slot < 0 || slots->presences[slot] != CAQES_PRESENT) return false;
    spec = m->slots[slot];
    return slots->values[slot] >= 0 && slots->values[slot] < (int64_t)spec->class_count &&
           strcmp(spec->classes[slots->values[slot]], base->choice_value) == 0;
}

/* max(0, a - b), with a raised by a growth rate for BASE_GROWTH. */
static enum guard_result base_of_two(const struct manifest *m, const struct caqes_case *slots,
                                     const struct model_base *base, struct caqes_fraction *out, const char **missing) {
    struct caqes_fraction a, b, rate;
    *missing = base->a;
    if (!slot_by_name(m, slots, true, base->a, &a)) return GUARD_NO_BASE;
    *missing = base->b;
    if (!slot_by_name(m, slots, true, base->b, &b)) return GUARD_NO_BASE;
    if (base->kind == BASE_GROWTH) {
        *missing = base->rate;
        if (!slot_by_name(m, slots, false, base->rate, &rate)) return GUARD_NO_BASE;
        if (!caqes_fraction_add(caqes_fraction_of(1, 1), rate, &rate) || !caqes_fraction_multiply(a, rate, &a))
            return GUARD_FAULT;
    }
    if (!caqes_fraction_subtract(a, b, out)) return GUARD_FAULT;
    if (out->num < 0) *out = caqes_fraction_of(0, 1);
    return GUARD_PASSED;
}

static enum guard_result base_value(const struct manifest *m, const struct caqes_case *slots,
                                    const struct model_base *base, struct caqes_fraction *out, const char **missing) {
    if (base->kind == BASE_DIFFERENCE || base->kind == BASE_GROWTH) return base_of_two(m, slots, base, out, missing);
    *missing = base->a;
    return slot_by_name(m, slots, base->kind == BASE_INPUT, base->a, out) ? GUARD_PASSED : GUARD_NO_BASE;
}

enum guard_result guard_ceiling(const struct manifest *m, const struct caqes_case *slots,
                                const struct model_ceiling *rule, struct caqes_fraction *out, const char **missing) {
    uint32_t i;
    if (rule->base_count == 0) {
        *out = caqes_fraction_of(rule->constant, 1);
        return GUARD_PASSED;
    }
    for (i = 0; i < rule->base_count; i++) {
        enum guard_result result;
        if (!base_applies(m, slots, rule->bases[i])) continue;
        result = base_value(m, slots, rule->bases[i], out, missing);
        if (result != GUARD_PASSED) return result;
        return caqes_fraction_multiply(*out, caqes_fraction_of(rule->rate, MILLIONTHS), out) ? GUARD_PASSED
                                                                                             : GUARD_FAULT;
    }
    *missing = rule->bases[0]->choice ? rule->bases[0]->choice : rule->bases[0]->a;
    return GUARD_NO_BASE;
}

/* Centimes of an amount that is not above its ceilings: half away from zero, then never above the
 * lowest ceiling ("dans la limite de" is strict). */
static bool round_under_ceiling(struct caqes_fraction amount, struct guarded *out) {
    struct caqes_fraction rounded;
    if (!round_centimes(amount, &out->units)) return false;
    rounded = caqes_fraction_of(out->units, 100);
    if (out->has_ceiling && caqes_fraction_compare(rounded, out->ceiling) > 0) {
        out->at_ceiling = true;
        return floor_centimes(out->ceiling, &out->units);
    }
    return true;
}

static enum guard_result fault(struct guarded *out, const char *text) {
    out->fault = text;
    return GUARD_FAULT;
}

enum guard_result guard_amount(const struct manifest *m, const struct caqes_case *slots,
                               const struct model_nature *nature, struct caqes_fraction amount, struct arena *arena,
                               struct guarded *out) {
    char said[96], limit[96];
    uint32_t i;
    *out = (struct guarded){.units = 0};
    if (amount.num < 0) return fault(out, "un montant est négatif : le signe est celui de sa nature");
    if (amount.num == 0) return GUARD_PASSED; /* nothing is proposed: no ceiling to hold it against */
    for (i = 0; i < nature->ceiling_count; i++) {
        struct caqes_fraction ceiling;
        const char *missing = "";
        enum guard_result result = guard_ceiling(m, slots, &nature->ceilings[i], &ceiling, &missing);
        if (result == GUARD_NO_BASE) {
            out->fault = missing;
            return GUARD_NO_BASE;
        }
        if (result == GUARD_FAULT) return fault(out, "un plafond ne peut pas être calculé en 128 bits");
        if (caqes_fraction_compare(amount, ceiling) > 0) {
            out->over_ceiling = true;
            fraction_text(amount, said);
            fraction_text(ceiling, limit);
            return fault(out, arena_format(arena, "le montant proposé %s dépasse le plafond %s (%s)", said, limit,
                                           nature->ceilings[i].article));
        }
        if (out->has_ceiling && caqes_fraction_compare(ceiling, out->ceiling) >= 0) continue;
        out->has_ceiling = true;
        out->ceiling = ceiling;
        out->rule = &nature->ceilings[i];
    }
    if (nature->months) {
        if (!caqes_fraction_reduce(&amount) || amount.den != 1 || amount.num > INT64_MAX)
            return fault(out, "une durée n'est pas un nombre entier de mois");
        out->units = (int64_t)amount.num;
        return GUARD_PASSED;
    }
    return round_under_ceiling(amount, out) ? GUARD_PASSED : fault(out, "le montant dépasse 64 bits");
}
