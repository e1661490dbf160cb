/* SPDX-License-Identifier: MIT
 *
 * The levels, one after the other. Each rests on those before it: the manifest and the loading are gone through even
 * when they are not asked for. */
#include "host/check/check.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int64_t check_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static struct level_result *result(struct check *c) { return &c->findings->levels[c->findings->level]; }

void check_not_applicable(struct check *c, const char *why) {
    result(c)->state = LEVEL_NOT_APPLICABLE;
    result(c)->why = why;
}

void check_done(struct check *c, uint64_t count, const char *what) {
    result(c)->done = count;
    result(c)->what = what;
}

/* ---- Reading and loading ----------------------------------------------------------------------------- */

static void level_static(struct check *c) {
    struct stat st;
    void *bytes;
    if (fstat(c->file.image, &st) != 0) return;
    bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, c->file.image, 0);
    if (bytes == MAP_FAILED) return;
    check_static(bytes, (size_t)st.st_size, c->findings);
    munmap(bytes, (size_t)st.st_size);
}

/* Data alone are not loaded by an evaluation either. */
static void level_load(struct check *c) {
    struct trial t;
    if (!plugin_has_code(c->plugin->manifest)) {
        c->loaded = true;
        check_not_applicable(c, "its manifest needs no code: none is loaded");
        return;
    }
    c->loaded = trial_open(&t, &c->bench, c->isolation, c->arena, &c->diag);
    if (c->loaded) trial_close(&t);
}

/* ---- The levels ---------------------------------------------------------------------------------------- */

/* How far the plugin must have come for a level to run. */
enum stage { STAGE_FILE, STAGE_MANIFEST, STAGE_LOADED, STAGE_SOUND, STAGE_QUICK };

static const struct {
    void (*run)(struct check *c);
    enum stage needs;
} levels[CHECK_LEVELS] = {[LEVEL_STATIC] = {level_static, STAGE_FILE},
                          [LEVEL_MANIFEST] = {check_manifest, STAGE_FILE},
                          [LEVEL_LOAD] = {level_load, STAGE_MANIFEST},
                          [LEVEL_CONTRACT] = {check_contract, STAGE_LOADED},
                          [LEVEL_DETERMINISM] = {check_determinism, STAGE_QUICK},
                          [LEVEL_HOSTILE] = {check_hostile, STAGE_QUICK},
                          [LEVEL_FUZZ] = {check_fuzz, STAGE_QUICK},
                          [LEVEL_CASES] = {check_cases, STAGE_LOADED},
                          [LEVEL_SPEED] = {check_speed, STAGE_SOUND},
                          [LEVEL_PREVIOUS] = {check_previous, STAGE_QUICK}};

/* Why a level that needs this stage cannot run, or NULL. */
static const char *obstacle(const struct check *c, enum stage needs) {
    if (needs >= STAGE_MANIFEST && !c->bench.campaign) return "its manifest is refused";
    if (needs >= STAGE_LOADED && !c->loaded) return "its code is refused";
    if (needs >= STAGE_SOUND && c->broken) return "its process ends on ordinary records";
    if (needs >= STAGE_QUICK && c->slow) return "an ordinary record takes more than 100 times the budget";
    return NULL;
}

static void run_level(struct check *c, enum check_level level) {
    bool asked = c->options->levels[level], prerequisite = level == LEVEL_MANIFEST || level == LEVEL_LOAD;
    int64_t start = check_now();
    if (!asked && !prerequisite) return;
    c->findings->level = level;
    result(c)->why = obstacle(c, levels[level].needs);
    if (!result(c)->why && level == LEVEL_FUZZ && c->options->fuzz_seconds == 0)
        result(c)->why = "it has no second to run";
    result(c)->state = result(c)->why ? LEVEL_NOT_REACHED : LEVEL_RAN;
    if (!result(c)->why) levels[level].run(c);
    findings_take_relayed(c->findings);
    result(c)->microseconds = check_now() - start;
    if (!asked) result(c)->state = LEVEL_NOT_ASKED;
}

/* A check that looked at nothing has not found the plugin in order. */
static void check_something_ran(struct check *c) {
    int level;
    for (level = 0; level < CHECK_LEVELS; level++)
        if (c->findings->levels[level].state == LEVEL_RAN) return;
    if (c->findings->errors == 0) finding_add(c->findings, "K100", "no level had anything to look at");
}

/* The file, once: what is looked at here is what is loaded later. */
static bool begin(struct check *c, const char *file) {
    c->findings->file = file;
    c->findings->arena = c->arena;
    c->findings->level = LEVEL_STATIC;
    c->diag = (struct diag){.listener = finding_from_message, .context = c->findings};
    c->diag.stream = findings_relay(c->findings);
    c->file.image = -1;
    if (!plugin_file_read(file, c->arena, &c->diag, &c->file)) return false;
    c->findings->sha256 = c->file.sha256;
    return true;
}

static void end(struct check *c) {
    if (c->file.image >= 0) close(c->file.image);
}

void check_run(struct check *c, const char *file) {
    bool read = begin(c, file);
    int level;
    for (level = 0; level < CHECK_LEVELS; level++) {
        if (read) {
            run_level(c, (enum check_level)level);
        } else if (c->options->levels[level]) {
            c->findings->levels[level] =
                (struct level_result){.state = LEVEL_NOT_REACHED, .why = "its file is refused"};
        }
    }
    check_something_ran(c);
    end(c);
}

void check_print_answers(struct check *c, const char *file, FILE *stream) {
    if (begin(c, file)) {
        check_manifest(c);
        if (c->bench.campaign) check_answers(c, stream);
        findings_take_relayed(c->findings);
    }
    end(c);
}
