#!/usr/bin/env bash
# caqes report: tables, letters, a page, a site. The workbook is read back in tests/workbook, the pages in tests/browser.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg
folder=conf/demo/dossiers
golden report.csv 0 report --format csv $campaign $folder/990000061.json $folder/990000103.json
golden report.rfc.csv 0 report --format csv-rfc $campaign $folder/990000061.json
golden report-avant.csv 0 report --before-signature --format csv $campaign $folder/990000061.json

# What it sums to is what the grids say (docs/demonstration.md): −54 900,00 € and −98 765,43 €.
run 0 report --format csv $campaign $folder/990000061.json $folder/990000103.json
says out $'990000061;Centre de réadaptation fictif du Lac;Val-Fictif;2018;;complet;total;;;;;;TOTAL;;;;;;-54900,00;;;\r'
says out $';TOTAL;;;;;;-98765,43;;;\r'
[ "$(head -c 3 "$work/out" | od -An -tx1)" = " ef bb bf" ] || fail "no byte order mark"
# The same bytes on two lanes, and RFC 4180 as another program reads it.
run 1 report --format csv-rfc --jobs 2 $campaign $folder
cp "$work/out" "$work/two"
run 1 report --format csv-rfc $campaign $folder
cmp -s "$work/out" "$work/two" || fail "other bytes on two lanes"
python3 - "$work/out" <<'P' || fail "csv-rfc"
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
assert len({row["finess"] for row in rows}) == 13 and all(None not in row and None not in row.values() for row in rows)
totals = {row["finess"]: row["montant"] for row in rows if row["ligne"] == "total"}
assert totals["990000020"] == "17167.55" and totals["990000061"] == "-54900.00", totals
assert all("." in row["montant"] or not row["montant"] for row in rows)
P

# A name that a spreadsheet would compute, or that would end a cell, is a text.
sed 's/Centre de réadaptation fictif du Lac/=HYPERLINK(\\"x\\";1)/' $folder/990000061.json >"$work/formula.json"
run 0 report --format csv $campaign "$work/formula.json"
says out $'990000061;"\'=HYPERLINK(""x"";1)";'
grep -q '^990000061;=' "$work/out" && fail "a formula"
run 0 report --format csv --before-signature $campaign "$work/formula.json"
says out $'990000061;"\'=HYPERLINK(""x"";1)";'

# ---- Letters ----

cat >"$work/courrier.cfg" <<'C'
format = "caqes-courrier"; version = 1;
agence = "Agence régionale de santé du Val-Fictif (agence inventée)";
lieu = "Villefictive"; date = "2 septembre 2019"; signataire = "Le directeur général";
tribunal_administratif = "1 rue Inventée, Villefictive";
C
run 0 report --format lettre --letterhead "$work/courrier.cfg" $campaign $folder/990000061.json
for text in 'Agence régionale de santé du Val-Fictif' 'Villefictive, le 2 septembre 2019' 'Référence : […]' "s'élève à -54 900,00 €" \
  'deux mois' 'tribunal administratif' '1 rue Inventée' 'Voies de recours' "Atteindre l'objectif supplémentaire"; do
  tr '\n' ' ' <"$work/out" | sed 's/\xe2\x80\xaf\|\xc2\xa0/ /g' | tr -s ' ' | grep -qF -- "$text" || fail "the letter does not say: $text"
done
# What is not complete is never notified: the letter says that it is a draft, and of which volet.
run 1 report --format lettre $campaign $folder/990000111.json
says out "PROJET, QUI NE PEUT ÊTRE NOTIFIÉ"
tr '\302\240' '  ' <"$work/out" | grep -q 'Volet obligatoire *: incomplet' || fail "the letter does not say which volet"
python3 - $folder/990000111.json >"$work/unknown.json" <<'P'
import json, sys
dossier = json.load(open(sys.argv[1]))
del dossier["contrat"]["transports"]
dossier.pop("plan_actions", None)
json.dump(dossier, sys.stdout)
P
run 1 report --format lettre $campaign "$work/unknown.json"
says out "PROJET, QUI NE PEUT ÊTRE NOTIFIÉ"
grep -q "Aucune sanction" "$work/out" && fail "what is not known is said to be nothing"
run 1 report --format lettre $campaign $folder/990000111.json
grep -q "s'élève à" "$work/out" && fail "a partial sum as if it were notified"
run 1 report --format lettre $campaign $folder
[ "$(tr -cd '\f' <"$work/out" | wc -c)" -eq 12 ] || fail "not a letter a page"
printf 'format = "caqes-courrier"; version = 1;\nagnce = "x"; lieu = 3;\n' >"$work/bad.cfg"
run 3 report --format lettre --letterhead "$work/bad.cfg" $campaign $folder
says err "bad.cfg:2:1: error[C303]"
[ "$(grep -c 'error\[' "$work/err")" -eq 2 ] || fail "not both faults"

# ---- A site ----

run 1 report --no-distances --site "$work/site" $campaign $folder
[ "$(ls "$work/site/etablissements" | wc -l)" -eq 13 ] || fail "not a page each"
run 1 report --no-distances --jobs 2 --site "$work/two-lanes" $campaign $folder
diff -r "$work/site" "$work/two-lanes" >/dev/null || fail "another site on two lanes"
run 0 report --no-distances --site "$work/site" $campaign $folder/990000061.json
[ "$(ls "$work/site/etablissements")" = 990000061.html ] || fail "a site that is written again keeps pages"
grep -rlE 'https?://' "$work/site" && fail "something from elsewhere"
mkdir "$work/mine"
echo precious >"$work/mine/file"
run 6 report --site "$work/mine" $campaign $folder
says err "error[S609]"
[ "$(cat "$work/mine/file")" = precious ] || fail "a folder that is no site was touched"
run 6 report --site "$work/nowhere/site" $campaign $folder
run 3 report --site "$work/none" "$work/bad.cfg" $folder
[ -z "$(ls -d "$work"/none* "$work"/site.* "$work"/mine.* 2>/dev/null)" ] || fail "left behind"

# ---- What it refuses ----

run 2 report $campaign $folder
run 2 report --format pdf $campaign $folder; says err "xlsx, html, csv, csv-rfc or lettre"
run 2 report --format lettre --before-signature $campaign $folder
run 2 report --format csv --letterhead "$work/courrier.cfg" $campaign $folder
run 2 report --site "$work/s" --format csv $campaign $folder
run 2 report --format csv --finess 123456789 $campaign $folder/990000061.json; silent out
run 6 report --format xlsx --output /dev/full $campaign $folder/990000061.json
run 0 report --help; says out "--before-signature"

# A standard output that is closed, or full, is said by every command.
for command in "config $campaign" "report --format csv $campaign $folder/990000061.json" "evaluate $campaign $folder/990000061.json" --version; do
  code=0
  # shellcheck disable=SC2086
  "$CAQES" $command >&- 2>"$work/err" || code=$?
  [ "$command" = --version ] || [ "$code" -eq 6 ] || fail "closed output, $command: exit code $code"
done
finish
