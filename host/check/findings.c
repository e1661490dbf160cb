/* SPDX-License-Identifier: MIT */
#include "host/check/findings.h"

#include "host/base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *const level_words[CHECK_LEVELS] = {"static",  "manifest", "load",  "contract", "determinism",
                                               "hostile", "fuzz",     "cases", "speed",    "previous"};

/* What a code means is said once, here and, at length, in docs/check-findings.md. */
static const struct {
    const char *code;
    bool warning;
    const char *cause, *mend;
} kinds[] = {
    {"K100", false, "a check that looks at nothing proves nothing", "give the levels that apply to this plugin"},
    {"K110", false, "what a plugin exports may replace a function of the host or of another plugin",
     "link it with caqes_add_plugin(), or with --version-script=exports.map and -fvisibility=hidden"},
    {"K111", false, "this code runs when the plugin is loaded, before anything of it can be checked",
     "link it with -nostartfiles, as caqes_add_plugin() does, and remove constructors and destructors"},
    {"K112", false, "an indirect function runs code of the plugin while it is being loaded",
     "remove __attribute__((ifunc)) and target_clones"},
    {"K113", false, "it would make the stack of its whole process executable",
     "link it with -z noexecstack; assembly sources end with .section .note.GNU-stack,\"\",@progbits"},
    {"K114", false, "code that is written to while it runs is not the code that was checked",
     "compile it with -fPIC, and link it without -z notext"},
    {"K115", false, "a verb computes with what it is given: it needs no service of the system, and would have none",
     "remove the call; the functions of caqes/plugin.h are enough"},
    {"K116", false, "a plugin is one file: another library would be searched for on each host, or not be there",
     "link nothing, with --as-needed and without -rpath"},
    {"K117", false, "it was built on a system with a newer C library than this one",
     "build it on a system as old as the oldest host"},
    {"K118", false, "a unique symbol is shared by all that is loaded, and pins the library",
     "write the plugin in C, or compile it with -fno-gnu-unique"},
    {"K119", false, "it changes how floating-point numbers are computed in its process",
     "compile it without -ffast-math and -Ofast, and without floating point"},
    {"K120", false, "what a plugin keeps from one call to the next makes its results depend on their order",
     "make it const or a local variable; link with -z relro -z now"},
    {"K121", false, "the instruction asks the system, the clock, or the processor for what is not in the record",
     "remove it; every value that counts is an input or a parameter of the manifest"},
    {"K125", true, "a name of the template was left", "write the names of your region"},
    {"K126", true, "it is measured, and counts nowhere", "name it in an obligation, or remove it"},
    {"K127", true, "nobody may set it and it has no default: what needs it is never known",
     "give it a default, or say in set_by who sets it"},
    {"K130", false, "its process ended while the plugin was being loaded, or in its own self_test",
     "remove constructors; run self_test under a debugger: caqes evaluate --in-process"},
    {"K140", false, "the host computes each step again from its own data, and takes nothing that it cannot find itself",
     "run the record under a debugger: caqes evaluate --in-process (docs/plugins.md)"},
    {"K141", false, "the process of the plugin ended: it fell, never answered, or did what no verb may do",
     "run the record under a debugger: caqes evaluate --in-process (docs/plugins.md)"},
    {"K150", false, "something is kept from one call to the next, or was never initialised",
     "remove static variables; compile with -Wall -Wextra -fanalyzer"},
    {"K151", false, "something is kept from one record to the next", "remove static variables"},
    {"K152", false, "the answer to a record looks at another record of its batch",
     "use CAQES_VERB, which opens one record at a time"},
    {"K153", false, "an address or memory that was never written enters the answer",
     "never compute with a pointer; initialise every variable"},
    {"K160", false, "a dossier may hold this: nothing that a record says may make a plugin fail",
     "do not test nor compute in C: let the steps carry what is absent or extreme"},
    {"K161", false, "a datum that was not supplied is no 0: nobody may score better, or worse, by withholding it",
     "read it with caqes_slot(), and let its absence travel through the steps"},
    {"K170", false, "a record within the bounds of the manifest makes it fail",
     "draw it again with --level fuzz --seed and the seed that is given, or evaluate the record"},
    {"K180", false, "the plugin gives another result than its author has worked out",
     "run caqes test, then mend the plugin or the case"},
    {"K181", true, "without rule cases nobody knows that it counts what the texts say",
     "write some (docs/cas.md), and give them with --cases"},
    {"K190", false, "a national campaign has thousands of dossiers", "simplify it, or allow more with --budget"},
    {"K200", false, "two files that are not the same have one version: nobody knows which was used",
     "raise the version"},
    {"K201", true, "on the same records the results are not those of the version before",
     "say so to those who use it, with the reason"},
    {"K202", false, "it is older than what it replaces", "raise the version"},
    {"K203", true, "it was in the version before: dossiers, contracts and campaigns may name it",
     "keep it, or tell those who use it"},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *finding_code(uint32_t index) { return index < KINDS ? kinds[index].code : NULL; }

static uint32_t kind_of(const char *code) {
    uint32_t k = 0;
    while (k < KINDS && strcmp(kinds[k].code, code) != 0) k++;
    return k;
}

bool finding_is_enough(const struct findings *f, const char *code) {
    uint32_t i, found = 0;
    for (i = 0; i < f->count; i++)
        if (f->list[i].level == f->level && strcmp(f->list[i].code, code) == 0) found++;
    return found >= FINDINGS_OF_A_CODE;
}

static void add(struct findings *f, struct finding found) {
    if (found.warning) {
        f->warnings++;
    } else {
        f->errors++;
    }
    if (f->count == f->capacity) {
        f->capacity = f->capacity ? f->capacity * 2 : 16;
        f->list = memory_grow(f->list, f->capacity, sizeof *f->list);
    }
    found.level = f->level;
    f->list[f->count++] = found;
}

/* What is quoted of a plugin may be anything: nothing that could move a terminal, or is not UTF-8, is kept. */
static const char *clean(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text, strlen(text)), *c;
    size_t bad;
    for (c = copy; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F) *c = '?';
    for (c = copy; !utf8_check(c, strlen(c), &bad); c += bad) c[bad] = '?';
    return copy;
}

