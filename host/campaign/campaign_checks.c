/* SPDX-License-Identifier: MIT
 *
 * campaign_checks.c: what a campaign's plugins and model must agree on, once all is read: the champs
 * of indicators, and the ceilings of amounts. */
#include "host/campaign/campaign_internal.h"

#include <string.h>

/* ---- Champs ---- */

static uint32_t champ_bits(struct campaign_builder *b, const struct manifest *m, const struct manifest_indicator *i,
                           const struct setting *at) {
    const struct model *model = b->c->model;
    uint32_t bits = 0, k;
    for (k = 0; k < i->champ_count; k++) {
        int32_t champ = model_champ_index(model, i->champs[k]);
        if (champ >= 0) {
            bits |= 1U << champ;
        } else {
            conf_fault(b->r, at, "C346", conf_mend_name(b->r, NULL, model->champs, model->champ_count),
                       "indicator \"%s\" of \"%s\" is for champ \"%s\", which is not in model \"%s\"", i->code, m->id,
                       i->champs[k], model->code);
        }
    }
    return bits;
}

void campaign_prepare_gates(struct campaign_builder *b) {
    uint32_t p, i;
    for (p = 0; p < b->c->plugin_count; p++) {
        struct campaign_plugin *plugin = &b->c->plugins[p];
        const struct manifest *m = plugin->plugin->manifest;
        struct champ_gate *gates = arena_array(b->r->arena, m->indicator_count ? m->indicator_count : 1, sizeof *gates);
        for (i = 0; i < m->indicator_count; i++) {
            uint32_t slot = m->indicators[i].coefficient_slot, champs;
            if (m->indicators[i].champ_count == 0) continue;
            champs = champ_bits(b, m, &m->indicators[i], campaign_plugin_at(b, p));
            if (plugin->base.origins[slot].level <= ORIGIN_NATIONAL)
                gates[plugin->gate_count++] = (struct champ_gate){champs, slot};
        }
        plugin->gates = gates;
    }
}

/* ---- Ceilings ---- */

struct ceiling_check {
    struct campaign_builder *b;
    struct campaign_plugin *plugin;
    const struct manifest *m;
    const struct manifest_output *output;
    const struct setting *at;
    const char *what; /* which ceiling */
};

/* The input or parameter that a base names, of the type it needs: never one for the other. */
static const struct value_spec *find_slot(const struct ceiling_check *c, const struct model_base *base, bool input,
                                          const char *name, enum value_type type, const char *type_name) {
    uint32_t i, end = input ? c->m->input_count : c->m->input_count + c->m->parameter_count;
    for (i = input ? 0 : c->m->input_count; i < end; i++)
        if (strcmp(c->m->slots[i]->name, name) == 0 && c->m->slots[i]->type == type) return c->m->slots[i];
    conf_fault(c->b->r, c->at, "C347",
               arena_format(c->b->r->arena, "declare it in the manifest, or correct base \"%s\" in %s", base->code,
                            c->b->c->model->file),
               "%s is a share of \"%s\": \"%s\" declares no \"%s\" of type %s", c->what, base->code, c->m->id, name,
               type_name);
    return NULL;
}

/* A class that no base answers to would leave the ceiling without a base. */
static void check_classes(const struct ceiling_check *c, const struct model_ceiling *ceiling,
                          const struct value_spec *choice) {
    uint32_t i, k;
    for (i = 0; i < choice->class_count; i++) {
        for (k = 0; k < ceiling->base_count; k++)
            if (strcmp(choice->classes[i], ceiling->bases[k]->choice_value) == 0) break;
        if (k < ceiling->base_count) continue;
        conf_fault(c->b->r, c->at, "C347",
                   arena_format(c->b->r->arena, "add a base for it in %s, or remove the value from the manifest",
                                c->b->c->model->file),
                   "%s has no base when \"%s\" of \"%s\" is \"%s\"", c->what, choice->name, c->m->id,
                   choice->classes[i]);
    }
}

static void check_choice(const struct ceiling_check *c, const struct model_base *base,
                         const struct value_spec *choice) {
    uint32_t i;
    for (i = 0; i < choice->class_count; i++)
        if (strcmp(choice->classes[i], base->choice_value) == 0) return;
    conf_fault(c->b->r, c->at, "C347",
               conf_mend_name(c->b->r, base->choice_value, choice->classes, choice->class_count),
               "base \"%s\" is for value \"%s\" of \"%s\", which \"%s\" does not know", base->code, base->choice_value,
               base->choice, c->m->id);
}

