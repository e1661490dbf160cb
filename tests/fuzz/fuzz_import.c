/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: any bytes as a table that somebody brings, CSV or workbook. Beyond not crashing: what is not taken is
 * said, and what is written are lines of JSON, a FINESS each. */
#define FIXTURES CAQES_SOURCE_DIR "/tests/fixtures/campaign"

#include "host/import/import.h"
#include "host/read/json_source.h"
#include "tests/campaign_fixture.h"

#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

static const struct campaign *the_campaign(void) {
    static struct fixture fixture;
    static const struct campaign *campaign;
    if (!campaign) campaign = fixture_read(&fixture, FIXTURES "/campagne.cfg");
    REQUIRE(campaign);
    return campaign;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    struct json_writer json = {0};
    struct import *import = import_open(the_campaign(), &arena, &diag);
    char *text = NULL, path[64];
    size_t length = 0, lines = 0, k;
    FILE *stream = open_memstream(&text, &length);
    int fd = memfd_create("table", 0);
    REQUIRE(fd >= 0 && stream && write(fd, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (!import_take(import, path)) REQUIRE(diag.errors > 0);
    k = import_write(import, &json, stream);
    fclose(stream);
    for (size_t i = 0; i < length; i++) lines += text[i] == '\n';
    REQUIRE(lines == k);
    free(text);
    json_free(&json);
    close(fd);
    arena_free(&arena);
    return 0;
}
