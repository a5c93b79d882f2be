import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aGuideReader, type GuideReader } from '../docs/a-guide-reader.ts'
import { piecesOf } from '../docs/pieces.ts'
import { type ABrowser, aBrowser } from './a-browser.ts'
import { explanation } from './a-heat-map.ts'

/*
 * The picture of the guide to audits, taken of the page that its commands write. What Chromium draws differs from one to the next, so
 * it is not compared: `LOXRIG_DRAW=1 npx vitest run --project browser test/browser/heat-map-picture.test.ts` takes it anew.
 */

const PICTURE = 'docs/images/heat-map.png'
const SIZE = { width: 1200, height: 720 }
const PAGE = 'reports/access.html'
const CONTRACTOR = '#user=h.resch%40Office&door=office%2FServer+Room'

let reader: GuideReader
let browser: ABrowser

beforeAll(async () => {
  reader = await aGuideReader(readFileSync('fixtures/company/company.yaml', 'utf8'), { trusts: true })
  browser = await aBrowser()
})

afterAll(async () => {
  await browser[Symbol.asyncDispose]()
  await reader[Symbol.asyncDispose]()
})

test('the heat map of the guide to audits shows what the words below its picture say', async () => {
  const commands = piecesOf(readFileSync('docs/guide/audit.md', 'utf8')).filter(({ kind }) => kind === 'command')
  const last = commands.findIndex(({ what }) => what.includes(PAGE))
  for (const { what } of commands.slice(0, last + 1)) await reader.types(what)

  const { page } = await browser.open(await readFile(join(reader.folder, PAGE), 'utf8'), {
    ...{ viewport: SIZE, colorScheme: 'light', hash: CONTRACTOR },
  })
  const told = await explanation(page).innerText()
  expect(told).toContain('h.resch → Server Room')
  expect(told).toContain('UG:Contractors · Working Day')
  expect(told).toMatch(/EXPIRED · 104 h\s+Wed 28 Oct 16:00–24:00/)
  if (process.env.LOXRIG_DRAW === '1') await writeFile(PICTURE, await page.screenshot())
})

test('the picture has the size of a window', () => {
  const picture = readFileSync(PICTURE)
  const [width, height] = [16, 20].map((at) => picture.readUInt32BE(at))
  expect({ width, height }).toEqual(SIZE)
})
