/* SPDX-License-Identifier: MIT
 *
 * The rule cases of an indicator, worked out from its target alone: at the target, a unit under and over it, zero,
 * nothing to measure, missing. They know nothing of how the host measures; that is what makes them a check. */
#include "host/base/text.h"
#include "host/kit/indicators.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_POWER = 2 }; /* denominators of 100 at least, where they may be */

/* A term of the contract that the manifest leaves open, the same in every case. */
struct term {
    const char *column, *cell;
};

/* What every case of an indicator is made with. Amounts are whole numbers at `decimals`. */
struct sums {
    const struct kit_indicators *t;
    const struct kit_indicator *i;
    struct arena *arena;
    FILE *out;
    uint32_t decimals;      /* the most of any input */
    caqes_int128 scale;     /* 10^decimals */
    caqes_int128 step;      /* one unit of the numerator */
    caqes_int128 whole, at; /* of the denominator (or of the year before), and what reaches the target exactly */
    struct caqes_fraction target;
    const char *article;
    struct term terms[3];
    uint32_t term_count;
    uint32_t data[32]; /* inputs, each once; of a growth the same twice: N, then N-1 */
    caqes_int128 amounts[32];
    const char *said[32]; /* instead of an amount: "absent" */
    uint32_t count;
};

static caqes_int128 power(uint32_t decimals) {
    caqes_int128 p = 1;
    while (decimals-- > 0) p *= 10;
    return p;
}

static bool among(const uint32_t *list, uint32_t count, uint32_t input) {
    for (uint32_t k = 0; k < count; k++)
        if (list[k] == input) return true;
    return false;
}

/* ---- Amounts ------------------------------------------------------------------------------------- */

static void list_data(struct sums *s) {
    const struct kit_indicator *i = s->i;
    for (uint32_t k = 0; k < i->numerator_count; k++) s->data[s->count++] = i->numerator[k];
    if (i->kind == KIND_GROWTH) s->data[s->count++] = i->numerator[0];
    for (uint32_t k = 0; k < i->denominator_count; k++)
        if (!among(i->numerator, i->numerator_count, i->denominator[k])) s->data[s->count++] = i->denominator[k];
    for (uint32_t k = 0; k < s->count; k++)
        if (s->t->inputs[s->data[k]].spec.decimals > s->decimals) s->decimals = s->t->inputs[s->data[k]].spec.decimals;
}

/* Shares `sum` between the data of a part: 1 to each but the first, which has the rest. */
static bool share(struct sums *s, caqes_int128 sum, bool above, bool below) {
    const struct kit_indicator *i = s->i;
    int32_t first = -1;
    if (sum < 0) return false;
    for (uint32_t k = 0; k < s->count; k++) {
        bool in_above = among(i->numerator, i->numerator_count, s->data[k]);
        bool in_below = among(i->denominator, i->denominator_count, s->data[k]);
        if (in_above != above || in_below != below) continue;
        s->amounts[k] = 0;
        if (first < 0) {
            first = (int32_t)k;
        } else if (sum >= 2 * s->scale) {
            s->amounts[k] = s->scale;
            sum -= s->scale;
        }
    }
    if (first >= 0) s->amounts[first] = sum;
    return first >= 0 || sum == 0;
}

static bool has_part(const struct sums *s, bool above, bool below) {
    for (uint32_t k = 0; k < s->count; k++)
        if (among(s->i->numerator, s->i->numerator_count, s->data[k]) == above &&
            among(s->i->denominator, s->i->denominator_count, s->data[k]) == below)
            return true;
    return false;
}

/* Every amount within the bounds of its input, and a whole number of its units. */
static bool allowed(const struct sums *s) {
    for (uint32_t k = 0; k < s->count; k++) {
        const struct value_spec *spec = &s->t->inputs[s->data[k]].spec;
        caqes_int128 unit = power(s->decimals - spec->decimals);
        if (s->amounts[k] % unit != 0) return false;
        if (spec->has_min && s->amounts[k] < (caqes_int128)spec->min * unit) return false;
        if (spec->has_max && s->amounts[k] > (caqes_int128)spec->max * unit) return false;
    }
    return true;
}

/* Data whose numerator and denominator are these sums. False when there are none: a numerator that is a part of its
 * denominator cannot be larger. */
