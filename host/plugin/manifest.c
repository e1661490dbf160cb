/* SPDX-License-Identifier: MIT
 *
 * The frame of a manifest: who it is, for which years, and the order in which its sections are read. */
#include "host/plugin/manifest.h"

#include "host/plugin/manifest_constants.h"
#include "host/plugin/manifest_read.h"
#include "host/plugin/version.h"

#include <string.h>

enum { FIRST_YEAR = 2000, LAST_YEAR = 2100, LONGEST_ID = 128 };

struct name_list name_list_new(struct manifest_reader *r, uint32_t capacity) {
    return (struct name_list){arena_array(r->json.arena, capacity ? capacity : 1, sizeof(const char *)), 0};
}

int32_t name_find(const struct name_list *list, const char *name) {
    uint32_t i;
    for (i = 0; i < list->count; i++)
        if (strcmp(list->names[i], name) == 0) return (int32_t)i;
    return -1;
}

void name_add(struct manifest_reader *r, struct name_list *list, const char *name, const cJSON *at) {
    if (name && name_find(list, name) >= 0) {
        json_fault(&r->json, at, "P212", "give each its own name", "name used twice");
        name = NULL;
    }
    list->names[list->count++] = name ? name : "";
}

int32_t name_resolve(struct manifest_reader *r, const struct name_list *list, const cJSON *item, const char *what) {
    const char *name = json_text_item(&r->json, item);
    int32_t found;
    if (!name) return -1;
    found = name_find(list, name);
    if (found < 0) json_unknown(&r->json, item, "P213", list->names, list->count, what);
    return found;
}

/* One label of letters, digits and "-", then at least one more after a dot. */
static bool is_reverse_dns(const char *id) {
    size_t dots = 0, i, length = strlen(id);
    for (i = 0; i < length; i++) {
        bool edge = i == 0 || i + 1 == length || id[i - 1] == '.' || id[i + 1] == '.';
        bool letter = (id[i] >= 'a' && id[i] <= 'z') || (id[i] >= '0' && id[i] <= '9');
        if (!letter && (edge || (id[i] != '-' && id[i] != '.'))) return false;
        if (id[i] == '.') dots++;
    }
    return dots > 0 && length <= LONGEST_ID;
}

static void read_identity(struct manifest_reader *r) {
    struct manifest *m = r->m;
    const cJSON *root = r->json.root;
    m->id = json_text(&r->json, root, "id");
    if (m->id && !is_reverse_dns(m->id))
        json_fault(&r->json, json_member(root, "id"), "P210",
                   "write a name in reverse DNS, such as \"fr.ars-exemple.dialyse\": a-z, 0-9, \"-\" and \".\"",
                   "badly formed identifier");
    m->version = json_text(&r->json, root, "version");
    if (m->version && !version_is_valid(m->version))
        json_fault(&r->json, json_member(root, "version"), "P210", "write three numbers, such as \"1.0.0\"",
                   "badly formed version");
    m->label = json_text(&r->json, root, "label");
    m->publisher = json_text(&r->json, root, "publisher");
    m->licence = json_text(&r->json, root, "licence");
}

static void read_abi(struct manifest_reader *r) {
    const cJSON *abi = json_member(r->json.root, "abi");
    uint32_t major = 0, minor = 0;
    if (!abi || !json_object(&r->json, abi, &shape_abi)) return;
    json_whole(&r->json, abi, "major", 1, UINT16_MAX, &major);
    json_whole(&r->json, abi, "minor", 0, UINT16_MAX, &minor);
    r->m->abi_major = (uint16_t)major;
    r->m->abi_minor = (uint16_t)minor;
}

static void read_years(struct manifest_reader *r) {
    const cJSON *years = json_member(r->json.root, "years");
    bool first, last;
    if (!years || !json_object(&r->json, years, &shape_years)) return;
    first = json_whole(&r->json, years, "first", FIRST_YEAR, LAST_YEAR, &r->m->first_year);
    last = json_whole(&r->json, years, "last", FIRST_YEAR, LAST_YEAR, &r->m->last_year);
    if (first && last && r->m->first_year > r->m->last_year)
        json_fault(&r->json, json_member(years, "last"), "P215", "write the earlier year first",
                   "the last year is before the first, %u", r->m->first_year);
}

static void read_kind(struct manifest_reader *r) {
    static const char *const kinds[] = {"volet", "indicators"};
    static const char *const of_volets[] = {"volet", "outputs", "targeting", "aggregates"};
    const cJSON *root = r->json.root, *item = json_member(root, "kind");
    int32_t kind = item ? json_word(&r->json, item, kinds, 2, "a kind of plugin") : -1;
    size_t i;
    if (kind < 0) return;
    r->m->is_volet = kind == 0;
    r->m->volet = json_name(&r->json, root, "volet", JSON_NAME);
    for (i = 0; i < sizeof of_volets / sizeof *of_volets; i++) {
        const cJSON *member = json_member(root, of_volets[i]);
        if (!r->m->is_volet && member)
            json_fault(&r->json, member, "P216", "remove it: it is for the volet's own plugin",
                       "a set of indicators has no \"%s\"", of_volets[i]);
        if (r->m->is_volet && !member && i < 2)
            json_fault(&r->json, root, "P216", arena_format(r->json.arena, "add \"%s\"", of_volets[i]),
                       "a volet needs \"%s\"", of_volets[i]);
    }
}

