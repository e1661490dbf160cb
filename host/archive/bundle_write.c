/* SPDX-License-Identifier: MIT
 *
 * An archive is written in two passes: each member's bytes are hashed, so that the index comes first and a reader
 * can refuse a member as it goes; then they are copied, and hashed again. */
#include "host/archive/bundle.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct bundle_member *add(struct bundle_writer *w, const char *name) {
    struct bundle_member *m;
    if (w->count == w->capacity) {
        w->capacity = w->capacity ? w->capacity * 2 : 64;
        w->members = memory_grow(w->members, w->capacity, sizeof *w->members);
    }
    m = &w->members[w->count++];
    *m = (struct bundle_member){.name = name, .fd = -1};
    return m;
}

void bundle_add_file(struct bundle_writer *w, const char *name, const char *path) {
    struct bundle_member *m = add(w, name);
    m->path = path;
    if (stat(path, &m->seen) == 0) m->size = (uint64_t)m->seen.st_size;
}

void bundle_add_open_file(struct bundle_writer *w, const char *name, int fd, int64_t start) {
    struct bundle_member *m = add(w, name);
    m->fd = fd;
    m->start = start;
    if (fstat(fd, &m->seen) == 0 && m->seen.st_size > start) m->size = (uint64_t)(m->seen.st_size - start);
}

void bundle_add_bytes(struct bundle_writer *w, const char *name, const char *bytes, size_t length) {
    struct bundle_member *m = add(w, name);
    m->bytes = bytes;
    m->size = length;
}

void bundle_free(struct bundle_writer *w) {
    free(w->members);
    *w = (struct bundle_writer){.arena = w->arena};
}

/* ---- The bytes of a member ---- */

static bool changed(const struct bundle_member *m, struct diag *diag) {
    struct diag_message message = {.code = "A121",
                                   .place = {m->path ? m->path : m->name, 0, 0},
                                   .mend = "evaluate again, and leave the files alone until it is done"};
    diag_report(diag, &message, "the file changed while it was evaluated and archived");
    return false;
}

static bool unreadable(const struct bundle_member *m, struct diag *diag) {
    struct diag_message message = {.code = "S611", .place = {m->path ? m->path : m->name, 0, 0}};
    diag_report(diag, &message, "cannot read it again for the archive: %s", strerror(errno));
    return false;
}

static int open_member(const struct bundle_member *m, struct diag *diag) {
    struct stat now;
    int fd = m->path ? open(m->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : m->fd;
    if (fd < 0 || fstat(fd, &now) != 0) {
        unreadable(m, diag);
    } else if (now.st_dev != m->seen.st_dev || now.st_ino != m->seen.st_ino || now.st_size != m->seen.st_size ||
               now.st_mtim.tv_sec != m->seen.st_mtim.tv_sec || now.st_mtim.tv_nsec != m->seen.st_mtim.tv_nsec) {
        changed(m, diag);
    } else {
        return fd;
    }
    if (m->path && fd >= 0) close(fd);
    return -1;
}

/* Hashes the bytes; with `tar`, writes them there too. False after a message. */
static bool pass_file(const struct bundle_member *m, crypto_hash_sha256_state *hash, struct archive *tar,
                      struct diag *diag) {
    static unsigned char block[1 << 16];
    uint64_t done = 0;
    int fd = open_member(m, diag);
    bool good = fd >= 0;
    while (good && done < m->size) {
        size_t wanted = m->size - done < sizeof block ? (size_t)(m->size - done) : sizeof block;
        ssize_t got = pread(fd, block, wanted, m->start + (int64_t)done);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            good = got == 0 ? changed(m, diag) : unreadable(m, diag);
        } else {
            crypto_hash_sha256_update(hash, block, (size_t)got);
            done += (uint64_t)got;
            good = !tar || archive_write_data(tar, block, (size_t)got) == got;
        }
    }
    if (m->path && fd >= 0) close(fd);
    return good;
}

static bool pass(const struct bundle_member *m, char sha256[DIGEST_TEXT], struct archive *tar, struct diag *diag) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state hash;
    bool good = true;
    crypto_hash_sha256_init(&hash);
    if (m->path || m->fd >= 0) {
        good = pass_file(m, &hash, tar, diag);
    } else {
        crypto_hash_sha256_update(&hash, (const unsigned char *)m->bytes, m->size);
        good = !tar || archive_write_data(tar, m->bytes, m->size) == (la_ssize_t)m->size;
    }
    crypto_hash_sha256_final(&hash, digest);
    sodium_bin2hex(sha256, DIGEST_TEXT, digest, sizeof digest);
    return good;
}

/* ---- The tar ---- */

static bool write_member(struct archive *tar, const struct bundle_member *m, struct diag *diag) {
    struct archive_entry *entry = archive_entry_new();
    char sha256[DIGEST_TEXT];
    bool good;
    archive_entry_set_pathname(entry, m->name); /* a warning says of one that is not ASCII that it is kept as bytes */
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)m->size);
    archive_entry_set_mtime(entry, 0, 0);
    good = archive_write_header(tar, entry) >= ARCHIVE_WARN && pass(m, sha256, tar, diag);
    archive_entry_free(entry);
    return good && (strcmp(sha256, m->sha256) == 0 || changed(m, diag));
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct bundle_member *)a)->name, ((const struct bundle_member *)b)->name);
}

/* "<sha256>  <name>" for each member, as sha256sum writes it. */
static struct bundle_member index_of(const struct bundle_writer *w) {
    struct bundle_member index = {.name = BUNDLE_INDEX, .fd = -1};
    size_t size = 0, length = 0;
    char *text;
    uint32_t i;
    for (i = 0; i < w->count; i++) size += strlen(w->members[i].name) + DIGEST_TEXT + 3;
    text = arena_alloc(w->arena, size + 1);
    for (i = 0; i < w->count; i++)
        length += (size_t)sprintf(text + length, "%s  %s\n", w->members[i].sha256, w->members[i].name);
    index.bytes = text;
    index.size = length;
    digest_bytes(text, length, index.sha256);
    return index;
}

bool bundle_write(struct bundle_writer *w, FILE *stream, char digest[DIGEST_TEXT], struct diag *diag) {
    struct diag_message m = {.code = "S602", .mend = "check the folder of the archive, its rights and the room left"};
    struct archive *tar = archive_write_new();
    struct bundle_member index;
    uint32_t i, before = diag->errors;
    bool good = tar != NULL;
    qsort(w->members, w->count, sizeof *w->members, by_name);
    for (i = 0; i < w->count; i++) good = pass(&w->members[i], w->members[i].sha256, NULL, diag) && good;
    if (good) {
        index = index_of(w);
        memcpy(digest, index.sha256, DIGEST_TEXT);
        good = archive_write_set_format_pax_restricted(tar) == ARCHIVE_OK &&
               archive_write_set_bytes_in_last_block(tar, 1) == ARCHIVE_OK &&
               archive_write_open_FILE(tar, stream) == ARCHIVE_OK && write_member(tar, &index, diag);
        for (i = 0; good && i < w->count; i++) good = write_member(tar, &w->members[i], diag);
        good = good && archive_write_close(tar) == ARCHIVE_OK;
    }
    if (!good && diag->errors == before)
        diag_report(diag, &m, "cannot write the archive: %s", tar ? archive_error_string(tar) : "no memory");
    if (tar) archive_write_free(tar);
    return good;
}
