#!/usr/bin/env bash
# The demonstration campaign: the kept outputs, whatever the surroundings.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg
folder=conf/demo/dossiers

# Golden files. After a wanted change: CAQES_GOLDEN=write tests/cli/demo.sh, then read the difference.
# The digests of plugins and configuration are left out: they change with every compiler and comment.
plain() { without_digests; }
golden demo.table 1 evaluate $campaign $folder
golden demo.ndjson 1 evaluate --format ndjson $campaign $folder
golden demo.compact 1 evaluate --format compact $campaign $folder
golden explained.json 0 evaluate --format json --explain $campaign $folder/990000103.json $folder/990000053.json

# Both say the same, each in its form.
python3 - tests/golden/demo.ndjson tests/golden/demo.compact <<'P' || fail "compact and ndjson differ"
import json, sys
for whole, short in zip(open(sys.argv[1]), open(sys.argv[2]), strict=True):
    grid, line = json.loads(whole), json.loads(short)
    assert (line["finess"], line["exercice"]) == (grid["etablissement"]["finess"], grid["exercice"])
    assert (line["etat"], line.get("centimes")) == (grid["total"]["etat"], grid["total"].get("centimes"))
    for row in grid["volets"]:
        found = line["volets"][row["volet"]]
        assert found["statut"] == row["statut"] and found.get("compte_centimes") == row.get("compte_centimes")
        assert found.get("montants", {}) == {a["code"]: a.get("centimes", a.get("mois")) for a in row.get("montants", [])}
        assert found.get("constats", {}) == {f["code"]: f.get("issue", f.get("valeur")) for f in row.get("constats", [])}
        assert found.get("indicateurs", {}) == {i["code"]: i["resultat"] for o in row.get("obligations", []) for i in o["indicateurs"]}
P
run 2 evaluate --format compact --explain $campaign $folder
run 2 evaluate --format compact --archive "$work/none" $campaign $folder

# The same bytes under another locale, time zone, mask, folder and order of files.
run 1 evaluate --format ndjson --explain $campaign $folder
cp "$work/out" "$work/reference"
same() { cmp -s "$work/reference" "$1" || fail "not the same bytes: $2"; }
mkdir "$work/locale"
for name in fr_FR tr_TR; do localedef -f UTF-8 -i $name "$work/locale/$name.UTF-8"; done
for where in "fr_FR.UTF-8 Europe/Paris" "tr_TR.UTF-8 Pacific/Chatham"; do
  read -r locale zone <<<"$where"
  surroundings=(env LOCPATH="$work/locale" LC_ALL="$locale" LANG="$locale" TZ="$zone")
  run 1 evaluate --format ndjson --explain $campaign $folder
  same "$work/out" "$where"
done
surroundings=(env)
mapfile -t files < <(printf '%s\n' "$folder"/*.json | sort -r)
run 1 evaluate --format ndjson --explain $campaign "${files[@]}"
same "$work/out" "files in reverse order"
surroundings=(env -C / bash -c 'umask 077; exec "$@"' -)
run 1 evaluate --format ndjson --explain "$SOURCE/$campaign" "$SOURCE/$folder"
same "$work/out" "another folder and mask"
surroundings=(env)
run 1 evaluate --format ndjson --explain --output "$work/written" $campaign $folder
silent out
same "$work/written" "written to a file"

# All dossiers on one line each, through standard input, give the same grids.
for f in "$folder"/*.json; do tr -d '\n' <"$f"; echo; done >"$work/all.ndjson"
code=0
"$CAQES" evaluate --format ndjson --explain $campaign - <"$work/all.ndjson" >"$work/out" 2>"$work/err" || code=$?
[ "$code" -eq 1 ] || fail "from standard input: exit code $code"
same "$work/out" "NDJSON from standard input"
finish
