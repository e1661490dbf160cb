/* SPDX-License-Identifier: MIT */
#include "host/worker/serve.h"

#include "host/plugin/call.h"
#include "host/worker/sandbox.h"
#include "host/worker/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SOCKET = 3, IMAGE = 4, REGION = 5, FIRST_FREE = 6 };

/* Three descriptors and nothing else; the plugin's own words go nowhere. */
static void keep_only(int socket, int image, int region) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC), high[3] = {socket, image, region};
    for (int i = 0; i < 3; i++) high[i] = fcntl(high[i], F_DUPFD_CLOEXEC, 32);
    for (int i = 0; i < 3; i++) dup2(null, i);
    for (int i = 0; i < 3; i++) dup2(high[i], SOCKET + i);
    close_range(FIRST_FREE, ~0U, 0);
}

static void send_all(const void *bytes, size_t size) {
    if (write(SOCKET, bytes, size) != (ssize_t)size) _exit(0);
}

/* The loader needs files and memory that the plugin shall not have. So nothing of the plugin may run before the sandbox
 * is closed: what did could pretend to close it. A build with sanitizers, which has no sandbox, has their constructors.
 */
static bool runs_nothing_early(const struct plugin *p, struct diag *diag) {
    struct diag_message m = {.code = "P126",
                             .place = {.file = p->file},
                             .mend = "link it with caqes_add_plugin() or with the flags of caqes.pc (-nostartfiles)"};
    if (SANDBOX_WANTED == 0 || !p->early_code) return true;
    diag_report(diag, &m, "it has code that runs while it is loaded: %s", p->early_code);
    return false;
}

/* Loads the plugin under its name, from its image; its messages are left in the region for the host to show. */
static struct plugin *load(const char *file, uint32_t year, struct shared_head *head, unsigned *layers,
                           struct arena *arena) {
    char *text = NULL;
    size_t length = 0;
    struct diag diag = {.stream = open_memstream(&text, &length)};
    struct worker_ready ready = {0};
    struct plugin *p = plugin_open(arena_format(arena, "/proc/self/fd/%d", IMAGE), year, arena, &diag);
    if (p) {
        p->loaded = p->file;
        p->file = file;
        *layers = sandbox_for_loading(head);
        ready.accepted = runs_nothing_early(p, &diag) && plugin_load_code(p, arena, &diag);
        if (ready.accepted && !sandbox_for_serving(SOCKET, *layers)) *layers = 0;
        ready.accepted = ready.accepted && plugin_self_test(p, arena, &diag);
    }
    diag_flush(&diag);
    fflush(diag.stream);
    ready.sandbox = *layers;
    ready.exit_code = (uint32_t)diag.exit_code;
    ready.errors = diag.errors;
    ready.warnings = diag.warnings;
    ready.message_bytes = (uint32_t)(length < SHARED_BYTES / 2 ? length : 0);
    memcpy(head + 1, text, ready.message_bytes);
    send_all(&ready, sizeof ready);
    return ready.accepted ? p : NULL;
}

static int32_t call(const struct plugin *p, unsigned char *region, const struct worker_call *c) {
    struct caqes_batch batch = {.size = sizeof batch,
                                .record_count = c->record_count,
                                .slot_count = c->slot_count,
                                .record_stride = sizeof(struct caqes_record),
                                .obligation_stride = sizeof(struct caqes_obligation),
                                .curve_count = c->curve_count,
                                .decimals = region + c->decimals,
                                .values = (const int64_t *)(void *)(region + c->values),
                                .presences = region + c->presences,
                                .records = (const struct caqes_record *)(void *)(region + c->records),
                                .curves = (const struct caqes_curve *)(void *)(region + c->curves),
                                .points = (const struct caqes_point *)(void *)(region + c->points)};
    struct caqes_reply reply = {.size = sizeof reply,
                                .step_capacity = c->step_capacity,
                                .step_stride = sizeof(struct caqes_step),
                                .output_count = c->output_count,
                                .steps = region + c->steps,
                                .step_counts = (uint32_t *)(void *)(region + c->step_counts),
                                .outputs = (uint32_t *)(void *)(region + c->outputs)};
    if (c->has_obligations) batch.obligations = (const struct caqes_obligation *)(void *)(region + c->obligations);
    return plugin_verb(p, (enum verb)c->verb)(&batch, &reply);
}

_Noreturn void serve(int socket, int image, int region, const char *file, uint32_t year) {
    struct arena arena = ARENA_EMPTY;
    unsigned char *shared;
    const struct plugin *p;
    unsigned layers = 0;
    struct worker_call c;
    ssize_t n;
    signal(SIGPIPE, SIG_IGN);
    clearenv();
    keep_only(socket, image, region);
    shared = mmap(NULL, SHARED_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, REGION, 0);
    if (shared == MAP_FAILED) _exit(1);
    p = load(file, year, (struct shared_head *)(void *)shared, &layers, &arena);
    if (!p) _exit(0);
    while ((n = read(SOCKET, &c, sizeof c)) == (ssize_t)sizeof c || (n < 0 && errno == EINTR)) {
        struct worker_result result = {c.sequence, 0};
        if (n < 0) continue;
        result.status = call(p, shared, &c);
        send_all(&result, sizeof result);
    }
    _exit(0);
}
