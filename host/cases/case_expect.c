/* SPDX-License-Identifier: MIT
 *
 * case_expect.c: the cells that say what must come out. */
#include "host/cases/case_expect.h"

#include "host/base/text.h"
#include "host/cases/case_value.h"
#include "host/report/display.h"
#include "host/report/target_view.h"

#include <ctype.h>
#include <string.h>

#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof *(array)))
#define SUSPENDED "suspendu"
#define MONTHS "mois"

static const char *const yes_no[] = {"non", "oui"};

/* ---- Words --------------------------------------------------------------------------------------- */

/* The words that a cell may hold, as the grid and the ciblage write them. */
struct words {
    const char *list[TARGETING_DECISIONS + VOLET_ERROR + 1];
    uint32_t count;
};

static void add_word(struct words *w, const char *word) { w->list[w->count++] = word; }

static void add_states(struct words *w) {
    for (uint32_t state = CAQES_NONE; state <= CAQES_FAILED; state++) add_word(w, case_state_word(state));
}

static void add_grounds(struct words *w) {
    add_word(w, display_ground(&(struct ground_view){.state = CAQES_KNOWN, .holds = true}));
    add_word(w, display_ground(&(struct ground_view){.state = CAQES_KNOWN}));
    add_states(w);
}

/* The words of a kind; numbers and outcomes may go there too. */
static struct words words_of(enum case_kind kind) {
    struct words w = {.count = 0};
    int i;
    switch (kind) {
    case CASE_EXPECTS_INDICATOR:
    case CASE_EXPECTS_OBLIGATION: add_word(&w, CASE_REACHED); add_word(&w, CASE_MISSED); /* fall through */
    case CASE_EXPECTS_VALUE:
    case CASE_EXPECTS_ATTAINMENT:
    case CASE_EXPECTS_LEVEL:
    case CASE_EXPECTS_FACT:
        add_states(&w);
        add_word(&w, CASE_NOT_APPLIED);
        if (kind == CASE_EXPECTS_FACT) add_word(&w, CASE_NOTHING);
        break;
    case CASE_EXPECTS_AMOUNT:
    case CASE_EXPECTS_MONTHS:
    case CASE_EXPECTS_TOTAL: add_word(&w, CASE_NOTHING); break;
    case CASE_EXPECTS_STATUS:
        for (i = 0; i <= VOLET_ERROR; i++) add_word(&w, display_status((enum volet_status)i));
        break;
    case CASE_EXPECTS_TOTAL_STATE:
        for (i = 0; i <= TOTAL_NONE; i++) add_word(&w, display_total_state((enum total_state)i));
        break;
    case CASE_EXPECTS_TARGETED:
        for (i = 0; i < TARGETING_DECISIONS; i++) add_word(&w, display_targeting((enum targeting_decision)i));
        break;
    case CASE_EXPECTS_GROUND: add_grounds(&w); break;
    default: break;
    }
    return w;
}

static bool read_word(const char *text, enum case_kind kind, struct case_value *out) {
    struct words w = words_of(kind);
    int32_t index = case_word_index(text, w.list, w.count);
    if (index >= 0) out->word = w.list[index];
    return index >= 0;
}

/* As the grid shows it, or as its JSON writes it: "refus de signer" and "refus". */
static bool read_status(const char *text, struct case_value *out) {
    for (int s = VOLET_NOT_CONTRACTED; s <= VOLET_ERROR && !out->word; s++)
        if (case_same_word(text, code_of_status((enum volet_status)s)))
            out->word = display_status((enum volet_status)s);
    return out->word || read_word(text, CASE_EXPECTS_STATUS, out);
}

static const char *words_list(struct arena *arena, const char *const *words, uint32_t count) {
    const char *list = "";
    for (uint32_t i = 0; i < count; i++)
        list = arena_format(arena, "%s%s%s", list, i == 0 ? "" : i + 1 == count ? " or " : ", ", words[i]);
    return list;
}

/* ---- Reading ------------------------------------------------------------------------------------- */

static const struct manifest *manifest_of(const struct campaign *c, const struct case_meaning *m) {
    return c->plugins[m->plugin].plugin->manifest;
}

