#!/usr/bin/env bash
# Plugins that are refused, or that do wrong: named, with what they did, and the rest is evaluated.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
good=$(printf '%s\n' conf/demo/dossiers/*.json | head -1)

# Campaigns of this test lie beside the model and the references.
mkdir "$work/demo" "$work/plugins"
cp -r conf/modeles conf/referentiels "$work"
campaign="$work/demo/campagne.cfg"

campaign_of() { # "ID FILE"...
  printf 'format = "caqes-campagne"; version = 1; nom = "Essai"; region = "Région inventée"; exercice = 2018;\n'
  printf 'date_evaluation = "2019-06-17"; modele = "../modeles/caqes-2018.cfg";\nplugins = (\n'
  local separator=""
  for plugin in "$@"; do
    printf '%s  { id = "%s"; version = "1.0.0"; fichier = "%s"; }' "$separator" ${plugin% *} ${plugin#* }
    separator=$',\n'
  done
  printf ' );\n'
}
dossier() { # FINESS VOLETS DONNEES
  printf '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"%s","niveau":"EJ",' "$1"
  printf '"nom":"Établissement fictif","region":"Val-Fictif","statut":"ex-DG","champs":["USLD"]},'
  printf '"contrat":{%s},"donnees":{"produits_am":1000000,%s}}\n' "$2" "$3"
}
socle='"socle":{"signature":"2017-12-01"}'
qualite='"qualite":{"signature":"2017-12-01"}'
bad_plugins="$BUILD/tests/plugins"

# An explanation that does not recompute: the liar is named on its establishment, not on the others.
campaign_of "fr.caqes.socle caqes-socle.so" "fr.exemple.faussaire caqes-forger.so" >"$campaign"
{
  dossier 990000202 "$socle,$qualite" '"forge":"oui"'
  dossier 990000210 '"socle":{"refus":"oui"},'"$qualite" '"forge":"non"'
} >"$work/two.ndjson"
run 5 evaluate --format ndjson --plugins "$bad_plugins" "$campaign" "$work/two.ndjson"
says err 'establishment 990000202: the volet qualite is in error'
says err "affirme 1000000, l'hôte calcule 1"
grep -q '"finess":"990000202".*"total":{"etat":"aucun"' "$work/out" || fail "a forged amount reached a total"
# Refusal of the socle: 1 % of 1 000 000 is 10 000, and the honest euro.
grep -q '"finess":"990000210".*"total":{"etat":"complet","centimes":-1000100}' "$work/out" ||
  fail "the honest establishment lost its total"
grep -q 'establishment 990000210' "$work/err" && fail "the honest establishment is accused"

# An intéressement on the socle: the plugin is refused before it evaluates anything.
campaign_of "fr.exemple.cupide caqes-greedy.so" "fr.caqes.qualite caqes-qualite.so" >"$campaign"
dossier 990000202 "$socle,"'"qualite":{"refus":"oui"}' '"temoin":"oui"' >"$work/one.ndjson"
run 5 evaluate --format ndjson --plugins "$bad_plugins" "$campaign" "$work/one.ndjson"
says err 'P302'
says err 'nature "interessement", which the volet "socle" does not allow'
grep -q '"total":{"etat":"aucun"' "$work/out" || fail "a forbidden nature reached a total"
grep -q '"volet":"qualite".*"compte_centimes":-1000000' "$work/out" || fail "the other volet lost its amount"

# A sanction of all the products: over the ceiling of 1 %; at the ceiling, it counts.
campaign_of "fr.exemple.excessif caqes-excess.so" >"$campaign"
{
  dossier 990000202 "$socle" '"temoin":"oui"'
  dossier 990000210 "$socle" '"temoin":"non"'
} >"$work/two.ndjson"
run 5 evaluate --format ndjson --plugins "$bad_plugins" "$campaign" "$work/two.ndjson"
says err 'le montant proposé 1000000 dépasse le plafond 10000'
grep -q '"finess":"990000202".*"centimes":-1000000}}$' "$work/out" || fail "1 % is within the ceiling"
grep -q '"finess":"990000210".*"total":{"etat":"aucun"' "$work/out" || fail "an amount over its ceiling reached a total"

# One that writes over what it is lent: the host has its own facts, and finds the lie.
campaign_of "fr.exemple.gribouilleur caqes-scribbler.so" >"$campaign"
dossier 990000202 "$socle" '"temoin":"oui"' >"$work/one.ndjson"
run 5 evaluate --format ndjson --plugins "$bad_plugins" "$campaign" "$work/one.ndjson"
says err "l'hôte calcule 1000000"
grep -q '"total":{"etat":"aucun"' "$work/out" || fail "a scribbled amount reached a total"

# A regional plugin whose file is bad: the volets it feeds have no amount, the others do.
cp "$BUILD"/lib/caqes/plugins/caqes-val-fictif.so "$work/plugins/whole.so"
head -c 900 "$work/plugins/whole.so" >"$work/plugins/cut.so"
head -c 200 README.md >"$work/plugins/text.so"
{ head -c 18 "$work/plugins/whole.so"; printf '\267\0'; tail -c +21 "$work/plugins/whole.so"; } >"$work/plugins/arm.so"
objcopy --remove-section .caqes_manifest "$work/plugins/whole.so" "$work/plugins/bare.so"
sed 's/"abi": { "major": 1, "minor": 0 }/"abi": { "major": 9, "minor": 0 }/' plugins/regional/val-fictif/manifest.json >"$work/abi.json"
objcopy --update-section .caqes_manifest="$work/abi.json" "$work/plugins/whole.so" "$work/plugins/abi.so"
for bad in text:ELF cut:truncated arm:machine bare:caqes_manifest abi:9.0; do
  sed -e "s|caqes-val-fictif.so|${bad%%:*}.so|" \
    -e 's|par_defaut = false; }|par_defaut = false; volets = ["socle", "transports"]; }|' conf/demo/campagne.cfg >"$campaign"
  run 5 evaluate --format ndjson --plugins "$work/plugins" "$campaign" conf/demo/dossiers
  says err "${bad##*:}"
  # 990000012 is not under the regional set: its grid is as if nothing had happened.
  grep '"finess":"990000012"' "$work/out" | grep -q '"total":{"etat":"complet","centimes":-84512300}' ||
    fail "${bad%%:*}.so: an establishment without the plugin lost its total"
  # 990000020 is: socle and transports are withheld, pertinence and qualité stand, the total is partial.
  grep '"finess":"990000020"' "$work/out" | grep -q '"total":{"etat":"partiel"' ||
    fail "${bad%%:*}.so: the total is not partial"
  [ "$(wc -l <"$work/out")" -eq "$(ls conf/demo/dossiers | wc -l)" ] || fail "${bad%%:*}.so: dossiers were lost"
done

# Two plugins of one id: which one counts must not depend on their order, so nothing is evaluated.
sed 's|^plugins = (|plugins = ( { id = "fr.caqes.socle"; version = "1.0.0"; fichier = "caqes-socle.so"; },|' \
  conf/demo/campagne.cfg >"$campaign"
run 3 evaluate "$campaign" "$good"
says err 'fr.caqes.socle'

# What a plugin declares, without running it.
run 0 plugin show "$BUILD/lib/caqes/plugins/caqes-transports.so"
says out "fr.caqes.transports 1.0.0"
says out "accepted"
says out "(principal of transports; TRANSPORTS_EVOLUTION)"
run 0 plugin show "$bad_plugins/caqes-ciblage.so"
says out "accepted"
says out "Produits (hors médicaments; released N+1-04; entities: sum)"
says out "Produits de la région (sum of produits; with fait; by region; by champs; at least 5)"
says out "Établissements (count of fait)"
says out "Motif (opens volet; opens msap; missing: ars)"
run 5 plugin show "$work/plugins/text.so"
finish
