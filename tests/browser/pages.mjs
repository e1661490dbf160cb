// pages.mjs CAQES SOURCE [SCREENSHOTS]: the page and the site of caqes report in Debian's Chromium, from a disk. Opened, sorted,
// filtered, printed, by mouse and by keyboard; light, dark, wide and narrow; what data say stays text; axe-core and
// html-validate have nothing to say. With a folder for them, screenshots for the documentation.
import { chromium } from 'playwright-core'
import { HtmlValidate, FileSystemConfigLoader } from 'html-validate'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import assert from 'node:assert/strict'

const [, , caqes, source, screenshots] = process.argv
const here = dirname(fileURLToPath(import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'caqes-browser-'))
const axe = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8')
const campaign = join(source, 'conf/demo/campagne.cfg'), dossiers = join(source, 'conf/demo/dossiers')
const hostile = '<script>window.hacked=1</script> & "x" \'y\' =1+1 \u200Fאב <img src=x onerror=hacked=1>'

function run (...args) {
  const done = spawnSync(caqes, args, { encoding: 'utf8' })
  assert.ok(done.status === 0 || done.status === 1, `caqes ${args.join(' ')}: ${done.status}\n${done.stderr}`)
  return done.stdout
}

// The demonstration, one establishment with a name that would do harm; and last year's results, made from it.
function make () {
  const folder = join(work, 'dossiers.ndjson')
  const lines = readdirSync(dossiers).sort().map((name) => JSON.parse(readFileSync(join(dossiers, name), 'utf8')))
  lines[0].etablissement.nom = hostile
  // Numbers are kept as written: a value such as 412870455.60 means the same without its last zero.
  writeFileSync(folder, lines.map((d) => JSON.stringify(d)).join('\n') + '\n')
  const previous = join(work, 'previous.ndjson')
  writeFileSync(previous, run('evaluate', '--format', 'ndjson', campaign, dossiers).replaceAll('"exercice":2018', '"exercice":2017'))
  run('report', '--site', join(work, 'site'), '--previous', previous, campaign, folder)
  run('report', '--format', 'html', '--output', join(work, 'grilles.html'), campaign, folder)
  run('report', '--format', 'html', '--before-signature', '--output', join(work, 'avant.html'), campaign, folder)
  run('synthesis', '--format', 'html', '--output', join(work, 'synthese.html'), campaign, folder)
}

const files = () => ['grilles.html', 'avant.html', 'synthese.html', 'site/index.html',
  ...readdirSync(join(work, 'site/etablissements')).sort().map((name) => 'site/etablissements/' + name)]

async function validate () {
  const validator = new HtmlValidate(new FileSystemConfigLoader(JSON.parse(readFileSync(join(here, '.htmlvalidate.json'), 'utf8'))))
  for (const name of files()) {
    const report = await validator.validateString(readFileSync(join(work, name), 'utf8'), join(here, 'page.html'))
    assert.deepEqual(report.results.flatMap((r) => r.messages.slice(0, 5).map((m) => `${name}:${m.line}: ${m.ruleId}: ${m.message}`)), [])
  }
}

