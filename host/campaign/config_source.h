/* SPDX-License-Identifier: MIT
 *
 * config_source.h: the text of a configuration file, cut into tokens that know their place.
 *
 * libconfig 1.5 gives a line per setting and no column, keeps the low 32 bits of a long integer without
 * a word, ends a text at "\x00", and takes an unclosed comment for the end of the file. So the text is
 * cut here first; what libconfig would misread is refused, and the rest lends its tree exact places. */
#ifndef CAQES_HOST_CONFIG_SOURCE_H
#define CAQES_HOST_CONFIG_SOURCE_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONFIG_MAX_BYTES (1U << 20)
#define CONFIG_MAX_DEPTH 16
#define CONFIG_MAX_NAMES 64 /* settings of one group */

enum token_kind {
    TOKEN_WORD,   /* a name, a number, true or false */
    TOKEN_STRING, /* with its quotes */
    TOKEN_SIGN,   /* one of = : { } [ ] ( ) , ; */
    TOKEN_END
};

struct config_token {
    const char *text;
    size_t length;
    uint32_t line, column;
    enum token_kind kind;
};

/* The tokens of `text`, ended by a TOKEN_END, in an order that libconfig accepts; NULL after reporting
 * (C302, and C308 for a setting given twice in one group). They point into `text`. */
const struct config_token *config_tokens(const char *file, const char *text, size_t length, struct arena *arena,
                                         struct diag *diag);

/* Checks the order of tokens: names, values, separators, brackets. False after a message. libconfig says
 * "syntax error", without column, and for a bracket forgotten on the first line at the end of the file. */
bool config_grammar(const char *file, const struct config_token *tokens, struct arena *arena, struct diag *diag);

/* Reports a fault at a token. */
void config_token_fault(struct diag *diag, const char *file, const struct config_token *at, const char *code,
                        const char *mend, const char *text);

/* True when the token is this sign. */
bool config_token_is(const struct config_token *t, char sign);

#endif
