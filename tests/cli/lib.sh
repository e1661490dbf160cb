# Shared by the scenario tests: each runs the built program in a folder of its own.
#   CAQES    the program            BUILD  its build folder         SOURCE  the source tree
set -euo pipefail
: "${CAQES:?}" "${BUILD:?}" "${SOURCE:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# A fault that a sanitizer finds must not look like an exit code of the program.
export ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99:print_stacktrace=1

fail() { printf 'FAIL: %s\n' "$1" >&2; failures=$((failures + 1)); }

# run EXPECTED_CODE ARGUMENT...: runs the program, under `surroundings`; its output is in $work/out and
# $work/err.
surroundings=(env)
run() {
  local expected=$1 code=0
  shift
  "${surroundings[@]}" "$CAQES" "$@" >"$work/out" 2>"$work/err" || code=$?
  [ "$code" -eq "$expected" ] || { fail "caqes $*: exit code $code instead of $expected"; head -20 "$work/err" >&2; }
}

# says FILE TEXT: the text is somewhere in out or err.
says() { grep -qF -- "$2" "$work/$1" || { fail "$1 does not say: $2"; head -20 "$work/$1" >&2; }; }
silent() { [ ! -s "$work/$1" ] || { fail "$1 is not empty"; head -20 "$work/$1" >&2; }; }

# golden NAME EXPECTED_CODE ARGUMENT...: the output, after `plain` took out what is not the same everywhere, is that of
# tests/golden. CAQES_GOLDEN=write makes it so.
plain() { :; }
without_digests() { sed -i '/"sha256"/d; /"configuration":/d' "$work/out"; }
golden() {
  local name=$1 kept=$SOURCE/tests/golden/$1
  shift
  run "$@"
  plain
  [ "${CAQES_GOLDEN:-}" = write ] && cp "$work/out" "$kept"
  cmp -s "$kept" "$work/out" || { fail "not as tests/golden/$name"; diff "$kept" "$work/out" | cut -c1-300 | head -40 >&2; }
}

finish() { [ "$failures" -eq 0 ] || exit 1; echo "ok"; }
