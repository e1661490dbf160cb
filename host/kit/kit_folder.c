/* SPDX-License-Identifier: MIT */
#include "host/kit/kit_folder.h"

#include "host/report/json_writer.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BYTES = 4 << 20, DEEPEST = 8 };

/* ---- Files --------------------------------------------------------------------------------------- */

static void failed(struct kit_folder *f, const char *path, const char *what) {
    struct diag_message m = {
        .code = "S602", .place = {path, 0, 0}, .mend = "check the folder, its rights and the room left"};
    diag_report(f->diag, &m, "cannot %s: %s", what, strerror(errno));
    f->failed = true;
}

const char *kit_read_file(const char *file, struct arena *arena, struct diag *diag) {
    struct diag_message m = {.code = "S606", .place = {file, 0, 0}, .mend = "install caqes again"};
    FILE *stream = fopen(file, "rb");
    char *bytes = stream ? memory_grow(NULL, MOST_BYTES, 1) : NULL;
    size_t length = stream ? fread(bytes, 1, MOST_BYTES, stream) : 0;
    bool read = stream && !ferror(stream) && length < MOST_BYTES;
    const char *text = read ? arena_copy(arena, bytes, length) : NULL;
    if (!read) diag_report(diag, &m, "a file of the kit cannot be read: %s", strerror(errno));
    if (stream) fclose(stream);
    free(bytes);
    return text;
}

const char *kit_folder_file(const struct kit_folder *f, const char *name) {
    return arena_format(f->arena, "%s/%s", f->temporary, name);
}

void kit_folder_add(struct kit_folder *f, const char *name, const char *text) {
    const char *file = kit_folder_file(f, name);
    FILE *stream = fopen(file, "wb");
    bool written = stream && fputs(text, stream) >= 0 && fflush(stream) == 0;
    if (!written) failed(f, file, "write the file");
    if (stream && fclose(stream) != 0 && written) failed(f, file, "write the file");
}

/* ---- Templates ----------------------------------------------------------------------------------- */

/* The content of a JSON string. */
static const char *escaped(const char *text, struct arena *arena) {
    struct json_writer w = {0};
    const char *out;
    json_string(&w, text);
    out = arena_copy(arena, w.bytes + 1, w.length - 2);
    json_free(&w);
    return out;
}

/* Length of the placeholder at `text`, both "@" included; 0 when there is none. */
static size_t placeholder_at(const char *text) {
    size_t name = *text == '@' ? strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") : 0;
    return name > 0 && text[1 + name] == '@' ? name + 2 : 0;
}

static const struct kit_value *value_of(struct kit_values values, const char *name, size_t length) {
    for (uint32_t i = 0; i < values.count; i++)
        if (strlen(values.list[i].name) == length && strncmp(values.list[i].name, name, length) == 0)
            return &values.list[i];
    return NULL;
}

/* A template with its values; NULL when it names one that does not exist. */
static const char *instantiate(const char *text, bool json, struct kit_values values, struct arena *arena) {
    char *bytes = NULL;
    size_t size = 0, length;
    FILE *out = open_memstream(&bytes, &size);
    const char *result;
    bool known = true;
    for (; *text; text += length) {
        const struct kit_value *v;
        length = placeholder_at(text);
        if (length == 0) {
            fputc(*text, out);
            length = 1;
            continue;
        }
        v = value_of(values, text + 1, length - 2);
        known = known && v;
        if (v) fputs(json && !v->json ? escaped(v->text, arena) : v->text, out);
    }
    fclose(out);
    result = known ? arena_copy(arena, bytes, size) : NULL;
    free(bytes);
    return result;
}

static void add_file(struct kit_folder *f, const char *from, const char *name, struct kit_values values) {
    const char *text = kit_read_file(from, f->arena, f->diag), *made;
    size_t length = strlen(name);
    if (!text) {
        f->failed = true;
        return;
    }
    made = instantiate(text, length > 5 && strcmp(name + length - 5, ".json") == 0, values, f->arena);
    if (made) {
        kit_folder_add(f, name, made);
    } else {
        struct diag_message m = {.code = "S606", .place = {from, 0, 0}, .mend = "install caqes again"};
        diag_report(f->diag, &m, "the template names a value that this program does not have");
        f->failed = true;
    }
}

/* What stands in `template/below`, into the folder of the same name. */
static void add_below(struct kit_folder *f, const char *template, const char *below, struct kit_values values,
                      unsigned depth) {
    const char *from = arena_format(f->arena, "%s/%s", template, below), *to = kit_folder_file(f, below);
    struct dirent **entries;
    int count = scandir(from, &entries, NULL, alphasort), i;
    if (count < 0 || depth > DEEPEST) {
        struct diag_message m = {.code = "S606", .place = {from, 0, 0}, .mend = "install caqes again"};
        diag_report(f->diag, &m, "a template of the kit cannot be read: %s", strerror(errno));
        f->failed = true;
        return;
    }
    if (mkdir(to, 0777) != 0 && errno != EEXIST) failed(f, to, "make the folder");
    for (i = 0; i < count; i++) {
        const char *entry = entries[i]->d_name;
        const char *name =
            *below ? arena_format(f->arena, "%s/%s", below, entry) : arena_copy(f->arena, entry, strlen(entry));
        const char *path = arena_format(f->arena, "%s/%s", template, name);
        struct stat status;
        if (strcmp(entry, ".") == 0 || strcmp(entry, "..") == 0 || stat(path, &status) != 0) {
        } else if (S_ISDIR(status.st_mode)) {
            add_below(f, template, name, values, depth + 1);
        } else {
            add_file(f, path, name, values);
        }
        free(entries[i]);
    }
    free(entries);
}

void kit_folder_add_template(struct kit_folder *f, const char *template, struct kit_values values) {
    add_below(f, template, "", values, 0);
}

/* ---- The folder ---------------------------------------------------------------------------------- */

bool kit_folder_is_free(const char *path) {
    DIR *dir = opendir(path);
    const struct dirent *entry;
    bool empty = true;
    if (!dir) return errno == ENOENT;
    while ((entry = readdir(dir)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) empty = false;
    closedir(dir);
    return empty;
}

bool kit_folder_open(struct kit_folder *f, const char *path, struct arena *arena, struct diag *diag) {
    mode_t mask = umask(0);
    umask(mask);
    *f = (struct kit_folder){.path = path, .arena = arena, .diag = diag};
    f->temporary = arena_format(arena, "%s.XXXXXX", path);
    if (!mkdtemp(f->temporary)) {
        failed(f, path, "make the folder");
        return false;
    }
    (void)chmod(f->temporary, 0777 & ~mask); /* mkdtemp makes it private */
    return true;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *at) {
    (void)status;
    (void)kind;
    (void)at;
    return remove(path);
}

bool kit_folder_close(struct kit_folder *f, bool keep) {
    if (keep && !f->failed && rename(f->temporary, f->path) != 0) failed(f, f->path, "give the folder its name");
    if (keep && !f->failed) return true;
    nftw(f->temporary, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return false;
}
