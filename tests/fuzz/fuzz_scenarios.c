/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: files of scenarios over any bytes. Beyond not crashing: what is refused is said, every value of a
 * scenario is one that its figure may have, and a campaign can be made of any scenario. */
#define FIXTURES CAQES_SOURCE_DIR "/tests/fixtures/campaign"

#include "host/simulate/scenarios.h"
#include "tests/campaign_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

enum { MOST_LOOKED_AT = 64 };

static const struct campaign *the_campaign(void) {
    static struct fixture fixture;
    static const struct campaign *campaign;
    if (!campaign) campaign = fixture_read(&fixture, FIXTURES "/campagne.cfg");
    REQUIRE(campaign);
    return campaign;
}

static void check_axis(const struct scenarios *s, const struct axis *x) {
    uint32_t k;
    REQUIRE(x->count >= 1 && x->count <= SCENARIOS_MOST && x->name);
    for (k = 0; k < x->count; k++) {
        int64_t value = x->values[k];
        REQUIRE(x->spec.type == TYPE_CURVE || !x->spec.has_min || value >= x->spec.min);
        REQUIRE(x->spec.type == TYPE_CURVE || !x->spec.has_max || value <= x->spec.max);
        REQUIRE(x->spec.type != TYPE_CURVE || s->curves[value].count >= 1);
    }
}

static void check_scenario(const struct scenarios *s, const struct campaign *c, uint32_t scenario,
                           struct arena *arena) {
    struct scenario_campaign made = scenario_campaign(s, c, scenario, arena);
    uint32_t a;
    for (a = 0; a < s->axis_count; a++) {
        const struct axis *x = &s->axes[a];
        const struct parameter_row *row = &made.campaign->plugins[x->plugin].base;
        REQUIRE(scenario_choice(s, scenario, a) < x->count);
        if (x->kind == AXIS_CEILING) {
            REQUIRE(made.volets >> x->volet & 1U);
            continue;
        }
        REQUIRE(made.plugins >> x->plugin & 1U && row->presences[x->slot] == CAQES_PRESENT);
        if (c->plugins[x->plugin].plugin->manifest->slots[x->slot]->type == TYPE_CURVE)
            REQUIRE(row->values[x->slot] >= c->curve_count && row->values[x->slot] < made.campaign->curve_count);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct arena arena;
    const struct campaign *c = the_campaign();
    struct diag diag = {0};
    const struct scenarios *s = scenarios_parse("fuzz", (const char *)data, size, c, &arena, &diag);
    uint32_t i;
    REQUIRE((s == NULL) == (diag.errors > 0));
    if (s) {
        REQUIRE(s->axis_count >= 1 && s->axis_count <= SCENARIO_MOST_AXES && s->count >= 1 &&
                s->count <= SCENARIOS_MOST);
        for (i = 0; i < s->axis_count; i++) check_axis(s, &s->axes[i]);
        for (i = 0; i < s->count && i < MOST_LOOKED_AT; i++) check_scenario(s, c, i, &arena);
        check_scenario(s, c, s->count - 1, &arena);
    }
    arena_reset(&arena);
    return 0;
}
