/* SPDX-License-Identifier: MIT
 *
 * The layout of every public struct, and the number of every public name, as ABI 1 froze them. A line that no
 * longer compiles is a broken border: add members at the end, with a new line here, and raise CAQES_ABI_MINOR. */
#include "check.h"

#include <caqes/plugin.h>

#include <stddef.h>
#include <string.h>

#define SIZE(type, bytes) _Static_assert(sizeof(struct type) == (bytes), "size of struct " #type)
#define AT(type, member, offset)                                                                                       \
    _Static_assert(offsetof(struct type, member) == (offset), "offset of " #type "." #member)
#define IS(name, number) _Static_assert((name) == (number), "number of " #name)

SIZE(caqes_wire_fraction, 32);
AT(caqes_wire_fraction, num_low, 0);
AT(caqes_wire_fraction, num_high, 8);
AT(caqes_wire_fraction, den_low, 16);
AT(caqes_wire_fraction, den_high, 24);

SIZE(caqes_step, 56);
AT(caqes_step, op, 0);
AT(caqes_step, state, 2);
AT(caqes_step, source, 4);
AT(caqes_step, reserved, 6);
AT(caqes_step, a, 8);
AT(caqes_step, b, 12);
AT(caqes_step, c, 16);
AT(caqes_step, reserved2, 20);
AT(caqes_step, value, 24);

SIZE(caqes_point, 16);
AT(caqes_point, x, 0);
AT(caqes_point, y, 8);

SIZE(caqes_curve, 16);
AT(caqes_curve, kind, 0);
AT(caqes_curve, first, 4);
AT(caqes_curve, count, 8);
AT(caqes_curve, reserved, 12);

SIZE(caqes_obligation, 72);
AT(caqes_obligation, role, 0);
AT(caqes_obligation, state, 2);
AT(caqes_obligation, reached, 4);
AT(caqes_obligation, weighted, 8);
AT(caqes_obligation, coefficient, 40);

SIZE(caqes_record, 48);
AT(caqes_record, refused, 0);
AT(caqes_record, obligation_first, 4);
AT(caqes_record, obligation_count, 8);
AT(caqes_record, reserved, 12);
AT(caqes_record, plan_weight, 16);
AT(caqes_record, plan_progress, 24);
AT(caqes_record, products, 32);
AT(caqes_record, products_cut, 40);

SIZE(caqes_table_row, 4);
AT(caqes_table_row, a, 0);
AT(caqes_table_row, b, 1);
AT(caqes_table_row, outcome, 2);

SIZE(caqes_table, 16);
AT(caqes_table, rows, 0);
AT(caqes_table, row_count, 8);
AT(caqes_table, condition_count, 12);

SIZE(caqes_batch, 80);
AT(caqes_batch, size, 0);
AT(caqes_batch, record_count, 4);
AT(caqes_batch, slot_count, 8);
AT(caqes_batch, record_stride, 12);
AT(caqes_batch, obligation_stride, 16);
AT(caqes_batch, curve_count, 20);
AT(caqes_batch, decimals, 24);
AT(caqes_batch, values, 32);
AT(caqes_batch, presences, 40);
AT(caqes_batch, records, 48);
AT(caqes_batch, obligations, 56);
AT(caqes_batch, curves, 64);
AT(caqes_batch, points, 72);

SIZE(caqes_reply, 48);
AT(caqes_reply, size, 0);
AT(caqes_reply, step_capacity, 4);
AT(caqes_reply, step_stride, 8);
AT(caqes_reply, output_count, 12);
AT(caqes_reply, current, 16);
AT(caqes_reply, reserved, 20);
AT(caqes_reply, steps, 24);
AT(caqes_reply, step_counts, 32);
AT(caqes_reply, outputs, 40);

SIZE(caqes_verbs, 40);
AT(caqes_verbs, size, 0);
AT(caqes_verbs, reserved, 4);
AT(caqes_verbs, measure, 8);
AT(caqes_verbs, settle, 16);
AT(caqes_verbs, target, 24);
AT(caqes_verbs, self_test, 32);

SIZE(caqes_plugin, 72);
AT(caqes_plugin, magic, 0);
AT(caqes_plugin, abi_major, 4);
AT(caqes_plugin, abi_minor, 6);
AT(caqes_plugin, size, 8);
AT(caqes_plugin, pointer_size, 12);
AT(caqes_plugin, int64_align, 13);
AT(caqes_plugin, step_size, 14);
AT(caqes_plugin, record_size, 16);
AT(caqes_plugin, obligation_size, 18);
AT(caqes_plugin, manifest_length, 20);
AT(caqes_plugin, reserved, 24);
AT(caqes_plugin, manifest, 32);
AT(caqes_plugin, verbs, 40);
AT(caqes_plugin, slot_count, 48);
AT(caqes_plugin, measure_count, 52);
AT(caqes_plugin, output_count, 56);
AT(caqes_plugin, targeting_count, 60);
AT(caqes_plugin, table_count, 64);
AT(caqes_plugin, reserved2, 68);

IS(CAQES_ABSENT, 0);
IS(CAQES_PRESENT, 1);
IS(CAQES_NULL, 2);
IS(CAQES_NON_SOUMIS, 3);
IS(CAQES_NON_REPONDANT, 4);
IS(CAQES_NON_VALIDE, 5);
IS(CAQES_DONNEES_INSUFFISANTES, 6);
IS(CAQES_INVALID, 7);
IS(CAQES_KNOWN, 0);
IS(CAQES_NONE, 1);
IS(CAQES_UNKNOWN, 2);
IS(CAQES_FAILED, 3);
IS(CAQES_PRINCIPAL, 1);
IS(CAQES_SUPPLEMENTAIRE, 2);
IS(CAQES_COMPLEMENTAIRE, 4);
IS(CAQES_GENERALE, 8);
IS(CAQES_OP_SLOT, 1);
IS(CAQES_OP_NUMBER, 2);
IS(CAQES_OP_PLAN, 3);
IS(CAQES_OP_REFUSED, 4);
IS(CAQES_OP_MEAN, 5);
IS(CAQES_OP_MEAN_KNOWN, 6);
IS(CAQES_OP_MISSED, 7);
IS(CAQES_OP_REACHED, 8);
IS(CAQES_OP_ADD, 9);
IS(CAQES_OP_SUBTRACT, 10);
IS(CAQES_OP_MULTIPLY, 11);
IS(CAQES_OP_DIVIDE, 12);
IS(CAQES_OP_MIN, 13);
IS(CAQES_OP_MAX, 14);
IS(CAQES_OP_COMPLEMENT, 15);
IS(CAQES_OP_COMPARE, 16);
IS(CAQES_OP_IS, 17);
IS(CAQES_OP_IN_SET, 18);
IS(CAQES_OP_SELECT, 19);
IS(CAQES_OP_OR_ELSE, 20);
IS(CAQES_OP_TABLE, 21);
IS(CAQES_OP_CURVE, 22);
IS(CAQES_OP_PRODUCTS, 23);
IS(CAQES_OP_PRODUCTS_CUT, 24);
IS(CAQES_OP_PRESENCE_IS, 25);
IS(CAQES_BELOW, 1);
IS(CAQES_AT_MOST, 2);
IS(CAQES_EQUAL, 3);
IS(CAQES_AT_LEAST, 4);
IS(CAQES_ABOVE, 5);
IS(CAQES_CURVE_STEPS, 1);
IS(CAQES_CURVE_LINEAR, 2);
IS(CAQES_CURVE_STEPS_UP, 3);
IS(CAQES_OK, 0);
IS(CAQES_PLUGIN_FAILED, -1);
IS(CAQES_PLUGIN_TOO_OLD, -2);
IS(CAQES_NO_STEP, 4294967295U);
IS(CAQES_ABI_MAJOR, 1);
IS(CAQES_ABI_MINOR, 0);

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
