/* SPDX-License-Identifier: MIT */
#include "host/read/json_source.h"
#include "host/read/name_hash.h"

extern "C" {
#include "host/base/arena.h"
}

#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>
#include <string_view>
#include <utility>

/* Compiled without exceptions, so nothing can cross the border with C. simdjson returns error codes, and
 * they all mean the same here: refused. json_fault.h finds the reason and the place. */

namespace ondemand = simdjson::ondemand;

static_assert(JSON_PADDING >= simdjson::SIMDJSON_PADDING, "a document needs the padding of simdjson");

/* A key of a document, in a table that finds those written twice. It is never emptied: a slot of an
 * earlier document is free. */
struct key_slot {
    uint32_t document, parent, node;
};

struct json_source {
    ondemand::parser parser;
    const char *text = nullptr; /* the document at hand */
    json_node *nodes = nullptr;
    uint32_t count = 0, capacity = 0;
    key_slot *keys = nullptr;
    uint32_t key_count = 0, key_capacity = 0, document = 0;
    uint32_t twins = 0;
};

namespace {

constexpr uint32_t FIRST_CAPACITY = 1024;

[[noreturn]] void out_of_memory() {
    memory_grow(nullptr, SIZE_MAX, 2); /* says so and ends the program */
    std::abort();
}

/* Length of a run of digits. */
size_t digits(std::string_view t) {
    size_t n = 0;
    while (n < t.size() && t[n] >= '0' && t[n] <= '9') n++;
    return n;
}

/* The JSON grammar of a number, in full: simdjson checks it only when it converts to a double. */
bool is_number(std::string_view t) {
    if (!t.empty() && t[0] == '-') t.remove_prefix(1);
    size_t n = digits(t);
    if (n == 0 || (n > 1 && t[0] == '0')) return false;
    t.remove_prefix(n);
    if (!t.empty() && t[0] == '.') {
        n = digits(t.substr(1));
        if (n == 0) return false;
        t.remove_prefix(n + 1);
    }
    if (!t.empty() && (t[0] == 'e' || t[0] == 'E')) {
        t.remove_prefix(1);
        if (!t.empty() && (t[0] == '+' || t[0] == '-')) t.remove_prefix(1);
        n = digits(t);
        if (n == 0) return false;
        t.remove_prefix(n);
    }
    return t.empty();
}

/* A raw token runs up to the next one: this leaves out the blanks in between. */
std::string_view without_blanks(std::string_view t) {
    while (!t.empty() && (t.back() == ' ' || t.back() == '\t' || t.back() == '\n' || t.back() == '\r'))
        t.remove_suffix(1);
    return t;
}

/* Index of a new node; 0, which is the root's and never a child's, when there are too many. */
uint32_t add_node(json_source &s) {
    if (s.count == JSON_MAX_NODES) return 0;
    if (s.count == s.capacity) {
        s.capacity = s.capacity ? s.capacity * 2 : FIRST_CAPACITY;
        s.nodes = static_cast<json_node *>(memory_grow(s.nodes, s.capacity, sizeof *s.nodes));
    }
    s.nodes[s.count] = json_node{};
    return s.count++;
}

/* Where a key of object `parent` is in the table, or would be. */
key_slot &key_place(const json_source &s, const json_node &node, uint32_t parent) {
    uint32_t at = node.key_hash + parent * 0x9E3779B9U;
    for (;; at++) {
        key_slot &slot = s.keys[at & (s.key_capacity - 1)];
        if (slot.document != s.document) return slot;
        const json_node &other = s.nodes[slot.node];
        if (slot.parent == parent && other.key_hash == node.key_hash && other.key_length == node.key_length &&
            memcmp(other.key, node.key, node.key_length) == 0)
            return slot;
    }
}

/* Twice the room, with the keys of the document at hand. */
void grow_keys(json_source &s) {
    key_slot *old = s.keys;
    uint32_t old_capacity = s.key_capacity;
    s.key_capacity = old_capacity ? old_capacity * 2 : FIRST_CAPACITY;
    s.keys = static_cast<key_slot *>(memory_grow(nullptr, s.key_capacity, sizeof *s.keys));
    memset(s.keys, 0, s.key_capacity * sizeof *s.keys);
    for (uint32_t i = 0; i < old_capacity; i++)
        if (old[i].document == s.document) key_place(s, s.nodes[old[i].node], old[i].parent) = old[i];
    free(old);
}

/* Records the key of node `index`, and its twin when the object has the same key already. */
void add_key(json_source &s, uint32_t index, uint32_t parent) {
    if (s.key_count * 2 >= s.key_capacity) grow_keys(s);
    key_slot &slot = key_place(s, s.nodes[index], parent);
    if (slot.document == s.document) {
        s.nodes[index].twin = slot.node;
        s.twins++;
    } else {
        slot = {s.document, parent, index};
        s.key_count++;
    }
}

uint32_t offset_of(const json_source &s, const char *at) { return static_cast<uint32_t>(at - s.text); }

bool read_value(json_source &s, uint32_t index, ondemand::value value, unsigned depth);

bool read_object(json_source &s, uint32_t index, ondemand::object object, unsigned depth) {
    s.nodes[index].kind = JSON_OBJECT;
    if (depth > JSON_MAX_DEPTH) return false;
    for (auto result : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(result).get(field)) return false;
        uint32_t child = add_node(s);
        if (child == 0) return false;
        s.nodes[child].key_offset = offset_of(s, field.key().raw()) - 1;
        if (field.unescaped_key().get(key)) return false;
        s.nodes[child].key = key.data();
        s.nodes[child].key_length = static_cast<uint32_t>(key.size());
        s.nodes[child].key_hash = name_hash(key.data(), key.size());
        add_key(s, child, index);
        if (!read_value(s, child, field.value(), depth + 1)) return false;
    }
    s.nodes[index].span = s.count - index;
    return true;
}

