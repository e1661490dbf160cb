#!/usr/bin/env bash
# A plugin that does to the host whatever a dossier asks for: it is named, with its cause, on its establishment; the
# others, before and after it, are as if nothing had happened.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
mkdir "$work/demo"
cp -r conf/modeles conf/referentiels "$work"
campaign="$work/demo/campagne.cfg"
cat >"$campaign" <<'C'
format = "caqes-campagne"; version = 1; nom = "Essai"; region = "Région inventée"; exercice = 2018;
date_evaluation = "2019-06-17"; modele = "../modeles/caqes-2018.cfg";
plugins = ( { id = "fr.caqes.socle"; version = "1.0.0"; fichier = "caqes-socle.so"; },
  { id = "fr.exemple.turbulent"; version = "1.0.0"; fichier = "caqes-unruly.so"; } );
C
dossier() { # FINESS CONDUCT
  printf '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"%s","niveau":"EJ","statut":"ex-DG","champs":["USLD"]},' "$1"
  printf '"contrat":{"socle":{"refus":"oui"},"qualite":{"signature":"2017-12-01"}},"donnees":{"produits_am":1000000,"conduite":"%s"}}\n' "$2"
}
evaluate() { run "$1" evaluate --format ndjson --plugins "$BUILD/tests/plugins" "${@:3}" "$campaign" "$2"; }
# total FINESS: its total, as written.
total() { grep "\"finess\":\"$1\"" "$work/out" | grep -o '"total":{[^}]*'; }

{ dossier 990000202 BONNE; dossier 990000228 BONNE; } >"$work/good.ndjson"
evaluate 0 "$work/good.ndjson"
good=$(total 990000228)
[ "$good" = '"total":{"etat":"complet","centimes":-1000100' ] || fail "the good ones are not good: $good"

# wrong CONDUCT CAUSE: the establishment between two good ones fails for this cause.
wrong() {
  { dossier 990000202 BONNE; dossier 990000210 "$1"; dossier 990000228 BONNE; } >"$work/three.ndjson"
  evaluate 5 "$work/three.ndjson" --worker-seconds "${3:-20}"
  says err "establishment 990000210: the volet qualite is in error"
  says err "$2"
  [ "$(total 990000202) $(total 990000228)" = "$good $good" ] || fail "$1: the others have changed"
  case "$(total 990000210)" in *aucun*) ;; *) fail "$1: a total all the same" ;; esac
  [ "$(wc -l <"$work/out")" -eq 3 ] || fail "$1: a grid is lost, or something else was said"
}
wrong SEGFAULT SIGSEGV
wrong ABORT "le plugin"
wrong DIVISION SIGFPE
wrong ILLEGALE SIGILL
wrong PILE SIGSEGV
wrong BOUCLE "calcule sans fin" 1
wrong ATTENTE "pause"
wrong EXIT "mis fin à son processus"
wrong SORTIE_BRUTE "mis fin à son processus"
wrong FORK "appel système interdit : clone"
wrong EXEC "appel système interdit : execve"
wrong TUE "appel système interdit"
wrong MEMOIRE SIGSEGV
wrong FICHIER "appel système interdit : openat"
wrong ECRITURE "appel système interdit : openat"
[ ! -e /tmp/caqes-unruly ] || fail "a file was written"
wrong RESEAU "appel système interdit : socket"
wrong VOIE "le plugin"
wrong FERME "appel système interdit : close"
wrong CODE "appel système interdit : mmap"
wrong COUPE "appel système interdit : ftruncate"
wrong SIGNAL "appel système interdit : rt_sigaction"
wrong PAROLE "appel système interdit"

# Two failures: two establishments. Three: the plugin is set aside for all, whatever the order of the dossiers; standard
# input and a pipe do as well as files.
{ dossier 990000202 SEGFAULT; dossier 990000210 BONNE; dossier 990000228 EXIT; } >"$work/twice.ndjson"
evaluate 5 "$work/twice.ndjson"
[ "$(total 990000210)" = "$good" ] || fail "two failures reached a third establishment"
{ cat "$work/twice.ndjson"; dossier 990000236 FORK; dossier 990000244 BONNE; } >"$work/thrice.ndjson"
evaluate 5 "$work/thrice.ndjson"
says err 'error[P304]: fr.exemple.turbulent failed on more than 2 establishments'
[ "$(grep -c '"total":{"etat":"aucun"' "$work/out")" -eq 5 ] || fail "a plugin that is set aside still has results"
[ "$(wc -l <"$work/out")" -eq 5 ] || fail "results before it was set aside are left"
sort "$work/out" >"$work/forward"
tac "$work/thrice.ndjson" >"$work/backward.ndjson"
evaluate 5 "$work/backward.ndjson"
sort "$work/out" | cmp -s - "$work/forward" || fail "the order of the dossiers changes the results"
for way in '<"$work/thrice.ndjson"' '< <(cat "$work/thrice.ndjson")'; do
  eval "\"$CAQES\" evaluate -f ndjson -p \"$BUILD/tests/plugins\" \"$campaign\" - $way" 2>"$work/err" | sort >"$work/again" || true
  cmp -s "$work/again" "$work/forward" || fail "standard input gives other results: $way"
done

# Without its process, the same bytes.
"$CAQES" evaluate -f ndjson --in-process conf/demo/campagne.cfg conf/demo/dossiers >"$work/inside" 2>"$work/err" || true
says err "run in this process"
"$CAQES" evaluate -f ndjson conf/demo/campagne.cfg conf/demo/dossiers >"$work/isolated" 2>"$work/err" || true
cmp -s "$work/inside" "$work/isolated" || fail "--in-process gives other results"
finish
