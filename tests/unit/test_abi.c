/* SPDX-License-Identifier: MIT
 *
 * The layouts of abi_layout.h as C sees them, and what a layout does not say. */
#include "check.h"

#include "abi_layout.h"

#include <string.h>

/* The working form of a fraction never crosses the border; the wire form is its two halves, low first. */
static void test_wire(void **state) {
    static const unsigned char magic[4] = {'1', 'C', 'A', 'Q'};
    const uint32_t number = CAQES_MAGIC;
    struct caqes_fraction f = caqes_fraction_of(-1, 3);
    struct caqes_wire_fraction w;
    (void)state;
    f.den <<= 64;
    w = caqes_fraction_to_wire(f);
    assert_true(w.num_low == UINT64_MAX && w.num_high == -1);
    assert_true(w.den_low == 0 && w.den_high == 3);
    assert_memory_equal(&number, magic, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wire)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
