/* SPDX-License-Identifier: MIT */
#include "host/kit/kit_inputs.h"

#include <string.h>

enum { LONGEST_NAME = 60, MOST_PER_CELL = 16 };

/* ---- Names --------------------------------------------------------------------------------------- */

/* Letters under their accents, U+00C0 to U+00FF, as UTF-8 writes them after 0xC3; "_" for the two signs. */
static const char bases[] = "aaaaaaaceeeeiiiidnooooo_ouuuuypsaaaaaaaceeeeiiiidnooooo_ouuuuypy";

/* The next character as a name may have it, "_" for what it may not; the ligature of "œuvre" is two letters. */
static const char *next_letters(const unsigned char **text, char one[2]) {
    unsigned char c = *(*text)++;
    one[1] = '\0';
    one[0] = '_';
    if (c >= 'A' && c <= 'Z') {
        one[0] = (char)(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        one[0] = (char)c;
    } else if (c == 0xC3) {
        one[0] = bases[*(*text)++ - 0x80];
    } else if (c == 0xC5 && (**text == 0x92 || **text == 0x93)) {
        (*text)++;
        return "oe";
    } else if (c >= 0x80) {
        while ((**text & 0xC0) == 0x80) (*text)++;
    }
    return one;
}

const char *kit_name_of(const char *label, struct arena *arena) {
    const unsigned char *text = (const unsigned char *)label;
    char *name = arena_alloc(arena, strlen(label) * 2 + 1), one[2];
    size_t length = 0;
    while (*text) {
        const char *letters = next_letters(&text, one);
        if (*letters == '_' && (length == 0 || name[length - 1] == '_')) continue;
        for (; *letters; letters++) name[length++] = *letters;
    }
    if (length > LONGEST_NAME) {
        for (length = LONGEST_NAME; length > 1 && name[length] != '_'; length--) {
        }
        if (length <= 1) length = LONGEST_NAME;
    }
    while (length > 0 && name[length - 1] == '_') length--;
    name[length] = '\0';
    return length ? name : NULL;
}

static bool is_name(const char *text) {
    return *text && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text);
}

/* ---- Inputs -------------------------------------------------------------------------------------- */

void kit_inputs_open(struct kit_input_list *l, const struct kit_world *world, struct arena *arena) {
    *l = (struct kit_input_list){.world = world, .arena = arena};
}

/* What an installed plugin says of an input of the year, or NULL. */
static const struct manifest_input *installed(const struct kit_world *world, const char *name, const char **owner) {
    for (uint32_t m = 0; m < world->manifest_count; m++)
        for (uint32_t i = 0; i < world->manifests[m]->input_count; i++) {
            const struct manifest_input *input = &world->manifests[m]->inputs[i];
            *owner = world->manifests[m]->id;
            if (input->period == 0 && strcmp(input->spec.name, name) == 0) return input;
        }
    *owner = NULL;
    return NULL;
}

static struct kit_input *append(struct kit_input_list *l) {
    if (l->count == l->capacity) {
        struct kit_input *larger;
        l->capacity = l->capacity ? l->capacity * 2 : 32;
        larger = arena_array(l->arena, l->capacity, sizeof *larger);
        if (l->count) memcpy(larger, l->list, l->count * sizeof *larger);
        l->list = larger;
    }
    return &l->list[l->count++];
}

static struct kit_input *add(struct kit_input_list *l, const char *name, const char *label, const struct csv_cell *cell,
                             const struct kit_input_wanted *wanted) {
    const char *owner;
    const struct manifest_input *known = installed(l->world, name, &owner);
    struct kit_input *input = append(l);
    *input = (struct kit_input){.label = label, .producer = wanted->producer, .owner = owner, .first = cell};
    if (known) {
        input->label = known->spec.label;
        input->producer = known->producer ? known->producer : wanted->producer;
        input->two_yearly = known->two_yearly;
        input->spec = known->spec;
        return input;
    }
    input->spec = (struct value_spec){.label = label, .unit = "", .type = wanted->type};
    input->spec.name = name;
    input->spec.decimals = wanted->type == TYPE_EUROS ? 2 : 0;
    input->spec.has_min = wanted->type != TYPE_YES_NO;
    return input;
}

static bool is_number(enum value_type type) { return type < TYPE_YES_NO; }

