#!/usr/bin/env bash
# caqes test: what passes, what fails and how it is said, and the exit codes.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=$SOURCE/tests/cases/campagne.cfg

# file CONTENT: a case file under the national campaign.
file() { printf '# campagne: %s\n%s\n' "$campaign" "$1" >"$work/cas.csv"; }

# Every expectation of the kept cases, once changed, fails: none is passed over.
for cases in tests/cases/*.csv tests/cases/*/*.csv; do
  python3 tests/cli/mutate_cases.py "$SOURCE/$(dirname "$cases")/campagne.cfg" "$cases" >"$work/changed.csv" 2>"$work/count"
  run 9 test --quiet "$work/changed.csv"
  silent err
  [ "$(grep -c 'attendu .*, obtenu ' "$work/out")" -eq "$(cat "$work/count")" ] ||
    fail "$cases: $(cat "$work/count") expectations changed, $(grep -c 'attendu .*, obtenu ' "$work/out") failed"
  says out ' 0 réussi,'
done

# A failure names the case, its article, the column, both results, and why a volet is not evaluated.
file 'cas;article;contrat.transports;depenses_transports;depenses_transports@N-1;cible.TRANSPORTS_EVOLUTION;=valeur.TRANSPORTS_EVOLUTION;=montant.transports;=statut.socle;=TRANSPORTS_CIBLE;=raison.transports
une fin;Annexe 4 §3;oui;1 022 000,01;1 000 000,00;2,2 %;2,2 %;-100 000,00;;atteint;impossible
deux;Annexe 4 §2;oui;null;;;2,2 %;;incomplet;;'
# What the program says, with plain spaces, and what is missing by its name alone.
plain() { sed -E 's/\xc2\xa0/ /g; s/: [^:]* \(([a-z_@N0-9-]+)\)$/: \1/' "$work/out"; }
run 9 test "$work/cas.csv"
cat >"$work/expected" <<END
$work/cas.csv : 2 cas, 0 réussi, 2 échoués
$work/cas.csv:3: « une fin » (Annexe 4 §3)
    =valeur.TRANSPORTS_EVOLUTION : attendu 2,2 %, obtenu 2,200001 %
    =montant.transports : attendu -100 000,00, obtenu aucun
        transports incomplet : donnée non fournie : produits_am
    =TRANSPORTS_CIBLE : attendu atteint, obtenu non atteint
        TRANSPORTS_EVOLUTION non atteint
    =raison.transports : attendu impossible, obtenu donnée non fournie : produits_am
$work/cas.csv:4: « deux » (Annexe 4 §2)
    =valeur.TRANSPORTS_EVOLUTION : attendu 2,2 %, obtenu inconnu
        donnée non fournie : depenses_transports
Total : 1 fichier, 2 cas, 0 réussi, 2 échoués
END
diff <(plain) "$work/expected" >&2 || fail "the report of failures"
run 9 test --quiet "$work/cas.csv"
diff <(plain) <(tail -n +2 "$work/expected") >&2 || fail "the quiet report of failures"

# A dossier that had to be refused, and was not, or otherwise.
file 'cas;article;niveau;statut;=erreur
accepté;Format;EJ;;D123
autre;Format;;x;D123
deux;Format;EX;x;D123
bien;Format;EX;;D123'
run 9 test "$work/cas.csv"
says out 'attendu D123, obtenu dossier accepté'
says out 'attendu D123, obtenu D124'
says out 'attendu D123, obtenu D123, D124'
says out '4 cas, 1 réussi, 3 échoués'
silent err

# A fault beside a failure and a pass: the others are run, and the fault is the graver.
file 'cas;article;contrat.transports;depenses_transports;=statut.transports
bien;Annexe 4;non;;non contractualisé
mal;Annexe 4;non;;échu
fautif;Annexe 4;oui;12.5;incomplet'
run 4 test "$work/cas.csv"
says out '3 cas, 1 réussi, 1 échoué, 1 non exécuté'
says err "cas.csv:5:21: error[T430]: column D (depenses_transports)"

