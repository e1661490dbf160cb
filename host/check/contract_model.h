/* SPDX-License-Identifier: MIT
 *
 * contract_model.h: conf/modeles/caqes-2018.cfg inside the program: plugins can be checked wherever it is. */
#ifndef CAQES_HOST_CONTRACT_MODEL_H
#define CAQES_HOST_CONTRACT_MODEL_H

#include <stddef.h>

extern const char contract_model_text[];
extern const size_t contract_model_length;

#endif
