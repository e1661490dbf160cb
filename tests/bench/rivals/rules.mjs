// The demonstration campaign written as plain JavaScript, as a good engineer would who needs speed and nothing else: the
// same rules and the same results as caqes, no audit, no explanation, no messages. Shared by the rivals of the benchmark.
// Numbers are whole (centimes, millionths); amounts are BigInt fractions, rounded once. Articles: instruction of 26 July 2017.

export const MICRO = 1e6
const [NONE, MISSED, UNKNOWN, REACHED] = [0, 1, 2, 3]
export const RESULT = ['sans_objet', 'non_atteint', 'inconnu', 'atteint']
export const state = { NONE, MISSED, UNKNOWN, REACHED }

const micro = (x) => Math.round(x * MICRO)
const cents = (x) => Math.round(x * 100)

// ---- Indicators: code, kind, inputs, and how they are judged. `lower`: the target is a highest value.

const EN_SUS = ['MCO', 'HAD', 'dialyse']
const ratio = (code, numerator, denominator, target, more = {}) =>
  ({ code, kind: 'ratio', inputs: [numerator, denominator], target, weight: 1, ...more })
const growth = (code, input, target, more = {}) =>
  ({ code, kind: 'growth', inputs: [input, input + '@N-1'], target, lower: true, weight: 1, ...more })
const answer = (code, input, more = {}) => ({ code, kind: 'yes', inputs: [input], weight: 1, ...more })
const lower = { lower: true }

const CLASSES = ['epo', 'anti_tnf', 'insuline_glargine', 'g_csf']
const biosimilars = (prefix, inputs, targets) => CLASSES.map((c, k) =>
  ratio(`${prefix}_${c.toUpperCase()}`, `${inputs}_biosimilaires_${c}`, `${inputs}_biologiques_${c}`, targets[k]))
const reliability = (code) => answer('FIABILITE_' + code, 'fiabilite_' + code.toLowerCase(), { weight: 0 })

