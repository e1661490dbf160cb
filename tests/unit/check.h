/* SPDX-License-Identifier: MIT
 *
 * check.h: cmocka with its required headers, and what several tests share. */
#ifndef CAQES_TESTS_CHECK_H
#define CAQES_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
