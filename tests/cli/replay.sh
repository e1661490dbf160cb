#!/usr/bin/env bash
# Archives: the same run makes the same bytes, they are readable without the program, what is damaged is refused, and
# a replay gives the same results or says what differs.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
export TMPDIR="$work/tmp"
mkdir "$TMPDIR" "$work/unpacked"
# Spaces as a reader sees them, and not as French typography has them.
plain() { sed -i 's/\xe2\x80\xaf\|\xc2\xa0/ /g' "$work/out"; }
archives() { python3 "$SOURCE/tests/cli/archives.py" "$@"; }
campaign=conf/demo/campagne.cfg
folder=conf/demo/dossiers

# ---- Making ----

run 1 evaluate --format ndjson --archive "$work/a.tar" $campaign $folder
cp "$work/out" "$work/results"
digest=$(sed -n 's/.*archive .*, sha256 //p' "$work/err")
# From another folder, through other paths, in another process arrangement, to a file: the same bytes.
cp -r conf "$work/conf"
surroundings=(env -C "$work/conf/demo" TZ=Pacific/Chatham)
run 1 evaluate --format ndjson --in-process --archive "$work/b.tar" --output "$work/results.b" campagne.cfg ./dossiers
surroundings=(env)
cmp -s "$work/a.tar" "$work/b.tar" || fail "the same run gives another archive"
cmp -s "$work/results" "$work/results.b" || fail "--archive changes the results"

# Readable without the program: tar, sha256sum, and the unpacked folder is a campaign.
tar -xf "$work/a.tar" -C "$work/unpacked"
(cd "$work/unpacked" && sha256sum --quiet -c SHA256SUMS) || fail "sha256sum -c"
[ "$(sha256sum <"$work/unpacked/SHA256SUMS" | cut -d' ' -f1)" = "$digest" ] || fail "the digest is not that of SHA256SUMS"
[ "$(find "$work/unpacked" -type f | wc -l)" -eq $(($(wc -l <"$work/unpacked/SHA256SUMS") + 1)) ] || fail "a file is not in the index"
cmp -s "$work/results" "$work/unpacked/resultats.ndjson" || fail "the archived results are others"
cmp -s "$BUILD/lib/caqes/plugins/caqes-socle.so" "$work/unpacked/plugins/caqes-socle.so" || fail "the archived plugin is another"
# In what the program writes: a plugin is as its compiler made it.
grep -rwqF --exclude='*.so' -e "$work" -e "$SOURCE" -e "$(hostname)" "$work/unpacked" && fail "the archive holds a path of this machine"
tar -tvf "$work/a.tar" | grep -vq ' 0/0 .* 1970-01-01 ' && fail "the archive holds an owner or a date of this machine"
surroundings=(env -C "$work/unpacked")
run 1 evaluate --format ndjson --plugins plugins configuration/demo/campagne.cfg dossiers
surroundings=(env)
cmp -s "$work/results" "$work/out" || fail "the unpacked folder does not evaluate to the same"

# Standard input is kept; a table and a document too; a refused dossier is part of the run.
cat $folder/99000003*.json >"$work/one.json"
"$CAQES" evaluate --format json --explain --archive "$work/stdin.tar" $campaign - <"$work/one.json" >"$work/stdin.json" 2>/dev/null || fail "from standard input"
grep -q "$(sha256sum <"$work/one.json" | cut -d' ' -f1)" "$work/stdin.json" || fail "no digest of standard input"
tar -xOf "$work/stdin.tar" dossiers/0001-entree-standard.ndjson | cmp -s - "$work/one.json" || fail "standard input is not kept"
run 0 replay "$work/stdin.tar"
{ tr -d '\n' <"$work/one.json"; echo; echo '{"format":"caqes-dossier","version":1}'; } >"$work/refused.ndjson"
run 4 evaluate --archive "$work/table.tar" $campaign "$work/refused.ndjson"
run 0 replay "$work/table.tar"
says err "dossiers/0001-refused.ndjson:2:"
says out "les mêmes octets"

