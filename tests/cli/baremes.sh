#!/usr/bin/env bash
# Barèmes of the socle, right and wrong, from a table that anybody can read: what caqes config says of each before any
# evaluation. 1 % of the products is the ceiling (annexe 1 §2), and the barème gives the part of 1 %.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
cp -r conf/modeles conf/referentiels "$work"
mkdir "$work/demo"
campaign="$work/demo/campagne.cfg"
grep -c 'nom = "bareme"; points = .*' conf/demo/campagne.cfg | grep -qx 1 || fail "the demonstration has another barème"
line=$(grep -n 'nom = "bareme"' conf/demo/campagne.cfg | cut -d: -f1)

seen=0
while IFS=';' read -r points expected why; do
  [ "$points" = points ] && continue
  seen=$((seen + 1))
  list=$(sed -E 's/([^ ,]+) ([^ ,]+)/["\1", "\2"]/g; s/(^|, )([^][ ,]+)$/\1["\2"]/' <<<"$points")
  sed "${line}s|points = .*|points = ( $list ); },|" conf/demo/campagne.cfg >"$campaign"
  case $expected in C342) code=3 ;; *) code=0 ;; esac
  run $code config "$campaign"
  if [ -z "$expected" ]; then
    [ ! -s "$work/err" ] || fail "$points ($why): something is said: $(head -1 "$work/err")"
  else
    grep -q "^$campaign:$line.*\[$expected\]" "$work/err" || fail "$points ($why): not $expected at line $line: $(cat "$work/err")"
  fi
done <tests/cli/baremes.csv
[ "$seen" -gt 10 ] || fail "the table was not read"

# The example is one: 1 060 000 of products, 25 % is 265 000, 1 % is 10 600. The evaluation says it too, before it reads a dossier.
sed "${line}s|points = .*|points = ( [\"60\", \"0\"], [\"sinon\", \"25\"] ); },|" conf/demo/campagne.cfg >"$campaign"
run 0 config "$campaign"
says err 'le montant proposé 265000 dépasse le plafond 10600 (Annexe 1 §2)'
says err 'found: bareme, point 2 of 2'
run 6 evaluate "$campaign" "$work/nowhere.json"
says err 'warning[C355]'
# A rule that sets it is named by its own line.
sed 's|{ plugin = "fr.caqes.socle"; nom = "coefficient.CONCILIATION"; valeur = "0.5"; }|{ plugin = "fr.caqes.socle"; nom = "bareme"; points = ( ["sinon", "2"] ); }|' \
  conf/demo/campagne.cfg >"$campaign"
rule=$(grep -n '"sinon", "2"' "$campaign" | cut -d: -f1)
run 0 config "$campaign"
says err "$campaign:$rule: warning[C355]"
[ "$(grep -c C355 "$work/err")" -eq 1 ] || fail "it is said more than once: $(cat "$work/err")"
finish
