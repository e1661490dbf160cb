/* SPDX-License-Identifier: MIT
 *
 * published_rules.c: what the comments of a published table say must hold: a share is a quotient, a column is the sum
 * of others, a part is at most its whole. */
#include "host/base/text.h"
#include "host/synthesis/published.h"

#include <string.h>

enum { MOST_TERMS = 8 };

/* Where figures come from: every cell of a table, or a column of this one. */
struct operand {
    const struct published_table *table;
    uint32_t column; /* 0: every cell */
    bool minus;      /* before it, in a sum */
};

struct rule {
    const struct published_rule *written;
    struct operand left, terms[MOST_TERMS];
    uint32_t term_count;
    bool quotient, complement, at_most;
};

static bool fault(struct published *p, const struct published_table *t, const struct published_rule *at,
                  const char *code, const char *found, const char *mend, const char *text) {
    struct diag_message m = {.code = code, .place = {t->file, at->line, at->column}, .found = found, .mend = mend};
    m.found_length = found ? strlen(found) : 0;
    diag_report(p->diag, &m, "%s", text);
    return false;
}

/* ---- Reading a rule ---- */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* "cellules", a heading of this table, or the name of another file. */
static bool read_operand(struct published *p, const struct published_table *t, const struct published_rule *at,
                         const char *name, struct operand *out) {
    uint32_t i;
    *out = (struct operand){.table = t};
    if (strcmp(name, "cellules") == 0) return true;
    for (i = 1; i < t->csv.column_count; i++)
        if (strcmp(t->csv.names[i].text, name) == 0) {
            out->column = i;
            return true;
        }
    for (i = 0; i < p->count; i++)
        if (strcmp(base_name(p->tables[i].file), name) == 0) {
            out->table = &p->tables[i];
            return true;
        }
    return fault(
        p, t, at, "T522", name,
        "write a heading as it stands in the table, \"cellules\", or a file that is given on the command line too",
        "the rule names neither a column of this table nor a file that is given");
}

/* The next name of a sum, up to " + " or " - ", which *sign then is; 0 at the end. */
static char *next_term(char **rest, char *sign) {
    char *start = *rest, *plus = strstr(start, " + "), *minus = strstr(start, " - ");
    char *cut = plus && (!minus || plus < minus) ? plus : minus;
    *sign = 0;
    if (cut) {
        *sign = cut[1];
        *cut = '\0';
        *rest = cut + 3;
    }
    return start;
}

static bool read_terms(struct published *p, const struct published_table *t, char *text, struct rule *out) {
    char *slash = strstr(text, " / "), sign = '+', next = '+';
    const char *name;
    if (slash) {
        *slash = '\0';
        out->quotient = true;
        out->complement = strncmp(text, "1 - ", 4) == 0;
        out->term_count = 2;
        return read_operand(p, t, out->written, text + (out->complement ? 4 : 0), &out->terms[0]) &&
               read_operand(p, t, out->written, slash + 3, &out->terms[1]);
    }
    while (next) {
        sign = next;
        name = next_term(&text, &next);
        if (out->term_count == MOST_TERMS)
            return fault(p, t, out->written, "T521", out->written->text, NULL, "a sum of more than eight columns");
        if (!read_operand(p, t, out->written, name, &out->terms[out->term_count])) return false;
        out->terms[out->term_count++].minus = sign == '-';
    }
    return true;
}

static bool read_rule(struct published *p, const struct published_table *t, const struct published_rule *written,
                      struct rule *out) {
    char *text = arena_copy(p->arena, written->text, strlen(written->text)), *sign = strstr(text, " <= ");
    *out = (struct rule){.written = written, .at_most = sign != NULL};
    if (!sign) sign = strstr(text, " = ");
    if (!sign)
        return fault(
            p, t, written, "T521", written->text,
            "write it as \"cellules = 1 - A.csv / B.csv\", \"A = B + C - D\" or \"A <= B\", with spaces around signs",
            "a rule that is not understood");
    *sign = '\0';
    return read_operand(p, t, written, text, &out->left) && read_terms(p, t, sign + (out->at_most ? 4 : 3), out);
}

