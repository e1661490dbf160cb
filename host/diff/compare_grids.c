/* SPDX-License-Identifier: MIT
 *
 * compare_grids.c: two grids of an establishment, row by row. What the results say is compared as they say it: exact
 * fractions are texts in lowest terms, and the same value has one text. */
#include "host/diff/difference.h"

#include "host/base/text.h"
#include "host/diff/shown.h"
#include "host/read/json_find.h"

int64_t grid_counted(const struct json_node *grid, const struct json_node *row) {
    const struct json_node *counted = json_find(row, "compte_centimes");
    int64_t centimes = 0;
    if (!counted || json_is(json_find(json_find(grid, "total"), "etat"), "aucun")) return 0;
    return decimal_parse(counted->text, counted->text_length, 0, &centimes) == DECIMAL_OK ? centimes : 0;
}

const struct json_node *grid_row_of(const struct json_node *grid, const char *volet) {
    const struct json_node *rows = json_find(grid, "volets");
    if (!rows || rows->kind != JSON_ARRAY) return NULL;
    JSON_EACH(row, rows) if (json_is(json_find(row, "volet"), volet)) return row;
    return NULL;
}

/* A pair of rows being compared, into a change. */
struct pair {
    const struct json_node *row[2];
    struct volet_change *change;
    struct arena *arena, *scratch;
};

/* ---- What is in a list, by its code ---- */

typedef void (*compare_function)(struct pair *p, const struct json_node *a, const struct json_node *b);

/* Calls `compare` for each element of two lists: those of B first that A has too, then those of A alone. */
static void each(struct pair *p, const struct json_node *a, const struct json_node *b, const char *key,
                 compare_function compare) {
    if (b && b->kind == JSON_ARRAY)
        JSON_EACH(element, b) compare(p, json_element(a, key, json_find(element, key)), element);
    if (a && a->kind == JSON_ARRAY)
        JSON_EACH(element, a) if (!json_element(b, key, json_find(element, key))) compare(p, element, NULL);
}

static const char *text(struct pair *p, const struct json_node *n, const char *key) {
    return json_copy(json_find(n, key), p->scratch);
}

static const char *either(struct pair *p, const struct json_node *a, const struct json_node *b, const char *key) {
    const char *said = text(p, b, key);
    return said ? said : text(p, a, key);
}

/* A value of two objects, as a fraction that people can read. */
static void compare_value(struct pair *p, struct remarks *to, const char *kind, const struct json_node *a,
                          const struct json_node *b, const char *key, const char *unit) {
    if (json_same(json_find(a, key), json_find(b, key))) return;
    remark_add(to, p->arena, kind, either(p, a, b, "code"), either(p, a, b, "libelle"),
               shown_fraction(json_find(a, key), unit, p->scratch),
               shown_fraction(json_find(b, key), unit, p->scratch));
}

static const char *shown_result(struct pair *p, const struct json_node *n) {
    const char *result = text(p, n, "resultat"), *why = text(p, n, "motif");
    if (!result) return NULL;
    result = shown_word(result);
    return why ? arena_format(p->scratch, "%s (%s)", result, why) : result;
}

/* ---- Indicators ---- */

static void compare_datum(struct pair *p, const struct json_node *a, const struct json_node *b) {
    const char *before = text(p, a, "affichage"), *after = text(p, b, "affichage");
    remark_add(&p->change->causes, p->arena, "donnee", either(p, a, b, "nom"), NULL, before, after);
}

static void compare_indicator(struct pair *p, const struct json_node *a, const struct json_node *b) {
    const char *code = either(p, a, b, "code"), *label = either(p, a, b, "libelle");
    struct volet_change *v = p->change;
    each(p, json_find(a, "donnees"), json_find(b, "donnees"), "nom", compare_datum);
    if (a && b) compare_value(p, &v->causes, "cible", a, b, "cible", NULL);
    if (a && b) compare_value(p, &v->causes, "coefficient", a, b, "coefficient", NULL);
    if (a && b) compare_value(p, &v->effects, "valeur", a, b, "valeur", NULL);
    remark_add(&v->effects, p->arena, "indicateur", code, label, shown_result(p, a), shown_result(p, b));
}

static void compare_obligation(struct pair *p, const struct json_node *a, const struct json_node *b) {
    each(p, json_find(a, "indicateurs"), json_find(b, "indicateurs"), "code", compare_indicator);
    remark_add(&p->change->effects, p->arena, "obligation", either(p, a, b, "code"), either(p, a, b, "libelle"),
               shown_result(p, a), shown_result(p, b));
}

/* ---- Facts and amounts ---- */

static void compare_fact(struct pair *p, const struct json_node *a, const struct json_node *b) {
    const char *unit = either(p, a, b, "unite");
    remark_add(&p->change->effects, p->arena, "constat", either(p, a, b, "code"), either(p, a, b, "libelle"),
               text(p, a, "issue"), text(p, b, "issue"));
    compare_value(p, &p->change->effects, "constat", a, b, "valeur", unit);
}

