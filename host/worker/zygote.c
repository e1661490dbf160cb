/* SPDX-License-Identifier: MIT */
#include "host/worker/zygote.h"

#include "host/worker/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HANDED = 3 }; /* descriptors of a worker: socket, image, region */

enum order { ORDER_SPAWN, ORDER_END };

struct request {
    uint32_t order, year, patience_ms;
    int32_t worker;
    char file[PATH_MAX];
};

struct answer {
    int32_t worker, status;
};

/* ---- The zygote's side ---------------------------------------------------------------------- */

static bool receive(int socket, struct request *request, int handed[HANDED]) {
    char control[CMSG_SPACE(HANDED * sizeof(int))] = {0};
    struct iovec part = {request, sizeof *request};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    const struct cmsghdr *head;
    ssize_t n;
    while ((n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {
    }
    if (n != (ssize_t)sizeof *request) return false; /* the host has ended */
    for (int i = 0; i < HANDED; i++) handed[i] = -1;
    head = CMSG_FIRSTHDR(&message);
    if (head && head->cmsg_type == SCM_RIGHTS && head->cmsg_len == CMSG_LEN(HANDED * sizeof(int)))
        memcpy(handed, CMSG_DATA(head), HANDED * sizeof(int));
    return true;
}

static pid_t spawn(int own, const struct request *request, const int handed[HANDED]) {
    pid_t zygote = getpid(), child = fork();
    if (child != 0) return child < 0 ? 0 : child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != zygote) _exit(1);
    close(own);
    serve(handed[0], handed[1], handed[2], request->file, request->year);
}

static void pause_ms(long ms) {
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

/* Waits a little for a worker that is ending by itself, then ends it: the status tells the two apart. */
static int end(pid_t worker, uint32_t patience_ms) {
    int status = -1;
    for (;; patience_ms -= patience_ms < 5 ? patience_ms : 5) {
        pid_t found = waitpid(worker, &status, WNOHANG);
        if (found == worker) return status;
        if (found < 0) return -1;
        if (patience_ms == 0) break;
        pause_ms(5);
    }
    kill(worker, SIGKILL);
    return waitpid(worker, &status, 0) == worker ? status : -1;
}

static _Noreturn void live(int socket) {
    struct request request;
    int handed[HANDED];
    signal(SIGINT, SIG_IGN); /* of a terminal: the host ends, then we do */
    while (receive(socket, &request, handed)) {
        struct answer answer = {0, -1};
        if (request.order == ORDER_SPAWN) {
            request.file[sizeof request.file - 1] = '\0';
            answer.worker = handed[0] < 0 ? 0 : spawn(socket, &request, handed);
            for (int i = 0; i < HANDED; i++)
                if (handed[i] >= 0) close(handed[i]);
        } else {
            answer.status = end(request.worker, request.patience_ms);
        }
        if (write(socket, &answer, sizeof answer) != (ssize_t)sizeof answer) break;
    }
    _exit(0);
}

/* ---- The host's side ------------------------------------------------------------------------ */

bool zygote_start(struct zygote *z) {
    int pair[2];
    pid_t host = getpid();
    z->socket = -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return false;
    fflush(NULL);
    z->pid = fork();
    if (z->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != host) _exit(1);
        close(pair[0]);
        live(pair[1]);
    }
    close(pair[1]);
    if (z->pid < 0) {
        close(pair[0]);
        return false;
    }
    z->socket = pair[0];
    return true;
}

static bool exchange(struct zygote *z, const struct request *request, const int *handed, struct answer *answer) {
    char control[CMSG_SPACE(HANDED * sizeof(int))] = {0};
    struct iovec part = {(void *)(uintptr_t)request, sizeof *request};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    ssize_t n;
    if (handed) {
        struct cmsghdr *head;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(HANDED * sizeof(int));
        memcpy(CMSG_DATA(head), handed, HANDED * sizeof(int));
    }
    while ((n = sendmsg(z->socket, &message, MSG_NOSIGNAL)) < 0 && errno == EINTR) {
    }
    if (n != (ssize_t)sizeof *request) return false;
    while ((n = read(z->socket, answer, sizeof *answer)) < 0 && errno == EINTR) {
    }
    return n == (ssize_t)sizeof *answer;
}

static bool ask(struct zygote *z, const struct request *request, const int *handed, struct answer *answer) {
    bool done;
    pthread_mutex_lock(&z->lock);
    done = exchange(z, request, handed, answer);
    pthread_mutex_unlock(&z->lock);
    return done;
}

pid_t zygote_spawn(struct zygote *z, int socket, int image, int region, const char *file, uint32_t year) {
    const int handed[HANDED] = {socket, image, region};
    struct request *request = calloc(1, sizeof *request);
    struct answer answer;
    bool done;
    if (!request) return 0;
    request->order = ORDER_SPAWN;
    request->year = year;
    strncpy(request->file, file, sizeof request->file - 1);
    done = ask(z, request, handed, &answer);
    free(request);
    return done ? answer.worker : 0;
}

int zygote_end(struct zygote *z, pid_t worker, uint32_t patience_ms) {
    struct request *request = calloc(1, sizeof *request);
    struct answer answer;
    bool done;
    if (!request) return -1;
    request->order = ORDER_END;
    request->worker = worker;
    request->patience_ms = patience_ms;
    done = ask(z, request, NULL, &answer);
    free(request);
    return done ? answer.status : -1;
}

void zygote_stop(struct zygote *z) {
    if (z->socket < 0) return;
    close(z->socket);
    z->socket = -1;
    waitpid(z->pid, NULL, 0);
}
