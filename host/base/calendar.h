/* SPDX-License-Identifier: MIT
 *
 * calendar.h: days, as dossiers and campaigns write them. No clock. */
#ifndef CAQES_HOST_CALENDAR_H
#define CAQES_HOST_CALENDAR_H

#include <stddef.h>
#include <stdint.h>

/* A calendar day as yyyymmdd: 20181231. Comparable; 0 is no date. */
typedef uint32_t day;

/* "2017-12-11" as 20171211; 0 when it is not a day of the calendar, or is before 1900. */
day day_parse(const char *text, size_t length);

/* Bytes that the text of any day takes. */
enum { DAY_TEXT = 16 };

/* As officials write it, "11/12/2017", and as files do, "2017-12-11": into `out`, of DAY_TEXT bytes, which is
 * returned. */
const char *day_french(day d, char *out);
const char *day_iso(day d, char *out);

#endif
