/* SPDX-License-Identifier: MIT
 *
 * The level "manifest": the host's own reading, the contract model's, and what an author may have forgotten. */
#include "host/check/check.h"

#include <string.h>

/* The first exercice of a manifest; 0 when there is none to read. */
static uint32_t first_year(const struct check *c) {
    struct diag silent = {0};
    const struct manifest *m =
        manifest_parse(c->file.manifest, c->file.manifest_length, c->findings->file, c->arena, &silent);
    return m ? m->first_year : 0;
}

static bool is_used(const struct manifest *m, uint32_t indicator) {
    uint32_t o, k;
    for (o = 0; o < m->obligation_count; o++)
        for (k = 0; k < m->obligations[o].indicator_count; k++)
            if (m->obligations[o].indicators[k] == indicator) return true;
    return false;
}

static void look_for_omissions(struct check *c, const struct manifest *m) {
    uint32_t k;
    if (strstr(m->id, "a-remplacer") || strstr(m->publisher, "remplacer"))
        finding_add(c->findings, "K125", "id \"%s\", publisher \"%s\"", m->id, m->publisher);
    for (k = 0; k < m->indicator_count; k++)
        if (!is_used(m, k)) finding_add(c->findings, "K126", "%s is in no obligation", m->indicators[k].code);
    for (k = 0; k < m->parameter_count; k++) {
        const struct manifest_parameter *p = &m->parameters[k];
        if (p->set_by == 0 && !p->has_default && p->spec.type != TYPE_CURVE)
            finding_add(c->findings, "K127", "parameter %s", p->spec.name);
    }
}

void check_manifest(struct check *c) {
    struct bench bench;
    c->plugin = plugin_open_bytes(&c->file, c->findings->file, first_year(c), c->arena, &c->diag);
    if (!c->plugin) return;
    c->findings->id = c->plugin->manifest->id;
    c->findings->version = c->plugin->manifest->version;
    if (bench_open(&bench, c->plugin, c->options->model, c->arena, &c->diag)) c->bench = bench;
    look_for_omissions(c, c->plugin->manifest);
}