static const char *shown_amount(struct pair *p, const struct json_node *n) {
    const struct json_node *months = json_find(n, "mois"), *suspended = json_find(n, "suspendu");
    const char *amount;
    if (!n) return NULL;
    amount = months ? arena_format(p->scratch, "%.*s mois", (int)months->text_length, months->text)
                    : shown_centimes(json_find(n, "centimes"), p->scratch);
    return suspended && suspended->kind == JSON_TRUE ? arena_format(p->scratch, "%s, suspendu", amount) : amount;
}

static void compare_amount(struct pair *p, const struct json_node *a, const struct json_node *b) {
    remark_add(&p->change->effects, p->arena, "montant", either(p, a, b, "code"), either(p, a, b, "libelle"),
               shown_amount(p, a), shown_amount(p, b));
}

/* The texts of a list; NULL for none. */
static const char *joined(struct pair *p, const struct json_node *list) {
    const char *all = NULL;
    if (!list || list->kind != JSON_ARRAY) return NULL;
    JSON_EACH(item, list)
    all = arena_format(p->scratch, "%s%s%.*s", all ? all : "", all ? " ; " : "", (int)item->text_length,
                       item->text ? item->text : "");
    return all;
}

/* ---- The decision ---- */

/* What the directeur général retains, and what it passes. */
static void compare_decision(struct pair *p) {
    const char *shown[2] = {NULL, NULL}, *alerts[2] = {NULL, NULL};
    unsigned side;
    for (side = 0; side < 2; side++) {
        const struct json_node *decision = json_find(p->row[side], "decision"), *list = json_find(decision, "alertes");
        const char *day = text(p, decision, "date"), *why = text(p, decision, "motif");
        if (!decision) continue;
        shown[side] = arena_format(p->scratch, "%s, %s%s%s", shown_amount(p, decision), why ? why : "", day ? ", " : "",
                                   day ? day : "");
        alerts[side] = joined(p, list);
    }
    remark_add(&p->change->effects, p->arena, "decision", NULL, NULL, shown[0], shown[1]);
    remark_add(&p->change->effects, p->arena, "alertes", NULL, NULL, alerts[0], alerts[1]);
}

/* ---- Rows ---- */

/* The steps of a row that read a value: its volet's own parameters and data. */
static void compare_read(struct pair *p, const struct json_node *a, const struct json_node *b) {
    if (!json_is(json_find(a ? a : b, "op"), "lire")) return;
    remark_add(&p->change->causes, p->arena, "valeur_lue", either(p, a, b, "nom"), NULL,
               shown_fraction(json_find(a, "valeur"), NULL, p->scratch),
               shown_fraction(json_find(b, "valeur"), NULL, p->scratch));
}

static void compare_row(const struct json_node *const *grids, const struct json_node *a, const struct json_node *b,
                        struct arena *arena, struct arena *scratch, struct volet_change ***last) {
    const struct json_node *row[2] = {a, b};
    struct volet_change *v = arena_alloc(arena, sizeof *v);
    struct pair p = {{a, b}, v, arena, scratch};
    unsigned side;
    v->code = json_copy(json_find(b ? b : a, "volet"), arena);
    v->label = json_copy(json_find(b ? b : a, "libelle"), arena);
    for (side = 0; side < 2; side++) {
        v->status[side] = json_copy(json_find(row[side], "statut"), arena);
        v->has_amount[side] = json_find(row[side], "compte_centimes") != NULL;
        v->counted[side] = grid_counted(grids[side], row[side]);
    }
    each(&p, json_find(a, "obligations"), json_find(b, "obligations"), "code", compare_obligation);
    if (json_find(a, "etapes") && json_find(b, "etapes"))
        each(&p, json_find(a, "etapes"), json_find(b, "etapes"), "nom", compare_read);
    each(&p, json_find(a, "constats"), json_find(b, "constats"), "code", compare_fact);
    each(&p, json_find(a, "montants"), json_find(b, "montants"), "code", compare_amount);
    remark_add(&v->effects, arena, "raisons", NULL, NULL, joined(&p, json_find(a, "raisons")),
               joined(&p, json_find(b, "raisons")));
    compare_decision(&p);
    if (v->causes.count == 0 && v->effects.count == 0 && v->counted[0] == v->counted[1] && v->status[0] &&
        v->status[1] && strcmp(v->status[0], v->status[1]) == 0)
        return;
    **last = v;
    *last = &v->next;
}

void grids_compare(struct establishment_change *change, const struct json_node *a, const struct json_node *b,
                   struct arena *arena, struct arena *scratch) {
    const struct json_node *grids[2] = {a, b}, *rows[2] = {json_find(a, "volets"), json_find(b, "volets")};
    struct volet_change **last = &change->volets;
    if (rows[0] && rows[0]->kind == JSON_ARRAY) JSON_EACH(row, rows[0])
    compare_row(grids, row, json_element(rows[1], "volet", json_find(row, "volet")), arena, scratch, &last);
    if (rows[1] && rows[1]->kind == JSON_ARRAY) JSON_EACH(row, rows[1])
    if (!json_element(rows[0], "volet", json_find(row, "volet"))) compare_row(grids, NULL, row, arena, scratch, &last);
}