bool read_array(json_source &s, uint32_t index, ondemand::array array, unsigned depth) {
    s.nodes[index].kind = JSON_ARRAY;
    if (depth > JSON_MAX_DEPTH) return false;
    for (auto result : array) {
        ondemand::value value;
        if (std::move(result).get(value)) return false;
        uint32_t child = add_node(s);
        if (child == 0 || !read_value(s, child, value, depth + 1)) return false;
    }
    s.nodes[index].span = s.count - index;
    return true;
}

bool set_scalar(json_source &s, uint32_t index, enum json_kind kind, std::string_view text) {
    json_node &node = s.nodes[index];
    node.kind = kind;
    node.text = text.data();
    node.text_length = static_cast<uint32_t>(text.size());
    node.span = 1;
    return true;
}

bool read_value(json_source &s, uint32_t index, ondemand::value value, unsigned depth) {
    std::string_view token = value.raw_json_token(), text;
    ondemand::object object;
    ondemand::array array;
    s.nodes[index].offset = offset_of(s, token.data());
    switch (token[0]) {
    case '{': return !value.get_object().get(object) && read_object(s, index, object, depth);
    case '[': return !value.get_array().get(array) && read_array(s, index, array, depth);
    case '"': return !value.get_string().get(text) && set_scalar(s, index, JSON_STRING, text);
    default: break;
    }
    token = without_blanks(token);
    if (is_number(token)) return set_scalar(s, index, JSON_NUMBER, token);
    if (token == "null") return set_scalar(s, index, JSON_NULL, token);
    if (token == "true") return set_scalar(s, index, JSON_TRUE, token);
    return token == "false" && set_scalar(s, index, JSON_FALSE, token);
}

bool read_document(json_source &s, ondemand::document &document) {
    ondemand::object object;
    std::string_view token;
    if (document.raw_json_token().get(token) || document.get_object().get(object)) return false;
    uint32_t root = add_node(s);
    s.nodes[root].offset = offset_of(s, token.data());
    /* The root is closed; a location that is left belongs to something behind it. */
    return read_object(s, root, object, 1) && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

/* A new document: the nodes and keys of the one before are forgotten. */
void forget(json_source &s, const char *text) {
    s.text = text;
    s.count = s.key_count = s.twins = 0;
    if (++s.document == 0) { /* after 2^32 documents, the marks of the table come round again */
        memset(s.keys, 0, s.key_capacity * sizeof *s.keys);
        s.document = 1;
    }
}

} // namespace

struct json_source *json_source_create(void) {
    json_source *s = new (std::nothrow) json_source;
    if (!s) out_of_memory();
    return s;
}

void json_source_destroy(struct json_source *s) {
    if (!s) return;
    free(s->nodes);
    free(s->keys);
    delete s;
}

const struct json_node *json_source_parse(struct json_source *s, const char *text, size_t length, uint32_t *twins) {
    ondemand::document document;
    forget(*s, text);
    *twins = 0;
    if (length > JSON_MAX_BYTES) return nullptr;
    /* By doubling: simdjson would take just enough, again for each line longer than all before. */
    size_t room = s->parser.capacity() ? s->parser.capacity() : 4096;
    while (room < length) room *= 2;
    if (room > s->parser.capacity() && s->parser.allocate(room, s->parser.max_depth())) out_of_memory();
    simdjson::error_code error = s->parser.iterate(text, length, length + JSON_PADDING).get(document);
    if (error == simdjson::MEMALLOC) out_of_memory();
    if (error || !read_document(*s, document)) return nullptr;
    *twins = s->twins;
    return s->nodes;
}
