#!/usr/bin/env bash
# The demonstration campaign: the kept outputs, whatever the surroundings.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
campaign=conf/demo/campagne.cfg
folder=conf/demo/dossiers

# Golden files. After a wanted change: CAQES_GOLDEN=write tests/cli/demo.sh, then read the difference.
for format in table ndjson json; do
  run 1 evaluate --format $format $campaign $folder
  [ "${CAQES_GOLDEN:-}" = write ] && cp "$work/out" tests/golden/demo.$format
  [ $format = json ] && sed -i '/"sha256"/d' "$work/out" # plugins differ from one compiler to another
  sed '/"sha256"/d' tests/golden/demo.$format | cmp -s - "$work/out" || {
    fail "$format differs from tests/golden/demo.$format"
    diff <(sed '/"sha256"/d' tests/golden/demo.$format) "$work/out" | head -40 >&2
  }
done

# The same bytes under another locale, time zone, mask, folder and order of files.
run 1 evaluate --format ndjson --explain $campaign $folder
cp "$work/out" "$work/reference"
same() { cmp -s "$work/reference" "$1" || fail "not the same bytes: $2"; }
LC_ALL=fr_FR.UTF-8 LANG=fr_FR.UTF-8 run 1 evaluate --format ndjson --explain $campaign $folder
same "$work/out" "French locale"
LC_ALL=tr_TR.UTF-8 TZ=Pacific/Chatham run 1 evaluate --format ndjson --explain $campaign $folder
same "$work/out" "Turkish locale, another time zone"
mapfile -t files < <(printf '%s\n' "$folder"/*.json | sort -r)
run 1 evaluate --format ndjson --explain $campaign "${files[@]}"
same "$work/out" "files in reverse order"
(cd / && umask 077 && run 1 evaluate --format ndjson --explain "$SOURCE/$campaign" "$SOURCE/$folder" && same "$work/out" "another folder")
run 1 evaluate --format ndjson --explain --output "$work/written" $campaign $folder
silent out
same "$work/written" "written to a file"

# All dossiers on one line each, through standard input, give the same grids.
for f in "$folder"/*.json; do tr -d '\n' <"$f"; echo; done >"$work/all.ndjson"
code=0
"$CAQES" evaluate --format ndjson --explain $campaign - <"$work/all.ndjson" >"$work/out" 2>"$work/err" || code=$?
[ "$code" -eq 1 ] || fail "from standard input: exit code $code"
same "$work/out" "NDJSON from standard input"
finish
