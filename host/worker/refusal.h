/* SPDX-License-Identifier: MIT
 *
 * refusal.h: what a worker says when it refuses its plugin, said as the host's own. By then code of the plugin may have
 * run (a constructor), so it may be forged: it is shown only when it is text, and a refusal never goes without a word.
 */
#ifndef CAQES_HOST_WORKER_REFUSAL_H
#define CAQES_HOST_WORKER_REFUSAL_H

#include "host/base/diag.h"
#include "host/worker/shared.h"

#include <stddef.h>

/* Says why the plugin of `file` is refused. `text` is the shared memory after the head, of `room` bytes; it is read
 * once. At least one error is counted, and the exit code is that of a refused plugin. */
void refusal_say(const char *file, const struct worker_ready *ready, const void *text, size_t room, struct diag *diag);

#endif