const NATIONAL = [
  ratio('PRESCRIPTIONS_SORTIE_INFORMATISEES', 'prescriptions_sortie_informatisees', 'lignes_prescriptions_sortie', 0.2),
  ratio('LAP_LITS', 'lits_lap_certifie', 'lits', 0.8),
  ratio('LAP_UNITES', 'unites_soins_lap_certifie', 'unites_soins', 0.8),
  ratio('ORDONNANCES_SORTIE_FINESS_RPPS', 'ordonnances_sortie_finess_rpps', 'ordonnances_sortie', 0.8),
  ratio('ORDONNANCES_INTRA_RPPS', 'ordonnances_intra_rpps', 'ordonnances_intra', 0.9),
  ratio('LITS_INFORMATISES', 'lits_informatises_administration', 'lits', 0.75),
  ratio('DMI_TRACES', 'dmi_implantes_traces', 'dmi_implantes', 0.95),
  ratio('DMI_CLADIMED', 'dmi_stockes_cladimed', 'dmi_stockes', 0.7),
  ratio('CONCILIATION', 'patients_priorises_concilies', 'patients_priorises', 0.3),
  ratio('ANTIBIOTIQUES_7_JOURS', 'antibiotiques_plus_7_jours_non_justifies', 'antibiotiques_plus_7_jours', 0.1, lower),
  ratio('PHEV_GENERIQUES', 'boites_phev_repertoire', 'boites_phev', 0.45),
  ...biosimilars('BIOSIMILAIRES_INTRA', 'ucd_prescrites', [0.5, 0.6, 0.3, 0.8]),
  ...biosimilars('BIOSIMILAIRES_PHEV', 'boites_phev', [0.4, 0.25, 0.2, 0.7]),
  ratio('ACHATS_GENERIQUES', 'ucd_delivrees_repertoire', 'ucd_delivrees', 0.5),
  ratio('ACHATS_BIOSIMILAIRES', 'ucd_delivrees_biosimilaires', 'ucd_delivrees_biologiques', 0.5),
  growth('PHMEV_LPP_EVOLUTION', 'depenses_phmev_lpp', 0.04),
  growth('LISTE_EN_SUS_MEDICAMENTS_EVOLUTION', 'depenses_liste_en_sus_medicaments', 0.03, { champs: EN_SUS }),
  growth('LISTE_EN_SUS_PRODUITS_EVOLUTION', 'depenses_liste_en_sus_produits', 0.03, { champs: EN_SUS }),
  ratio('HORS_REFERENTIELS', 'initiations_hors_referentiel', 'initiations', 0.05, { ...lower, champs: EN_SUS }),
  ...['CIRCUIT', 'PRATIQUES', 'GENERIQUES_BIOSIMILAIRES', 'PHMEV_LPP', 'LISTE_EN_SUS'].map(reliability)
]
const GENERAL = [
  answer('RAPPORT_AUTOEVALUATION', 'rapport_autoevaluation', { weight: 0, general: true }),
  answer('DISPOSITIF_AUDIT', 'dispositif_audit_suivi', { weight: 0, general: true })
]
const REGIONAL = [
  { code: 'VF_PROGRAMME_ACTIONS', kind: 'all', weight: 1,
    inputs: ['programme_actions_actualise', 'programme_actions_bilan_presente', 'programme_actions_communique'] },
  ratio('VF_FORMATIONS', 'personnels_formes_pecm', 'personnels', 0.25),
  { code: 'VF_RISQUES_A_PRIORI', kind: 'one', weight: 1, inputs: ['risques_a_priori_medicaments', 'risques_a_priori_patients',
    'risques_a_priori_traitements_personnels', 'risques_a_priori_informatisation', 'risques_a_priori_stockage',
    'risques_a_priori_administration'] },
  ratio('VF_NUTRITION_PARENTERALE', 'poches_npe_pharmacie', 'poches_npe', 0.9),
  answer('VF_NEVER_EVENTS', 'never_events_procedure'),
  ratio('VF_DISPENSATION_NOMINATIVE', 'lits_places_dispensation_nominative', 'lits_places', 0.4),
  { code: 'VF_ICATB2', kind: 'class', inputs: ['icatb2'], weight: 1 },
  { code: 'VF_ICA_LISO', kind: 'progress', inputs: ['ica_liso', 'ica_liso@N-1'], weight: 1 },
  ratio('VF_PHARMACIE_CLINIQUE_1', 'ordonnances_intra_validation_1', 'ordonnances_intra', 0.5),
  ratio('VF_DCI_INTRA', 'ordonnances_intra_dci', 'ordonnances_intra', 0.8),
  growth('VF_ANTIBIOTIQUES_EVOLUTION', 'antibiotiques_ddj_1000_jh', 0),
  { code: 'VF_HORS_GHS', kind: 'all', weight: 1, inputs: ['hors_ghs_medicaments_cme', 'hors_ghs_medicaments_ars',
    'hors_ghs_dispositifs_cme', 'hors_ghs_dispositifs_ars'] }
]
const REGIONAL_TRANSPORTS = [
  ratio('VF_TRANSPORTS_PARTAGES', 'transports_assis_partages', 'transports_assis', 0.1, { weight: 0, picked: true }),
  ratio('VF_TRANSPORTS_AMBULANCE', 'transports_ambulance', 'transports_prescrits', 0.3, { ...lower, weight: 0, picked: true })
]
const TRANSPORTS = [
  growth('TRANSPORTS_EVOLUTION', 'depenses_transports', null),
  answer('TRANSPORTS_SUPPLEMENTAIRE', 'transports_objectif_supplementaire', { weight: 0 }),
  reliability('TRANSPORTS')
]
const PERTINENCE = [
  ratio('PERTINENCE_THEME', 'pertinence_theme_numerateur', 'pertinence_theme_denominateur', null, lower),
  answer('PERTINENCE_COMPLEMENTAIRE', 'pertinence_objectif_complementaire', { weight: 0 })
]
const QUALITE = [
  { code: 'ICALIN2', kind: 'class', inputs: ['icalin2'], weight: 0, twoYearly: true },
  ratio('D3_1', 'sejours_prescription_informatisee', 'sejours', 0.5, { weight: 0 }),
  { code: 'DOC', kind: 'value', inputs: ['doc'], target: null, weight: 0, twoYearly: true }
]
for (const set of [NATIONAL, GENERAL, REGIONAL, REGIONAL_TRANSPORTS, TRANSPORTS, PERTINENCE, QUALITE])
  for (const i of set) {
    i.target = i.target == null ? null : micro(i.target)
    i.weight = micro(i.weight)
  }

