/* SPDX-License-Identifier: MIT
 *
 * template.h: an empty workbook for what a campaign asks, which establishments fill and caqes import reads back. */
#ifndef CAQES_HOST_IMPORT_TEMPLATE_H
#define CAQES_HOST_IMPORT_TEMPLATE_H

#include "host/campaign/campaign.h"

#include <stdio.h>

/* A sheet "Recueil", a column for each datum, named by its path, with its label as a comment, lists to choose from and
 * checks; and a sheet "Dictionnaire" that says what each is. False when the library would not. */
bool import_template(FILE *stream, const struct campaign *c, struct arena *arena);

#endif
