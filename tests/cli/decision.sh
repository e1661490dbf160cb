#!/usr/bin/env bash
# What the directeur général retains stands beside what is computed, never over it. The dossier is 019900011 of
# docs/demonstration.md: socle -83 333,33; transports +5 000,00, its ceiling; pertinence -65 000,00; qualité 0,00;
# total -143 333,33. Its products are 33 333 333,33, so the ceiling of a sanction is 333 333,33.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg

# decide VOLET MEMBERS...: the dossier with a decision on each of these volets.
decide() {
  python3 - "$@" >"$work/dossier.json" <<'PY'
import json, sys
dossier = json.load(open("conf/demo/dossiers/019900011.json"))
for volet, members in zip(sys.argv[1::2], sys.argv[2::2]):
    dossier["contrat"][volet]["decision"] = json.loads(members)
print(json.dumps(dossier, ensure_ascii=False, indent=2))
PY
}
# Non-breaking spaces are typography.
retained() {
  sed 's/\xC2\xA0/ /g; s/\xE2\x80\xAF/ /g' "$work/out" >"$work/plain"
  grep -qF -- "$1" "$work/plain" || fail "not said: $1"
}

# A sanction brought down to 40 000: -40 000 + 5 000 - 65 000 = -100 000. The computed grid does not move.
decide socle '{"montant": -40000, "motif": "Reprise du plan \"antibiotiques\"", "date": "2019-09-02"}'
run 0 evaluate --format ndjson $campaign conf/demo/dossiers/019900011.json
cp "$work/out" "$work/computed"
run 0 evaluate --format ndjson $campaign "$work/dossier.json"
silent err
retained '"decision":{"centimes":-4000000,"motif":"Reprise du plan \"antibiotiques\"","date":"2019-09-02","alertes":[]}'
retained '"total":{"etat":"complet","centimes":-14333333,"retenu":{"etat":"complet","centimes":-10000000}}'
sed -i 's/,"decision":{[^}]*}//; s/,"retenu":{[^}]*}//' "$work/out"
cmp -s "$work/computed" "$work/out" || fail "a decision changes what is computed"
run 0 evaluate $campaign "$work/dossier.json"
retained "Montant retenu par le directeur général : -40 000,00 € (décision du 02/09/2019) :"
retained "total retenu"
retained "-143 333,33 €" # the computed total is still there
retained "-100 000,00 €"

# Above the computed sanction, and above the ceiling; an intéressement above the contract maximum.
decide socle '{"montant": -83333.34, "motif": "m"}' transports '{"montant": 5000.01, "motif": "m"}' pertinence '{"montant": -333333.34, "motif": "m"}'
run 0 evaluate --format ndjson $campaign "$work/dossier.json"
retained '"alertes":["la sanction retenue dépasse la sanction calculée : -83 333,33 €"]'
retained '"alertes":["le montant retenu dépasse le plafond : +5 000,00 € (IV.b.i)"]'
retained '"alertes":["la sanction retenue dépasse la sanction calculée : -65 000,00 €","le montant retenu dépasse le plafond : -333 333,33 € (Annexe 5 §3)"]'
[ "$(grep -c 'warning\[D179\]' "$work/err")" -eq 4 ] || fail "the operator is not warned of each"
# At the ceiling, and at the computed amount: nothing to say. No amount at all: nothing to say either.
decide socle '{"montant": -83333.33, "motif": "m"}' transports '{"montant": 5000, "motif": "m"}' pertinence '{"montant": 0, "motif": "m"}'
run 0 evaluate --format ndjson $campaign "$work/dossier.json"
silent err
retained '"retenu":{"etat":"complet","centimes":-7833333}'

# Nothing of the kind was computed: qualité has no sanction; pertinence has a sanction in euros and no MSAP.
decide qualite '{"montant": -1, "motif": "m"}' pertinence '{"mois": 2, "motif": "m"}'
run 0 evaluate --format ndjson $campaign "$work/dossier.json"
retained "aucune sanction n'est calculée pour ce volet"
retained "aucune mise sous accord préalable n'est calculée pour ce volet"
retained "les sanctions de ce volet sont suspendues : le montant retenu n'est pas dans le total"
# -83 333,33 + 5 000,00; the MSAP has no euro, and the suspended sanction is out.
retained '"retenu":{"etat":"complet","centimes":-7833333}'

# A MSAP of four months computed (990000020), three retained; then five, more than computed; then seven, over six.
msap() {
  sed "s/\"pertinence\": {/\"pertinence\": { \"decision\": {\"mois\": $1, \"motif\": \"m\"},/; t done; b; :done; n; b done" \
    conf/demo/dossiers/990000020.json >"$work/dossier.json"
  run 0 evaluate --format ndjson $campaign "$work/dossier.json"
}
msap 3
retained '"decision":{"mois":3,"motif":"m","alertes":[]}'
msap 5
retained '"alertes":["la sanction retenue dépasse la sanction calculée : 4 mois"]'
msap 7
retained '"le montant retenu dépasse le plafond : 6 mois (Annexe 5, glossaire)"'

# One ceiling over the contract (1 %: 333 333,33): the retained sanctions together must not pass it.
cp -r conf "$work"
sed -i 's/portee_plafond = "volet"/portee_plafond = "contrat"/' "$work/conf/modeles/caqes-2018.cfg"
campaign=$work/conf/demo/campagne.cfg
decide socle '{"montant": -300000, "motif": "m"}' pertinence '{"montant": -33333.34, "motif": "m"}'
run 0 evaluate --format ndjson $campaign "$work/dossier.json"
retained '"alerte":"les sanctions retenues dépassent le plafond du contrat : -333 333,33 € (Convention)"'
decide socle '{"montant": -300000, "motif": "m"}' pertinence '{"montant": -33333.33, "motif": "m"}'
run 0 evaluate --format ndjson $campaign "$work/dossier.json"
grep -q '"alerte":' "$work/out" && fail "the ceiling over the contract is met, not passed"
finish