# The ciblage, of establishments whatever their contract. D3.1 is targeted strictly below 10 %, and left to the agency
# when it is not known; ICALIN2 in class C, D or E (annex 6).
file 'cas;article;niveau;icalin2;sejours_prescription_informatisee;sejours;doc_borne_haute;=ciblage.qualite;=motif.qualite.RISQUE_INFECTIEUX;=motif.qualite.RISQUE_MEDICAMENTEUX;=ciblage.socle;=erreur
rien;Annexe 6;;A;10;100;50 %;non ciblé;non;non;non concerné;
infections;Annexe 6;;C;10;100;50 %;ciblé;oui;non;non concerné;
médicaments;Annexe 6;;B;9;100;50 %;ciblé;non;oui;non concerné;
inconnu;Annexe 6;;A;;;50 %;à apprécier;non;inconnu;;
refusé;Format;EX;A;9;100;50 %;;;;;D123'
run 0 test "$work/cas.csv"
silent err
sed -i '3s/non ciblé;non/ciblé;oui/' "$work/cas.csv"
run 9 test "$work/cas.csv"
says out '=ciblage.qualite : attendu ciblé, obtenu non ciblé'
says out '=motif.qualite.RISQUE_INFECTIEUX : attendu oui, obtenu non'
sed -i '3s/ciblé;oui/parfait;peut-être/' "$work/cas.csv"
run 4 test "$work/cas.csv"
for words in 'oui, non, sans objet, inconnu or erreur' 'non concerné' 'non ciblable' 'en erreur'; do says err "$words"; done

# The file is one population, over its batches of 64: six at 30 % far from a mean of 820/7000 (annex 5), although the
# second batch holds nothing but them.
file 'cas;article;pertinence_actes;pertinence_activite;=motif.pertinence.ECART'
for case in $(seq 70); do
  [ "$case" -le 64 ] && echo "$case;Annexe 5;10;100;non" || echo "$case;Annexe 5;30;100;oui"
done >>"$work/cas.csv"
run 0 test "$work/cas.csv"
says out '70 cas, 70 réussis'

# A parameter that two volets of the case have: which is meant cannot be told.
file 'cas;article;contrat.transports;contrat.qualite;parametre.taux_sanction;parametre.qualite.taux_sanction;=statut.qualite
deux;II;oui;oui;0,5 %;;incomplet
un;II;oui;non;0,5 %;;non contractualisé
nommé;II;oui;oui;;0,5 %;non évaluable'
run 4 test "$work/cas.csv"
says err 'cas.csv:3:17: error[T432]'
says out '3 cas, 2 réussis, 0 échoué, 1 non exécuté'

# A fault of a whole file: nothing of it is run, the other files are.
file 'cas;article;=montant.transport
a;b;0'
mkdir -p "$work/many/below"
mv "$work/cas.csv" "$work/many/a.csv"
file 'cas;article;contrat.socle;=statut.socle
a;II.a.ii;refus;incomplet'
mv "$work/cas.csv" "$work/many/below/b.csv"
run 4 test "$work/many/"
says err 'write "=montant.transports", the nearest known column'
says out "$work/many/a.csv : non exécuté"
says out "$work/many/below/b.csv : 1 cas, 1 réussi, 0 échoué"
says out 'Total : 2 fichiers, dont 1 non exécuté, 1 cas, 1 réussi, 0 échoué'

# Campaigns: none, one that cannot be read, one that is refused; beside the file, or above it up to the folder given.
printf 'cas;article;=total\na;b;0\n' >"$work/cas.csv"
run 4 test "$work/cas.csv"
says err 'error[T418]: the file names no campaign'
printf '# campagne: nulle-part.cfg\ncas;article;=total\na;b;0\n' >"$work/cas.csv"
run 4 test "$work/cas.csv"
says err "cas.csv:1: error[T418]: the campaign cannot be read: $work/nulle-part.cfg"
printf '# campagne: refusée.cfg\ncas;article;=total\na;b;0\n' >"$work/cas.csv"
echo 'format = "caqes-campagne"; version = 1; nome = "x";' >"$work/refusée.cfg"
run 3 test "$work/cas.csv"
says err 'refusée.cfg:1:'
says err 'error[T419]'
says out "cas.csv : non exécuté"
mkdir -p "$work/top/a/b"
cp -r conf "$work/top/conf"
cp tests/cases/campagne.cfg "$work/top/a/campagne.cfg"
sed -i 's|"../../conf|"../conf|' "$work/top/a/campagne.cfg"
printf 'cas;article;contrat.socle;=statut.socle\na;b;refus;incomplet\n' >"$work/top/a/b/cas.csv"
run 0 test "$work/top/a"
run 4 test "$work/top/a/b"
says err 'there is no campagne.cfg from'
run 4 test "$work/top/a/b/cas.csv"

