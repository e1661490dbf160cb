/* SPDX-License-Identifier: MIT
 *
 * The two readers of JSON, the fast one and the one that explains: what each gives, and that they agree. */
#include "check.h"

#include "host/read/json_fault.h"
#include "host/read/json_source.h"
#include "host/read/name_hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A copy with the padding that json_source_parse asks for. */
static char *padded(const char *text, size_t length) {
    char *copy = calloc(1, length + JSON_PADDING);
    memcpy(copy, text, length);
    return copy;
}

struct parsed {
    struct json_source *source;
    char *text;
    const struct json_node *root;
    uint32_t twins;
};

static struct parsed parse(const char *text) {
    struct parsed p = {.source = json_source_create(), .text = padded(text, strlen(text))};
    p.root = json_source_parse(p.source, p.text, strlen(text), &p.twins);
    return p;
}

static void release(struct parsed *p) {
    json_source_destroy(p->source);
    free(p->text);
}

static void check_text(const struct json_node *node, const char *expected) {
    assert_int_equal(node->text_length, strlen(expected));
    assert_memory_equal(node->text, expected, node->text_length);
}

static void nodes_are_flat(void **state) {
    struct parsed p = parse(" {\"a\": 1.50 , \"b\":{\"c\":[true,null,{}]},\"d\":\"x\"}");
    const struct json_node *n = p.root;
    static const enum json_kind kinds[] = {JSON_OBJECT, JSON_NUMBER, JSON_OBJECT, JSON_ARRAY,
                                           JSON_TRUE,   JSON_NULL,   JSON_OBJECT, JSON_STRING};
    static const uint32_t spans[] = {8, 1, 5, 4, 1, 1, 1, 1};
    (void)state;
    assert_non_null(n);
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        assert_int_equal(n[i].kind, kinds[i]);
        assert_int_equal(n[i].span, spans[i]);
    }
    assert_int_equal(n[0].offset, 1);
    check_text(&n[1], "1.50"); /* as written: never through a double */
    assert_int_equal(n[1].key_offset, 2);
    assert_int_equal(n[1].offset, 7);
    assert_int_equal(n[1].key_hash, name_hash("a", 1));
    assert_null(n[4].key);
    check_text(&n[7], "x");
    release(&p);
}

static void escapes_are_read(void **state) {
    struct parsed p = parse("{\"\\u0061\\n\":\"\\u00e9\\ud83d\\ude00\\\\\\/\"}");
    (void)state;
    assert_non_null(p.root);
    assert_int_equal(p.root[1].key_length, 2);
    assert_memory_equal(p.root[1].key, "a\n", 2);
    check_text(&p.root[1], "\xC3\xA9\xF0\x9F\x98\x80\\/");
    release(&p);
}

static void twins_are_found_at_every_level(void **state) {
    struct parsed p = parse("{\"a\":{\"x\":1,\"y\":2,\"\\u0078\":3},\"b\":[{\"x\":1},{\"x\":1}],\"x\":1,\"a\":0}");
    (void)state;
    assert_non_null(p.root);
    assert_int_equal(p.twins, 2);
    assert_int_equal(p.root[4].twin, 2);  /* x, once escaped */
    assert_int_equal(p.root[11].twin, 1); /* a */
    assert_int_equal(p.root[10].twin, 0); /* x of another object */
    release(&p);
}

static void twins_are_found_among_many(void **state) {
    enum { MANY = 20000 };
    char *text = malloc(MANY * 16 + 64), *end = text;
    struct parsed p;
    (void)state;
    end += sprintf(end, "{");
    for (int i = 0; i < MANY; i++) end += sprintf(end, "\"k%d\":%d,", i, i);
    sprintf(end, "\"k777\":1}");
    p = parse(text);
    assert_non_null(p.root);
    assert_int_equal(p.twins, 1);
    assert_int_equal(p.root[MANY + 1].twin, 778);
    release(&p);
    free(text);
}

/* A cheap generator with a fixed seed: the same cases on every machine. */
static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* Keys of an object that an earlier one of its own equals, by comparing each with each. */
static uint32_t twins_of(const struct json_node *object) {
    uint32_t twins = 0;
    JSON_EACH(child, object) {
        bool twin = false;
        JSON_EACH(other, object) {
            if (other == child) break;
            twin |= other->key_length == child->key_length && memcmp(other->key, child->key, child->key_length) == 0;
        }
        twins += twin;
        if (child->kind == JSON_OBJECT) twins += twins_of(child);
    }
    return twins;
}

/* Random documents with few different keys, one after the other: none sees the keys of another object, nor
 * those of the document before. */
