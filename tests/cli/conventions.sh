#!/usr/bin/env bash
# The conventions of the contract, one by one: each case changes one thing, and its amounts are worked out
# by hand beside it. Products are 10 000 000,00, so 1 % is 100 000,00; the socle is refused throughout.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
mkdir "$work/demo"
cp -r conf/modeles conf/referentiels "$work"

# Campaign: $1 more settings, at the end.
campaign() {
  sed -n '1,/^);/p' conf/demo/campagne.cfg | sed 's/ par_defaut = false;//' >"$work/demo/campagne.cfg"
  printf '%s\n' "$1" >>"$work/demo/campagne.cfg"
}
# Dossier: $1 contracts beside the socle, $2 data, $3 action plan of transports.
dossier() {
  printf '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"990000202","niveau":"EJ",
"nom":"Établissement fictif","region":"Val-Fictif","statut":"ex-DG","champs":["MCO"]},
"contrat":{"socle":{"refus":"oui"},%s},"donnees":{"produits_am":10000000,%s},
"plan_actions":{"transports":[%s]}}\n' "$1" "$2" "$3" >"$work/dossier.json"
}
# gives CODE LABEL "VOLET CENTIMES"... TOTAL-STATE TOTAL: what the grid must say.
gives() {
  local code=$1 label=$2
  shift 2
  run "$code" evaluate --format ndjson "$work/demo/campagne.cfg" "$work/dossier.json"
  while [ $# -gt 2 ]; do
    grep -q "\"volet\":\"${1% *}\"[^]]*.*\"compte_centimes\":${1#* }[,}]" <(sed 's/{"volet"/\n{"volet"/g' "$work/out" | grep "^{\"volet\":\"${1% *}\"") ||
      fail "$label: ${1% *} is not ${1#* }: $(grep -o '"compte_centimes":[-0-9]*' "$work/out" | tr '\n' ' ')"
    shift
  done
  grep -q "\"total\":{\"etat\":\"$1\",\"centimes\":$2[,}]" "$work/out" ||
    fail "$label: the total is not $1 $2: $(grep -o '"total":.*' "$work/out")"
}

signed='"signature":"2017-12-01"'
growth='"cibles":{"TRANSPORTS_EVOLUTION":0.022}'
transports="\"transports\":{$signed,$growth,\"parametres\":{\"interessement_maximum\":25000}}"
# Growth (900 000 - 950 000) / 950 000 is under 2.2 %. Savings on the forecast: 100 000.
saved='"depenses_transports":900000,"depenses_transports@N-1":950000,"prevision_transports":1000000'
# Growth (1 000 000 - 950 000) / 950 000 = 5.26 %: missed.
spent='"depenses_transports":1000000,"depenses_transports@N-1":950000,"prevision_transports":1000000'
# p = (1 x 0.5 + 3 x 1) / 4 = 0.875
plan='{"action":"Plateforme","poids":1,"avancement":0.5},{"action":"Charte","poids":3,"avancement":1}'

campaign ""
dossier "$transports" "$saved" "$plan"
gives 0 "min(30 000, 25 000) x 0.875" "socle -10000000" "transports 2187500" complet -7812500

dossier "${transports/25000/25000,\"base_economies\":\"cible\"}" "$saved" "$plan"
gives 0 "target: 950 000 x 1.022 - 900 000 = 70 900; 30 % = 21 270; x 0.875" "transports 1861125" complet -8138875

dossier "$transports" "$saved" ""
gives 0 "no action: p = 1 for an intéressement" "transports 2500000" complet -7500000

dossier "$transports" "$spent" "$plan"
gives 0 "100 000 x (1 - 0.875)" "transports -1250000" complet -11250000

dossier "$transports" "$spent" ""
gives 0 "no action: p = 0 for a sanction" "transports -10000000" complet -20000000

dossier "${transports/25000/25000,\"taux_sanction\":0.004}" "$spent" "$plan"
gives 0 "rate of the contract: 40 000 x 0.125" "transports -500000" complet -10500000

campaign 'parametres = ( { plugin = "fr.caqes.transports"; nom = "plancher_modulation"; valeur = "0.9"; } );'
dossier "$transports" "$saved" "$plan"
gives 0 "floor: 0.9 x 25 000 is more than 0.875 x 25 000" "transports 2250000" complet -7750000
dossier "$transports" "$spent" "$plan"
gives 0 "floor: 0.9 x 100 000" "transports -9000000" complet -19000000

# Complementary objectives: shared transport 14 %, target 10 %, coefficient 3, reached; ambulance 40 %, target at
# most 30 %, coefficient 1, missed. c = 3 / 4.
others="\"transports\":{$signed,\"cibles\":{\"TRANSPORTS_EVOLUTION\":0.022},\"coefficients\":{\"VF_TRANSPORTS_PARTAGES\":3,\"VF_TRANSPORTS_AMBULANCE\":1},\"parametres\":{\"interessement_maximum\":25000}}"
measured='"transports_assis_partages":140,"transports_assis":1000,"transports_ambulance":40,"transports_prescrits":100'
campaign ""
dossier "$others" "$saved,$measured" "$plan"
gives 0 "25 000 x 0.875 x 0.75 = 16 406.25" "transports 1640625" complet -8359375
dossier "$others" "$spent,$measured" "$plan"
gives 0 "100 000 x 0.125 x 0.25 = 3 125" "transports -312500" complet -10312500

# Graded attainment of shared transport: 0 at 10 %, 1 at 20 %: 14 % is worth 0.4. c = (3 x 0.4 + 0) / 4 = 0.3.
campaign 'parametres = ( { plugin = "fr.exemple.val-fictif"; nom = "gradation.VF_TRANSPORTS_PARTAGES"; points = ( ["0.10", "0"], ["0.20", "1"] ); } );'
dossier "$others" "$saved,$measured" ""
gives 0 "25 000 x 0.3" "transports 750000" complet -9250000

# A datum not supplied: incomplete by default, not attained by the other convention.
campaign ""
dossier "$transports" '"depenses_transports":900000,"prevision_transports":1000000' "$plan"
gives 1 "incomplete" partiel -10000000
campaign 'donnee_absente = { transports = "zero"; };'
gives 0 "counts as not attained: a sanction of 100 000 x 0.125" "transports -1250000" complet -11250000

# "Not subject" to the products: they are missing, not nothing; the refusal of the socle lacks them too.
campaign ""
dossier "$transports" "$spent" "$plan"
sed -i 's/"produits_am":10000000/"produits_am":"non_soumis"/' "$work/dossier.json"
run 1 evaluate --format ndjson "$work/demo/campagne.cfg" "$work/dossier.json"
[ "$(grep -o 'donnée non fournie : [^"]*(produits_am)' "$work/out" | wc -l)" -eq 2 ] || fail "products not subject: not said"
grep -q '"total":{"etat":"partiel","centimes":0[,}]' "$work/out" || fail "products not subject: a total all the same"

# Neither goal can be judged: sans objet, never 0 as a result.
dossier "$transports" '"depenses_transports":1000,"depenses_transports@N-1":0,"prevision_transports":1000' ""
run 0 evaluate --format ndjson "$work/demo/campagne.cfg" "$work/dossier.json"
grep -q '"volet":"transports","libelle":"Transports","statut":"non_evaluable"' "$work/out" || fail "N-1 at 0 is judged"

# Eight attainments by straight lines over unrelated primes p: ((p - 1) / 2 / p) / 0.8 = 0.625 - 0.625 / p, which is
# 0.624999375 to the ninth decimal for p from 1 000 003 to 1 000 121: 0.624999 each, so a score of 62.4999.
graded=""
data=""
k=0
primes=(1000003 1000033 1000037 1000039 1000081 1000099 1000117 1000121)
for place in INTRA:ucd_prescrites PHEV:boites_phev; do
  for class in EPO ANTI_TNF INSULINE_GLARGINE G_CSF; do
    graded="$graded { plugin = \"fr.caqes.socle\"; nom = \"gradation.BIOSIMILAIRES_${place%%:*}_$class\"; points = ( [\"0\", \"0\"], [\"0.8\", \"1\"] ); },"
    data="$data,\"${place##*:}_biosimilaires_${class,,}\":$((primes[k] / 2)),\"${place##*:}_biologiques_${class,,}\":${primes[k]}"
    k=$((k + 1))
  done
done
targets=$(sed -n '/nom = "cible/p' conf/demo/campagne.cfg)
zero=$(grep -oE '"code": "[A-Z0-9_]*", "kind": "(ratio|growth|yes_no)"' plugins/socle/manifest.json | cut -d'"' -f4 | grep -v -e BIOSIMILAIRES_[IP] -e RAPPORT_AUTO -e DISPOSITIF_AUDIT | sed 's/.*/"&":0/' | paste -sd,)
biosimilars() { # GRADATIONS DATA
  campaign "parametres = ( $1 $targets );"
  sed -i 's/},* *);$/} );/; s/val-fictif.so";/& par_defaut = false;/' "$work/demo/campagne.cfg"
  dossier "\"x\":0" "\"x\":0" ""
  sed -i "s/\"x\":0},\"donnees\"/PLACE},\"donnees\"/; s/\"socle\":{\"refus\":\"oui\"},PLACE/\"socle\":{$signed,\"coefficients\":{$zero}}/; s/,\"x\":0}/$2}/; s/\"MCO\"/\"USLD\"/; s/\"transports\":\[\]//" "$work/dossier.json"
}
biosimilars "$graded" "$data"
gives 0 "a score over eight primes" "socle 0" complet 0
grep -q '"valeur":"624999/10000"' "$work/out" || fail "a score over eight primes: $(grep -o '"constats":[^]]*' "$work/out" | head -n 1)"

# More than 128 bits: a line over nine million millions, read at a ratio of two numbers of 19 digits. No amount, no
# total, and it is said.
steep='["0", "0"], ["0.8"'
flat='["0", "0.000001"], ["9000000000000.000007"'
biosimilars "${graded/"$steep"/"$flat"}" "${data/500001,/4611686018427387903,}"
sed -i 's/\(biologiques_epo":\)1000003/\19223372036854775807/' "$work/dossier.json"
run 5 evaluate --format ndjson "$work/demo/campagne.cfg" "$work/dossier.json"
says err "ne tient pas en 128 bits"
grep -q '"total":{"etat":"aucun"' "$work/out" || fail "an overflow left a total"

# Suspended: shown, not in the total.
campaign 'suspensions = ( { volet = "transports"; motif = "moratoire"; } );'
dossier "$transports" "$spent" "$plan"
gives 0 "suspended" "transports 0" complet -10000000
grep -q '"centimes":-1250000,[^}]*"suspendu":true' "$work/out" || fail "a suspended sanction is not shown"
dossier "$transports" "$saved" "$plan"
gives 0 "a suspension is of sanctions, not of an intéressement" "transports 2187500" complet -7812500

# Dates: signed in the year, ended before its end, ended on its last day.
campaign ""
dossier "${transports/2017-12-01/2018-01-02}" "$spent" ""
gives 0 "signed in 2018: in force from 1 January 2019" complet -10000000
dossier "${transports/\"2017-12-01\"/\"2016-12-01\",\"fin\":\"2018-12-30\"}" "$spent" ""
gives 0 "ended on 30 December 2018" complet -10000000
dossier "${transports/\"2017-12-01\"/\"2016-12-01\",\"fin\":\"2018-12-31\"}" "$spent" ""
gives 0 "in force until 31 December 2018" "transports -10000000" complet -20000000

# Avenants: a termination signed in 2018 takes effect on 31 December, and the year counts; one of 2017 has ended the
# volet; a renewal signed in 2017 is in force from 1 January 2018.
avenant='"avenants":[{"objet":"resiliation","signature":"2018-05-02"}]'
dossier "${transports/\"2017-12-01\"/\"2017-12-01\",$avenant}" "$spent" ""
gives 0 "terminated in 2018" "transports -10000000" complet -20000000
run 0 evaluate "$work/demo/campagne.cfg" "$work/dossier.json"
says out "prend fin le 31/12/2018, par un avenant de résiliation signé le 02/05/2018"
dossier "${transports/\"2017-12-01\"/\"2017-12-01\",${avenant/2018-05-02/2017-12-05}}" "$spent" ""
gives 0 "terminated in 2017" complet -10000000
grep -q '"statut":"echu","contrat":{"signature":"2017-12-01","fin":"2017-12-31","avenants":\[{"objet":"resiliation","signature":"2017-12-05","fin":"2017-12-31"}\]}' "$work/out" ||
  fail "the dates of a contract that ended are not in the grid"
run 0 evaluate "$work/demo/campagne.cfg" "$work/dossier.json"
says out "Transports : échu le 31/12/2017, par un avenant de résiliation signé le 05/12/2017"
renewed='"fin":"2017-12-31","avenants":[{"objet":"renouvellement","signature":"2017-06-01","fin":"2020-12-31"}],"priorite":2'
dossier "${transports/\"2017-12-01\"/\"2016-12-01\",$renewed}" "$spent" ""
gives 0 "renewed in 2017" "transports -10000000" complet -20000000
grep -q '"contrat":{"signature":"2016-12-01","fin":"2020-12-31","priorite":2,' "$work/out" || fail "a renewal does not move the end"

# HIA have the socle only in 2018 (II.a.i).
dossier "$transports" "$spent" ""
sed -i 's/"ex-DG"/"SSA"/' "$work/dossier.json"
run 4 evaluate "$work/demo/campagne.cfg" "$work/dossier.json"
says err 'error[D161]: "transports" is not for the statut "SSA" in 2018 (II.a.i)'

# Liste en sus, 20 % at most, two products at a rate of their own: 100 000.00 at 10 % and 50 000.05 at 30 % of
# 1 000 000.00. At stake: 0.2 x (1 000 000 - 150 000.05) + 10 000 + 15 000.015 = 169 999.99 + 25 000.015 = 195 000.005.
products='"produits":[{"ucd":"9261110","libelle":"Produit A","taux":0.10,"rembourse":100000},{"lpp":"1234567","taux":0.3,"rembourse":50000.05}],'
coefficients=$(grep -oE '"code": "[A-Z0-9_]*", "kind": "(ratio|growth|yes_no|all_of|at_least|class|progress|code)"' plugins/socle/manifest.json | cut -d'"' -f4 | grep -v -e RAPPORT_AUTO -e DISPOSITIF_AUDIT | sed 's/.*/"&":0/' | paste -sd,)
coefficients=${coefficients/\"LAP_LITS\":0/\"LAP_LITS\":1}
# socle PRODUCTS COEFFICIENT: LAP on half the beds, missed; in all units, reached, with this coefficient.
socle() {
  printf '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"990000202","niveau":"EJ",
"statut":"ex-DG","champs":["USLD"]},"contrat":{"socle":{%s,%s"coefficients":{%s},"cibles":{"LAP_LITS":0.8,"LAP_UNITES":0.8},
"parametres":{"sanction":"liste_en_sus","taux_reduction_max":0.2}}},"donnees":{"produits_am":10000000,
"liste_en_sus_remboursee":1000000,"lits":100,"lits_lap_certifie":50,"unites_soins":10,"unites_soins_lap_certifie":10}}\n' \
    "$signed" "$1" "${coefficients/\"LAP_UNITES\":0/\"LAP_UNITES\":$2}" >"$work/dossier.json"
}
sed -i 's/"caqes-val-fictif.so";/& par_defaut = false;/' "$work/demo/campagne.cfg"
socle "" 0
gives 0 "score 0: all of 20 % of 1 000 000" "socle -20000000" complet -20000000
! grep -q '"produits"' "$work/out" || fail "products that the contract does not have"
socle "$products" 0
gives 0 "score 0: 195 000.005, to the centime, half away from zero" "socle -19500001" complet -19500001
grep -q '"produits":\[{"nomenclature":"ucd","code":"9261110","libelle":"Produit A","taux":"1/10","rembourse_centimes":10000000},{"nomenclature":"lpp","code":"1234567","taux":"3/10","rembourse_centimes":5000005}\]' "$work/out" ||
  fail "the products are not under the amount"
