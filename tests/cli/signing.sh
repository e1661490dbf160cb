#!/usr/bin/env bash
# caqes plugin sign and verify, and minisign itself: each verifies what the other signed.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
keys=tests/fixtures/minisign
cp "$BUILD/lib/caqes/plugins/caqes-transports.so" "$work/t.so"

for key in plain password; do
  printf 'pw\n' | run 0 plugin sign --key "$keys/$key.sec" "$work/t.so"
  run 0 plugin verify --key "$keys/$key.pub" "$work/t.so"
  says out 'plugin:fr.caqes.transports version:1.0.0'
  minisign -Vqm "$work/t.so" -p "$keys/$key.pub" || fail "minisign refuses the signature made with $key"
done
printf 'wrong\n' | run 5 plugin sign --key "$keys/password.sec" "$work/t.so"
says err 'error[P140]'

run 5 plugin verify --key "$keys/plain.pub" "$work/t.so"
says err 'error[P142]'
printf 'pw\n' | minisign -Sm "$work/t.so" -s "$keys/password.sec" -t 'a comment' >/dev/null 2>&1
run 0 plugin verify --key "$keys/password.pub" "$work/t.so"
says out 'a comment'
sed -i 's/a comment/A comment/' "$work/t.so.minisig"
run 5 plugin verify --key "$keys/password.pub" "$work/t.so"
says err 'error[P143]'
printf 'pw\n' | run 0 plugin sign --key "$keys/password.sec" "$work/t.so"
printf 'x' >>"$work/t.so"
run 5 plugin verify --key "$keys/password.pub" "$work/t.so"
says err 'error[P143]'
echo nothing >"$work/t.so.minisig"
run 5 plugin verify --key "$keys/password.pub" "$work/t.so"
says err 'error[P141]'
rm "$work/t.so.minisig"
run 6 plugin verify --key "$keys/password.pub" "$work/t.so"
run 5 plugin sign --key "$keys/plain.sec" README.md
[ ! -e README.md.minisig ] || fail "what is not a plugin was signed"
run 2 plugin sign "$work/t.so"
finish
