/* SPDX-License-Identifier: MIT */
#include "host/synthesis/iraps.h"

struct hiding {
    const uint64_t *parts;
    bool *hidden;
    uint32_t count;
    uint64_t sum; /* of those hidden */
};

static void hide(struct hiding *h, uint32_t i) {
    h->hidden[i] = true;
    h->sum += h->parts[i];
}

/* The smallest part above 0 that is still shown; -1 when there is none. */
static int32_t smallest_shown(const struct hiding *h, int32_t kept) {
    int32_t found = -1;
    uint32_t i;
    for (i = 0; i < h->count; i++)
        if (!h->hidden[i] && h->parts[i] > 0 && (int32_t)i != kept &&
            (found < 0 || h->parts[i] < h->parts[(uint32_t)found]))
            found = (int32_t)i;
    return found;
}

void iraps_hide(const uint64_t *parts, uint32_t count, uint32_t group, int32_t kept, bool *hidden) {
    struct hiding h = {parts, hidden, count, 0};
    uint64_t total = 0;
    uint32_t i, above = 0;
    int32_t next;
    for (i = 0; i < count; i++) {
        hidden[i] = false;
        total += parts[i];
        above += parts[i] > 0;
    }
    if (total == 0) return;
    if (total < group || above == 1) { /* too few, or all of them alike: even a 0 would say something of each */
        for (i = 0; i < count; i++) hidden[i] = true;
        return;
    }
    for (i = 0; i < count; i++)
        if (parts[i] > 0 && parts[i] < group) hide(&h, i);
    /* One alone is under the group, so that another goes with it. */
    while (h.sum > 0 && h.sum < group && (next = smallest_shown(&h, kept)) >= 0) hide(&h, (uint32_t)next);
}
