/* SPDX-License-Identifier: MIT */
#include "host/plugin/version.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 3, LONGEST_NUMBER = 9, LONGEST_NAME = 64 };

bool version_is_valid(const char *text) {
    static const char *const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.";
    size_t part, digits;
    for (part = 0; part < NUMBERS; part++) {
        digits = strspn(text, "0123456789");
        if (digits == 0 || digits > LONGEST_NUMBER || (text[0] == '0' && digits > 1)) return false;
        text += digits;
        if (part + 1 < NUMBERS && *text++ != '.') return false;
    }
    if (*text == '\0') return true;
    return *text == '-' && text[1] != '\0' && strspn(text + 1, letters) == strlen(text + 1) &&
           strlen(text) <= LONGEST_NAME;
}

int version_compare(const char *a, const char *b) {
    char *after_a, *after_b;
    for (int part = 0; part < NUMBERS; part++) {
        unsigned long left = strtoul(a, &after_a, 10), right = strtoul(b, &after_b, 10);
        if (left != right) return left < right ? -1 : 1;
        a = after_a + (*after_a == '.');
        b = after_b + (*after_b == '.');
    }
    if (!*a != !*b) return *a ? -1 : 1;
    return strcmp(a, b);
}
