#!/usr/bin/env bash
# A campaign with a list of keys: what is installed, and each way of not being trusted.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
fixtures="$PWD/tests/fixtures/minisign"
built="$BUILD/lib/caqes/plugins"
grids="evaluate --format ndjson"

# Keys of minisign: the national one, a regional one, a third that nobody lists.
cp -r conf "$work/conf"
demo="$work/conf/demo" && campaign="$demo/campagne.cfg" && lock="$demo/plugins.lock" && installed="$demo/plugins"
for key in ars other; do minisign -G -W -p "$work/$key.pub" -s "$work/$key.sec" >/dev/null; done
ars=$(printf '%016X' "0x$(head -n 1 "$work/ars.pub" | grep -o '[0-9A-F]*$')") # which it writes without leading zeros
national() { run 0 plugin sign --key "$fixtures/plain.sec" "$@"; }
regional() { run 0 plugin sign --key "$work/ars.sec" "$@"; }
tool() { minisign -S -s "$1" -m "$2" >/dev/null 2>&1; } # KEY FILE
line_of() { tail -n 1 "$1"; }
keys() { # SETTINGS_OF_THE_NATIONAL_KEY SETTINGS_OF_THE_REGIONAL_KEY
  cat >"$demo/cles.cfg" <<C
format = "caqes-cles"; version = 1;
cles = ( { nom = "Nationale"; cle = "$(line_of "$fixtures/plain.pub")"; portee = "nationale"; ${1:-} },
  { nom = "ARS"; cle = "$(line_of "$work/ars.pub")"; portee = "regionale"; ${2:-} } );
C
}
keys
sed -e 's|^modele = |cles = "cles.cfg";\n&|' -e 's|par_defaut = false; }|par_defaut = false; volets = ["socle", "transports"]; }|' \
  conf/demo/campagne.cfg >"$campaign"
mkdir "$work/from"
cp "$built"/caqes-{socle,transports,pertinence,qualite,val-fictif}.so "$work/from"
volets=("$work"/from/caqes-{socle,transports,pertinence,qualite}.so)
set="$work/from/caqes-val-fictif.so"
national "${volets[@]}"
tool "$work/ars.sec" "$set" # by the tool; the others by caqes
for data in "$work/conf/modeles/caqes-2018.cfg" "$work/conf/referentiels/2018.cfg"; do
  tool "$fixtures/plain.sec" "$data"
done

# Nothing is accepted before it is installed.
run 3 $grids "$campaign" conf/demo/dossiers
says err 'error[C351]'
run 3 plugin install conf/demo/campagne.cfg "$set"
says err 'error[C354]'

# All or nothing: one that is not signed, and the other is not installed.
cp "$set" "$work/bare.so"
run 5 plugin install "$campaign" "${volets[0]}" "$work/bare.so"
says err 'error[P153]'
says err 'nothing was installed'
silent out
[ ! -e "$lock" ] && [ ! -e "$installed" ] || fail "half of an installation was left"

run 0 plugin install "$campaign" "${volets[@]}" "$set"
says out 'installed fr.caqes.socle 1.0.0'
says out 'signed with "ARS", key '"$ars"
for file in caqes-socle.so caqes-val-fictif.so.minisig; do
  cmp -s "$work/from/$file" "$installed/$file" || fail "$file is not what was installed"
done
[ "$(ls "$installed" | wc -l)" -eq 10 ] || fail "something else was left in the folder"
cp "$lock" "$work/lock"
# An archive has the keys, the lock and the signatures: they are verified again wherever it is replayed.
run 1 $grids --archive "$work/run.tar" --output "$work/kept.ndjson" "$campaign" conf/demo/dossiers
tar -tf "$work/run.tar" >"$work/members"
for member in configuration/demo/cles.cfg configuration/demo/plugins.lock configuration/modeles/caqes-2018.cfg.minisig \
  plugins/caqes-socle.so.minisig; do
  grep -qx "$member" "$work/members" || fail "$member is not in the archive"
done
run 0 replay "$work/run.tar"
mkdir "$work/unpacked" && tar -xf "$work/run.tar" -C "$work/unpacked"
sed -i 's|portee = "nationale";|& revoquee = "2019-01-31";|' "$work/unpacked/configuration/demo/cles.cfg"
run 3 $grids --plugins "$work/unpacked/plugins" "$work/unpacked/configuration/demo/campagne.cfg" conf/demo/dossiers
says err 'revoked on 2019-01-31'
# In any order, one at a time: the same lock.
rm "$lock"
for file in "$set" "${volets[@]}"; do run 0 plugin install "$campaign" "$file"; done
cmp -s "$lock" "$work/lock" || fail "the lock depends on the order of installations"
grep -q "$(sha256sum <"$set" | cut -d' ' -f1)" "$lock" || fail "the lock has not the file's sha256"

