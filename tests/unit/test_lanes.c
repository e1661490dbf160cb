/* SPDX-License-Identifier: MIT
 *
 * Items come back in the order in which they were put, whatever each takes. */
#include "check.h"

#include "host/base/lanes.h"

#include <time.h>

struct item {
    int number, done;
};

/* The first of each five takes the longest. */
static void work(void *context) {
    struct item *item = context;
    struct timespec pause = {0, item->number % 5 == 0 ? 2000000 : 0};
    nanosleep(&pause, NULL);
    item->done = item->number + 1;
}

static void in_order(uint32_t threads) {
    enum { ITEMS = 200, ROOM = 6 };
    static struct item items[ITEMS];
    struct lanes *lanes = lanes_start(threads, ROOM, work);
    int put, taken = 0;
    assert_non_null(lanes);
    for (put = 0; put < ITEMS; put++) {
        items[put] = (struct item){put, 0};
        lanes_put(lanes, &items[put]);
        if (lanes_have_room(lanes)) continue;
        assert_ptr_equal(lanes_take(lanes), &items[taken]);
        assert_int_equal(items[taken].done, taken + 1);
        taken++;
    }
    for (; !lanes_empty(lanes); taken++) {
        assert_ptr_equal(lanes_take(lanes), &items[taken]);
        assert_int_equal(items[taken].done, taken + 1);
    }
    assert_int_equal(taken, ITEMS);
    lanes_stop(lanes);
}

static void one_thread(void **state) {
    (void)state;
    in_order(1);
}

static void many_threads(void **state) {
    (void)state;
    in_order(2);
    in_order(8);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_thread), cmocka_unit_test(many_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
