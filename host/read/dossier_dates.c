/* SPDX-License-Identifier: MIT
 *
 * dossier_dates.c: when a volet of the contract is in force. A contract and its avenants take effect on
 * 1 January after their signature; a termination by consent, on 31 December of its year [I II.a.ii]. */
#include "host/read/dossier_parse.h"

const char *const avenant_words[AVENANT_KINDS] = {"renouvellement", "modification", "resiliation"};

/* The last day of a number of years that begin on 1 January after a signature; of none: of its own year. */
static day end_after(day signature, uint32_t years) { return (signature / 10000 + years) * 10000 + 1231; }

static const char *day_text(struct dossier_parse *p, day d) { return day_iso(d, arena_alloc(p->scratch, DAY_TEXT)); }

/* From 1 January after the signature to the end, as many years as the model allows. */
static bool check_duration(struct dossier_parse *p, const struct json_node *node, uint32_t volet, day signature,
                           day end) {
    const struct model_volet *v = &p->model->volets[volet];
    day first = end_after(signature, v->least_years), last = end_after(signature, v->most_years);
    if (first <= end && end <= last) return true;
    dossier_fault_value(p, node, "D159",
                        arena_format(p->scratch, "write an end from %s to %s", day_text(p, first), day_text(p, last)),
                        "%s lasts %u to %u years from %u-01-01", p->contract_names[volet], v->least_years,
                        v->most_years, signature / 10000 + 1);
    return false;
}

/* ---- Signature, end, refusal --------------------------------------------------------------------- */

/* "fin", kept when it can be: avenants are held against it. */
static void read_end(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    struct contract_volet *c = &p->record->contract[volet];
    const char *where = p->contract_names[volet];
    day end;
    if (!dossier_day(p, node, "fin", &end)) return;
    if (p->model->volets[volet].most_years == 0) {
        dossier_fault_value(p, node, "D158", "remove \"fin\"", "%s is of indefinite duration", where);
    } else if (c->signature != 0 && end < c->signature) {
        dossier_fault_value(p, node, "D153", "check both dates", "%s ends before it is signed", where);
    } else if (c->signature != 0 && check_duration(p, node, volet, c->signature, end)) {
        c->end = end;
    }
}

/* True when the establishment refused to sign. */
static bool read_signature(struct dossier_parse *p, uint32_t volet, const struct contract_dates *dates) {
    bool refused = false, answered = true;
    if (dates->refusal) answered = dossier_yes_no(p, dates->refusal, "refus", &refused);
    if (dates->signature) dossier_day(p, dates->signature, "signature", &p->record->contract[volet].signature);
    if (answered && !refused && !dates->signature)
        dossier_fault_value(p, dates->volet, "D152",
                            "add \"signature\", or \"refus\": \"oui\" when the establishment refused",
                            "%s has no \"signature\"", p->contract_names[volet]);
    return refused;
}

/* ---- Avenants ------------------------------------------------------------------------------------ */

enum { KEY_SIGNATURE, KEY_OBJET, KEY_FIN, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"signature", "objet", "fin"};

/* The kind and the days of an avenant, each on its own. */
static bool read_avenant(struct dossier_parse *p, const struct json_node *node, const struct json_node **found,
                         struct contract_avenant *out) {
    int32_t kind = -1;
    uint32_t before = p->faults;
    if (!dossier_members(p, node, "an avenant", keys, KEY_COUNT, found)) return false;
    if (dossier_required(p, node, "an avenant", keys[KEY_SIGNATURE], found[KEY_SIGNATURE]))
        dossier_day(p, found[KEY_SIGNATURE], keys[KEY_SIGNATURE], &out->signature);
    if (dossier_required(p, node, "an avenant", keys[KEY_OBJET], found[KEY_OBJET]) &&
        dossier_is(p, found[KEY_OBJET], JSON_STRING, keys[KEY_OBJET])) {
        kind = dossier_index(found[KEY_OBJET], avenant_words, AVENANT_KINDS);
        if (kind < 0) dossier_unknown_text(p, found[KEY_OBJET], "D163", "objet", avenant_words, AVENANT_KINDS);
    }
    if (found[KEY_FIN]) dossier_day(p, found[KEY_FIN], keys[KEY_FIN], &out->end);
    if (kind == AVENANT_RENEWAL) dossier_required(p, node, "a renewal", keys[KEY_FIN], found[KEY_FIN]);
    if (kind >= 0 && kind != AVENANT_RENEWAL && found[KEY_FIN])
        dossier_fault_value(p, found[KEY_FIN], "D167", "remove \"fin\"", "only a renewal has an end of its own");
    if (kind >= 0) out->kind = (enum avenant_kind)kind;
    return p->faults == before;
}