async function noViolation (page, what) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`), [], what)
}

// A page that asks for nothing else, and says no error.
async function open (browser, name, options = {}) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.on('request', (request) => assert.match(request.url(), /^file:/))
  page.on('console', (message) => assert.notEqual(message.type(), 'error', message.text()))
  page.on('pageerror', (error) => { throw error })
  await page.goto(pathToFileURL(join(work, name)).href)
  assert.equal(await page.evaluate(() => window.hacked), undefined, name)
  return page
}

const column = (page, k) => page.$$eval('#liste tbody tr', (rows, k) => rows.filter((r) => !r.hidden).map((r) => Number(r.cells[k].dataset.v)), k)
const shown = (page) => page.$$eval('#liste tbody tr', (rows) => rows.filter((r) => !r.hidden).length)

async function list (browser) {
  const page = await open(browser, 'site/index.html', { viewport: { width: 1300, height: 1000 } })
  assert.equal(await page.textContent('#liste tbody tr:first-child th'), hostile)
  assert.equal(await shown(page), 13)
  const total = page.locator('#liste thead th', { hasText: /^Total$/ })
  await total.locator('button').click()
  assert.equal(await total.getAttribute('aria-sort'), 'ascending')
  const up = await column(page, 7)
  assert.deepEqual(up, [...up].sort((a, b) => a - b))
  assert.equal(up[0], -84512300)
  await total.locator('button').focus()
  await page.keyboard.press('Enter')
  assert.equal(await total.getAttribute('aria-sort'), 'descending')
  assert.deepEqual(await column(page, 7), [...up].reverse())
  const named = page.locator('#liste thead th', { hasText: 'FINESS' }).locator('button')
  await named.click()
  assert.equal(await total.getAttribute('aria-sort'), null)
  await page.getByLabel('Filtrer').fill('tilleuls')
  assert.equal(await shown(page), 1)
  assert.equal(await page.textContent('#compte'), '1 établissement affiché')
  await page.getByLabel('Filtrer').fill('ETABLISSEMENT public')
  assert.equal(await shown(page), 1)
  await page.getByLabel('Filtrer').fill('')
  assert.equal(await shown(page), 13)
  await page.locator('#liste tbody tr', { hasText: '990000061' }).locator('a').click()
  assert.match(page.url(), /990000061\.html$/)
  await page.getByRole('link', { name: 'Tous les établissements' }).click()
  assert.match(page.url(), /index\.html$/)
  await page.context().close()
}

async function everyLook (browser) {
  for (const name of ['site/index.html', 'site/etablissements/019900011.html', 'site/etablissements/990000111.html', 'grilles.html', 'avant.html', 'synthese.html'])
    for (const [colorScheme, width] of [['light', 1300], ['dark', 1300], ['light', 390]]) {
      const page = await open(browser, name, { colorScheme, viewport: { width, height: 900 } })
      await page.$$eval('details', (all) => all.forEach((d) => { d.open = true }))
      await noViolation(page, `${name}, ${colorScheme}, ${width}`)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 1, `${name} is wider than ${width}`)
      await page.context().close()
    }
}

async function prints (browser) {
  const page = await open(browser, 'grilles.html')
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const pages = pdf.match(/\/Type\s*\/Page\b/g).length
  assert.ok(pages >= 13, `${pages} pages for 13 establishments`)
  assert.match(pdf, /\/MediaBox\s*\[\s*0\s+0\s+841\.\d+\s+59[45]/)
  await page.context().close()
}

async function lastYear (browser) {
  const page = await open(browser, 'site/etablissements/990000061.html')
  const rows = await page.locator('table', { hasText: "D'un exercice à l'autre" }).locator('tr').allTextContents()
  assert.match(rows[0], /Volet.*2017.*2018/)
  assert.match(rows[2], /Transports-54.900,00.€-54.900,00.€/)
  assert.match(await page.locator('article, main').first().textContent(), /Il aurait suffi/)
  await page.context().close()
}

async function shoot (browser) {
  for (const [name, file, height] of [['site/index.html', 'site.png', 1250], ['site/etablissements/990000038.html', 'etablissement.png', 1100], ['grilles.html', 'grille.png', 900]]) {
    const page = await open(browser, name, { viewport: { width: 1280, height } })
    await page.screenshot({ path: join(screenshots, file) })
    await page.context().close()
  }
}

try {
  make()
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  try {
    if (screenshots) {
      await shoot(browser)
    } else {
      await validate()
      await list(browser)
      await everyLook(browser)
      await prints(browser)
      await lastYear(browser)
    }
  } finally {
    await browser.close()
  }
  console.log('ok')
} finally {
  rmSync(work, { recursive: true })
}
