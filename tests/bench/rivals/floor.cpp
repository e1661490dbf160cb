/* SPDX-License-Identifier: MIT
 *
 * The floor: lines read, their JSON parsed by simdjson and every value looked at, as many bytes written; nothing computed.
 * floor DOSSIERS OUTPUT BYTES_A_LINE */
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <simdjson.h>

using namespace simdjson;

static size_t look(ondemand::value value) {
    size_t found = 1;
    switch (value.type()) {
    case ondemand::json_type::object:
        for (auto field : value.get_object()) found += field.unescaped_key().value().size() + look(field.value());
        break;
    case ondemand::json_type::array:
        for (auto element : value.get_array()) found += look(element.value());
        break;
    default: found += value.raw_json_token().size();
    }
    return found;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    FILE *in = fopen(argv[1], "rb"), *out = fopen(argv[2], "wb");
    size_t wanted = strtoul(argv[3], nullptr, 10), capacity = 0, found = 0;
    char *line = nullptr, *written = static_cast<char *>(malloc(wanted));
    ssize_t length;
    ondemand::parser parser;
    if (!in || !out || !written) return 1;
    memset(written, 'x', wanted);
    setvbuf(in, nullptr, _IOFBF, 1 << 20);
    setvbuf(out, nullptr, _IOFBF, 1 << 20);
    while ((length = getline(&line, &capacity, in)) > 0) {
        if (capacity < static_cast<size_t>(length) + SIMDJSON_PADDING) {
            capacity = static_cast<size_t>(length) + SIMDJSON_PADDING;
            line = static_cast<char *>(realloc(line, capacity));
        }
        ondemand::document document = parser.iterate(line, static_cast<size_t>(length), capacity);
        for (auto field : document.get_object()) found += field.unescaped_key().value().size() + look(field.value());
        fwrite(written, 1, wanted, out);
    }
    fclose(out);
    return found == 0;
}
