#!/usr/bin/env bash
# The ciblage: the kept outputs, and what must not change them.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg
folder=conf/demo/ciblage

# Golden files, as in demo.sh: CAQES_GOLDEN=write renews them. docs/ciblage.md says what they hold, by hand.
plain() { without_digests; }
golden ciblage.table 1 target $campaign $folder
golden ciblage.ndjson 1 target --format ndjson $campaign $folder
golden ciblage-explained.json 0 target --format json --explain $campaign $folder/990002011.json $folder/990002029.json

# The table of docs/ciblage.md, decision by decision. A cell is a decision; "ciblé (2)" says by how many grounds.
decisions_of() { # FINESS
  grep "\"finess\":\"$1\"" "$work/reference" |
    sed 's/{"volet"/\n{"volet"/g' | sed -n 's/^{"volet":"\([a-z]*\)".*"decision":"\([a-z_]*\)"\(,"decision_msap":"\([a-z_]*\)"\)\?.*/\1=\2 \4/p' | tr '\n' ' '
}
run 1 target --format ndjson --explain $campaign $folder
cp "$work/out" "$work/reference"
rows=0
while IFS='|' read -r _ finess transports pertinence msap qualite _; do
  finess=${finess// /}
  wanted="transports=${transports// /}  pertinence=${pertinence// /} ${msap// /} qualite=${qualite// /}  "
  [ "$(decisions_of "$finess")" = "$wanted" ] || fail "$finess: $(decisions_of "$finess") instead of $wanted"
  rows=$((rows + 1))
done < <(grep -E '^\| 9900[0-9]{5} \|' docs/ciblage.md)
[ "$rows" -eq "$(ls $folder | wc -l)" ] || fail "docs/ciblage.md has $rows rows"

# The same bytes whatever the order of the files and the way they come in.
same() { cmp -s "$work/reference" "$work/out" || fail "not the same bytes: $1"; }
mapfile -t files < <(printf '%s\n' $folder/*.json | sort -r)
run 1 target --format ndjson --explain $campaign "${files[@]}"
same "files in reverse order"
for f in $folder/*.json; do tr -d '\n' <"$f"; echo; done >"$work/all.ndjson"
tac "$work/all.ndjson" >"$work/backwards.ndjson"
run 1 target --format ndjson --explain $campaign "$work/all.ndjson"
same "lines of one file"
run 1 target --format ndjson --explain $campaign "$work/backwards.ndjson"
tac "$work/out" >"$work/forwards" && mv "$work/forwards" "$work/out"
same "lines in reverse order"
for way in '<"$1"' '< <(cat "$1")'; do
  code=0
  bash -c '"$CAQES" target --format ndjson --explain '"$campaign"' - '"$way" - "$work/all.ndjson" >"$work/out" 2>"$work/err" || code=$?
  [ "$code" -eq 1 ] || fail "from standard input: exit code $code"
  same "standard input $way"
done
run 1 target --format ndjson --explain --output "$work/written" $campaign $folder
silent out
cp "$work/written" "$work/out"
same "written to a file"

# A pipe named as a file gives its bytes once: refused, not read as empty.
mkfifo "$work/pipe"
run 6 target $campaign "$work/pipe"
says err "error[S608]"
says err "give them on standard input"
run 6 target $campaign "$work/nothing.json"
[ "$(grep -c S101 "$work/err")" -eq 1 ] || fail "a missing file is not said once"

# Of the seven MCO establishments of the region, four: one under five, so compared over all regions.
four=($folder/990002011.json $folder/990002029.json $folder/990002037.json $folder/990002045.json)
run 1 target $campaign "${four[@]}"
says out "toutes"
grep -q "Val-Fictif, MCO" "$work/out" && fail "four establishments are compared within their region"
run 1 target $campaign "${four[@]}" $folder/990002052.json
says out "Val-Fictif, MCO : 5 établissements"

# A dossier that is refused is in no statistic, is said once, and the others are judged.
sed 's/"pertinence_activite": 3000/"pertinence_activite": -3/' $folder/990002045.json >"$work/bad.json"
run 4 target $campaign "${four[@]:0:3}" "$work/bad.json" $folder/990002052.json
[ "$(grep -c 'error\[D' "$work/err")" -eq 1 ] || fail "a refused dossier is not said once"
says out "dossiers refusés : 1"
says out "4 établissements"

# A sum that 64 bits do not hold: said, and who is compared with it is undetermined, not judged.
for finess in 990002011 990002029 990002037 990002045 990002052; do
  sed -e 's/"pertinence_actes": [0-9]*/"pertinence_actes": 9223372036854775807/' \
    -e 's/"pertinence_activite": [0-9]*/"pertinence_activite": 9223372036854775807/' \
    -e '/actes_has/d' -e 's/^\( *"pertinence_activite": [0-9]*\)$/\1,/' "$folder/$finess.json" |
    tr -d '\n'
  echo
done >"$work/large.ndjson"
run 5 target --format ndjson $campaign "$work/large.ndjson"
says err 'error[P303]: aggregate "groupe_actes": 64 bits do not hold the sum in 2 groups of establishments'
says err "found: pertinence_actes"
[ "$(grep -c P303 "$work/err")" -eq 2 ] || fail "an overflow is not said once for each aggregate"
[ "$(grep -c '"volet":"pertinence"[^}]*"decision":"indetermine"' "$work/out")" -eq 5 ] || fail "judged on a sum that is not one"
grep -q '"manque":\["groupe_actes","groupe_activite"' "$work/out" || fail "the statistics are not named as missing"

# A plugin that lies about its steps, or whose ground is neither 0 nor 1: named, and the others are judged.
mkdir "$work/demo"
cp -r conf/modeles conf/referentiels "$work"
sed -e 's/fr.caqes.qualite"; version = "1.0.0"; fichier = "caqes-qualite.so"/fr.exemple.braconnier"; version = "1.0.0"; fichier = "caqes-poacher.so"/' \
  -e 's/, "fr.caqes.qualite"\]/]/' $campaign >"$work/demo/campagne.cfg"
for shot in honnete faux double; do
  sed -e "s/\"icalin2\": \"C\"/\"tir\": \"$shot\"/" -e '/"doc\|"sejours_presc\|"sejours":/d' -e 's/^\( *"tir": "[a-z]*"\),$/\1/' \
    -e "s/990002011/99000209${#shot}/" $folder/990002011.json | tr -d '\n'
  echo
done >"$work/shots.ndjson"
run 5 target --format ndjson --plugins "$BUILD/tests/plugins" "$work/demo/campagne.cfg" "$work/shots.ndjson"
says err "establishment 990002094: the ciblage of the volet qualite is in error"
says err "affirme 0, l'hôte calcule 1"
says err "establishment 990002096: the ciblage of the volet qualite is in error"
says err "le motif TIR n'est ni établi ni écarté : il vaut 2"
grep '"finess":"990002097"' "$work/out" | grep -q '"volet":"qualite","libelle":"Qualité","decision":"non_cible"' ||
  fail "the honest one is not judged"
[ "$(grep -c '"volet":"transports","libelle":"Transports","decision":"cible"' "$work/out")" -eq 3 ] || fail "the other volet is not judged"

# A ground that the establishment is not subject to: 990002094, for the three of quality (annex 6 §2).
[ "$(grep '"finess":"990002094"' tests/golden/ciblage.ndjson | grep -o '"volet":"qualite".*' | grep -o '"resultat":"sans_objet","non_soumis":true' | wc -l)" -eq 3 ] ||
  fail "the three grounds it is not subject to are not said"

# The command line.
run 2 target; says err "U003"
run 2 target --format xml $campaign $folder; says err "table, json or ndjson"
run 2 target --explain $campaign $folder; says err "--explain"
run 0 target --help; says out "CAMPAIGN.cfg DOSSIERS"
cp "${four[0]}" "$work/read.json"
run 6 target --output "$work/read.json" $campaign "$work/read.json"; says err "S605"
finish
