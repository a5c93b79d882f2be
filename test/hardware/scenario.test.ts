import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOXRIG, LoxrigProcess, startLoxrig } from '../helpers/a-loxrig-process.ts'
import { type PrivatePcscd, startPrivatePcscd } from '../helpers/vpcd/private-pcscd.ts'
import { VirtualCard } from '../helpers/vpcd/virtual-card.ts'
import { hardwareMissing } from './available.ts'

const BLUE_CARD = '04A1B2C3D4E580'
const SCENARIO = `scenario: A person lays a real card on a real reader
rig: real.yaml
start: 2026-11-16T09:00[Europe/Vienna]
needs: [pcsc-reader]
steps:
  - { prompt: Lay the blue card on it, reader: home/front-door, within: 20s }
  - { expect: { decision: granted, user: Anna@Office, credential: blue-card, output: Front Strike }, within: 5s }
  - { expect: { pulse: Front Strike, reader: home/front-door }, within: 5s }
`

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

describe.skipIf(missing.length > 0)(`a scenario that asks for somebody at a PC/SC reader${title}`, () => {
  let daemon: PrivatePcscd
  let folder: string
  let card: VirtualCard

  beforeAll(async () => {
    daemon = await startPrivatePcscd()
    card = new VirtualCard({ port: daemon.ports[0], uid: BLUE_CARD })
    folder = await mkdtemp(join(tmpdir(), 'loxrig-prompt-'))
    const rig = await readFile('rigs/two-sites.yaml', 'utf8')
    const source = 'source: { kind: pcsc, reader: Virtual PCD 00 00 }'
    await writeFile(
      join(folder, 'real.yaml'),
      rig.replace('variant: air, source: { kind: simulated }', `variant: air, ${source}`),
    )
    await writeFile(join(folder, 'prompt.yaml'), SCENARIO)
  })

  afterAll(async () => {
    await card[Symbol.asyncDispose]()
    await daemon[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  /** In a terminal of its own: what it asks for is for people. */
  const atATerminal = (scenario: string): LoxrigProcess => {
    const command = `${process.execPath} ${LOXRIG} run ${scenario} --lane live`
    const words = ['--quiet', '--flush', '--return', '--command', command, '/dev/null']
    return new LoxrigProcess('script', words, { folder, env: daemon.env })
  }

  test('passes when the card that it asks for is laid on the reader', async () => {
    await using run = atATerminal('prompt.yaml')
    await run.says(/Lay the blue card on it \(home\/front-door, within 20s\)/)
    await card.insert()
    const { code, stdout } = await run.ended
    expect(stdout).toMatch(/pass {2}prompt\.yaml/)
    expect(code).toBe(0)
    await card.remove()
  })

  test('is unverified when nobody comes in time, and says where nobody came', async () => {
    await writeFile(join(folder, 'alone.yaml'), SCENARIO.replace('within: 20s', 'within: 1s'))
    await using run = atATerminal('alone.yaml')
    const { code, stdout } = await run.ended
    expect(stdout).toMatch(/unverified {2}alone\.yaml/)
    expect(stdout).toContain('nobody held anything to home/front-door within 1s')
    expect(code).toBe(3)
  })

  test('is unverified without a terminal, before anything runs', async () => {
    await using run = startLoxrig({ words: ['run', 'prompt.yaml', '--lane', 'live'], folder, env: daemon.env })
    const { code, stdout } = await run.ended
    expect(stdout).toContain('nobody is at an interactive terminal')
    expect(code).toBe(3)
  })
})
