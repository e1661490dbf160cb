#!/usr/bin/env bash
# caqes synthesis: the national indicators of several establishments together; figures by hand.
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

# Everybody: (230 + 1)/(400 + 1000) = 33/200.
run 0 synthesis -f json conf/demo/campagne.cfg "$work/hia.ndjson"
holds LAP_LITS '"ensemble":"33/200"'

run 2 synthesis --statut HIA conf/demo/campagne.cfg "$work/hia.ndjson"
says err '--statut is not one of the contract model: HIA'
run 4 synthesis conf/demo/campagne.cfg <(sed 's/"lits":100,/"lits":"x",/' "$work/hia.ndjson")
says out "2 établissements"
says out "dossiers refusés, qui n'y sont pas : 1"
finish
