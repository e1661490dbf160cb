/* SPDX-License-Identifier: MIT */
#include "host/archive/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One archive being unpacked. */
struct unpacking {
    const char *file;
    int fd, folder;
    struct archive *tar;
    uint64_t room; /* bytes that members may still have: a tar is not smaller than what it holds */
    struct arena *arena;
    struct diag *diag;
    struct bundle_index *index;
};

/* What is wrong with a member. */
static bool refuse(const struct unpacking *u, const char *code, const char *member, const char *text) {
    struct diag_message m = {.code = code,
                             .place = {u->file, 0, 0},
                             .found = member,
                             .found_length = member ? strlen(member) : 0,
                             .mend = "the archive is damaged, or was edited: ask for it again"};
    diag_report(u->diag, &m, "%s", text);
    return false;
}

static bool failed(const struct unpacking *u, const char *what) {
    struct diag_message m = {.code = "S611", .place = {u->file, 0, 0}};
    diag_report(u->diag, &m, "cannot %s: %s", what, strerror(errno));
    return false;
}

static bool broken_tar(const struct unpacking *u) {
    const char *why = archive_error_string(u->tar);
    return refuse(u, "A109", NULL, arena_format(u->arena, "not a whole tar: %s", why ? why : "it ends too early"));
}

/* ---- A member ---- */

/* A regular file under a safe name, no larger than what is left of the archive. */
static bool is_sound(struct unpacking *u, struct archive_entry *e, const char *name) {
    if (!name || !bundle_name_is_safe(name))
        return refuse(u, "A102", name, "a member's name could lead out of the folder, or is not one of an archive");
    if (archive_entry_filetype(e) != AE_IFREG || archive_entry_hardlink(e) || archive_entry_symlink(e) ||
        archive_entry_sparse_count(e) > 0 || !archive_entry_size_is_set(e))
        return refuse(u, "A103", name, "a member is not a plain file");
    if (archive_entry_size(e) < 0 || (uint64_t)archive_entry_size(e) > u->room)
        return refuse(u, "A108", name, "a member is larger than the archive");
    u->room -= (uint64_t)archive_entry_size(e);
    return true;
}

/* The file of a member, in folders made on the way; -1 after a message. */
static int create(const struct unpacking *u, const char *name) {
    char path[BUNDLE_MAX_NAME + 1];
    char *slash;
    int fd;
    strcpy(path, name); /* a safe name is no longer */
    for (slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdirat(u->folder, path, 0700) != 0 && errno != EEXIST) failed(u, "make a folder for the members");
        *slash = '/';
    }
    fd = openat(u->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) failed(u, "lay a member out");
    return fd;
}

static bool write_all(int fd, const unsigned char *bytes, size_t length) {
    while (length > 0) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno != EINTR) return false;
        if (put < 0) continue;
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

static bool unpack_member(struct unpacking *u, struct bundle_entry *e) {
    static unsigned char block[1 << 16];
    unsigned char digest[crypto_hash_sha256_BYTES];
    char sha256[DIGEST_TEXT];
    crypto_hash_sha256_state hash;
    int fd = create(u, e->name);
    bool good = fd >= 0;
    la_ssize_t got = 0;
    crypto_hash_sha256_init(&hash);
    while (good && (got = archive_read_data(u->tar, block, sizeof block)) > 0) {
        crypto_hash_sha256_update(&hash, block, (size_t)got);
        good = write_all(fd, block, (size_t)got) || failed(u, "lay a member out");
    }
    if (fd >= 0 && close(fd) != 0 && good) good = failed(u, "lay a member out");
    if (good && got < 0) good = broken_tar(u);
    crypto_hash_sha256_final(&hash, digest);
    sodium_bin2hex(sha256, sizeof sha256, digest, sizeof digest);
    if (good && strcmp(sha256, e->sha256) != 0)
        refuse(u, "A107", e->name, "a member does not have the bytes that were archived"); /* and on to the next */
    return good;
}

