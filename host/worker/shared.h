/* SPDX-License-Identifier: MIT
 *
 * shared.h: what the host and a worker process say to each other. Facts and replies pass through one region of shared
 * memory that neither can resize; calls and results are short messages on a socket. The worker may write anywhere
 * in the region at any time, so the host reads back nothing but the reply, copies each number before it uses it,
 * and computes every step again. */
#ifndef CAQES_HOST_WORKER_SHARED_H
#define CAQES_HOST_WORKER_SHARED_H

#include <stdint.h>

/* Virtual: only what a batch touches takes memory. */
#define SHARED_BYTES (UINT64_C(128) << 20)

/* The head of the region. */
struct shared_head {
    uint32_t forbidden_call; /* number + 1 of the system call that the worker was stopped for; 0: none */
    uint32_t reserved;
};

/* What the worker says once, when the plugin is loaded or refused. */
struct worker_ready {
    uint32_t accepted;
    uint32_t sandbox; /* bits: enum sandbox_layer */
    uint32_t exit_code;
    uint32_t message_bytes; /* of the text of its messages, which follow in the region after the head */
    uint32_t errors, warnings;
};

/* A call: where the parts of the batch and of the reply are, in bytes from the start of the region. */
struct worker_call {
    uint32_t verb;
    uint32_t sequence;
    uint32_t record_count, slot_count, curve_count;
    uint32_t output_count, step_capacity;
    uint32_t has_obligations;
    uint64_t decimals, values, presences, records, obligations, curves, points;
    uint64_t steps, step_counts, outputs;
};

struct worker_result {
    uint32_t sequence;
    int32_t status; /* of the verb */
};

#endif
