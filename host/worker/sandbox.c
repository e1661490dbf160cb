/* SPDX-License-Identifier: MIT */
#include "host/worker/sandbox.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MEMORY_MIB = 1024, OPEN_FILES = 16 };

/* ---- Limits --------------------------------------------------------------------------------- */

static bool limit(__rlimit_resource_t resource, rlim_t value) {
    struct rlimit both = {value, value};
    return setrlimit(resource, &both) == 0;
}

static bool set_limits(void) {
    bool done = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, OPEN_FILES);
    return limit(RLIMIT_AS, (rlim_t)MEMORY_MIB << 20) && done;
}

/* ---- Clocks --------------------------------------------------------------------------------- */

/* No system call shows these to a filter: the pages from which the C library reads the time, and the counter of the
 * processor. Reading either is then a fault (SIGSEGV). The pages stay taken: what is mapped later must not come there.
 */
static bool hide_clocks(void) {
    FILE *maps = fopen("/proc/self/maps", "re");
    char line[512];
    bool done = maps != NULL;
    while (maps && fgets(line, sizeof line, maps)) {
        char *end = line;
        uintptr_t first = strtoul(line, &end, 16), last = strtoul(end + 1, NULL, 16);
        if (strstr(line, "[vvar") && mmap((void *)first, last - first, PROT_NONE,
                                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0) == MAP_FAILED)
            done = false;
    }
    if (maps) fclose(maps);
#if defined(__x86_64__)
    if (prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0) != 0) done = false;
#endif
    return done;
}

/* ---- Landlock ------------------------------------------------------------------------------- */

/* Denies every access to files that this kernel can deny, but reading under `paths`. */
static bool landlock(const char *const *paths, unsigned count) {
    struct landlock_ruleset_attr rules = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    const uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
    int set = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    bool done;
    unsigned i;
    if (set < 0) return false;
    for (i = 0; i < count; i++) {
        struct landlock_path_beneath_attr beneath = {.allowed_access = reading};
        beneath.parent_fd = open(paths[i], O_PATH | O_CLOEXEC);
        if (beneath.parent_fd < 0) continue;
        syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
        close(beneath.parent_fd);
    }
    done = syscall(SYS_landlock_restrict_self, set, 0) == 0;
    close(set);
    return done;
}

/* ---- System calls --------------------------------------------------------------------------- */

static struct shared_head *report;

/* The last thing a worker does after a forbidden call: say which. */
static void stop(int number, siginfo_t *info, void *context) {
    (void)number;
    (void)context;
    report->forbidden_call = (uint32_t)info->si_syscall + 1;
    _exit(1);
}

static bool catch_forbidden(struct shared_head *head) {
    struct sigaction action = {.sa_flags = SA_SIGINFO};
    report = head;
    action.sa_sigaction = stop;
    return sigaction(SIGSYS, &action, NULL) == 0;
}

static bool allow_all(scmp_filter_ctx filter, const int *calls, size_t count) {
    size_t i;
    for (i = 0; i < count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0) return false;
    return true;
}

/* The call, when its argument is this one. */
static bool allow_with(scmp_filter_ctx filter, int call, unsigned argument, uint32_t value) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_CMP32(argument, SCMP_CMP_EQ, value, 0)) == 0;
}

/* Advice that malloc gives. Other advice can make a page unreadable for whoever shares it. */
static bool allow_advice(scmp_filter_ctx filter) {
    return allow_with(filter, SCMP_SYS(madvise), 2, MADV_DONTNEED) &&
           allow_with(filter, SCMP_SYS(madvise), 2, MADV_HUGEPAGE);
}

/* What the C library does when it ends a process that went wrong, so that the cause is told as such. Its words, on
 * standard error, go nowhere. */
