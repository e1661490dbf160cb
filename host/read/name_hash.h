/* SPDX-License-Identifier: MIT
 *
 * name_hash.h: hash of a key of a dossier. FNV-1a with eight bytes at a time: byte by byte it costs more
 * than the rest of reading a key. Lives in memory only, so the order of bytes does not matter. */
#ifndef CAQES_HOST_NAME_HASH_H
#define CAQES_HOST_NAME_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t name_hash_word(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x100000001B3);
    return hash ^ (hash >> 32);
}

static inline uint32_t name_hash(const char *name, size_t length) {
    uint64_t hash = name_hash_word(UINT64_C(0xCBF29CE484222325), length), word = 0;
    size_t left = length;
    for (; left >= 8; left -= 8, name += 8) {
        memcpy(&word, name, 8);
        hash = name_hash_word(hash, word);
    }
    if (left >= 4) { /* two halves that overlap: no loop over the last bytes */
        uint32_t low, high;
        memcpy(&low, name, 4);
        memcpy(&high, name + left - 4, 4);
        hash = name_hash_word(hash, low | (uint64_t)high << 32);
    } else if (left > 0) {
        word = (unsigned char)name[0] | (uint64_t)(unsigned char)name[left / 2] << 8 |
               (uint64_t)(unsigned char)name[left - 1] << 16;
        hash = name_hash_word(hash, word);
    }
    return (uint32_t)(hash ^ (hash >> 29));
}

#endif
