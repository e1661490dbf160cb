/* SPDX-License-Identifier: MIT
 *
 * plugin.h: from a shared object to something the stages can call. In this order: the file is an ELF
 * shared object of this machine; its manifest is read from section .caqes_manifest without loading it;
 * then it is loaded and its prefix compared field by field; then it is bound to its manifest. */
#ifndef CAQES_HOST_PLUGIN_H
#define CAQES_HOST_PLUGIN_H

#include "caqes/abi.h"
#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/plugin/manifest.h"

#include <stddef.h>
#include <stdint.h>

struct plugin {
    const char *file;
    char sha256[65]; /* of the file's bytes, hexadecimal */
    const struct manifest *manifest;
    void *handle;                    /* of dlopen; never closed: a plugin's code must outlive its results */
    const struct caqes_verbs *verbs; /* min(size) copied into host memory */
};

/* The bytes of a plugin's manifest, copied into the arena; NULL after a message (P1xx) when the file is
 * not a readable ELF64 shared object of this machine with exactly one .caqes_manifest section. */
const char *plugin_read_manifest(const char *file, struct arena *arena, struct diag *diag, size_t *length);

/* Reads the manifest, checks it against the exercice, loads the file and checks the ABI. NULL after
 * messages that say which field differs, and both values. */
struct plugin *plugin_load(const char *file, uint32_t year, struct arena *arena, struct diag *diag);

#endif
