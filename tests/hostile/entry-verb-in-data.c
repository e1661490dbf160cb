/* SPDX-License-Identifier: MIT
 *
 * Its verb is data. */
#include "hostile.h"

static const unsigned char data[16] = {0xC3};
static const struct caqes_verbs verbs = {
    .size = sizeof verbs, .VERB = (int32_t(*)(const struct caqes_batch *, struct caqes_reply *))(uintptr_t)data};
OBJECT(.reserved = 0);
