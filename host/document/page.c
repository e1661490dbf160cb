/* SPDX-License-Identifier: MIT */
#include "host/document/page.h"

#include "host/report/html.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#555;--line:#929292;--head:#e8edf4;--link:#0b4f9e;"
    "--plus:#18753c;--minus:#b34000}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--soft:#bbb;--line:#777;--head:#24303f;"
    "--link:#8ab4f8;--plus:#7dd89a;--minus:#ffa36b}}\n"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;color:var(--ink);"
    "background:var(--paper)}\n"
    "a{color:var(--link)}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}\n"
    ".about{color:var(--soft)}\n"
    "article{margin:3rem 0;border-top:3px solid var(--line);padding-top:1rem}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "caption{text-align:left;font-weight:bold;padding:.3rem 0}\n"
    "th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}\n"
    "thead th{background:var(--head)}\n"
    ".n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}\n"
    ".plus{color:var(--plus)}.minus{color:var(--minus)}\n"
    "tfoot th,tfoot td{border-top:3px double var(--line);font-weight:bold}\n"
    ".tiles{display:flex;flex-wrap:wrap;gap:1rem;margin:1.5rem 0}.tile{border:1px solid var(--line);border-left:.4rem "
    "solid "
    "var(--link);padding:.6rem 1rem;min-width:11rem}.tile dt{color:var(--soft);font-size:.9rem}.tile dd{margin:0;"
    "font-size:1.3rem;font-weight:bold;font-variant-numeric:tabular-nums}\n"
    ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr));gap:1.5rem}\n"
    ".card{border:1px solid var(--line);padding:.5rem 1rem;min-width:0}.card h2{font-size:1.1rem}.card th,.card "
    "td{overflow-wrap:anywhere;white-space:normal}\n"
    ".chart{width:100%;height:auto;font-size:13px}.chart text{fill:var(--ink)}.chart .up{fill:var(--plus)}.chart .down"
    "{fill:var(--minus)}.chart .count{fill:var(--link)}.chart line{stroke:var(--line)}\n"
    "#outils{margin:1rem 0}#outils[hidden]{display:none}input{font:inherit;padding:.3rem "
    ".5rem;color:inherit;background:"
    "var(--paper);border:1px solid var(--line)}\n"
    "th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit;"
    "text-decoration:underline dotted}th[aria-sort=ascending] button::after{content:\" ▲\"}"
    "th[aria-sort=descending] button::after{content:\" ▼\"}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    "details{margin:1rem "
    "0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}h1,h2,p,li{overflow-wrap:anywhere}\n"
    "@page{size:A4 landscape;margin:12mm}\n"
    "@media "
    "print{nav,.skip{display:none}body{margin:0;max-width:none;font-size:9.5pt}article{break-before:page;border:0;"
    "margin:0}thead{display:table-header-group}tr{break-inside:avoid}}\n";

void page_open(FILE *stream, const char *title) {
    fputs("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
          stream);
    html_element(stream, "<title>", title, "</title>\n");
    fprintf(stream, "<style>\n%s</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#contenu\">Aller au contenu</a>\n",
            style);
    html_element(stream, "<header>\n<h1><bdi>", title, "</bdi></h1>\n</header>\n<main id=\"contenu\">\n");
}

void page_close(FILE *stream, const char *digest) {
    html_element(stream, "</main>\n<footer><p class=\"about\">Configuration (sha256) : ", digest,
                 "</p></footer>\n</body>\n</html>\n");
}
