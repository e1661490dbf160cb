#!/usr/bin/env bash
# Plugins that are refused, or that do wrong: named, with what they did, and the rest is evaluated.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
good=$(printf '%s\n' conf/demo/dossiers/*.json | head -1)

# A campaign like the demonstration's, with one plugin replaced; it lies beside the model and references.
mkdir "$work/demo" "$work/plugins"
cp -r conf/modeles conf/referentiels "$work"
replace() { # ID FILE BY_ID BY_FILE
  sed -e "s|id = \"$1\"|id = \"$3\"|; s|fichier = \"$2\"|fichier = \"$4\"|" -e "/plugin = \"$1\"; nom/d" \
    conf/demo/campagne.cfg >"$work/demo/campagne.cfg"
}
campaign="$work/demo/campagne.cfg"

dossier() { # FINESS VOLETS DONNEES
  printf '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"%s","niveau":"EJ",' "$1"
  printf '"nom":"Établissement fictif","region":"Val-Fictif","statut":"ex-DG","champs":["USLD"]},'
  printf '"contrat":{%s},"donnees":{"produits_am":1000000,%s}}\n' "$2" "$3"
}
socle='"socle":{"signature":"2017-12-01"}'
qualite='"qualite":{"signature":"2017-12-01"}'

# An explanation that does not recompute: the liar is named on its establishment, not on the others.
replace fr.caqes.qualite caqes-qualite.so fr.exemple.faussaire caqes-forger.so
sed -i '/volet = "qualite"/d' "$campaign"
{
  dossier 990000202 "$socle,$qualite" '"forge":"oui"'
  dossier 990000210 "$socle,$qualite" '"forge":"non"'
} >"$work/two.ndjson"
run 5 evaluate --format ndjson --plugins "$BUILD/tests/plugins" "$campaign" "$work/two.ndjson"
says err 'establishment 990000202, volet qualite'
says err "affirme 1000000, l'hôte calcule 1"
grep -q '"finess":"990000202".*"total":{"etat":"aucun"}' "$work/out" || fail "a forged amount reached a total"
grep -q '"finess":"990000210".*"centimes":-100' "$work/out" || fail "the honest establishment lost its amount"
grep -q 'establishment 990000210' "$work/err" && fail "the honest establishment is accused"

# Amounts that the law forbids: an intéressement on the socle, a sanction of 100 %.
replace fr.caqes.socle caqes-socle.so fr.exemple.cupide caqes-greedy.so
{
  dossier 990000202 "$socle" '"cupide":"oui"'
  dossier 990000210 "$socle" '"cupide":"non"'
} >"$work/two.ndjson"
run 5 evaluate --format ndjson --plugins "$BUILD/tests/plugins" "$campaign" "$work/two.ndjson"
says err 'montant interdit sur ce volet : interessement'
says err 'dépasse le plafond 10000'
[ "$(grep -c '"etat":"aucun"' "$work/out")" -eq 2 ] || fail "a forbidden amount reached a total"

# A regional plugin whose file is bad: the volets it feeds have no amount, the others do.
regional="fr.exemple.val-fictif caqes-val-fictif.so fr.exemple.val-fictif"
cp "$BUILD"/lib/caqes/plugins/caqes-val-fictif.so "$work/plugins/whole.so"
head -c 900 "$work/plugins/whole.so" >"$work/plugins/cut.so"
echo "not a plugin" >"$work/plugins/text.so"
{ head -c 18 "$work/plugins/whole.so"; printf '\267\0'; tail -c +21 "$work/plugins/whole.so"; } >"$work/plugins/arm.so"
objcopy --remove-section .caqes_manifest "$work/plugins/whole.so" "$work/plugins/bare.so"
sed 's/"abi": { "major": 1, "minor": 0 }/"abi": { "major": 9, "minor": 0 }/' plugins/regional/val-fictif/manifest.json >"$work/abi.json"
objcopy --update-section .caqes_manifest="$work/abi.json" "$work/plugins/whole.so" "$work/plugins/abi.so"
for bad in text:ELF cut:ELF arm:machine bare:caqes_manifest abi:9.0; do
  replace $regional "${bad%%:*}.so"
  sed -i 's|par_defaut = false; }|par_defaut = false; volets = ["socle", "transports"]; }|' "$campaign"
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
run 5 plugin show "$work/plugins/text.so"
finish
