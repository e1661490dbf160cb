/* SPDX-License-Identifier: MIT */
#include "host/report/display.h"

#include "host/base/rounding.h"
#include "host/base/text.h"

#include <stdio.h>
#include <string.h>

enum { DECIMALS_SHOWN = 2 };

#define PERCENT "\xC2\xA0%"

static void show_number(struct caqes_fraction value, unsigned decimals, const char *suffix, char *out) {
    char number[96];
    if (!french_fraction(value, decimals, number)) snprintf(number, sizeof number, "(trop grand)");
    snprintf(out, DISPLAY_MAX, "%s%s", number, suffix);
}

static bool whole_small(struct caqes_fraction *value, int64_t limit) {
    return caqes_fraction_reduce(value) && value->den == 1 && value->num >= 0 && value->num <= limit;
}

void display_value(struct caqes_fraction value, const char *unit, char *out) {
    int64_t centimes;
    struct caqes_fraction percent;
    if (strcmp(unit, "euros") == 0 && round_centimes(value, &centimes)) {
        french_centimes(centimes, false, out);
    } else if ((strcmp(unit, "rate") == 0 || strcmp(unit, "growth") == 0) &&
               caqes_fraction_multiply(value, caqes_fraction_of(100, 1), &percent)) {
        show_number(percent, DECIMALS_SHOWN, PERCENT, out);
    } else if ((strcmp(unit, "yes_no") == 0 || strcmp(unit, "class") == 0) && whole_small(&value, 1)) {
        snprintf(out, DISPLAY_MAX, "%s", value.num ? "oui" : "non");
    } else if (strcmp(unit, "letter") == 0 && whole_small(&value, 26) && value.num > 0) {
        snprintf(out, DISPLAY_MAX, "%c", (char)('A' + (int)value.num - 1));
    } else if (strcmp(unit, "months") == 0) {
        show_number(value, 0, " mois", out);
    } else if (strcmp(unit, "points") == 0) {
        show_number(value, DECIMALS_SHOWN, "", out);
    } else {
        bool whole = whole_small(&value, INT64_MAX);
        show_number(value, whole ? 0 : DECIMALS_SHOWN, "", out);
    }
}

void display_against(struct caqes_fraction value, struct caqes_fraction limit, const char *unit, char *out) {
    char text[DISPLAY_MAX], other[DISPLAY_MAX];
    int order = caqes_fraction_compare(value, limit);
    display_value(value, unit, text);
    display_value(limit, unit, other);
    if (order != 0 && strcmp(text, other) == 0) {
        snprintf(out, DISPLAY_MAX, "%s %.140s", order > 0 ? ">" : "<", text);
    } else {
        memcpy(out, text, sizeof text);
    }
}

void display_slot(const struct value_spec *spec, int64_t value, char *out) {
    struct caqes_fraction exact = caqes_fraction_of(value, caqes_power_of_ten(spec->decimals));
    switch (spec->type) {
    case TYPE_EUROS: display_value(exact, "euros", out); break;
    case TYPE_YES_NO: display_value(exact, "yes_no", out); break;
    case TYPE_CLASS:
        snprintf(out, DISPLAY_MAX, "%.150s",
                 value >= 0 && value < (int64_t)spec->class_count ? spec->classes[value] : "?");
        break;
    case TYPE_RATE: { /* every decimal that was given: 2,2 % is not 2,20 % rounded */
        unsigned decimals = 4;
        while (decimals > 0 && value % (int64_t)caqes_power_of_ten(5 - decimals) == 0) decimals--;
        show_number(caqes_fraction_of(value, 10000), decimals, PERCENT, out);
        break;
    }
    default: show_number(exact, spec->decimals, "", out);
    }
}

const char *display_obligation(const struct caqes_obligation *o) {
    switch (o->state) {
    case CAQES_KNOWN: return o->reached ? "oui" : "non";
    case CAQES_NONE: return "sans objet";
    case CAQES_UNKNOWN: return "inconnu";
    default: return "erreur";
    }
}

const char *display_lack(enum lack lack) {
    switch (lack) {
    case LACK_COEFFICIENT: return "coefficient 0";
    case LACK_DENOMINATOR: return "dénominateur nul";
    case LACK_NOT_SUBJECT: return "non soumis";
    case LACK_DATUM: return "donnée non fournie";
    case LACK_TARGET: return "cible non fixée";
    case LACK_PLUGIN: return "plugin en erreur";
    case LACK_ARITHMETIC: return "calcul impossible";
    default: return "";
    }
}

const char *display_presence(uint8_t presence) {
    switch (presence) {
    case CAQES_NULL: return "demandé, non connu";
    case CAQES_NON_SOUMIS: return "non soumis";
    case CAQES_NON_REPONDANT: return "non répondant";
    case CAQES_NON_VALIDE: return "NV";
    case CAQES_DONNEES_INSUFFISANTES: return "DI";
    default: return "non fourni";
    }
}

const char *code_of_result(uint32_t state, bool reached) {
    switch (state) {
    case CAQES_KNOWN: return reached ? "atteint" : "non_atteint";
    case CAQES_NONE: return "sans_objet";
    case CAQES_UNKNOWN: return "inconnu";
    default: return "erreur";
    }
}

static const struct {
    const char *code, *text;
} statuses[] = {
    [VOLET_NOT_CONTRACTED] = {"non_contractualise", "non contractualisé"},
    [VOLET_NOT_YET] = {"pas_encore_en_vigueur", "pas encore en vigueur"},
    [VOLET_ENDED] = {"echu", "échu"},
    [VOLET_EVALUATED] = {"evalue", "évalué"},
    [VOLET_REFUSED] = {"refus", "refus de signer"},
    [VOLET_UNEVALUABLE] = {"non_evaluable", "non évaluable"},
    [VOLET_INCOMPLETE] = {"incomplet", "incomplet"},
    [VOLET_ERROR] = {"erreur", "en erreur"},
};

const char *display_status(enum volet_status status) { return statuses[status].text; }

const char *code_of_status(enum volet_status status) { return statuses[status].code; }

const char *display_decision(const struct contract_decision *d, struct arena *arena) {
    char text[DISPLAY_MAX];
    if (d->months) return arena_format(arena, "%lld mois", (long long)d->value);
    french_centimes(d->value, true, text);
    return arena_format(arena, "%s", text);
}

const char *display_total_state(enum total_state state) {
    return state == TOTAL_COMPLETE ? "complet" : state == TOTAL_PARTIAL ? "partiel" : "aucun";
}

bool withholds_total(const struct volet_verdict *v) {
    return v->status == VOLET_INCOMPLETE || v->status == VOLET_ERROR;
}

const char *display_outcome(const struct manifest *m, const struct manifest_output *o, struct caqes_fraction value) {
    const struct manifest_table *table = &m->tables[o->table];
    if (!whole_small(&value, (int64_t)table->outcome_count - 1)) return NULL;
    return table->outcome_labels[(uint32_t)value.num];
}