/* A row says integer unless it says euros; an input of an installed plugin is what that plugin says, of any number. */
static bool fits(const struct kit_input *input, enum value_type wanted) {
    return input->owner && is_number(wanted) ? is_number(input->spec.type) : input->spec.type == wanted;
}

/* One input by its name, or by the words that a name is made from. -1 after a message. */
static int32_t find_or_add(struct kit_input_list *l, struct csv_table *t, struct csv_row *row, struct csv_cell *cell,
                           const char *text, const struct kit_input_wanted *wanted) {
    const char *name = is_name(text) && strlen(text) <= LONGEST_NAME ? text : kit_name_of(text, l->arena);
    struct kit_input *input = NULL;
    uint32_t i;
    if (!name) {
        csv_fault(t, row, cell, "T509", "write letters: Nombre de prescriptions", "no name can be made of this");
        return -1;
    }
    for (i = 0; i < l->count && !input; i++)
        if (strcmp(l->list[i].spec.name, name) == 0) input = &l->list[i];
    if (input && !input->owner && strcmp(text, name) != 0 && !case_same_word(input->label, text) &&
        strcmp(input->label, name) != 0) {
        csv_fault(t, row, cell, "T512",
                  arena_format(l->arena,
                               "write the same words for the same datum; else name one of the two, such as %.50s_2",
                               name),
                  "its name would be \"%s\", as that of \"%s\" on line %u", name, input->label, input->first->line);
        return -1;
    }
    if (!input) input = add(l, name, text, cell, wanted);
    input->previous |= wanted->previous;
    if (!fits(input, wanted->type)) {
        csv_fault(t, row, cell, "T513", "give it the same column type on each row, or another name",
                  "the datum \"%s\" is of another type %s", name,
                  input->owner ? "in an installed plugin" : "on another row");
        return -1;
    }
    return (int32_t)(input - l->list);
}

/* "a + b": several, when each part is a name; else the "+" is a part of the words. */
static const char **parts_of(struct kit_input_list *l, const char *text, uint32_t *count) {
    const char **parts = case_parts(text, l->arena, count), **whole;
    bool names = *count > 1;
    for (uint32_t i = 0; i < *count; i++) names = names && is_name(parts[i]);
    if (names) return parts;
    *count = 1;
    whole = arena_alloc(l->arena, sizeof *whole);
    *whole = text;
    return whole;
}

const uint32_t *kit_inputs_of(struct kit_input_list *l, struct csv_table *t, struct csv_row *row, struct csv_cell *cell,
                              const struct kit_input_wanted *wanted, uint32_t *count) {
    const char *clean = arena_copy(l->arena, cell->text, strlen(cell->text)), **parts;
    uint32_t part_count, *list, i, k;
    for (char *p = (char *)clean; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t') *p = ' ';
    parts = parts_of(l, clean, &part_count);
    *count = 0;
    if (part_count > MOST_PER_CELL || strlen(clean) > 1000) {
        csv_fault(t, row, cell, "T509", "name at most 16 data, in 1000 bytes", "too long a cell");
        return NULL;
    }
    list = arena_array(l->arena, part_count, sizeof *list);
    for (i = 0; i < part_count; i++) {
        int32_t index = find_or_add(l, t, row, cell, parts[i], wanted);
        if (index < 0) return NULL;
        for (k = 0; k < *count; k++)
            if (list[k] == (uint32_t)index) {
                csv_fault(t, row, cell, "T512", "name each datum once", "\"%s\" is added twice", parts[i]);
                return NULL;
            }
        list[(*count)++] = (uint32_t)index;
    }
    for (i = 1; i < *count; i++)
        if (l->list[list[i]].spec.type != l->list[list[0]].spec.type ||
            l->list[list[i]].spec.decimals != l->list[list[0]].spec.decimals) {
            csv_fault(t, row, cell, "T513", "add data of one type", "data that are added are of several types");
            return NULL;
        }
    return list;
}

static bool holds(const uint32_t *list, uint32_t count, uint32_t wanted) {
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == wanted) return true;
    return false;
}

bool kit_same_inputs(const struct kit_indicator *i) {
    if (!i->numerator || !i->denominator || i->numerator_count != i->denominator_count) return false;
    for (uint32_t k = 0; k < i->numerator_count; k++)
        if (!holds(i->denominator, i->denominator_count, i->numerator[k])) return false;
    return true;
}
