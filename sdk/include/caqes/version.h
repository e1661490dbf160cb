/* SPDX-License-Identifier: MIT
 *
 * caqes/version.h: the version of the program and of its SDK, and its only place: CMake reads it from here. It says
 * nothing of what a host accepts: that is CAQES_ABI_MAJOR and CAQES_ABI_MINOR. Since ABI 1.0. */
#ifndef CAQES_VERSION_H
#define CAQES_VERSION_H

#define CAQES_VERSION_MAJOR 0
#define CAQES_VERSION_MINOR 1
#define CAQES_VERSION_PATCH 0
#define CAQES_VERSION_TEXT "0.1.0"

#endif
