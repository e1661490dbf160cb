/* SPDX-License-Identifier: MIT */
#include "host/shard/part.h"

#include "host/read/finess_set.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOOT_MOST = 512, HEAD_MOST = 256 };

static bool refuse(const struct part *p, const char *code, const char *mend, const char *text, struct diag *diag) {
    struct diag_message m = {.code = code, .place = {p->file, 0, 0}, .mend = mend};
    diag_report(diag, &m, "%s", text);
    return false;
}

static bool not_a_part(const struct part *p, struct diag *diag) {
    return refuse(p, "A150", "give what caqes evaluate --shard wrote; of a shard that was stopped: evaluate it again",
                  "this is not a whole part of a run", diag);
}

static bool map_file(struct part *p, struct diag *diag) {
    struct diag_message m = {.code = "S611", .place = {p->file, 0, 0}};
    struct stat status;
    int fd = open(p->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool good = fd >= 0 && fstat(fd, &status) == 0;
    if (good && S_ISREG(status.st_mode) && status.st_size > 0) {
        p->size = (size_t)status.st_size;
        p->map = mmap(NULL, p->size, PROT_READ, MAP_PRIVATE, fd, 0);
        good = p->map != MAP_FAILED;
    }
    if (!good) diag_report(diag, &m, "cannot read the part: %s", strerror(errno));
    if (!good) p->map = NULL;
    if (fd >= 0) close(fd);
    return good;
}

/* ---- Lines ---- */

struct part_text part_next_line(struct part_text *t) {
    const char *newline = t->at < t->end ? memchr(t->at, '\n', (size_t)(t->end - t->at)) : NULL;
    struct part_text line = {t->at, newline ? newline + 1 : t->at};
    t->at = line.end;
    return line;
}

static cJSON *parse_line(struct part_text line, size_t most) {
    size_t length = (size_t)(line.end - line.at);
    return length > 0 && length <= most ? cJSON_ParseWithLength(line.at, length) : NULL;
}

/* A whole number from `least` to `most`; UINT64_MAX when there is none such. */
static uint64_t whole(const cJSON *object, const char *key, uint64_t least, uint64_t most) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= (double)least) || !(item->valuedouble <= (double)most))
        return UINT64_MAX;
    return (double)(uint64_t)item->valuedouble == item->valuedouble ? (uint64_t)item->valuedouble : UINT64_MAX;
}

static bool read_head(struct part *p, struct part_text line, struct diag *diag) {
    cJSON *head = parse_line(line, HEAD_MOST);
    const char *format = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(head, "format"));
    uint64_t version = whole(head, "version", 0, UINT32_MAX), count = whole(head, "of", 1, PART_SHARDS_MOST),
             index = whole(head, "part", 1, count);
    bool ours = format && strcmp(format, "caqes-part") == 0;
    cJSON_Delete(head);
    if (ours && version != PART_VERSION && version != UINT64_MAX)
        return refuse(p, "A152", "merge with the version that evaluated", "a part of another version of the format",
                      diag);
    if (!ours || version != PART_VERSION || count == UINT64_MAX || index == UINT64_MAX) return not_a_part(p, diag);
    p->index = (uint32_t)index - 1;
    p->count = (uint32_t)count;
    return true;
}

/* The last line, which says where the others are. */
static bool read_foot(struct part *p, struct diag *diag) {
    const char *bytes = p->map, *foot = bytes + p->size - 1;
    const char *mark;
    char found[FINGERPRINT_TEXT];
    uint64_t grids, total, documents_at, notes_at, code;
    bool whole_part, as_written;
    cJSON *json;
    while (foot > bytes && foot[-1] != '\n') foot--;
    json = parse_line((struct part_text){foot, bytes + p->size}, FOOT_MOST);
    grids = whole(json, "grids", 0, UINT32_MAX);
    total = whole(json, "documents", 0, UINT32_MAX);
    notes_at = whole(json, "notes_at", (size_t)(p->grids.at - bytes), (size_t)(foot - bytes));
    documents_at = whole(json, "documents_at", (size_t)(p->grids.at - bytes), notes_at);
    code = whole(json, "exit_code", 0, CAQES_EXIT_CASES);
    mark = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "xxh3"));
    whole_part = bytes[p->size - 1] == '\n' && foot >= p->grids.at && grids != UINT64_MAX && total != UINT64_MAX &&
                 notes_at != UINT64_MAX && documents_at != UINT64_MAX && code != UINT64_MAX && mark;
    if (whole_part) fingerprint_bytes(bytes, (size_t)(foot - bytes), found);
    as_written = whole_part && strcmp(found, mark) == 0;
    cJSON_Delete(json);
    if (!whole_part) return not_a_part(p, diag);
    if (!as_written)
        return refuse(p, "A151", "copy it again from where it was written, or evaluate the shard again",
                      "the part is not as it was written", diag);
    p->grid_count = (uint32_t)grids;
    p->document_total = (uint32_t)total;
    p->exit_code = (enum caqes_exit)code;
    p->grids.end = p->documents.at = bytes + documents_at;
    p->documents.end = p->notes.at = bytes + notes_at;
    p->notes.end = foot;
    return true;
}

