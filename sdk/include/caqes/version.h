/* SPDX-License-Identifier: MIT
 *
 * caqes/version.h: the version of the SDK, and its only place. CMake reads it from here. */
#ifndef CAQES_VERSION_H
#define CAQES_VERSION_H

#define CAQES_VERSION_MAJOR 0
#define CAQES_VERSION_MINOR 1
#define CAQES_VERSION_PATCH 0
#define CAQES_VERSION_TEXT "0.1.0"

#endif
