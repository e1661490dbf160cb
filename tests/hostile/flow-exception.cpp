/* SPDX-License-Identifier: MIT
 *
 * Throws a C++ exception. */
#include <stdexcept>

extern "C" void misbehave_in_cpp(void);
void misbehave_in_cpp(void) { throw std::runtime_error("hostile"); }
