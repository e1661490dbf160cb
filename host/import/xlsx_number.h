/* SPDX-License-Identifier: MIT
 *
 * xlsx_number.h: the numbers of a workbook, which are texts of binary floating point, as the decimals that were typed.
 * No floating point is computed with. */
#ifndef CAQES_HOST_XLSX_NUMBER_H
#define CAQES_HOST_XLSX_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* "0.48330000000000001" becomes "0.4833", "1.5E-2" "0.015": at most 15 digits, half away from zero. False when it is no
 * number, or its exponent is past 30. `out` holds 80 bytes. */
bool xlsx_decimal(const char *text, char *out);

/* A day since the epoch of the workbook as "2019-04-15"; false when it is none from 1901 to 2199. `out` holds 11 bytes.
 */
bool xlsx_day(const char *text, bool from_1904, char *out);

#endif
