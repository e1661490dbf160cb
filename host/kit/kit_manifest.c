/* SPDX-License-Identifier: MIT
 *
 * What a table of indicators becomes in a manifest, laid out to be read and edited. */
#include "caqes/steps.h"
#include "host/base/text.h"
#include "host/kit/indicators.h"
#include "host/plugin/manifest_keys.h"
#include "host/report/json_writer.h"

#include <stdlib.h>
#include <string.h>

/* The text of a memory stream, in the arena. */
static const char *closed(FILE *out, char **bytes, size_t *length, struct arena *arena) {
    const char *text;
    fclose(out);
    text = arena_copy(arena, *bytes, *length);
    free(*bytes);
    return text;
}

static const char *decimal(int64_t units, uint32_t decimals, struct arena *arena) {
    struct case_number n = {.units = units, .decimals = decimals};
    while (n.decimals > 0 && n.units % 10 == 0) {
        n.units /= 10;
        n.decimals--;
    }
    return case_number_json(&n, arena);
}

static void write_input(FILE *out, const struct kit_input *i, struct arena *arena) {
    const struct value_spec *s = &i->spec;
    fprintf(out, "    {\n      \"name\": \"%s\", \"type\": \"%s\"", s->name, type_words[s->type]);
    if (s->type == TYPE_DECIMAL) fprintf(out, ", \"decimals\": %u", s->decimals);
    if (i->previous) fputs(", \"periods\": [\"N\", \"N-1\"]", out);
    if (s->has_min) fprintf(out, ", \"min\": \"%s\"", decimal(s->min, s->decimals, arena));
    if (s->has_max) fprintf(out, ", \"max\": \"%s\"", decimal(s->max, s->decimals, arena));
    if (*s->unit) fprintf(out, ", \"unit\": %s", json_quoted(s->unit, arena));
    fprintf(out, ",\n      \"label\": %s, \"producer\": %s\n    }", json_quoted(i->label, arena),
            json_quoted(i->producer, arena));
}

static void write_names(FILE *out, const char *key, const struct kit_indicators *t, const uint32_t *list,
                        uint32_t count) {
    fprintf(out, "\"%s\": [", key);
    for (uint32_t i = 0; i < count; i++) fprintf(out, "%s\"%s\"", i ? ", " : "", t->inputs[list[i]].spec.name);
    fputs("],\n      ", out);
}

/* Bounds refuse the 80 of someone who meant 0.8, wherever the target is set later. */
static const char *bounds(const struct kit_indicator *i) {
    bool percent = strcmp(i->unit, "number") != 0;
    caqes_int128 one = 1;
    for (uint32_t d = 0; d < i->target.decimals; d++) one *= 10;
    if (i->has_target && (i->target.units > one || i->target.units < -one)) percent = false;
    if (i->kind == KIND_GROWTH) return percent ? "\"min\": \"-1\", \"max\": \"1\"" : "\"min\": \"-1\"";
    return percent ? "\"min\": \"0\", \"max\": \"1\"" : "\"min\": \"0\"";
}

static void write_target(FILE *out, const struct kit_indicator *i, struct arena *arena) {
    bool any = false;
    fprintf(out, "\"direction\": \"%s\", \"target\": { ", direction_words[i->direction]);
    if (i->has_target) fprintf(out, "\"default\": \"%s\", ", case_number_json(&i->target, arena));
    if (i->set_by) {
        fputs("\"set_by\": [", out);
        for (uint32_t b = 0; b < AUTHORITY_WORDS; b++) {
            if (!(i->set_by >> b & 1U)) continue;
            fprintf(out, "%s\"%s\"", any ? ", " : "", authority_words[b]);
            any = true;
        }
        fputs("], ", out);
    }
    fprintf(out, "%s },\n      ", bounds(i));
}

