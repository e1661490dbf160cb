/* SPDX-License-Identifier: MIT
 *
 * Runs a fuzz target over the files of directories, without a fuzzer: what was once found stays tested,
 * with any compiler. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Feeds one file; from a heap block of its exact size, so that a sanitizer sees one byte too many. */
static int replay_file(const char *path) {
    FILE *f = fopen(path, "rb");
    long size = -1;
    uint8_t *data;
    if (f && fseek(f, 0, SEEK_END) == 0) size = ftell(f);
    if (size < 0) {
        perror(path);
        if (f) fclose(f);
        return -1;
    }
    rewind(f);
    data = malloc(size ? (size_t)size : 1);
    if (!data || fread(data, 1, (size_t)size, f) != (size_t)size) abort();
    fclose(f);
    LLVMFuzzerTestOneInput(data, (size_t)size);
    free(data);
    return 0;
}

/* Feeds all files of a directory. Returns their number, -1 after a message. */
static int replay_directory(const char *directory) {
    struct dirent **entries;
    int count = scandir(directory, &entries, NULL, alphasort), files = 0;
    if (count < 0) {
        perror(directory);
        return -1;
    }
    for (int i = 0; i < count; i++) {
        char path[4096];
        if (entries[i]->d_name[0] != '.' && files >= 0) {
            snprintf(path, sizeof path, "%s/%s", directory, entries[i]->d_name);
            files = replay_file(path) < 0 ? -1 : files + 1;
        }
        free(entries[i]);
    }
    free(entries);
    return files;
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        int files = replay_directory(argv[i]);
        if (files <= 0) {
            fprintf(stderr, "%s: nothing to replay\n", argv[i]);
            return 1;
        }
        printf("%s: %d files\n", argv[i], files);
    }
    return argc > 1 ? 0 : 1;
}
