#!/usr/bin/env bash
# The headers against the kept baselines. Of their own version: not one difference, however harmless. Of each older
# minor of the same major: only what compatible.abignore says a minor may add.
. "$(dirname "$0")/abi.sh"

# same BASELINE PROBE: true when they are; else the differences on standard output.
same() { abidiff --harmless --no-show-locs "$1" "$2"; }

# grown BASELINE PROBE: true when structs that may grow have more members at their end, and nothing else is changed.
# Both questions are asked: abidiff leaves aside all of a struct that compatible.abignore names, also when it
# changed without growing.
grown() {
  local code=0 harmless
  abidiff --suppressions "$abi/compatible.abignore" --no-added-syms --no-show-locs "$1" "$2" || return 1
  abidiff --leaf-changes-only --no-added-syms --no-show-locs "$1" "$2" >"$work/leaves" || code=$?
  [ $((code & 3)) -eq 0 ] || return 1 # it did not compare
  harmless="^('struct caqes_[a-z]+' changed:|  type size changed from [0-9]+ to [0-9]+ \(in bits\)"
  harmless+="|  [0-9]+ data member insertions?:|    '[^']*', at offset [0-9]+ \(in bits\)|[A-Z][a-zA-Z/ ]+ summary: .*|)$"
  ! grep -vE "$harmless" "$work/leaves"
}

# ---- The headers ----
now=$(version "$SOURCE/sdk/include")
baseline="$abi/baseline-$now.abi"
failures=0
fail() { echo "FAIL: $1" >&2; failures=$((failures + 1)); }
probe "$SOURCE/sdk/include" "$work/now.so"
[ -f "$baseline" ] || { echo "FAIL: no baseline of ABI $now: script/abi-baseline makes it" >&2; exit 1; }
same "$baseline" "$work/now.so" || fail "the headers are not those of ABI $now: a new minor, or a broken border (docs/abi.md)"
compared=0
for older in "$abi/baseline-${now%.*}".*.abi; do
  compared=$((compared + 1))
  [ "$older" = "$baseline" ] || grown "$older" "$work/now.so" || fail "$(basename "$older"): ABI $now is not compatible with it"
done
[ "$compared" -gt 0 ] || fail "nothing was compared"

# ---- The tester itself: headers that are wrong must be found, in both ways of comparing ----
# changed NAME SED: copies the headers to $work/NAME with a change of abi.h, which must change something.
changed() {
  cp -r "$SOURCE/sdk/include" "$work/$1"
  sed -i -E "$2" "$work/$1/caqes/abi.h"
  cmp -s "$SOURCE/sdk/include/caqes/abi.h" "$work/$1/caqes/abi.h" && fail "$1: the change changes nothing: mend the test"
  probe "$work/$1" "$work/$1.so"
}
# must COMPARISON yes|no NAME
must() {
  local found=yes
  "$1" "$baseline" "$work/$3.so" >"$work/said" || found=no
  [ "$found" = "$2" ] || { fail "$3: $1 says $found instead of $2"; head -20 "$work/said" >&2; }
}
# What breaks the border: never accepted.
while IFS='|' read -r name change; do
  changed "$name" "$change"
  must same no "$name"
  must grown no "$name"
done <<'BROKEN'
member-inserted|/^struct caqes_step \{/,/^\}/s/^    uint32_t a, b, c;/    uint32_t inserted; &/
members-swapped|/^struct caqes_step \{/,/^\}/{s/^    uint16_t op;/    uint16_t swapped;/; s/^    uint16_t state;/    uint16_t op;/; s/^    uint16_t swapped;/    uint16_t state;/}
member-removed|/^struct caqes_plugin \{/,/^\}/s/^    uint32_t reserved2;.*//
type-narrowed|s/^    uint32_t reached; /    uint16_t reached; uint16_t rest;/
sign-changed|s/^    int64_t plan_weight;/    uint64_t plan_weight;/
operation-renumbered|s/CAQES_OP_MIN = 13,/CAQES_OP_MIN = 26,/
presence-removed|s/^    CAQES_NON_VALIDE = 5,.*//
verb-prototype|s/int32_t \(\*measure\)\(const /int32_t (*measure)(uint32_t first, const /
verb-moved|/^struct caqes_verbs \{/,/^\}/s/^    uint32_t reserved;.*/&\n    int32_t (*first)(void);/
prefix-grown|/^struct caqes_plugin \{/,/^\}/s/^    uint64_t reserved;.*/&\n    uint64_t more;/
changed-and-appended|s/^    int64_t plan_weight;/    uint64_t plan_weight;/; s/^    int64_t products_cut;.*/&\n    int64_t months;/
frozen-struct-grown|/^struct caqes_table_row \{/,/^\}/s/^    uint16_t outcome;.*/&\n    uint32_t more;/
BROKEN
# What a minor may add: a difference from its own version, and accepted after an older one.
while IFS='|' read -r name change; do
  changed "$name" "$change"
  must same no "$name"
  must grown yes "$name"
done <<'GROWN'
batch-appended|/^struct caqes_batch \{/,/^\}/s/^    const struct caqes_point \*points;.*/&\n    const uint32_t *ages;/
reply-appended|/^struct caqes_reply \{/,/^\}/s/^    uint32_t \*outputs;.*/&\n    uint32_t *notes;/
record-appended|/^struct caqes_record \{/,/^\}/s/^    int64_t products_cut;.*/&\n    int64_t months;/
step-appended|/^struct caqes_step \{/,/^\}/s/^    struct caqes_wire_fraction value;.*/&\n    uint64_t more;/
obligation-appended|/^struct caqes_obligation \{/,/^\}/s/^    struct caqes_wire_fraction coefficient;.*/&\n    uint64_t more;/
verb-appended|s/^    int32_t \(\*self_test\).*/&\n    int32_t (*explain)(const struct caqes_batch *batch, struct caqes_reply *reply);/
object-appended|/^struct caqes_plugin \{/,/^\}/s/^    uint32_t reserved2;.*/&\n    uint64_t more;/
operation-added|s/^    CAQES_OP_PRESENCE_IS = 25 /    CAQES_OP_PRESENCE_IS = 25, CAQES_OP_MORE = 26 /
curve-kind-added|s/^    CAQES_CURVE_STEPS_UP = 3 /    CAQES_CURVE_STEPS_UP = 3, CAQES_CURVE_MORE = 4 /
GROWN
# And headers that only moved are the same.
changed comment 's/^ \* Rules of growth:/ * The rules of growth:/'
must same yes comment

[ "$failures" -eq 0 ] || exit 1
echo "ok: ABI $now, $compared baselines"