static void write_indicator(FILE *out, const struct kit_indicators *t, const struct kit_indicator *i,
                            struct arena *arena) {
    fprintf(out, "    {\n      \"code\": \"%s\", \"kind\": \"%s\",\n      ", i->code, indicator_rules[i->kind].word);
    if (i->kind == KIND_RATIO) {
        write_names(out, "numerator", t, i->numerator, i->numerator_count);
        write_names(out, "denominator", t, i->denominator, i->denominator_count);
    } else {
        fprintf(out, "\"input\": \"%s\",\n      ", t->inputs[i->numerator[0]].spec.name);
    }
    if (i->kind == KIND_RATIO && strcmp(i->unit, "number") == 0) fputs("\"unit\": \"number\",\n      ", out);
    if (i->kind != KIND_YES_NO) write_target(out, i, arena);
    if (i->has_coefficient)
        fprintf(out, "\"coefficient\": { \"default\": \"%s\" },\n      ", case_number_json(&i->coefficient, arena));
    fprintf(out, "\"label\": %s,\n      \"article\": %s\n    }", json_quoted(i->label, arena),
            json_quoted(i->article, arena));
}

/* Each indicator is an obligation of its own. */
static void write_obligation(FILE *out, const struct kit_indicator *i, struct arena *arena) {
    fprintf(out,
            "    {\n      \"code\": \"%s\", \"volet\": \"%s\", \"role\": \"%s\", \"indicators\": [\"%s\"],\n"
            "      \"label\": %s,\n      \"article\": %s\n    }",
            i->code, i->volet, i->role, i->code, json_quoted(i->label, arena), json_quoted(i->article, arena));
}

struct kit_manifest_parts kit_manifest_parts(const struct kit_indicators *t, struct arena *arena) {
    struct kit_manifest_parts parts;
    const char **texts[3] = {&parts.inputs, &parts.indicators, &parts.obligations};
    for (int part = 0; part < 3; part++) {
        char *bytes = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&bytes, &length);
        uint32_t count = part == 0 ? t->input_count : t->count;
        fputs("[\n", out);
        for (uint32_t i = 0; i < count; i++) {
            if (part == 0) write_input(out, &t->inputs[i], arena);
            if (part == 1) write_indicator(out, t, &t->list[i], arena);
            if (part == 2) write_obligation(out, &t->list[i], arena);
            fputs(i + 1 < count ? ",\n" : "\n", out);
        }
        fputs("  ]", out);
        *texts[part] = closed(out, &bytes, &length, arena);
    }
    return parts;
}

/* ---- For people ---------------------------------------------------------------------------------- */

static void sum_of(FILE *out, const struct kit_indicators *t, const uint32_t *list, uint32_t count,
                   const char *period) {
    for (uint32_t i = 0; i < count; i++) fprintf(out, "%s`%s%s`", i ? " + " : "", t->inputs[list[i]].spec.name, period);
}

/* A cell of a Markdown table holds no "|". */
static const char *in_cell(const char *text, struct arena *arena) {
    char *copy = arena_copy(arena, text, strlen(text));
    for (char *p = copy; *p; p++)
        if (*p == '|') *p = '/';
    return copy;
}

static void write_summary(FILE *out, const struct kit_indicators *t, const struct kit_indicator *i,
                          struct arena *arena) {
    struct caqes_fraction target = {i->target.units, caqes_power_of_ten(i->target.decimals)};
    fprintf(out, "| `%s` | %s | ", i->code, in_cell(i->label, arena));
    sum_of(out, t, i->numerator, i->numerator_count, "");
    if (i->kind == KIND_RATIO) {
        fputs(" / ", out);
        if (i->denominator_count > 1) fputc('(', out);
        sum_of(out, t, i->denominator, i->denominator_count, "");
        if (i->denominator_count > 1) fputc(')', out);
    } else if (i->kind == KIND_GROWTH) {
        fputs(" / ", out);
        sum_of(out, t, i->numerator, 1, "@N-1");
        fputs(" − 1", out);
    }
    if (i->kind == KIND_YES_NO) {
        fputs(" | oui |\n", out);
    } else if (!i->has_target) {
        fprintf(out, " | %s : au contrat |\n", i->direction == DIRECTION_LOWER ? "au plus" : "au moins");
    } else {
        fprintf(out, " | %s %s |\n", i->direction == DIRECTION_LOWER ? "au plus" : "au moins",
                case_fraction_text(target, i->unit, arena));
    }
}

const char *kit_summary(const struct kit_indicators *t, struct arena *arena) {
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    fputs("| indicateur | ce qu'il mesure | données | cible |\n|---|---|---|---|\n", out);
    for (uint32_t i = 0; i < t->count; i++) write_summary(out, t, &t->list[i], arena);
    return closed(out, &bytes, &length, arena);
}