// ---- Data

// What is said: a number or a text; null when it was not supplied, false when the establishment is not subject to it.
function datum (donnees, name) {
  let said = donnees[name]
  if (typeof said === 'number') return said
  if (said === undefined) return null
  if (Array.isArray(said)) said = said.reduce((a, b) => (b.extraction > a.extraction ? b : a)) // the latest extraction
  if (typeof said === 'object' && said !== null) said = said.valeur
  return said === 'non_soumis' ? false : said === 'NV' || said === 'DI' || said === 'non_repondant' ? null : said
}

function published (donnees, name) {
  if (name in donnees) return datum(donnees, name)
  if (name + '@N-1' in donnees) return datum(donnees, name + '@N-1')
  return datum(donnees, name + '@N-2')
}

const fromTruth = (value) => value === null ? UNKNOWN : value === false ? NONE : value === 'oui' ? REACHED : MISSED

// ---- An indicator: NONE, MISSED, UNKNOWN or REACHED

function judgeRatio (i, donnees, target) {
  const n = datum(donnees, i.inputs[0]), d = datum(donnees, i.inputs[1])
  if (d === 0 || n === false || d === false) return NONE
  if (n === null || d === null || target === null) return UNKNOWN
  const left = Math.round(n) * MICRO, right = target * Math.round(d)
  return (i.lower ? left <= right : left >= right) ? REACHED : MISSED
}

function judgeGrowth (i, donnees, target) {
  const now = datum(donnees, i.inputs[0]), before = datum(donnees, i.inputs[1])
  if (before === 0 || now === false || before === false) return NONE
  if (now === null || before === null || target === null) return UNKNOWN
  return (cents(now) - cents(before)) * MICRO <= target * cents(before) ? REACHED : MISSED
}

function judgeSeveral (i, donnees) {
  let yes = 0, no = 0
  for (const name of i.inputs) {
    const value = datum(donnees, name)
    if (value === null) return UNKNOWN
    if (value === false) continue
    if (value === 'oui') yes++
    else no++
  }
  if (yes + no === 0) return NONE
  return (i.kind === 'all' ? no === 0 : yes > 0) ? REACHED : MISSED
}

function judgeProgress (i, donnees) {
  const now = published(donnees, 'ica_liso'), before = datum(donnees, i.inputs[1])
  if (now === null) return UNKNOWN
  if (now === false) return NONE
  if (now === 'A' || now === 'B') return REACHED
  if (before === null) return UNKNOWN
  return before !== false && now < before ? REACHED : MISSED
}

// Which result an indicator has: as written here, or as an engine says (zen.mjs).
let judge = (i, donnees, target) => plainly(i, donnees, target)
export const judgeBy = (other) => { judge = other }

export function operandsOf (i, donnees, target) {
  const read = i.twoYearly || i.kind === 'progress' ? published : datum
  return i.inputs.map((name, k) => (k === 0 ? read : datum)(donnees, name)).concat(target)
}

