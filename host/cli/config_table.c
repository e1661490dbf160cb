/* SPDX-License-Identifier: MIT
 *
 * config_table.c: a campaign as text, in French. */
#include "host/cli/config_view.h"

#include "host/base/text.h"

#include <string.h>

enum { NAME, VALUE, WHO, ORIGIN, COLUMNS };

struct line {
    const char *cells[COLUMNS];
};

static void print_cell(FILE *stream, const char *text, size_t width) {
    size_t columns = text_columns(text);
    fprintf(stream, "%s%*s", text, columns < width ? (int)(width - columns) : 0, "");
}

static void print_lines(FILE *stream, const struct line *lines, uint32_t count) {
    size_t widths[COLUMNS] = {0};
    uint32_t i, k;
    for (i = 0; i < count; i++)
        for (k = 0; k < COLUMNS; k++)
            if (text_columns(lines[i].cells[k]) > widths[k]) widths[k] = text_columns(lines[i].cells[k]);
    for (i = 0; i < count; i++) {
        fputs("  ", stream);
        for (k = 0; k + 1 < COLUMNS; k++) print_cell(stream, lines[i].cells[k], widths[k] + 2);
        fprintf(stream, "%s\n", lines[i].cells[COLUMNS - 1]);
    }
}

/* ---- Parameters ---- */

static const char *who_may(uint32_t set_by) {
    static const char *const names[8] = {
        "personne", "national",          "région",          "national, région",
        "contrat",  "national, contrat", "région, contrat", "national, région, contrat"};
    return names[set_by & 7U];
}

static const char *origin_text(const struct config_view *v, uint32_t plugin, uint32_t slot, const struct origin *o) {
    static const char *const levels[] = {
        [ORIGIN_NONE] = "non fixé", [ORIGIN_MANIFEST] = "manifeste", [ORIGIN_NATIONAL] = "national",
        [ORIGIN_REGION] = "région", [ORIGIN_RULE] = "règle",         [ORIGIN_CONTRACT] = "contrat"};
    const char *text = levels[o->level];
    if (o->file) text = arena_format(v->arena, "%s, %s:%u", text, o->file, o->line);
    if (o->source) text = arena_format(v->arena, "%s (%s)", text, o->source);
    if (config_is_gated(v, plugin, slot, o)) text = "manifeste : hors de ses champs";
    return text;
}

static const char *presence_text(const struct config_view *v, const struct value_spec *spec, int64_t value,
                                 uint8_t presence) {
    if (presence == CAQES_PRESENT) return config_value(v, spec, value);
    return presence == CAQES_ABSENT ? "-" : "inconnu";
}

/* Gradations and tolerances are off until someone sets them: those nobody has set are not listed. */
static bool is_off(const struct manifest *m, const struct manifest_parameter *p, uint32_t slot, uint8_t presence) {
    if (p->indicator < 0 || presence != CAQES_ABSENT) return false;
    return p->spec.type == TYPE_CURVE || m->indicators[p->indicator].tolerance_slot == (int32_t)slot;
}

static void print_parameters(FILE *stream, const struct config_view *v, uint32_t plugin) {
    const struct manifest *m = v->campaign->plugins[plugin].plugin->manifest;
    struct config_row row = config_row_of(v, plugin);
    struct line *lines = arena_array(v->arena, m->parameter_count + 1, sizeof *lines);
    uint32_t i, count = 1;
    lines[0] = (struct line){{"PARAMÈTRE", "VALEUR", "QUI PEUT LE FIXER", "ORIGINE"}};
    for (i = 0; i < m->parameter_count; i++) {
        const struct manifest_parameter *p = &m->parameters[i];
        uint32_t slot = m->input_count + i;
        if (is_off(m, p, slot, row.presences[slot])) continue;
        lines[count++] = (struct line){{p->spec.name, presence_text(v, &p->spec, row.values[slot], row.presences[slot]),
                                        who_may(p->set_by), origin_text(v, plugin, slot, &row.origins[slot])}};
    }
    if (count > 1) print_lines(stream, lines, count);
}

static void print_plugin(FILE *stream, const struct config_view *v, uint32_t plugin) {
    const struct campaign_plugin *p = &v->campaign->plugins[plugin];
    const struct manifest *m = p->plugin->manifest;
    const char *applies = p->by_default ? "appliqué à tous, sauf règle contraire" : "appliqué si une règle l'ajoute";
    if (v->record)
        applies = v->assigned >> plugin & 1U ? "appliqué à cet établissement" : "non appliqué à cet établissement";
    fprintf(stream, "\n%s %s, %s\n  %s ; %s ; %s:%u\n", m->id, m->version, m->label, p->plugin->file, applies,
            v->campaign->file, p->line);
    if (p->signer)
        fprintf(stream, "  signé avec « %s », clé %s %s\n", p->signer->name,
                p->signer->national ? "nationale" : "régionale", p->signer->id);
    if (p->refusal) {
        fprintf(stream, "  refusé : %s ; ce qu'il alimente n'a pas de montant\n", p->refusal);
    } else if (!v->record || v->assigned >> plugin & 1U) {
        print_parameters(stream, v, plugin);
    }
}

