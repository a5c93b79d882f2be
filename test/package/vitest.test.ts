import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesUnder, ROOT } from '../../scripts/source/files.ts'
import { aProject, type Project, run } from './a-project.ts'

const FILES = filesUnder('fixtures/vitest-project', '')

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly Assertion[]
  }[]
}

interface Assertion {
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

let project: Project
let tests: ReadonlyMap<string, Assertion>

beforeAll(async () => {
  project = await aProject(['vitest', 'typescript', '@types/node'])
  const { folder } = project
  for (const file of FILES) await copyFile(join(ROOT, file), join(folder, file.split('/').at(-1) ?? ''))
  // It fails: most of its tests are to.
  const words = ['vitest', 'run', '--reporter=json', '--outputFile=out.json', '--testTimeout=60000']
  await run('npx', words, { cwd: folder }).catch(() => {})
  const { testResults }: Report = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8'))
  tests = new Map(testResults.flatMap((file) => file.assertionResults).map((each) => [each.title, each]))
})

afterAll(() => project[Symbol.asyncDispose]())

const reportOf = async (title: string) =>
  JSON.parse(await readFile(join(project.folder, 'reports/failing.test', title, 'result.json'), 'utf8'))

describe("loxrig/vitest in somebody's project", () => {
  test.for<[string, string]>([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
    ['preserve', 'bundler'],
  ])(
    'has types, also where declarations are checked, module %s and resolution %s: right words compile, wrong ones do not',
    async ([module, resolution]) => {
      const options = ['--noEmit', '--module', module, '--moduleResolution', resolution]
      await expect(run('npx', ['tsc', ...options], { cwd: project.folder })).resolves.toMatchObject({ stdout: '' })
    },
  )

  test.for(['right words are right types', 'wrong words are wrong types', 'wrong options are refused'])(
    'runs in TypeScript: %s',
    (title) => {
      expect(tests.get(title)).toMatchObject({ status: 'passed' })
    },
  )

  test.for<[string, string]>([
    [
      'a denied door',
      'expected granted, at home/front-door, user Anna@Office; denied, user nobody at home/front-door because UNKNOWN_CREDENTIAL: ',
    ],
    [
      'another reason',
      'expected denied, at home/front-door, reason EXPIRED; reason OUTSIDE_SCHEDULE at home/front-door because OUTSIDE_SCHEDULE: ',
    ],
    ['an absence that is none', 'expected never granted, at home/front-door; it did'],
    ['an absence without a duration', ".not.toOpen() says how long: { for: '5s' }; so much time passes."],
    [
      'a presence with a duration',
      'toOpen() waits with within; for is how long something does not happen, after .not.',
    ],
    ['a reader that is not there', 'No reader home/frnt-door in rig two-sites. Did you mean "home/front-door"?'],
    ['a door that is not there', 'no reader home/frnt-door in rig two-sites. Did you mean "home/front-door"?'],
    ['a refusal', 'expected save home; it was refused with NO_DOCUMENT because '],
    ['no refusal', 'expected load home to be refused with FORBIDDEN; it was done'],
    ['a bell', 'expected a pulse of Bell at home/front-door'],
    ['a word that is not built', '"detach" is a word of the language that is not built yet.'],
    ['a sleep', 'A scenario does not sleep: let time pass with advance or until'],
    [
      'a step that comes too early',
      '"tap red-card at home/front-door" came before "tap blue-card at home/front-door" was done: await each step.',
    ],
    ['a failure that is not of the rig', 'expected 1 to be 2'],
  ])('runs in JavaScript: %s fails and says why', ([title, sentence]) => {
    const { status, failureMessages } = tests.get(title) ?? {}
    expect(status).toBe('failed')
    expect(failureMessages?.[0]).toContain(sentence)
  })

  test('leaves a report of each test: the failure with its place, its reasons and the command that repeats it', async () => {
    const { verdict, failure, steps, invariants } = await reportOf('a-denied-door')
    expect(verdict).toBe('fail')
    expect(steps).toMatchObject([
      { word: 'tap', outcome: 'done' },
      { outcome: 'failed', line: failure.line },
    ])
    expect(failure).toMatchObject({
      file: expect.stringMatching(/failing\.test\.js$/),
      happened: 'denied, user nobody at home/front-door',
      repeat: 'npx vitest run failing.test.js -t "a denied door"',
    })
    expect(invariants.checked.length).toBeGreaterThan(3)
    const lines = (await readFile(failure.file, 'utf8')).split('\n')
    expect(lines[failure.line - 1]).toContain("toOpen({ user: 'Anna@Office' })")
  })

  test('reports what failed beside the rig as such, though a step was refused as it should be', async () => {
    const { failure } = await reportOf('a-failure-that-is-not-of-the-rig')
    expect(failure).toMatchObject({ expected: 'the test to pass', happened: expect.stringContaining('1 to be 2') })
  })

  test('never calls skipped what passed', async () => {
    expect(tests.get('skipped')).toMatchObject({ status: 'skipped' })
    expect(await reportOf('skipped')).toMatchObject({ verdict: 'unverified' })
  })

  test.for<[string, string, object]>([
    ['an absent reader', 'an-absent-reader', { expected: 'the live lane to come up' }],
    [
      'a swapped reader that is not there',
      'a-swapped-reader-that-is-not-there',
      { expected: 'the live lane to come up' },
    ],
    [
      'a fault of the live lane',
      'a-fault-of-the-live-lane',
      { why: expect.stringContaining('--lane virtual'), line: 13 },
    ],
  ])('is skipped as unverified where a real part is absent: %s', async ([title, folder, failure]) => {
    expect(tests.get(title)).toMatchObject({ status: 'skipped' })
    const report = join(project.folder, 'reports/absent.test', folder, 'result.json')
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
      verdict: 'unverified',
      failure: { isAbsent: true, ...failure },
    })
  })
})