/* Every cell against a column, or tables of other sizes: there is no telling which goes with which. */
static bool check_shape(struct published *p, const struct published_table *t, const struct rule *r) {
    uint32_t i;
    for (i = 0; i < r->term_count; i++) {
        const struct operand *o = &r->terms[i];
        if ((o->column > 0) != (r->left.column > 0) || r->left.table != t ||
            o->table->csv.row_count != t->csv.row_count ||
            (o->column == 0 && o->table->csv.column_count != t->csv.column_count))
            return fault(p, t, r->written, "T523", r->written->text,
                         "compare columns of this table, or whole tables that have as many rows and columns",
                         "the rule compares what is not of one size");
    }
    return true;
}

/* ---- Judging ---- */

static const struct published_number *figure(const struct operand *o, uint32_t row, uint32_t column) {
    return published_cell(o->table, row, o->column ? o->column : column);
}

/* The share that a cell should be, in its own unit: percents when it has the sign. */
static bool quotient_of(const struct rule *r, uint32_t row, uint32_t column, bool percent, struct caqes_fraction *out) {
    struct caqes_fraction a = published_value(figure(&r->terms[0], row, column));
    struct caqes_fraction b = published_value(figure(&r->terms[1], row, column));
    if (r->complement && !caqes_fraction_subtract(b, a, &a)) return false;
    return caqes_fraction_divide(a, b, out) &&
           (!percent || caqes_fraction_multiply(*out, caqes_fraction_of(100, 1), out));
}

static const char *quotient_text(struct published *p, const struct rule *r, uint32_t row, uint32_t column) {
    const struct published_number *a = figure(&r->terms[0], row, column), *b = figure(&r->terms[1], row, column);
    return arena_format(p->arena, "%s%s / %s", r->complement ? "1 − " : "", published_text(a, p->arena),
                        published_text(b, p->arena));
}

/* `decimals` of a value, rounded half away from zero, or cut. */
static bool digits_of(struct caqes_fraction value, unsigned decimals, bool cut, caqes_int128 *out) {
    caqes_int128 rest;
    int64_t scale = 1;
    unsigned i;
    for (i = 0; i < decimals; i++) scale *= 10;
    if (!cut) return caqes_fraction_nearest(value, scale, out);
    if (!caqes_fraction_multiply(value, caqes_fraction_of(scale, 1), &value)) return false;
    *out = caqes_floor_divide(value.num, value.den, &rest);
    return true;
}

static const char *shown(struct caqes_fraction value, unsigned decimals, bool percent, struct arena *arena) {
    char text[96];
    if (!french_fraction(value, decimals, text)) return "(trop grand)";
    return arena_format(arena, "%s%s", text, percent ? "\u00a0%" : "");
}

enum share { SHARE_UNTOLD, SHARE_EXACT, SHARE_ROUNDED, SHARE_TRUNCATED, SHARE_OTHER };

/* How a share was written, and what it should be. */
static enum share share_at(const struct rule *r, uint32_t row, uint32_t column, struct caqes_fraction *value) {
    const struct published_number *n = figure(&r->left, row, column);
    caqes_int128 rounded, truncated;
    if (n->thousands || figure(&r->terms[1], row, column)->digits == 0 ||
        !quotient_of(r, row, column, n->percent, value) || !digits_of(*value, n->decimals, false, &rounded) ||
        !digits_of(*value, n->decimals, true, &truncated))
        return SHARE_UNTOLD;
    if (rounded == truncated && rounded == n->digits) return SHARE_EXACT;
    return rounded == n->digits ? SHARE_ROUNDED : truncated == n->digits ? SHARE_TRUNCATED : SHARE_OTHER;
}

static bool all_known(const struct rule *r, uint32_t row, uint32_t column) {
    bool known = figure(&r->left, row, column)->kind == PUBLISHED_NUMBER;
    uint32_t i;
    for (i = 0; i < r->term_count; i++) known &= figure(&r->terms[i], row, column)->kind == PUBLISHED_NUMBER;
    return known;
}

/* Shares of the same table that are rounded, where cutting would give another number. */
static uint32_t rounded_shares(const struct published_table *t, const struct rule *r) {
    struct caqes_fraction value;
    uint32_t row, column, count = 0;
    for (row = 0; row < t->csv.row_count; row++)
        for (column = r->left.column ? r->left.column : 1; column < t->csv.column_count; column++) {
            count += all_known(r, row, column) && share_at(r, row, column, &value) == SHARE_ROUNDED;
            if (r->left.column) break;
        }
    return count;
}

