/* SPDX-License-Identifier: MIT
 *
 * caqes plugin sign, caqes plugin verify: a signature in the format of minisign, in FILE.so.minisig. */
#include "host/base/arena.h"
#include "host/cli/command.h"
#include "host/cli/output.h"
#include "host/plugin/plugin.h"
#include "host/trust/minisign.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { KEY_BYTES = 4096, PASSWORD = 1024 };

struct job {
    const char *key_file;
    struct diag *diag;
    struct arena *arena;
};

struct bytes {
    char *text;
    size_t length;
};

static bool refuse(const struct job *j, const char *code, const char *file, const char *mend, const char *text) {
    diag_report(j->diag, &(struct diag_message){.code = code, .place = {file, 0, 0}, .mend = mend}, "%s", text);
    return false;
}

static bool read_file(const struct job *j, const char *file, size_t most, struct bytes *out) {
    FILE *stream = fopen(file, "rb");
    if (!stream) return refuse(j, "S606", file, NULL, strerror(errno));
    out->text = arena_alloc(j->arena, most + 1);
    out->length = fread(out->text, 1, most + 1, stream);
    fclose(stream);
    return out->length <= most || refuse(j, "P141", file, NULL, "too large for what it should be");
}

static const char *signature_file(const struct job *j, const char *file) {
    return arena_format(j->arena, "%s.minisig", file);
}

/* ---- Signing -------------------------------------------------------------------------------- */

/* From the terminal, without showing it; else the first line of standard input. */
static void read_password(char *out) {
    struct termios shown, hidden;
    bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
    out[0] = '\0';
    if (terminal) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        fputs("password of the key: ", stderr);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    if (fgets(out, PASSWORD, stdin)) out[strcspn(out, "\r\n")] = '\0';
    if (!terminal) return;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
}

static bool open_secret(const struct job *j, struct minisign_secret *secret) {
    static const char *const mend = "give the secret key that minisign -G wrote";
    struct bytes text;
    char password[PASSWORD] = "";
    enum minisign_result result;
    if (!read_file(j, j->key_file, KEY_BYTES, &text)) return false;
    result = minisign_read_secret(text.text, text.length, password, secret);
    if (result == MINISIGN_PASSWORD) {
        read_password(password);
        result = minisign_read_secret(text.text, text.length, password, secret);
        memset(password, 0, sizeof password);
    }
    switch (result) {
    case MINISIGN_OK: return true;
    case MINISIGN_PASSWORD: return refuse(j, "P140", j->key_file, "give its password", "the password does not open it");
    case MINISIGN_NO_MEMORY: return refuse(j, "P140", j->key_file, NULL, "no memory to open the key");
    default: return refuse(j, "P140", j->key_file, mend, "this is not a secret key of minisign");
    }
}

/* A plugin is signed once it is one: its manifest is read and checked first. */
static bool sign_one(const struct job *j, const struct minisign_secret *secret, const char *file) {
    struct plugin_file read;
    const struct manifest *m;
    struct bytes bytes;
    struct output output;
    char text[MINISIGN_TEXT];
    if (!plugin_file_read(file, j->arena, j->diag, &read)) return false;
    if (read.image >= 0) close(read.image);
    m = manifest_parse(read.manifest, read.manifest_length, file, j->arena, j->diag);
    if (!m || !read_file(j, file, PLUGIN_MAX_BYTES, &bytes)) return false;
    minisign_sign(secret, bytes.text, bytes.length, arena_format(j->arena, "plugin:%s version:%s", m->id, m->version),
                  text);
    if (!output_open(&output, signature_file(j, file), (struct output_reads){{NULL}, {0}}, j->diag)) return false;
    fputs(text, output.stream);
    return output_close(&output, true, j->diag);
}

/* ---- Verifying ------------------------------------------------------------------------------ */

static bool verify_one(const struct job *j, const struct minisign_key *key, const char *file) {
    static const char *const mend = "get the plugin and its signature from its publisher again";
    struct minisign_signature signature;
    struct bytes bytes, text;
    char id[17];
    const char *beside = signature_file(j, file);
    if (!read_file(j, file, PLUGIN_MAX_BYTES, &bytes) || !read_file(j, beside, MINISIGN_TEXT, &text)) return false;
    if (minisign_read_signature(text.text, text.length, &signature) != MINISIGN_OK)
        return refuse(j, "P141", beside, mend, "this is not a signature of minisign");
    minisign_id_text(signature.id, id);
    switch (minisign_verify(&signature, key, bytes.text, bytes.length)) {
    case MINISIGN_OK: printf("%s: signed with key %s; %s\n", file, id, signature.comment); return true;
    case MINISIGN_OTHER_KEY:
        return refuse(j, "P142", beside, "verify it with the publisher's key",
                      arena_format(j->arena, "signed with another key, %s", id));
    default: return refuse(j, "P143", file, mend, "its bytes, or the comment of its signature, are not those signed");
    }
}

static bool open_public(const struct job *j, struct minisign_key *key) {
    struct bytes text;
    if (!read_file(j, j->key_file, KEY_BYTES, &text)) return false;
    return minisign_read_public(text.text, text.length, key) == MINISIGN_OK ||
           refuse(j, "P140", j->key_file, "give the public key of the publisher",
                  "this is not a public key of minisign");
}

/* ---- The command ---------------------------------------------------------------------------- */

static int say_usage(FILE *stream, int code) {
    fputs("usage: caqes plugin sign --key SECRET FILE.so...\n"
          "       caqes plugin verify --key PUBLIC FILE.so...\n"
          "\n"
          "Keys and signatures (FILE.so.minisig) are those of minisign. The password of a key is asked for, or is the "
          "first\n"
          "line of standard input.\n",
          stream);
    return code;
}

int cmd_plugin_sign(int argc, char **argv, bool sign) {
    static const struct option longs[] = {
        {"key", required_argument, NULL, 'k'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct job j = {.diag = &diag, .arena = &arena};
    struct minisign_secret secret;
    struct minisign_key key;
    int option, i;
    while ((option = getopt_long(argc, argv, "k:h", longs, NULL)) != -1) {
        if (option == 'h') return say_usage(stdout, CAQES_EXIT_DONE);
        if (option != 'k') return say_usage(stderr, CAQES_EXIT_USAGE);
        j.key_file = optarg;
    }
    if (!j.key_file || optind == argc) return say_usage(stderr, CAQES_EXIT_USAGE);
    if (sign ? open_secret(&j, &secret) : open_public(&j, &key))
        for (i = optind; i < argc; i++) sign ? sign_one(&j, &secret, argv[i]) : verify_one(&j, &key, argv[i]);
    memset(&secret, 0, sizeof secret);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
