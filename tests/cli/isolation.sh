#!/usr/bin/env bash
# A plugin that ends its process where a dossier asks for it: on two establishments, they alone have no amount; on three, it is
# set aside for all, whatever their order. What else a plugin can do is in tests/hostile.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
mkdir "$work/demo"
cp -r conf/modeles conf/referentiels "$work"
campaign="$work/demo/campagne.cfg"
plugins="$BUILD/tests/hostile/plugins/flow-exit"
cat >"$campaign" <<'C'
format = "caqes-campagne"; version = 1; nom = "Essai"; region = "Région inventée"; exercice = 2018;
date_evaluation = "2019-06-17"; modele = "../modeles/caqes-2018.cfg";
plugins = ( { id = "fr.caqes.socle"; version = "1.0.0"; fichier = "caqes-socle.so"; },
  { id = "fr.hostile.volet"; version = "1.0.0"; fichier = "volet.so"; } );
C
dossier() { # FINESS MARK
  printf '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"%s","niveau":"EJ","statut":"ex-DG","champs":["USLD"]},' "$1"
  printf '"contrat":{"socle":{"refus":"oui"},"qualite":{"signature":"2017-12-01"}},"donnees":{"produits_am":1000000,"vertueux":"oui","marque_volet":"%s"}}\n' "$2"
}
evaluate() { run "$1" evaluate --format ndjson --plugins "$plugins" "${@:3}" "$campaign" "$2"; }
# total FINESS: its total, as written.
total() { grep "\"finess\":\"$1\"" "$work/out" | grep -o '"total":{[^}]*'; }

{ dossier 990000202 non; dossier 990000228 non; } >"$work/good.ndjson"
evaluate 0 "$work/good.ndjson"
good=$(total 990000228)
[ "$good" = '"total":{"etat":"complet","centimes":-2000000' ] || fail "the good ones are not good: $good"

# Two failures: two establishments. Three: the plugin is set aside for all, whatever the order of the dossiers; standard
# input and a pipe do as well as files.
{ dossier 990000202 oui; dossier 990000210 non; dossier 990000228 oui; } >"$work/twice.ndjson"
evaluate 5 "$work/twice.ndjson"
[ "$(total 990000210)" = "$good" ] || fail "two failures reached a third establishment"
{ cat "$work/twice.ndjson"; dossier 990000236 oui; dossier 990000244 non; } >"$work/thrice.ndjson"
evaluate 5 "$work/thrice.ndjson"
says err 'error[P304]: fr.hostile.volet failed on more than 2 establishments'
[ "$(grep -c '"total":{"etat":"aucun"' "$work/out")" -eq 5 ] || fail "a plugin that is set aside still has results"
[ "$(wc -l <"$work/out")" -eq 5 ] || fail "results before it was set aside are left"
sort "$work/out" >"$work/forward"
tac "$work/thrice.ndjson" >"$work/backward.ndjson"
evaluate 5 "$work/backward.ndjson"
sort "$work/out" | cmp -s - "$work/forward" || fail "the order of the dossiers changes the results"
for way in '<"$work/thrice.ndjson"' '< <(cat "$work/thrice.ndjson")'; do
  eval "\"$CAQES\" evaluate -f ndjson -p \"$plugins\" \"$campaign\" - $way" 2>"$work/err" | sort >"$work/again" || true
  cmp -s "$work/again" "$work/forward" || fail "standard input gives other results: $way"
done

# Without its process, the same bytes.
"$CAQES" evaluate -f ndjson --in-process conf/demo/campagne.cfg conf/demo/dossiers >"$work/inside" 2>"$work/err" || true
says err "run in this process"
"$CAQES" evaluate -f ndjson conf/demo/campagne.cfg conf/demo/dossiers >"$work/isolated" 2>"$work/err" || true
cmp -s "$work/inside" "$work/isolated" || fail "--in-process gives other results"
finish
