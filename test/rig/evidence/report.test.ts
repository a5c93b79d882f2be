import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, onTestFinished, test } from 'vitest'
import { junitXml } from '../../../rigs/evidence/junit.ts'
import { openReport } from '../../../rigs/evidence/report.ts'
import { type Result, resultSchema } from '../../../rigs/evidence/result.ts'
import { planEstate } from '../../../rigs/factory/plan.ts'
import { INVARIANTS } from '../../../rigs/scenario/invariants/index.ts'
import { Needles } from '../../../rigs/scenario/invariants/needles.ts'
import { Secrets } from '../../../rigs/scenario/invariants/secrets.ts'
import type { Scenario } from '../../../rigs/scenario/scenario.ts'
import { machineRandom } from '../../../sim/io/env.ts'
import { readSteps, runSteps } from '../scenario/a-scenario.ts'
import { aResult } from './a-result.ts'
import { aFailedRun, aRun } from './a-run.ts'

describe('a report', () => {
  test('says incomplete until its run has ended, and settles last', async () => {
    const directory = await aFolder()
    const report = await openReport(aScenario(), { lane: 'virtual', seed: 1, directory })
    expect(await resultIn(directory)).toMatchObject({ verdict: 'incomplete' })
    expect(await readdir(directory)).toEqual(['result.json'])
    await report.settle(await aRun())
    expect(await resultIn(directory)).toMatchObject({ verdict: 'pass', rig: 'two-sites', lane: 'virtual', seed: 1 })
    expect((await readdir(directory)).sort()).toEqual(['junit.xml', 'result.json', 'timeline.html', 'trace.jsonl'])
  })

  test('I3: holds no secret that the rig was given or made up, in none of its files', async () => {
    const directory = await aFolder()
    const steps = [
      '{ edit-user: Otto, site: office, app: true, password: a-typed-password }',
      '{ tap: blue-card, reader: office/front-door }',
      '{ tap: AB CD EF 01 23 45 67, reader: office/front-door }',
    ]
    const report = await openReport(aScenario(), { lane: 'virtual', seed: 1, directory })
    await report.settle(await runSteps(steps))
    const files = await readdir(directory)
    const text = (await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')))).join('\n')
    expect(files).toHaveLength(4)
    expect(text).toContain('blue-card')
    const { rig } = aScenario()
    const secrets = new Secrets(rig, planEstate(rig, 'in-process', machineRandom))
    secrets.typed({ password: 'a-typed-password', tap: 'AB CD EF 01 23 45 67' })
    const known = secrets.all().map((secret) => secret.text)
    expect(known).toEqual(
      expect.arrayContaining(['04A1B2C3D4E580', 'abcdef01234567', 'a-typed-password', 'office-otto']),
    )
    expect([...new Needles(known).in(text)]).toEqual([])
    expect([...new Needles(known).in(`${text} 04a1b2c3d4e580`)]).toEqual(['04a1b2c3d4e580'])
  })

  test('that cannot be written is refused before anything runs', async () => {
    const file = join(await aFolder(), 'file')
    await writeFile(file, '')
    const opening = openReport(aScenario(), { lane: 'virtual', seed: 1, directory: file })
    await expect(opening).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining(file) })
  })

  test('of a failed run tells what failed and what was not run', async () => {
    const directory = await aFolder()
    const report = await openReport(aScenario(), { lane: 'virtual', seed: 1, directory })
    await report.settle(await aFailedRun())
    const result = await resultIn(directory)
    expect(result).toMatchObject({ verdict: 'fail', failure: { expected: 'denied', isAbsent: false } })
    expect(result.steps?.map(({ outcome }) => outcome)).toEqual(['done', 'failed', 'not-run'])
  })

  test('is as its published schema says', async () => {
    const ajv = new Ajv({ strict: false })
    addFormats.default(ajv)
    const validate = ajv.compile(JSON.parse(await readFile('schemas/result.schema.json', 'utf8')))
    const report = await openReport(aScenario(), { lane: 'virtual', seed: 1 })
    validate(JSON.parse(JSON.stringify(await report.settle(await aFailedRun()))))
    expect(validate.errors).toBeNull()
  })

  test('begins its trace with what it is a trace of, and nothing of this machine', async () => {
    const directory = await aFolder()
    const report = await openReport(aScenario(), { lane: 'virtual', seed: 7, directory })
    await report.settle(await aRun())
    const lines = (await readFile(join(directory, 'trace.jsonl'), 'utf8')).trimEnd().split('\n')
    const [first, ...rest] = lines.map((line) => JSON.parse(line))
    expect(first).toMatchObject({
      type: 'run',
      rig: 'two-sites',
      scenario: 'test.yaml',
      timeZoneData: expect.any(String),
    })
    expect(lines[0]).not.toContain(process.versions.node)
    expect(lines[0]).not.toContain(process.cwd())
    expect(rest.at(-1)).toMatchObject({ type: 'end', verdict: 'pass' })
    expect(Object.keys(first)).toEqual(Object.keys(first).sort())
  })
})

