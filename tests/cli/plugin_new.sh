#!/usr/bin/env bash
# caqes plugin new: from a table of indicators, in the build tree; and what it refuses, which leaves nothing behind.
# What the templates become is built in sdk_install.sh.
. "$(dirname "$0")/lib.sh"
cd "$work"

# A data-only plugin, built as caqes_add_plugin() does but for CMake.
build() { # FOLDER NAME
  mkdir "$1/build"
  "$BUILD/bin/caqes-manifest" "$1/manifest.json" --name "$2" --out "$1/build" || fail "the manifest of $1"
  cc -std=c11 -fPIC -fvisibility=hidden -shared -nostartfiles -I"$SOURCE/sdk/include" \
    -Wl,--version-script="$SOURCE/sdk/cmake/exports.map" "$1/build/${2//[-.]/_}_plugin.c" -o "$1/build/caqes-$2.so" || fail "the build of $1"
}

# A table as Excel saves it: a mark, CR LF, quotes, a decimal comma, no-break spaces; every kind and every optional column.
# It reads a datum of a national plugin, parts of sums on both sides, and a target that the contract gives.
nbsp=$(printf '\302\240')
printf '\xef\xbb\xbf' >table.csv
sed 's/$/\r/' >>table.csv <<END
code;label;numerator;denominator;direction;target;coefficient;unit;volet;role;kind;type;set_by;article;producer
R_A;Lits « connectés »;lits_connectes + lits;lits;>=;150${nbsp}%;0;;;;;;;;DPI
"R_B";"Un ""libellé"" ; avec";produits_am;Séjours;lower;1${nbsp}234,5;2;nombre;transports;supplémentaire;;;;"Annexe ""4"" ; §2";
R_C;Évolution;sejours;;hausse;-1,5 %;;;pertinence;générale;évolution;;contrat;;
R_D;Part;a + b;a + c;baisse;2,25 %;1;;;;;;;;
R_E;Part au contrat;a;a + c;baisse;;1;;qualite;;;;;;
R_F;Euros;Dépenses A;Dépenses B;hausse;100 %;1;;;;;euros;région + contrat;;
R_G;Zéro;Événements indésirables;Séjours;baisse;0;1;;;;;;;;
R_H;Réponse;Procédure écrite;;;;1;;;;oui/non;;;;
END
run 0 plugin new --csv table.csv --id fr.essai.table-8 --label 'Un "essai"' --publisher 'ARS d'\''essai' --years 2019-2022 table
says out 'produits_am is the datum of fr.caqes.'
silent err
build table table-8
run 0 test --plugins table/build table/cases
# By hand: 7 + 8 + 8 + 9 + 8 + 7 + 6 + 4. No numerator of 0 in R_A, whose numerator holds its denominator; nothing above 100 % in
# R_F, nothing under 0 in R_G.
says out 'Total : 8 fichiers, 57 cas, 57 réussis, 0 échoué'
silent err
# 2019, the first year that the contract model covers too.
grep -q '^exercice = 2019;' table/cases/campagne.cfg || fail "the year of the cases"
grep -qF '"label": "Un \"essai\""' table/manifest.json || fail "the label of the manifest"
grep -rn '@[A-Z_]*@' table --include=* --exclude-dir=build && fail "a placeholder is left"

# A motivation names every indicator that was missed, however many, then the amount and the texts.
{
  echo 'code;label;numerator;denominator;direction;target;coefficient'
  for n in $(seq 70); do echo "M_$n;Indicateur $n;manque_$n;manque_total;hausse;50 %;1"; done
} >seventy.csv
run 0 plugin new --csv seventy.csv --id fr.essai.nombreux --years 2018 seventy
build seventy nombreux
sed -e "s|\"\.\./|\"$SOURCE/conf/|" -e 's/"fr.exemple.val-fictif"; version = "1.0.0"; fichier = "caqes-val-fictif.so"/"fr.essai.nombreux"; version = "0.1.0"; fichier = "caqes-nombreux.so"/' \
  -e 's/fr.exemple.val-fictif/fr.essai.nombreux/' "$SOURCE/conf/demo/campagne.cfg" >seventy.cfg
