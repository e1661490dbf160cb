#!/usr/bin/env bash
# caqes synthesis: the national indicators of several establishments together, and its tables; figures by hand.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"

# dossier FINESS STATUT DATA
dossier() {
  printf '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"%s","niveau":"EJ","statut":"%s","champs":["MCO"]},"contrat":{"socle":{"signature":"2017-12-01"}},"donnees":{%s}}\n' "$1" "$2" "$3"
}
# Beds under a certified LAP: 80/100 reaches 80 %, 150/300 does not; the whole is 230/400 = 23/40.
# PHMEV-LPP: (104 - 100)/100 = 4 % reaches 4 %; (330 - 300)/300 = 10 % does not; the whole is (434 - 400)/400 = 17/200.
{
  dossier 990000302 SSA '"lits_lap_certifie":80,"lits":100,"depenses_phmev_lpp":104,"depenses_phmev_lpp@N-1":100'
  dossier 990000310 SSA '"lits_lap_certifie":150,"lits":300,"depenses_phmev_lpp":330,"depenses_phmev_lpp@N-1":300'
  dossier 990000328 ex-DG '"lits_lap_certifie":1,"lits":1000,"depenses_phmev_lpp":1,"depenses_phmev_lpp@N-1":2'
} >"$work/hia.ndjson"

run 0 synthesis --statut SSA --format json conf/demo/campagne.cfg "$work/hia.ndjson"
# figures CODE: the numbers of one indicator, on one line.
figures() { awk -v code="\"$1\"" '$2 == code "," {on = 1} on {gsub(/[ ,]/, ""); printf "%s ", $0} on && /}/ {exit}' "$work/out"; }
holds() { case "$(figures "$1")" in *"$2"*) ;; *) fail "$1 does not hold $2: $(figures "$1")" ;; esac; }
says out '"etablissements": 2'
holds LAP_LITS '"atteint":1 "non_atteint":1 "sans_objet":0 "inconnu":0 "erreur":0 "mesures":2 "ensemble":"23/40" "minimum":"1/2" "maximum":"4/5"'
holds PHMEV_LPP_EVOLUTION '"atteint":1 "non_atteint":1 "sans_objet":0 "inconnu":0 "erreur":0 "mesures":2 "ensemble":"17/200" "minimum":"1/25" "maximum":"1/10"'
holds CONCILIATION '"inconnu":2 "erreur":0 "mesures":0 }'

run 0 synthesis -s SSA conf/demo/campagne.cfg "$work/hia.ndjson"
says out "2 établissements, statut SSA"
says out "57,50"

run 0 synthesis -s SSA -f csv conf/demo/campagne.cfg "$work/hia.ndjson"
sed 's/^\xEF\xBB\xBF//' "$work/out" >"$work/plain"
says plain ";1;1;0;0;0;2;57,50 %;50,00 %;80,00 %" # beds
says plain ";1;1;0;0;0;2;8,50 %;4,00 %;10,00 %"   # growth

# Everybody: (230 + 1)/(400 + 1000) = 33/200.
run 0 synthesis -f json conf/demo/campagne.cfg "$work/hia.ndjson"
holds LAP_LITS '"ensemble":"33/200"'

run 2 synthesis --statut HIA conf/demo/campagne.cfg "$work/hia.ndjson"
says err '--statut is not one of the contract model: HIA'
run 4 synthesis conf/demo/campagne.cfg <(sed 's/"lits":100,/"lits":"x",/' "$work/hia.ndjson")
says out "2 établissements"
says out "dossiers refusés, qui n'y sont pas : 1"