# What an archive cannot keep is said, and nothing is written.
none() { [ ! -e "$work/none.tar" ] && [ ! -e "$work/none.out" ] || { fail "written: $1"; rm -f "$work/none.tar" "$work/none.out"; }; }
sed "s|\"../modeles|\"$PWD/conf/modeles|" $campaign >"$work/conf/demo/absolute.cfg"
run 4 evaluate --archive "$work/none.tar" --output "$work/none.out" "$work/conf/demo/absolute.cfg" "$work/one.json"
says err "error[A120]"
none "absolute name"
run 6 evaluate --archive "$work/none.tar" --output "$work/none.out" $campaign <(cat "$work/one.json")
says err "error[S608]"
none "pipe"
run 6 evaluate --archive "$work/none.tar" --output "$work/none.out" $campaign "$work/nowhere.json"
none "input that is not there"
run 2 evaluate --archive "$work/none.tar" --output "$work/none.tar" $campaign "$work/one.json"
none "one file for both"
cp "$work/one.json" "$work/kept.json"
run 6 evaluate --archive "$work/kept.json" $campaign "$work/kept.json"
says err "error[S605]"
cmp -s "$work/one.json" "$work/kept.json" || fail "an input was replaced"
run 4 evaluate --archive "$work/none.tar" --output /dev/null $campaign "$work/one.json"
says err "error[A122]"
none "results that cannot be read back"
# A file that changes while standard input is waited for: neither archive nor results.
cp conf/demo/dossiers/990000061.json "$work/changing.json"
mkfifo "$work/pipe"
"$CAQES" evaluate --archive "$work/none.tar" --output "$work/none.out" $campaign - "$work/changing.json" <"$work/pipe" 2>"$work/err" &
exec 3>"$work/pipe"
for _ in $(seq 100); do [ -n "$(find "$work" -name 'none.tar.*')" ] && break; sleep 0.05; done
echo >>"$work/changing.json"
cat "$work/one.json" >&3
exec 3>&-
code=0
wait $! || code=$?
[ "$code" -eq 4 ] || fail "a file that changed: exit code $code"
says err "error[A121]"
none "file that changed"

# A plugin that is refused is kept too: the replay refuses it in the same way.
mkdir "$work/broken"
head -c 3000 "$BUILD/lib/caqes/plugins/caqes-qualite.so" >"$work/broken/caqes-qualite.so"
run 5 evaluate --format ndjson --archive "$work/broken.tar" --plugins "$work/broken" $campaign "$work/one.json"
run 0 replay "$work/broken.tar"
says err "plugins/caqes-qualite.so: error[P1"

# A plugin that is named with its folder, and model files above the campaign, keep their places.
mkdir -p "$work/deep/region/campagne 2018" "$work/deep/so"
cp -r conf/modeles conf/referentiels "$work/deep"
cp "$BUILD/lib/caqes/plugins/caqes-socle.so" "$work/deep/so/socle.so"
sed 's|"\.\./|"../../|; s|"caqes-socle.so"|"../../so/socle.so"|' $campaign >"$work/deep/region/campagne 2018/é.cfg"
run 0 evaluate --archive "$work/deep.tar" --output "$work/deep.txt" "$work/deep/region/campagne 2018/é.cfg" "$work/one.json"
archives list "$work/deep.tar" >"$work/out"
says out "configuration/region/campagne 2018/é.cfg"
says out "configuration/so/socle.so"
run 0 replay "$work/deep.tar"

# ---- Replaying ----

run 0 replay "$work/a.tar"
says out "sha256 $digest"
says out "les mêmes octets"
says out "5, ceux de l'archive"
run 0 replay --in-process --results "$work/again" "$work/a.tar"
cmp -s "$work/results" "$work/again" || fail "--results are others"
run 0 replay --format json --output "$work/report.json" "$work/a.tar"
grep -q '"memes_octets": true' "$work/report.json" || fail "the report in JSON"
cp "$work/a.tar" "$work/c.tar"
run 6 replay --output "$work/c.tar" "$work/c.tar"
says err "error[S605]"

