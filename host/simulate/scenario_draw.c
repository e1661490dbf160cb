/* SPDX-License-Identifier: MIT */
#include "host/simulate/scenarios.h"

/* splitmix64 (Steele, Lea and Flood, 2014): whole numbers only. */
static uint64_t next(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint32_t draw(uint64_t *state, uint32_t among) {
    uint64_t least = (0 - (uint64_t)among) % among, drawn;
    do drawn = next(state);
    while (drawn < least);
    return (uint32_t)(drawn % among);
}

const uint32_t *scenario_draws(const struct scenarios *s, uint32_t count, struct arena *arena) {
    uint32_t *draws = arena_array(arena, (size_t)count * s->axis_count, sizeof *draws), i, a;
    uint64_t state = (uint64_t)s->seed;
    for (i = 0; i < count; i++)
        for (a = 0; a < s->axis_count; a++) draws[(size_t)i * s->axis_count + a] = draw(&state, s->axes[a].count);
    return draws;
}

uint32_t scenario_choice(const struct scenarios *s, uint32_t scenario, uint32_t axis) {
    uint32_t after = 1, a;
    if (s->draws) return s->draws[(size_t)scenario * s->axis_count + axis];
    for (a = axis + 1; a < s->axis_count; a++) after *= s->axes[a].count;
    return scenario / after % s->axes[axis].count;
}
