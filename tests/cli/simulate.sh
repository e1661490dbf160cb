#!/usr/bin/env bash
# caqes simulate: scenarios over the demonstration. That a scenario is what evaluate gives on an edited configuration is
# shown by simulate_agrees.py, over the demonstration's dossiers and generated ones.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg folder=conf/demo/dossiers example=conf/demo/scenarios/seuil-du-bareme.cfg

# Golden files, as in demo.sh: CAQES_GOLDEN=write renews them.
golden simulate.table 1 simulate $campaign $example $folder
golden simulate.csv 1 simulate --format csv $campaign $example $folder
golden simulate.ndjson 1 simulate --format ndjson $campaign $example $folder
golden simulate.svg 1 simulate --format svg $campaign $example $folder

# The page shows what the program prints.
awk '/<!-- output of the command above/ { seen = 1; next } seen && /^```/ { if (++marks == 2) exit; next } seen && marks == 1' \
  docs/simulate.md >"$work/page"
[ -s "$work/page" ] && cmp -s "$work/page" tests/golden/simulate.table || fail "docs/simulate.md does not show the example"
grep -qF "caqes simulate $campaign $example $folder" docs/simulate.md || fail "docs/simulate.md has lost its command"
sed -n '/^    format = "caqes-scenarios"/,/^$/p' docs/simulate.md | sed 's/^    //; /^$/d' >"$work/page"
grep -v '^#' $example | cmp -s - "$work/page" || fail "docs/simulate.md does not show the file of the example"

# By hand, from the scores of docs/demonstration.md: 990000038 has 50,00 of the socle, at 25 % of 123 456,78. Once the
# second threshold passes 50, at 54 and 58, it is at 50 %, 61 728,39: 30 864,19 more.
run 0 simulate --format ndjson $campaign $example $folder/990000038.json
python3 - "$work/out" <<'P' || fail "the threshold moves 990000038 by 30 864,19 once it passes its score"
import json, sys
base, *found = [json.loads(line)["totaux"]["centimes"] for line in list(open(sys.argv[1]))[1:]]
assert base == -13765431
assert [c - base for c in found] == [0, 0, 0, -3086419, -3086419], found
P

python3 tests/cli/simulate_agrees.py "$CAQES" "$SOURCE" "$work" >"$work/agrees" || { fail "not as evaluate on an edited configuration"; head -20 "$work/agrees" >&2; }

# The same bytes whatever the lanes, and wherever plugins run; the drawing of draws is a histogram.
cat >"$work/draws.cfg" <<'C'
format = "caqes-scenarios"; version = 1; tirages = 60; graine = 7;
parametres = (
  { plugin = "fr.caqes.socle"; nom = "cible.LAP_LITS"; de = "0.5"; a = "1"; pas = "0.01"; },
  { plugin = "fr.caqes.qualite"; nom = "taux_sanction"; valeurs = ["0.004", "0.01"]; },
  { volet = "pertinence"; nature = "msap"; valeurs = [1, 6]; },
  { plugin = "fr.exemple.val-fictif"; nom = "coefficient.VF_FORMATIONS"; de = "0"; a = "5"; pas = "1"; prevaut = true; }
);
C
python3 tests/bench/dossiers.py 300 $folder >"$work/many.ndjson"
for format in table csv ndjson svg; do
  for how in "--jobs 1" "--jobs 2" "--jobs 8" "--in-process" "--in-process --jobs 3"; do
    code=0
    "$CAQES" simulate $how --format $format $campaign "$work/draws.cfg" "$work/many.ndjson" >"$work/this" 2>/dev/null || code=$?
    [ "$code" -eq 5 ] || fail "draws, $how: exit code $code" # a MSAP over one month passes its ceiling of 1
    [ "$how" = "--jobs 1" ] && cp "$work/this" "$work/first"
    cmp -s "$work/first" "$work/this" || fail "other bytes with $how, $format"
  done
