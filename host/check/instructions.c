/* SPDX-License-Identifier: MIT */
#include "host/check/instructions.h"

#include <capstone/capstone.h>
#include <string.h>

/* Instructions by the beginning of their text, "mnemonic operands". */
struct unwanted {
    const char *code, *mnemonic, *operand; /* operand: a part of the operands, or NULL */
};

#if defined(__x86_64__)
enum { ARCHITECTURE = CS_ARCH_X86, MODE = CS_MODE_64 };
static const struct unwanted unwanted[] = {
    {"K119", "ldmxcsr", NULL},  {"K119", "vldmxcsr", NULL}, {"K119", "fldcw", NULL},     {"K119", "fldenv", NULL},
    {"K119", "frstor", NULL},   {"K119", "fxrstor", NULL},  {"K119", "fxrstor64", NULL}, {"K119", "xrstor", NULL},
    {"K119", "xrstor64", NULL}, {"K119", "fninit", NULL},   {"K121", "syscall", NULL},   {"K121", "sysenter", NULL},
    {"K121", "int", "0x80"},    {"K121", "rdtsc", NULL},    {"K121", "rdtscp", NULL},    {"K121", "rdpmc", NULL},
    {"K121", "rdrand", NULL},   {"K121", "rdseed", NULL},   {"K121", "cpuid", NULL},     {"K121", "xgetbv", NULL},
    {"K121", "rdpid", NULL},    {"K121", "sgdt", NULL},     {"K121", "sidt", NULL}};
#elif defined(__aarch64__)
enum { ARCHITECTURE = CS_ARCH_ARM64, MODE = CS_MODE_ARM };
static const struct unwanted unwanted[] = {
    {"K119", "msr", "fpcr"},    {"K121", "svc", NULL},   {"K121", "mrs", "cntvct"},     {"K121", "mrs", "cntpct"},
    {"K121", "mrs", "pmccntr"}, {"K121", "mrs", "midr"}, {"K121", "mrs", "s3_3_c2_c4_"}}; /* rndr, rndrrs */
#else
#define NO_DISASSEMBLER
#endif

#ifndef NO_DISASSEMBLER

static const struct unwanted *unwanted_of(const cs_insn *in) {
    size_t k;
    for (k = 0; k < sizeof unwanted / sizeof *unwanted; k++)
        if (strcmp(in->mnemonic, unwanted[k].mnemonic) == 0 &&
            (!unwanted[k].operand || strstr(in->op_str, unwanted[k].operand)))
            return &unwanted[k];
    return NULL;
}

/* One part of the code, from its first byte on; what is no instruction is passed over. */
static void sweep(csh engine, const struct elf_image *i, uint64_t offset, uint64_t size, uint64_t address,
                  struct findings *f) {
    const uint8_t *code = i->bytes + offset;
    size_t left = size;
    cs_insn *in;
    if (offset > i->length || size > i->length - offset || size == 0) return;
    in = cs_malloc(engine);
    while (in && cs_disasm_iter(engine, &code, &left, &address, in)) {
        const struct unwanted *u = in->id != 0 ? unwanted_of(in) : NULL;
        if (u)
            finding_add(f, u->code, "instruction \"%s%s%s\" at 0x%llx", in->mnemonic, *in->op_str ? " " : "",
                        in->op_str, (unsigned long long)in->address);
    }
    if (in) cs_free(in, 1);
}

/* Sections say where code begins; without any, a segment is taken from its start. */
static bool sweep_sections(csh engine, const struct elf_image *i, struct findings *f) {
    Elf_Scn *section = NULL;
    uint64_t swept = 0; /* sections that overlap would take for ever */
    bool any = false;
    while ((section = elf_nextscn(i->elf, section)) != NULL) {
        GElf_Shdr h;
        if (!gelf_getshdr(section, &h) || h.sh_type != SHT_PROGBITS || !(h.sh_flags & SHF_EXECINSTR)) continue;
        swept += h.sh_size < i->length ? h.sh_size : i->length;
        if (swept > i->length) break;
        sweep(engine, i, h.sh_offset, h.sh_size, h.sh_addr, f);
        any = true;
    }
    return any;
}

void instructions_check(const struct elf_image *i, struct findings *f) {
    csh engine;
    GElf_Phdr s;
    size_t k;
    if (cs_open((cs_arch)ARCHITECTURE, (cs_mode)MODE, &engine) != CS_ERR_OK) return;
    cs_option(engine, CS_OPT_SKIPDATA, CS_OPT_ON);
    if (!sweep_sections(engine, i, f))
        for (k = 0; elf_segment(i, k, &s); k++)
            if (s.p_type == PT_LOAD && (s.p_flags & PF_X)) sweep(engine, i, s.p_offset, s.p_filesz, s.p_vaddr, f);
    cs_close(&engine);
}

#else

void instructions_check(const struct elf_image *i, struct findings *f) {
    (void)i;
    (void)f;
}

#endif
