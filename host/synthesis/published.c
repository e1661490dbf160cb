/* SPDX-License-Identifier: MIT */
#include "host/synthesis/published.h"

#include "host/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- Reading ---- */

/* The text after "key :", or NULL. */
static const char *told(const char *comment, const char *key) {
    size_t length = strlen(key);
    const char *at;
    if (strncasecmp(comment, key, length) != 0) return NULL;
    at = csv_trim_start(comment + length, comment + strlen(comment));
    return *at == ':' ? csv_trim_start(at + 1, at + strlen(at)) : NULL;
}

/* The table being read holds its csv_table. */
static struct published_table *table_of(struct csv_table *csv) {
    return (struct published_table *)(void *)((char *)csv - offsetof(struct published_table, csv));
}

static void take_comment(struct csv_table *csv, const struct csv_cell *comment) {
    struct published_table *t = table_of(csv);
    const char *text = told(comment->text, "source"), *title = told(comment->text, "titre");
    const char *rule = told(comment->text, "contrôle");
    if (text) t->source = text;
    if (title && *title) t->title = title;
    if (!rule) rule = told(comment->text, "controle");
    if (!rule) return;
    if (t->rule_count == PUBLISHED_MOST_RULES) {
        csv_file_fault(csv, comment->line, "T521", "keep those that matter most", "more than %d rules",
                       PUBLISHED_MOST_RULES);
        return;
    }
    t->rules[t->rule_count++] = (struct published_rule){rule, comment->line, comment->column};
}

static const struct csv_dialect dialect = {
    .separators = ";\t,", .row = "row", .unreadable = "the published table cannot be read", .comment = take_comment};

static bool is_total(const char *name) {
    return strcasecmp(name, "total") == 0 || strcasecmp(name, "ensemble") == 0 || strcasecmp(name, "totaux") == 0;
}

static bool understand(struct published_table *t) {
    uint32_t r, c;
    t->total_row = t->total_column = -1;
    if (t->csv.faulty) return false;
    t->cells = arena_array(t->csv.arena, (size_t)t->csv.row_count * t->csv.column_count, sizeof *t->cells);
    for (c = 1; c < t->csv.column_count; c++)
        if (is_total(t->csv.names[c].text)) t->total_column = (int32_t)c;
    for (r = 0; r < t->csv.row_count; r++) {
        if (t->csv.rows[r].faulty) return false;
        if (is_total(t->csv.rows[r].cells[0].text)) t->total_row = (int32_t)r;
        for (c = 1; c < t->csv.column_count; c++)
            t->cells[(size_t)r * t->csv.column_count + c] = published_read(t->csv.rows[r].cells[c].text);
    }
    return true;
}

bool published_open(struct published_table *t, const char *file, struct arena *arena, struct diag *diag) {
    *t = (struct published_table){.file = file, .title = file};
    return csv_read(&t->csv, &dialect, file, arena, diag) && understand(t);
}

bool published_parse(struct published_table *t, const char *file, const char *bytes, size_t length, struct arena *arena,
                     struct diag *diag) {
    *t = (struct published_table){.file = file, .title = file};
    csv_parse(&t->csv, &dialect, file, bytes, length, arena, diag);
    return understand(t);
}

/* ---- Saying ---- */

void published_find(struct published *p, const struct published_table *t, bool remark, int32_t row, int32_t column,
                    const char *format, ...) {
    va_list args;
    char said[2048];
    size_t length;
    va_start(args, format);
    vsnprintf(said, sizeof said, format, args);
    va_end(args);
    if (!utf8_check(said, strlen(said), &length)) said[length] = '\0'; /* a long name was cut */
    *(remark ? &p->remarks : &p->faults) += 1;
    follow_text(p->out, p->findings, remark ? "remarque" : "incohérence");
    follow_text(p->out, p->findings, row < 0 ? "" : t->csv.rows[row].cells[0].text);
    follow_text(p->out, p->findings, column < 0 ? "" : t->csv.names[column].text);
    follow_text(p->out, p->findings, arena_copy(p->arena, said, strlen(said)));
}

static const char *fraction_shown(struct caqes_fraction value, const struct published_number *like,
                                  struct arena *arena) {
    char text[96];
    if (!french_fraction(value, like->thousands ? 0 : like->decimals, text)) return "(trop grand)";
    return arena_format(arena, "%s%s", text, like->percent ? "\u00a0%" : like->euros ? "\u00a0€" : "");
}

/* ---- Cells ---- */

