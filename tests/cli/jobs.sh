#!/usr/bin/env bash
# --jobs: several batches at a time, in workers or in the host, give the same bytes: results and messages alike.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"

# Enough batches to be out of order, in two files, with some bad dossiers among them.
mkdir "$work/dossiers"
python3 -B tests/bench/dossiers.py 400 conf/demo/dossiers >"$work/all.ndjson"
sed -n 1,250p "$work/all.ndjson" | sed -e '7s/"format"/"forme"/' -e '140s/^{/[/' -e '200s/2018/2017/' >"$work/dossiers/a.ndjson"
sed -n 251,400p "$work/all.ndjson" | sed '3s/"donnees"/"donnes"/' >"$work/dossiers/b.ndjson"

same() { # EXPECTED_CODE ARGUMENT...
  local expected=$1
  shift
  run "$expected" "$@"
  cp "$work/out" "$work/out.1" && cp "$work/err" "$work/err.1"
  for jobs in 2 8; do
    run "$expected" "$@" --jobs $jobs
    cmp -s "$work/out.1" "$work/out" || fail "other results with --jobs $jobs: $*"
    diff "$work/err.1" "$work/err" >&2 || fail "other messages with --jobs $jobs: $*"
  done
}
same_in_process() { # what `same` has run last
  for jobs in 1 3; do
    run "$@" --in-process --jobs $jobs
    cmp -s "$work/out.1" "$work/out" || fail "other results with --in-process --jobs $jobs: $*"
    grep -v 'plugins run in this process' "$work/err" | diff "$work/err.1" - >&2 || fail "other messages in this process: $*"
  done
}
for format in ndjson json table; do
  same 4 evaluate --format $format conf/demo/campagne.cfg "$work/dossiers"
  same_in_process 4 evaluate --format $format conf/demo/campagne.cfg "$work/dossiers"
done
[ "$(grep -c 'error\[D' "$work/err")" -ge 4 ] || fail "the bad dossiers were not seen"
same 0 explain --format ndjson --finess 990000038 conf/demo/campagne.cfg conf/demo/dossiers/990000038.json
same 1 target --format json conf/demo/campagne.cfg conf/demo/ciblage

# A plugin that falls on more establishments than is allowed is set aside for all, whichever batch is first to know.
if ! nm -D "$BUILD/lib/caqes/plugins/caqes-socle.so" | grep -qE ' (__asan|__ubsan|__gcov)_'; then
  . tests/cli/falling_volet.sh "$work" 70 200 201 330
  same 5 evaluate --format ndjson --plugins "$BUILD/tests/hostile/plugins/flow-segfault" "$work/demo/campagne.cfg" "$work/marked.ndjson"
  says err 'error[P304]'
fi

run 2 evaluate --jobs 0 conf/demo/campagne.cfg conf/demo/dossiers
says err '--jobs is a whole number from 1 to 64'
finish