bool part_open(struct part *p, const char *file, struct diag *diag) {
    struct part_text all;
    *p = (struct part){.file = file};
    if (!map_file(p, diag)) return false;
    if (!p->map) return not_a_part(p, diag);
    all = (struct part_text){p->map, (const char *)p->map + p->size};
    if (!read_head(p, part_next_line(&all), diag)) return false;
    p->run = part_next_line(&all);
    if (p->run.at == p->run.end) return not_a_part(p, diag);
    p->grids.at = all.at;
    return read_foot(p, diag);
}

void part_close(struct part *p) {
    if (p->map) munmap(p->map, p->size);
    p->map = NULL;
}

/* ---- What it says ---- */

/* A number in `base`, then `end`. */
static bool number(struct part_text *t, unsigned base, uint64_t most, char end, uint64_t *out) {
    const char *start = t->at;
    for (*out = 0; t->at < t->end; t->at++) {
        char c = *t->at;
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                                                : 99;
        if (digit >= base) break;
        if (*out > (most - digit) / base) return false;
        *out = *out * base + digit;
    }
    return t->at > start && (end == '\0' || (t->at < t->end && *t->at++ == end));
}

static bool finess_list(struct part_text *t, struct part_document *d) {
    d->finess = t->at;
    d->finess_count = 0;
    while (t->end - t->at > FINESS_LENGTH && *t->at != '\n') {
        if (!finess_is_valid(t->at)) return false;
        d->finess_count++;
        t->at += FINESS_LENGTH;
        if (*t->at == '\n') break;
        if (*t->at++ != ',') return false;
    }
    return t->at < t->end && *t->at++ == '\n' && (d->finess_count == 0 || t->at[-2] != ',');
}

bool part_next_document(struct part_text *t, struct part_document *out, bool *bad) {
    uint64_t input, line;
    if (t->at == t->end) return false;
    *bad = !number(t, 10, UINT32_MAX, ':', &input) || !number(t, 10, UINT32_MAX, '\0', &line) || t->at == t->end ||
           (*t->at != '+' && *t->at != '-');
    if (*bad) return false;
    *out = (struct part_document){*t->at++ == '+', (uint32_t)input, (uint32_t)line, NULL, 0};
    *bad = !finess_list(t, out);
    return !*bad;
}

bool part_next_note(struct part_text *t, struct part_note *out, bool *bad) {
    uint64_t grid, incomplete, fault;
    if (t->at == t->end) return false;
    *bad = !number(t, 10, UINT32_MAX, ' ', &grid) || !number(t, 10, UINT32_MAX, ' ', &incomplete) ||
           !number(t, 10, 1, ' ', &fault) || !number(t, 16, UINT64_MAX, '\n', &out->failed);
    if (*bad) return false;
    out->grid = (uint32_t)grid;
    out->incomplete = (uint32_t)incomplete;
    out->fault = fault == 1;
    return true;
}

bool part_is_done(const char *file, const struct shard *s, const char *run) {
    struct diag silent = {0};
    struct part p;
    struct stat status;
    bool done = false;
    if (stat(file, &status) != 0 || !S_ISREG(status.st_mode)) return false;
    if (part_open(&p, file, &silent))
        done = p.index == s->index && p.count == s->count && strlen(run) == (size_t)(p.run.end - p.run.at) &&
               memcmp(run, p.run.at, strlen(run)) == 0;
    part_close(&p);
    return done;
}