/* Avenants come in order of signature, after the contract, while there is something to amend. */
static bool check_place(struct dossier_parse *p, const struct json_node *node, uint32_t volet,
                        const struct contract_avenant *a) {
    const struct contract_volet *c = &p->record->contract[volet];
    const struct contract_avenant *last = c->avenant_count ? &c->avenants[c->avenant_count - 1] : NULL;
    const char *where = p->contract_names[volet];
    if (a->signature < (last ? last->signature : c->signature)) {
        dossier_fault_value(p, node, "D164", "check the dates, and write avenants in the order of their signatures",
                            last ? "this avenant is signed before the previous one, on %s"
                                 : "this avenant is signed before the contract, on %s",
                            day_text(p, last ? last->signature : c->signature));
        return false;
    }
    if (c->ended_by_avenant || (c->end != 0 && c->end < end_after(a->signature, 0))) {
        dossier_fault_value(p, node, "D165", "check both dates, or remove the avenant",
                            c->ended_by_avenant ? "%s ends on %s, by an avenant before this one"
                                                : "%s ends on %s, before this avenant takes effect",
                            where, day_text(p, c->end));
        return false;
    }
    return true;
}

/* The end of the volet from this avenant on. */
static bool apply(struct dossier_parse *p, const struct json_node *const *found, uint32_t volet,
                  struct contract_avenant *a) {
    struct contract_volet *c = &p->record->contract[volet];
    if (a->kind == AVENANT_CHANGE) return true;
    if (p->model->volets[volet].most_years == 0) {
        dossier_fault_value(p, found[KEY_OBJET], "D166", "remove this avenant, or write it as a \"modification\"",
                            "%s is of indefinite duration: it is neither renewed nor ended by an avenant",
                            p->contract_names[volet]);
        return false;
    }
    if (a->kind == AVENANT_TERMINATION) {
        a->end = end_after(a->signature, 0);
        c->ended_by_avenant = true;
    } else if (!check_duration(p, found[KEY_FIN], volet, a->signature, a->end)) {
        return false;
    } else if (a->end <= c->end) {
        dossier_fault_value(p, found[KEY_FIN], "D167", "write a later end, or sign a \"resiliation\"",
                            "%s ends on %s already: this renews nothing", p->contract_names[volet],
                            day_text(p, c->end));
        return false;
    }
    c->end = a->end;
    return true;
}

static void read_avenants(struct dossier_parse *p, const struct json_node *list, uint32_t volet) {
    struct contract_volet *c = &p->record->contract[volet];
    struct contract_avenant *avenants;
    if (!dossier_is(p, list, JSON_ARRAY, "avenants")) return;
    c->avenants = avenants = arena_array(p->arena, list->span, sizeof *avenants);
    JSON_EACH(node, list) {
        const struct json_node *found[KEY_COUNT];
        struct contract_avenant *a = &avenants[c->avenant_count];
        if (read_avenant(p, node, found, a) && check_place(p, node, volet, a) && apply(p, found, volet, a))
            c->avenant_count++;
    }
}

/* ---- All of it ----------------------------------------------------------------------------------- */

/* In force from 1 January after the signature, and to the end of the year evaluated. */
static enum contract_status status_of(const struct dossier_parse *p, const struct contract_volet *c, bool refused) {
    if (refused) return CONTRACT_REFUSED;
    if (c->signature / 10000 >= p->year) return CONTRACT_NOT_YET;
    if (c->end != 0 && c->end < p->year * 10000 + 1231) return CONTRACT_ENDED;
    return CONTRACT_IN_FORCE;
}

void dossier_read_dates(struct dossier_parse *p, uint32_t volet, const struct contract_dates *dates) {
    struct contract_volet *c = &p->record->contract[volet];
    uint32_t most_years = p->model->volets[volet].most_years;
    bool refused = read_signature(p, volet, dates);
    if (dates->end) read_end(p, dates->end, volet);
    if (!dates->end && most_years != 0 && c->signature != 0) c->end = end_after(c->signature, most_years);
    if (dates->avenants && !refused) read_avenants(p, dates->avenants, volet);
    c->status = status_of(p, c, refused);
}
