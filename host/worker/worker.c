/* SPDX-License-Identifier: MIT */
#include "host/worker/worker.h"

#include "host/plugin/call.h"
#include "host/worker/refusal.h"
#include "host/worker/sandbox.h"
#include "host/worker/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SLICE_MS = 20, PATIENCE_MS = 1000, ALIGNMENT = 64, RELAYED_BYTES = 16384 };

struct worker {
    struct plugin_process process;
    struct zygote *zygote;
    const struct worker_settings *settings;
    struct plugin *plugin;
    uint32_t year, sequence;
    pid_t pid;  /* 0: no process */
    int socket; /* -1 then */
    int region_fd;
    unsigned char *region;
    unsigned layers;
};

/* ---- The region ----------------------------------------------------------------------------- */

/* Memory that the worker cannot make smaller under the host's feet. */
static bool make_region(struct worker *w) {
    w->region_fd = memfd_create("caqes-worker", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (w->region_fd < 0 || ftruncate(w->region_fd, (off_t)SHARED_BYTES) != 0 ||
        fcntl(w->region_fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return false;
    w->region = mmap(NULL, SHARED_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, w->region_fd, 0);
    if (w->region == MAP_FAILED) w->region = NULL;
    return w->region != NULL;
}

/* The next place in the region, or false when it is full. */
static bool reserve(uint64_t *end, size_t size, uint64_t *place) {
    *place = (*end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    *end = *place + size;
    return *end <= SHARED_BYTES;
}

static bool put(struct worker *w, uint64_t *end, const void *bytes, size_t size, uint64_t *place) {
    if (!reserve(end, size, place)) return false;
    if (size) memcpy(w->region + *place, bytes, size);
    return true;
}

static size_t obligations_of(const struct caqes_batch *b) {
    const struct caqes_record *last;
    if (!b->obligations || b->record_count == 0) return 0;
    last = &b->records[b->record_count - 1];
    return (size_t)last->obligation_first + last->obligation_count;
}

static size_t points_of(const struct caqes_batch *b) {
    size_t points = 0;
    for (uint32_t i = 0; i < b->curve_count; i++)
        if ((size_t)b->curves[i].first + b->curves[i].count > points)
            points = (size_t)b->curves[i].first + b->curves[i].count;
    return points;
}

/* Lays a batch and the room of its reply in the region. */
static bool lay_out(struct worker *w, const struct caqes_batch *b, const struct caqes_reply *r, struct worker_call *c) {
    size_t slots = (size_t)b->record_count * b->slot_count, outputs = (size_t)b->record_count * r->output_count;
    uint64_t end = sizeof(struct shared_head);
    bool fits = put(w, &end, b->decimals, b->slot_count, &c->decimals) &&
                put(w, &end, b->values, slots * sizeof *b->values, &c->values) &&
                put(w, &end, b->presences, slots, &c->presences) &&
                put(w, &end, b->records, b->record_count * sizeof *b->records, &c->records) &&
                put(w, &end, b->obligations, obligations_of(b) * sizeof *b->obligations, &c->obligations) &&
                put(w, &end, b->curves, b->curve_count * sizeof *b->curves, &c->curves) &&
                put(w, &end, b->points, points_of(b) * sizeof *b->points, &c->points) &&
                reserve(&end, b->record_count * sizeof(uint32_t), &c->step_counts) &&
                reserve(&end, outputs * sizeof(uint32_t), &c->outputs) &&
                reserve(&end, (size_t)b->record_count * r->step_capacity * r->step_stride, &c->steps);
    if (!fits) return false;
    memset(w->region + c->step_counts, 0, b->record_count * sizeof(uint32_t));
    memset(w->region + c->outputs, 0xFF, outputs * sizeof(uint32_t));
    return true;
}

/* ---- The process ---------------------------------------------------------------------------- */

static const char *signal_text(int number) {
    switch (number) {
    case SIGSEGV: return "accès interdit à la mémoire ou à l'horloge (SIGSEGV)";
    case SIGBUS: return "accès mémoire interdit (SIGBUS)";
    case SIGFPE: return "division entière impossible (SIGFPE)";
    case SIGILL: return "instruction illégale (SIGILL)";
    case SIGABRT: return "arrêt par abort (SIGABRT)";
    case SIGSYS: return "appel système interdit (SIGSYS)";
    case SIGTRAP: return "point d'arrêt (SIGTRAP)";
    default: return NULL;
    }
}

/* What became of a process that has ended, from its status and from what it left in the region. */
static const char *cause_of(const struct worker *w, int status, struct arena *arena) {
    uint32_t call = ((const struct shared_head *)(const void *)w->region)->forbidden_call;
    if (call != 0) {
        char *name = sandbox_call_name(call - 1);
        const char *text = arena_format(arena, "le plugin a fait un appel système interdit : %s", name ? name : "?");
        free(name);
        return text;
    }
    if (status >= 0 && WIFSIGNALED(status)) {
        const char *known = signal_text(WTERMSIG(status));
        return known ? arena_format(arena, "le plugin est tombé : %s", known)
                     : arena_format(arena, "le plugin est tombé : signal %d", WTERMSIG(status));
    }
    return "le plugin a mis fin à son processus";
}

/* Ends the process, if it has not ended; its status. */
static int end_process(struct worker *w, uint32_t patience_ms) {
    int status = -1;
    if (w->pid != 0) status = zygote_end(w->zygote, w->pid, patience_ms);
    if (w->socket >= 0) close(w->socket);
    w->socket = -1;
    w->pid = 0;
    return status;
}

static int64_t nanoseconds(clockid_t clock) {
    struct timespec t;
    return clock_gettime(clock, &t) == 0 ? (int64_t)t.tv_sec * 1000000000 + t.tv_nsec : 0;
}

/* Waits for a message of the worker. NULL when it is there, else the cause. */
static const char *await(struct worker *w, void *message, size_t size, struct arena *arena) {
    int64_t started = nanoseconds(CLOCK_MONOTONIC), computed = 0;
    clockid_t clock;
    bool timed = clock_getcpuclockid(w->pid, &clock) == 0;
    if (timed) computed = nanoseconds(clock);
    for (;;) {
        struct pollfd poll_fd = {w->socket, POLLIN, 0};
        int ready = poll(&poll_fd, 1, SLICE_MS);
        if (ready > 0) {
            ssize_t n = read(w->socket, message, size);
            if (n == (ssize_t)size) return NULL;
            if (n < 0 && errno == EINTR) continue;
            return cause_of(w, end_process(w, n == 0 ? PATIENCE_MS : 0), arena);
        }
        if (timed && nanoseconds(clock) - computed > w->settings->computing) {
            end_process(w, 0);
            return "le plugin calcule sans fin : arrêté au bout du temps de calcul permis";
        }
        if (nanoseconds(CLOCK_MONOTONIC) - started > w->settings->waiting) {
            end_process(w, 0);
            return "le plugin ne répond pas : arrêté au bout du délai permis";
        }
    }
}

/* Starts a process and waits until its plugin is loaded. */
static const char *start_process(struct worker *w, struct worker_ready *ready, struct arena *arena) {
    int pair[2];
    memset(w->region, 0, sizeof(struct shared_head));
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return "aucun processus ne peut être créé";
    w->pid = zygote_spawn(w->zygote, pair[1], w->plugin->image, w->region_fd, w->plugin->file, w->year);
    close(pair[1]);
    w->socket = pair[0];
    if (w->pid == 0) {
        end_process(w, 0);
        return "aucun processus ne peut être créé";
    }
    return await(w, ready, sizeof *ready, arena);
}

/* An answer that nobody has asked for yet would pass for that of the next call. */
static bool spoke_unasked(const struct worker *w) {
    char byte;
    return w->pid != 0 && recv(w->socket, &byte, 1, MSG_DONTWAIT | MSG_PEEK) > 0;
}

/* ---- Calling -------------------------------------------------------------------------------- */

static const char *restart(struct worker *w, struct arena *arena) {
    struct worker_ready ready = {0};
    const char *cause = start_process(w, &ready, arena);
    if (cause || ready.accepted) return cause;
    end_process(w, PATIENCE_MS);
    return "le plugin, accepté d'abord, est refusé quand on le charge de nouveau";
}

static const char *call(void *state, enum verb verb, const struct caqes_batch *batch, struct caqes_reply *reply,
                        int32_t *status, struct arena *arena) {
    struct worker *w = state;
    struct worker_call c = {.verb = (uint32_t)verb,
                            .sequence = ++w->sequence,
                            .record_count = batch->record_count,
                            .slot_count = batch->slot_count,
                            .curve_count = batch->curve_count,
                            .output_count = reply->output_count,
                            .step_capacity = reply->step_capacity,
                            .has_obligations = batch->obligations != NULL};
    struct worker_result result;
    const char *cause;
    if (spoke_unasked(w)) end_process(w, 0);
    cause = w->pid == 0 ? restart(w, arena) : NULL;
    if (cause) return cause;
    if (!lay_out(w, batch, reply, &c)) return "le lot ne tient pas dans la mémoire partagée";
    if (send(w->socket, &c, sizeof c, MSG_NOSIGNAL) != (ssize_t)sizeof c)
        return cause_of(w, end_process(w, PATIENCE_MS), arena);
    cause = await(w, &result, sizeof result, arena);
    if (cause) return cause;
    if (result.sequence != c.sequence) {
        end_process(w, 0);
        return "le plugin a écrit sur la voie de l'hôte";
    }
    *status = result.status;
    reply->steps = w->region + c.steps;
    memcpy(reply->step_counts, w->region + c.step_counts, batch->record_count * sizeof(uint32_t));
    memcpy(reply->outputs, w->region + c.outputs, (size_t)batch->record_count * reply->output_count * sizeof(uint32_t));
    return NULL;
}

/* Leaves the region as it was found: no reply is ever taken for another. */
static void release(void *state, const struct caqes_reply *reply, uint32_t record_count, bool spoilt) {
    if (spoilt) end_process(state, 0);
    reply_clear(reply, record_count);
}

const struct plugin_process *worker_process(const struct worker *w) { return &w->process; }

/* ---- Opening -------------------------------------------------------------------------------- */

static void say_sandbox(const struct worker *w, bool *warned, struct diag *diag) {
    unsigned lacking = SANDBOX_WANTED & ~w->layers;
    struct diag_message m = {
        .code = "P132", .warning = true, .mend = "run on a kernel that has them, or trust the plugins"};
    if (!lacking || *warned) return;
    *warned = true;
    diag_report(diag, &m, "plugins are not confined by:%s%s%s%s", lacking & SANDBOX_LIMITS ? " limits" : "",
                lacking & SANDBOX_SECCOMP ? " seccomp" : "", lacking & SANDBOX_LANDLOCK ? " landlock" : "",
                lacking & SANDBOX_CLOCKS ? " clocks" : "");
}

static bool refuse(const struct plugin *p, const char *code, const char *text, struct diag *diag) {
    struct diag_message m = {
        .code = code, .place = {p->file, 0, 0}, .mend = "run it under a debugger with --in-process; ask its publisher"};
    diag_report(diag, &m, "%s", text);
    return false;
}

static bool share_region(struct worker *w, struct diag *diag) {
    return make_region(w) || refuse(w->plugin, "P131", "no memory can be shared with a worker process", diag);
}

static bool accept_plugin(struct worker *w, bool *warned, struct arena *arena, struct diag *diag) {
    struct worker_ready ready = {0};
    const char *cause;
    cause = start_process(w, &ready, arena);
    if (cause) return refuse(w->plugin, "P130", arena_format(arena, "not loaded: %s", cause), diag);
    w->layers = ready.sandbox;
    if (ready.accepted) say_sandbox(w, warned, diag);
    if (!ready.accepted)
        refusal_say(w->plugin->file, &ready, w->region + sizeof(struct shared_head), RELAYED_BYTES, diag);
    return ready.accepted;
}

static struct worker *make_worker(struct zygote *z, const struct worker_settings *settings, struct plugin *p,
                                  uint32_t year, struct arena *arena) {
    struct worker *w = arena_alloc(arena, sizeof *w);
    *w = (struct worker){.process = {call, release, w},
                         .zygote = z,
                         .settings = settings,
                         .plugin = p,
                         .year = year,
                         .socket = -1,
                         .region_fd = -1};
    return w;
}

struct worker *worker_open(struct zygote *z, const struct worker_settings *settings, struct plugin *p, uint32_t year,
                           bool *warned, struct arena *arena, struct diag *diag) {
    struct worker *w = make_worker(z, settings, p, year, arena);
    if (share_region(w, diag) && accept_plugin(w, warned, arena, diag)) return w;
    worker_close(w);
    return NULL;
}

struct worker *worker_another(const struct worker *first, struct arena *arena, struct diag *diag) {
    struct worker *w = make_worker(first->zygote, first->settings, first->plugin, first->year, arena);
    if (share_region(w, diag)) return w;
    worker_close(w);
    return NULL;
}

void worker_close(struct worker *w) {
    end_process(w, 0);
    if (w->region) munmap(w->region, SHARED_BYTES);
    if (w->region_fd >= 0) close(w->region_fd);
    w->region = NULL;
    w->region_fd = -1;
}
