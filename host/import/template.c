/* SPDX-License-Identifier: MIT */
#include "host/import/template.h"

#include "host/report/book.h"

#include <xlsxwriter.h>

enum { LAST_ROW = 10000 };

struct book {
    lxw_worksheet *sheet, *dictionary;
    lxw_format *head, *text;
    lxw_col_t column;
    struct arena *arena;
};

static void describe(struct book *b, const char *path, const char *label, const char *unit, const char *values) {
    lxw_row_t row = (lxw_row_t)b->column + 1;
    worksheet_write_string(b->sheet, 0, b->column, path, b->head);
    worksheet_write_comment(b->sheet, 0, b->column, label);
    worksheet_set_column(b->sheet, b->column, b->column, 16, b->text);
    worksheet_write_string(b->dictionary, row, 0, path, NULL);
    worksheet_write_string(b->dictionary, row, 1, label, NULL);
    worksheet_write_string(b->dictionary, row, 2, unit, NULL);
    worksheet_write_string(b->dictionary, row, 3, values, NULL);
}

static void choices(struct book *b, const char *const *words) {
    /* The library takes its texts as char *, and does not write. */
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = (char **)(uintptr_t)words};
    v.error_title = "Valeur inconnue";
    v.error_message = "Choisissez dans la liste, ou laissez la cellule vide.";
    worksheet_data_validation_range(b->sheet, 1, b->column, LAST_ROW, b->column, &v);
}

static void identity(struct book *b, const char *path, const char *label, const char *values) {
    describe(b, path, label, "texte", values);
    b->column++;
}

static void input(struct book *b, const struct layout_column *c) {
    static const char *const words[] = {"oui", "non", "NV", "DI", NULL};
    const char *const states = "ou NV, DI, non soumis, non répondant ; vide : non fourni";
    const struct value_spec *s = c->spec;
    const char *list = "", **classes;
    uint32_t k;
    switch (s->type) {
    case TYPE_YES_NO: list = "oui, non, "; break;
    case TYPE_CLASS:
        for (k = 0; k < s->class_count; k++) list = arena_format(b->arena, "%s%s, ", list, s->classes[k]);
        break;
    case TYPE_RATE: list = "48,33 % ; "; break;
    default: list = "un nombre ; ";
    }
    describe(b, arena_format(b->arena, "donnees.%s", c->key),
             arena_format(b->arena, "%s%s%s%s", s->label, c->producer ? " (" : "", c->producer ? c->producer : "",
                          c->producer ? ")" : ""),
             s->unit ? s->unit : "", arena_format(b->arena, "%s%s", list, states));
    if (s->type == TYPE_YES_NO) choices(b, words);
    if (s->type == TYPE_CLASS && s->class_count <= 12) {
        classes = arena_array(b->arena, s->class_count + 3, sizeof *classes);
        for (k = 0; k < s->class_count; k++) classes[k] = s->classes[k];
        classes[k++] = "NV";
        classes[k] = "DI";
        choices(b, classes);
    }
    b->column++;
}

static void contract(struct book *b, const struct model *m) {
    uint32_t v;
    for (v = 0; v < m->volet_count; v++) {
        identity(b, arena_format(b->arena, "contrat.%s.signature", m->volets[v].code),
                 arena_format(b->arena, "%s : date de signature", m->volets[v].label), "JJ/MM/AAAA");
        if (!m->volets[v].mandatory)
            identity(b, arena_format(b->arena, "contrat.%s.fin", m->volets[v].code),
                     arena_format(b->arena, "%s : fin", m->volets[v].label), "JJ/MM/AAAA");
        identity(b, arena_format(b->arena, "contrat.%s.refus", m->volets[v].code),
                 arena_format(b->arena, "%s : refus de signer", m->volets[v].label), "oui, ou vide");
    }
}

static void write_sheets(struct book *b, const struct campaign *c) {
    uint32_t k;
    worksheet_write_string(b->dictionary, 0, 0, "Colonne", b->head);
    worksheet_write_string(b->dictionary, 0, 1, "Ce que c'est", b->head);
    worksheet_write_string(b->dictionary, 0, 2, "Unité", b->head);
    worksheet_write_string(b->dictionary, 0, 3, "Valeurs", b->head);
    worksheet_set_column(b->dictionary, 0, 0, 44, NULL);
    worksheet_set_column(b->dictionary, 1, 1, 90, NULL);
    worksheet_set_column(b->dictionary, 2, 3, 40, NULL);
    identity(b, "etablissement.finess", "Numéro FINESS, neuf caractères", "texte : garder les zéros");
    identity(b, "etablissement.niveau", "Entité juridique ou géographique", "EJ, EG");
    identity(b, "etablissement.nom", "Raison sociale", "");
    identity(b, "etablissement.region", "Région", "");
    identity(b, "etablissement.statut", "Statut", "ex-DG, ex-OQN, SSA");
    identity(b, "etablissement.champs", "Champs d'activité", "MCO, SSR…, séparés par des virgules");
    contract(b, c->model);
    for (k = 0; k < c->layout->column_count; k++)
        if (c->layout->columns[k].section == SECTION_DONNEES && c->layout->columns[k].input)
            input(b, &c->layout->columns[k]);
    worksheet_freeze_panes(b->sheet, 1, 1);
    worksheet_freeze_panes(b->dictionary, 1, 0);
}

static bool write_book(const char *path, const struct campaign *c, struct arena *arena) {
    lxw_doc_properties about = {.title = (char *)(uintptr_t)c->name, .created = 1}; /* a fixed day: the same bytes */
    lxw_workbook *workbook = workbook_new(path);
    struct book b = {.arena = arena};
    if (!workbook) return false;
    workbook_set_properties(workbook, &about);
    b.head = workbook_add_format(workbook);
    format_set_bold(b.head);
    format_set_bg_color(b.head, 0xE8EDF4);
    b.text = workbook_add_format(workbook);
    format_set_num_format(b.text, "@"); /* texts: no zero is lost, no date is guessed */
    b.sheet = workbook_add_worksheet(workbook, "Recueil");
    b.dictionary = workbook_add_worksheet(workbook, "Dictionnaire");
    write_sheets(&b, c);
    return workbook_close(workbook) == LXW_NO_ERROR;
}

bool import_template(FILE *stream, const struct campaign *c, struct arena *arena) {
    char path[BOOK_PATH];
    int fd = book_open(path);
    return book_close(fd, fd >= 0 && write_book(path, c, arena), stream);
}
