/* SPDX-License-Identifier: MIT
 *
 * manifest_read.h: the parts of manifest_parse, one file each, and what they share. Each reads its section of
 * the manifest, reports all its faults, and leaves something harmless where a value was refused, so that the
 * next section can be read too. */
#ifndef CAQES_HOST_MANIFEST_READ_H
#define CAQES_HOST_MANIFEST_READ_H

#include "host/plugin/json_read.h"
#include "host/plugin/manifest.h"
#include "host/plugin/manifest_keys.h"

/* Names of one section, in order; "" where the name was refused. */
struct name_list {
    const char **names;
    uint32_t count;
};

/* An input as declared, before it is spread over its periods. */
struct input_group {
    const cJSON *at;
    int32_t slots[PERIOD_WORDS]; /* -1: not declared */
    bool typed;                  /* its type was understood */
    bool read;                   /* by an indicator */
};

struct manifest_reader {
    struct json_reader json;
    struct manifest *m;
    struct name_list inputs, indicators, tables;
    struct input_group *groups;    /* as `inputs` */
    const cJSON **indicator_items; /* as `indicators` */
    uint32_t *owners;              /* obligations that name each indicator */
};

/* Adds a name, or "" and a message when it is used twice. NULL adds "". */
void name_add(struct manifest_reader *r, struct name_list *list, const char *name, const cJSON *at);
struct name_list name_list_new(struct manifest_reader *r, uint32_t capacity);
int32_t name_find(const struct name_list *list, const char *name);

/* The same after a message that names the nearest; `what`: "an input". */
int32_t name_resolve(struct manifest_reader *r, const struct name_list *list, const cJSON *item, const char *what);

/* The numbers, a yes_no, a class, or any of them. */
enum wanted { A_NUMBER, A_YES_NO, A_CLASS, A_VALUE };
bool suits(enum value_type type, enum wanted wanted);

/* manifest_inputs.c */
void read_inputs(struct manifest_reader *r);

/* manifest_values.c */
bool read_spec(struct manifest_reader *r, const cJSON *object, size_t known_types, struct value_spec *spec);
void read_parameters(struct manifest_reader *r);
bool read_setting(struct manifest_reader *r, const cJSON *object, struct manifest_parameter *p);

/* manifest_references.c */
void resolve_inputs(struct manifest_reader *r, const cJSON *indicator, struct manifest_indicator *i);
int32_t resolve_input(struct manifest_reader *r, const cJSON *item, enum wanted wanted);
uint32_t resolve_list(struct manifest_reader *r, const cJSON *object, const char *key, enum wanted wanted,
                      const uint32_t **slots);

/* manifest_indicators.c */
void read_indicators(struct manifest_reader *r);
void check_inputs_read(struct manifest_reader *r);

/* manifest_obligations.c */
void read_obligations(struct manifest_reader *r);
void read_outputs(struct manifest_reader *r);

/* manifest_aggregates.c */
void read_aggregates(struct manifest_reader *r);

/* manifest_tables.c */
void read_tables(struct manifest_reader *r);

#endif
