#!/usr/bin/env bash
# What a person can get wrong on the command line, and what a file system can.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg
folder=conf/demo/dossiers
good=$(printf '%s\n' $folder/*.json | head -1)

run 2; says err "usage: caqes"
run 0 --help; says out "evaluate"
run 0 --version; says out "caqes 0."
run 2 evaluat; says err 'write "evaluate", the nearest command'
run 2 evaluate; says err "U003"
run 2 evaluate --format xml $campaign $folder; says err "table, json, ndjson or compact"
run 2 evaluate --nonsense $campaign $folder
run 0 evaluate --help; says out "--plugins"
run 2 evaluate --explain $campaign $folder; says err "--explain"
run 6 evaluate missing.cfg $folder; says err "missing.cfg"
run 6 evaluate $campaign "$work/nothing.json"; says err "nothing.json"
mkdir "$work/empty"
run 6 evaluate $campaign "$work/empty"; says err "holds no dossier"
run 6 evaluate $campaign "$good" "$good"; says err "named twice"

# A bad dossier beside a good one: its message and code; the good one is evaluated.
printf '{"format": "caqes-dossier", "version": 1,' >"$work/cut.json"
run 4 evaluate --format ndjson $campaign "$good" "$work/cut.json"
says err "cut.json:1:"
[ "$(grep -c '"caqes-grille"' "$work/out")" -eq 1 ] || fail "the good dossier was not evaluated"
cp "$good" "$work/again.json"
run 4 evaluate --format ndjson $campaign "$good" "$work/again.json"
[ "$(grep -c '"caqes-grille"' "$work/out")" -eq 1 ] || fail "a FINESS was evaluated twice"

# Output whole or not at all.
echo before >"$work/kept"
run 6 evaluate --output "$work/kept" missing.cfg $folder
[ "$(cat "$work/kept")" = before ] || fail "a failed run changed the output file"
run 6 evaluate --output "$work/no/such/folder" $campaign "$good"; says err "S602"
code=0
"$CAQES" evaluate --format ndjson $campaign $folder >/dev/full 2>"$work/err" || code=$?
[ "$code" -eq 6 ] || fail "a full disk: exit code $code"
run 6 evaluate --output "$work/kept" $campaign "$good" "$work/nothing.json"
[ "$(cat "$work/kept")" = before ] || fail "a run that missed an input changed the output file"

# What the run reads is never what it writes; a link leads to its file, a device is written as it is.
cp "$good" "$work/read.json"
run 6 evaluate --output "$work/read.json" $campaign "$work/read.json"; says err "S605"
cmp -s "$good" "$work/read.json" || fail "an input was replaced by the output"
run 0 evaluate --format ndjson --output /dev/null $campaign "$good"
[ -c /dev/null ] || fail "a device was replaced by a file"
echo before >"$work/target"
ln -s target "$work/link"
run 0 evaluate --format ndjson --output "$work/link" $campaign "$good"
[ -L "$work/link" ] && grep -q caqes-grille "$work/target" || fail "a link was replaced by a file"
ls "$work"/*.?????? >/dev/null 2>&1 && fail "a temporary file was left behind"
# The table of docs/formats.md has every code of the system that the program can say, once, and no other.
said=$(grep -rhoE '(\"|\[)S[1-9][0-9]{2}(\"|\])' "$SOURCE"/host --include='*.c' --include='*.cpp' | tr -d '"[]' | sort -u)
told=$(grep -oE '^\| S[0-9]{3}' "$SOURCE/docs/formats.md" | cut -c3- | sort)
[ -n "$said" ] && diff <(echo "$said") <(echo "$told") >&2 || fail "the codes of the system are not those of docs/formats.md"
finish
