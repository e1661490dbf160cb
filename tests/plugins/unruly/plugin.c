/* SPDX-License-Identifier: MIT
 *
 * Does to the host whatever the dossier asks for, then gives one euro as if nothing had happened. */
#define _GNU_SOURCE
#include "unruly_manifest.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile int sink;

static void ignore(int number) { (void)number; }

static int exhaust(int depth) {
    volatile char frame[4096];
    frame[0] = (char)depth;
    return exhaust(depth + 1) + frame[0];
}

static void take_memory(void) {
    for (;;) {
        char *block = malloc(64U << 20);
        memset(block, 1, 64U << 20); /* NULL once there is no more */
    }
}

static void spin(void) {
    for (;;) sink++;
}

static void misbehave(int64_t conduct) {
    switch (conduct) {
    case CLASS_CONDUITE_SEGFAULT: *(volatile int *)8 = 1; break;
    case CLASS_CONDUITE_ABORT: abort(); break;
    case CLASS_CONDUITE_DIVISION: sink = 77 % sink; break;
    case CLASS_CONDUITE_ILLEGALE: __builtin_trap(); break;
    case CLASS_CONDUITE_PILE: sink = exhaust(0); break;
    case CLASS_CONDUITE_BOUCLE: spin(); break;
    case CLASS_CONDUITE_BOUCLE_SOURDE:
        signal(SIGXCPU, SIG_IGN);
        spin();
        break;
    case CLASS_CONDUITE_ATTENTE:
        for (;;) pause();
        break;
    case CLASS_CONDUITE_EXIT: exit(0); break;
    case CLASS_CONDUITE_SORTIE_BRUTE: syscall(SYS_exit_group, 0); break;
    case CLASS_CONDUITE_FORK: sink = fork(); break;
    case CLASS_CONDUITE_EXEC: execl("/bin/true", "true", (char *)0); break;
    case CLASS_CONDUITE_TUE: kill(getppid(), SIGKILL); break;
    case CLASS_CONDUITE_MEMOIRE: take_memory(); break;
    case CLASS_CONDUITE_FICHIER: sink = open("/etc/passwd", O_RDONLY); break;
    case CLASS_CONDUITE_ECRITURE: sink = open("/tmp/caqes-unruly", O_WRONLY | O_CREAT, 0600); break;
    case CLASS_CONDUITE_RESEAU: sink = socket(AF_INET, SOCK_STREAM, 0); break;
    case CLASS_CONDUITE_VOIE: sink = (int)write(3, "0000", 4); break;
    case CLASS_CONDUITE_FERME: close(3); break;
    case CLASS_CONDUITE_CODE:
        sink = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != NULL;
        break;
    case CLASS_CONDUITE_COUPE: sink = ftruncate(5, 0); break;
    case CLASS_CONDUITE_SIGNAL: signal(SIGSEGV, ignore); break;
    case CLASS_CONDUITE_PAROLE: puts("total: 1 000 000"), fflush(stdout); break;
    default: break;
    }
}

static void settle(struct caqes_case *c) {
    if (c->presences[SLOT_CONDUITE] == CAQES_PRESENT) misbehave(c->values[SLOT_CONDUITE]);
    caqes_output(c, OUTPUT_SANCTION, caqes_one(c));
}
CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
