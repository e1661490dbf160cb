/* SPDX-License-Identifier: MIT
 *
 * simulation_svg.c: a drawing that stands alone: a title and a description for a screen reader, nothing from elsewhere.
 * Places are whole numbers of pixels, so the bytes are the same everywhere. */
#include "host/simulate/report.h"

#include <inttypes.h>

enum { WIDTH = 960, HEIGHT = 540, LEFT = 190, RIGHT = 30, TOP = 70, BOTTOM = 70, BARS = 20, TICKS = 6 };
enum { INNER_WIDTH = WIDTH - LEFT - RIGHT, INNER_HEIGHT = HEIGHT - TOP - BOTTOM };

/* What is drawn between. */
struct frame {
    FILE *stream;
    struct arena *arena;
    caqes_int128 low, high, tick; /* of the vertical axis */
};

static void text(FILE *stream, const char *said) {
    for (; *said; said++) {
        switch (*said) {
        case '&': fputs("&amp;", stream); break;
        case '<': fputs("&lt;", stream); break;
        case '>': fputs("&gt;", stream); break;
        default: fputc((unsigned char)*said < 0x20 ? ' ' : *said, stream);
        }
    }
}

static void label(FILE *stream, int x, int y, const char *anchor, const char *said) {
    fprintf(stream, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
    text(stream, said);
    fputs("</text>\n", stream);
}

static caqes_int128 total_of(const struct simulation *s, uint32_t scenario) {
    return s->results[1 + scenario].sum.total;
}

/* 1, 2 or 5 times a power of ten, so that `span` is TICKS of it at most. */
static caqes_int128 nice_tick(caqes_int128 span) {
    static const int steps[] = {1, 2, 5};
    caqes_int128 power = 1;
    for (;; power *= 10) {
        int i;
        for (i = 0; i < 3; i++)
            if (power * steps[i] * TICKS >= span) return power * steps[i];
    }
}

/* Whole ticks around what is to be shown. */
static void set_scale(struct frame *f, caqes_int128 low, caqes_int128 high) {
    f->tick = nice_tick(high > low ? high - low : 1);
    f->low = low / f->tick * f->tick;
    if (f->low > low) f->low -= f->tick;
    f->high = high / f->tick * f->tick;
    if (f->high < high || f->high == f->low) f->high += f->tick;
}

static int height_of(const struct frame *f, caqes_int128 value) {
    return TOP + INNER_HEIGHT - (int)((value - f->low) * INNER_HEIGHT / (f->high - f->low));
}

static int column_of(caqes_int128 value, caqes_int128 low, caqes_int128 high) {
    return LEFT + (high > low ? (int)((value - low) * INNER_WIDTH / (high - low)) : INNER_WIDTH / 2);
}

static void draw_ticks(const struct frame *f, bool euros) {
    caqes_int128 at;
    for (at = f->low; at <= f->high; at += f->tick) {
        int y = height_of(f, at);
        fprintf(f->stream, "<path d=\"M%d %dH%d\" stroke=\"%s\"/>\n", LEFT, y, WIDTH - RIGHT,
                at == 0 ? "#222222" : "#d8d8d8");
        label(f->stream, LEFT - 8, y + 4, "end",
              euros ? euros_french(at, f->arena) : arena_format(f->arena, "%" PRId64, (int64_t)at));
    }
}

static void open_drawing(const struct frame *f, const struct simulation *s, const char *description) {
    const struct scenarios *x = s->scenarios;
    fprintf(f->stream,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
            "aria-labelledby=\"titre description\" font-family=\"sans-serif\" font-size=\"13\">\n<title id=\"titre\">",
            WIDTH, HEIGHT, WIDTH, HEIGHT);
    text(f->stream, x->name ? x->name : "Simulation");
    fputs("</title>\n<desc id=\"description\">", f->stream);
    text(f->stream, description);
    fprintf(f->stream, "</desc>\n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", WIDTH, HEIGHT);
    label(f->stream, LEFT, 30, "start",
          arena_format(f->arena, "%s — %s, exercice %u", x->name ? x->name : "Simulation", s->campaign->name,
                       s->campaign->year));
}

static void bounds(const struct simulation *s, caqes_int128 *low, caqes_int128 *high) {
    uint32_t i;
    *low = *high = total_of(s, 0);
    for (i = 1; i < s->scenarios->count; i++) {
        if (total_of(s, i) < *low) *low = total_of(s, i);
        if (total_of(s, i) > *high) *high = total_of(s, i);
    }
}

/* ---- Total against one parameter ---- */

static bool is_number(const struct axis *x) { return x->spec.type < TYPE_YES_NO; }

static int64_t place_of(const struct axis *x, uint32_t i) { return is_number(x) ? x->values[i] : (int64_t)i; }

static void draw_line(struct frame *f, const struct simulation *s) {
    const struct scenarios *x = s->scenarios;
    const struct axis *axis = &x->axes[0];
    caqes_int128 low, high, base = s->results[0].sum.total, left = place_of(axis, 0), right = left;
    uint32_t i;
    bounds(s, &low, &high);
    for (i = 0; i < x->count; i++) {
        if (place_of(axis, i) < left) left = place_of(axis, i);
        if (place_of(axis, i) > right) right = place_of(axis, i);
    }
    set_scale(f, base < low ? base : low, base > high ? base : high);
    open_drawing(f, s,
                 arena_format(f->arena, "Total de la campagne selon %s : de %s à %s ; campagne actuelle : %s.",
                              axis->name, euros_french(low, f->arena), euros_french(high, f->arena),
                              euros_french(base, f->arena)));
    draw_ticks(f, true);
    fprintf(f->stream, "<path d=\"M%d %dH%d\" stroke=\"#b35900\" stroke-dasharray=\"6 4\"/>\n", LEFT,
            height_of(f, base), WIDTH - RIGHT);
    label(f->stream, WIDTH - RIGHT, height_of(f, base) - 6, "end", "campagne actuelle");
    for (i = 0; i < x->count; i++) {
        int at = column_of(place_of(axis, i), left, right);
        fprintf(f->stream, "<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"#1f5fa8\"><title>", at,
                height_of(f, total_of(s, i)));
        text(f->stream, axis_french(x, axis, i, f->arena));
        text(f->stream, arena_format(f->arena, " : %s", euros_french(total_of(s, i), f->arena)));
        fputs("</title></circle>\n", f->stream);
        if (i % ((x->count + 9) / 10) == 0 || (x->count <= 10))
            label(f->stream, at, HEIGHT - BOTTOM + 22, "middle", axis_french(x, axis, i, f->arena));
    }
    label(f->stream, LEFT + INNER_WIDTH / 2, HEIGHT - 18, "middle", axis->name);
}

/* ---- How many scenarios have which total ---- */

static void draw_bars(struct frame *f, const struct simulation *s) {
    caqes_int128 low, high, width;
    uint32_t counts[BARS] = {0}, most = 0, i;
    bounds(s, &low, &high);
    width = (high - low) / BARS + 1;
    for (i = 0; i < s->scenarios->count; i++) counts[(uint32_t)((total_of(s, i) - low) / width)]++;
    for (i = 0; i < BARS; i++)
        if (counts[i] > most) most = counts[i];
    set_scale(f, 0, most);
    open_drawing(f, s,
                 arena_format(f->arena,
                              "Nombre de scénarios selon le total de la campagne : %u scénarios, de %s à %s ; campagne "
                              "actuelle : %s.",
                              s->scenarios->count, euros_french(low, f->arena), euros_french(high, f->arena),
                              euros_french(s->results[0].sum.total, f->arena)));
    draw_ticks(f, false);
    for (i = 0; i < BARS; i++) {
        int x = LEFT + (int)i * INNER_WIDTH / BARS, y = height_of(f, counts[i]);
        fprintf(f->stream, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#1f5fa8\"><title>", x + 1, y,
                INNER_WIDTH / BARS - 2, TOP + INNER_HEIGHT - y);
        text(f->stream, arena_format(f->arena, "de %s à %s : %u", euros_french(low + width * i, f->arena),
                                     euros_french(low + width * (i + 1) - 1, f->arena), counts[i]));
        fputs("</title></rect>\n", f->stream);
        if (i % 5 == 0) label(f->stream, x, HEIGHT - BOTTOM + 22, "start", euros_french(low + width * i, f->arena));
    }
    label(f->stream, LEFT + INNER_WIDTH / 2, HEIGHT - 18, "middle", "total de la campagne");
}

void simulation_svg(FILE *stream, const struct simulation *s, struct arena *arena) {
    struct frame f = {stream, arena, 0, 0, 0};
    if (s->scenarios->axis_count == 1 && !s->scenarios->drawn) {
        draw_line(&f, s);
    } else {
        draw_bars(&f, s);
    }
    fputs("</svg>\n", stream);
}
