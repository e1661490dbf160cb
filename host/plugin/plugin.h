/* SPDX-License-Identifier: MIT
 *
 * plugin.h: from a shared object to something the stages can call. In this order: the file is an ELF
 * shared object of this machine; its manifest is read from section .caqes_manifest without loading it;
 * then it is loaded and its prefix compared field by field; then it is bound to its manifest.
 *
 * The first half (plugin_open) runs no code of the plugin, the second (plugin_load_code) does: a
 * constructor runs before any check can. They can be called in two processes. */
#ifndef CAQES_HOST_PLUGIN_H
#define CAQES_HOST_PLUGIN_H

#include "caqes/abi.h"
#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/base/digest.h"
#include "host/plugin/manifest.h"

#include <stddef.h>
#include <stdint.h>

#define PLUGIN_MAX_BYTES (64U << 20)
#define PLUGIN_SECTION ".caqes_manifest"

/* A plugin's file: its digest, the bytes of its manifest, and a sealed copy of all of it, from one reading. */
struct plugin_file {
    char sha256[DIGEST_TEXT];
    int image;            /* descriptor of the copy, which nobody can change any more; the caller's to close */
    const char *manifest; /* in the arena */
    size_t manifest_length;
    const char *early_code; /* what of it the loader would run, or why that cannot be told; NULL for nothing */
};

/* The verbs of a plugin. */
enum verb { VERB_MEASURE, VERB_SETTLE, VERB_TARGET };

/* A plugin that runs in a process of its own is called through this, by any thread. */
struct plugin_process {
    /* Calls a verb; reply->steps then points to what the plugin wrote, until `release`. NULL when the verb answered
     * (*status is its own), else, in French, what became of the process; there is nothing to release then. */
    const char *(*call)(void *state, enum verb verb, const struct caqes_batch *batch, struct caqes_reply *reply,
                        int32_t *status, struct arena *arena);
    /* Gives a reply back: its steps are wiped. `spoilt`: the process that wrote them ends; another call starts a new
     * one. */
    void (*release)(void *state, const struct caqes_reply *reply, uint32_t record_count, bool spoilt);
    void *state;
};

struct plugin {
    const char *file;
    char sha256[DIGEST_TEXT]; /* of the file's bytes, hexadecimal */
    int image;                /* descriptor of a sealed copy of the bytes that were hashed; -1 for none */
    const char *loaded;       /* path that is loaded, when it is not the file: the sealed copy */
    const char *early_code;   /* as in plugin_file */
    const struct manifest *manifest;
    const char *manifest_bytes; /* as read from the file; the loaded ones must equal them */
    size_t manifest_length;
    void *handle; /* of dlopen, NULL before; never closed: a plugin's code must outlive its results */
    const struct caqes_verbs *verbs;      /* min(size) copied into host memory; NULL before plugin_load_code */
    const struct plugin_process *process; /* NULL: its code runs in this process */
};

/* Reads a plugin's file without loading it. False after a message (P10x) when it is not a readable ELF64
 * shared object of this machine with exactly one .caqes_manifest section. */
bool plugin_file_read(const char *file, struct arena *arena, struct diag *diag, struct plugin_file *out);

/* The same of bytes in memory, any bytes; `file` names them in messages. No sealed copy is made. */
bool plugin_image_read(const char *file, const char *bytes, size_t length, struct arena *arena, struct diag *diag,
                       struct plugin_file *out);

/* The bytes of a plugin's manifest, copied into the arena; NULL after a message (P10x). */
const char *plugin_read_manifest(const char *file, struct arena *arena, struct diag *diag, size_t *length);

/* Reads and checks the manifest, for this exercice and this ABI. No code of the plugin runs. NULL after
 * messages (P10x, P11x, P2xx). */
struct plugin *plugin_open(const char *file, uint32_t year, struct arena *arena, struct diag *diag);

/* The same for a file that was read, whose image becomes the plugin's. */
struct plugin *plugin_open_bytes(const struct plugin_file *read, const char *file, uint32_t year, struct arena *arena,
                                 struct diag *diag);

/* True when a plugin has verbs to call: one that is all data is not loaded at all. */
bool plugin_has_code(const struct manifest *m);

/* Loads the code of an open plugin into this process, compares its prefix and ties it to its manifest. Calls
 * nothing of it. False after messages (P12x) that say which field differs, and both values. */
bool plugin_load_code(struct plugin *p, struct arena *arena, struct diag *diag);

/* All of it, its self_test too. NULL after messages. */
struct plugin *plugin_load(const char *file, uint32_t year, struct arena *arena, struct diag *diag);

/* Calls the plugin's self_test, when it has one, on one record of the manifest's defaults: no input, each
 * parameter at its default. False after a message (P125). */
bool plugin_self_test(const struct plugin *p, struct arena *arena, struct diag *diag);

#endif
