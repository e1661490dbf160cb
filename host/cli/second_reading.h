/* SPDX-License-Identifier: MIT
 *
 * second_reading.h: inputs that are read twice. A file is opened again; standard input is first copied to a
 * temporary file without a name, which then is standard input; a pipe named as a file can be read only once. */
#ifndef CAQES_HOST_SECOND_READING_H
#define CAQES_HOST_SECOND_READING_H

#include "host/base/diag.h"
#include "host/cli/inputs.h"

#include <stdbool.h>

/* Whether every input but standard input is a file. False after messages (S608). */
bool second_reading_possible(const struct inputs *in, struct diag *diag);

/* Call before the first reading: keeps standard input. False after a message (S607). */
bool second_reading_keep(const struct inputs *in, struct diag *diag);

/* Call before the second one: standard input is at its beginning again. False after a message (S607). */
bool second_reading_begin(const struct inputs *in, struct diag *diag);

#endif
