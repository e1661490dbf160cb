/* SPDX-License-Identifier: MIT
 *
 * html.h: text into a page. The one place where what data say becomes HTML. */
#ifndef CAQES_HOST_HTML_H
#define CAQES_HOST_HTML_H

#include <stdio.h>

/* Text of an element or of a quoted attribute: what marks up is written as such, what steers becomes a space. Text of
 * data stands in an element of its own direction (<bdi>), so that its marks of direction end with it. */
void html_text(FILE *stream, const char *text);

/* The text between two pieces of markup, which are written as they are. */
void html_element(FILE *stream, const char *open, const char *text, const char *close);

#endif