describe('junitXml()', () => {
  test('tells the cases of one variant from those of another', () => {
    const xmlOf = (variant: string): string =>
      junitXml(aResult({ scenario: { path: 'doors/office.yaml', title: 'x', variant, proves: [] } }))
    expect(xmlOf('at 8.30')).toContain('classname="virtual.doors.office (at 8_30)"')
    expect(xmlOf('too late')).toContain('classname="virtual.doors.office (too late)"')
  })

  test('has a case for each step, with the failure where it is', async () => {
    const report = await openReport(aScenario(), { lane: 'virtual', seed: 1 })
    const xml = junitXml(await report.settle(await aFailedRun()))
    expect(XMLValidator.validate(xml)).toBe(true)
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml)
    const tests = `${3 + INVARIANTS.length}`
    expect(testsuites).toMatchObject({ '@_tests': tests, '@_failures': '1' })
    expect(testsuites.testsuite).toMatchObject({ '@_tests': tests, '@_failures': '1', '@_skipped': '1' })
    const [done, failed, skipped] = testsuites.testsuite.testcase
    expect(done['@_name']).toContain('tap blue-card at office/front-door')
    expect(failed.failure['@_message']).toMatch(
      /^test\.yaml:\d+: expected denied; granted at office\/front-door because/,
    )
    expect(skipped.skipped).toBeDefined()
  })

  test.for(['<&>"\'', ']]>', 'a\nb\tc\r', '\u0000\u0008\u000b\ufffe', '\ud800 half', 'Tür 🚪'])(
    'is well-formed with %j in it',
    (text) => {
      const steps = [{ line: 1, word: 'tap', text, outcome: 'failed', durationMs: 1 } as const]
      const failure = {
        file: text,
        line: 1,
        column: 1,
        expected: text,
        happened: text,
        why: text,
        repeat: text,
        isAbsent: false,
      }
      const result: Result = { ...aResult(), scenario: { path: text, title: text, proves: [] }, steps, failure }
      const xml = junitXml({ ...result, steps: [...steps] })
      expect(XMLValidator.validate(xml)).toBe(true)
      expect(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(xml)).toBe(false)
      const { testsuites } = new XMLParser({ ignoreAttributes: false, trimValues: false }).parse(xml)
      const told = text.replaceAll(/[\0\b\v\ufffe\ud800]/g, '\ufffd')
      expect(decoded(testsuites.testsuite['@_name'])).toBe(told)
    },
  )

  test('shows what was absent as skipped', () => {
    const steps: Result['steps'] = [{ line: 1, word: 'tap', text: 'x', outcome: 'absent', durationMs: 1 }]
    const xml = junitXml({ ...aResult(), verdict: 'unverified', steps })
    expect(XMLValidator.validate(xml)).toBe(true)
    expect(xml).toContain('failures="0"')
    expect(xml).toContain('<skipped>a real part is absent</skipped>')
  })
})

/** The parser leaves references to characters by number as they are. */
function decoded(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}

function aScenario(): Scenario {
  const {
    scenarios: [scenario],
  } = readSteps(['{ advance: 1s }'])
  if (scenario === undefined) throw new TypeError('the scenario has faults')
  return scenario
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-report-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function resultIn(directory: string): Promise<Result> {
  return resultSchema.parse(JSON.parse(await readFile(join(directory, 'result.json'), 'utf8')))
}
