#!/usr/bin/env bash
# The pages keep their word: the README's output is the program's, and the commands of the authors' pages run.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"

command=$(sed -n 's|^    build/release/bin/caqes \(evaluate .*\)|\1|p' README.md)
awk '/<!-- output of the command above/ { seen = 1; next } seen && /^```/ { if (++marks == 2) exit; next } seen && marks == 1' \
  README.md >"$work/said"
eval "$CAQES $command" >"$work/shown" 2>/dev/null || fail "the README's command: $command"
if [ "${CAQES_GOLDEN:-}" = write ]; then
  awk -v file="$work/shown" '
    /<!-- output of the command above/ { print; seen = 1; next }
    seen && /^```/ && ++marks == 1 { print; while ((getline line < file) > 0) print line; skip = 1; next }
    seen && /^```/ && marks == 2 { skip = 0; seen = 0 }
    !skip' README.md >"$work/README" && cp "$work/README" README.md
else
  cmp -s "$work/said" "$work/shown" || { fail "the README's output is not the program's"; diff "$work/said" "$work/shown" | head -20 >&2; }
fi

# The blocks marked "run", in order, page after page, in a home of their own, on a copy of the tree.
export HOME="$work/home"
mkdir -p "$HOME" "$work/tree"
tar --exclude=./build --exclude=./.git -cf - . | tar -xf - -C "$work/tree"
for page in plugins debugging publishing; do
  awk '/<!-- run -->/ { run = 1; next } run && /^    / { print substr($0, 5); seen = 1; next } run && seen { run = seen = 0 }' \
    "docs/$page.md" >"$work/$page"
  cat "$work/$page" >>"$work/commands"
done
[ "$(wc -l <"$work/plugins")" -ge 16 ] || fail "docs/plugins.md has lost its commands"
[ "$(wc -l <"$work/debugging")" -ge 10 ] || fail "docs/debugging.md has lost its commands"
[ "$(wc -l <"$work/publishing")" -ge 4 ] || fail "docs/publishing.md has lost its commands"
(cd "$work/tree" && bash -euo pipefail "$work/commands") >"$work/out" 2>"$work/err" || { fail "the commands of the pages"; tail -20 "$work/err" >&2; }
says out "$(grep -A2 '<!-- what caqes test says of the scaffold' docs/plugins.md | tail -1)"
says out 'signed with key'

# The page's release is a rebuild of the program under test: an evaluation with the same plugins makes the same archive,
# with the same digest, and an archive of one replays in the other to the same bytes; with the plugins of the rebuild too.
release="$work/tree/build/release"
archive_by() { "$1" evaluate --format ndjson --explain --plugins "$BUILD/lib/caqes/plugins" --archive "$2" conf/demo/campagne.cfg conf/demo/dossiers >/dev/null 2>"$work/err" || [ $? -eq 1 ]; }
archive_by "$CAQES" "$work/debug.tar" || fail "an archive by this build"
archive_by "$release/bin/caqes" "$work/release.tar" || fail "an archive by the rebuild"
cmp -s "$BUILD/bin/caqes" "$release/bin/caqes" && fail "the rebuild is not another program"
cmp -s "$work/debug.tar" "$work/release.tar" || fail "the rebuild makes another archive"
for plugins in "" "--plugins $release/lib/caqes/plugins"; do
  "$release/bin/caqes" replay $plugins "$work/debug.tar" >"$work/out" 2>"$work/err" || fail "replay by the rebuild $plugins"
  says out "les mêmes octets"
done

# Links between pages lead somewhere.
for page in README.md docs/*.md plugins/*/README.md plugins/regional/*/README.md; do
  grep -o '](\([^)#]*\)' "$page" | sed 's/](//' | grep -v '^http' | while read -r target; do
    [ -e "$(dirname "$page")/$target" ] || { echo "$page: $target" >>"$work/dead"; }
  done || true
done
[ ! -s "$work/dead" ] || fail "dead links: $(cat "$work/dead")"
finish