socle "$products" 1
gives 0 "score 50: a quarter of 195 000.005 is 48 750.00125" "socle -4875000" complet -4875000
run 0 evaluate "$work/demo/campagne.cfg" "$work/dossier.json"
says out $'UCD 9261110, Produit A : taux propre 10\xc2\xa0%, remboursé 100\xe2\x80\xaf000,00\xc2\xa0€'

# One ceiling over the contract: three sanctions of 100 000 share 1 %, 100 000,00. Each third is
# 33 333,33 and a third; the centime left goes to the first row.
campaign ""
sed -i 's/portee_plafond = "volet"/portee_plafond = "contrat"/' "$work/modeles/caqes-2018.cfg"
dossier "$transports,\"qualite\":{\"refus\":\"oui\"}" "$spent" ""
gives 0 "ceiling over the contract" "socle -3333334" "transports -3333333" "qualite -3333333" complet -10000000

# The contract alone weighs an obligation of a set, whose denominator is 0: sans objet, and shown.
mkdir -p "$work/a/b"
cp -r conf "$work"
sed '/"coefficient.A3B_FORMATIONS"/d' tests/cases/campagne-catalogue.cfg >"$work/a/b/c.cfg"
for weight in 0 1; do
  echo '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"990000302","niveau":"EJ","statut":"ex-DG","champs":["MCO"]},"contrat":{"socle":{"signature":"2017-12-01","coefficients":{"A3B_FORMATIONS":'$weight'}}},"donnees":{"personnels_formes_pecm":0,"personnels":0}}' >"$work/d.json"
  run 1 evaluate --format ndjson "$work/a/b/c.cfg" "$work/d.json"
  [ "$(grep -c '"code":"A3B_FORMATIONS"' "$work/out")" -eq $weight ] || fail "weight $weight of the contract does not decide what is shown"
done
finish
