/* SPDX-License-Identifier: MIT
 *
 * Any bytes as what a region tells: refused with messages, or facts that hold together and make tables. */
#include "host/report/follow_report.h"
#include "host/synthesis/follow_up.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds) abort();
}

static void check(const struct region_facts *f) {
    uint32_t i;
    require(f->year >= FACTS_FIRST_YEAR && f->year <= FACTS_LAST_YEAR && *f->region);
    require(!f->has_recovered || !f->has_inspections || f->recovered <= f->inspected);
    require(f->maximum == 0 || f->mean <= f->maximum);
    for (i = 0; i < f->unsigned_count; i++)
        require(f->unsigned_rows[i].count >= 1 && f->unsigned_rows[i].category < CATEGORY_COUNT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    const struct region_facts *f = facts_parse("fuzz", (const char *)data, size, &arena, &diag);
    struct follow_document out = {.arena = &arena, .format = "x", .title = "x"};
    struct follow_up up;
    FILE *nowhere;
    require((f == NULL) == (diag.errors > 0));
    if (f) {
        check(f);
        follow_up_open(&up, &arena);
        require(follow_up_facts(&up, f, &diag) && follow_up_close(&up, &diag));
        follow_up_tables(&up, &out);
        follow_up_region_tables(&up, &out);
        follow_up_score_tables(&up, &out);
        nowhere = fopen("/dev/null", "w");
        require(nowhere && follow_report_text(nowhere, &out) && follow_report_html(nowhere, &out) &&
                follow_report_json(nowhere, &out) && follow_report_csv(nowhere, &out));
        fclose(nowhere);
    }
    arena_free(&arena);
    return 0;
}
