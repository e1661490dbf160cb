/* SPDX-License-Identifier: MIT
 *
 * tree.h: a folder with all that is in it. */
#ifndef CAQES_HOST_TREE_H
#define CAQES_HOST_TREE_H

/* Removes it; links are removed, not followed. What cannot be removed stays. */
void tree_remove(const char *folder);

#endif
