#!/usr/bin/env bash
# caqes diff: what changed between two evaluations, for whom, by how much, because of what. Figures by hand, from the
# texts and docs/demonstration.md.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
export TMPDIR="$work/tmp"
mkdir "$TMPDIR" "$work/a" "$work/b"

# The texts that are compared hold neither digests, which change with every compiler, nor typographic spaces.
plain() { sed -i -E 's/\xe2\x80\xaf|\xc2\xa0/ /g; s/[0-9a-f]{64}/EMPREINTE/g; s/\b[0-9a-f]{12}\b/EMPREINTE/g' "$work/out"; }
archive() { # NAME [OPTION...]
  local name=$1 code=0
  shift
  "$CAQES" evaluate --format ndjson --archive "$work/$name.tar" "$@" "$work/$name/demo/campagne.cfg" "$work/$name/demo/dossiers" \
    >"$work/$name.ndjson" 2>"$work/err" || code=$?
  [ "$code" -le 1 ] || { fail "archive $name: exit code $code"; head -5 "$work/err" >&2; }
}
copy_of() { # NAME: of A
  mkdir -p "$work/$1"
  cp -r "$work/a/." "$work/$1"
}

# A: two clinics of the demonstration. B: a target and a rate of the region changed, a datum corrected, a clinic added.
cp -r conf/modeles conf/referentiels "$work/a"
mkdir -p "$work/a/demo/dossiers"
cp conf/demo/campagne.cfg "$work/a/demo"
cp conf/demo/dossiers/9900000{38,61}.json "$work/a/demo/dossiers"
copy_of b
cp conf/demo/dossiers/990000103.json "$work/b/demo/dossiers"
sed -i 's|"cible.LAP_LITS"; valeur = "0.8"|"cible.LAP_LITS"; valeur = "0.95"|; s|^parametres = (|&\n  { plugin = "fr.caqes.transports"; nom = "taux_interessement"; valeur = "0.2"; },|' "$work/b/demo/campagne.cfg"
sed -i 's|"depenses_transports": { "valeur": 432550.00|"depenses_transports": { "valeur": 418000.00|' "$work/b/demo/dossiers/990000038.json"
archive a
archive b
cd "$work"

# 990000038, socle: LAP_LITS, 112/140 = 80 %, no longer reaches its target; 15 of 32 make 46,88, so half of 1 %:
#   0,5 × 123 456,78 = 61 728,39 instead of 30 864,20: -30 864,19, of the configuration.
# 990000038, transports: 8 000/410 000 = +1,95 % reaches 2,2 %. Savings 455 000 - 418 000 = 37 000. From A by the
#   dossiers alone, 30 % are 11 100, over the contract's 10 000: +10 000, and 133 456,78 above -123 456,78; then by the
#   configuration, 20 % are 7 400: -2 600.
# 990000103: refused to sign, -98 765,43, of the dossiers.
# 990000061: LAP_LITS, 150/180 = 83,33 %, is missed: 11 of 18 make 61,11, still no sanction: nothing moves.
# In all: A -137 654,31 - 54 900,00 = -192 554,31; B -61 728,39 + 7 400,00 + 16 666,67 - 54 900,00 - 98 765,43 =
#   -191 327,15; +1 227,16, of which dossiers 133 456,78 - 98 765,43 = +34 691,35, configuration -33 464,19.
golden diff.table 9 diff a.tar b.tar
says out "Établissements : comparés 2 ; changés 3, dont 2 de montant ou de statut ; de A seul 0 ; de B seul 1"
line() { grep -qE "$1" "$work/out" || fail "no line: $1"; }
line '^  Volet obligatoire +2 +-30 864,20 € +-160 493,82 € +-129 629,62 €$'
line '^  Transports +1 +-178 356,78 € +-47 500,00 € +\+130 856,78 €$'
line '^  Pertinence +0 +\+16 666,67 € +\+16 666,67 € +0,00 €$'
line '^  TOTAL +2 +-192 554,31 € +-191 327,15 € +\+1 227,16 €$'
line '^  dossiers +\+34 691,35 €$'
line '^  configuration +-33 464,19 €$'
line '^  écart +\+1 227,16 €$'
line '^  TOTAL : -137 654,31 € → -37 661,72 €, écart \+99 992,59 €$'
line '^  Volet obligatoire : -30 864,20 € → -61 728,39 €, écart -30 864,19 €$'
line '^  Transports : -123 456,78 € → \+7 400,00 €, écart \+130 856,78 €$'
says out "d'où vient l'écart : dossiers +133 456,78 € ; configuration -2 600,00 €"
says out "80 % → 95 %"
says out "configuration/demo/campagne.cfg:42"
says out "30 % → 20 % (manifeste →"
says out "région, configuration/demo/campagne.cfg:34)"
says out "432 550,00 € → 418 000,00 €"
line '^990000103  Clinique fictive du Belvédère  \(de B seul\)$'
line '^  TOTAL : — → -98 765,43 €, écart -98 765,43 €$'
says out "sans effet sur un montant ni un statut : 1"
# By the size of the change, whichever its sign.
[ "$(grep -oE '^99[0-9]{7}' "$work/out" | tr '\n' ' ')" = "990000038 990000103 " ] || fail "not by size"
run 9 diff --all a.tar b.tar
says out "990000061"

