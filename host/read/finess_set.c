/* SPDX-License-Identifier: MIT */
#include "host/read/finess_set.h"

#include "host/base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 1024 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool finess_is_valid(const char *finess) {
    bool corsica = finess[0] == '2' && (finess[1] == 'A' || finess[1] == 'B');
    for (int i = 0; i < FINESS_LENGTH; i++)
        if (!is_digit(finess[i]) && !(i == 1 && corsica)) return false;
    return true;
}

/* Under 3 x 10^9, so it fits in 32 bits: the digits, then which of the three departments codes. */
static uint32_t number_of(const char *finess) {
    uint32_t number = 0;
    for (int i = 0; i < FINESS_LENGTH; i++)
        number = number * 10 + (is_digit(finess[i]) ? (uint32_t)(finess[i] - '0') : 0);
    if (!is_digit(finess[1])) number += (uint32_t)(finess[1] - 'A' + 1) * 1000000000U;
    return number;
}

static struct finess_seen *place_of(const struct finess_set *s, uint32_t number) {
    uint32_t at = number * 0x9E3779B9U;
    at ^= at >> 16;
    while (s->seen[at & (s->capacity - 1)].number != 0 && s->seen[at & (s->capacity - 1)].number != number) at++;
    return &s->seen[at & (s->capacity - 1)];
}

static void grow(struct finess_set *s) {
    struct finess_set larger = {.count = s->count, .capacity = s->capacity ? s->capacity * 2 : FIRST_CAPACITY};
    larger.seen = memory_grow(NULL, larger.capacity, sizeof *larger.seen);
    memset(larger.seen, 0, larger.capacity * sizeof *larger.seen);
    for (uint32_t i = 0; i < s->capacity; i++)
        if (s->seen[i].number != 0) *place_of(&larger, s->seen[i].number) = s->seen[i];
    free(s->seen);
    *s = larger;
}

const struct finess_seen *finess_set_add(struct finess_set *s, const char *finess, uint32_t file, uint32_t line) {
    uint32_t number = number_of(finess) + 1;
    struct finess_seen *place;
    if (s->count >= s->capacity / 4 * 3) grow(s);
    place = place_of(s, number);
    if (place->number != 0) return place;
    *place = (struct finess_seen){number, file, line};
    s->count++;
    return NULL;
}

void finess_set_free(struct finess_set *s) {
    free(s->seen);
    *s = (struct finess_set)FINESS_SET_EMPTY;
}
