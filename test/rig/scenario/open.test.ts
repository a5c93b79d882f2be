import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runCli } from '../../../rigs/cli/cli.ts'
import { readFromDisk } from '../../../rigs/rig-file/files.ts'
import { loadScenarios, parseScenario } from '../../../rigs/scenario/read.ts'
import { aTerminal } from '../cli/a-terminal.ts'
import { HEADER } from './a-scenario.ts'

const OPEN = 'scenario: x\nproves: [C47]\nrests-on: [P-35]\nopen: "Keypad: codes are not built"\n'
const WHOLE = `${HEADER}steps:\n  - { advance: 1s }\n`

describe('an open scenario', () => {
  test('may have words that there are not yet, and is nothing that can be run', () => {
    const { scenarios, open, faults } = parseScenario(`${OPEN}steps:\n  - { fly: home }\n`, 'x.yaml', readFromDisk)
    expect(faults).toEqual([])
    expect(scenarios).toEqual([])
    expect(open).toEqual({
      path: 'x.yaml',
      title: 'x',
      proves: ['C47'],
      restsOn: ['P-35'],
      open: 'Keypad: codes are not built',
    })
  })

  test.for<[string, string, string]>([
    ['without a reason', OPEN.replace(/open: .*/, 'open: ""'), '4 INVALID_VALUE'],
    ['with an unknown key', `${OPEN}because: x\n`, '5 UNKNOWN_KEY'],
    ['that proves no number', OPEN.replace('C47', 'K47'), '2 INVALID_VALUE'],
    ['that rests on no decision', OPEN.replace('P-35', 'C47'), '3 INVALID_VALUE'],
    ['without a title', OPEN.replace(/scenario: .*\n/, ''), '1 MISSING_KEY'],
  ])('has a fault %s', ([, text, expected]) => {
    const { open, faults } = parseScenario(text, 'x.yaml', readFromDisk)
    expect(open).toBeUndefined()
    expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual([expected])
  })

  test('is unverified where it is run, beside what can be run', async () => {
    const [open, whole] = [await aFile(OPEN), await aFile(WHOLE)]
    const terminal = aTerminal()
    await runCli(['run', open, whole], terminal)
    expect(terminal.printed).toEqual([
      expect.stringMatching(/^pass /),
      'unverified  C47 is open: Keypad: codes are not built',
    ])
    expect(terminal.code).toBe(3)
  })

  test('does not hide a failure', async () => {
    const failing = await aFile(WHOLE.replace('{ advance: 1s }', '{ save: office }'))
    const terminal = aTerminal()
    await runCli(['run', await aFile(OPEN), failing], terminal)
    expect(terminal.code).toBe(1)
  })

  test('cannot be loaded as one to run', async () => {
    const path = await aFile(OPEN)
    expect(() => loadScenarios(path)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED' }))
  })

  test('is a file like others for loxrig check', async () => {
    const terminal = aTerminal()
    await runCli(['check', resolve('test/scenarios/catalogue/c47-visitor-types-too-slowly.yaml')], terminal)
    expect([terminal.code, terminal.printed]).toEqual([0, []])
  })
})

async function aFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-open-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'x.yaml')
  await writeFile(path, text)
  return path
}