golden diff.json 9 diff --format json a.tar b.tar
run 9 diff --format ndjson a.tar b.tar
[ "$(wc -l <"$work/out")" -eq 3 ] || fail "ndjson: not a line for each establishment"
# Shares add up to the change, in each volet and in all.
python3 - "$work/out" <<'P' || fail "shares do not add up"
import json, sys
for line in open(sys.argv[1]):
    e = json.loads(line)
    assert e["ecart_centimes"] == e["centimes_b"] - e["centimes_a"] == sum(v["ecart_centimes"] for v in e["volets"])
    for v in e["volets"]:
        assert sum(p["centimes"] for p in v["parts"]) == v["ecart_centimes"], (e["finess"], v["volet"])
P

# The other way round: each sign turned; the order of the swaps is the same, so the shares are others (from B by the
# dossiers of A: -123 456,78 - 7 400, all of it).
run 9 diff b.tar a.tar
plain
line '^  TOTAL +2 +-191 327,15 € +-192 554,31 € +-1 227,16 €$'
line "^    d'où vient l'écart : dossiers -130 856,78 €$"
line '^990000103  Clinique fictive du Belvédère  \(de A seul\)$'

# Results alone: the same amounts, the targets and data of the indicators, and what they cannot say.
for format in ndjson json; do
  for side in a b; do "$CAQES" evaluate --format $format "$work/$side/demo/campagne.cfg" "$work/$side/demo/dossiers" >"$work/$side.$format" || true; done
  run 9 diff a.$format b.$format
  plain
  line '^  TOTAL +2 +-192 554,31 € +-191 327,15 € +\+1 227,16 €$'
  says out "comparer des archives"
  says out "cible LAP_LITS"
  says out ": 0,8 → 0,95"
  says out "donnée depenses_transports : 432 550,00 € → 418 000,00 €"
done
cp "$work/out" "$work/plain"
run 9 diff a.ndjson b.json
sed -i '1,2d' "$work/plain"
plain
sed '1,2d' "$work/out" | cmp -s - "$work/plain" || fail "ndjson and json are not the same results"
run 9 diff a.tar b.json
says out "comparer des archives"
# Steps or none, the results are the same.
"$CAQES" evaluate --format ndjson --explain "$work/a/demo/campagne.cfg" "$work/a/demo/dossiers" >"$work/explained.ndjson"
run 0 diff a.ndjson explained.ndjson
run 0 diff a.tar a.tar
says out "rien : mêmes programme, dossiers, configuration et plugins"
# Archives of tables are compared too.
"$CAQES" evaluate --archive table.tar a/demo/campagne.cfg a/demo/dossiers >/dev/null 2>&1
run 0 diff table.tar a.tar

# ---- Plugins ----

# The transports of a later version, whose sanction is half: 0,5 % of 12 345 678,00 is 61 728,39. The campaign says the
# new version: a line of the configuration, of no effect.
copy_of c
mkdir plugins
cp "$BUILD/tests/plugins/later/caqes-transports-later.so" plugins/caqes-transports.so
sed -i 's|"fr.caqes.transports"; version = "1.0.0"|"fr.caqes.transports"; version = "1.1.0"|' c/demo/campagne.cfg
archive c --plugins plugins
run 9 diff a.tar c.tar
plain
line '^  - plugin fr.caqes.transports : 1.0.0 \(EMPREINTE\) → 1.1.0 \(EMPREINTE\)$'
line '^  configuration +0,00 €$'
line '^  plugins +\+61 728,39 €$'
says out "Transports : -123 456,78 € → -61 728,39 €, écart +61 728,39 €"
says out "1 % → 0,5 % (manifeste)"
# All three at once: dossiers +34 691,35 and configuration -33 464,19 as above, then plugins: 990000038 has no sanction
# of transports any more, and the contract of 990000061 has its own rate. Nothing is left for them.
copy_of d
cp -r b/. d
sed -i 's|"fr.caqes.transports"; version = "1.0.0"|"fr.caqes.transports"; version = "1.1.0"|' d/demo/campagne.cfg
archive d --plugins plugins
run 9 diff a.tar d.tar
plain
line '^  dossiers +\+34 691,35 €$'
line '^  configuration +-33 464,19 €$'
line '^  plugins +0,00 €$'

