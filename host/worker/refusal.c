/* SPDX-License-Identifier: MIT */
#include "host/worker/refusal.h"

#include "host/base/arena.h"
#include "host/base/text.h"

#include <stdlib.h>
#include <string.h>

/* Lines of UTF-8 and nothing that steers a terminal. */
static bool is_text(const char *text, size_t length) {
    size_t bad;
    return length > 0 && text[length - 1] == '\n' && !text_steers(text, length) && utf8_check(text, length, &bad);
}

void refusal_say(const char *file, const struct worker_ready *ready, const void *text, size_t room, struct diag *diag) {
    size_t length = ready->message_bytes;
    bool likely = length <= room && ready->errors > 0 && ready->errors <= length && ready->warnings <= length;
    char *copy = memory_grow(NULL, likely ? length : 1, 1);
    if (likely) memcpy(copy, text, length);
    if (likely && is_text(copy, length)) {
        diag_flush(diag);
        if (diag->stream) fwrite(copy, 1, length, diag->stream);
        diag->errors += ready->errors;
        diag->warnings += ready->warnings;
        diag_raise(diag, CAQES_EXIT_PLUGIN);
    } else {
        diag_report(
            diag,
            &(struct diag_message){.code = "P130", .place = {.file = file}, .mend = "do not use it; ask its publisher"},
            "not loaded: its process refuses it, and what it says of it is not to be shown");
    }
    free(copy);
}