function plainly (i, donnees, target) {
  switch (i.kind) {
    case 'ratio': return judgeRatio(i, donnees, target)
    case 'growth': return judgeGrowth(i, donnees, target)
    case 'yes': return fromTruth(datum(donnees, i.inputs[0]))
    case 'all':
    case 'one': return judgeSeveral(i, donnees)
    case 'progress': return judgeProgress(i, donnees)
    case 'class': {
      const found = published(donnees, i.inputs[0])
      return found === null ? UNKNOWN : found === false ? NONE : found === 'A' || found === 'B' ? REACHED : MISSED
    }
    default: {
      const found = published(donnees, i.inputs[0])
      if (found === false) return NONE
      return found === null || target === null ? UNKNOWN : micro(found) >= target ? REACHED : MISSED
    }
  }
}

// ---- A volet's indicators, judged

const NOTHING = {}
const ONLY_HAD_DIALYSE = (champs) => champs.every((c) => c === 'HAD' || c === 'dialyse')
const concerns = (i, champs) => !i.champs || champs.some((c) => i.champs.includes(c))

function weightOf (i, dossier, contract) {
  const own = (contract.coefficients || NOTHING)[i.code]
  if (own !== undefined) return micro(own)
  const champs = dossier.etablissement.champs
  if (i.code === 'CONCILIATION' && ONLY_HAD_DIALYSE(champs)) return micro(0.5)
  return concerns(i, champs) ? i.weight : 0
}

export function judgeSet (set, dossier, contract, out) {
  for (const i of set) {
    const weight = weightOf(i, dossier, contract)
    if (i.picked && weight === 0) continue
    const own = (contract.cibles || NOTHING)[i.code]
    const target = own === undefined ? i.target : micro(own)
    const result = weight === 0 && !i.general ? NONE : judge(i, dossier.donnees, target)
    out.push({ i, weight, result })
  }
  return out
}

// ---- Fractions of whole numbers, for what is shown

function gcd (a, b) {
  while (b) [a, b] = [b, a % b]
  return a
}

export function fraction (n, d) {
  const g = gcd(Math.abs(n), d)
  return d === g ? String(n / g) : n / g + '/' + d / g
}

// Reached weight over weight, of those that weigh; null for none, undefined when one is unknown.
function mean (judged, knownOnly) {
  let reached = 0, total = 0, unknown = false
  for (const j of judged) {
    if (j.weight === 0 || j.result === NONE) continue
    if (j.result === UNKNOWN) {
      unknown = true
      continue
    }
    total += j.weight
    if (j.result === REACHED) reached += j.weight
  }
  if (unknown && !knownOnly) return undefined
  return total === 0 ? null : [reached, total]
}

const lacks = (judged) => judged.some((j) => j.result === UNKNOWN && j.weight > 0)

// ---- Amounts, in BigInt fractions of a centime

const times = (a, b) => [a[0] * b[0], a[1] * b[1]]
const less = (a) => [a[1] - a[0], a[1]]
const whole = (x) => [BigInt(x), 1n]
const rate = (x) => [BigInt(micro(x)), 1000000n]

function rounded (a, ceiling) {
  const nearest = (2n * a[0] + a[1]) / (2n * a[1])
  const most = ceiling[0] / ceiling[1]
  return Number(nearest * ceiling[1] > ceiling[0] ? most : nearest)
}

const parameter = (contract, name, otherwise) => {
  const own = (contract.parametres || NOTHING)[name]
  return own === undefined ? otherwise : own
}

// Annex 4 and 5: progress of the plan, weighted; without actions, the convention.
function progress (dossier, volet, without) {
  const actions = (dossier.plan_actions || NOTHING)[volet]
  if (!actions) return without
  let done = 0, total = 0
  for (const a of actions) {
    done += micro(a.poids) * micro(a.avancement)
    total += micro(a.poids)
  }
  return total === 0 ? without : [BigInt(done), BigInt(total) * 1000000n]
}

