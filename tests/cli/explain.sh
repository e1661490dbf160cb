#!/usr/bin/env bash
# caqes explain: the kept outputs, its options, and what it does with hostile names and with decisions.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg
folder=conf/demo/dossiers

# Golden files, as in demo.sh: CAQES_GOLDEN=write renews them. tests/explain/check.py holds their amounts to those
# worked by hand.
plain() { without_digests; }
golden explain.txt 1 explain $campaign $folder/990000038.json $folder/990000046.json $folder/990000111.json
golden explain.table 0 explain --format table --finess 990000038 --volet transports $campaign $folder/990000038.json
golden explain.json 0 explain --format json --volet pertinence $campaign $folder/990000038.json
golden explain.dot 0 explain --format dot --montant sanction_produits --volet transports $campaign $folder/990000038.json
golden explain.svg 0 explain --format svg --montant sanction_produits --volet transports $campaign $folder/990000038.json
golden motivation.txt 1 explain --motivation $campaign $folder
golden distance.txt 0 explain --distance --volet transports $campaign $folder/990000038.json $folder/990000061.json
golden distance-table.txt 0 explain --distance --format table --volet transports $campaign $folder/990000038.json $folder/990000061.json
golden explain-ciblage.txt 0 explain --ciblage --finess 990002011 $campaign conf/demo/ciblage/990002011.json

# A drawing is well formed, says what it is, and needs no colour to be read.
run 0 explain --format svg $campaign $folder/990000038.json
python3 - "$work/out" <<'PY' || fail "the SVG"
import sys
import xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
svg = "{http://www.w3.org/2000/svg}"
assert root.get("role") == "img" and root.get("aria-labelledby") == "titre description"
assert "990000038" in root.find(svg + "title").text and root.find(svg + "desc").text
groups = root.findall(svg + "g")
assert len(groups) > 100 and all(g.find(svg + "title").text for g in groups)
PY
for volet in socle transports pertinence qualite; do
  run 0 explain --format dot --volet $volet $campaign $folder/990000038.json
  dot -Tcanon "$work/out" >/dev/null 2>"$work/err" && silent err || fail "Graphviz refuses the graph of $volet"
done

# The same bytes whatever the order of the files, and one establishment as among the others.
run 1 explain --format ndjson $campaign $folder
cp "$work/out" "$work/reference"
mapfile -t files < <(printf '%s\n' "$folder"/*.json | sort -r)
run 1 explain --format ndjson $campaign "${files[@]}"
cmp -s "$work/reference" "$work/out" || fail "the order of the files changes an explanation"
run 1 explain --format ndjson --finess 990000111 $campaign $folder
cmp -s <(grep '"finess":"990000111"' "$work/reference") "$work/out" || fail "an establishment alone is explained otherwise"

# Why something is not evaluated.
not_evaluated() { # EXPECTED_CODE FINESS VOLET TEXT
  run "$1" explain --finess "$2" --volet "$3" $campaign $folder
  tr '\n' ' ' <"$work/out" | sed 's/\xC2\xA0/ /g; s/  */ /g' | grep -qF -- "$4" || fail "$2 $3 does not say: $4"
}
not_evaluated 0 990000079 transports "Non évalué : signé le 15/06/2018, ce volet entre en vigueur le 1er janvier 2019."
not_evaluated 0 990000095 qualite "Non évalué : ce volet n'est pas ouvert à ce statut (II.a.i)."
not_evaluated 0 990000095 qualite "ne s'applique pas à cet établissement, par une règle de la région (conf/demo/campagne.cfg, ligne 25)"
not_evaluated 0 990000046 transports "Non évalué : ce volet n'est pas au contrat de l'établissement."
not_evaluated 0 990000087 socle "Non évaluable : aucune obligation n'y est applicable."
not_evaluated 0 990000087 socle "sans objet : dénominateur nul"
not_evaluated 1 990000111 socle "inconnu : donnée non fournie, « Patients priorisés bénéficiant d'une conciliation"
not_evaluated 1 2A9900015 qualite "(non répondant)"
not_evaluated 0 990000012 pertinence "L'établissement a refusé de signer ce volet : rien d'autre n'y est évalué."
not_evaluated 0 990000061 socle "sans objet : coefficient 0 (activité que l'établissement n'exerce pas)"
not_evaluated 0 990000012 qualite "Sanction suspendue (Suspension inventée pour la démonstration) : elle est montrée, et n'entre pas dans le total."