/* A maximum "inscrit au contrat" is the contract's alone: no default, nobody else to set it. */
static void check_contract_term(const struct ceiling_check *c, const struct model_base *base) {
    int32_t slot = manifest_parameter_slot(c->m, base->a);
    const struct manifest_parameter *p = slot < 0 ? NULL : manifest_parameter_at(c->m, (uint32_t)slot);
    if (!p || (!p->has_default && p->set_by == SET_BY_CONTRACT)) return;
    conf_fault(c->b->r, c->at, "C347", "declare it without default, with \"set_by\": [\"contract\"]",
               "%s is a share of \"%s\", which the contract alone sets: \"%s\" declares it otherwise", c->what, base->a,
               c->m->id);
}

/* The bases of one ceiling are chosen by one parameter, or there is one without choice (model_ceilings.c). */
static void check_ceiling(struct ceiling_check *c, const struct model_ceiling *ceiling, const char *what) {
    const struct value_spec *choice = NULL;
    uint32_t i;
    c->what = what;
    if (ceiling->base_count > 0 && ceiling->bases[0]->choice)
        choice = find_slot(c, ceiling->bases[0], false, ceiling->bases[0]->choice, TYPE_CLASS, "class");
    for (i = 0; i < ceiling->base_count; i++) {
        const struct model_base *base = ceiling->bases[i];
        find_slot(c, base, base->kind != BASE_PARAMETER, base->a, TYPE_EUROS, "euros");
        if (base->kind == BASE_PARAMETER) check_contract_term(c, base);
        if (base->b) find_slot(c, base, true, base->b, TYPE_EUROS, "euros");
        if (base->rate) find_slot(c, base, false, base->rate, TYPE_RATE, "rate");
        if (choice) check_choice(c, base, choice);
    }
    if (choice) check_classes(c, ceiling, choice);
}

static void check_output(struct ceiling_check *c, const struct model_volet *volet) {
    const struct model_nature *nature = model_nature_of(volet, c->output->nature);
    const char *known[16];
    uint32_t i, count = 0;
    if (!nature) {
        for (i = 0; i < volet->nature_count && count < 16; i++) known[count++] = volet->natures[i].code;
        conf_fault(c->b->r, c->at, "P302", conf_mend_name(c->b->r, c->output->nature, known, count),
                   "\"%s\" proposes the amount \"%s\" of nature \"%s\", which the volet \"%s\" does not allow",
                   c->m->id, c->output->code, c->output->nature, volet->code);
        c->b->tolerated++; /* the plugin is at fault, not the campaign */
        c->plugin->refusal = arena_format(c->b->r->arena, "montant interdit sur ce volet : %s", c->output->nature);
        return;
    }
    for (i = 0; &c->m->outputs[i] != c->output; i++) {
        if (c->m->outputs[i].kind != OUTPUT_AMOUNT || strcmp(c->m->outputs[i].nature, c->output->nature) != 0) continue;
        conf_fault(c->b->r, c->at, "P302", "propose one amount of each nature",
                   "\"%s\" proposes two amounts of nature \"%s\": each would have a ceiling of its own", c->m->id,
                   c->output->nature);
        c->b->tolerated++;
        c->plugin->refusal = "deux montants de même nature sur un volet";
    }
    for (i = 0; i < nature->ceiling_count; i++)
        check_ceiling(c, &nature->ceilings[i], arena_format(c->b->r->arena, "the ceiling of \"%s\"", c->output->code));
    if (nature->contract_ceiling && c->b->c->model->contract_ceiling)
        check_ceiling(c, c->b->c->model->contract_ceiling, "the ceiling over the contract");
}

void campaign_check_ceilings(struct campaign_builder *b) {
    const struct campaign *c = b->c;
    uint32_t v, i;
    for (v = 0; v < c->model->volet_count; v++) {
        const struct manifest *m;
        if (c->volet_plugin[v] < 0) continue;
        m = c->plugins[c->volet_plugin[v]].plugin->manifest;
        for (i = 0; i < m->output_count; i++) {
            struct ceiling_check check = {b,
                                          &c->plugins[c->volet_plugin[v]],
                                          m,
                                          &m->outputs[i],
                                          campaign_plugin_at(b, (uint32_t)c->volet_plugin[v]),
                                          NULL};
            if (m->outputs[i].kind == OUTPUT_AMOUNT) check_output(&check, &c->model->volets[v]);
        }
    }
}
