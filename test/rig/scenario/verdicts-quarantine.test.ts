import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runCli } from '../../../rigs/cli/cli.ts'
import { aTerminal } from '../cli/a-terminal.ts'

const TAP = '{ tap: blue-card, reader: office/front-door }'
const PASSING = [TAP, '{ expect: { decision: granted } }']
const FAILING = [TAP, '{ expect: { decision: denied } }']
const LAST_DAY = '9999-12-31'

describe('a scenario in quarantine', () => {
  test('that fails runs, is reported with its reason and date, and leaves the exit code alone', async () => {
    const { output, code, report } = await runQuarantined(FAILING)
    expect(output).toMatch(/^quarantined {2}.*known\.yaml {2}virtual, 2 steps, .* s$/m)
    expect(output).toContain(`in quarantine until ${LAST_DAY}: P-35 is open`)
    expect(output).toMatch(/known\.yaml:\d+: expected denied; granted at .*; repeat: loxrig run/)
    expect(code).toBe(0)
    expect(JSON.parse(await report('result.json'))).toMatchObject({
      verdict: 'fail',
      quarantine: { reason: 'P-35 is open', until: LAST_DAY, state: 'holds' },
    })
    const xml = await report('junit.xml')
    expect(xml).toContain('failures="0"')
    expect(xml).toContain(`<skipped>in quarantine until ${LAST_DAY}: P-35 is open; `)
  })

  test('that passes says that the quarantine can go', async () => {
    const { output, code, report } = await runQuarantined(PASSING)
    expect(output).toMatch(/^pass {2}.*known\.yaml/m)
    expect(output).toContain(`the quarantine can go: it passed (P-35 is open, until ${LAST_DAY})`)
    expect(code).toBe(0)
    expect(JSON.parse(await report('result.json'))).toMatchObject({ verdict: 'pass', quarantine: { state: 'can-go' } })
  })

  test('does not excuse another, and does not end a run with --bail', async () => {
    const { output, code } = await runQuarantined(FAILING, { others: { 'z.yaml': FAILING }, words: ['--bail'] })
    expect(output).toMatch(/^quarantined {2}[\s\S]*^fail {2}.*z\.yaml/m)
    expect(code).toBe(1)
  })
})

interface Others {
  readonly others?: Readonly<Record<string, readonly string[]>>
  readonly words?: readonly string[]
}

async function runQuarantined(steps: readonly string[], { others = {}, words = [] }: Others = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-quarantine-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const header = `rig: ${resolve('rigs/two-sites.yaml')}\nstart: 2026-10-23T12:00Z\ntrusts: by-hand\n`
  const write = (name: string, extra: string, each: readonly string[]): Promise<void> =>
    writeFile(
      join(folder, name),
      `scenario: ${name}\n${header}${extra}steps:\n${each.map((step) => `  - ${step}\n`).join('')}`,
    )
  await write('known.yaml', `quarantine: { reason: P-35 is open, until: ${LAST_DAY} }\n`, steps)
  for (const [name, each] of Object.entries(others)) await write(name, '', each)
  const files = ['known.yaml', ...Object.keys(others)].map((name) => join(folder, name))
  const terminal = aTerminal({ folder })
  await runCli(['run', ...files, '--report', join(folder, 'report'), ...words], terminal)
  return {
    output: [...terminal.printed, ...terminal.told].join('\n'),
    code: terminal.code,
    report: (name: string) => readFile(join(folder, 'report', name), 'utf8'),
  }
}