done
[ "$(grep -c '<rect' "$work/first")" -eq 21 ] || fail "no histogram of 20 bars"
python3 -c 'import sys, xml.dom.minidom as x; [x.parse(f) for f in sys.argv[1:]]' "$work/first" tests/golden/simulate.svg || fail "not XML"
for drawing in "$work/first" tests/golden/simulate.svg; do
  grep -q '<title id=' "$drawing" && grep -q '<desc id=' "$drawing" || fail "a drawing without title or description"
  grep -vF 'xmlns="http://www.w3.org/2000/svg"' "$drawing" | grep -qE 'href|url\(|http' && fail "a drawing that needs something"
done

# A plugin that ends its process on three establishments is set aside in every scenario, as by evaluate; on two, for
# them alone.
mkdir "$work/demo"
cp -r conf/modeles "$work"
cat >"$work/demo/hostile.cfg" <<'C'
format = "caqes-campagne"; version = 1; nom = "Essai"; region = "Région inventée"; exercice = 2018;
date_evaluation = "2019-06-17"; modele = "../modeles/caqes-2018.cfg";
plugins = ( { id = "fr.caqes.socle"; version = "1.0.0"; fichier = "caqes-socle.so"; },
  { id = "fr.hostile.volet"; version = "1.0.0"; fichier = "volet.so"; } );
C
cat >"$work/hostile.scenarios.cfg" <<'C'
format = "caqes-scenarios"; version = 1;
parametres = ( { plugin = "fr.caqes.socle"; nom = "taux_refus"; valeurs = ["0.01", "0.004"]; } );
C
for failing in 2 3; do
  for i in 1 2 3 4; do
    printf '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"99000020%s","niveau":"EJ","statut":"ex-DG","champs":["USLD"]},' "$i"
    printf '"contrat":{"socle":{"refus":"oui"},"qualite":{"signature":"2017-12-01"}},"donnees":{"produits_am":1000000,"vertueux":"oui","marque_volet":"%s"}}\n' \
      "$([ "$i" -le "$failing" ] && echo oui || echo non)"
  done >"$work/hostile.ndjson"
  hostile=(--plugins "$BUILD/tests/hostile/plugins/flow-exit" "$work/demo/hostile.cfg")
  run 5 evaluate --format json "${hostile[@]}" "$work/hostile.ndjson"
  cp "$work/out" "$work/evaluated.json"
  run 5 simulate --jobs 2 --format ndjson "${hostile[@]}" "$work/hostile.scenarios.cfg" "$work/hostile.ndjson"
  python3 - "$failing" "$work/out" "$work/evaluated.json" <<'P' || fail "$failing failures"
import json, sys
failing, base, *found = int(sys.argv[1]), *[json.loads(l) for l in list(open(sys.argv[2]))[1:]]
assert base["totaux"] == json.load(open(sys.argv[3]))["totaux"]
aside = [] if failing == 2 else ["fr.hostile.volet"]
assert all(s["plugins_ecartes"] == aside for s in [base, *found]), found
assert base["totaux"]["aucun"] == (2 if failing == 2 else 4)
# For each of the two left, of 1 000 000: 1 % for the refusal of the socle and 1 % of the other volet; then 0,4 % and 1 %.
assert [s["totaux"]["centimes"] for s in found] == ([-4000000, -2800000] if failing == 2 else [0, 0]), found
P
done

run 0 simulate --help
says out "docs/simulate.md"

