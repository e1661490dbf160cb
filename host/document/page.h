/* SPDX-License-Identifier: MIT
 *
 * page.h: the shell of every page, and what all of them look like: readable, sober, light or dark as the reader's
 * system is, printed on A4. A page stands alone: no script but the list's own, nothing from elsewhere. */
#ifndef CAQES_HOST_PAGE_SHELL_H
#define CAQES_HOST_PAGE_SHELL_H

#include <stdio.h>

/* Up to the beginning of <main>. The title is a text; what stands under it is written by the caller. */
void page_open(FILE *stream, const char *title);

/* Ends <main>, then the footer, with where the figures come from. */
void page_close(FILE *stream, const char *digest);

#endif
