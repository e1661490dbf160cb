/* SPDX-License-Identifier: MIT
 *
 * dossier_establishment.c: "etablissement": who is evaluated. */
#include "host/read/dossier_parse.h"

#include <string.h>

#define WHERE "etablissement"

enum { KEY_FINESS, KEY_NIVEAU, KEY_NOM, KEY_REGION, KEY_STATUT, KEY_CHAMPS, KEY_GHT, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"finess", "niveau", "nom", "region", "statut", "champs", "ght"};

/* Spreadsheets and careless exports take a FINESS for a number and eat its leading zero. When that is
 * what happened, the mend is the FINESS as it was. */
static const char *finess_with_zeros(struct dossier_parse *p, const struct json_node *node) {
    char finess[FINESS_LENGTH + 1] = "000000000";
    uint32_t length = node->text_length;
    if (length == 0 || length > FINESS_LENGTH) return NULL;
    memcpy(finess + FINESS_LENGTH - length, node->text, length);
    if (!finess_is_valid(finess)) return NULL;
    return length == FINESS_LENGTH ? arena_format(p->scratch, "put it between quotes: \"%s\"", finess)
                                   : arena_format(p->scratch, "quote it, with its leading zero: \"%s\"", finess);
}

static void finess_fault(struct dossier_parse *p, const struct json_node *node) {
    const char *zeros = finess_with_zeros(p, node);
    if (node->kind == JSON_NUMBER) {
        dossier_fault_value(p, node, "D121", zeros ? zeros : "write the 9 characters between quotes",
                            "FINESS written as a number: it is a text, its leading zeros count");
    } else if (zeros && node->kind == JSON_STRING && node->text_length == FINESS_LENGTH - 1) {
        dossier_fault_value(p, node, "D121", zeros, "FINESS of 8 characters: its leading zero is missing");
    } else {
        dossier_fault_value(p, node, "D120",
                            "write 9 digits between quotes (2A or 2B in front for Corsica): \"2A0000012\"",
                            "this is not a FINESS");
    }
}

bool dossier_finess(struct dossier_parse *p, const struct json_node *node, const char **out) {
    const struct finess_seen *first;
    if (node->kind != JSON_STRING || node->text_length != FINESS_LENGTH || !finess_is_valid(node->text)) {
        finess_fault(p, node);
        return false;
    }
    *out = arena_copy(p->arena, node->text, FINESS_LENGTH);
    if (p->claims_kept) {
        p->claims = arena_room(p->arena, p->claims, p->claim_count, &p->claim_capacity, sizeof *p->claims);
        p->claims[p->claim_count++] = *out;
    }
    first = finess_set_add(p->seen, node->text, p->file, p->record->line);
    if (first)
        dossier_fault_value(p, node, "D122", "keep one of the two: a year of an establishment is read once",
                            "%s was read already, at %s:%u", *out, p->files[first->file], first->line);
    return true;
}

static void read_level(struct dossier_parse *p, const struct json_node *node) {
    static const char *const levels[] = {"EJ", "EG"};
    int32_t index = node->kind == JSON_STRING ? dossier_index(node, levels, 2) : -1;
    if (index < 0) {
        dossier_fault_value(p, node, "D123", "write \"EJ\" (juridical entity) or \"EG\" (geographical one)",
                            "niveau is neither \"EJ\" nor \"EG\"");
        return;
    }
    p->record->level = levels[index];
}

static void read_statut(struct dossier_parse *p, const struct json_node *node) {
    int32_t index;
    if (!dossier_is(p, node, JSON_STRING, keys[KEY_STATUT])) return;
    index = dossier_index(node, p->model->statuts, p->model->statut_count);
    if (index < 0) {
        dossier_unknown_text(p, node, "D124", "statut", p->model->statuts, p->model->statut_count);
        return;
    }
    p->record->statut = (uint32_t)index;
}

static void read_champ(struct dossier_parse *p, const struct json_node *node) {
    int32_t index;
    if (!dossier_is(p, node, JSON_STRING, "a champ")) return;
    index = dossier_index(node, p->model->champs, p->model->champ_count);
    if (index < 0) {
        dossier_unknown_text(p, node, "D125", "champ", p->model->champs, p->model->champ_count);
        return;
    }
    if (p->record->champs & 1U << index)
        dossier_fault_value(p, node, "D126", "remove one of the two", "champ \"%s\" is there twice",
                            p->model->champs[index]);
    p->record->champs |= 1U << index;
}

static void read_champs(struct dossier_parse *p, const struct json_node *node) {
    if (!dossier_is(p, node, JSON_ARRAY, keys[KEY_CHAMPS])) return;
    if (node->span == 1) {
        dossier_fault_value(p, node, "D126",
                            arena_format(p->scratch, "name one or more of %s",
                                         dossier_list(p, p->model->champs, p->model->champ_count)),
                            "champs is empty: an establishment has at least one");
        return;
    }
    JSON_EACH(champ, node) read_champ(p, champ);
}

void dossier_read_establishment(struct dossier_parse *p, const struct json_node *node) {
    const struct json_node *found[KEY_COUNT];
    static const int required[] = {KEY_FINESS, KEY_NIVEAU, KEY_STATUT, KEY_CHAMPS};
    if (!dossier_members(p, node, WHERE, keys, KEY_COUNT, found)) return;
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        dossier_required(p, node, WHERE, keys[required[i]], found[required[i]]);
    if (found[KEY_FINESS]) dossier_finess(p, found[KEY_FINESS], &p->record->finess);
    if (found[KEY_NIVEAU]) read_level(p, found[KEY_NIVEAU]);
    if (found[KEY_NOM]) dossier_text(p, found[KEY_NOM], keys[KEY_NOM], true, &p->record->name);
    if (found[KEY_REGION]) dossier_text(p, found[KEY_REGION], keys[KEY_REGION], true, &p->record->region);
    if (found[KEY_GHT]) dossier_text(p, found[KEY_GHT], keys[KEY_GHT], true, &p->record->ght);
    if (found[KEY_STATUT]) read_statut(p, found[KEY_STATUT]);
    if (found[KEY_CHAMPS]) read_champs(p, found[KEY_CHAMPS]);
}