# A plugin whose file is refused: no amount, and the explanation says so.
cp -r "$BUILD/lib/caqes/plugins" "$work/plugins"
head -c 2000 "$BUILD/lib/caqes/plugins/caqes-qualite.so" >"$work/plugins/caqes-qualite.so"
run 5 explain --plugins "$work/plugins" --finess 990000012 --volet qualite $campaign $folder
says out "Qualité : aucun montant"
says out "calcul refusé"

# What the directeur général retains, beside the computed amount.
python3 - >"$work/dossier.json" <<'PY'
import json
dossier = json.load(open("conf/demo/dossiers/019900011.json"))
dossier["contrat"]["socle"]["decision"] = {"montant": -90000, "motif": "Récidive", "date": "2019-09-02"}
print(json.dumps(dossier, ensure_ascii=False, indent=2))
PY
run 0 explain --volet socle $campaign "$work/dossier.json"
says out "Montant retenu par le directeur général de l'agence régionale de santé"
says out "Récidive"
says out "la sanction retenue dépasse la sanction calculée"
run 0 explain --motivation --format json $campaign "$work/dossier.json"
says out '"centimes": -8333333'
says out '"centimes": -9000000'
run 0 explain --format table --volet socle $campaign "$work/dossier.json"
says out "montant retenu par"

# Names that mean something to JSON, XML, DOT or a terminal are names.
python3 - >"$work/hostile.json" <<'PY'
import json
dossier = json.load(open("conf/demo/dossiers/990000061.json"))
dossier["etablissement"]["nom"] = 'a"];}<script>&amp;\\N\\"%s%n]]>--'
dossier["contrat"]["transports"]["decision"] = {"montant": -1, "motif": '"]<&>\\'}
print(json.dumps(dossier))
PY
for format in text table; do
  run 0 explain --format $format $campaign "$work/hostile.json"
  says out 'a"];}<script>&amp;\N\"%s%n]]>--'
done
run 0 explain --format ndjson $campaign "$work/hostile.json"
python3 -c 'import json, sys; assert json.load(open(sys.argv[1]))["etablissement"]["nom"] == "a\"];}<script>&amp;\\N\\\"%s%n]]>--"' "$work/out" ||
  fail "JSON of a hostile name"
run 0 explain --format svg $campaign "$work/hostile.json"
python3 -c 'import sys, xml.etree.ElementTree as t; assert "a\"];}<script>&amp;\\N\\\"%s%n]]>--" in t.parse(sys.argv[1]).getroot()[0].text' "$work/out" ||
  fail "SVG of a hostile name"
run 0 explain --format dot --volet transports $campaign "$work/hostile.json"
dot -Tcanon "$work/out" >"$work/canon" 2>"$work/err" && silent err && grep -q script "$work/canon" || fail "DOT of a hostile name"

