/* SPDX-License-Identifier: MIT
 *
 * Exports more than its object: a function of the C library's name. */
#include "hostile.h"

CAQES_EXPORT long strtol(const char *text, char **end, int base) {
    (void)text, (void)end;
    return base;
}
BATCHES(honestly);
