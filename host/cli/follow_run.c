/* SPDX-License-Identifier: MIT */
#include "host/cli/follow_run.h"

#include "host/diff/sides.h"
#include "host/synthesis/follow_up.h"
#include "host/synthesis/iraps.h"
#include "host/synthesis/published.h"

#include <string.h>

struct follow_run {
    const struct common_options *common;
    const struct follow_options *options;
    struct arena *arena;
    struct diag *diag;
    struct inputs inputs;
    struct follow_document out;
    char *folder; /* private: archives; made for the first */
};

static bool ends_with(const char *name, const char *end) {
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcmp(name + length - tail, end) == 0;
}

/* ---- Results ---- */

/* Told of each grid or ciblage of a file. */
typedef bool take(void *context, const struct json_node *document, bool target, const char *file, struct diag *diag);

static bool give_all(struct results *r, take *taken, void *context, const char *file, struct diag *diag) {
    bool good = true;
    uint32_t k;
    for (k = 0; good && k < r->count; k++) {
        const struct json_node *document = results_parse(r, &r->grids[k]);
        good = document && taken(context, document, r->grids[k].target, file, diag);
    }
    return good;
}

/* An archive, or results. */
static bool read_results(struct follow_run *f, uint32_t index, take *taken, void *context) {
    struct side side = {.file = f->inputs.files[index]};
    bool good;
    if (!f->folder && !(f->folder = private_folder(f->diag))) return false;
    if (f->options->mode == FOLLOW_MODE_IRAPS && !side_is_archive(side.file)) {
        good = results_open_either(side.file, f->diag, &side.results);
    } else {
        good =
            side_open(&side, f->folder, arena_format(f->arena, "%u", index), &f->common->isolation, f->arena, f->diag);
    }
    good = good && give_all(&side.results, taken, context, side.file, f->diag);
    results_close(&side.results);
    return good;
}

/* ---- The national follow-up ---- */

static bool take_grid(void *context, const struct json_node *document, bool target, const char *file,
                      struct diag *diag) {
    (void)target;
    return follow_up_grid(context, document, file, diag);
}

static bool national(struct follow_run *f) {
    struct follow_up up;
    bool good = true;
    uint32_t i;
    follow_up_open(&up, f->arena);
    for (i = 0; i < f->inputs.count; i++) {
        const char *file = f->inputs.files[i];
        if (ends_with(file, ".cfg")) {
            const struct region_facts *facts = facts_read(file, f->arena, f->diag);
            good = facts && follow_up_facts(&up, facts, f->diag) && good;
        } else {
            good = read_results(f, i, take_grid, &up) && good;
        }
    }
    good = follow_up_close(&up, f->diag) && good;
    if (!good) return false;
    f->out.format = "caqes-suivi-national";
    f->out.title = "Suivi national des contrats";
    follow_up_tables(&up, &f->out);
    follow_up_region_tables(&up, &f->out);
    follow_up_score_tables(&up, &f->out);
    return true;
}

/* ---- The IRAPS ---- */

static bool take_either(void *context, const struct json_node *document, bool target, const char *file,
                        struct diag *diag) {
    return target ? iraps_target(context, document, file, diag) : iraps_grid(context, document, file, diag);
}

static bool iraps(struct follow_run *f) {
    struct iraps *s = iraps_create(f->arena, f->options->group);
    bool good = true;
    uint32_t i;
    for (i = 0; i < f->inputs.count; i++) good = read_results(f, i, take_either, s) && good;
    good = iraps_close(s, f->diag) && good;
    if (!good) return false;
    f->out.format = "caqes-iraps";
    f->out.title = "Documents annuels de l'IRAPS";
    iraps_tables(s, &f->out);
    return true;
}

/* ---- Published tables ---- */

static bool check(struct follow_run *f) {
    struct published p = {.arena = f->arena, .diag = f->diag, .count = f->inputs.count, .out = &f->out};
    uint32_t before = f->diag->errors, i;
    bool good = true;
    p.tables = arena_array(f->arena, p.count ? p.count : 1, sizeof *p.tables);
    for (i = 0; i < p.count; i++) good = published_open(&p.tables[i], f->inputs.files[i], f->arena, f->diag) && good;
    if (!good) return false;
    published_check(&p);
    if (f->diag->errors > before) return false;
    f->out.format = "caqes-controle";
    f->out.title = arena_format(f->arena, "Contrôle de tables publiées : %u incohérence%s, %u remarque%s", p.faults,
                                p.faults > 1 ? "s" : "", p.remarks, p.remarks > 1 ? "s" : "");
    if (p.faults) diag_raise(f->diag, CAQES_EXIT_CASES);
    return true;
}

/* ---- Both ends ---- */

bool follow_run_report(follow_report *report, FILE *stream, const struct follow_document *d, struct diag *diag) {
    struct diag_message m = {.code = "S602", .mend = "make room in memory and in /tmp"};
    if (report(stream, d)) return true;
    diag_report(diag, &m, "the workbook cannot be made");
    return false;
}

static void write_out(struct follow_run *f) {
    const struct output_reads reads = {{f->inputs.files, NULL}, {f->inputs.count, 0}};
    struct output output;
    if (!output_open(&output, f->common->output, reads, f->diag)) return;
    output_close(&output, follow_run_report(f->options->report, output.stream, &f->out, f->diag), f->diag);
}

int follow_run(const struct common_options *o, const struct follow_options *follow) {
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct follow_run f = {.common = o, .options = follow, .arena = &arena, .diag = &diag, .out = {.arena = &arena}};
    bool good = inputs_expand(&f.inputs, o->inputs, o->input_count, &arena, &diag);
    if (good) {
        good = follow->mode == FOLLOW_MODE_NATIONAL ? national(&f)
               : follow->mode == FOLLOW_MODE_IRAPS  ? iraps(&f)
                                                    : check(&f);
        if (good) write_out(&f);
    }
    if (f.folder) private_folder_remove(f.folder);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
