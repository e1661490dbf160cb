/* SPDX-License-Identifier: MIT
 *
 * dossier_products.c: "produits" of a volet: the products of the liste en sus that the contract gives a rate
 * of their own (D. 162-15), with what was reimbursed for each. They are part of an input of the dossier. */
#include "host/read/dossier_parse.h"

#include <inttypes.h>
#include <string.h>

enum { KEY_UCD, KEY_LPP, KEY_LIBELLE, KEY_TAUX, KEY_REMBOURSE, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"ucd", "lpp", "libelle", "taux", "rembourse"};

enum { SHORT_CODE = 7, LONG_CODE = 13 };

static const struct value_spec reimbursed_spec = {
    .name = "rembourse", .unit = "euros", .type = TYPE_EUROS, .decimals = 2, .has_min = true, .min = 0};

/* A product as a number that is not 0: its digits, and what they are digits of. The 13 digits of a UCD code are 34008,
 * the 7 digits, and a key: both forms are one product. */
static uint64_t number_of(const struct contract_product *product, uint32_t length) {
    enum { SHORT_UCD = 1, LONG_UCD, LPP };
    const uint64_t family = UINT64_C(10000000000000);
    uint64_t n = 0;
    for (const char *digit = product->code; *digit; digit++) n = n * 10 + (uint64_t)(*digit - '0');
    if (product->lpp) return LPP * family + n;
    if (length == SHORT_CODE) return SHORT_UCD * family + n;
    return n / 100000000 == 34008 ? SHORT_UCD * family + n / 10 % 10000000 : LONG_UCD * family + n;
}

/* The one code of a product; 0 after a message. */
static uint64_t read_code(struct dossier_parse *p, const struct json_node *node, const struct json_node *const *found,
                          struct contract_product *out) {
    const struct json_node *code = found[KEY_UCD] ? found[KEY_UCD] : found[KEY_LPP];
    bool digits = true;
    out->lpp = !found[KEY_UCD];
    if (!found[KEY_UCD] == !found[KEY_LPP]) {
        dossier_fault_value(p, node, "D172", "give one of \"ucd\" and \"lpp\"", "a product has %s code",
                            code ? "more than one" : "no");
        return 0;
    }
    if (!dossier_text(p, code, keys[out->lpp ? KEY_LPP : KEY_UCD], false, &out->code)) return 0;
    for (uint32_t i = 0; i < code->text_length; i++) digits &= code->text[i] >= '0' && code->text[i] <= '9';
    if (digits && (code->text_length == SHORT_CODE || (!out->lpp && code->text_length == LONG_CODE)))
        return number_of(out, code->text_length);
    dossier_fault_value(p, code, "D172",
                        out->lpp ? "write its 7 digits between quotes" : "write its 7 or 13 digits between quotes",
                        "this is not a %s code", out->lpp ? "LPP" : "UCD");
    return 0;
}

static uint64_t read_product(struct dossier_parse *p, const struct json_node *node, int64_t most,
                             struct contract_product *out) {
    const struct value_spec rate_spec = {.name = "taux",
                                         .unit = "",
                                         .type = TYPE_RATE,
                                         .decimals = 6,
                                         .has_min = true,
                                         .has_max = true,
                                         .min = 0,
                                         .max = most};
    const struct json_node *found[KEY_COUNT];
    out->label = "";
    if (!dossier_members(p, node, "a product", keys, KEY_COUNT, found)) return 0;
    if (found[KEY_LIBELLE]) dossier_text(p, found[KEY_LIBELLE], keys[KEY_LIBELLE], true, &out->label);
    if (dossier_required(p, node, "a product", keys[KEY_TAUX], found[KEY_TAUX]))
        dossier_number(p, found[KEY_TAUX], &rate_spec, keys[KEY_TAUX], &out->rate);
    if (dossier_required(p, node, "a product", keys[KEY_REMBOURSE], found[KEY_REMBOURSE]))
        dossier_number(p, found[KEY_REMBOURSE], &reimbursed_spec, keys[KEY_REMBOURSE], &out->reimbursed);
    return read_code(p, node, found, out);
}

/* True when no earlier product is this one. */
static bool is_new(const uint64_t *numbers, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (numbers[i] == numbers[count]) return false;
    return true;
}

static bool add_up(struct dossier_parse *p, const struct json_node *node, struct contract_volet *c) {
    int64_t cut;
    for (uint32_t i = 0; i < c->product_count; i++) {
        const struct contract_product *product = &c->products[i];
        if (!__builtin_add_overflow(c->products_total, product->reimbursed, &c->products_total) &&
            !__builtin_mul_overflow(product->reimbursed, product->rate, &cut) &&
            !__builtin_add_overflow(c->products_cut, cut, &c->products_cut))
            continue;
        dossier_fault_value(p, node, "D133", "check \"rembourse\": it is in euros",
                            "these products add up to too much");
        return false;
    }
    return true;
}

void dossier_read_products(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    struct contract_volet *c = &p->record->contract[volet];
    struct contract_product *products;
    uint64_t *numbers;
    int64_t most = 0;
    if (!model_products_nature(&p->model->volets[volet], &most)) {
        dossier_fault_value(p, node, "D175", "remove it", "no product has a rate of its own in %s",
                            p->contract_names[volet]);
        return;
    }
    if (!dossier_is(p, node, JSON_ARRAY, "produits")) return;
    c->products = products = arena_array(p->arena, node->span, sizeof *products);
    numbers = arena_array(p->scratch, node->span, sizeof *numbers);
    JSON_EACH(item, node) {
        numbers[c->product_count] = read_product(p, item, most, &products[c->product_count]);
        if (numbers[c->product_count] == 0) continue;
        if (!is_new(numbers, c->product_count))
            dossier_fault_value(p, item, "D173", "keep one, with the sum of what was reimbursed",
                                "product %s is there twice", products[c->product_count].code);
        c->product_count++;
    }
    if (add_up(p, node, c)) p->products[volet] = node;
}

static const char *euros(struct dossier_parse *p, int64_t centimes) {
    return arena_format(p->scratch, "%" PRId64 ".%02" PRId64, centimes / 100, centimes % 100);
}

void dossier_check_products(struct dossier_parse *p) {
    const struct record *r = p->record;
    for (uint32_t v = 0; v < p->model->volet_count; v++) {
        const char *whole = p->model->volets[v].products_of;
        int32_t column = p->products[v] ? layout_find(p->layout, SECTION_DONNEES, whole, strlen(whole)) : -1;
        if (column < 0 || r->presences[column] != CAQES_PRESENT || r->contract[v].products_total <= r->values[column])
            continue;
        dossier_fault_value(p, p->products[v], "D174", "check both: the products are part of it",
                            "the products of %s add up to %s, more than \"%s\", %s", p->contract_names[v],
                            euros(p, r->contract[v].products_total), whole, euros(p, r->values[column]));
    }
}
