/* SPDX-License-Identifier: MIT
 *
 * abi_layout.h: the layout of every public struct, and the number of every public name, as ABI 1 froze them; C11 and
 * C++17 are to agree. A line that no longer compiles is a broken border: add members at the end, with a new line here,
 * and raise CAQES_ABI_MINOR (docs/abi.md). The baseline of tests/abi holds the types as well. */
#ifndef CAQES_TESTS_ABI_LAYOUT_H
#define CAQES_TESTS_ABI_LAYOUT_H

#include <caqes/plugin.h>

#include <stddef.h>

#ifdef __cplusplus
#define ASSERT_LAYOUT(holds, text) static_assert(holds, text)
#define ALIGNMENT_OF(type) alignof(type)
#else
#define ASSERT_LAYOUT(holds, text) _Static_assert(holds, text)
#define ALIGNMENT_OF(type) _Alignof(type)
#endif

#define SIZE(type, bytes) ASSERT_LAYOUT(sizeof(struct type) == (bytes), "size of struct " #type)
#define ALIGNED(type, bytes) ASSERT_LAYOUT(ALIGNMENT_OF(struct type) == (bytes), "alignment of struct " #type)
#define AT(type, member, offset)                                                                                       \
    ASSERT_LAYOUT(offsetof(struct type, member) == (offset), "offset of " #type "." #member)
#define IS(name, number) ASSERT_LAYOUT((name) == (number), "number of " #name)

SIZE(caqes_wire_fraction, 32);
ALIGNED(caqes_wire_fraction, 8);
AT(caqes_wire_fraction, num_low, 0);
AT(caqes_wire_fraction, num_high, 8);
AT(caqes_wire_fraction, den_low, 16);
AT(caqes_wire_fraction, den_high, 24);

SIZE(caqes_step, 56);
ALIGNED(caqes_step, 8);
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
ALIGNED(caqes_point, 8);
AT(caqes_point, x, 0);
AT(caqes_point, y, 8);

SIZE(caqes_curve, 16);
ALIGNED(caqes_curve, 4);
AT(caqes_curve, kind, 0);
AT(caqes_curve, first, 4);
AT(caqes_curve, count, 8);
AT(caqes_curve, reserved, 12);

SIZE(caqes_obligation, 72);
ALIGNED(caqes_obligation, 8);
AT(caqes_obligation, role, 0);
AT(caqes_obligation, state, 2);
AT(caqes_obligation, reached, 4);
AT(caqes_obligation, weighted, 8);
AT(caqes_obligation, coefficient, 40);

SIZE(caqes_record, 48);
ALIGNED(caqes_record, 8);
AT(caqes_record, refused, 0);
AT(caqes_record, obligation_first, 4);
AT(caqes_record, obligation_count, 8);
AT(caqes_record, reserved, 12);
AT(caqes_record, plan_weight, 16);
AT(caqes_record, plan_progress, 24);
AT(caqes_record, products, 32);
AT(caqes_record, products_cut, 40);

SIZE(caqes_table_row, 4);
ALIGNED(caqes_table_row, 2);
AT(caqes_table_row, a, 0);
AT(caqes_table_row, b, 1);
AT(caqes_table_row, outcome, 2);

SIZE(caqes_table, 16);
ALIGNED(caqes_table, 8);
AT(caqes_table, rows, 0);
AT(caqes_table, row_count, 8);
AT(caqes_table, condition_count, 12);

SIZE(caqes_batch, 80);
ALIGNED(caqes_batch, 8);
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
ALIGNED(caqes_reply, 8);
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
ALIGNED(caqes_verbs, 8);
AT(caqes_verbs, size, 0);
AT(caqes_verbs, reserved, 4);
AT(caqes_verbs, measure, 8);
AT(caqes_verbs, settle, 16);
AT(caqes_verbs, target, 24);
AT(caqes_verbs, self_test, 32);

SIZE(caqes_plugin, 72);
ALIGNED(caqes_plugin, 8);
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

/* The working form never crosses the border; plugins hand it to the arithmetic of their own header. */
SIZE(caqes_fraction, 32);
ALIGNED(caqes_fraction, 16);
AT(caqes_fraction, num, 0);
AT(caqes_fraction, den, 16);

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
IS(CAQES_MAGIC, 1363231537);
IS(CAQES_STEP_CAPACITY, 512);
IS(CAQES_NO_STEP, 4294967295U);
IS(CAQES_ABI_MAJOR, 1);
IS(CAQES_ABI_MINOR, 0);

#endif
