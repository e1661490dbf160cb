#!/usr/bin/env bash
# evaluate --shard and merge: the same bytes and the same exit code as one run, for any number of shards; what is
# missing, doubled, foreign or altered is refused; a shard that is done is not done again, one that is killed leaves
# nothing.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg

# 400 dossiers in two files and one of its own, with bad ones, and a FINESS that comes again: far enough to be in another
# shard (file b's third is a's tenth), in its own block, after one that was refused, and as the EG of another.
mkdir "$work/dossiers" "$work/parts"
python3 -B tests/bench/dossiers.py 400 conf/demo/dossiers >"$work/all.ndjson"
python3 - "$work" <<'P'
import json, sys
lines = open(sys.argv[1] + "/all.ndjson").read().splitlines()
a, b = lines[:250], lines[250:]
a[6] = a[6].replace('"format"', '"forme"', 1)
a[139] = "[" + a[139][1:]
a[199] = a[199].replace("2018", "2017", 1)
def finess(line): return json.loads(line)["etablissement"]["finess"]
b[2] = b[2].replace(finess(b[2]), finess(a[9]), 1)
b[100] = b[100].replace(finess(b[100]), finess(a[199]), 1)
a[20] = a[20].replace(finess(a[20]), finess(a[19]), 1)
eg = json.loads(b[120])
eg["etablissement"]["niveau"] = "EJ"
eg["etablissements_geographiques"] = [{"finess": finess(a[70]), "nom": "Site", "donnees": {}}]
b[120] = json.dumps(eg, ensure_ascii=False)
b[130] = b[130].replace(finess(b[130]), "991234569", 1)
eg = json.loads(b[60])
eg["etablissement"]["niveau"] = "EJ"
eg["etablissements_geographiques"] = [{"finess": "991234569", "nom": "Site", "donnees": {}}]
b[60] = json.dumps(eg, ensure_ascii=False)
open(sys.argv[1] + "/dossiers/a.ndjson", "w").write("\n\n".join(a) + "\n")
open(sys.argv[1] + "/dossiers/b.ndjson", "w").write("\n".join(b))
P
cp conf/demo/dossiers/990000038.json "$work/dossiers/c.json"

