/* SPDX-License-Identifier: MIT */
#include "host/base/calendar.h"

#include <stdbool.h>
#include <stdio.h>

/* The number of `count` digits at text, or 0. */
static uint32_t digits(const char *text, unsigned count) {
    uint32_t value = 0;
    for (unsigned i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return 0;
        value = value * 10 + (uint32_t)(text[i] - '0');
    }
    return value;
}

static bool is_calendar_day(uint32_t year, uint32_t month, uint32_t date) {
    static const uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    /* Before 1900 it is a slip of the pen: "0217-12-11". */
    if (year < 1900 || month < 1 || month > 12 || date < 1) return false;
    return date <= lengths[month - 1] + (month == 2 && leap ? 1U : 0U);
}

day day_parse(const char *text, size_t length) {
    uint32_t year, month, date;
    if (length != 10 || text[4] != '-' || text[7] != '-') return 0;
    year = digits(text, 4);
    month = digits(text + 5, 2);
    date = digits(text + 8, 2);
    return is_calendar_day(year, month, date) ? year * 10000 + month * 100 + date : 0;
}

const char *day_french(day d, char *out) {
    snprintf(out, DAY_TEXT, "%02u/%02u/%04u", d % 100, d / 100 % 100, d / 10000);
    return out;
}

const char *day_iso(day d, char *out) {
    snprintf(out, DAY_TEXT, "%04u-%02u-%02u", d / 10000, d / 100 % 100, d % 100);
    return out;
}
