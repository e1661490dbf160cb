#!/usr/bin/env bash
# Every public name is held: each struct, enum and function of the headers is in the kept baseline, and the layout of
# each struct and the number of each name is in tests/unit/abi_layout.h. A header that grows without them fails here.
. "$(dirname "$0")/abi.sh"
for header in "$SOURCE"/sdk/include/caqes/*.h; do # without comments
  gcc -w -fpreprocessed -dD -E -P "$header" -o "$work/$(basename "$header")"
done
headers=("$work"/*.h)
layout="$SOURCE/tests/unit/abi_layout.h"
baseline="$abi/baseline-$(version "$SOURCE/sdk/include").abi"
failures=0 seen=0
fail() { echo "FAIL: $1" >&2; failures=$((failures + 1)); }
# held FILE PATTERN WHAT
held() {
  seen=$((seen + 1))
  grep -qE -- "$2" "$1" || fail "$3 is not in ${1#"$SOURCE"/}"
}

for name in $(sed -nE 's/^(struct|enum) (caqes_[a-z_]+) \{.*/\2/p' "${headers[@]}"); do
  held "$baseline" "name='$name'" "$name"
done
# Working forms stay in one program: their layout is nobody else's.
for name in $(sed -nE 's/^struct (caqes_[a-z_]+) \{.*/\1/p' "${headers[@]}"); do
  case $name in caqes_case) continue ;; esac
  held "$layout" "^SIZE\($name, " "the size of struct $name"
  for member in $(sed -nE "/^struct $name \{/,/^\}/p" "${headers[@]}" | tr '\n' ' ' | sed 's/[^{]*{//; s/}.*//' |
    tr ';' '\n' | sed -nE 's/.*\(\*([a-z_]+)\).*/\1/p; t; s/\*//g; s/^ *(const |struct |unsigned )*[a-z0-9_]+ +(.*)/\2/p' | tr -d ' ' | tr ',' '\n'); do
    held "$layout" "^AT\($name, $member, " "the offset of $name.$member"
  done
done
for name in $(sed -nE '/^enum caqes_/,/\}/p' "${headers[@]}" | grep -oE '\bCAQES_[A-Z0-9_]+ = ' | tr -d '= '); do
  held "$layout" "^IS\($name, " "the number of $name"
done
# Functions below the line "for the host and for plugin.h, not for authors" are the arithmetic: unit.steps holds it.
for name in $(sed -nE 's/^static inline .*[ *](caqes_[a-z_0-9]+)\(.*/\1/p' "$work"/{plugin,fraction}.h); do
  held "$baseline" "name='probe_$name'" "function $name"
done

[ "$seen" -gt 150 ] || fail "only $seen names were found: the headers are not read as they are written"
[ "$failures" -eq 0 ] || exit 1
echo "ok: $seen names"