# ---- Years ----

# Dossiers of 2019 are refused under a campaign of 2018: they cannot be told from its configuration.
copy_of y
sed -i 's|exercice = 2018|exercice = 2019|; s|2019-06-17|2020-06-17|; s|referentiels/2018|referentiels/2019|' y/demo/campagne.cfg
sed -i 's|"exercice": 2018|"exercice": 2019|' y/demo/dossiers/*.json
sed -i 's|"depenses_transports": { "valeur": 432550.00|"depenses_transports": { "valeur": 418000.00|' y/demo/dossiers/990000038.json
archive y
run 9 diff a.tar y.tar
plain
says out "(exercices 2018 et 2019)"
line '^  dossiers et configuration +'
# 30 % of 37 000 is over 10 000.
says out "Transports : -123 456,78 € → +10 000,00 €, écart +133 456,78 €"
says out "d'où vient l'écart : dossiers et configuration +133 456,78 €"

# ---- A missing datum, and the program ----

# Without its datum the volet has no amount: 0 in the total, and said.
copy_of m
sed -i '/"depenses_transports":/d' m/demo/dossiers/990000038.json
archive m
run 9 diff a.tar m.tar
plain
says out "Transports : évalué → incomplet ; -123 456,78 € → —, écart +123 456,78 €"
says out "donnée depenses_transports"

# What an archive says and this program does not is the program's.
python3 "$SOURCE/tests/cli/archives.py" edit a.tar old.tar resultats.ndjson '"compte_centimes":-3086420' '"compte_centimes":-3086320'
run 9 diff old.tar b.tar
plain
line '^  programme +-1,00 €$'
line '^  dossiers +\+34 691,35 €$'
line '^  écart +\+1 226,16 €$'

# A decision of the directeur général is a difference, even where it changes nothing that is computed.
python3 - a.ndjson decided.ndjson <<'P'
import json, sys
with open(sys.argv[1]) as source, open(sys.argv[2], "w") as target:
    for line in source:
        grid = json.loads(line)
        grid["volets"][0]["decision"] = {"centimes": -4000000, "motif": "Reprise du plan", "alertes": ["au-dessus"]}
        target.write(json.dumps(grid, ensure_ascii=False) + "\n")
P
run 9 diff --all a.ndjson decided.ndjson
plain
says out 'décision retenue : — → -40 000,00 €, Reprise du plan'
says out 'alertes : — → au-dessus'

# ---- What is neither ----

run 2 diff a.tar
run 6 diff a.tar nowhere.tar
run 4 diff a.tar a/demo/campagne.cfg
says err "error[A130]"
run 4 diff a.ndjson <(cat a.ndjson)
head -c 1000 a.ndjson >short.ndjson
run 4 diff a.ndjson short.ndjson
says err "error[A130]"
cat a.ndjson a.ndjson >twice.ndjson
run 4 diff a.ndjson twice.ndjson
says err "error[A131]"
head -c 2000 a.json >short.json
run 4 diff short.json a.json
sed 's/"caqes-grille"/"autre"/' a.ndjson >other.ndjson
run 4 diff a.ndjson other.ndjson
python3 "$SOURCE/tests/cli/archives.py" flip a.tar flipped.tar resultats.ndjson
run 4 diff a.tar flipped.tar
says err "error[A107]"
cp a.tar kept.tar
run 6 diff --output kept.tar kept.tar b.tar
says err "error[S605]"
: >none.ndjson
run 9 diff none.ndjson a.ndjson
says out "de B seul 2"
[ -z "$(ls -A "$TMPDIR")" ] || fail "left in TMPDIR: $(ls "$TMPDIR")"
finish
