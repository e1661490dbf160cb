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
[ "$(grep -o 'donnée non fournie : produits_am' "$work/out" | wc -l)" -eq 2 ] || fail "products not subject: not said"
grep -q '"total":{"etat":"partiel","centimes":0[,}]' "$work/out" || fail "products not subject: a total all the same"

# Neither goal can be judged: sans objet, never 0 as a result.
dossier "$transports" '"depenses_transports":1000,"depenses_transports@N-1":0,"prevision_transports":1000' ""
run 0 evaluate --format ndjson "$work/demo/campagne.cfg" "$work/dossier.json"
grep -q '"volet":"transports","libelle":"Transports","statut":"non_evaluable"' "$work/out" || fail "N-1 at 0 is judged"

# More than 128 bits: eight linear attainments with prime denominators. No amount, no total, and it is said.
curves=""
data=""
k=0
primes=(1000003 1000033 1000037 1000039 1000081 1000099 1000117 1000121)
for place in INTRA:ucd_prescrites PHEV:boites_phev; do
  for class in EPO ANTI_TNF INSULINE_GLARGINE G_CSF; do
    curves="$curves { plugin = \"fr.caqes.socle\"; nom = \"gradation.BIOSIMILAIRES_${place%%:*}_$class\"; points = ( [\"0\", \"0\"], [\"0.8\", \"1\"] ); },"
    data="$data,\"${place##*:}_biosimilaires_${class,,}\":$((primes[k] / 2)),\"${place##*:}_biologiques_${class,,}\":${primes[k]}"
    k=$((k + 1))
  done
done
targets=$(sed -n '/nom = "cible/p' conf/demo/campagne.cfg)
campaign "parametres = ( $curves $targets );"
sed -i 's/},* *);$/} );/' "$work/demo/campagne.cfg"
zero=$(grep -oE '"code": "[A-Z0-9_]*", "kind": "(ratio|growth|yes_no)"' plugins/socle/manifest.json | cut -d'"' -f4 | grep -v BIOSIMILAIRES_[IP] | sed 's/.*/"&":0/' | paste -sd,)
dossier "\"x\":0" "\"x\":0" ""
sed -i "s/\"x\":0},\"donnees\"/PLACE},\"donnees\"/; s/\"socle\":{\"refus\":\"oui\"},PLACE/\"socle\":{$signed,\"coefficients\":{$zero}}/; s/,\"x\":0}/$data}/; s/\"MCO\"/\"USLD\"/; s/\"transports\":\[\]//" "$work/dossier.json"
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

# One ceiling over the contract: three sanctions of 100 000 share 1 %, 100 000,00. Each third is
# 33 333,33 and a third; the centime left goes to the first row.
sed -i 's/portee_plafond = "volet"/portee_plafond = "contrat"/' "$work/modeles/caqes-2018.cfg"
dossier "$transports,\"qualite\":{\"refus\":\"oui\"}" "$spent" ""
gives 0 "ceiling over the contract" "socle -3333334" "transports -3333333" "qualite -3333333" complet -10000000
finish
