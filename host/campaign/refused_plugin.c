/* SPDX-License-Identifier: MIT
 *
 * refused_plugin.c: what stands in for a plugin whose file is refused. Its manifest could not be read, so
 * nothing is known of it but what the campaign says; where it may count, no amount can be trusted. The
 * stand-in is a manifest like any other, with one obligation that nothing can measure on each volet. */
#include "host/campaign/campaign_internal.h"

#include <string.h>

static const char *add_volet(struct campaign_builder *b, const char *text, const char *part, const char *volet,
                             uint32_t number) {
    const char *comma = *text ? "," : "";
    return strcmp(part, "indicators") == 0
               ? arena_format(b->r->arena,
                              "%s%s{\"code\":\"PLUGIN_REFUSE_%u_%u\",\"kind\":\"code\",\"direction\":\"higher\","
                              "\"label\":\"Plugin refusé\",\"article\":\"-\",\"coefficient\":{\"default\":\"1\"}}",
                              text, comma, b->entry_count, number)
               : arena_format(b->r->arena,
                              "%s%s{\"code\":\"PLUGIN_REFUSE_%u_%u\",\"volet\":\"%s\",\"role\":\"complementaire\","
                              "\"label\":\"Plugin refusé\",\"article\":\"-\",\"indicators\":[\"PLUGIN_REFUSE_%u_%u\"]}",
                              text, comma, b->entry_count, number, volet, b->entry_count, number);
}

/* The volets that the plugin may feed, as bits; 0 after a message. */
static uint32_t volets_of(struct campaign_builder *b, const struct setting *volets) {
    const struct model *m = b->c->model;
    const char *names[MODEL_MAX_VOLETS];
    uint32_t bits = 0, i;
    if (!volets) return (1U << m->volet_count) - 1;
    for (i = 0; i < m->volet_count; i++) names[i] = m->volets[i].code;
    for (i = 0; i < volets->count; i++) {
        const struct setting *name = conf_element(b->r, volets, i, SETTING_TEXT);
        int32_t volet = name ? conf_choice(b->r, name, "volet", names, m->volet_count) : -1;
        if (volet < 0) return 0;
        bits |= 1U << volet;
    }
    return bits;
}

struct plugin *refused_plugin(struct campaign_builder *b, const char *id, const char *version, const char *file,
                              const struct setting *volets) {
    struct plugin *stand_in = arena_alloc(b->r->arena, sizeof *stand_in);
    const char *indicators = "", *obligations = "", *json;
    uint32_t bits = volets_of(b, volets), v;
    if (bits == 0) return NULL;
    for (v = 0; v < b->c->model->volet_count; v++) {
        if (!(bits >> v & 1U)) continue;
        indicators = add_volet(b, indicators, "indicators", b->c->model->volets[v].code, v);
        obligations = add_volet(b, obligations, "obligations", b->c->model->volets[v].code, v);
    }
    json = arena_format(b->r->arena,
                        "{\"manifest\":1,\"id\":\"%s\",\"version\":\"%s\",\"label\":\"Plugin refusé\","
                        "\"publisher\":\"inconnu\",\"licence\":\"inconnue\",\"abi\":{\"major\":%d,\"minor\":0},"
                        "\"kind\":\"indicators\",\"years\":{\"first\":%u,\"last\":%u},\"sources\":[],\"inputs\":[],"
                        "\"parameters\":[],\"indicators\":[%s],\"obligations\":[%s]}",
                        id, version, CAQES_ABI_MAJOR, b->c->year, b->c->year, indicators, obligations);
    stand_in->file = file;
    stand_in->manifest = manifest_parse(json, strlen(json), b->c->file, b->r->arena, b->r->diag);
    return stand_in->manifest ? stand_in : NULL;
}