function complement (judged, without) {
  const m = mean(judged)
  return m ? [BigInt(m[0]), BigInt(m[1])] : without
}

const ONE = [1n, 1n], ZERO = [0n, 1n], PERCENT = [1n, 100n]

function products (dossier) {
  const said = datum(dossier.donnees, 'produits_am')
  return said === null || said === false ? null : whole(cents(said))
}

// ---- The volets. Each gives { statut, judged, facts, amounts }; an amount that rests on something unknown is null.

const row = (statut, judged, facts, amounts) => ({ statut, judged, facts, amounts })
const settled = (judged, facts, code, amount) =>
  amount === null ? row('incomplet', judged, facts, []) : row('evalue', judged, facts, amount === 0 && code !== 'MSAP' ? [] : [[code, amount]])

const STEPS = [[60, [0n, 1n], '0'], [50, [1n, 4n], '1/4'], [40, [1n, 2n], '1/2'], [-1, [1n, 1n], '1']]
const LETTERS = [[80, '1'], [60, '2'], [50, '3'], [40, '4'], [-1, '5']]
const step = (steps, [n, d]) => steps.find(([threshold]) => threshold < 0 || 100 * n >= threshold * d)

function socle (dossier, contract) {
  const regional = dossier.etablissement.champs.includes('MCO') && !['990000012', '2A9900015'].includes(dossier.etablissement.finess)
  const national = judgeSet(NATIONAL, dossier, contract, [])
  const general = judgeSet(GENERAL, dossier, contract, [])
  const own = regional ? judgeSet(REGIONAL, dossier, contract, []) : []
  const judged = national.concat(general, own)
  const facts = []
  const say = (code, m, scale) => { if (m) facts.push([code, fraction(scale * m[0], m[1])]) }
  const score = mean(judged)
  say('SCORE', score, 100)
  say('SCORE_CONNU', mean(judged, true), 100)
  say('SCORE_NATIONAL', mean(national), 100)
  say('SCORE_NATIONAL_SANS_INDICATEUR', mean(general), 100)
  const answered = general.filter((j) => j.result === REACHED || j.result === MISSED)
  if (answered.length > 0) facts.push(['OBLIGATIONS_GENERALES_MANQUEES', String(answered.filter((j) => j.result === MISSED).length)])
  say('SCORE_PARTIE_REGIONALE', mean(own), 100)
  if (!score) return row(score === null ? 'non_evaluable' : 'incomplet', judged, facts, [])
  say('SCORE_REGIONAL', score, 20)
  facts.push(['LETTRE', step(LETTERS, score)[1]])
  const [, share, text] = step(STEPS, score)
  facts.push(['TAUX', text])
  if (share[0] === 0n) return row('evalue', judged, facts, [])
  if (parameter(contract, 'sanction', 'produits') === 'liste_en_sus') {
    const said = datum(dossier.donnees, 'liste_en_sus_remboursee')
    if (said === null) return row('incomplet', judged, facts, [])
    const base = whole(cents(said))
    const amount = rounded(times(times(share, rate(parameter(contract, 'taux_reduction_max', 0.3))), base), times([3n, 10n], base))
    return settled(judged, facts, 'REDUCTION', -amount)
  }
  const base = products(dossier)
  if (!base) return row('incomplet', judged, facts, [])
  return settled(judged, facts, 'SANCTION',
    -rounded(times(times(share, rate(parameter(contract, 'taux_sanction_max', 0.01))), base), times(PERCENT, base)))
}

function sanction (dossier, contract, share) {
  const base = products(dossier)
  return base && -rounded(times(times(rate(parameter(contract, 'taux_sanction', 0.01)), base), share), times(PERCENT, base))
}

// Annex 4 §3: the table of outcomes.
function outcome (main, extra) {
  if (extra === MISSED) return 'sanction'
  if (extra === REACHED) return main === REACHED ? 'intéressement' : 'ni intéressement ni sanction'
  return main === REACHED ? 'intéressement' : main === MISSED ? 'sanction' : 'sans objet'
}