/* A text without a word at its end, or NULL when it has not that end. */
static const char *without_end(const char *text, const char *end, struct arena *arena) {
    size_t length = strlen(text), tail = strlen(end);
    if (length <= tail || strcmp(text + length - tail, end) != 0) return NULL;
    for (length -= tail; length > 0 && text[length - 1] == ' '; length--) {
    }
    return arena_copy(arena, text, length);
}

/* Euros, to the centime at most. */
static bool read_amount(const char *text, struct case_value *out, struct arena *arena) {
    const char *bare = without_end(text, SUSPENDED, arena);
    struct case_number n;
    out->unit = "montant";
    out->suspended = bare != NULL;
    return case_number_read(bare ? bare : text, &n) && !n.percent && n.decimals <= 2 &&
           case_fraction_read(bare ? bare : text, &out->number);
}

static bool read_months(const char *text, struct case_value *out, struct arena *arena) {
    const char *bare = without_end(text, MONTHS, arena);
    out->unit = "months";
    return case_fraction_read(bare ? bare : text, &out->number) && out->number.den == 1;
}

static bool read_exact(const char *text, const char *unit, struct case_value *out) {
    int32_t answer = case_word_index(text, yes_no, 2);
    out->unit = unit;
    if (strcmp(unit, "letter") == 0 && isupper((unsigned char)text[0]) && text[1] == '\0') {
        out->number = caqes_fraction_of(text[0] - 'A' + 1, 1);
        return true;
    }
    if (answer < 0) return case_fraction_read(text, &out->number);
    out->number = caqes_fraction_of(answer, 1);
    return true;
}

/* The outcome of a decision table, as people read it or as its manifest names it. */
static bool read_outcome(const struct manifest *m, const struct manifest_output *o, const char *text,
                         struct case_value *out) {
    const struct manifest_table *t = &m->tables[o->table];
    for (uint32_t i = 0; i < t->outcome_count; i++)
        if (case_same_word(text, t->outcome_labels[i]) || case_same_word(text, t->outcomes[i])) {
            out->word = t->outcome_labels[i];
            return true;
        }
    return read_word(text, CASE_EXPECTS_FACT, out);
}

static bool read_fact(const struct campaign *c, const struct case_meaning *meaning, const char *text,
                      struct case_value *out, struct arena *arena) {
    const struct manifest *m = manifest_of(c, meaning);
    const struct manifest_output *o = &m->outputs[meaning->index];
    if (o->kind == OUTPUT_OUTCOME) return read_outcome(m, o, text, out);
    if (read_word(text, CASE_EXPECTS_FACT, out)) return true;
    return strcmp(o->unit, "months") == 0 ? read_months(text, out, arena) : read_exact(text, o->unit, out);
}

static bool is_code(const char *text) {
    return isupper((unsigned char)text[0]) && strlen(text) == 4 && strspn(text + 1, "0123456789") == 3;
}

/* How the value of an indicator is shown. */
static const char *unit_of(const struct campaign *c, const struct case_meaning *m) {
    switch (m->kind) {
    case CASE_EXPECTS_VALUE: return manifest_of(c, m)->indicators[m->index].unit;
    case CASE_EXPECTS_FACT: return manifest_of(c, m)->outputs[m->index].unit;
    default: return "";
    }
}

static bool read_wanted(const struct campaign *c, const struct case_meaning *m, const char *text,
                        struct case_value *out, struct arena *arena) {
    switch (m->kind) {
    case CASE_EXPECTS_VALUE:
    case CASE_EXPECTS_ATTAINMENT:
    case CASE_EXPECTS_LEVEL: return read_word(text, m->kind, out) || read_exact(text, unit_of(c, m), out);
    case CASE_EXPECTS_STATUS: return read_status(text, out);
    case CASE_EXPECTS_AMOUNT:
    case CASE_EXPECTS_TOTAL:
        return read_word(text, m->kind, out) ||
               (read_amount(text, out, arena) && (m->kind == CASE_EXPECTS_AMOUNT || !out->suspended));
    case CASE_EXPECTS_MONTHS: return read_word(text, m->kind, out) || read_months(text, out, arena);
    case CASE_EXPECTS_FACT: return read_fact(c, m, text, out, arena);
    case CASE_EXPECTS_REFUSAL: out->word = text; return is_code(text);
    case CASE_EXPECTS_REASON: out->word = text; return true; /* any text */
    default: return read_word(text, m->kind, out);
    }
}

