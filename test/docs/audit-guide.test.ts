import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aGuideReader, type GuideReader } from './a-guide-reader.ts'
import { piecesOf } from './pieces.ts'

const PIECES = piecesOf(readFileSync('docs/guide/audit.md', 'utf8'))
const COMMANDS = PIECES.filter(({ kind }) => kind === 'command')
const COMPANY = readFileSync('fixtures/company/company.yaml', 'utf8')

let reader: GuideReader
beforeAll(async () => {
  reader = await aGuideReader(COMPANY, { trusts: true })
})
afterAll(() => reader[Symbol.asyncDispose]())

test.for(PIECES.filter(({ kind }) => kind === 'file'))('the piece of $what is in that file', ({ text }) => {
  expect(COMPANY).toContain(text)
})

test.for(COMMANDS)('$what prints what the guide says', async ({ what, text }) => {
  expect(await reader.types(what)).toBe(text)
})

test('R154: what was signed has everybody of the business at every door, without codes and passwords', async () => {
  const [csv, page] = await Promise.all(
    ['access.csv', 'access.html'].map((name) => readFile(join(reader.folder, 'reports', name), 'utf8')),
  )
  const people = (await readFile('fixtures/company/people-mended.csv', 'latin1')).trim().split('\r\n').slice(1)
  expect(people.length).toBeGreaterThan(50)
  for (const person of people) {
    const [user = '', ...cells] = person.split(';')
    expect(csv).toContain(`;${user};Office;`)
    expect(page).toContain(`"${user}"`)
    expect(csv).not.toContain(cells.at(-1))
  }
})

test('the guide types more than fifteen commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(15)
})
