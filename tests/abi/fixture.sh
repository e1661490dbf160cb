#!/usr/bin/env bash
# Plugins built when ABI 1.0 was frozen, run by this host: they are accepted, and give what was worked out by hand then.
# The binaries are never built again: their bytes are checked first.
#   CAQES  the program     SOURCE  the source tree
set -euo pipefail
: "${CAQES:?}" "${SOURCE:?}"
[ "$(uname -m)" = x86_64 ] || { echo "NOT RUN: the plugins kept in tests/abi/fixture are of x86_64, this is $(uname -m)" >&2; exit 77; }
cd "$SOURCE/tests/abi/fixture"
export ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99:print_stacktrace=1
sha256sum --check --strict --quiet SHA256SUMS
for plugin in *.so; do
  [ "$(stat -c %s "$plugin")" -le 65536 ] || { echo "FAIL: $plugin is over 64 KiB" >&2; exit 1; }
  grep -qF "  $plugin" SHA256SUMS || { echo "FAIL: $plugin is not in SHA256SUMS" >&2; exit 1; }
  "$CAQES" plugin show "$plugin" | tail -1 | grep -qx '  accepted' || { echo "FAIL: $plugin is refused" >&2; exit 1; }
done
"$CAQES" test cas
"$CAQES" test --in-process cas
