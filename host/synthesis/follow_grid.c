/* SPDX-License-Identifier: MIT
 *
 * follow_grid.c: what the grid of an establishment says, in the results of an evaluation. */
#include "host/base/text.h"
#include "host/read/json_find.h"
#include "host/synthesis/follow_up.h"

const struct json_node *grid_volet(const struct json_node *grid, const char *code) {
    const struct json_node *volets = json_find(grid, "volets");
    if (!volets || volets->kind != JSON_ARRAY) return NULL;
    JSON_EACH(volet, volets) if (json_is(json_find(volet, "volet"), code)) return volet;
    return NULL;
}

static bool integer_of(const struct json_node *n, int64_t *out) {
    return n && n->kind == JSON_NUMBER && decimal_parse(n->text, n->text_length, 0, out) == DECIMAL_OK &&
           *out > INT64_MIN;
}

bool grid_centimes(const struct json_node *volet, int64_t *centimes) {
    return integer_of(json_find(json_find(volet, "decision"), "centimes"), centimes) ||
           integer_of(json_find(volet, "compte_centimes"), centimes);
}

bool grid_fraction(const struct json_node *n, struct caqes_fraction *out) {
    const char *slash;
    size_t head;
    int64_t numerator, denominator = 1;
    if (!n || n->kind != JSON_STRING) return false;
    slash = memchr(n->text, '/', n->text_length);
    head = slash ? (size_t)(slash - n->text) : n->text_length;
    if (decimal_parse(n->text, head, 0, &numerator) != DECIMAL_OK) return false;
    if (slash &&
        (decimal_parse(slash + 1, n->text_length - head - 1, 0, &denominator) != DECIMAL_OK || denominator < 1))
        return false;
    *out = caqes_fraction_of(numerator, denominator);
    return true;
}

bool grid_obligation_weighs(const struct json_node *obligation) {
    const struct json_node *indicators = json_find(obligation, "indicateurs");
    struct caqes_fraction coefficient;
    if (!indicators || indicators->kind != JSON_ARRAY || indicators->span == 1) return true;
    JSON_EACH(i, indicators)
    if (grid_fraction(json_find(i, "coefficient"), &coefficient) && coefficient.num > 0) return true;
    return false;
}

bool grid_has_msap(const struct json_node *volet) {
    const struct json_node *amounts = json_find(volet, "montants");
    if (!amounts || amounts->kind != JSON_ARRAY) return false;
    JSON_EACH(a, amounts) {
        const struct json_node *suspended = json_find(a, "suspendu"), *months = json_find(a, "mois");
        if (months && !json_is(months, "0") && !(suspended && suspended->kind == JSON_TRUE)) return true;
    }
    return false;
}
