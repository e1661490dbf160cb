/* SPDX-License-Identifier: MIT
 *
 * bad_files.h: a folder of refused files, NAME.cfg, each beside NAME.expected: all that is said of it. */
#ifndef CAQES_TESTS_BAD_FILES_H
#define CAQES_TESTS_BAD_FILES_H

#include "check.h"
#include "tests/campaign_fixture.h"

#include <dirent.h>

/* Reads a file, and is true when it was accepted. */
typedef bool (*bad_file_reader)(struct fixture *f, const char *file);

static inline bool bad_file_is_as_expected(const char *folder, const char *name, bad_file_reader read) {
    struct fixture f;
    size_t length = 0;
    const char *file, *expected;
    bool accepted, same;
    fixture_open(&f);
    file = arena_format(&f.arena, "%s/%s", folder, name);
    expected = fixture_file(&f.arena, arena_format(&f.arena, "%.*s.expected", (int)(strlen(file) - 4), file), &length);
    accepted = read(&f, file);
    same = expected && strcmp(expected, fixture_said(&f)) == 0;
    if (accepted) print_error("%s: accepted\n", file);
    /* Not print_error: it cuts a long text. */
    if (!same) fprintf(stderr, "%s: expected\n%sbut found\n%s", file, expected ? expected : "(no file)\n", f.said);
    fixture_close(&f);
    return same && !accepted;
}

static inline void check_bad_files(const char *folder, unsigned at_least, bad_file_reader read) {
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    unsigned seen = 0, wrong = 0;
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (length < 5 || strcmp(entry->d_name + length - 4, ".cfg") != 0) continue;
        if (!bad_file_is_as_expected(folder, entry->d_name, read)) wrong++;
        seen++;
    }
    closedir(dir);
    assert_int_equal(wrong, 0);
    assert_true(seen >= at_least);
}

#endif