static void check_cells(struct published *p, const struct published_table *t) {
    uint32_t r, c;
    for (r = 0; r < t->csv.row_count; r++)
        for (c = 1; c < t->csv.column_count; c++) {
            const struct published_number *n = published_cell(t, r, c);
            const char *text = t->csv.rows[r].cells[c].text;
            if (n->kind == PUBLISHED_WORDS)
                published_find(p, t, false, (int32_t)r, (int32_t)c, "« %s » n'est pas un nombre.", text);
            if (n->misplaced)
                published_find(p, t, false, (int32_t)r, (int32_t)c,
                               "« %s » : le signe € est au milieu du nombre, qui se lit %s.", text,
                               published_text(n, p->arena));
            if (n->kind == PUBLISHED_NUMBER && n->percent &&
                (n->digits < 0 || caqes_fraction_compare(published_value(n), caqes_fraction_of(100, 1)) > 0))
                published_find(p, t, false, (int32_t)r, (int32_t)c, "%s : une part est comprise entre 0 et 100 %%.",
                               published_text(n, p->arena));
        }
}

/* A heading that announces a number over percentages, or the other way round. */
static void check_headings(struct published *p, const struct published_table *t) {
    uint32_t r, c;
    for (c = 1; c < t->csv.column_count; c++) {
        const char *name = t->csv.names[c].text;
        bool says_count = strncasecmp(name, "nombre", 6) == 0, says_share = strncasecmp(name, "pourcentage", 11) == 0;
        uint32_t counts = 0, shares = 0;
        for (r = 0; r < t->csv.row_count; r++) {
            const struct published_number *n = published_cell(t, r, c);
            if (n->kind != PUBLISHED_NUMBER) continue;
            *(n->percent ? &shares : &counts) += 1;
        }
        if (says_count && shares > 0 && counts == 0)
            published_find(p, t, false, -1, (int32_t)c,
                           "L'intitulé annonce un nombre, la colonne donne des pourcentages.");
        if (says_share && counts > 0 && shares == 0)
            published_find(p, t, false, -1, (int32_t)c,
                           "L'intitulé annonce un pourcentage, la colonne donne des nombres.");
    }
}

static void check_repeats(struct published *p, const struct published_table *t) {
    uint32_t r, k, c;
    for (r = 1; r < t->csv.row_count; r++)
        for (k = 0; k < r; k++) {
            bool alike = true;
            if (strcmp(t->csv.rows[r].cells[0].text, t->csv.rows[k].cells[0].text) != 0) continue;
            for (c = 1; c < t->csv.column_count; c++)
                alike &= strcmp(t->csv.rows[r].cells[c].text, t->csv.rows[k].cells[c].text) == 0;
            published_find(p, t, false, (int32_t)r, -1,
                           alike
                               ? "La ligne est répétée : elle est déjà la ligne %u de la table."
                               : "La ligne est répétée avec d'autres chiffres : elle est déjà la ligne %u de la table.",
                           k + 1);
            break;
        }
}

/* ---- Sums ---- */

struct sum {
    struct caqes_fraction value;
    uint32_t parts, blanks, unread;
    bool percent;
    struct caqes_fraction slack; /* what rounding to thousands or millions can make of it */
};

/* Half of the unit that a number in thousands or millions is written to; 0 for one that is written whole. */
static struct caqes_fraction half_step(const struct published_number *n) {
    struct published_number step = *n;
    step.digits = n->thousands ? 1 : 0;
    return (struct caqes_fraction){published_value(&step).num, published_value(&step).den * 2};
}

static void add_part(struct sum *s, const struct published_number *n) {
    if (n->kind == PUBLISHED_BLANK) s->blanks++;
    if (n->kind == PUBLISHED_WORDS) s->unread++;
    if (n->kind != PUBLISHED_NUMBER) return;
    s->parts++;
    s->percent |= n->percent;
    if (!caqes_fraction_add(s->value, published_value(n), &s->value) ||
        !caqes_fraction_add(s->slack, half_step(n), &s->slack))
        s->unread++;
}

/* Whether a whole number is the sum rounded to the thousand or the million, and which; NULL when it is not. */
static const char *rounded_to(struct caqes_fraction sum, const struct published_number *total) {
    static const struct {
        int64_t unit;
        const char *name;
    } units[] = {{1000, "au millier"}, {1000000, "au million"}};
    struct caqes_fraction value = published_value(total), scaled;
    caqes_int128 nearest;
    size_t i;
    for (i = 0; i < sizeof units / sizeof *units; i++) {
        if (value.den != 1 || value.num % units[i].unit != 0 || value.num / units[i].unit < 100) continue;
        if (caqes_fraction_divide(sum, caqes_fraction_of(units[i].unit, 1), &scaled) &&
            caqes_fraction_nearest(scaled, 1, &nearest) && nearest * units[i].unit == value.num)
            return units[i].name;
    }
    return NULL;
}

