/* SPDX-License-Identifier: MIT
 *
 * instructions.h: what no verb needs, in the code of a plugin: floating-point modes, the clock, chance, the system. */
#ifndef CAQES_HOST_INSTRUCTIONS_H
#define CAQES_HOST_INSTRUCTIONS_H

#include "host/plugin/elf_image.h"
#include "host/check/findings.h"

/* Disassembles the executable parts of a shared object: K119, K121. */
void instructions_check(const struct elf_image *i, struct findings *f);

#endif
