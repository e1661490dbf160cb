/* SPDX-License-Identifier: MIT */
#include "host/import/xlsx_number.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 15, MOST_EXPONENT = 30 };

/* Digits of a number and where its point stands, from its first digit. */
struct decimal {
    bool negative;
    char digits[48];
    int count, point;
};

static bool read_digits(const char **at, struct decimal *d) {
    bool after = false, any = false;
    for (;; (*at)++) {
        if (**at == '.' && !after) {
            after = true;
        } else if (**at >= '0' && **at <= '9') {
            any = true;
            if (d->count == 0 && **at == '0') { /* leading zeros count for nothing */
                if (after) d->point--;
            } else {
                if (d->count < (int)sizeof d->digits) d->digits[d->count++] = **at;
                if (!after) d->point++;
            }
        } else {
            return any;
        }
    }
}

static bool read_decimal(const char *text, struct decimal *d) {
    long exponent = 0;
    char *end;
    memset(d, 0, sizeof *d);
    if (*text == '-' || *text == '+') d->negative = *text++ == '-';
    if (!read_digits(&text, d)) return false;
    if (*text == 'e' || *text == 'E') {
        exponent = strtol(text + 1, &end, 10);
        if (end == text + 1 || exponent > MOST_EXPONENT || exponent < -MOST_EXPONENT) return false;
        text = end;
    }
    d->point += (int)exponent;
    return *text == '\0' && d->point <= MOST_EXPONENT + 1 && d->point >= -MOST_EXPONENT - 1;
}

/* To the digits that a spreadsheet keeps. */
static void round_digits(struct decimal *d) {
    int k;
    if (d->count > KEPT) {
        bool up = d->digits[KEPT] >= '5';
        d->count = KEPT;
        for (k = KEPT - 1; up && k >= 0; k--) {
            up = d->digits[k] == '9';
            d->digits[k] = up ? '0' : (char)(d->digits[k] + 1);
        }
        if (up) {
            d->digits[0] = '1';
            d->point++;
        }
    }
    while (d->count > 0 && d->digits[d->count - 1] == '0') d->count--;
}

bool xlsx_decimal(const char *text, char *out) {
    struct decimal d;
    int k;
    if (!read_decimal(text, &d)) return false;
    round_digits(&d);
    if (d.count == 0) {
        strcpy(out, "0");
        return true;
    }
    if (d.negative) *out++ = '-';
    if (d.point <= 0) {
        *out++ = '0';
        *out++ = '.';
        for (k = d.point; k < 0; k++) *out++ = '0';
    }
    for (k = 0; k < d.count || k < d.point; k++) {
        if (k == d.point && k > 0) *out++ = '.';
        *out++ = k < d.count ? d.digits[k] : '0';
    }
    *out = '\0';
    return true;
}

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

bool xlsx_day(const char *text, bool from_1904, char *out) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    char *end, date[40];
    long days = strtol(text, &end, 10);
    int year = from_1904 ? 1904 : 1900, month = 0;
    if (end == text || (*end != '\0' && *end != '.') || days < 366 || days > 110000) return false;
    /* Day 1 is 1 January 1900, and the spreadsheet counts a 29 February 1900 that never was; or day 0 is 1 January
     * 1904. */
    days -= from_1904 ? 0 : 2;
    while (days >= (is_leap(year) ? 366 : 365)) days -= is_leap(year++) ? 366 : 365;
    while (days >= lengths[month] + (month == 1 && is_leap(year)))
        days -= lengths[month] + (month == 1 && is_leap(year)), month++;
    snprintf(date, sizeof date, "%04d-%02d-%02d", year, month + 1, (int)days + 1);
    memcpy(out, date, 11);
    return true;
}