# A plugin that is refused: its code, whatever the cases say.
mkdir "$work/plugins"
echo 'no plugin, whatever its name says, and long enough to hold the header of one, all in letters' >"$work/plugins/caqes-qualite.so"
run 5 test --plugins "$work/plugins" tests/cases/moratoire

# Folders and files that cannot be.
mkdir "$work/empty"
run 4 test "$work/empty"; says err 'error[T401]: the folder holds no case file'
run 6 test "$work/nothing.csv"; says err 'error[S606]'
run 6 test tests/cases tests/cases/socle.csv; says err 'error[S604]'
run 2 test; says err 'U003'

# Links to folders are not followed: one to "." would run each file again and again. A link that is given is.
mkdir "$work/linked" "$work/beside"
file 'cas;article;contrat.socle;=statut.socle
a;II.a.ii;refus;incomplet'
mv "$work/cas.csv" "$work/linked/"
ln -s . "$work/linked/again"
ln -s ../beside "$work/linked/elsewhere"
run 0 test "$work/linked"; says out 'Total : 1 fichier, 1 cas,'
run 0 test "$work/linked/again"; says out 'Total : 1 fichier, 1 cas,'

# Sixteen folders below are read; a seventeenth is said, not passed over.
deep=$work/deep
for depth in $(seq 16); do deep=$deep/$depth; done
mkdir -p "$deep"
cp "$work/linked/cas.csv" "$deep/"
run 0 test "$work/deep"
mkdir "$deep/17"
run 6 test "$work/deep"; says err "$deep/17: error[S603]"
run 2 test --nonsense tests/cases
run 0 test --help; says out 'docs/cas.md'
code=0
"$CAQES" test tests/cases >/dev/full 2>"$work/err" || code=$?
[ "$code" -eq 6 ] || fail "a full disk: exit code $code"

# docs/cas.md keeps its word: its table passes, and what it shows is what the program says.
block() { # NAME: the lines of the fenced block after the comment "<!-- NAME -->"
  awk -v mark="<!-- $1 -->" '$0 == mark { seen = 1; next } seen && /^```/ { if (++fences == 2) exit; next } fences' docs/cas.md
}
mkdir "$work/region"
cp -r conf "$work/region/conf"
mkdir "$work/region/mes-cas"
block 'mes-cas/transports.csv' >"$work/region/mes-cas/transports.csv"
[ "$(wc -l <"$work/region/mes-cas/transports.csv")" -ge 6 ] || fail "docs/cas.md has lost its example"
surroundings=(env -C "$work/region")
run 0 test mes-cas
block 'ce que dit caqes test mes-cas' | diff - "$work/out" >&2 || fail "docs/cas.md: what is shown of its example"
sed -i 's/;8 730,00;/;8 731,00;/' "$work/region/mes-cas/transports.csv"
run 9 test mes-cas
block "ce que dit caqes test mes-cas d'un cas qui échoue" | diff - <(sed 's/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g' "$work/out") >&2 ||
  fail "docs/cas.md: what is shown of a failure"
surroundings=(env)

# Every message of the page about faults has its file, or is tried above.
for code in $(grep -o '^| T4[0-9][0-9]' docs/case-errors.md | cut -c3-); do
  grep -qs "\[$code\]" tests/bad/cases/*.expected || grep -q "^[^#]*says err.*error\[$code\]" "$0" || fail "$code is not tried"
done
finish