/* ---- Rules ---- */

static const char *condition(const struct config_view *v, const struct rule *rule) {
    const struct model *m = v->campaign->model;
    struct arena *a = v->arena;
    const char *text = "";
    uint32_t i;
    if (rule->champs) text = arena_format(a, "%s, un champ parmi %s", text, config_names(a, m->champs, rule->champs));
    if (rule->champs_only)
        text = arena_format(a, "%s, aucun champ hors de %s", text, config_names(a, m->champs, rule->champs_only));
    if (rule->statuts) text = arena_format(a, "%s, statut parmi %s", text, config_names(a, m->statuts, rule->statuts));
    for (i = 0; i < rule->finess_count && i < 3; i++)
        text = arena_format(a, "%s%s%s", text, i ? " " : ", FINESS parmi ", rule->finess[i]);
    if (rule->finess_count > 3) text = arena_format(a, "%s et %u autres", text, rule->finess_count - 3);
    return text + 2; /* the first comma */
}

static void print_rule(FILE *stream, const struct config_view *v, uint32_t index) {
    const struct rule *rule = &v->campaign->rules[index];
    uint32_t i;
    fprintf(stream, "  %s:%u  si %s", v->campaign->file, rule->line, condition(v, rule));
    if (v->record) fputs(v->match >> index & 1U ? " : s'applique\n" : " : ne s'applique pas\n", stream);
    if (!v->record) fputs("\n", stream);
    if (rule->add) fprintf(stream, "      ajoute %s\n", config_plugins(v, rule->add));
    if (rule->remove) fprintf(stream, "      retire %s\n", config_plugins(v, rule->remove));
    for (i = 0; i < rule->override_count; i++) {
        const struct rule_override *o = &rule->overrides[i];
        const struct manifest *m = v->campaign->plugins[o->plugin].plugin->manifest;
        fprintf(stream, "      fixe %s de %s : %s (ligne %u)\n", m->slots[o->slot]->name, m->id,
                config_value(v, m->slots[o->slot], o->value), o->origin.line);
    }
}

/* ---- The whole ---- */

static void print_head(FILE *stream, const struct config_view *v) {
    const struct campaign *c = v->campaign;
    uint32_t i;
    fprintf(stream, "Campagne : %s (%s)\n", c->name, c->file);
    fprintf(stream, "Région : %s\n", c->region);
    fprintf(stream, "Exercice : %u, évalué au %02u/%02u/%04u\n", c->year, c->evaluation_date % 100,
            c->evaluation_date / 100 % 100, c->evaluation_date / 10000);
    fprintf(stream, "Modèle : %s, %s (%s)\n", c->model->code, c->model->label, c->model->file);
    fprintf(stream, "Empreinte (sha256) : %s\n  de", c->digest);
    for (i = 0; i < c->file_count; i++) fprintf(stream, " %s", c->files[i]);
    fputs("\n", stream);
    if (c->keys)
        fprintf(stream, "Verrou (sha256) : %s\n  %s, clés de %s\n", c->lock->sha256, c->lock->file, c->keys->file);
    if (!c->keys) fputs("Verrou : aucun ; les signatures des plugins ne sont pas vérifiées\n", stream);
    if (v->record)
        fprintf(stream, "Établissement : %s %s (%s ; %s ; %s)\n", v->record->finess, v->record->name, v->record->level,
                c->model->statuts[v->record->statut], config_names(v->arena, c->model->champs, v->record->champs));
}

static void print_conventions(FILE *stream, const struct config_view *v) {
    const struct campaign *c = v->campaign;
    uint32_t i;
    fputs("\nConventions\n", stream);
    for (i = 0; i < c->model->volet_count; i++)
        fprintf(stream, "  donnée absente, volet %s : %s\n", c->model->volets[i].code,
                c->missing_counts_zero[i] ? "compte comme non atteinte" : "volet incomplet, sans montant");
    fprintf(stream, "  plafond des sanctions : %s\n",
            c->model->ceiling_over_contract ? "sur l'ensemble du contrat" : "par volet");
    fputs("\nSuspensions de sanctions\n", stream);
    for (i = 0; i < c->model->volet_count; i++)
        if (c->suspended[i]) fprintf(stream, "  volet %s : %s\n", c->model->volets[i].code, c->suspended[i]);
    for (i = 0; i < c->model->volet_count && !c->suspended[i]; i++) {
    }
    if (i == c->model->volet_count) fputs("  aucune\n", stream);
}

void config_print_table(FILE *stream, const struct config_view *v) {
    uint32_t i;
    print_head(stream, v);
    for (i = 0; i < v->campaign->plugin_count; i++) print_plugin(stream, v, i);
    fputs("\nRègles d'affectation\n", stream);
    for (i = 0; i < v->campaign->rule_count; i++) print_rule(stream, v, i);
    if (v->campaign->rule_count == 0) fputs("  aucune\n", stream);
    print_conventions(stream, v);
}
