/* SPDX-License-Identifier: MIT
 *
 * name_hash.h: hash of a key of a dossier. A dossier has about eighty keys and is read in two
 * microseconds, so it is three multiplications side by side, of the first, middle and last eight bytes
 * (every byte of a name of up to 24), and not FNV-1a, which waits for one multiplication per byte. Hashes
 * live in memory only: the order of bytes does not matter. */
#ifndef CAQES_HOST_NAME_HASH_H
#define CAQES_HOST_NAME_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t name_hash_load(const char *at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static inline uint32_t name_hash(const char *name, size_t length) {
    uint64_t first = 0, middle = 0, last = 0, hash;
    if (length >= 8) {
        first = name_hash_load(name);
        middle = name_hash_load(name + length / 2 - 4);
        last = name_hash_load(name + length - 8);
    } else if (length >= 4) { /* two halves that overlap */
        uint32_t low, high;
        memcpy(&low, name, 4);
        memcpy(&high, name + length - 4, 4);
        first = low;
        last = high;
    } else if (length > 0) {
        first = (unsigned char)name[0] | (uint64_t)(unsigned char)name[length / 2] << 8;
        last = (unsigned char)name[length - 1];
    }
    hash = (first ^ length) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= (middle ^ (uint64_t)length << 32) * UINT64_C(0xC2B2AE3D27D4EB4F);
    hash ^= last * UINT64_C(0x165667B19E3779F9);
    return (uint32_t)(hash >> 32) ^ (uint32_t)(hash >> 11);
}

#endif
