import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkFiles } from '../../../rigs/cli/check-files.ts'
import { runCli } from '../../../rigs/cli/cli.ts'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { aTerminal } from './a-terminal.ts'

const RIG = resolve('rigs/two-sites.yaml')

/** The faults of a file of this text, without its path. */
function faultsOf(text: string): string[] {
  const path = aFile('file.yaml', text)
  return checkFiles([path]).faults.map((fault) => printFault(fault).replace(`${path}:`, ''))
}

function aFile(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'loxrig-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

test('all files are looked at, the packaged ones without fault or lint', () => {
  expect(checkFiles(['rigs/two-sites.yaml', 'fixtures/rigs/small.yaml'])).toMatchObject({ faults: [], lints: [] })
  const { faults } = checkFiles(['fixtures/rigs/everything-wrong.yaml', 'rigs/two-sites.yaml', 'rigs/none.yaml'])
  expect(new Set(faults.map(({ file }) => file))).toEqual(
    new Set(['fixtures/rigs/everything-wrong.yaml', 'rigs/none.yaml']),
  )
})

test('a scenario file is taken as one: every fault at once, each with its place', () => {
  const faults = faultsOf(`scenario: A test
rig: ${RIG}
start: 2026-10-23T12:00[Europe/Vienna]
steps:
  - { tap: bleu-card, reader: home/front-door }
  - { sleep: 5s }
  - { until: "11:00", site: home }
  - { advance: 0s }
  - { expect: { decision: grantd } }
`)
  expect(faults.map((fault) => fault.replace(/ .*/, ''))).toEqual([
    '5:12: NOT_FOUND:'.replace(/ .*/, ''),
    '6:7:',
    '8:16:',
    '9:27:',
  ])
  expect(faults.join('\n')).toContain('Did you mean "blue-card"?')
  expect(faults.join('\n')).toContain('A scenario does not sleep')
})

test('a scenario file without faults is right, and its rig file is looked at with it', () => {
  expect(faultsOf('scenario: x\nrig: gone.yaml\nstart: 2026-10-23T12:00Z\nsteps: [{ advance: 1s }]\n')).toEqual([
    expect.stringMatching(/^2:6: FILE_UNREADABLE: /),
  ])
  expect(faultsOf(`scenario: x\nrig: ${RIG}\nstart: 2026-10-23T12:00Z\nsteps: [{ advance: 1s }]\n`)).toEqual([])
})

test('what two files name is told once', () => {
  const broken = aFile('broken.yaml', 'version: 1\nrig: broken\nsauce: 1\nsites: {}\n')
  const scenario = aFile('a.yaml', `scenario: x\nrig: ${broken}\nstart: 2026-10-23T12:00Z\nsteps: [{ advance: 1s }]\n`)
  const alone = checkFiles([broken]).faults
  expect(alone.length).toBeGreaterThan(0)
  expect(checkFiles([broken, scenario]).faults).toEqual(alone)
})

test('a program by itself is looked at for its shape', () => {
  expect(faultsOf('rooms: [Hall]\nusers: { Anna: { tags: [any-card] } }\n')).toEqual([])
  expect(faultsOf('rooms: [Hall]\nuzers: {}\nusers: { Anna: { tag: x } }\n')).toEqual([
    expect.stringMatching(/^2:1: UNKNOWN_KEY: There is no "uzers" here. Did you mean "users"\?/),
    expect.stringMatching(/^3:18: UNKNOWN_KEY: /),
  ])
})

test.for<[string, string]>([
  ['a list', '- 1\n'],
  ['nothing', ''],
  ['a program with the keys of a rig', 'rig: x\nusers: {}\n'],
])('%s is taken for a rig file, and has faults', ([, text]) => {
  expect(faultsOf(text).length).toBeGreaterThan(0)
})

test('the verb prints the faults of a scenario file as of a rig file, and exits with 2', async () => {
  const path = aFile('a.yaml', `scenario: x\nrig: ${RIG}\nstart: 2026-10-23T12:00Z\nsteps: [{ sleep: 1s }]\n`)
  const terminal = aTerminal()
  await runCli(['check', path, 'two-sites'], terminal)
  expect(terminal.printed).toEqual([expect.stringContaining(`${path}:4:11: SLEEP: A scenario does not sleep`)])
  expect([terminal.told, terminal.code]).toEqual([['2 files: 1 fault, 6 of 6 checks passed'], 2])
})

const FAILING = readFileSync('rigs/two-sites.yaml', 'utf8').replace(
  '[admin, Anna@Office, Ben@Office]',
  '[admin, Anna@Office]',
)

test('the verb asks the checks of rig files, says why one is not so, and exits with 1', async () => {
  const path = aFile('failing.yaml', FAILING)
  const terminal = aTerminal()
  await runCli(['check', path], terminal)
  const line = FAILING.split('\n').findIndex((each) => each.includes('Only these open Home')) + 1
  expect(terminal.printed).toEqual([
    expect.stringMatching(
      new RegExp(`^${path}:${line}:\\d+: CHECK_FAILED: Only these open Home at noon: .*found also Ben@Office$`),
    ),
    '    Ben@Office, at home/access:Front Door: ALLOWED',
    expect.stringMatching(new RegExp(`^ {8}allow +U:Ben@Office +schedule Office Hours +${path}:\\d+:\\d+$`)),
  ])
  expect([terminal.told, terminal.code]).toEqual([['1 file: no faults, 5 of 6 checks passed'], 1])
})

test('the checks of a file that has a fault are not asked; it tells the fault and exits with 2', async () => {
  const path = aFile('faulty.yaml', FAILING.replace('whatMay: Clara', 'whatMay: Klara'))
  const terminal = aTerminal()
  await runCli(['check', path], terminal)
  expect(terminal.printed).toEqual([
    expect.stringMatching(/NOT_FOUND: Nobody is called "Klara" at office\. Did you mean "Clara"\?$/),
  ])
  expect([terminal.told, terminal.code]).toEqual([['1 file: 1 fault'], 2])
})

test('as JSON there are the checks that failed with all that led to it', async () => {
  const terminal = aTerminal()
  await runCli(['check', '--json', aFile('failing.yaml', FAILING)], terminal)
  const { faults, lints, checks } = JSON.parse(terminal.printed.join('\n'))
  expect([faults, lints, checks.passed]).toEqual([[], [], 5])
  expect(checks.failures).toMatchObject([
    {
      code: 'CHECK_FAILED',
      because: [{ principal: 'Ben@Office', paths: [{ path: 'U:Ben@Office', effect: 'allow' }] }],
    },
  ])
})

test('of a program file lints are told at their places', () => {
  const path = aFile('program.yaml', 'users:\n  admin: { password: admin }\n')
  expect(checkFiles([path])).toMatchObject({ faults: [], lints: [{ line: 2, column: 22, code: 'DEFAULT_PASSWORD' }] })
})
