import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { runCli } from '../../../rigs/cli/cli.ts'
import { aTerminal } from '../cli/a-terminal.ts'

const TAP = '{ tap: blue-card, reader: office/front-door }'
const PASSING = [TAP, '{ expect: { decision: granted } }']
const FAILING = [TAP, '{ expect: { decision: denied } }']

describe('loxrig run', () => {
  test('prints a line for each run, and ends with 0 when all pass', async () => {
    const { folder, run } = await aFolderWith({ 'a.yaml': PASSING, 'b.yaml': PASSING })
    const { output, code } = await run('a.yaml', 'b.yaml')
    expect(output).toMatch(/^pass {2}.*a\.yaml {2}virtual, 2 steps, \d+\.\d\d s\npass {2}.*b\.yaml/)
    expect(code).toBe(0)
    expect(await readdir(folder)).toEqual(['a.yaml', 'b.yaml'])
  })

  test('ends with 1 when one fails, and says why and how to repeat it', async () => {
    const { run } = await aFolderWith({ 'a.yaml': FAILING, 'b.yaml': PASSING })
    const { output, code } = await run('a.yaml', 'b.yaml')
    expect(output).toMatch(
      /fail {2}.*a\.yaml.*\n.*a\.yaml:\d+: expected denied; granted at office\/front-door because .*; repeat: loxrig run/,
    )
    expect(output).toMatch(/pass {2}.*b\.yaml/)
    expect(code).toBe(1)
  })

  test('ends with 2 and runs nothing when a file has faults', async () => {
    const { run } = await aFolderWith({ 'a.yaml': PASSING, 'b.yaml': ['{ sleep: 1s }'] })
    const { output, code } = await run('a.yaml', 'b.yaml')
    expect(output).toMatch(/b\.yaml:6:7: SLEEP: /)
    expect(output).not.toContain('pass  ')
    expect(output).toContain('nothing was run: 1 fault')
    expect(code).toBe(2)
  })

  test('--json tells the faults of a file as JSON, too', async () => {
    const { folder } = await aFolderWith({ 'b.yaml': ['{ sleep: 1s }'] })
    const terminal = aTerminal()
    await runCli(['run', join(folder, 'b.yaml'), '--json'], terminal)
    expect(JSON.parse(terminal.printed.join('\n'))).toMatchObject({ faults: [{ line: 6, column: 7, code: 'SLEEP' }] })
    expect(terminal.code).toBe(2)
  })

  test('--placement ends with 2 where no lane is live, since nothing would be placed', async () => {
    const { run } = await aFolderWith({ 'a.yaml': PASSING })
    const { output, code } = await run('a.yaml', '--placement', 'process')
    expect(output).toMatch(/^USAGE: --placement is for the live lane, and this runs on virtual\. Add --lane live\./)
    expect(code).toBe(2)
  })

  test('--bail ends after the first failure; what was not run stays incomplete in its report', async () => {
    const { folder, run } = await aFolderWith({ 'a.yaml': FAILING, 'b.yaml': PASSING })
    const { code } = await run('a.yaml', 'b.yaml', '--bail', '--report', 'report')
    const verdicts = await Promise.all(
      ['a', 'b'].map(
        async (name) => JSON.parse(await readFile(join(folder, 'report', name, 'result.json'), 'utf8')).verdict,
      ),
    )
    expect(verdicts).toEqual(['fail', 'incomplete'])
    expect(code).toBe(1)
  })

  test('--repeat reports each run, and compares their traces', async () => {
    const { folder, run } = await aFolderWith({ 'a.yaml': PASSING })
    const { output, code } = await run('a.yaml', '--repeat', '2', '--report', 'report', '--json')
    expect(JSON.parse(output)).toMatchObject({ results: [{ verdict: 'pass' }, { verdict: 'pass' }], differences: [] })
    expect((await readdir(join(folder, 'report'))).sort()).toEqual(['a-1', 'a-2'])
    expect(code).toBe(0)
  })

  test.for([
    [['--lane', 'moon'], 'There is no lane moon; there are virtual, live and containers.'],
    [['--seed', 'x'], 'It is a whole number, 1 or more.'],
    [['--repeat', '0'], 'It is a whole number, 1 or more.'],
  ] as const)('refuses %j', async ([words, sentence]) => {
    const { run } = await aFolderWith({ 'a.yaml': PASSING })
    const { output, code } = await run('a.yaml', ...words)
    expect(output).toContain(sentence)
    expect(code).toBe(2)
  })
})

test('without Docker the lane containers is unverified, and says what is missing and what mends it', async () => {
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { run } = await aFolderWith({ 'a.yaml': PASSING })
  const { output, code } = await run('a.yaml', '--lane', 'virtual,containers')
  expect(output).toMatch(/unverified .*containers[\s\S]*(no Docker engine answers|docker command is missing)/)
  expect(output).not.toContain('differs')
  expect(code).toBe(3)
})

/** A folder with scenarios, and a command line that is typed in it. */
async function aFolderWith(scenarios: Readonly<Record<string, readonly string[]>>) {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-suite-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, steps] of Object.entries(scenarios)) {
    const header = `scenario: ${name}\nrig: ${resolve('rigs/two-sites.yaml')}\nstart: 2026-10-23T12:00Z\ntrusts: by-hand\n`
    await writeFile(join(folder, name), `${header}steps:\n${steps.map((step) => `  - ${step}\n`).join('')}`)
  }
  const run = async (...words: string[]): Promise<{ output: string; code: number }> => {
    const terminal = aTerminal({ folder })
    await runCli(
      ['run', ...words.map((word) => (word.endsWith('.yaml') || word === 'report' ? join(folder, word) : word))],
      terminal,
    )
    return { output: [...terminal.printed, ...terminal.told].join('\n'), code: terminal.code }
  }
  return { folder, run }
}
