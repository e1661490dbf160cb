# caqes plugin check: honest plugins are clean, wrong ones get their codes, in text, JSON and JUnit.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
good=$BUILD/lib/caqes/plugins
bad=$BUILD/tests/hostile/plugins
sanitized=false
nm -D "$good/caqes-socle.so" | grep -qE ' (__asan|__ubsan|__gcov)_' && sanitized=true

# check EXPECTED_CODE ARGUMENT...
check() {
  local expected=$1
  shift
  run "$expected" plugin check --fuzz-seconds 0 --budget 1000000 "$@"
}
# found CODE...: exactly these codes are in the text, warnings included.
found() {
  local codes
  codes=$(sed -nE 's/^[^ ]+: (error|warning)\[([A-Z][0-9]+)\]: .*/\2/p' "$work/out" | sort -u | tr '\n' ' ')
  [ "$codes" = "${*:+$* }" ] || { fail "found $codes instead of $*"; head -30 "$work/out" | cut -c1-200 >&2; }
}

# ---- Honest plugins: every one of the repository, data alone included ----
for plugin in "$good"/*.so; do
  if $sanitized; then # a build that nobody publishes: that is said, and nothing else
    check 5 --budget 100000 "$plugin"
    found K115 K181
    says out 'a build with sanitizers, coverage or profiling'
  else
    check 0 --budget 10000 "$plugin"
    found K181
  fi
done
check 0 --level contract --level load "$good/caqes-annexe-2.so"
says out 'load         not applicable: its manifest needs no code'
says out 'contract     ok, '
# Time goes to who asks for it: two runs say the same.
check 0 --level contract --level hostile "$good/caqes-transports.so"
cp "$work/out" "$work/first"
check 0 --level contract --level hostile "$good/caqes-transports.so"
cmp "$work/first" "$work/out" || fail "two checks of one plugin differ"
run 0 plugin check --level fuzz --fuzz-seconds 1 "$good/caqes-transports.so"
says out 'fuzz         ok, '
grep -q 'ok, 0 records' "$work/out" && fail "nothing was drawn"

# ---- Rule cases ----
check 0 --level cases --cases plugins/transports/cases "$good/caqes-transports.so"
grep -qE 'cases        ok, [1-9][0-9]* cases' "$work/out" || fail "no case was run"
found
sed -e "s|# campagne: .*|# campagne: $SOURCE/tests/cases/campagne-catalogue.cfg|" \
  -e '0,/2,2 %;;;;20 000,00/s//2,2 %;;;;10 000,00/' plugins/transports/cases/issue.csv >"$work/issue.csv"
check 5 --level cases --cases "$work/issue.csv" "$good/caqes-transports.so"
found K180
check 5 --level cases --cases plugins/transports/cases "$bad/money-over-ceiling/volet.so"
found K180 K181 # they are of another plugin
says out 'does not use this file'

# ---- The version before ----
# Data of the same length are changed in the bytes: the manifest of a plugin that is all data is nowhere else.
edit() { LC_ALL=C sed "$1" "$good/caqes-annexe-2.so" >"$2"; }
check 0 --level previous --previous "$good/caqes-annexe-2.so" "$good/caqes-annexe-2.so"
found
edit 's/"version": "1.0.0"/"version": "0.9.0"/' "$work/older.so"
check 0 --level previous --previous "$work/older.so" "$good/caqes-annexe-2.so"
found
check 5 --level previous --previous "$good/caqes-annexe-2.so" "$work/older.so"
found K202
edit 's/"licence": "MIT"/"licence" :"MIT"/' "$work/other.so"
cmp -s "$work/other.so" "$good/caqes-annexe-2.so" && fail "the other bytes are the same"
check 5 --level previous --previous "$work/other.so" "$good/caqes-annexe-2.so"
found K200
# An input by another name: what reads it gives another result, too.
edit 's/"version": "1.0.0"/"version": "0.9.0"/; s/had_continuite/had_continuity/g' "$work/renamed.so"
check 0 --level previous --previous "$work/renamed.so" "$good/caqes-annexe-2.so"
found K201 K203
# Another default: 20 % of the savings, and now 30 %.
if ! $sanitized; then
  LC_ALL=C sed 's/"version": "1.0.0"/"version": "0.9.0"/; s/"max": "0.30", "default": "0.30"/"max": "0.30", "default": "0.20"/' \
    "$good/caqes-transports.so" >"$work/twenty.so"
  check 0 --level previous --previous "$work/twenty.so" "$good/caqes-transports.so"
  found K201
fi
# Another plugin altogether.
check 0 --level previous --previous "$good/caqes-annexe-3b.so" "$good/caqes-annexe-2.so"
found K203

# ---- Some wrong plugins: tests/hostile has the verdict of each ----
check 5 "$bad/money-over-ceiling/volet.so"
found K140 K160 K181
says out 'le montant proposé 1000000 dépasse le plafond 10000'
# The record that is given shows the fault again.
sed -n 's/^    record: //p' "$work/out" | head -1 >"$work/again.json"
mkdir "$work/demo"
cp -r conf/modeles "$work"
printf '%s\n' 'format = "caqes-campagne"; version = 1; nom = "Essai"; region = "R"; exercice = 2018;' \
  'date_evaluation = "2019-06-17"; modele = "../modeles/caqes-2018.cfg";' \
  'plugins = ( { id = "fr.caqes.socle"; version = "1.0.0"; fichier = "caqes-socle.so"; },' \
  '{ id = "fr.hostile.volet"; version = "1.0.0"; fichier = "volet.so"; } );' >"$work/demo/campagne.cfg"
run 5 evaluate --plugins "$bad/money-over-ceiling" "$work/demo/campagne.cfg" "$work/again.json"
says err 'dépasse le plafond 10000'
check 5 "$bad/money-forbidden-nature/volet.so"
found P302
says out 'load         not run: its manifest is refused'
if ! $sanitized; then
  check 5 "$bad/flow-segfault/volet.so"
  found K141 K181
  says out 'le plugin est tombé'
  says out 'fuzz         not run: its process ends on ordinary records'
fi
check 5 "$BUILD/tests/plugins/caqes-ciblage.so"
found P226

# ---- From the bytes alone ----
cat >"$work/wrong.c" <<'END'
__attribute__((section(".caqes_manifest"), used)) static const char manifest[] = "{}";
static int counter;
int exported(void) { return ++counter; }
__attribute__((constructor)) static void begin(void) { counter = 3; }
static int one(void) { return 1; }
static void *choose(void) { return one; }
int chosen(void) __attribute__((ifunc("choose")));
extern double sin(double), time(long *);
double computed(double x) {
#if defined(__x86_64__)
  unsigned low, high, mode = 0x9fc0;
  __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
  __asm__ volatile("ldmxcsr %0" : : "m"(mode));
#endif
  return sin(x) + time(0);
}
END
cc -O2 -shared -fPIC -Wno-builtin-declaration-mismatch "$work/wrong.c" -lm -o "$work/wrong.so" -Wl,-rpath,/nowhere -Wl,-z,execstack -Wl,-z,separate-code
check 5 --level static "$work/wrong.so"
expected="K110 K111 K112 K113 K115 K116 K119 K120 K121"
[ "$(uname -m)" = x86_64 ] || expected="K110 K111 K112 K113 K115 K116 K120"
for code in $expected; do says out "error[$code]"; done
says out 'it imports '
says out 'libraries searched for in /nowhere'
strip "$work/wrong.so"
check 5 --level static "$work/wrong.so"
for code in $expected; do says out "error[$code]"; done

# Every way of building a plugin that compilers have: clean.
if ! $sanitized; then
  mkdir "$work/ways"
  "$BUILD/bin/caqes-manifest" plugins/transports/manifest.json --name transports --out "$work/ways"
  flags="-std=c11 -fPIC -fvisibility=hidden -I$work/ways -Isdk/include -shared -nostartfiles
    -Wl,--version-script=sdk/cmake/exports.map -Wl,-z,defs,-z,relro,-z,now,-z,noexecstack,--as-needed"
  while read -r compiler ways; do
    command -v "$compiler" >/dev/null || continue
    "$compiler" $flags $ways plugins/transports/plugin.c -o "$work/ways/way.so" || fail "$compiler $ways does not build"
    check 0 --level static --level load "$work/ways/way.so"
    found
  done <<'END'
gcc -O0 -g
gcc -O3 -fstack-protector-all
gcc -O2 -D_FORTIFY_SOURCE=2 -flto -ffunction-sections -Wl,--gc-sections -s
clang -O0 -g
clang -O3 -fstack-protector-all
clang -O2 -D_FORTIFY_SOURCE=2 -ffunction-sections -Wl,--gc-sections -s
clang -O2 -fuse-ld=lld
END
fi

# ---- JSON and JUnit ----
check 5 --format json "$bad/money-over-ceiling/volet.so"
python3 - "$work/out" <<'END' || fail "the JSON is not as docs/formats.md says"
import json, sys
d = json.load(open(sys.argv[1]))
assert d["format"] == "caqes-check" and d["version"] == 1 and d["id"] == "fr.hostile.volet" and len(d["sha256"]) == 64
assert [l["level"] for l in d["levels"]] == "static manifest load contract determinism hostile fuzz cases speed previous".split()
assert d["errors"] == sum(f["severity"] == "error" for f in d["findings"]) > 0
assert all(f["seen"] and f["mend"] for f in d["findings"])
json.loads(next(f["record"] for f in d["findings"] if f["code"] == "K140"))
END
check 5 --format junit --output "$work/junit.xml" "$bad/money-over-ceiling/volet.so" "$good/caqes-annexe-2.so"
python3 - "$work/junit.xml" <<'END' || fail "the JUnit is wrong"
import sys, xml.etree.ElementTree as x
root = x.parse(sys.argv[1]).getroot()
assert root.tag == "testsuites" and len(root) == 2
for suite in root:
    cases = suite.findall("testcase")
    assert len(cases) == int(suite.get("tests")) == 10
    assert len([c for c in cases if c.find("failure") is not None]) == int(suite.get("failures"))
    assert len([c for c in cases if c.find("skipped") is not None]) == int(suite.get("skipped"))
assert int(root[0].get("failures")) > 0 and "K140" in root[0].find("testcase[@name='contract']/failure").text
END

# ---- The command line, and nothing at all ----
run 2 plugin check
run 2 plugin check --level nothing x.so
run 2 plugin check --format xml x.so
run 2 plugin check --fuzz-seconds -1 x.so
check 5 "$work/nowhere.so"
found P101
says out 'not run: its file is refused'
check 5 --level load "$good/caqes-annexe-2.so"
found K100

# A digest of each answer: the same each time, another for another plugin.
run 0 plugin check --answers "$good/caqes-socle.so"
cp "$work/out" "$work/first"
run 0 plugin check --answers "$good/caqes-socle.so"
cmp "$work/first" "$work/out" || fail "the answers of two runs differ"
grep -qvE '^[0-9a-f]{64}$' "$work/out" && fail "an answer is no digest"

# ---- The documentation has every code, and no other ----
diff <(grep -oE '\{"K[0-9]{3}"' host/check/findings.c | grep -oE 'K[0-9]+' | sort) \
  <(sed -nE 's/^\| (K[0-9]{3}) \|.*/\1/p' docs/check-findings.md | sort) >&2 || fail "docs/check-findings.md has other codes than the program"

finish
