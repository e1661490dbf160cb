/* SPDX-License-Identifier: MIT
 *
 * Changes the language of the process. */
#include "hostile.h"

#include <locale.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(setlocale(LC_ALL, "fr_FR.UTF-8") != 0);
}
BEFORE(misbehave);