function savings (dossier, contract) {
  const seen = datum(dossier.donnees, 'depenses_transports')
  if (parameter(contract, 'base_economies', 'prevision') === 'prevision') {
    const expected = datum(dossier.donnees, 'prevision_transports')
    return seen === null || expected === null ? null : [Math.max(0, cents(expected) - cents(seen)), 1]
  }
  const before = datum(dossier.donnees, 'depenses_transports@N-1'), target = (contract.cibles || NOTHING).TRANSPORTS_EVOLUTION
  if (seen === null || before === null || target === undefined) return null
  return [Math.max(0, cents(before) * (MICRO + micro(target)) - cents(seen) * MICRO), MICRO]
}

const worst = (judged) => judged.some((j) => j.result === MISSED) ? MISSED : judged.some((j) => j.result === REACHED) ? REACHED : NONE

function transports (dossier, contract) {
  const own = judgeSet(TRANSPORTS, dossier, contract, [])
  const regional = dossier.etablissement.champs.includes('MCO') && !['990000012', '2A9900015'].includes(dossier.etablissement.finess)
  const extra = regional ? judgeSet(REGIONAL_TRANSPORTS, dossier, contract, []) : []
  const judged = own.concat(extra)
  const facts = [], saved = savings(dossier, contract), next = parameter(contract, 'cible_annee_suivante', null)
  const issue = lacks(judged) ? null : outcome(worst([own[0], own[2]]), own[1].result)
  if (issue) facts.push(['ISSUE', issue])
  if (saved) facts.push(['ECONOMIES', fraction(saved[0], saved[1] * 100)])
  if (next !== null) facts.push(['CIBLE_SUIVANTE', fraction(micro(next), MICRO)])
  if (!issue) return row('incomplet', judged, facts, [])
  if (issue === 'sans objet') return row('non_evaluable', judged, facts, [])
  if (issue === 'sanction') {
    const share = times(less(progress(dossier, 'transports', ZERO)), less(complement(extra, ZERO)))
    return settled(judged, facts, 'SANCTION', sanction(dossier, contract, share))
  }
  if (issue !== 'intéressement') return row('evalue', judged, facts, [])
  const most = parameter(contract, 'interessement_maximum', null)
  if (!saved || most === null) return row('incomplet', judged, facts, [])
  const earned = times(rate(parameter(contract, 'taux_interessement', 0.3)), [BigInt(saved[0]), BigInt(saved[1])])
  const limit = whole(cents(most)), least = (a, b) => a[0] * b[1] < b[0] * a[1] ? a : b
  const full = least(earned, limit)
  const amount = times(times(full, progress(dossier, 'transports', ONE)), complement(extra, ONE))
  return settled(judged, facts, 'INTERESSEMENT', rounded(amount, least(times([3n, 10n], [BigInt(saved[0]), BigInt(saved[1])]), limit)))
}

function pertinence (dossier, contract) {
  const judged = judgeSet(PERTINENCE, dossier, contract, []), facts = []
  if (lacks(judged)) return row('incomplet', judged, facts, [])
  const issue = judged[0].result
  facts.push(['ISSUE', issue === REACHED ? 'intéressement' : issue === MISSED ? 'sanction' : 'sans objet'])
  if (issue === NONE) return row('non_evaluable', judged, facts, [])
  const extra = [judged[1]]
  if (issue === REACHED) {
    const most = parameter(contract, 'interessement_maximum', null)
    if (most === null) return row('incomplet', judged, facts, [])
    const limit = whole(cents(most))
    return settled(judged, facts, 'INTERESSEMENT',
      rounded(times(times(limit, complement(extra, ONE)), progress(dossier, 'pertinence', ONE)), limit))
  }
  const nature = parameter(contract, 'nature_sanction', null)
  if (nature === null) return row('incomplet', judged, facts, [])
  if (nature === 'msap') {
    const months = parameter(contract, 'duree_msap', null)
    return settled(judged, facts, 'MSAP', months)
  }
  const share = times(less(progress(dossier, 'pertinence', ZERO)), less(complement(extra, ZERO)))
  return settled(judged, facts, 'SANCTION', sanction(dossier, contract, share))
}

