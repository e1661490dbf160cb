/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a published table, its rules among them: refused with messages, or findings that are as many as are
 * counted. */
#include "host/synthesis/published.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    struct follow_document out = {.arena = &arena};
    struct published_table table;
    struct published p = {.arena = &arena, .diag = &diag, .tables = &table, .count = 1, .out = &out};
    bool good = published_parse(&table, "fuzz.csv", (const char *)data, size, &arena, &diag);
    if (!good && diag.errors == 0) abort();
    if (good) {
        published_check(&p);
        if (p.faults + p.remarks != follow_rows(p.findings)) abort();
    }
    arena_free(&arena);
    return 0;
}
