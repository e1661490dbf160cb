/* SPDX-License-Identifier: MIT */
#include "host/diff/report.h"

#include "host/base/text.h"
#include "host/diff/shown.h"
#include "host/report/display.h"
#include "host/report/wrap.h"

#include <string.h>

enum { LABEL = 20, NUMBER = 20, WIDTH = 96 };

/* ---- Pieces ---- */

static const char *euros(caqes_int128 centimes, char *out) {
    if (centimes > INT64_MAX || centimes < INT64_MIN) return "(trop grand)";
    french_centimes((int64_t)centimes, true, out);
    return out;
}

static void print_numbers(FILE *stream, const char *label, const caqes_int128 *total, uint32_t changed) {
    char a[DISPLAY_MAX], b[DISPLAY_MAX], change[DISPLAY_MAX], count[16];
    snprintf(count, sizeof count, "%u", changed);
    fputs("  ", stream);
    print_left(stream, label, LABEL);
    print_right(stream, count, 8);
    print_right(stream, euros(total[0], a), NUMBER);
    print_right(stream, euros(total[1], b), NUMBER);
    print_right(stream, euros(total[1] - total[0], change), NUMBER);
    fputc('\n', stream);
}

/* Wrapped text under a first line that begins with `head`; the next lines are indented as much. */
static void print_wrapped(FILE *stream, const char *head, const char *text) {
    size_t indent = text_columns(head);
    const char *next = text;
    bool first = true;
    while (first || *next) {
        const char *line = next;
        size_t bytes = wrap_line(line, (unsigned)(WIDTH - indent), &next);
        fprintf(stream, "%s%*s%.*s\n", first ? head : "", first ? 0 : (int)indent, "", (int)bytes, line);
        first = false;
    }
}

const char *groups_text(unsigned groups, struct arena *arena) {
    static const char *const names[] = {"programme", "dossiers", "configuration", "plugins"};
    const char *all = "";
    unsigned k, left = groups;
    for (k = 0; k < 4; k++) {
        if (!(groups >> k & 1U)) continue;
        left &= ~(1U << k);
        all = arena_format(arena, "%s%s%s", all, *all ? left ? ", " : " et " : "", names[k]);
    }
    return all;
}

static const char *or_nothing(const char *text) { return text ? text : "—"; }

static const char *remark_text(const struct remark *r, struct arena *arena) {
    static const char *const kinds[][2] = {{"donnee", "donnée"},
                                           {"parametre", "paramètre"},
                                           {"valeur_lue", "valeur lue"},
                                           {"decision", "décision retenue"},
                                           {"etablissement", "établissement"},
                                           {"plan", "plan d'actions"}};
    const char *kind = r->kind, *text;
    size_t i;
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i][0], kind) == 0) kind = kinds[i][1];
    text = kind;
    if (r->code) { /* the code of a target says that it is one: "cible.LAP_LITS" */
        size_t length = strlen(r->kind);
        bool said = strncmp(r->code, r->kind, length) == 0 && r->code[length] == '.';
        text = said ? r->code : arena_format(arena, "%s %s", text, r->code);
    }
    if (r->label) text = arena_format(arena, "%s, %s", text, r->label);
    text = arena_format(arena, "%s : %s → %s", text, or_nothing(r->before), or_nothing(r->after));
    if (!r->origin[0] && !r->origin[1]) return text;
    if (r->origin[0] && r->origin[1] && strcmp(r->origin[0], r->origin[1]) == 0)
        return arena_format(arena, "%s (%s)", text, r->origin[0]);
    return arena_format(arena, "%s (%s → %s)", text, or_nothing(r->origin[0]), or_nothing(r->origin[1]));
}

static void print_remarks(FILE *stream, const char *title, const struct remarks *all, struct arena *arena) {
    const struct remark *r;
    if (all->count) fprintf(stream, "    %s\n", title);
    for (r = all->first; r; r = r->next) print_wrapped(stream, "      - ", remark_text(r, arena));
}

/* "dossiers +1,00 €, plugins -2,00 €"; nothing when one group accounts for all. */
static const char *shares_text(const struct shares *s, struct arena *arena) {
    const char *all = "";
    char text[DISPLAY_MAX];
    unsigned k;
    for (k = 1; k < GROUP_SETS; k++)
        if (s->known[k] && s->centimes[k] != 0)
            all = arena_format(arena, "%s%s%s %s", all, *all ? " ; " : "", groups_text(k, arena),
                               euros(s->centimes[k], text));
    return all;
}

/* ---- Head ---- */

static void print_head(FILE *stream, const struct difference *d) {
    const struct remark *r;
    unsigned side;
    for (side = 0; side < 2; side++) {
        fprintf(stream, "%c : %s", side ? 'B' : 'A', d->source[side]);
        fprintf(stream, d->digest[side] ? " (archive, sha256 %s)\n" : " (résultats)%s\n",
                d->digest[side] ? d->digest[side] : "");
    }
    if (d->digest[0] && d->digest[1]) {
        fputs("\nCe qui diffère\n", stream);
        for (r = d->general.first; r; r = r->next) print_wrapped(stream, "  - ", remark_text(r, d->arena));
        if (!d->general.first) fputs("  rien : mêmes programme, dossiers, configuration et plugins\n", stream);
    } else {
        print_wrapped(stream, "",
                      "Des résultats seuls ne disent ni les contrats, ni l'origine des paramètres, ni les "
                      "plugins, ni la part de chacun dans l'écart : comparer des archives "
                      "(caqes evaluate --archive).");
    }
}

