/* SPDX-License-Identifier: MIT
 *
 * exit_code.h: the exit codes of caqes. Frozen; documented in docs/formats.md. */
#ifndef CAQES_HOST_EXIT_CODE_H
#define CAQES_HOST_EXIT_CODE_H

enum caqes_exit {
    CAQES_EXIT_DONE = 0,
    CAQES_EXIT_INCOMPLETE = 1,    /* done; an establishment has an incomplete volet */
    CAQES_EXIT_USAGE = 2,         /* the command line */
    CAQES_EXIT_CONFIGURATION = 3, /* campaign, model, references, assignment */
    CAQES_EXIT_INPUT = 4,         /* a dossier was refused; the others are evaluated */
    CAQES_EXIT_PLUGIN = 5,        /* a plugin was refused, or failed on an establishment */
    CAQES_EXIT_SYSTEM = 6,        /* a file cannot be read or written */
    CAQES_EXIT_MEMORY = 7,
    CAQES_EXIT_INTERNAL = 8,
    CAQES_EXIT_CASES = 9 /* some rule case gives another result than it says */
};

#endif
