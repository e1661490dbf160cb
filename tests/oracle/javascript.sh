#!/usr/bin/env bash
# javascript.sh CAQES NODE COUNT: the rules of the demonstration in JavaScript give the same bytes as the program, on the
# dossiers of the demonstration and on COUNT that are generated from them.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
caqes=$1 node=$2 count=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for dossier in "$source"/conf/demo/dossiers/*.json; do
  tr -d '\n' <"$dossier"
  echo
done >"$work/dossiers"
python3 -B "$source/tests/bench/dossiers.py" "$count" "$source/conf/demo/dossiers" >>"$work/dossiers"
"$caqes" evaluate --format compact "$source/conf/demo/campagne.cfg" "$work/dossiers" >"$work/expected" 2>"$work/err" || [ $? -eq 1 ]
"$node" "$source/tests/bench/rivals/node.mjs" "$work/dossiers" "$work/found"
cmp "$work/expected" "$work/found"
echo "$(wc -l <"$work/found") dossiers, the same bytes"