static void print_totals(FILE *stream, const struct difference *d) {
    uint32_t k;
    fprintf(stream,
            "\nÉtablissements : comparés %u ; changés %u, dont %u de montant ou de statut ; de A seul %u ; de B seul "
            "%u\n\n  ",
            d->compared, d->change_count, d->moved, d->removed, d->added);
    print_left(stream, "VOLET", LABEL);
    print_right(stream, "CHANGÉS", 8);
    print_right(stream, "A", NUMBER);
    print_right(stream, "B", NUMBER);
    print_right(stream, "ÉCART", NUMBER);
    fputc('\n', stream);
    for (k = 0; k < d->volet_count; k++)
        print_numbers(stream, d->volets[k].label ? d->volets[k].label : d->volets[k].code, d->volets[k].total,
                      d->volets[k].changed);
    print_numbers(stream, "TOTAL", d->total, d->moved);
}

static void print_shares(FILE *stream, const struct difference *d) {
    char text[DISPLAY_MAX];
    caqes_int128 sum = 0;
    unsigned k;
    if (!d->attributed) return;
    fputs("\nD'où vient l'écart (en passant de A à B : dossiers, puis configuration, puis plugins)\n", stream);
    for (k = 1; k < GROUP_SETS; k++) {
        if (!d->shares.known[k]) continue;
        sum += d->shares.centimes[k];
        fputs("  ", stream);
        print_left(stream, groups_text(k, d->arena), LABEL + 8 + 2 * NUMBER);
        print_right(stream, euros(d->shares.centimes[k], text), NUMBER);
        fputc('\n', stream);
    }
    fputs("  ", stream);
    print_left(stream, "écart", LABEL + 8 + 2 * NUMBER);
    print_right(stream, euros(sum, text), NUMBER);
    fputc('\n', stream);
}

/* ---- Establishments ---- */

static void print_volet(FILE *stream, const struct difference *d, const struct establishment_change *e,
                        const struct volet_change *v) {
    char a[DISPLAY_MAX], b[DISPLAY_MAX], change[DISPLAY_MAX];
    const char *parts;
    bool both = e->year[0] && e->year[1];
    fprintf(stream, "  %s : ", v->label ? v->label : v->code);
    if (both && v->status[0] && v->status[1] && strcmp(v->status[0], v->status[1]) != 0)
        fprintf(stream, "%s → %s ; ", shown_word(v->status[0]), shown_word(v->status[1]));
    fprintf(stream, "%s → %s", v->has_amount[0] ? euros(v->counted[0], a) : "—",
            v->has_amount[1] ? euros(v->counted[1], b) : "—");
    fprintf(stream, ", écart %s\n", euros((caqes_int128)v->counted[1] - v->counted[0], change));
    parts = shares_text(&v->shares, d->arena);
    if (*parts) fprintf(stream, "    d'où vient l'écart : %s\n", parts);
    if (!both) return;
    print_remarks(stream, "parce que", &v->causes, d->arena);
    print_remarks(stream, "donc", &v->effects, d->arena);
}

static void print_establishment(FILE *stream, const struct difference *d, const struct establishment_change *e) {
    char a[DISPLAY_MAX], b[DISPLAY_MAX], change[DISPLAY_MAX];
    const struct volet_change *v;
    fprintf(stream, "\n%s  %s", e->finess, or_nothing(e->name));
    if (!e->year[0]) fputs("  (de B seul)", stream);
    if (!e->year[1]) fputs("  (de A seul)", stream);
    if (e->year[0] && e->year[1] && strcmp(e->year[0], e->year[1]) != 0)
        fprintf(stream, "  (exercices %s et %s)", e->year[0], e->year[1]);
    fprintf(stream, "\n  TOTAL : %s → %s, écart %s\n", e->year[0] ? euros(e->total[0], a) : "—",
            e->year[1] ? euros(e->total[1], b) : "—", euros((caqes_int128)e->total[1] - e->total[0], change));
    for (v = e->volets; v; v = v->next)
        if (e->year[0] && e->year[1] ? true : v->counted[0] || v->counted[1]) print_volet(stream, d, e, v);
}

void difference_table(FILE *stream, const struct difference *d, bool all) {
    struct establishment_change **sorted = difference_sorted(d);
    uint32_t k, hidden = 0;
    if (d->source[0]) print_head(stream, d);
    print_totals(stream, d);
    print_shares(stream, d);
    for (k = 0; k < d->change_count; k++) {
        if (sorted[k]->moves || all) print_establishment(stream, d, sorted[k]);
        hidden += !sorted[k]->moves && !all;
    }
    if (hidden)
        fprintf(stream,
                "\nÉtablissements dont des valeurs changent sans effet sur un montant ni un statut : %u "
                "(caqes diff --all les montre)\n",
                hidden);
}
