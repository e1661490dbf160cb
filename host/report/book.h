/* SPDX-License-Identifier: MIT
 *
 * book.h: a workbook on its way to a stream. libxlsxwriter writes to a file by its name: this one is in memory. */
#ifndef CAQES_HOST_BOOK_H
#define CAQES_HOST_BOOK_H

#include <stdbool.h>
#include <stdio.h>

#define BOOK_PATH 40

/* A file in memory, and the path that leads to it; -1 when there is no memory. */
int book_open(char path[BOOK_PATH]);

/* Copies what was written there to a stream when `good`, and gives the memory back. False when it could not, or was not
 * good. */
bool book_close(int fd, bool good, FILE *stream);

#endif