# The same grids as unlocked; results and `config` say which lock.
"$CAQES" $grids conf/demo/campagne.cfg conf/demo/dossiers >"$work/unlocked" 2>/dev/null || true
for way in "" --in-process; do
  "$CAQES" $grids $way "$campaign" conf/demo/dossiers >"$work/locked" 2>/dev/null || true
  sed -E 's/"configuration":"[0-9a-f]*"//' "$work/unlocked" >"$work/a"
  sed -E 's/"configuration":"[0-9a-f]*"//' "$work/locked" >"$work/b"
  cmp -s "$work/a" "$work/b" || fail "a lock changes the grids $way"
done
sum() { cat "$@" | sha256sum | cut -d' ' -f1; }
run 0 evaluate --format json "$campaign" conf/demo/dossiers/990000038.json
says out "\"cles\": \"$(sum "$demo/cles.cfg")\""
says out "\"verrou\": \"$(sum "$lock")\""
says out "\"configuration\": \"$(sum "$campaign" "$demo/cles.cfg" "$lock" "$work/conf/modeles/caqes-2018.cfg" "$work/conf/referentiels/2018.cfg")\""
run 0 evaluate --format json conf/demo/campagne.cfg conf/demo/dossiers/990000038.json
says out '"verrou": null'
run 0 config "$campaign"
says out "Verrou (sha256) : $(sum "$lock")"
says out 'signé avec « ARS », clé régionale '"$ars"
run 0 config conf/demo/campagne.cfg
says out 'Verrou : aucun'
run 0 config --json conf/demo/campagne.cfg
says out '"verrou": null'
run 0 config --json "$campaign"
says out '"portee": "regionale"'
run 0 plugin list "$campaign"
says out 'fr.exemple.val-fictif  1.0.0    indicators'
says out 'ARS ('"$ars"')        accepted'
run 0 plugin list conf/demo/campagne.cfg
says out 'accepted, unlocked'
run 2 plugin list
run 2 plugin install "$campaign"
run 2 plugin install --signature x "$campaign" a b

# ---- Each way of being refused when a campaign is read ----

# What is not as it was is put back.
cp -r "$demo" "$work/whole"
back() { rm -rf "$demo" && cp -r "$work/whole" "$demo"; }
total() { grep "\"finess\":\"$1\"" "$work/out" | grep -o '"total":{[^}]*' || true; }
# 990000020 has the regional set, which feeds its socle and transports; 990000012 has not.
regional_refused() { # CODE REASON
  run 5 $grids "$campaign" conf/demo/dossiers
  says err "error[$1]"
  grep -q "plugin fr.exemple.val-fictif en erreur : [^\"]*$2" "$work/out" || fail "$1: the grids do not say: $2"
  case "$(total 990000020)" in *partiel*) ;; *) fail "$1: $(total 990000020)" ;; esac
  [ "$(total 990000012)" = '"total":{"etat":"complet","centimes":-84512300' ] || fail "$1: another establishment has changed"
  run 5 plugin list "$campaign"
  says out refused
  back
}
national_refused() { # CODE REASON
  run 5 $grids "$campaign" conf/demo/dossiers
  says err "error[$1]"
  says err 'no accepted plugin settles it'
  grep -q "plugin fr.caqes.socle en erreur : [^\"]*$2" "$work/out" || fail "$1: the grids do not say: $2"
  [ "$(grep -c '"total":{"etat":"aucun"' "$work/out")" -eq "$(wc -l <"$work/out")" ] || fail "$1: a total all the same"
  back
}
resum() { sed -i "s/$1/$2/" "$lock"; } # a forger of locks
val="$installed/caqes-val-fictif.so" && socle="$installed/caqes-socle.so"

rm "$lock" && "$CAQES" plugin install "$campaign" "${volets[@]}" >/dev/null
regional_refused P150 "il n'est pas dans le verrou"