# The plugins of a folder instead: the same when they are the same, a missing one is named, another one is a cause.
run 0 replay --plugins "$BUILD/lib/caqes/plugins" "$work/a.tar"
says out "ceux de --plugins"
mkdir "$work/plugins"
cp "$BUILD"/lib/caqes/plugins/*.so "$work/plugins"
rm "$work/plugins/caqes-qualite.so"
run 4 replay --plugins "$work/plugins" "$work/a.tar"
says err "error[A111]: plugin fr.caqes.qualite 1.0.0 is missing"
cp "$BUILD/lib/caqes/plugins/caqes-qualite.so" "$work/plugins"
cp "$BUILD/tests/plugins/later/caqes-transports-later.so" "$work/plugins/caqes-transports.so"
run 9 replay --plugins "$work/plugins" "$work/a.tar"
says out "d'autres octets"
says out "plugin fr.caqes.transports"
says out "archive : 1.0.0 ($(sha256sum <"$BUILD/lib/caqes/plugins/caqes-transports.so" | cut -d' ' -f1))"
says out "rejeu   : 1.1.0 ($(sha256sum <"$work/plugins/caqes-transports.so" | cut -d' ' -f1))"
plain
# Half a per cent of 12 345 678,00 instead of one: 61 728,39, without any plan or complementary objective.
says out "Transports : -123 456,78 € → -61 728,39 €, écart +61 728,39 €"
# Plugins that differ in bytes alone: no establishment has another result.
cp "$BUILD"/lib/caqes/plugins/*.so "$work/plugins"
printf '\0' >>"$work/plugins/caqes-socle.so"
run 0 replay --plugins "$work/plugins" "$work/a.tar"
run 9 replay --plugins "$work/plugins" "$work/stdin.tar"
says out "plugin fr.caqes.socle"
says out "Aucun établissement n'a d'autre résultat"

# Another version of the program: named, and the cause when results differ.
archives edit "$work/a.tar" "$work/old.tar" archive.json '"programme": "' '"programme": "0.0.'
run 0 replay "$work/old.tar"
says out "Programme   0.0."
archives edit "$work/old.tar" "$work/older.tar" resultats.ndjson '"compte_centimes":-3086420' '"compte_centimes":-3086419'
run 9 replay "$work/older.tar"
plain
says out "- programme"
says out "990000038"
says out "Volet obligatoire : -30 864,19 € → -30 864,20 €, écart -0,01 €"

# An archive that lacks a plugin or a reference names it.
archives drop "$work/a.tar" "$work/less.tar" plugins/caqes-transports.so
run 4 replay "$work/less.tar"
says err "error[A110]"
says err "plugins/caqes-transports.so"
archives drop "$work/a.tar" "$work/less.tar" configuration/referentiels/2018.cfg
run 4 replay "$work/less.tar"
says err "configuration/referentiels/2018.cfg"

# ---- Refusing ----

# One bit of any member, and of the index.
count=0
while read -r member; do
  archives flip "$work/a.tar" "$work/flipped.tar" "$member"
  run 4 replay "$work/flipped.tar"
  says err "error[A107]"
  says err "found: $member"
  count=$((count + 1))
done < <(archives list "$work/a.tar")
[ "$count" -ge 29 ] || fail "only $count members"
archives flip "$work/a.tar" "$work/flipped.tar" SHA256SUMS
run 4 replay "$work/flipped.tar"

evil() { # KIND CODE
  archives evil "$work/a.tar" "$work/evil.tar" "$1"
  run 4 replay "$work/evil.tar"
  says err "error[$2]"
  silent out
}
evil parent A102
evil absolute A102
evil dot A102
evil folder A102
evil symlink A103
evil hardlink A103
evil device A103
evil fifo A103
evil sparse A103
evil twice A104
evil unlisted A105
evil missing A106
evil bomb A108
evil short A108
evil tail A109
evil index-first A101
evil index-escape A101
evil zip A101
evil empty A101
# What an archive names is never an option, and nothing is read beside it.
archives edit "$work/a.tar" "$work/bad.tar" archive.json '"fichier_campagne": "configuration/' '"fichier_campagne": "--help'
run 4 replay "$work/bad.tar"
run 2 evaluate --output "$work/./one" --archive "$work/one" $campaign "$work/one.json"
run 2 replay --results "$work/one" --output "$work/../$(basename "$work")/one" "$work/a.tar"
archives edit "$work/a.tar" "$work/bad.tar" "$(archives list "$work/a.tar" | grep 'demo/campagne.cfg$')" '"../modeles/' "\"$SOURCE/conf/modeles/"
run 3 replay "$work/bad.tar"
says err "error[C356]"
says err "$SOURCE/conf/modeles/caqes-2018.cfg"

# A run that is killed leaves no dossier behind either. Its evaluation, which finds its folder gone, may still say so after
# that: in a file of its own.
"$CAQES" replay "$work/a.tar" >"$work/killed" 2>&1 &
sleep 0.05
kill -9 $! || true
wait $! 2>"$work/err" || true
for _ in $(seq 100); do
  [ -z "$(ls -A "$TMPDIR")" ] && break
  sleep 0.1
done
[ -z "$(ls -A "$TMPDIR")" ] || fail "left in TMPDIR by a killed run"

run 6 replay "$work/nowhere.tar"
says err "error[S611]"
run 4 replay "$work"
run 2 replay
run 2 replay "$work/a.tar" "$work/a.tar"
gzip -k "$work/a.tar"
run 4 replay "$work/a.tar.gz"

# Nothing is left behind, nor laid out elsewhere.
[ -z "$(ls -A "$TMPDIR")" ] || fail "left in TMPDIR: $(ls "$TMPDIR")"
[ ! -e /tmp/escaped ] && [ ! -e escaped ] || fail "a member escaped"

# ---- The page ----

# The commands of docs/replay.md, in a folder with the demonstration and the program.
awk '/<!-- run -->/ { run = 1; next } run && /^    / { print substr($0, 5); seen = 1; next } run && seen { run = seen = 0 }' \
  docs/replay.md >"$work/commands"
[ "$(wc -l <"$work/commands")" -ge 6 ] || fail "docs/replay.md has lost its commands"
mkdir "$work/page"
cp -r conf "$work/page"
(cd "$work/page" && PATH="$(dirname "$CAQES"):$PATH" bash -uo pipefail "$work/commands") >"$work/out" 2>"$work/err" ||
  { fail "docs/replay.md: its commands"; tail -20 "$work/err" >&2; }
says out "les mêmes octets"
grep -q FAILED "$work/out" && fail "docs/replay.md: sha256sum"
finish
