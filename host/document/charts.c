/* SPDX-License-Identifier: MIT */
#include "host/document/charts.h"

#include "host/report/html.h"

enum { WIDTH = 720, LABELS = 250, VALUES = 130, LINE = 26, BAR = 16 };

static int64_t largest(const struct chart *c, bool negative) {
    int64_t most = 0;
    uint32_t k;
    for (k = 0; k < c->count; k++) {
        int64_t size = c->bars[k].value < 0 ? -c->bars[k].value : c->bars[k].value;
        if ((c->bars[k].value < 0) == negative && size > most) most = size;
    }
    return most;
}

/* Units of the drawing for a value, on a scale of `most` over `room`. */
static unsigned length_of(int64_t value, int64_t most, unsigned room) {
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    unsigned length;
    if (most == 0) return 0;
    length = (unsigned)((unsigned __int128)size * room / (uint64_t)most);
    return length == 0 && size > 0 ? 1 : length;
}

/* Cut for the drawing; the table has it whole. */
static void short_label(FILE *stream, const char *text) {
    char cut[160];
    size_t used = 0, shown = 0;
    while (text[used] && shown < 30 && used + 8 < sizeof cut) {
        cut[used] = text[used];
        used++;
        if (((unsigned char)text[used] & 0xC0) != 0x80) shown++;
    }
    cut[used] = '\0';
    html_text(stream, cut);
    if (text[used]) fputs("…", stream);
}

static void draw(FILE *stream, const struct chart *c) {
    int64_t down = largest(c, true), up = largest(c, false), most = down > up ? down : up;
    unsigned room = WIDTH - LABELS - VALUES, zero, k;
    if (down > 0 && up > 0) room /= 2;
    zero = LABELS + (down > 0 ? room : 0);
    fprintf(stream,
            "<svg viewBox=\"0 0 %d %u\" role=\"img\" aria-labelledby=\"%s-t\" class=\"chart\">\n<title id=\"%s-t\">",
            WIDTH, c->count * LINE + 4, c->id, c->id);
    html_element(stream, "", c->title, "</title>\n");
    for (k = 0; k < c->count; k++) {
        const struct bar *b = &c->bars[k];
        unsigned y = k * LINE + 4, length = length_of(b->value, most, room);
        fprintf(stream, "<text x=\"%d\" y=\"%u\" text-anchor=\"end\">", LABELS - 10, y + 13);
        short_label(stream, b->label);
        fprintf(stream, "</text><rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%d\" class=\"%s\"/>",
                b->value < 0 ? zero - length : zero, y, length, BAR,
                c->counts      ? "count"
                : b->value < 0 ? "down"
                               : "up");
        fprintf(stream, "<text x=\"%u\" y=\"%u\">", b->value < 0 ? zero + 6 : zero + length + 6, y + 13);
        html_element(stream, "", b->shown, "</text>\n");
    }
    fprintf(stream, "<line x1=\"%u\" x2=\"%u\" y1=\"0\" y2=\"%u\"/>\n</svg>\n", zero, zero, c->count * LINE + 2);
}

void chart_write(FILE *stream, const struct chart *c) {
    uint32_t k;
    fprintf(stream, "<section class=\"card\" aria-labelledby=\"%s\">\n<h2 id=\"%s\">", c->id, c->id);
    html_element(stream, "", c->title, "</h2>\n");
    if (c->count == 0) {
        fputs("<p>Rien à montrer.</p>\n</section>\n", stream);
        return;
    }
    draw(stream, c);
    html_element(stream, "<details>\n<summary>Les chiffres</summary>\n<table>\n<caption>", c->title, "</caption>\n");
    html_element(stream, "<thead><tr><th scope=\"col\">", c->label_head, "</th>");
    html_element(stream, "<th scope=\"col\" class=\"n\">", c->value_head, "</th></tr></thead>\n<tbody>\n");
    for (k = 0; k < c->count; k++) {
        html_element(stream, "<tr><th scope=\"row\"><bdi>", c->bars[k].label, "</bdi></th>");
        html_element(stream, "<td class=\"n\">", c->bars[k].shown, "</td></tr>\n");
    }
    fputs("</tbody></table>\n</details>\n</section>\n", stream);
}