static bool spread(struct sums *s, caqes_int128 above, caqes_int128 below) {
    caqes_int128 both = 0;
    memset(s->said, 0, sizeof s->said);
    if (s->i->kind == KIND_GROWTH) {
        s->amounts[0] = above;
        s->amounts[1] = below;
        return above >= 0 && allowed(s);
    }
    if (!has_part(s, true, false)) {
        both = above;
    } else if (!has_part(s, false, true)) {
        both = below;
    } else if (has_part(s, true, true)) {
        both = (above < below ? above : below) / 2 / s->scale * s->scale;
    }
    return share(s, both, true, true) && share(s, above - both, true, false) && share(s, below - both, false, true) &&
           allowed(s);
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

static const char *amount_text(const struct sums *s, uint32_t k) {
    uint32_t decimals = s->t->inputs[s->data[k]].spec.decimals;
    struct case_number n = {.units = s->amounts[k] / power(s->decimals - decimals), .decimals = decimals};
    char *text = arena_format(s->arena, "%s", case_number_json(&n, s->arena)), *point = strchr(text, '.');
    if (point) *point = ',';
    return text;
}

static const char *value_text(const struct sums *s, struct caqes_fraction value) {
    const char *text = case_fraction_text(value, s->i->unit, s->arena);
    char exact[96];
    if (!strchr(text, '(')) return text;
    fraction_text(value, exact);
    return arena_format(s->arena, "%s", exact);
}

/* The name, the article, and the terms, which are those of the base. */
static void begin_row(const struct sums *s, const char *name, const char *article, bool base) {
    fprintf(s->out, "%s;%s", name, article);
    for (uint32_t k = 0; k < s->term_count; k++) fprintf(s->out, ";%s", base ? s->terms[k].cell : "");
}

static void write_row(const struct sums *s, const char *name, const char *result, const char *value) {
    begin_row(s, name, s->article, false);
    for (uint32_t k = 0; k < s->count; k++) fprintf(s->out, ";%s", s->said[k] ? s->said[k] : amount_text(s, k));
    fprintf(s->out, ";%s;%s\n", result, value);
}

/* A case that is measured: what it gives is held against the target, here. */
static void measured(struct sums *s, const char *name, caqes_int128 above, caqes_int128 below) {
    struct caqes_fraction value = {above, below};
    int order;
    if (!spread(s, above, below)) return;
    if (s->i->kind == KIND_GROWTH) value.num -= below;
    if (!caqes_fraction_reduce(&value)) return;
    order = caqes_fraction_compare(value, s->target);
    write_row(s, name, (s->i->direction == DIRECTION_LOWER ? order <= 0 : order >= 0) ? "atteint" : "non atteint",
              value_text(s, value));
}

/* A case whose data are those at the target, but one. */
static void without(struct sums *s, uint32_t k, const char *said, const char *result) {
    const struct kit_input *input = &s->t->inputs[s->data[k]];
    const char *period = s->i->kind == KIND_GROWTH && k == 1 ? "@N-1" : "";
    if (!spread(s, s->at, s->whole)) return;
    s->said[k] = said;
    write_row(s, arena_format(s->arena, "%s%s %s", input->spec.name, period, said), result, result);
}

static void write_measured(struct sums *s) {
    bool full = s->i->kind == KIND_RATIO && strcmp(s->i->unit, "rate") == 0 && s->at == s->whole;
    measured(s, "à la cible : égal vaut atteint", s->at, s->whole);
    measured(s, "une unité au-dessous de la cible", s->at - s->step, s->whole);
    if (!full) measured(s, "une unité au-dessus de la cible", s->at + s->step, s->whole);
    if (s->at != 0) measured(s, s->i->kind == KIND_GROWTH ? "plus rien cette année" : "numérateur nul", 0, s->whole);
}

static void write_unmeasured(struct sums *s) {
    bool growth = s->i->kind == KIND_GROWTH;
    if (spread(s, growth ? s->at : 0, 0))
        write_row(s, growth ? "rien l'année d'avant" : "dénominateur nul", "sans objet", "sans objet");
    for (uint32_t k = 0; k < s->count; k++)
        if (!growth || !s->t->inputs[s->data[k]].two_yearly) without(s, k, "absent", "inconnu");
    without(s, s->count - 1, "non soumis", "sans objet");
}

/* The sums of the case at the target: a power of ten, and its part. False when no data have such sums. */
static bool find_sums(struct sums *s, const struct case_number *target) {
    uint32_t most = target->decimals > LEAST_POWER ? target->decimals : LEAST_POWER;
    caqes_int128 parts = power(target->decimals);
    s->whole = power(most) * s->scale;
    do { /* a rate of the data is at most 1: 100 is then too large */
        caqes_int128 at = target->units * s->whole;
        s->at = at / parts + (s->i->kind == KIND_GROWTH ? s->whole : 0);
        if (at % parts == 0 && spread(s, s->at, s->whole)) return true;
        s->whole /= 10;
    } while (s->whole > 0);
    return false;
}

/* Bounds so narrow that nothing reaches the target: what is left is that without data there is no result. */
static void write_absent(struct sums *s) {
    for (uint32_t k = 0; k < s->count; k++) s->said[k] = "absent";
    write_row(s, "aucune donnée", "inconnu", "inconnu");
}

static void write_numbers(struct sums *s) {
    const struct kit_indicator *i = s->i;
    struct case_number target = i->has_target ? i->target : (struct case_number){.units = 5, .decimals = 1};
    s->scale = power(s->decimals);
    s->step = power(s->decimals - s->t->inputs[s->data[0]].spec.decimals);
    s->target = (struct caqes_fraction){target.units, power(target.decimals)};
    if (find_sums(s, &target)) {
        write_measured(s);
        write_unmeasured(s);
    } else {
        write_absent(s);
    }
}

static void write_answers(struct sums *s) {
    static const char *const rows[][3] = {{"oui", "oui", "atteint"},
                                          {"non", "non", "non atteint"},
                                          {"absent", "absent", "inconnu"},
                                          {"non soumis", "non soumis", "sans objet"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        begin_row(s, rows[k][0], s->article, false);
        fprintf(s->out, ";%s;%s\n", rows[k][1], rows[k][2]);
    }
}

/* ---- The file ------------------------------------------------------------------------------------ */

static void list_terms(struct sums *s) {
    const struct kit_indicator *i = s->i;
    struct term *at = s->terms;
    if (strcmp(i->volet, s->t->base_volet) != 0)
        *at++ = (struct term){arena_format(s->arena, "contrat.%s", i->volet), "oui"};
    if (i->kind != KIND_YES_NO && !i->has_target)
        *at++ = (struct term){arena_format(s->arena, "cible.%s", i->code), "0,5"};
    if (i->has_coefficient && i->coefficient.units == 0)
        *at++ = (struct term){arena_format(s->arena, "coefficient.%s", i->code), "1"};
    s->term_count = (uint32_t)(at - s->terms);
}

/* In CSV: quotes around what holds a separator or a quote. */
static const char *csv_cell_of(const char *text, struct arena *arena) {
    char *out, *at;
    if (!strpbrk(text, ";\"")) return text;
    at = out = arena_alloc(arena, strlen(text) * 2 + 3);
    *at++ = '"';
    for (; *text; text++) {
        if (*text == '"') *at++ = '"';
        *at++ = *text;
    }
    *at = '"';
    return out;
}

static void write_header(const struct sums *s) {
    const struct kit_indicator *i = s->i;
    fprintf(
        s->out,
        "# %s\n# Chiffres calculés à partir de la cible par caqes plugin new : relisez-les, puis ajoutez les vôtres.\n"
        "cas;article",
        i->label);
    for (uint32_t k = 0; k < s->term_count; k++) fprintf(s->out, ";%s", s->terms[k].column);
    for (uint32_t k = 0; k < s->count; k++)
        fprintf(s->out, ";%s%s", s->t->inputs[s->data[k]].spec.name, i->kind == KIND_GROWTH && k == 1 ? "@N-1" : "");
    fprintf(s->out, ";=indicateur.%s", i->code);
    if (i->kind != KIND_YES_NO) fprintf(s->out, ";=valeur.%s", i->code);
    fputc('\n', s->out);
    if (s->term_count == 0) return;
    begin_row(s, "base", "", true);
    for (uint32_t k = 0; k < s->count + (i->kind != KIND_YES_NO); k++) fputc(';', s->out);
    fputs(";\n", s->out);
}

const char *kit_cases(const struct kit_indicators *t, const struct kit_indicator *i, struct arena *arena) {
    struct sums s = {.t = t, .i = i, .arena = arena, .article = csv_cell_of(i->article, arena)};
    char *bytes = NULL;
    size_t length = 0;
    const char *text;
    s.out = open_memstream(&bytes, &length);
    list_data(&s);
    list_terms(&s);
    write_header(&s);
    if (i->kind == KIND_YES_NO) {
        write_answers(&s);
    } else {
        write_numbers(&s);
    }
    fclose(s.out);
    text = arena_copy(arena, bytes, length);
    free(bytes);
    return text;
}
