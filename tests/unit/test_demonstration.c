/* SPDX-License-Identifier: MIT
 *
 * The hand-worked grids of docs/demonstration.md against the program, to the centime. The document was
 * worked out from the texts; it is never corrected from the program. */
#include "check.h"

#include "host/base/text.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS = 7, CELL = 64, ROWS = 64, LINE = 1 << 20 };

struct row {
    char cells[CELLS][CELL];
};

/* Copies a cell without any kind of space: they are typography. */
static void copy_cell(char *out, const char *text, size_t length) {
    size_t i, n = 0;
    for (i = 0; i < length && n + 1 < CELL; i++) {
        if (text[i] == ' ') continue;
        if (strncmp(text + i, "\u00a0", 2) == 0) {
            i += 1;
        } else if (strncmp(text + i, "\u202f", 3) == 0) {
            i += 2;
        } else {
            out[n++] = text[i];
        }
    }
    out[n] = '\0';
}

/* "| a | b | ... |": false for a line that has not seven cells. */
static bool split_row(const char *line, struct row *out) {
    unsigned cell = 0;
    if (*line != '|') return false;
    for (line++; *line && *line != '\n'; cell++) {
        const char *end = strchr(line, '|');
        if (!end || cell == CELLS) return false;
        copy_cell(out->cells[cell], line, (size_t)(end - line));
        line = end + 1;
    }
    return cell == CELLS;
}

static unsigned read_document(struct row *rows) {
    static char line[LINE];
    FILE *file = fopen("docs/demonstration.md", "r");
    unsigned count = 0;
    bool recap = false;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        struct row row;
        if (strncmp(line, "## ", 3) == 0) recap = strncmp(line, "## Récapitulatif", 17) == 0;
        if (!recap || !split_row(line, &row) || strlen(row.cells[0]) != 9) continue;
        assert_true(count < ROWS);
        rows[count++] = row;
    }
    fclose(file);
    return count;
}

static void amount_cell(int64_t centimes, bool suspended, char *out) {
    char text[CELL], signs[CELL + 2];
    french_centimes(centimes, true, text);
    snprintf(signs, sizeof signs, suspended ? "(%s)" : "%s", text);
    copy_cell(out, signs, strlen(signs));
}

static int64_t integer(const cJSON *object, const char *key) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    assert_true(cJSON_IsNumber(item));
    return (int64_t)cJSON_GetNumberValue(item);
}

static const char *text_of(const cJSON *object, const char *key) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    assert_non_null(text);
    return text;
}

static void volet_cell(const cJSON *volet, char *out) {
    const char *status = text_of(volet, "statut");
    const cJSON *amount;
    strcpy(out, "—");
    if (strcmp(status, "evalue") != 0 && strcmp(status, "refus") != 0) return;
    amount_cell(integer(volet, "compte_centimes"), false, out);
    cJSON_ArrayForEach(amount, cJSON_GetObjectItemCaseSensitive(volet, "montants")) {
        if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(amount, "suspendu")))
            amount_cell(integer(amount, "centimes"), true, out);
    }
}

static void grid_row(const cJSON *grid, struct row *out) {
    const cJSON *volet, *total = cJSON_GetObjectItemCaseSensitive(grid, "total");
    unsigned cell = 1;
    snprintf(out->cells[0], CELL, "%s", text_of(cJSON_GetObjectItemCaseSensitive(grid, "etablissement"), "finess"));
    cJSON_ArrayForEach(volet, cJSON_GetObjectItemCaseSensitive(grid, "volets")) {
        assert_true(cell < 5);
        volet_cell(volet, out->cells[cell++]);
    }
    assert_int_equal(cell, 5);
    snprintf(out->cells[6], CELL, "%s", text_of(total, "etat"));
    strcpy(out->cells[5], "aucun");
    if (strcmp(out->cells[6], "aucun") != 0) amount_cell(integer(total, "centimes"), false, out->cells[5]);
}

static void test_every_grid(void **state) {
    static char line[LINE], command[4096];
    static struct row expected[ROWS];
    unsigned count = read_document(expected), seen = 0, i, cell;
    FILE *program;
    (void)state;
    assert_true(count >= 12);
    snprintf(command, sizeof command,
             "'%s' evaluate --format ndjson conf/demo/campagne.cfg conf/demo/dossiers 2>/dev/null", getenv("CAQES"));
    program = popen(command, "r");
    assert_non_null(program);
    while (fgets(line, sizeof line, program)) {
        struct row found;
        cJSON *grid = cJSON_Parse(line);
        assert_non_null(grid);
        grid_row(grid, &found);
        cJSON_Delete(grid);
        for (i = 0; i < count && strcmp(expected[i].cells[0], found.cells[0]) != 0; i++) {
        }
        print_message("  %s\n", found.cells[0]);
        assert_true(i < count);
        for (cell = 1; cell < CELLS; cell++) assert_string_equal(found.cells[cell], expected[i].cells[cell]);
        seen++;
    }
    pclose(program);
    assert_int_equal(seen, count);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_grid)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
