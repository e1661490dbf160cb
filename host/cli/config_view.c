/* SPDX-License-Identifier: MIT */
#include "host/cli/config_view.h"

#include "host/base/text.h"
#include "host/campaign/value.h"
#include "host/plugin/curve_shape.h"
#include "host/report/display.h"

#include <string.h>

struct config_row config_row_of(const struct config_view *v, uint32_t plugin) {
    const struct campaign_plugin *p = &v->campaign->plugins[plugin];
    uint32_t slots = p->plugin->manifest->slot_count;
    int64_t *values;
    uint8_t *presences;
    struct origin *origins;
    if (!v->record) return (struct config_row){p->base.values, p->base.presences, p->base.origins};
    values = arena_array(v->arena, slots, sizeof *values);
    presences = arena_array(v->arena, slots, sizeof *presences);
    origins = arena_array(v->arena, slots, sizeof *origins);
    campaign_fill(v->campaign, plugin, v->record, v->match, values, presences, origins);
    return (struct config_row){values, presences, origins};
}

bool config_is_gated(const struct config_view *v, uint32_t plugin, uint32_t slot, const struct origin *origin) {
    return v->record && campaign_is_gated(v->campaign, plugin, slot, v->record, origin);
}

const char *config_names(struct arena *arena, const char *const *names, uint32_t bits) {
    const char *all = "";
    uint32_t i;
    for (i = 0; bits >> i; i++)
        if (bits >> i & 1U) all = arena_format(arena, "%s%s%s", all, *all ? ", " : "", names[i]);
    return all;
}

const char *config_plugins(const struct config_view *v, uint32_t bits) {
    const char *ids[CAMPAIGN_MAX_PLUGINS];
    uint32_t i;
    for (i = 0; i < v->campaign->plugin_count; i++) ids[i] = v->campaign->plugins[i].plugin->manifest->id;
    return config_names(v->arena, ids, bits);
}

/* A number with the decimals it has: 0,5 and not 0,500000. */
static const char *number(struct arena *arena, int64_t value, unsigned decimals) {
    char text[96];
    int64_t scale = 1;
    unsigned i;
    for (i = 0; i < decimals; i++) scale *= 10;
    while (decimals > 0 && value % 10 == 0) {
        value /= 10;
        scale /= 10;
        decimals--;
    }
    if (!french_fraction(caqes_fraction_of(value, scale), decimals, text)) return "?";
    return arena_copy(arena, text, strlen(text));
}

static const char *curve(const struct config_view *v, const struct caqes_curve *curve) {
    const char *all = "";
    uint32_t i;
    for (i = 0; i < curve->count; i++) {
        const struct caqes_point *p = &v->campaign->points[curve->first + i];
        bool rest = curve->kind != CAQES_CURVE_LINEAR && i + 1 == curve->count;
        const char *x = rest ? CURVE_REST : number(v->arena, p->x, CURVE_DECIMALS);
        all = arena_format(v->arena, "%s%s%s \xE2\x86\x92 %s", all, i ? " ; " : "", x,
                           number(v->arena, p->y, CURVE_DECIMALS));
    }
    return all;
}

const char *config_value(const struct config_view *v, const struct value_spec *spec, int64_t value) {
    char shown[DISPLAY_MAX];
    const char *text;
    if (spec->type == TYPE_CURVE) return curve(v, &v->campaign->curves[value]);
    if (spec->type == TYPE_INTEGER || spec->type == TYPE_DECIMAL) {
        text = number(v->arena, value, spec->decimals);
    } else {
        display_slot(spec, value, shown);
        text = arena_copy(v->arena, shown, strlen(shown));
    }
    return *spec->unit ? arena_format(v->arena, "%s\xC2\xA0%s", text, spec->unit) : text;
}