in_parts() { # COUNT ARGUMENT...: every shard, in no order
  local count=$1 k
  shift
  rm -f "$work"/parts/*
  for k in $(seq "$count" | shuf --random-source=<(yes 7)); do
    run 0 evaluate --format "$format" --shard "$k/$count" --output "$work/parts/$k.part" "$@"
  done
}
for format in compact ndjson; do
  run 4 evaluate --format $format $campaign "$work/dossiers"
  cp "$work/out" "$work/whole"
  [ "$(grep -c . "$work/whole")" -eq 393 ] || fail "$(grep -c . "$work/whole") grids, not 393"
  for count in 1 2 3 7; do
    in_parts $count $campaign "$work/dossiers"
    run 4 merge "$work/parts"
    cmp -s "$work/whole" "$work/out" || fail "$count shards give other bytes, $format"
    says err 'caqes merge: 393 evaluated, 8 refused'
  done
done
says err 'error[D122]'
run 4 merge --output "$work/merged" "$work/parts/3.part" "$work/parts/1.part" "$work/parts/7.part" "$work/parts"/[2456].part
cmp -s "$work/whole" "$work/merged" || fail "parts in another order give other bytes"

# More shards than blocks, several jobs, in this process; the steps.
format=ndjson
in_parts 9 --explain --jobs 2 --in-process $campaign "$work/dossiers"
run 4 evaluate --explain --format ndjson $campaign "$work/dossiers"
cp "$work/out" "$work/explained"
run 4 merge "$work/parts"
cmp -s "$work/explained" "$work/out" || fail "nine shards with steps give other bytes"

# Where nothing is wrong the exit code is that of the run, too.
in_parts 2 $campaign conf/demo/dossiers
run 1 evaluate --format ndjson $campaign conf/demo/dossiers
cp "$work/out" "$work/shown"
run 1 merge "$work/parts"
cmp -s "$work/shown" "$work/out" || fail "the demonstration in two shards gives other bytes"

# A shard that is done stays as it is; of other dossiers, with other plugins or another format, it is done again.
before=$(stat -c %i "$work/parts/1.part")
run 0 evaluate --format ndjson --shard 1/2 --output "$work/parts/1.part" $campaign conf/demo/dossiers
says err 'shard 1/2 is done'
[ "$(stat -c %i "$work/parts/1.part")" = "$before" ] || fail "a part that was done was written again"
run 0 evaluate --format compact --shard 1/2 --output "$work/parts/1.part" $campaign conf/demo/dossiers
[ "$(stat -c %i "$work/parts/1.part")" != "$before" ] || fail "a part of another format was taken for done"

# What does not go together.
run 4 merge "$work/parts"; says err 'error[A153]'; says err 'found: format'
cp "$work/parts/2.part" "$work/second.part"
in_parts 2 $campaign "$work/dossiers"
run 4 merge "$work/parts/1.part" "$work/second.part"; says err 'found: dossiers'
run 4 merge "$work/parts/1.part"; says err 'error[A155]: 1 of 2 shards is missing'; says err 'found: 2'
cp "$work/parts/1.part" "$work/again.part"
run 4 merge "$work/parts" "$work/again.part"; says err 'error[A154]'
in_parts 3 $campaign "$work/dossiers"
run 4 merge "$work/parts" "$work/again.part"; says err 'another number of shards'
silent out
echo before >"$work/kept"
run 4 merge --output "$work/kept" "$work/parts/1.part" "$work/parts/3.part"
[ "$(cat "$work/kept")" = before ] || fail "a merge that was refused changed the output"
run 6 merge --output "$work/parts/1.part" "$work/parts"; says err 'S605'
sed '5s/1/2/' "$work/parts/2.part" >"$work/altered.part"
run 4 merge "$work/parts/1.part" "$work/altered.part" "$work/parts/3.part"; says err 'error[A151]'
head -c 5000 "$work/parts/2.part" >"$work/cut.part"
run 4 merge "$work/parts/1.part" "$work/cut.part" "$work/parts/3.part"; says err 'error[A150]'
: >"$work/empty.part"
run 4 merge "$work/empty.part"; says err 'error[A150]'
run 4 merge conf/demo/dossiers/990000038.json; says err 'error[A150]'
sed '1s/"version": 1/"version": 2/' "$work/parts/2.part" >"$work/later.part"
run 4 merge "$work/later.part"; says err 'error[A152]'
run 6 merge "$work/no.part"; says err 'S611'
mkdir "$work/none"
run 6 merge "$work/none"; says err 'holds no part'

# The lines of docs/cluster.md.
mkdir -p "$work/page/parts" "$work/bin"
ln -s "$SOURCE/conf" "$work/page/conf"
ln -s "$CAQES" "$work/bin/caqes"
lines=$(sed -n '/^## Shards/,/^Each line/s/^    caqes/caqes/p' docs/cluster.md)
[ "$(echo "$lines" | wc -l)" -eq 4 ] || fail "docs/cluster.md has other lines than four"
(cd "$work/page" && PATH=$work/bin:$PATH bash <<<"$lines" 2>/dev/null) || [ $? -eq 1 ] || fail "the lines of docs/cluster.md fail"
run 1 evaluate --format compact conf/demo/campagne.cfg conf/demo/dossiers
cmp -s "$work/out" "$work/page/grilles.ndjson" || fail "the lines of docs/cluster.md give other bytes"

# The command line.
for wrong in 0/2 3/2 1 1/ /2 1/2/3 01/2 -1/2 1/1001 'a/b'; do
  run 2 evaluate --format ndjson --shard "$wrong" --output "$work/x.part" $campaign conf/demo/dossiers
done
run 2 evaluate --shard 1/2 --output "$work/x.part" $campaign conf/demo/dossiers; says err 'ndjson or compact'
run 2 evaluate --format ndjson --shard 1/2 $campaign conf/demo/dossiers; says err -- '--output'
run 2 evaluate --format ndjson --shard 1/2 --output "$work/x.part" --archive "$work/x.tar" $campaign conf/demo/dossiers
run 2 evaluate --format ndjson --shard 1/2 --output "$work/x.part" $campaign -; says err 'reads files'
run 2 evaluate --format ndjson --set-aside fr.caqes.qualite $campaign conf/demo/dossiers
run 3 evaluate --format ndjson --shard 1/2 --set-aside fr.caqes.rien --output "$work/x.part" $campaign conf/demo/dossiers; says err 'C357'
run 2 merge; says err 'parts of a run'

# Killed at any moment, a shard leaves its part whole or not at all.
format=ndjson
for wait in 0.01 0.03 0.06 0.1 0.2 0.4; do
  rm -f "$work"/parts/*
  "$CAQES" evaluate --format ndjson --shard 1/2 --output "$work/parts/1.part" $campaign "$work/dossiers" >/dev/null 2>&1 &
  pid=$!
  sleep $wait
  kill -KILL $pid 2>/dev/null || true
  wait $pid 2>/dev/null || true
  [ -e "$work/parts/1.part" ] || continue
  run 4 merge "$work/parts/1.part"; says err 'error[A155]'
done
in_parts 2 $campaign "$work/dossiers"
run 4 merge "$work/parts"
cmp -s "$work/whole" "$work/out" || fail "after shards were killed, other bytes"

# A plugin that falls on more establishments than is allowed, two in one shard and one in another: the merge says so, and
# every shard begins again without it. The run that is not shared out did the same by itself.
if ! nm -D "$BUILD/lib/caqes/plugins/caqes-socle.so" | grep -qE ' (__asan|__ubsan|__gcov)_'; then
  . tests/cli/falling_volet.sh "$work" 70 200 330
  run 5 evaluate --format ndjson --plugins "$BUILD/tests/hostile/plugins/flow-segfault" "$work/demo/campagne.cfg" "$work/marked.ndjson"
  says err 'error[P304]'
  cp "$work/out" "$work/whole"
  format=ndjson
  in_parts 3 --plugins "$BUILD/tests/hostile/plugins/flow-segfault" "$work/demo/campagne.cfg" "$work/marked.ndjson"
  run 5 merge "$work/parts"
  says err 'error[P305]'; says err '3 establishments over all shards'; says err '--set-aside fr.hostile.volet'
  silent out
  cp "$work/parts/1.part" "$work/first.part"
  in_parts 3 --set-aside fr.hostile.volet --plugins "$BUILD/tests/hostile/plugins/flow-segfault" "$work/demo/campagne.cfg" "$work/marked.ndjson"
  run 5 merge "$work/parts"
  cmp -s "$work/whole" "$work/out" || fail "without the plugin, other bytes than the run that set it aside"
  run 4 merge "$work/first.part" "$work"/parts/[23].part; says err 'found: plugins'
fi
finish