version() { # FILE VERSION OUT: the same plugin, of another version
  sed "s/\"version\": \"1.0.0\"/\"version\": \"$2\"/" plugins/regional/val-fictif/manifest.json >"$work/manifest.json"
  objcopy --update-section .caqes_manifest="$work/manifest.json" "$1" "$3"
}
version "$set" 1.0.1 "$work/newer.so"
version "$set" 0.9.9 "$work/older.so"
for file in newer older; do regional "$work/$file.so"; done
cp "$work/newer.so" "$val" && cp "$work/newer.so.minisig" "$val.minisig"
sed -i 's|val-fictif"; version = "1.0.0"|val-fictif"; version = "1.0.1"|' "$campaign"
regional_refused P151 'le verrou a la version 1.0.0'

printf 'x' >>"$val"
regional_refused P152 'son fichier a changé'
printf 'x' >>"$socle"
national_refused P152 'son fichier a changé'
printf 'x' >>"$socle" && resum "$(sum "${volets[0]}")" "$(sum "$socle")"
national_refused P143 "son contenu n'est pas celui qui a été signé"
sed -i 's/^trusted comment: .*/trusted comment: another/' "$val.minisig"
regional_refused P143 "son contenu n'est pas celui qui a été signé"
rm "$val.minisig"
regional_refused P153 "il n'est pas signé"
echo nothing >"$val.minisig"
regional_refused P141 'sa signature est illisible'
head -c 100000 /dev/zero >"$val.minisig"
regional_refused P141 'sa signature est illisible'
rm "$val.minisig" && mkfifo "$val.minisig"
regional_refused P141 'sa signature est illisible'
tool "$work/other.sec" "$val"
regional_refused P154 "n'est pas connue"
keys "" 'revoquee = "2026-01-31"; motif = "volée";'
"$CAQES" evaluate "$campaign" conf/demo/dossiers >/dev/null 2>"$work/err" || true
says err 'revoked on 2026-01-31: volée'
regional_refused P155 'sa clé de signature, « ARS », est révoquée'
keys 'revoquee = "2030-01-01";' # a day to come is no better: no clock
run 3 $grids "$campaign" conf/demo/dossiers
says err 'error[C353]'
says err 'caqes-2018.cfg is not to be trusted: signed with "Nationale", key 76B66C79EECA8FC7, revoked on 2030-01-01'
back
regional "$socle" && resum 76B66C79EECA8FC7 "$ars"
national_refused P156 "n'est pas nationale"
keys "" 'plugins = ["fr.ars-autre.", "fr.exemple.val-fictif."];'
regional_refused P157 "n'est pas pour lui"
national "$val"
regional_refused P158 "n'est pas celle du verrou"

# The ciblage does not say that nobody is targeted when it cannot know.
printf 'x' >>"$installed/caqes-transports.so"
run 5 target --format ndjson "$campaign" conf/demo/ciblage
[ "$(grep -c '"volet":"transports",[^}]*"decision":"erreur"' "$work/out")" -eq "$(wc -l <"$work/out")" ] ||
  fail "a refused plugin has targeted somebody, or nobody"
says out 'plugin fr.caqes.transports en erreur : son fichier a changé sans changer de version'
back

# A plugin that claims to be less than it is gains nothing by it: its stand-in feeds what the campaign says.
sed 's/"volet": "transports"/"volet": "socle"/' plugins/regional/val-fictif/manifest.json >"$work/manifest.json"
objcopy --update-section .caqes_manifest="$work/manifest.json" "$set" "$val"
regional_refused P152 'son fichier a changé'

# A copy elsewhere, found before the installed one, must be the same; and is, with its signature.
mkdir "$work/elsewhere"
cp "$work/newer.so" "$work/elsewhere/caqes-val-fictif.so"
run 3 $grids --plugins "$work/elsewhere" "$campaign" conf/demo/dossiers # not of the version that the campaign says
cp "$set" "$set.minisig" "$work/elsewhere"
run 0 plugin list --plugins "$work/elsewhere" "$campaign"

# ---- The lock, the list, and national data ----

sed -i 's/"1.0.0"/"1.0"/' "$lock"
run 3 $grids "$campaign" conf/demo/dossiers
says err 'plugins.lock:4:'
says err 'error[C352]'
back
rm "$demo/cles.cfg"
run 3 $grids "$campaign" conf/demo/dossiers
says err 'error[C301]'
back
echo '# ' >>"$work/conf/referentiels/2018.cfg"
run 3 $grids "$campaign" conf/demo/dossiers
says err 'referentiels/2018.cfg is not to be trusted'
tool "$work/ars.sec" "$work/conf/referentiels/2018.cfg"
run 3 $grids "$campaign" conf/demo/dossiers
says err 'a national key is needed'
rm "$work/conf/referentiels/2018.cfg.minisig"
run 3 config "$campaign"
says err 'error[C353]'
tool "$fixtures/plain.sec" "$work/conf/referentiels/2018.cfg"
run 0 config "$campaign"

