/* SPDX-License-Identifier: MIT
 *
 * trust.h: may these bytes be used? The signature beside them is verified each time, with the operator's list of keys:
 * a lock is a plain file, which says what was installed and not who answers for it. No clock: a revoked key is
 * refused on any day. */
#ifndef CAQES_HOST_TRUST_H
#define CAQES_HOST_TRUST_H

#include "host/plugin/plugin.h"
#include "host/trust/keys.h"
#include "host/trust/lock.h"

/* What is wrong, for messages; `code` is NULL when nothing is. */
struct verdict {
    const char *code, *text, *mend; /* P14x, P15x */
    const char *reason;             /* French, for the grid */
    const struct trusted_key *key;  /* which signed, when it is listed */
    const char *signature;          /* the signature that was read, or NULL */
    size_t signature_length;
};

/* FILE.minisig */
const char *trust_signature_file(const char *file, struct arena *arena);

/* Whether a key of the list, not revoked, signed these bytes; a national one, when `national` is set. */
struct verdict trust_bytes(const struct key_list *keys, const char *signature_file, const void *bytes, size_t length,
                           bool national, struct arena *arena);

/* Whether a plugin is signed by a key that may sign it: the bytes of its sealed copy, which are those that are loaded.
 * A plugin that settles a volet needs a national key. */
struct verdict trust_plugin(const struct key_list *keys, const char *signature_file, const struct plugin *p,
                            struct arena *arena);

/* The same of a plugin that was installed: its version, its bytes and its key are those of the lock, too. */
struct verdict trust_installed(const struct key_list *keys, const struct lock *lock, const char *signature_file,
                               const struct plugin *p, struct arena *arena);

#endif