/* False when nothing sure can follow. */
static bool take_member(struct unpacking *u, struct archive_entry *entry) {
    const char *name = archive_entry_pathname(entry);
    struct bundle_entry *e;
    if (!is_sound(u, entry, name)) return true;
    e = bundle_index_find(u->index, name);
    if (!e) {
        refuse(u, "A105", name, "a member is not in the index");
    } else if (e->seen) {
        refuse(u, "A104", name, "a member is there twice");
    } else {
        e->seen = true;
        return unpack_member(u, e);
    }
    return true;
}

/* ---- The whole ---- */

static bool open_tar(struct unpacking *u) {
    u->tar = archive_read_new();
    if (u->tar && archive_read_support_format_tar(u->tar) == ARCHIVE_OK &&
        archive_read_support_filter_none(u->tar) == ARCHIVE_OK &&
        archive_read_open_fd(u->tar, u->fd, 1 << 16) == ARCHIVE_OK)
        return true;
    return refuse(u, "A101", NULL, "this is not an archive of caqes");
}

/* The first member is the index. */
static bool read_index(struct unpacking *u) {
    struct archive_entry *e;
    const char *name;
    size_t size;
    char *text;
    if (archive_read_next_header(u->tar, &e) != ARCHIVE_OK || !(name = archive_entry_pathname(e)) ||
        strcmp(name, BUNDLE_INDEX) != 0)
        return refuse(u, "A101", NULL, "this is not an archive of caqes: it does not begin with " BUNDLE_INDEX);
    if (!is_sound(u, e, name)) return false;
    size = (size_t)archive_entry_size(e);
    if (size > BUNDLE_MAX_INDEX) return refuse(u, "A108", name, "the index is too long");
    text = arena_alloc(u->arena, size + 1);
    if (archive_read_data(u->tar, text, size) != (la_ssize_t)size) return broken_tar(u);
    return bundle_index_read(u->file, text, size, u->arena, u->diag, u->index);
}

/* Nothing is hidden behind the end of the tar: zeros at most. */
static bool ends(const struct unpacking *u) {
    char block[4096];
    ssize_t got, i;
    off_t at = (off_t)archive_filter_bytes(u->tar, -1);
    while ((got = pread(u->fd, block, sizeof block, at)) > 0) {
        for (i = 0; i < got; i++)
            if (block[i]) return refuse(u, "A109", NULL, "there are bytes after the end of the tar");
        at += got;
    }
    return got == 0 || failed(u, "read the archive");
}

static bool read_members(struct unpacking *u) {
    struct archive_entry *entry;
    uint32_t i;
    int code;
    while ((code = archive_read_next_header(u->tar, &entry)) == ARCHIVE_OK)
        if (!take_member(u, entry)) return false;
    if (code != ARCHIVE_EOF) return broken_tar(u);
    for (i = 0; i < u->index->count; i++)
        if (!u->index->entries[i].seen) refuse(u, "A106", u->index->entries[i].name, "a member is missing");
    return ends(u);
}

bool bundle_unpack(const char *file, const char *folder, struct arena *arena, struct diag *diag,
                   struct bundle_index *out) {
    struct unpacking u = {.file = file, .arena = arena, .diag = diag, .index = out};
    struct stat status;
    uint32_t before = diag->errors;
    u.fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    u.folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (u.fd < 0 || u.folder < 0 || fstat(u.fd, &status) != 0) {
        failed(&u, "read the archive");
    } else if (!S_ISREG(status.st_mode)) {
        refuse(&u, "A101", NULL, "this is not a file, so not an archive of caqes");
    } else {
        u.room = (uint64_t)status.st_size;
        if (open_tar(&u) && read_index(&u)) read_members(&u);
    }
    if (u.tar) archive_read_free(u.tar);
    if (u.folder >= 0) close(u.folder);
    if (u.fd >= 0) close(u.fd);
    return diag->errors == before;
}
