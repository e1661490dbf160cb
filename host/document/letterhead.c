/* SPDX-License-Identifier: MIT */
#include "host/document/letterhead.h"

#include "host/campaign/config_file.h"

enum { KEY_FORMAT = LETTERHEAD_TEXTS, KEY_VERSION, KEY_COUNT };

static const struct conf_key keys[KEY_COUNT] = {[LETTERHEAD_AGENCY] = {"agence", SETTING_TEXT, false},
                                                [LETTERHEAD_ADDRESS] = {"adresse", SETTING_TEXT, false},
                                                [LETTERHEAD_PLACE] = {"lieu", SETTING_TEXT, false},
                                                [LETTERHEAD_DATE] = {"date", SETTING_TEXT, false},
                                                [LETTERHEAD_REFERENCE] = {"reference", SETTING_TEXT, false},
                                                [LETTERHEAD_SIGNATORY] = {"signataire", SETTING_TEXT, false},
                                                [LETTERHEAD_OLAM] = {"organisme_local", SETTING_TEXT, false},
                                                [LETTERHEAD_COURT] = {"tribunal_administratif", SETTING_TEXT, false},
                                                [LETTERHEAD_OTHER] = {"juridiction_recouvrement", SETTING_TEXT, false},
                                                [KEY_FORMAT] = {"format", SETTING_TEXT, true},
                                                [KEY_VERSION] = {"version", SETTING_INTEGER, true}};

bool letterhead_read(const char *file, struct arena *arena, struct diag *diag, struct letterhead *out) {
    const struct setting *at[KEY_COUNT] = {NULL}, *root;
    struct conf_reader r;
    uint32_t before = diag->errors, k;
    for (k = 0; k < LETTERHEAD_TEXTS; k++) out->texts[k] = "[…]";
    if (!file) return true;
    conf_open(&r, arena, diag);
    root = conf_read(&r, file, NULL);
    if (!root || !conf_is_format(&r, root, "caqes-courrier")) return false;
    conf_fields(&r, root, keys, KEY_COUNT, at);
    for (k = 0; k < LETTERHEAD_TEXTS; k++)
        if (at[k]) out->texts[k] = at[k]->text;
    return diag->errors == before;
}
