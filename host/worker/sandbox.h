/* SPDX-License-Identifier: MIT
 *
 * sandbox.h: what a worker process gives up before and after it loads a plugin. Each layer is one that the kernel
 * may lack; what could not be put on is said, never assumed. */
#ifndef CAQES_HOST_SANDBOX_H
#define CAQES_HOST_SANDBOX_H

#include "host/worker/shared.h"

#include <stdbool.h>

/* Bits of what is in force. */
enum sandbox_layer { SANDBOX_LIMITS = 1, SANDBOX_SECCOMP = 2, SANDBOX_LANDLOCK = 4, SANDBOX_CLOCKS = 8 };

/* All that this program asks for; less under a memory checker, which needs what is forbidden. */
#if defined(__SANITIZE_ADDRESS__)
#define SANDBOX_WANTED 0U
#else
#define SANDBOX_WANTED ((unsigned)(SANDBOX_LIMITS | SANDBOX_SECCOMP | SANDBOX_LANDLOCK | SANDBOX_CLOCKS))
#endif

/* Before loading: memory and files limited, clocks out of reach, no new privilege, files of the system's libraries
 * only, and system calls of the loader only. A forbidden call writes its number in the region's head and ends the
 * process. */
unsigned sandbox_for_loading(struct shared_head *head);

/* After loading: no file at all; system calls of memory and of this socket only. False when it failed. */
bool sandbox_for_serving(int socket, unsigned layers);

/* Name of a system call by number, or NULL. Free it. */
char *sandbox_call_name(uint32_t number);

#endif