# ---- Installations that are refused ----

unchanged() { # CODE ARGUMENT...: refused with this code, and nothing was written
  local code=$1
  shift
  run 5 plugin install "$@"
  says err "error[$code]"
  diff -r "$demo" "$work/whole" >&2 || fail "$code: a refused installation left something"
}
cp "$set" "$work/same.so" && printf 'x' >>"$work/same.so" && regional "$work/same.so"
unchanged P152 "$campaign" "$work/same.so"
unchanged P159 "$campaign" "$work/older.so"
unchanged P160 "$campaign" "$set" "$work/newer.so"
cp "$work/newer.so" "$work/caqes-socle.so" && regional "$work/caqes-socle.so"
unchanged P160 "$campaign" "$work/caqes-socle.so"
regional "${volets[0]}"
unchanged P156 "$campaign" "${volets[0]}"
national "${volets[0]}"
cp "$set" "$work/theirs.so" && tool "$work/other.sec" "$work/theirs.so"
unchanged P154 --signature "$work/theirs.so.minisig" "$campaign" "$set"
# Well signed, and its code is not accepted: its manifest is not the one of its code.
printf '%s' "$(cat plugins/regional/val-fictif/manifest.json)" | sed 's/"version": "1.0.0"/"version": "1.1.0"/' >"$work/manifest.json"
objcopy --update-section .caqes_manifest="$work/manifest.json" "$set" "$work/code.so" && regional "$work/code.so"
unchanged P122 "$campaign" "$work/code.so" "${volets[0]}"
sed -i 's/exercice = 2018;/exercice = 2017;/' "$campaign"
run 5 plugin install "$campaign" "$set"
says err 'error[P110]'
back
: >"$work/file"
run 6 plugin install --to "$work/file" "$campaign" "$set"
says err 'error[S602]'
diff -r "$demo" "$work/whole" >&2 || fail "an installation that could not be written left something"

# ---- Installations that are not ----

run 0 plugin install "$campaign" "$work/newer.so" # under a name of its own, beside the other
grep -q '"fr.exemple.val-fictif"; version = "1.0.1"' "$lock" || fail "the newer version is not in the lock"
run 5 plugin install "$campaign" "$set"
run 0 plugin install --downgrade "$campaign" "$set"
run 0 plugin install --to "$work/there" --signature "$set.minisig" "$campaign" "$set"
cmp -s "$lock" "$work/lock" || fail "the lock is not what it was"
run 0 plugin list --plugins "$work/there" "$campaign"
# Another signature of the same bytes, of another key: the key is what changes.
cp "$set" "$work/resigned.so" && national "$work/resigned.so"
run 0 plugin install --signature "$work/resigned.so.minisig" "$campaign" "$set"
run 0 plugin list "$campaign"
says out 'Nationale (76B66C79EECA8FC7)  accepted'
ls -a "$demo" "$installed" "$work/there" | grep '\.......$' && fail "a temporary file was left behind"

# Every code that this rests on is documented.
for code in $(grep -rhoE '"P1[3-9][0-9]"' host | tr -d '"' | sort -u); do
  grep -q "^| $code |" docs/plugin-errors.md || fail "$code is not in docs/plugin-errors.md"
done
for code in $(grep -rhoE '"C35[0-9]"' host | tr -d '"' | sort -u); do
  grep -q "^| $code |" docs/configuration-errors.md || fail "$code is not in docs/configuration-errors.md"
done

# ---- The page for operators: its commands run, in order, in a copy of the tree ----

mkdir "$work/tree" "$work/bin" && cp -r conf "$work/tree" && ln -s "$CAQES" "$work/bin/caqes"
awk '/<!-- run -->/ { run = 1; next } run && /^    / { print substr($0, 5); seen = 1; next } run && seen { run = seen = 0 }' \
  docs/trust.md >"$work/commands"
[ "$(wc -l <"$work/commands")" -ge 20 ] || fail "docs/trust.md has lost its commands"
(cd "$work/tree" && PATH="$work/bin:$PATH" PLUGINS="$built" bash -euo pipefail "$work/commands") </dev/null \
  >"$work/out" 2>"$work/err" || { fail "docs/trust.md: its commands"; tail -20 "$work/err" >&2; }
says out 'ARS du Val-Fictif'
grep -q '137.*654,31' "$work/out" || fail "docs/trust.md: another total"
finish
