/* SPDX-License-Identifier: MIT
 *
 * Any bytes as results for the national follow-up and for the IRAPS: refused with messages, or tables. */
#include "host/diff/results.h"
#include "host/report/follow_report.h"
#include "host/synthesis/follow_up.h"
#include "host/synthesis/iraps.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds) abort();
}

static void draw(const struct follow_document *out) {
    FILE *nowhere = fopen("/dev/null", "w");
    require(nowhere && follow_report_text(nowhere, out) && follow_report_html(nowhere, out) &&
            follow_report_json(nowhere, out) && follow_report_csv(nowhere, out));
    fclose(nowhere);
}

static void follow(struct results *r, struct arena *arena, struct diag *diag) {
    struct follow_document out = {.arena = arena, .format = "x", .title = "x"};
    struct iraps *iraps = iraps_create(arena, IRAPS_SMALLEST_GROUP);
    struct follow_up up;
    bool good = true, shown = true;
    uint32_t k;
    follow_up_open(&up, arena);
    for (k = 0; k < r->count; k++) {
        const struct json_node *document = results_parse(r, &r->grids[k]);
        if (!r->grids[k].target) good = follow_up_grid(&up, document, "fuzz", diag) && good;
        shown = (r->grids[k].target ? iraps_target : iraps_grid)(iraps, document, "fuzz", diag) && shown;
    }
    good = follow_up_close(&up, diag) && good;
    shown = iraps_close(iraps, diag) && shown;
    require((good && shown) == (diag->errors == 0));
    if (good) {
        follow_up_tables(&up, &out);
        follow_up_region_tables(&up, &out);
        follow_up_score_tables(&up, &out);
    }
    if (shown) iraps_tables(iraps, &out);
    draw(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    struct results r;
    int fd = memfd_create("results", MFD_CLOEXEC);
    require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    if (results_open_either(arena_format(&arena, "/proc/self/fd/%d", fd), &diag, &r)) follow(&r, &arena, &diag);
    results_close(&r);
    close(fd);
    arena_free(&arena);
    return 0;
}