static void twins_are_those_of_a_plain_search(void **state) {
    struct json_source *s = json_source_create();
    uint32_t seed = 7, total = 0;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        char text[4096] = "{", *end = text + 1;
        uint32_t keys = next_random(&seed) % 200 + 1, open = 1, twins;
        const struct json_node *root;
        for (uint32_t i = 0; i < keys; i++) {
            bool nested = next_random(&seed) % 6 == 0 && open < 10;
            end += sprintf(end, "%s\"%u\":%s", end[-1] == '{' ? "" : ",", next_random(&seed) % (keys + 4),
                           nested ? "{" : "1");
            open += nested;
            while (open > 1 && end[-1] != '{' && next_random(&seed) % 8 == 0) *end++ = '}', open--;
        }
        if (end[-1] == '{') end += sprintf(end, "\"x\":1");
        while (open-- > 0) *end++ = '}';
        *end = '\0'; /* and the rest of the array is padding */
        root = json_source_parse(s, text, (size_t)(end - text), &twins);
        if (!root) fail_msg("refused: %s", text);
        if (twins != twins_of(root)) fail_msg("%u twins, not %u: %s", twins, twins_of(root), text);
        total += twins;
    }
    assert_true(total > 10000);
    json_source_destroy(s);
}

/* Both readers on one text: accepted by both, or refused by both. Returns true when accepted. */
static bool agree(struct json_source *s, const char *bytes, size_t length, struct json_fault *fault) {
    char *text = padded(bytes, length);
    uint32_t twins;
    bool accepted = json_source_parse(s, text, length, &twins) != NULL;
    bool explained = json_fault_find(text, length, fault);
    if (accepted == explained)
        fail_msg("%s by one, not by the other: %.*s", accepted ? "accepted" : "refused", (int)length, text);
    if (explained) assert_true(fault->offset <= length);
    free(text);
    return accepted;
}

static const struct {
    const char *text;
    enum json_fault_kind kind;
    size_t offset;
} bad[] = {
    {"{\"a\":\"\xE9\"}", JSON_FAULT_UTF8, 6},
    {"{\"a\":\"\xED\xA0\x80\"}", JSON_FAULT_UTF8, 6},
    {"{\"a\":1", JSON_FAULT_CUT, 6},
    {"{\"a\":", JSON_FAULT_CUT, 5},
    {"{\"a", JSON_FAULT_CUT, 3},
    {"{", JSON_FAULT_CUT, 1},
    {"{\"a\":\"b\\", JSON_FAULT_CUT, 8},
    {"{\"a\":tr", JSON_FAULT_CUT, 7},
    {"{\"a\":[1,2", JSON_FAULT_CUT, 9},
    {"{\"a\":1}}", JSON_FAULT_TRAILING, 7},
    {"{\"a\":1} {}", JSON_FAULT_TRAILING, 8},
    {"{} x", JSON_FAULT_TRAILING, 3},
    {"[1]", JSON_FAULT_NOT_OBJECT, 0},
    {"12", JSON_FAULT_NOT_OBJECT, 0},
    {"{\"a\" 1}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":1 \"b\":2}", JSON_FAULT_SYNTAX, 7},
    {"{\"a\":1,}", JSON_FAULT_SYNTAX, 7},
    {"{,}", JSON_FAULT_SYNTAX, 1},
    {"{\"a\":[1,]}", JSON_FAULT_SYNTAX, 8},
    {"{\"a\":[1}", JSON_FAULT_SYNTAX, 7},
    {"{\"a\":{\"b\":1]}", JSON_FAULT_SYNTAX, 11},
    {"{\"a\":\"b\":1}", JSON_FAULT_SYNTAX, 8},
    {"{a:1}", JSON_FAULT_SYNTAX, 1},
    {"{1:1}", JSON_FAULT_SYNTAX, 1},
    {"{\"a\":'b'}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":1,5}", JSON_FAULT_SYNTAX, 7},
    {"{\"a\":NaN}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":Infinity}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":nul}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":nullx}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":True}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":01}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":-}", JSON_FAULT_SYNTAX, 6},
    {"{\"a\":+1}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":.5}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":1.}", JSON_FAULT_SYNTAX, 7},
    {"{\"a\":1e}", JSON_FAULT_SYNTAX, 7},
    {"{\"a\":1.2.3}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":12x}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":1\"b\"}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":2018-01-01}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":\"x\ny\"}", JSON_FAULT_SYNTAX, 7},
    {"{\"a\":\"\\x\"}", JSON_FAULT_SYNTAX, 6},
    {"{\"a\":\"\\u12g4\"}", JSON_FAULT_SYNTAX, 6},
    {"{\"a\":\"\\ud800\"}", JSON_FAULT_SYNTAX, 6},
    {"{\"a\":\"\\udc00\"}", JSON_FAULT_SYNTAX, 6},
    {"{\"a\":\"\\ud800\\u0041\"}", JSON_FAULT_SYNTAX, 6},
    {"{\"a\":/*x*/1}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":\x01}", JSON_FAULT_SYNTAX, 5},
    {"{\"a\":1\x0C}", JSON_FAULT_SYNTAX, 5},
};