static void judge_sum(struct published *p, const struct published_table *t, const struct sum *s, uint32_t row,
                      uint32_t column, const char *parts) {
    const struct published_number *total = published_cell(t, row, column);
    const char *published = published_text(total, p->arena), *sum = fraction_shown(s->value, total, p->arena), *unit;
    struct caqes_fraction difference, slack;
    bool more;
    if (total->kind != PUBLISHED_NUMBER || total->percent || s->percent) return;
    if (s->parts == 0 || s->blanks + s->unread > 0) {
        published_find(p, t, true, (int32_t)row, (int32_t)column,
                       "Le total publié (%s) ne peut pas être vérifié : %u des %s n'ont pas de nombre.", published,
                       s->blanks + s->unread, parts);
        return;
    }
    if (caqes_fraction_compare(s->value, published_value(total)) == 0) return;
    unit = rounded_to(s->value, total);
    if (unit) {
        published_find(p, t, true, (int32_t)row, (int32_t)column,
                       "Le total publié (%s) est la somme des %s (%s) arrondie %s.", published, parts, sum, unit);
        return;
    }
    if (!caqes_fraction_subtract(s->value, published_value(total), &difference)) return;
    more = difference.num > 0;
    if (!more) difference.num = -difference.num;
    if (caqes_fraction_add(s->slack, half_step(total), &slack) && caqes_fraction_compare(difference, slack) <= 0) {
        published_find(p, t, true, (int32_t)row, (int32_t)column,
                       "La somme des %s (%s) n'est pas le total publié (%s), mais l'écart tient aux arrondis.", parts,
                       sum, published);
        return;
    }
    published_find(p, t, false, (int32_t)row, (int32_t)column,
                   "La somme des %s (%s) n'est pas le total publié (%s) : %s de %s que dans le total.", parts, sum,
                   published, fraction_shown(difference, total, p->arena), more ? "plus" : "moins");
}

static void check_total_row(struct published *p, const struct published_table *t) {
    uint32_t r, c;
    for (c = 1; t->total_row >= 0 && c < t->csv.column_count; c++) {
        const struct published_number *total = published_cell(t, (uint32_t)t->total_row, c);
        struct sum s = {.value = {0, 1}, .slack = {0, 1}};
        for (r = 0; r < t->csv.row_count; r++) {
            const struct published_number *n = published_cell(t, r, c);
            if ((int32_t)r == t->total_row) continue;
            add_part(&s, n);
            if (total->kind == PUBLISHED_NUMBER && n->kind == PUBLISHED_NUMBER && !total->percent && !n->percent &&
                total->digits >= 0 && caqes_fraction_compare(published_value(n), published_value(total)) > 0)
                published_find(p, t, false, (int32_t)r, (int32_t)c, "%s dépasse le total publié, %s.",
                               published_text(n, p->arena), published_text(total, p->arena));
        }
        judge_sum(p, t, &s, (uint32_t)t->total_row, c, "lignes");
    }
}

static void check_total_column(struct published *p, const struct published_table *t) {
    uint32_t r, c;
    for (r = 0; t->total_column >= 0 && r < t->csv.row_count; r++) {
        struct sum s = {.value = {0, 1}, .slack = {0, 1}};
        for (c = 1; c < t->csv.column_count; c++)
            if ((int32_t)c != t->total_column) add_part(&s, published_cell(t, r, c));
        judge_sum(p, t, &s, r, (uint32_t)t->total_column, "colonnes");
    }
}

/* ---- Tables ---- */

static void check_table(struct published *p, const struct published_table *t, uint32_t number) {
    p->findings = follow_add(p->out, arena_format(p->arena, "table_%u", number), t->title, t->source);
    p->findings->heads = 0;
    follow_column(p->findings, "Nature", FOLLOW_TEXT);
    follow_column(p->findings, "Ligne", FOLLOW_TEXT);
    follow_column(p->findings, "Colonne", FOLLOW_TEXT);
    follow_column(p->findings, "Constat", FOLLOW_TEXT);
    check_headings(p, t);
    check_cells(p, t);
    check_repeats(p, t);
    check_total_row(p, t);
    check_total_column(p, t);
    published_check_rules(p, t);
    if (follow_rows(p->findings) == 0) follow_note(p->out, p->findings, "Rien d'incohérent dans cette table.");
}

void published_check(struct published *p) {
    uint32_t i;
    for (i = 0; i < p->count; i++) check_table(p, &p->tables[i], i + 1);
}
