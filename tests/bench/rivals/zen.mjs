// A rules engine: GoRules ZEN (Rust behind Node.js). node zen.mjs DOSSIERS OUTPUT. The engine decides every indicator, in one
// evaluation for each establishment; the sums, which its tables cannot hold, are those of rules.mjs.
import { ZenEngine } from '@gorules/zen-engine'
import { readFileSync, writeFileSync } from 'node:fs'
import { evaluate, judgeBy, line, operandsOf, state } from './rules.mjs'

const { NONE, MISSED, UNKNOWN, REACHED } = state
const micro = 1000000

// Operands: numbers as whole ones (false: not subject, null: not supplied); the codes of the results come out.
function expression (kind, lower, count) {
  const compare = lower ? '<=' : '>='
  const lack = (names) => `${names.map((n) => `${n} == false`).join(' or ')} ? ${NONE} : ${names.map((n) => `${n} == null`).join(' or ')} ? ${UNKNOWN} : `
  const said = (names, test) => lack(names) + `(${test}) ? ${REACHED} : ${MISSED}`
  switch (kind) {
    case 'ratio': return `o[1] == 0 ? ${NONE} : ` + lack(['o[0]', 'o[1]']) + `o[2] == null ? ${UNKNOWN} : o[0] * ${micro} ${compare} o[2] * o[1] ? ${REACHED} : ${MISSED}`
    case 'growth': return `o[1] == 0 ? ${NONE} : ` + lack(['o[0]', 'o[1]']) + `o[2] == null ? ${UNKNOWN} : (o[0] - o[1]) * ${micro} <= o[2] * o[1] ? ${REACHED} : ${MISSED}`
    case 'yes': return said(['o[0]'], "o[0] == 'oui'")
    case 'class': return said(['o[0]'], "o[0] == 'A' or o[0] == 'B'")
    case 'value': return lack(['o[0]']) + `o[1] == null ? ${UNKNOWN} : o[0] * ${micro} >= o[1] ? ${REACHED} : ${MISSED}`
    case 'progress': return `o[0] == null ? ${UNKNOWN} : o[0] == false ? ${NONE} : o[0] <= 2 ? ${REACHED} : o[1] == null ? ${UNKNOWN} : o[1] != false and o[0] < o[1] ? ${REACHED} : ${MISSED}`
    default: {
      const each = [...Array(count).keys()].map((k) => `o[${k}]`)
      const none = each.map((n) => `${n} == false`).join(' and '), unknown = each.map((n) => `${n} == null`).join(' or ')
      const yes = kind === 'all' ? each.map((n) => `${n} != 'non'`).join(' and ') : each.map((n) => `${n} == 'oui'`).join(' or ')
      return `${unknown} ? ${UNKNOWN} : ${none} ? ${NONE} : (${yes}) ? ${REACHED} : ${MISSED}`
    }
  }
}

// The graph is made of the indicators that come, once each.
const known = new Map()
let decision = null
const engine = new ZenEngine()
function make () {
  const expressions = [...known.values()].map((i) =>
    ({ id: i.code, key: i.code, value: expression(i.kind, i.lower, i.inputs.length).replaceAll('o[', `${i.code}_o[`) }))
  decision = engine.createDecision({
    nodes: [{ id: 'in', name: 'in', type: 'inputNode' }, { id: 'rules', name: 'rules', type: 'expressionNode', content: { expressions } },
      { id: 'out', name: 'out', type: 'outputNode' }],
    edges: [{ id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' }, { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' }]
  })
}
// Centimes for growths; a class that is compared with another as its number, for the engine orders numbers alone.
const whole = (i, value) => typeof value === 'number' && i.kind === 'growth' ? Math.round(value * 100)
  : typeof value === 'string' && i.kind === 'progress' ? 'ABCDE'.indexOf(value) + 1 : value

async function one (dossier) {
  const asked = {}
  judgeBy((i, donnees, target) => {
    if (!known.has(i.code)) {
      known.set(i.code, i)
      decision = null
    }
    asked[i.code + '_o'] = operandsOf(i, donnees, target).map((v, k) => k < i.inputs.length ? whole(i, v) : v)
    return UNKNOWN
  })
  evaluate(dossier)
  if (!decision) make()
  for (const i of known.values()) asked[i.code + '_o'] ??= i.inputs.map(() => null).concat(null)
  const { result } = await decision.evaluate(asked)
  judgeBy((i) => result[i.code])
  return line(evaluate(dossier))
}

const [, , input, output] = process.argv
const lines = readFileSync(input, 'utf8').split('\n').filter((text) => text)
const out = []
for (const text of lines) out.push(await one(JSON.parse(text)))
writeFileSync(output, out.join(''))