static void read_sources(struct manifest_reader *r) {
    uint32_t count = json_array(&r->json, r->json.root, "sources"), i = 0;
    struct name_list codes = name_list_new(r, count);
    const char **texts = arena_array(r->json.arena, count ? count : 1, sizeof *texts);
    const cJSON *item;
    if (count == 0) return;
    cJSON_ArrayForEach(item, json_member(r->json.root, "sources")) {
        texts[i] = "";
        if (json_object(&r->json, item, &shape_source)) {
            const char *text = json_text(&r->json, item, "text");
            name_add(r, &codes, json_name(&r->json, item, "code", JSON_CODE), json_member(item, "code"));
            if (text) texts[i] = text;
        }
        i++;
    }
    r->m->sources = texts;
    r->m->source_codes = codes.names;
    r->m->source_count = count;
}

/* One list of pointers for all three, now that no array will move. */
static void list_slots(struct manifest_reader *r) {
    struct manifest *m = r->m;
    const struct value_spec **slots;
    uint32_t i;
    m->slot_count = m->input_count + m->parameter_count + m->aggregate_count;
    if (m->slot_count > MANIFEST_MAX_SLOTS)
        json_fault(&r->json, r->json.root, "P218", "split the plugin in two", "%u slots, more than the %u allowed",
                   m->slot_count, MANIFEST_MAX_SLOTS);
    slots = arena_array(r->json.arena, m->slot_count ? m->slot_count : 1, sizeof *slots);
    for (i = 0; i < m->input_count; i++) slots[i] = &m->inputs[i].spec;
    for (i = 0; i < m->parameter_count; i++) slots[m->input_count + i] = &m->parameters[i].spec;
    for (i = 0; i < m->aggregate_count; i++) slots[manifest_first_aggregate(m) + i] = &m->aggregates[i].spec;
    m->slots = slots;
}

static void check_constants(struct manifest_reader *r) {
    const struct manifest_constant *twin, *constant;
    if (!manifest_constants_clash(r->m, r->json.arena, &constant, &twin)) return;
    json_fault(&r->json, r->json.root, "P234", "rename one of the two",
               "the constant %s would stand for \"%s\" and for \"%s\"", constant->name, constant->origin, twin->origin);
}

/* The version of the format decides how all the rest is read: with another one, only that is said. */
static bool read_format(struct manifest_reader *r) {
    const cJSON *item;
    uint32_t format;
    if (!cJSON_IsObject(r->json.root)) {
        json_fault(&r->json, r->json.root, "P208", "write { \"manifest\": 1, ... }", "a manifest is an object");
        return false;
    }
    item = json_member(r->json.root, "manifest");
    if (!item || !cJSON_IsNumber(item)) return true;
    if (!json_whole(&r->json, r->json.root, "manifest", 1, UINT16_MAX, &format)) return false;
    if (format == MANIFEST_FORMAT) return true;
    json_fault(&r->json, item, "P230", "use a newer caqes, or write the manifest for this one",
               "manifest format %u, this program reads format %d", format, MANIFEST_FORMAT);
    return false;
}

static void read_sections(struct manifest_reader *r) {
    uint32_t format;
    if (!read_format(r)) return;
    json_object(&r->json, r->json.root, &shape_manifest);
    json_whole(&r->json, r->json.root, "manifest", MANIFEST_FORMAT, MANIFEST_FORMAT, &format);
    json_text(&r->json, r->json.root, "$schema");
    read_identity(r);
    read_abi(r);
    read_years(r);
    read_kind(r);
    read_sources(r);
    read_inputs(r);
    read_parameters(r);
    read_indicators(r);
    read_obligations(r);
    read_tables(r);
    read_outputs(r);
    read_aggregates(r);
    list_slots(r);
    if (r->json.faults > 0) return; /* what follows judges a whole manifest, and must hide no fault */
    check_constants(r);
    check_inputs_read(r);
}

struct manifest *manifest_parse(const char *json, size_t length, const char *file, struct arena *arena,
                                struct diag *diag) {
    struct manifest_reader r = {0};
    if (length == 0 || length > MANIFEST_MAX_BYTES) {
        diag_report(
            diag,
            &(struct diag_message){.code = "P202", .place = {.file = file}, .mend = "shorten it or split the plugin"},
            "manifest of %zu bytes; 1 to %u are allowed", length, MANIFEST_MAX_BYTES);
        return NULL;
    }
    if (!json_open(&r.json, json, length, file, arena, diag)) return NULL;
    r.m = arena_alloc(arena, sizeof *r.m);
    r.m->file = arena_copy(arena, file, strlen(file));
    read_sections(&r);
    json_close(&r.json);
    return r.json.faults == 0 ? r.m : NULL;
}

int32_t manifest_parameter_slot(const struct manifest *m, const char *name) {
    uint32_t i;
    for (i = 0; i < m->parameter_count; i++)
        if (strcmp(m->parameters[i].spec.name, name) == 0) return (int32_t)(m->input_count + i);
    return -1;
}

const struct manifest_parameter *manifest_parameter_at(const struct manifest *m, uint32_t slot) {
    if (slot < m->input_count || slot >= m->input_count + m->parameter_count) return NULL;
    return &m->parameters[slot - m->input_count];
}