# Everything wrong with a file of scenarios, in one pass, each with its place.
cat >"$work/bad.cfg" <<'C'
format = "caqes-scenarios"; version = 1;
parametres = (
  { plugin = "fr.caqes.socl"; nom = "bareme"; seuil = 2; de = "42"; a = "58"; pas = "4"; },
  { plugin = "fr.caqes.socle"; nom = "baremes"; valeurs = ["1"]; },
  { plugin = "fr.caqes.socle"; nom = "bareme"; seuil = 4; de = "42"; a = "58"; pas = "4"; },
  { plugin = "fr.caqes.socle"; nom = "cible.LAP_LITS"; seuil = 1; valeurs = ["0.8"]; },
  { plugin = "fr.caqes.socle"; nom = "cible.LAP_LITS"; valeurs = ["0.8"]; de = "1"; },
  { plugin = "fr.caqes.socle"; nom = "cible.LAP_LITS"; valeurs = ["0.8", "1.8", "0.80"]; },
  { plugin = "fr.caqes.socle"; nom = "cible.LAP_LITS"; de = "0.8"; a = "0.7"; pas = "0"; },
  { plugin = "fr.caqes.transports"; nom = "base_economies"; de = "prevision"; a = "cible"; pas = "1"; },
  { plugin = "fr.caqes.transports"; nom = "interessement_maximum"; valeurs = ["0.8"]; },
  { volet = "x"; nature = "interessement"; valeurs = ["0.8"]; },
  { volet = "socle"; nature = "sanction_produits"; plafond = 2; valeurs = ["0.008"]; },
  { volet = "socle"; nom = "bareme"; valeurs = ["0.8"]; },
  { plugin = "fr.caqes.socle"; nom = "taux_sanction_max"; valeurs = ["0.001"]; },
  { plugin = "fr.caqes.socle"; nom = "taux_sanction_max"; valeurs = ["0.002"]; }
);
tirages = 10;
C
run 3 simulate $campaign "$work/bad.cfg" $folder
silent out
for place in 3:14:C336 4:38:C337 5:56:C407 6:56:C407 7:3:C401 8:74:C339 9:85:C403 9:72:C403 10:61:C402 11:43:C408 12:13:C309 13:62:C307 14:3:C406 \
  16:3:C405 18:1:C411; do
  says err "bad.cfg:${place%:*}: error[${place##*:}]"
done
[ "$(grep -c 'error\[' "$work/err")" -eq 15 ] || fail "not 15 faults"
one() { # CODE LINES: a file whose only fault is this one
  printf 'format = "caqes-scenarios"; version = 1;\n%s\n' "$2" >"$work/one.cfg"
  run 3 simulate $campaign "$work/one.cfg" $folder
  says err "error[$1]"
  [ "$(grep -c 'error\[' "$work/err")" -eq 1 ] || fail "$1: not one fault"
}
S='plugin = "fr.caqes.socle"; nom'
one C404 "parametres = ( { $S = \"cible.LAP_LITS\"; de = \"0\"; a = \"1\"; pas = \"0.000001\"; } );"
one C404 "parametres = ( { $S = \"cible.LAP_LITS\"; de = \"0\"; a = \"1\"; pas = \"0.001\"; }, { $S = \"cible.LAP_UNITES\"; de = \"0\"; a = \"1\"; pas = \"0.001\"; } );"
one C308 "parametres = ( { $S = \"cible.LAP_LITS\"; valeurs = [\"0.8\", \"0.80\"]; } );"
one C409 "parametres = ( { $S = \"bareme\"; seuil = 2; valeurs = [\"55\", \"60\"]; } );"
one C409 "parametres = ( { $S = \"bareme\"; resultat = 1; valeurs = [\"1\"]; } );" # 1, then 0.25: it turns
one C406 "parametres = ( { volet = \"transports\"; nature = \"interessement\"; valeurs = [\"0.2\"]; } );" # which of two
one C406 "parametres = ();"
one C342 "parametres = ( { $S = \"bareme\"; valeurs = ( ( [\"50\", \"1\"], [\"60\", \"1\"], [\"sinon\", \"1\"] ) ); } );"
one C305 "parametres = ( { $S = \"bareme\"; valeurs = (\"50\"); } );"
one C401 "parametres = ( { $S = \"cible.LAP_LITS\"; valeurs = []; } );"
run 6 simulate $campaign "$work/none.cfg" $folder
says err "S301"
run 2 simulate $campaign $example
run 2 simulate --format json $campaign $example $folder
cp $example "$work/own.cfg"
run 6 simulate --output "$work/own.cfg" $campaign "$work/own.cfg" $folder
says err "S605"
cmp -s $example "$work/own.cfg" || fail "the file of scenarios was written over"
run 1 simulate --output "$work/whole.csv" --format csv $campaign $example $folder
cmp -s "$work/whole.csv" tests/golden/simulate.csv || fail "--output"
# A dossier that is refused is said, and the others are simulated.
echo '{' >"$work/refused.json"
run 4 simulate --format csv $campaign $example $folder "$work/refused.json"
cmp -s "$work/out" tests/golden/simulate.csv || fail "a refused dossier changes the others"
finish
