import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesUnder } from '../../scripts/source/files.ts'
import { BLOCK_KINDS } from '../../sim/domain/logic/block.ts'
import { aGuideReader, type GuideReader } from './a-guide-reader.ts'
import { piecesOf } from './pieces.ts'

const GUIDE = readFileSync('docs/guide/doors.md', 'utf8')
const PIECES = piecesOf(GUIDE)
const FILES = PIECES.filter(({ kind }) => kind === 'file')
const COMMANDS = PIECES.filter(({ kind }) => kind === 'command')

const lasting = (text: string): string => text.replaceAll(/\d+\.\d+ s\b/g, 'SECONDS')

const RUN = 'npx loxrig run '

/** Runs a scenario in the reader's folder, in a process of its own. */
function runs(file: string): string {
  const tsx = resolve('node_modules/tsx/dist/cli.mjs')
  const words = [tsx, resolve('rigs/cli/main.ts'), 'run', file]
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: reader.folder, encoding: 'utf8' })
  return (stdout + stderr).trimEnd()
}

let reader: GuideReader
beforeAll(async () => {
  reader = await aGuideReader(FILES.find(({ what }) => what === 'stairs.yaml')?.text ?? '')
  for (const { what, text } of FILES) await writeFile(join(reader.folder, what), text)
})
afterAll(() => reader[Symbol.asyncDispose]())

test.for(COMMANDS)('$what prints what the guide says', async ({ what, text }) => {
  const printed = what.startsWith(RUN) ? runs(what.slice(RUN.length)) : await reader.types(what)
  expect(lasting(printed)).toBe(lasting(text))
})

test('the guide has a row for every kind of block', () => {
  const [, table = ''] = GUIDE.split('| `kind` |')
  const rows = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, kind]) => kind)
  expect(rows.sort()).toEqual(Object.keys(BLOCK_KINDS).sort())
})

test('every door program has a row in the gallery, and a scenario of its name', () => {
  const rigs = filesUnder('rigs/doors', '.yaml')
  expect(rigs).toHaveLength(7)
  for (const rig of rigs) {
    expect(GUIDE).toContain(`../../${rig})`)
    const scenario = rig.replace('rigs/', 'test/scenarios/')
    expect(GUIDE).toContain(`../../${scenario})`)
    expect(readFileSync(scenario, 'utf8')).toContain(`rig: ../../../${rig}`)
  }
})