# The command line.
run 2 explain; says err "U003"
run 2 explain --format pdf $campaign $folder; says err "text, table, json, ndjson, dot or svg"
run 2 explain --volet transport $campaign $folder; says err "the nearest is transports"
run 2 explain --obligation BIOSIMILAIRE $campaign $folder; says err "the nearest is BIOSIMILAIRES"
run 2 explain --indicateur NEANT $campaign $folder; says err "--indicateur: no such code in this campaign"
run 2 explain --montant sanction $campaign $folder; says err "--montant"
run 2 explain --constat SCOR $campaign $folder; says err "the nearest is SCORE"
run 2 explain --obligation BIOSIMILAIRES --constat SCORE $campaign $folder; says err "ask one of"
run 2 explain --ciblage --montant interessement $campaign $folder; says err "--ciblage goes with"
run 2 explain --motivation --format svg $campaign $folder; says err "--motivation is text, json or ndjson"
run 2 explain --motivation --constat SCORE $campaign $folder; says err "--motivation goes with"
run 2 explain --distance --format svg $campaign $folder; says err "--distance is text, table, json or ndjson"
run 2 explain --distance --constat SCORE $campaign $folder; says err "--distance goes with"
run 0 explain --help; says out "--motivation"
# A drawing of several establishments, or of none: nothing is written.
echo before >"$work/kept"
run 2 explain --format svg --output "$work/kept" $campaign $folder; says err "name it with --finess"
run 2 explain --finess 123456789 --output "$work/kept" $campaign $folder; says err "no dossier that can be evaluated is of this establishment"
[ "$(cat "$work/kept")" = before ] || fail "a refused command changed the output file"
run 0 explain --finess 990000038 --indicateur PERTINENCE_THEME $campaign $folder; says out "96 / 400 = 24"
run 0 explain --finess 990000020 --constat CIBLE_SUIVANTE $campaign $folder; says out "Objectif prévisionnel"
run 0 explain --finess 990000061 --indicateur VF_ICA_LISO $campaign $folder; says out "Rien de tel n'est évalué"

# docs/explain.md keeps its word: each block after "<!-- caqes ... -->" is what that command prints.
python3 - "$CAQES" docs/explain.md "${CAQES_GOLDEN:-}" <<'PY' || fail "docs/explain.md is not what the program prints"
import re, subprocess, sys
program, page, mode = sys.argv[1:]
text = open(page).read()
blocks = re.findall(r"<!-- caqes (.*?) -->\n\n    [^\n]*\n\n```\n(.*?)```", text, re.S)
assert len(blocks) >= 4, len(blocks)
for command, said in blocks:
    shown = subprocess.run(f"{program} {command}", shell=True, capture_output=True, text=True).stdout
    if said != shown and mode == "write":
        text = text.replace(said, shown)
    elif said != shown:
        sys.exit(f"caqes {command}:\n{shown[:600]}")
open(page, "w").write(text) if mode == "write" else None
PY
# A plugin in error: what it proposed is explained, and no amount is computed.
bad=$BUILD/tests/hostile/plugins/money-over-ceiling
mkdir "$work/demo"
cp -r conf/modeles "$work"
printf '%s\n' 'format = "caqes-campagne"; version = 1; nom = "Essai"; region = "R"; exercice = 2018;' \
  'date_evaluation = "2019-06-17"; modele = "../modeles/caqes-2018.cfg";' \
  'plugins = ( { id = "fr.caqes.socle"; version = "1.0.0"; fichier = "caqes-socle.so"; },' \
  '{ id = "fr.hostile.volet"; version = "1.0.0"; fichier = "volet.so"; } );' >"$work/demo/campagne.cfg"
printf '%s' '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"990000210","niveau":"EJ",' \
  '"nom":"Établissement fictif","region":"R","statut":"ex-DG","champs":["USLD"]},' \
  '"contrat":{"socle":{"refus":"oui"},"qualite":{"signature":"2017-12-01"}},' \
  '"donnees":{"produits_am":1000000,"marque_volet":"oui","vertueux":"oui"}}' >"$work/one.json"
run 5 explain --format ndjson --plugins "$bad" "$work/demo/campagne.cfg" "$work/one.json"
says out 'plugin fr.hostile.volet en erreur : le montant proposé 1000000 dépasse le plafond'
python3 -B tests/explain/recompute.py <"$work/out" >/dev/null 2>"$work/err" || fail "an explanation of an error: $(cat "$work/err")"
run 5 explain --volet qualite --plugins "$bad" "$work/demo/campagne.cfg" "$work/one.json"
says out "aucun montant n'est calculé."
finish