static void faults_are_placed(void **state) {
    struct json_source *s = json_source_create();
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct json_fault fault;
        assert_false(agree(s, bad[i].text, strlen(bad[i].text), &fault));
        if (fault.kind != bad[i].kind || fault.offset != bad[i].offset)
            fail_msg("%s: kind %d at %zu, not %d at %zu", bad[i].text, (int)fault.kind, fault.offset, (int)bad[i].kind,
                     bad[i].offset);
        assert_true(fault.kind != JSON_FAULT_SYNTAX || fault.expected != NULL);
    }
    json_source_destroy(s);
}

static void depth_has_a_limit(void **state) {
    struct json_source *s = json_source_create();
    struct json_fault fault;
    char text[256] = "";
    (void)state;
    /* The root, and arrays down to the limit, then one more. */
    for (int arrays = JSON_MAX_DEPTH - 1; arrays <= JSON_MAX_DEPTH; arrays++) {
        int length = snprintf(text, sizeof text, "{\"a\":%.*s%.*s}", arrays, "[[[[[[[[[[[[[[[[[[[[", arrays,
                              "]]]]]]]]]]]]]]]]]]]]");
        assert_int_equal(agree(s, text, (size_t)length, &fault), arrays < JSON_MAX_DEPTH);
    }
    assert_int_equal(fault.kind, JSON_FAULT_DEEP);
    assert_int_equal(fault.offset, 5 + JSON_MAX_DEPTH - 1);
    json_source_destroy(s);
}

static void values_have_a_limit(void **state) {
    struct json_source *s = json_source_create();
    struct json_fault fault;
    char *text = malloc(JSON_MAX_NODES * 2 + 64);
    (void)state;
    for (uint32_t elements = JSON_MAX_NODES - 2; elements < JSON_MAX_NODES; elements++) {
        size_t length = (size_t)sprintf(text, "{\"a\":[1");
        for (uint32_t i = 1; i < elements; i++, length += 2) memcpy(text + length, ",1", 2);
        memcpy(text + length, "]}", 2);
        assert_int_equal(agree(s, text, length + 2, &fault), elements + 2 <= JSON_MAX_NODES);
    }
    assert_int_equal(fault.kind, JSON_FAULT_TOO_MANY);
    free(text);
    json_source_destroy(s);
}

static void readers_agree_on_changed_texts(void **state) {
    static const char seed_text[] =
        "{\"a\":-1.5e+3,\"b\":[true,false,null,{}],\"c\\u00e9\":\"x\\n\xC3\xA9\",\"d\":{\"e\":[]}}";
    static const char alphabet[] = "{}[],:\"\\ \n\r\t0123456789.-+eEtrufalsn\xC3\xA9\xE9\x01\x7F/ud8";
    struct json_source *s = json_source_create();
    uint32_t seed = 1, refused = 0;
    (void)state;
    for (int round = 0; round < 100000; round++) {
        char text[sizeof seed_text];
        size_t length = sizeof seed_text - 1;
        struct json_fault fault;
        memcpy(text, seed_text, sizeof text);
        for (uint32_t change = next_random(&seed) % 3 + 1; change > 0; change--) {
            size_t at = next_random(&seed) % length;
            if (next_random(&seed) % 4 == 0) { /* remove a byte, or change it */
                memmove(text + at, text + at + 1, --length - at);
            } else {
                text[at] = alphabet[next_random(&seed) % (sizeof alphabet - 1)];
            }
        }
        if (!agree(s, text, length, &fault)) refused++;
    }
    assert_in_range(refused, 50000, 99000); /* both outcomes were tried */
    json_source_destroy(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_are_flat),
        cmocka_unit_test(escapes_are_read),
        cmocka_unit_test(twins_are_found_at_every_level),
        cmocka_unit_test(twins_are_found_among_many),
        cmocka_unit_test(twins_are_those_of_a_plain_search),
        cmocka_unit_test(faults_are_placed),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(values_have_a_limit),
        cmocka_unit_test(readers_agree_on_changed_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