# ---- Tables from results that are there: against tables worked out by hand, spaces apart ----
follow=tests/fixtures/follow
plain() { sed 's/^\xEF\xBB\xBF//; s/\xC2\xA0/ /g; s/\xE2\x80\xAF/ /g' "$1"; }
golden() { diff <(plain "$work/out") <(plain "tests/golden/$1") >"$work/diff" || { fail "tests/golden/$1 differs"; head -20 "$work/diff" >&2; }; }
results=("$follow"/val-fictif-2018.ndjson "$follow"/outre-mont-2018.ndjson "$follow"/val-fictif-2019.json)
facts=("$follow"/outre-mont-2019.cfg conf/demo/suivi/val-fictif-2018.cfg)
run 0 synthesis --follow-up --format csv "${results[@]}" "${facts[@]}"
golden suivi.csv
run 0 synthesis --follow-up --format csv "${facts[@]}" "${results[2]}" "${results[1]}" "${results[0]}" # whatever the order
golden suivi.csv
run 0 synthesis --iraps -f csv "$follow"/pertinence-2018.ndjson "$follow"/ciblage-2018.ndjson
golden iraps.csv
run 9 synthesis --check -f csv tests/published/*.csv
golden controle.csv

# The scores that the survey publishes, on a common scale: 14,7/20, 73,5/120, 13,5/19, 97,95/103.
told() { printf 'format = "caqes-suivi"; version = 1; region = "%s"; exercice = %d;\ncotation = { mode = "chiffree"; maximum = "%s"; moyenne = "%s"; };\n' "$@"; }
told A 2009 20 14.7 >"$work/1.cfg"
told B 2009 120 73.5 >"$work/2.cfg"
told A 2008 19 13.5 >"$work/3.cfg"
told B 2008 103 97.95 >"$work/4.cfg"
run 0 synthesis --follow-up -f csv "$work"/[1-4].cfg
for row in 'A;2008;chiffré;19,00;13,50;71,05;' 'A;2009;chiffré;20,00;14,70;73,50;' 'B;2008;chiffré;103,00;97,95;95,10;' 'B;2009;chiffré;120,00;73,50;61,25;'; do says out "$row"; done

# The sums of the follow-up are what its own check finds right: shares, totals, parts.
block() { awk -v title="\"# $1\"" '$0 == title {on = 1; next} on && /^$/ {exit} on && !/^"#/' <(plain tests/golden/suivi.csv); }
block "Contrats signés" >"$work/contrats.csv"
block "Perte financière au volet obligatoire" >"$work/pertes.csv"
{
  echo '# contrôle : cellules <= contrats.csv'
  block "Établissements à 100 % : volet obligatoire sans réduction ni sanction"
} >"$work/integral.csv"
run 0 synthesis --check "$work"/contrats.csv "$work"/pertes.csv "$work"/integral.csv
says out "0 incohérence, 0 remarque"

# Results of a run, and its archive, in a table or not.
run 1 evaluate --archive "$work/a.tar" -f table -o "$work/a.txt" conf/demo/campagne.cfg conf/demo/dossiers
run 1 evaluate -f json -o "$work/a.json" conf/demo/campagne.cfg conf/demo/dossiers
run 0 synthesis --follow-up "$work/a.tar"
mv "$work/out" "$work/of-archive"
run 0 synthesis --follow-up "$work/a.json"
cmp -s "$work/out" "$work/of-archive" || fail "an archive and its results give two follow-ups"
# docs/demonstration.md: -1 763 409,59 € of sanctions, over the four volets.
plain "$work/out" >"$work/plain"
says plain "530 262,31" # 83 333,33 + 30 864,20 + 111 347,77 + 87 654,32 + 118 297,26 + 98 765,43
says plain "323 024,28"
says plain "910 123,00"

# A workbook, and the same bytes each time; its shares are formulas of the exact numbers.
run 0 synthesis --follow-up -f xlsx -o "$work/1.xlsx" "${results[@]}" "${facts[@]}"
sleep 1
run 0 synthesis --follow-up -f xlsx -o "$work/2.xlsx" "${facts[@]}" "${results[@]}"
cmp -s "$work/1.xlsx" "$work/2.xlsx" || fail "two workbooks of the same tables differ"
python3 - "$work/1.xlsx" <<'PYTHON' || fail "the workbook is not what it should be"
import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
assert names[:5] == ["contrats", "sans_reduction", "reductions", "indecis", "pertes"], names
sheet = lambda n: book.read(f"xl/worksheets/sheet{names.index(n) + 1}.xml").decode()
assert "<f>2/3</f>" in sheet("reductions")        # ex-DG, 2018: two of three
assert "<v>27500.5</v>" in sheet("pertes")        # euros, as a number
assert "<f>255/4</f>" in sheet("echelle")         # a score: 63,75
PYTHON

# Names of others neither mark up, nor compute, nor steer.
sed 's|"region":"Outre-Mont"|"region":"<script>alert(1)</script>\\u001b[2J"|; s|"libelle":"Concilier les traitements"|"libelle":"=1+1\\"; DROP"|' "$follow"/outre-mont-2018.ndjson >"$work/hostile.ndjson"
run 0 synthesis --follow-up -f html "$work/hostile.ndjson"
says out '&lt;script&gt;alert(1)&lt;/script&gt;'
says out '=1+1&quot;; DROP'
grep -q '<script\|http' "$work/out" && fail "a page with a script or something from elsewhere"
run 0 synthesis --follow-up -f csv "$work/hostile.ndjson"
says out "\"'=1+1\"\"; DROP\""
run 0 synthesis --follow-up "$work/hostile.ndjson"
grep -q $'\033' "$work/out" && fail "a name of others steers the terminal"

# What is wrong is said, all of it, and nothing is written.
cp "${results[0]}" "$work/twice.ndjson"
run 4 synthesis --follow-up -o "$work/none" "${results[0]}" "$work/twice.ndjson"
says err 'error[A132]'
says err 'found: 990000012, 2018'
[ ! -e "$work/none" ] || fail "a follow-up of results that are there twice"
cp "${facts[1]}" "$work/again.cfg"
run 3 synthesis --follow-up "${facts[1]}" "$work/again.cfg"
says err 'error[C308]'
for year in 2010 2011 2012 2013 2014 2015 2016 2017; do printf 'format = "caqes-suivi"; version = 1; region = "X"; exercice = %d;\n' "$year" >"$work/y$year.cfg"; done
run 4 synthesis --follow-up "$work"/y*.cfg
says err 'error[A133]'
cat >"$work/bad.cfg" <<'EOF'
format = "caqes-suivi"; version = 1;
region = "X"; exercice = 2018;
controles = { etablissements = 2; recuperations = 3; indus = 12.5; };
adaptation = { had = "oui"; };
non_signataires = ( { categorie = "hadd"; motif = "autre"; nombre = 0; } );
cotation = { mode = "lettre"; moyenne = "12"; };
autre = 1;
EOF
run 3 synthesis --follow-up "$work/bad.cfg"
for fault in 'bad.cfg:3:62: error[C305]' 'bad.cfg:3:51: error[C307]' 'bad.cfg:4:22: error[C305]' 'bad.cfg:5:35: error[C309]' 'bad.cfg:5:69: error[C307]' 'bad.cfg:5:21: error[C304]' 'bad.cfg:6:41: error[C304]' 'bad.cfg:7:1: error[C303]'; do says err "$fault"; done
cp "$follow"/pertinence-2018.ndjson "$work/twice.ndjson"
run 4 synthesis --iraps "$follow"/pertinence-2018.ndjson "$work/twice.ndjson"
says err 'error[A132]'
printf '# contrôle : A = B +\n# contrôle : A ~ B\n# contrôle : cellules = b.csv\nx;A;B\n1;2;3\n' >"$work/rules.csv"
printf 'x;A\n1;2\n' >"$work/b.csv"
run 4 synthesis --check "$work/rules.csv" "$work/b.csv"
for code in T521 T522 T523; do says err "error[$code]"; done
run 2 synthesis --follow-up --iraps x
run 2 synthesis --iraps --group 2 x
says err '--group is a whole number from 3 to 1000: 2'
run 2 synthesis --follow-up --group 5 x
run 2 synthesis --check --format svg x
run 2 synthesis --follow-up --statut SSA x
run 2 synthesis --format svg conf/demo/campagne.cfg conf/demo/dossiers
run 6 synthesis --check "$work/absent.csv"
finish
