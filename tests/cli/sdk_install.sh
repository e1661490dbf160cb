# The SDK as a region gets it: installed, moved, and used outside of this tree, with CMake and with make.
. "$(dirname "$0")/lib.sh"

cmake --install "$BUILD" --prefix "$work/first" >"$work/install.log" 2>&1 || { cat "$work/install.log" >&2; exit 1; }
mv "$work/first" "$work/sdk"
libdir=$(dirname "$(dirname "$(find "$work/sdk" -name caqes.pc)")")
share=$work/sdk/share/caqes
for file in "$share/manifest.schema.json" "$share/exports.map" "$work/sdk/bin/caqes-manifest" "$libdir/caqes/plugins/caqes-transports.so"; do
  [ -f "$file" ] || fail "not installed: $file"
done

# accepted FILE: the host reads its manifest and takes its code.
accepted() {
  run 0 plugin show "$1"
  says out accepted
  case $(nm -D "$1") in *__asan* | *__ubsan*) return ;; esac
  run 0 plugin check --fuzz-seconds 0 --budget 10000 "$1"
  says out 'warning[K181]'
}

# What a template becomes builds with CMake, to the same bytes in two folders, and passes its own rule cases; with the
# installed SDK alone, no edit and no option but where it is.
scaffold() { # FOLDER TEMPLATE
  mkdir -p "$(dirname "$1")"
  "$work/sdk/bin/caqes" plugin new --template "$2" --id "fr.essai.$2-essai" "$1" >"$work/out" || fail "plugin new --template $2"
}
build() { # FOLDER
  { cmake -S "$1" -B "$1/build" -DCMAKE_PREFIX_PATH="$work/sdk" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS=-Werror &&
    cmake --build "$1/build"; } >"$work/cmake.log" 2>&1 || { cat "$work/cmake.log" >&2; exit 1; }
}
for template in ratios code volet; do
  for copy in one another/deeper; do
    scaffold "$work/$copy/$template" "$template"
    build "$work/$copy/$template"
  done
  so=$template/build/caqes-$template-essai.so
  accepted "$work/one/$so"
  cmp "$work/one/$so" "$work/another/deeper/$so" || fail "$so depends on the folder of its build"
  "$work/sdk/bin/caqes" test --plugins "$work/one/$template/build" "$work/one/$template/cases" >"$work/out" 2>"$work/err" ||
    { fail "the cases of template $template"; cat "$work/out" "$work/err" >&2; }
  says out ' 0 échoué'
done
coded=$work/one/code
symbols=$(nm -D --defined-only "$coded/build/caqes-code-essai.so")
case $symbols in *" caqes_plugin") ;; *) fail "exports something else than caqes_plugin: $symbols" ;; esac
[ "$(printf '%s\n' "$symbols" | wc -l)" -eq 1 ] || fail "exports more than one symbol: $symbols"

# Nothing runs when it is loaded, and it needs libc at most.
dynamic=$(readelf -dW "$coded/build/caqes-code-essai.so")
case $dynamic in *INIT* | *FINI*) fail "has constructors or destructors: $dynamic" ;; esac
needed=$(printf '%s\n' "$dynamic" | grep NEEDED | grep -v 'libc\.so\.6' || true)
[ -z "$needed" ] || fail "needs more than libc: $needed"

# With make and pkg-config.
for template in ratios code; do
  PKG_CONFIG_PATH=$libdir/pkgconfig make -C "$work/one/$template" CFLAGS="-O2 -Wall -Wextra -Wpedantic -Werror" >"$work/make.log" 2>&1 ||
    { cat "$work/make.log" >&2; exit 1; }
  accepted "$work/one/$template/build-make/caqes-$template-essai.so"
done

# A fault of the manifest, a misspelt constant and a function that libc has not each stop the build, with the reason.
broken() { # TEXT: the build of the plugin with code fails and says it
  if cmake --build "$coded/build" >"$work/out" 2>&1; then fail "built all the same: $1"; fi
  says out "$1"
}
cp "$coded/manifest.json" "$coded/plugin.c" "$work"
sed -i 's/"type": "integer", "periods"/"type": "integr", "periods"/' "$coded/manifest.json"
broken 'error[P209]: inputs[0].type'
cp "$work/manifest.json" "$coded"
sed -i 's/SLOT_SEJOURS_CHIRURGIE_COURTS_N_1/SLOT_SEJOUR_CHIRURGIE_COURTS_N_1/' "$coded/plugin.c"
broken SLOT_SEJOUR_CHIRURGIE_COURTS_N_1
sed 's/caqes_divide(c,/extern_divide(c,/; s/^#include ".*_manifest.h"/&\nextern uint32_t extern_divide(struct caqes_case *, uint32_t, uint32_t);/' \
  "$work/plugin.c" >"$coded/plugin.c"
broken extern_divide

# The tool: its exit codes, and the same bytes each time.
tool=$work/sdk/bin/caqes-manifest
code=0; "$tool" >/dev/null 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "caqes-manifest without arguments: exit code $code instead of 2"
code=0; "$tool" /nowhere.json --check 2>"$work/err" || code=$?
[ "$code" -eq 6 ] || fail "caqes-manifest on a missing file: exit code $code instead of 6"
code=0; "$tool" "$SOURCE/tests/golden/dossier-example.json" --check 2>"$work/err" || code=$?
[ "$code" -eq 5 ] || fail "caqes-manifest on another document: exit code $code instead of 5"
mkdir "$work/a" "$work/b"
for out in a b; do "$tool" "$SOURCE/plugins/transports/manifest.json" --name transports --out "$work/$out"; done
cmp "$work/a/transports_manifest.h" "$work/b/transports_manifest.h" || fail "caqes-manifest does not give the same bytes"

finish