function qualite (dossier, contract) {
  const judged = judgeSet(QUALITE, dossier, contract, [])
  if (lacks(judged)) return row('incomplet', judged, [], [])
  const concerned = judged.filter((j) => j.result !== NONE)
  if (concerned.length === 0) return row('non_evaluable', judged, [], [])
  const missed = concerned.filter((j) => j.result === MISSED).length
  const facts = [['RISQUES_MANQUES', String(missed)]]
  if (missed === 0) return row('evalue', judged, facts, [])
  const share = times([BigInt(missed), 3n], less(progress(dossier, 'qualite', ZERO)))
  return settled(judged, facts, 'SANCTION', sanction(dossier, contract, share))
}

// ---- The contract

const VOLETS = [['socle', socle], ['transports', transports], ['pertinence', pertinence], ['qualite', qualite]]
const YEAR = 2018

function inForce (contract, volet) {
  if (!contract) return 'non_contractualise'
  if (contract.refus === 'oui') return 'refus'
  if (Number(contract.signature.slice(0, 4)) + 1 > YEAR) return 'pas_encore_en_vigueur'
  if (contract.fin !== undefined && contract.fin < YEAR + '-12-31') return 'echu'
  return 'evalue'
}

function refusal (dossier) {
  const base = products(dossier)
  if (!base) return row('incomplet', [], [], [])
  return row('refus', null, null, [['SANCTION', -rounded(times(PERCENT, base), times(PERCENT, base))]])
}

export function evaluate (dossier) {
  const found = [], army = dossier.etablissement.statut === 'SSA'
  let total = 0, complete = true
  for (const [name, settle] of VOLETS) {
    const contract = army && name !== 'socle' ? undefined : dossier.contrat[name]
    const statut = inForce(contract, name)
    const r = statut === 'evalue' ? settle(dossier, contract) : statut === 'refus' ? refusal(dossier) : row(statut, null, null, null)
    r.name = name
    if (r.statut === 'incomplet') complete = false
    r.counted = 0
    if (r.amounts)
      for (const [code, amount] of r.amounts)
        if (code !== 'MSAP' && !(name === 'qualite' && code === 'SANCTION')) r.counted += amount // suspended by the campaign
    total += r.counted
    found.push(r)
  }
  return { finess: dossier.etablissement.finess, rows: found, total, complete }
}

// ---- The line that caqes evaluate --format compact writes

export function line (g) {
  let text = '{"finess":"' + g.finess + '","exercice":2018,"volets":{'
  g.rows.forEach((r, k) => {
    text += (k ? ',"' : '"') + r.name + '":{"statut":"' + r.statut + '"'
    if (r.amounts) {
      if (r.judged) {
        text += ',"indicateurs":{'
        r.judged.forEach((j, n) => { text += (n ? ',"' : '"') + j.i.code + '":"' + RESULT[j.result] + '"' })
        text += '},"constats":{'
        r.facts.forEach(([code, fact], n) => { text += (n ? ',"' : '"') + code + '":"' + fact + '"' })
        text += '}'
      }
      text += ',"montants":{'
      r.amounts.forEach(([code, amount], n) => { text += (n ? ',"' : '"') + code + '":' + amount })
      text += '}'
      if (r.statut === 'evalue' || r.statut === 'refus') text += ',"compte_centimes":' + r.counted
    }
    text += '}'
  })
  return text + '},"etat":"' + (g.complete ? 'complet' : 'partiel') + '","centimes":' + g.total + '}\n'
}
