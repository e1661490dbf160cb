/* SPDX-License-Identifier: MIT
 *
 * serve.h: a worker process: one plugin, loaded from its sealed bytes, called on batches until the host ends. */
#ifndef CAQES_HOST_SERVE_H
#define CAQES_HOST_SERVE_H

#include <stdint.h>

/* Loads the plugin, says whether it is accepted, then serves calls on `socket`. Ends the process when the host has
 * closed the socket. */
_Noreturn void serve(int socket, int image, int region, const char *file, uint32_t year);

#endif