/* What such a cell may say. */
static const char *choices(const struct campaign *c, const struct case_meaning *m, struct arena *arena) {
    const struct manifest_output *o = m->kind == CASE_EXPECTS_FACT ? &manifest_of(c, m)->outputs[m->index] : NULL;
    const struct manifest_table *t = o && o->kind == OUTPUT_OUTCOME ? &manifest_of(c, m)->tables[o->table] : NULL;
    struct words w = words_of(m->kind);
    const char *words = words_list(arena, w.list, w.count);
    switch (m->kind) {
    case CASE_EXPECTS_VALUE:
    case CASE_EXPECTS_ATTAINMENT:
    case CASE_EXPECTS_LEVEL: return arena_format(arena, "an exact value, 2,2 %% or 1/3 or oui; or %s", words);
    case CASE_EXPECTS_AMOUNT:
        return arena_format(arena,
                            "euros with their sign and at most two decimals, -1 000,00, then " SUSPENDED
                            " when the sanction is; or %s",
                            words);
    case CASE_EXPECTS_TOTAL:
        return arena_format(arena, "euros with their sign and at most two decimals, -1 000,00; or %s", words);
    case CASE_EXPECTS_MONTHS: return arena_format(arena, "a number of months, or %s", words);
    case CASE_EXPECTS_FACT:
        if (!t) return arena_format(arena, "a number, 1/3, or %s", words);
        return arena_format(arena, "%s; or %s", words_list(arena, t->outcome_labels, t->outcome_count), words);
    case CASE_EXPECTS_REFUSAL: return "the code of the message, such as D137";
    default: return words;
    }
}

struct case_expectation *case_expectations(struct case_sheet *s, struct csv_row *row, uint32_t *count) {
    struct case_expectation *list = arena_array(s->table->arena, s->table->column_count, sizeof *list);
    uint32_t i;
    *count = 0;
    for (i = 0; i < s->table->column_count; i++) {
        struct case_expectation *e = &list[*count];
        if (!case_expects(s, i) || s->columns[i].kind == CASE_UNKNOWN || *row->cells[i].text == '\0') continue;
        *e = (struct case_expectation){.meaning = s->columns[i].meanings[0], .cell = &row->cells[i]};
        e->readable = read_wanted(s->campaign, e->meaning, e->cell->text, &e->wanted, s->table->arena);
        if (!e->readable)
            csv_fault(s->table, row, e->cell, "T440",
                      arena_format(s->table->arena, "write %s", choices(s->campaign, e->meaning, s->table->arena)),
                      "this cannot be expected here");
        (*count)++;
    }
    return list;
}

/* ---- Comparing ----------------------------------------------------------------------------------- */

bool case_value_same(const struct case_value *a, const struct case_value *b) {
    if (a->word || b->word) return a->word && b->word && strcmp(a->word, b->word) == 0;
    return caqes_fraction_compare(a->number, b->number) == 0 && a->suspended == b->suspended;
}

const char *case_value_text(const struct case_value *v, struct arena *arena) {
    static const char *const shown_by_word[] = {"yes_no", "class", "letter", "months"};
    char text[DISPLAY_MAX];
    if (v->word) return v->word;
    if (strcmp(v->unit, "montant") == 0) {
        struct caqes_fraction centimes;
        if (!caqes_fraction_multiply(v->number, caqes_fraction_of(100, 1), &centimes) ||
            !caqes_fraction_reduce(&centimes) || centimes.den != 1 || centimes.num > INT64_MAX ||
            centimes.num < INT64_MIN)
            return case_fraction_text(v->number, "euros", arena);
        french_centimes((int64_t)centimes.num, true, text);
        return arena_format(arena, "%s%s", text, v->suspended ? " " SUSPENDED : "");
    }
    for (uint32_t i = 0; i < COUNT(shown_by_word); i++)
        if (strcmp(v->unit, shown_by_word[i]) == 0) {
            display_value(v->number, v->unit, text);
            return arena_copy(arena, text, strlen(text));
        }
    return case_fraction_text(v->number, v->unit, arena);
}
