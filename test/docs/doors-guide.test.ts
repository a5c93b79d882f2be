import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesUnder } from '../../scripts/source/files.ts'
import { BLOCK_KINDS } from '../../sim/domain/logic/block.ts'
import { LOXRIG } from '../helpers/a-loxrig-process.ts'
import { aGuideReader, type GuideReader } from './a-guide-reader.ts'
import { piecesOf } from './pieces.ts'

const GUIDE = readFileSync('docs/guide/doors.md', 'utf8')
const PIECES = piecesOf(GUIDE)
/** From here on another rig runs. */
const FLATS = PIECES.findIndex(({ what }) => what === 'flats.yaml')
const FILES = PIECES.filter(({ kind }) => kind === 'file')
const commandsOf = (pieces: typeof PIECES) => pieces.filter(({ kind }) => kind === 'command')

const lasting = (text: string): string => text.replaceAll(/\d+\.\d+ s\b/g, 'SECONDS')

const RUN = 'npx loxrig run '

/** Runs a scenario in a reader's folder, in a process of its own. */
function runs({ folder }: GuideReader, file: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [LOXRIG, 'run', file], { cwd: folder, encoding: 'utf8' })
  return (stdout + stderr).trimEnd()
}

async function readerOf(file: string, options?: { readonly trusts: true }): Promise<GuideReader> {
  const reader = await aGuideReader(FILES.find(({ what }) => what === file)?.text ?? '', options)
  for (const { what, text } of FILES) await writeFile(join(reader.folder, what), text)
  return reader
}

let stairs: GuideReader
let flats: GuideReader
beforeAll(async () => {
  stairs = await readerOf('stairs.yaml')
  flats = await readerOf('flats.yaml', { trusts: true })
})
afterAll(async () => {
  await stairs[Symbol.asyncDispose]()
  await flats[Symbol.asyncDispose]()
})

async function prints(reader: GuideReader, { what, text }: (typeof PIECES)[number]): Promise<void> {
  const printed = what.startsWith(RUN) ? runs(reader, what.slice(RUN.length)) : await reader.types(what)
  expect(lasting(printed)).toBe(lasting(text))
}

test.for(commandsOf(PIECES.slice(0, FLATS)))('$what prints what the guide says', (piece) => prints(stairs, piece))

test.for(commandsOf(PIECES.slice(FLATS)))('with flats.yaml $what prints what the guide says', (piece) =>
  prints(flats, piece),
)

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
