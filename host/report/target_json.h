/* SPDX-License-Identifier: MIT
 *
 * target_json.h: the ciblage as JSON, format "caqes-ciblage" version 1 (docs/formats.md). Keys are French, every
 * exact value a fraction in lowest terms. */
#ifndef CAQES_HOST_TARGET_JSON_H
#define CAQES_HOST_TARGET_JSON_H

#include "host/report/json_writer.h"
#include "host/target/target.h"

#define TARGET_JSON_VERSION 1

/* The ciblage of one establishment as an object; with `explained`, the steps of every ground too. */
void target_json(struct json_writer *w, const struct targeting *t, bool explained);

#endif
