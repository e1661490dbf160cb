# Shared by the scripts of this folder: a probe library, from headers, compared with a baseline.
#   SOURCE  the source tree
set -euo pipefail
: "${SOURCE:?}"
abi="$SOURCE/tests/abi"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The baselines are of x86-64 and of gcc: another machine has other types, another compiler describes the same in
# other words. A test that cannot run says so, and ctest shows it as skipped (77), never as passed.
[ "$(uname -m)" = x86_64 ] || { echo "NOT RUN: the baselines of tests/abi are of x86_64, this is $(uname -m)" >&2; exit 77; }
for tool in gcc abidw abidiff; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: run script/setup test" >&2; exit 1; }
done

# probe HEADERS OUT.so: with DWARF 4, so that another gcc describes the same in the same words.
probe() {
  gcc -std=c11 -Wall -Wextra -Werror -O0 -g -gdwarf-4 -fno-eliminate-unused-debug-types -fPIC -shared -nostartfiles \
    -ffile-prefix-map="$SOURCE"=. -ffile-prefix-map="$work"=. -I"$1" "$abi/probe.c" -o "$2"
}

# version HEADERS: "1.0", as they say.
version() {
  sed -n 's/^#define CAQES_ABI_\(MAJOR\|MINOR\) \([0-9]*\).*/\2/p' "$1/caqes/abi.h" | paste -sd.
}