static bool allow_abort(scmp_filter_ctx filter) {
    static const int calls[] = {SCMP_SYS(rt_sigprocmask), SCMP_SYS(getpid), SCMP_SYS(gettid)};
    return allow_all(filter, calls, sizeof calls / sizeof *calls) &&
           allow_with(filter, SCMP_SYS(writev), 0, STDERR_FILENO) &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
                            SCMP_CMP32(0, SCMP_CMP_EQ, (uint32_t)getpid(), 0),
                            SCMP_CMP32(2, SCMP_CMP_EQ, SIGABRT, 0)) == 0;
}

/* What the loader of shared objects needs: files opened to be read, and memory. */
static bool filter_for_loading(void) {
    static const int calls[] = {SCMP_SYS(read),
                                SCMP_SYS(pread64),
                                SCMP_SYS(mmap),
                                SCMP_SYS(mprotect),
                                SCMP_SYS(munmap),
                                SCMP_SYS(mremap),
                                SCMP_SYS(brk),
                                SCMP_SYS(fstat),
                                SCMP_SYS(lseek),
                                SCMP_SYS(newfstatat),
                                SCMP_SYS(close),
                                SCMP_SYS(readlink),
                                SCMP_SYS(access),
                                SCMP_SYS(futex),
                                SCMP_SYS(exit_group),
                                SCMP_SYS(exit),
                                SCMP_SYS(getrandom),
                                SCMP_SYS(write),
                                SCMP_SYS(rt_sigreturn),
                                SCMP_SYS(readlinkat),
                                SCMP_SYS(getcwd),
                                SCMP_SYS(seccomp),
                                SCMP_SYS(landlock_create_ruleset),
                                SCMP_SYS(landlock_restrict_self)};
    const scmp_datum_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    bool done;
    if (!filter) return false;
    done = allow_all(filter, calls, sizeof calls / sizeof *calls) && allow_advice(filter) && allow_abort(filter) &&
           allow_with(filter, SCMP_SYS(prctl), 0, PR_SET_NO_NEW_PRIVS) &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2_64(SCMP_CMP_MASKED_EQ, writing, 0)) ==
               0 &&
           seccomp_load(filter) == 0;
    seccomp_release(filter);
    return done;
}

/* What computing needs: memory that is not code, and the socket. It wakes
 * others, of which there is none, and never waits. */
static bool filter_for_serving(int socket) {
    static const int calls[] = {SCMP_SYS(munmap),     SCMP_SYS(mremap), SCMP_SYS(brk),
                                SCMP_SYS(exit_group), SCMP_SYS(exit),   SCMP_SYS(rt_sigreturn)};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    bool done;
    if (!filter) return false;
    done = allow_all(filter, calls, sizeof calls / sizeof *calls) && allow_advice(filter) && allow_abort(filter) &&
           allow_with(filter, SCMP_SYS(read), 0, (uint32_t)socket) &&
           allow_with(filter, SCMP_SYS(write), 0, (uint32_t)socket) &&
           allow_with(filter, SCMP_SYS(write), 0, STDERR_FILENO) &&
           allow_with(filter, SCMP_SYS(futex), 1, FUTEX_WAKE | FUTEX_PRIVATE_FLAG) &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) ==
               0 &&
           seccomp_load(filter) == 0;
    seccomp_release(filter);
    return done;
}

/* ---- In order ------------------------------------------------------------------------------- */

unsigned sandbox_for_loading(struct shared_head *head) {
    static const char *const libraries[] = {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"};
    unsigned layers = 0;
    if (SANDBOX_WANTED == 0) return 0;
    if (set_limits()) layers |= SANDBOX_LIMITS;
    if (hide_clocks()) layers |= SANDBOX_CLOCKS;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return layers;
    if (landlock(libraries, sizeof libraries / sizeof *libraries)) layers |= SANDBOX_LANDLOCK;
    if (catch_forbidden(head) && filter_for_loading()) layers |= SANDBOX_SECCOMP;
    return layers;
}

bool sandbox_for_serving(int socket, unsigned layers) {
    if ((layers & SANDBOX_LANDLOCK) && !landlock(NULL, 0)) return false;
    return !(layers & SANDBOX_SECCOMP) || filter_for_serving(socket);
}

char *sandbox_call_name(uint32_t number) { return seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)number); }
