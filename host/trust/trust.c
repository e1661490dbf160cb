/* SPDX-License-Identifier: MIT */
#include "host/trust/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEND_PUBLISHER "get the plugin and its signature from its publisher again, and install them"

const char *trust_signature_file(const char *file, struct arena *arena) {
    return arena_format(arena, "%s.minisig", file);
}

/* ---- The signature -------------------------------------------------------------------------- */

/* A small regular file. NULL with the reason in errno; EFBIG: too large for a signature, or no file. */
static const char *read_signature(const char *file, struct arena *arena, size_t *length) {
    char *text = arena_alloc(arena, MINISIGN_TEXT + 1);
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about;
    ssize_t n;
    if (fd < 0) return NULL;
    n = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) ? read(fd, text, MINISIGN_TEXT + 1) : MINISIGN_TEXT + 1;
    close(fd);
    if (n > MINISIGN_TEXT) errno = EFBIG;
    if (n < 0 || n > MINISIGN_TEXT) return NULL;
    *length = (size_t)n;
    return text;
}

/* The verdict on a signature that can be read, of a key that is listed. */
static void judge_key(struct verdict *v, const struct minisign_signature *s, const void *bytes, size_t length,
                      struct arena *arena) {
    const struct trusted_key *k = v->key;
    if (minisign_verify(s, &k->key, bytes, length) != MINISIGN_OK) {
        v->code = "P143";
        v->text = arena_format(arena, "its bytes, or the comment of its signature, are not those that \"%s\" signed",
                               k->name);
        v->mend = MEND_PUBLISHER;
        v->reason = "son contenu n'est pas celui qui a été signé";
    } else if (k->revoked) {
        v->code = "P155";
        v->text = arena_format(arena, "signed with \"%s\", key %s, revoked on %s%s%s", k->name, k->id, k->revoked,
                               k->motive ? ": " : "", k->motive ? k->motive : "");
        v->mend = "ask its publisher for a signature with another key, and install it again";
        v->reason = arena_format(arena, "sa clé de signature, « %s », est révoquée", k->name);
    }
}

struct verdict trust_bytes(const struct key_list *keys, const char *signature_file, const void *bytes, size_t length,
                           bool national, struct arena *arena) {
    struct verdict v = {.code = NULL};
    struct minisign_signature s;
    char id[KEY_ID_TEXT];
    v.signature = read_signature(signature_file, arena, &v.signature_length);
    if (!v.signature && errno != EFBIG) {
        v.code = "P153";
        v.text = arena_format(arena, "its signature %s cannot be read: %s", signature_file, strerror(errno));
        v.mend = "put the signature that its publisher gives beside it";
        v.reason = "il n'est pas signé";
        return v;
    }
    if (!v.signature || minisign_read_signature(v.signature, v.signature_length, &s) != MINISIGN_OK) {
        v.code = "P141";
        v.text = arena_format(arena, "%s is not a signature of minisign", signature_file);
        v.mend = MEND_PUBLISHER;
        v.reason = "sa signature est illisible";
        return v;
    }
    v.key = keys_find(keys, s.id);
    if (!v.key) {
        minisign_id_text(s.id, id);
        v.code = "P154";
        v.text = arena_format(arena, "signed with key %s, which %s does not list", id, keys->file);
        v.mend = "ask its publisher for his public key by another way, and list it if you trust him";
        v.reason = arena_format(arena, "sa clé de signature, %s, n'est pas connue", id);
        return v;
    }
    judge_key(&v, &s, bytes, length, arena);
    if (!v.code && national && !v.key->national) {
        v.code = "P156";
        v.text = arena_format(arena, "signed with \"%s\", key %s, which is regional: a national key is needed",
                              v.key->name, v.key->id);
        v.mend = "use what the national team has signed";
        v.reason = arena_format(arena, "sa clé de signature, « %s », n'est pas nationale", v.key->name);
    }
    return v;
}

/* ---- A plugin ------------------------------------------------------------------------------- */

