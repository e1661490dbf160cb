/* SPDX-License-Identifier: MIT */
#include "host/base/text.h"
#include "host/campaign/value.h"
#include "host/plugin/curve_shape.h"
#include "host/report/display.h"
#include "host/simulate/report.h"

#include <inttypes.h>
#include <string.h>

static const char *comma(char *text) {
    char *point = strchr(text, '.');
    if (point) *point = ',';
    return text;
}

/* The points of a curve that a scenario names. */
static const char *curve_text(const struct scenarios *s, int64_t index, bool french, struct arena *arena) {
    const struct caqes_curve *curve = &s->curves[index];
    const char *text = "";
    uint32_t i;
    for (i = 0; i < curve->count; i++) {
        const struct caqes_point *p = &s->points[curve->first + i];
        bool rest = curve->kind != CAQES_CURVE_LINEAR && i + 1 == curve->count;
        char x[VALUE_TEXT] = CURVE_REST, y[VALUE_TEXT];
        if (!rest) value_number_text(p->x, CURVE_DECIMALS, x);
        value_number_text(p->y, CURVE_DECIMALS, y);
        text = arena_format(arena, "%s%s%s%s%s", text,
                            i == 0   ? ""
                            : french ? " ; "
                                     : " ",
                            french ? comma(x) : x, french ? " → " : ":", french ? comma(y) : y);
    }
    return text;
}

const char *axis_plain(const struct scenarios *s, const struct axis *x, uint32_t choice, struct arena *arena) {
    if (x->spec.type == TYPE_CURVE) return curve_text(s, x->values[choice], false, arena);
    return value_text(&x->spec, x->values[choice], arena);
}

const char *axis_french(const struct scenarios *s, const struct axis *x, uint32_t choice, struct arena *arena) {
    char text[DISPLAY_MAX];
    if (x->spec.type == TYPE_CURVE) return curve_text(s, x->values[choice], true, arena);
    if (x->spec.type == TYPE_DECIMAL) {
        value_number_text(x->values[choice], x->spec.decimals, text);
        return arena_copy(arena, comma(text), strlen(text));
    }
    display_slot(&x->spec, x->values[choice], text);
    return arena_copy(arena, text, strlen(text));
}

const char *euros_french(caqes_int128 centimes, struct arena *arena) {
    char text[DISPLAY_MAX];
    if (centimes > INT64_MAX || centimes < INT64_MIN) return "(trop grand)";
    french_centimes((int64_t)centimes, true, text);
    return arena_copy(arena, text, strlen(text));
}

const char *euros_plain(caqes_int128 centimes, struct arena *arena) {
    caqes_int128 size = centimes < 0 ? -centimes : centimes;
    char euros[48];
    int128_text(size / 100, euros);
    return arena_format(arena, "%s%s,%02d", centimes < 0 ? "-" : "", euros, (int)(size % 100));
}

const char *side_code(enum side side) {
    static const char *const codes[] = {"aucun", "sanction", "neutre", "interessement"};
    return codes[side];
}