python3 - "$SOURCE/conf/demo/dossiers/019900011.json" "$SOURCE" >seventy.json <<'P'
import json, sys
dossier = json.load(open(sys.argv[1]))
dossier["contrat"]["socle"]["coefficients"] = {}
known = {given["name"] for volet in ("socle", "transports", "pertinence", "qualite")
         for given in json.load(open(f"{sys.argv[2]}/plugins/{volet}/manifest.json"))["inputs"]}
dossier["donnees"] = {name: value for name, value in dossier["donnees"].items() if name.split("@")[0] in known}
dossier["donnees"].update({f"manque_{n}": 1 for n in range(1, 71)}, manque_total=10)
json.dump(dossier, sys.stdout)
P
run 0 explain --motivation --plugins seventy/build --volet socle seventy.cfg seventy.json
for text in 'Indicateur 1' 'Indicateur 70' 'Textes appliqués'; do
  tr '\n' ' ' <out | tr -s ' ' | grep -qF "$text" || fail "the motivation does not say: $text"
done

# An expectation that is changed fails: the cases do look at the plugin. So does another target.
sed -i 's/;atteint;2,25/;non atteint;2,25/' table/cases/r_d.csv
run 9 test --plugins table/build table/cases
says out 'attendu non atteint, obtenu atteint'

# An empty folder is as good as none; its name may end in "/".
mkdir empty
run 0 plugin new --id fr.essai.vide empty/
[ -f empty/manifest.json ] || fail "nothing in the empty folder"

# refused CODE TEXT ARGUMENT...: says it, and leaves nothing.
refused() {
  local code=$1 text=$2
  shift 2
  run "$code" plugin new "$@"
  says err "$text"
  silent out
  [ ! -e new ] || { fail "left a folder: plugin new $*"; rm -rf new; }
}
refused 2 'one folder is needed' --id fr.essai.x
refused 2 'one folder is needed' --id fr.essai.x new other
refused 2 'a plugin has an id' new
for id in x fr. .fr fr..x FR.X fr.x_y fr.-x; do refused 2 'badly formed id' --id "$id" new; done
for years in 2018- 18-21 2021-2018 abcd 2018-2021x 2018,2021 1918-1921; do refused 2 'badly formed years' --id fr.essai.x --years "$years" new; done
refused 2 'no installed contract model covers these years' --id fr.essai.x --years 2030-2031 new
refused 2 'no such template' --id fr.essai.x --template rien new
refused 2 'makes a plugin without code' --id fr.essai.x --template code --csv table.csv new
refused 2 'on one line' --id fr.essai.x --label $'deux\nlignes' new
refused 2 'on one line' --id fr.essai.x --publisher $'\xff' new
refused 2 'has this file name' --id fr.essai.socle new
refused 2 'the id of an installed plugin' --id fr.caqes.socle new
refused 2 'something is there already' --id fr.essai.x table
refused 2 'something is there already' --id fr.essai.x table.csv
refused 2 '--rien' --id fr.essai.x --rien new
refused 6 S606 --id fr.essai.x --csv nowhere.csv new
refused 6 S602 --id fr.essai.x nowhere/new
refused 4 T507 --id fr.essai.x --csv "$SOURCE/tests/bad/indicators/many.csv" new

# Written whole or not at all, also when the disk is full or a write fails half way.
if [ "$(id -u)" -ne 0 ]; then
  mkdir closed && chmod 500 closed
  refused 6 S602 --id fr.essai.x closed/new
fi
surroundings=(bash -c 'trap "" XFSZ; ulimit -f 1; exec "$@"' -)
refused 6 S602 --id fr.essai.x new
surroundings=(env)

# What stays in the folder beside: nothing but what was made.
[ "$(ls -d -- *.?????? 2>/dev/null | grep -v table.csv)" = "" ] || fail "a temporary folder is left: $(ls)"
run 0 plugin new --help; says out '--csv FILE'
run 2 plugin new --id
finish