static bool may_sign(const struct trusted_key *k, const char *id) {
    uint32_t i;
    for (i = 0; i < k->prefix_count; i++)
        if (strncmp(id, k->prefixes[i], strlen(k->prefixes[i])) == 0) return true;
    return k->prefix_count == 0;
}

/* The sealed copy, mapped. NULL when there is none. */
static void *map_image(int image, size_t *length) {
    struct stat about;
    void *bytes;
    if (image < 0 || fstat(image, &about) != 0 || about.st_size <= 0) return NULL;
    *length = (size_t)about.st_size;
    bytes = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, image, 0);
    return bytes == MAP_FAILED ? NULL : bytes;
}

struct verdict trust_plugin(const struct key_list *keys, const char *signature_file, const struct plugin *p,
                            struct arena *arena) {
    const struct manifest *m = p->manifest;
    size_t length = 0;
    void *bytes = map_image(p->image, &length);
    struct verdict v = {.code = "P131",
                        .text = "no memory for a copy of it",
                        .mend = "free some memory",
                        .reason = "il n'a pas pu être vérifié, faute de mémoire"};
    if (!bytes) return v;
    v = trust_bytes(keys, signature_file, bytes, length, m->is_volet, arena);
    munmap(bytes, length);
    if (v.code && strcmp(v.code, "P156") == 0)
        v.text = arena_format(arena, "%s; \"%s\" settles the volet \"%s\"", v.text, m->id, m->volet);
    if (v.code || may_sign(v.key, m->id)) return v;
    v.code = "P157";
    v.text =
        arena_format(arena, "signed with \"%s\", key %s, which may not sign \"%s\"", v.key->name, v.key->id, m->id);
    v.mend = arena_format(arena, "see \"plugins\" of this key in %s", keys->file);
    v.reason = arena_format(arena, "sa clé de signature, « %s », n'est pas pour lui", v.key->name);
    return v;
}

/* ---- What was installed --------------------------------------------------------------------- */

static struct verdict compare(const struct lock *lock, const struct locked_plugin *e, const struct plugin *p,
                              struct arena *arena) {
    const struct manifest *m = p->manifest;
    struct verdict v = {.mend = "install it: caqes plugin install"};
    if (!e) {
        v.code = "P150";
        v.text = arena_format(arena, "%s %s was not installed: %s does not have it", m->id, m->version, lock->file);
        v.reason = "il n'est pas dans le verrou";
    } else if (strcmp(e->version, m->version) != 0) {
        v.code = "P151";
        v.text = arena_format(arena, "this is version %s of %s, and %s has version %s", m->version, m->id, lock->file,
                              e->version);
        v.reason = arena_format(arena, "le verrou a la version %s", e->version);
    } else if (strcmp(e->sha256, p->sha256) != 0) {
        v.code = "P152";
        v.text = arena_format(arena,
                              "%s %s is not the file that was installed: its sha256 is %s, and %s has %s, of the same "
                              "version",
                              m->id, m->version, p->sha256, lock->file, e->sha256);
        v.mend = "put back the file that was installed; a new one needs a version of its own";
        v.reason = "son fichier a changé sans changer de version";
    }
    return v;
}

struct verdict trust_installed(const struct key_list *keys, const struct lock *lock, const char *signature_file,
                               const struct plugin *p, struct arena *arena) {
    const struct locked_plugin *e = lock_find(lock, p->manifest->id);
    struct verdict v = compare(lock, e, p, arena);
    if (!v.code) v = trust_plugin(keys, signature_file, p, arena);
    if (v.code || strcmp(e->key_id, v.key->id) == 0) return v;
    v.code = "P158";
    v.text = arena_format(arena, "signed with \"%s\", key %s, and %s says key %s", v.key->name, v.key->id, lock->file,
                          e->key_id);
    v.mend = "install it again: caqes plugin install";
    v.reason = "sa clé de signature n'est pas celle du verrou";
    return v;
}
