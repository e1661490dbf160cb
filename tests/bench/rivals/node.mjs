// Plain Node.js: node node.mjs DOSSIERS OUTPUT. Reads by pieces, writes by pieces, one thread.
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { evaluate, line } from './rules.mjs'

const [, , input, output] = process.argv
const from = openSync(input, 'r'), to = openSync(output, 'w')
const piece = Buffer.allocUnsafe(1 << 20)
let rest = Buffer.alloc(0), text = ''

function flush () {
  writeSync(to, text)
  text = ''
}

for (let got; (got = readSync(from, piece)) > 0;) {
  let bytes = rest.length ? Buffer.concat([rest, piece.subarray(0, got)]) : piece.subarray(0, got)
  const end = bytes.lastIndexOf(10)
  if (end >= 0) {
    for (const json of bytes.toString('utf8', 0, end).split('\n')) text += line(evaluate(JSON.parse(json)))
    if (text.length > 1 << 20) flush()
    bytes = bytes.subarray(end + 1)
  }
  rest = Buffer.from(bytes)
}
if (rest.length > 0) text += line(evaluate(JSON.parse(rest.toString('utf8'))))
flush()
closeSync(to)