static void judge_share(struct published *p, const struct published_table *t, const struct rule *r, uint32_t row,
                        uint32_t column) {
    const struct published_number *n = figure(&r->left, row, column);
    const struct published_number *a = figure(&r->terms[0], row, column), *b = figure(&r->terms[1], row, column);
    const char *written = published_text(n, p->arena), *quotient = quotient_text(p, r, row, column);
    struct caqes_fraction value = {0, 1};
    int32_t at = (int32_t)(r->left.column ? r->left.column : column);
    enum share share = share_at(r, row, column, &value);
    if (b->digits == 0)
        published_find(p, t, false, (int32_t)row, at, "%s est donné pour %s : une part de zéro n'a pas de sens.",
                       written, quotient);
    if (caqes_fraction_compare(published_value(a), published_value(b)) > 0)
        published_find(p, t, false, (int32_t)row, at, "%s : la partie dépasse le tout.", quotient);
    if (share == SHARE_TRUNCATED)
        published_find(p, t, false, (int32_t)row, at,
                       "%s est tronqué : %s = %s, qui s'arrondit à %s. Parts arrondies de la même table : %u.", written,
                       quotient, shown(value, n->decimals + 2, n->percent, p->arena),
                       shown(value, n->decimals, n->percent, p->arena), rounded_shares(t, r));
    if (share == SHARE_OTHER)
        published_find(p, t, false, (int32_t)row, at, "%s n'est pas le quotient : %s = %s, qui s'arrondit à %s.",
                       written, quotient, shown(value, n->decimals + 2, n->percent, p->arena),
                       shown(value, n->decimals, n->percent, p->arena));
}

static const char *sum_text(struct published *p, const struct rule *r, uint32_t row, uint32_t column) {
    const char *text = "";
    uint32_t i;
    for (i = 0; i < r->term_count; i++)
        text = arena_format(p->arena, "%s%s%s", text,
                            i == 0              ? ""
                            : r->terms[i].minus ? " − "
                                                : " + ",
                            published_text(figure(&r->terms[i], row, column), p->arena));
    return text;
}

static void judge_sum(struct published *p, const struct published_table *t, const struct rule *r, uint32_t row,
                      uint32_t column) {
    const struct published_number *n = figure(&r->left, row, column);
    const char *written = published_text(n, p->arena), *text = sum_text(p, r, row, column);
    struct caqes_fraction sum = {0, 1};
    int32_t at = (int32_t)(r->left.column ? r->left.column : column);
    uint32_t i;
    int order;
    for (i = 0; i < r->term_count; i++) {
        struct caqes_fraction term = published_value(figure(&r->terms[i], row, column));
        if (r->terms[i].minus) term.num = -term.num;
        if (!caqes_fraction_add(sum, term, &sum)) return;
    }
    order = caqes_fraction_compare(published_value(n), sum);
    if (r->at_most && order > 0)
        published_find(p, t, false, (int32_t)row, at, "%s dépasse %s : une partie ne dépasse pas son tout.", written,
                       text);
    if (!r->at_most && order != 0)
        published_find(p, t, false, (int32_t)row, at, "%s n'est pas %s, qui fait %s.", written, text,
                       shown(sum, n->decimals, n->percent, p->arena));
}

static void judge(struct published *p, const struct published_table *t, const struct rule *r, uint32_t row,
                  uint32_t column) {
    if (!all_known(r, row, column)) {
        published_find(p, t, true, (int32_t)row, (int32_t)(r->left.column ? r->left.column : column),
                       "Le contrôle « %s » ne peut pas être fait : un nombre manque.", r->written->text);
    } else if (r->quotient) {
        judge_share(p, t, r, row, column);
    } else {
        judge_sum(p, t, r, row, column);
    }
}

void published_check_rules(struct published *p, const struct published_table *t) {
    uint32_t k, row, column;
    for (k = 0; k < t->rule_count; k++) {
        struct rule r;
        if (!read_rule(p, t, &t->rules[k], &r) || !check_shape(p, t, &r)) continue;
        for (row = 0; row < t->csv.row_count; row++)
            for (column = r.left.column ? r.left.column : 1; column < t->csv.column_count; column++) {
                judge(p, t, &r, row, column);
                if (r.left.column) break;
            }
    }
}
