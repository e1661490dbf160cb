/* SPDX-License-Identifier: MIT
 *
 * The level "static" of a check: what it reads may be anything. A whole plugin, then the same cut and damaged in many
 * places: it never reads outside, which a memory checker would say, and never ends the program. */
#include "check.h"

#include "host/check/check.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char *whole;
static size_t length;

static int read_plugin(void **state) {
    FILE *stream = fopen(PLUGIN_DIR "/caqes-transports.so", "rb");
    (void)state;
    if (!stream) return -1;
    whole = malloc(1 << 22);
    length = fread(whole, 1, 1 << 22, stream);
    fclose(stream);
    return length > sizeof(Elf64_Ehdr) ? 0 : -1;
}

static int forget_plugin(void **state) {
    (void)state;
    free(whole);
    return 0;
}

/* How many errors are found in `size` bytes, in memory of just that size. The first code is kept. */
static uint32_t errors_of(const unsigned char *bytes, size_t size, char code[8]) {
    struct arena arena = ARENA_EMPTY;
    struct findings f = {.file = "plugin.so", .arena = &arena};
    unsigned char *exact = malloc(size ? size : 1);
    uint32_t errors;
    memcpy(exact, bytes, size);
    check_static(exact, size, &f);
    errors = f.errors;
    if (code) snprintf(code, 8, "%s", f.count ? f.list[0].code : "");
    findings_free(&f);
    arena_free(&arena);
    free(exact);
    return errors;
}

static uint64_t number(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void an_honest_plugin_is_clean(void **state) {
    char code[8];
    (void)state;
    /* Under sanitizers it is a build with sanitizers, and says so. */
    assert_in_range(errors_of(whole, length, code), 0, 1);
    if (*code) assert_string_equal(code, "K115");
}

static void what_is_cut_is_said(void **state) {
    size_t size, step = length / 97;
    (void)state;
    for (size = 0; size < length / 2; size += step) assert_true(errors_of(whole, size, NULL) > 0);
}

/* Any byte, with more of them where the loader looks: the header, segments, the dynamic table. */
static void damage_is_survived(void **state) {
    unsigned char *copy = malloc(length);
    uint64_t seed = 88172645463325252U;
    Elf64_Ehdr h;
    int round;
    (void)state;
    memcpy(&h, whole, sizeof h);
    for (round = 0; round < 3000; round++) {
        uint64_t places[3] = {number(&seed) % length, number(&seed) % 0x400,
                              h.e_shoff + number(&seed) % ((uint64_t)h.e_shnum * h.e_shentsize)};
        memcpy(copy, whole, length);
        copy[places[round % 3]] = (unsigned char)number(&seed);
        if (round % 2) copy[number(&seed) % 0x400] ^= (unsigned char)(1U << number(&seed) % 8);
        errors_of(copy, length, NULL);
    }
    free(copy);
}

/* Each entry of the dynamic table leads far outside. */
static void far_addresses_are_not_followed(void **state) {
    unsigned char *copy = malloc(length);
    Elf64_Ehdr h;
    unsigned k;
    (void)state;
    memcpy(&h, whole, sizeof h);
    for (k = 0; k < h.e_phnum; k++) {
        Elf64_Phdr s;
        uint64_t at;
        memcpy(&s, whole + h.e_phoff + (size_t)k * sizeof s, sizeof s);
        for (at = s.p_offset; s.p_type == PT_DYNAMIC && at < s.p_offset + s.p_filesz; at += sizeof(Elf64_Dyn)) {
            memcpy(copy, whole, length);
            memset(copy + at + 8, 0xFF, 8);
            errors_of(copy, length, NULL);
            memset(copy + at + 8, 0x7F, 7);
            errors_of(copy, length, NULL);
        }
    }
    free(copy);
}

/* Permissions are those of segments. */
static void permissions_are_found(void **state) {
    unsigned char *copy = malloc(length);
    char code[8];
    Elf64_Ehdr h;
    unsigned k;
    (void)state;
    memcpy(&h, whole, sizeof h);
    for (k = 0; k < h.e_phnum; k++) {
        Elf64_Phdr s;
        size_t at = h.e_phoff + (size_t)k * sizeof s;
        memcpy(&s, whole + at, sizeof s);
        memcpy(copy, whole, length);
        if (s.p_type == PT_GNU_STACK) {
            s.p_flags |= PF_X;
            memcpy(copy + at, &s, sizeof s);
            assert_true(errors_of(copy, length, code) > 0);
            assert_string_equal(code, "K113");
        } else if (s.p_type == PT_LOAD && (s.p_flags & PF_X)) {
            s.p_flags |= PF_W;
            memcpy(copy + at, &s, sizeof s);
            assert_true(errors_of(copy, length, code) > 0);
            assert_string_equal(code, "K114");
        }
    }
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_honest_plugin_is_clean),
                                       cmocka_unit_test(what_is_cut_is_said), cmocka_unit_test(damage_is_survived),
                                       cmocka_unit_test(far_addresses_are_not_followed),
                                       cmocka_unit_test(permissions_are_found)};
    return cmocka_run_group_tests(tests, read_plugin, forget_plugin);
}
