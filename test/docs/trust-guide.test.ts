import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRigFile } from '../../rigs/rig-file/read.ts'
import type { GuideReader } from './a-guide-reader.ts'
import { aTrustGuide, lasting, lineCutDiagram } from './a-trust-guide.ts'
import { piecesOf } from './pieces.ts'

const GUIDE = readFileSync('docs/guide/trust.md', 'utf8')
const PIECES = piecesOf(GUIDE)
const COMMANDS = PIECES.filter(({ kind }) => kind === 'command')

let reader: GuideReader
beforeAll(async () => {
  reader = await aTrustGuide(PIECES)
})
afterAll(() => reader[Symbol.asyncDispose]())

test.for(COMMANDS)('$what prints what the guide says', { timeout: 120_000 }, async ({ what, text }) => {
  expect(await reader.types(what)).toBe(lasting(text))
})

test('the diagram of a cut line is what the Miniservers said to each other in that very run, in order', async () => {
  const [, drawn] = /^```mermaid\n(.*?)^```$/ms.exec(GUIDE) ?? []
  expect(await lineCutDiagram(reader.folder)).toBe(drawn?.trimEnd())
})

test('R58: fifty sites make one Trust, that is ready, follows a change everywhere but where the line is cut', async () => {
  const { rig } = readRigFile(join(reader.folder, 'fifty.yaml'))
  expect(Object.keys(rig?.sites ?? {})).toHaveLength(50)
  expect(rig?.trusts?.[0]?.members).toHaveLength(49)
  expect(await reader.types('npx loxrig run fifty-sites.yaml')).toMatch(/^pass/)
}, 120_000)

test('the guide types more than thirty commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(30)
})