__attribute__((format(printf, 4, 0))) static void add_own(struct findings *f, const char *code, const char *record,
                                                          const char *seen, va_list args) {
    uint32_t k = kind_of(code);
    char text[2048];
    if (finding_is_enough(f, code)) return;
    vsnprintf(text, sizeof text, seen, args);
    add(f, (struct finding){.code = code,
                            .warning = k < KINDS && kinds[k].warning,
                            .seen = clean(f->arena, text),
                            .cause = k < KINDS ? kinds[k].cause : NULL,
                            .mend = k < KINDS ? kinds[k].mend : NULL,
                            .record = record});
}

void finding_add(struct findings *f, const char *code, const char *seen, ...) {
    va_list args;
    va_start(args, seen);
    add_own(f, code, NULL, seen, args);
    va_end(args);
}

void finding_add_record(struct findings *f, const char *code, const char *record, const char *seen, ...) {
    va_list args;
    va_start(args, seen);
    add_own(f, code, record, seen, args);
    va_end(args);
}

/* The place of a message of a plugin is its file, which the report names already: its JSON path is in the text. */
void finding_from_message(void *context, const struct diag_message *m, const char *text) {
    struct findings *f = context;
    if (m->place.file && strcmp(m->place.file, f->file) != 0)
        text = arena_format(f->arena, "%s:%u: %s", m->place.file, m->place.line, text);
    if (m->found)
        text = arena_format(f->arena, "%s: %.*s", text, (int)(m->found_length < 120 ? m->found_length : 120), m->found);
    if (strcmp(m->code, "P130") == 0) { /* the host's message of the same thing */
        finding_add(f, "K130", "%s", text);
        return;
    }
    add(f, (struct finding){.code = arena_copy(f->arena, m->code, strlen(m->code)),
                            .warning = m->warning,
                            .seen = clean(f->arena, text),
                            .mend = m->mend ? clean(f->arena, m->mend) : NULL});
}

/* ---- Messages of a worker ------------------------------------------------------------------------ */

FILE *findings_relay(struct findings *f) {
    if (!f->relay) f->relay = open_memstream(&f->relayed, &f->relayed_length);
    return f->relay;
}

/* "file: error[P122]: text": the code and the text, or false. */
static bool message_of(char *line, struct finding *out) {
    char *mark = strstr(line, ": error["), *code, *close;
    out->warning = false;
    if (!mark) {
        mark = strstr(line, ": warning[");
        out->warning = true;
    }
    if (!mark) return false;
    code = strchr(mark, '[') + 1;
    close = strstr(code, "]: ");
    if (!close || close - code != 4) return false;
    *close = '\0';
    out->code = code;
    out->seen = close + 3;
    return true;
}

void findings_take_relayed(struct findings *f) {
    static const char mend[] = "    mend: ";
    char *copy, *line, *rest = NULL;
    struct finding found;
    if (!f->relay || fflush(f->relay) != 0 || f->relayed_length == 0) return;
    copy = arena_copy(f->arena, f->relayed, f->relayed_length);
    for (line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (strncmp(line, mend, sizeof mend - 1) == 0) {
            if (f->count > 0) f->list[f->count - 1].mend = clean(f->arena, line + sizeof mend - 1);
        } else if (message_of(line, &found)) {
            add(f, (struct finding){.code = clean(f->arena, found.code),
                                    .warning = found.warning,
                                    .seen = clean(f->arena, found.seen)});
        }
    }
    rewind(f->relay);
}

void findings_free(struct findings *f) {
    if (f->relay) fclose(f->relay);
    free(f->relayed);
    f->relay = NULL;
    f->relayed = NULL;
    free(f->list);
    f->list = NULL;
    f->count = f->capacity = 0;
}
