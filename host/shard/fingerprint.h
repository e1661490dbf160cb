/* SPDX-License-Identifier: MIT
 *
 * fingerprint.h: whether two machines have read the same bytes, and whether a part is as it was written: XXH3, 128
 * bits. Every shard reads all the inputs for it, so it must cost less than reading them; it guards against mistakes,
 * and proves nothing against somebody who wants to deceive (digest.h does). */
#ifndef CAQES_HOST_FINGERPRINT_H
#define CAQES_HOST_FINGERPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FINGERPRINT_TEXT 33 /* 32 hexadecimal digits and a NUL */

struct fingerprint;

struct fingerprint *fingerprint_create(void);
void fingerprint_add(struct fingerprint *f, const void *bytes, size_t length);
/* Of what was added so far. */
void fingerprint_text(const struct fingerprint *f, char out[FINGERPRINT_TEXT]);
void fingerprint_free(struct fingerprint *f);

void fingerprint_bytes(const void *bytes, size_t length, char out[FINGERPRINT_TEXT]);

/* Of several files in their order, and of where each ends. False when one cannot be read, with errno; `unread` is its
 * number. */
bool fingerprint_files(const char *const *paths, uint32_t count, char out[FINGERPRINT_TEXT], uint32_t *unread);

#endif
