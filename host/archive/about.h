/* SPDX-License-Identifier: MIT
 *
 * about.h: archive.json, what an archive says of the evaluation that it keeps, and where each part of it is. */
#ifndef CAQES_HOST_ABOUT_H
#define CAQES_HOST_ABOUT_H

#include "host/archive/unpack.h"
#include "host/report/json_writer.h"

#define ABOUT_NAME "archive.json"
#define ABOUT_VERSION 1

/* A plugin: what it was, how the campaign names its file, and the member that holds it. */
struct about_plugin {
    const char *id, *version, *sha256, *named, *member;
};

/* A file of the configuration: how the campaign names it (NULL for itself), and its member. */
struct about_file {
    const char *named, *member;
};

struct about {
    const char *program;         /* version of the host */
    const char *format;          /* of the results: "table", "json", "ndjson" */
    const char *campaign, *name; /* its member; its name */
    const char *configuration;   /* sha256 of its files, one after the other */
    const char *results;         /* member */
    bool explain;
    uint32_t year, worker_seconds, dossiers;
    int exit_code;
    struct about_file *files; /* the campaign first */
    struct about_plugin *plugins;
    uint32_t file_count, plugin_count;
};

void about_write(struct json_writer *w, const struct about *a);

/* Reads the archive.json of an unpacked archive, and checks that every member it names is in the index. False after
 * messages (A101, A110: what is missing is named). `file` is the archive. */
bool about_read(const char *file, const char *folder, const struct bundle_index *index, struct arena *arena,
                struct diag *diag, struct about *out);

#endif
