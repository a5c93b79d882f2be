import { describe, expect, test } from 'vitest'
import { failureLine } from '../../../rigs/evidence/failure-line.ts'
import { traceText } from '../../../rigs/evidence/trace.ts'
import { FIRST_STEP_LINE, runSteps } from './a-scenario.ts'

const TAP = '{ tap: blue-card, reader: office/front-door }'

describe('runScenario()', () => {
  test.for<[string, string[]]>([
    [
      'a decision with its reasons',
      [TAP, '{ expect: { decision: granted, reason: ALLOWED, user: Anna, group: Management, path: "U:Anna" } }'],
    ],
    [
      'a pulse and how long it lasts',
      [TAP, '{ expect: { pulse: Front Strike, reader: office/front-door, lasting: 3s, times: 1 }, within: 4s }'],
    ],
    [
      'a history',
      [TAP, '{ expect: { history: office/front-door, entries: 1, user: Anna, reason: ALLOWED, type: 3, output: 1 } }'],
    ],
    [
      'an iButton',
      ['{ touch: blue-button, reader: office/side-door }', '{ expect: { decision: granted, user: Anna, output: P } }'],
    ],
    [
      'nothing, for a while',
      ['{ tap: blue-card, reader: home/front-door }', '{ never: { pulse: O1, reader: home/front-door }, for: 1m }'],
    ],
    ['a refusal', ['{ save: office, refused: NO_DOCUMENT }']],
    ['a refusal of who may not', ['{ load: office, by: Otto, refused: FORBIDDEN }']],
    [
      'a new user, after the save',
      [
        '{ load: home }',
        '{ add-user: Zoe, site: home, tags: [green-card] }',
        '{ grant: Zoe, object: "home/access:Front Door" }',
        '{ save: home }',
        '{ tap: green-card, reader: home/front-door }',
        '{ expect: { decision: granted, user: Zoe } }',
      ],
    ],
    [
      'a right taken away at once',
      [
        '{ revoke: Anna, object: "office/access:Front Door", app: true }',
        TAP,
        '{ expect: { decision: denied, reason: NOT_CONFIGURED } }',
      ],
    ],
    [
      'a deny',
      [
        '{ load: office }',
        '{ deny: Anna, object: "office/access:Front Door" }',
        '{ save: office }',
        TAP,
        '{ expect: { decision: denied, reason: DENIED } }',
      ],
    ],
    [
      'nothing of a document that was discarded',
      [
        '{ load: office }',
        '{ deny: Anna, object: "office/access:Front Door" }',
        '{ discard: office }',
        TAP,
        '{ expect: { decision: granted } }',
      ],
    ],
    [
      'schedules by the clock of the site',
      [
        '{ set-clock: "03:00", site: office }',
        '{ tap: red-card, reader: office/front-door }',
        '{ expect: { decision: denied, reason: OUTSIDE_SCHEDULE } }',
        '{ until: "08:00", site: office }',
        '{ tap: red-card, reader: office/front-door }',
        '{ expect: { decision: granted, schedule: Office Hours } }',
      ],
    ],
  ])('passes what expects %s', async ([, steps]) => {
    const { verdict, failure } = await runSteps(steps)
    expect(failure).toBeUndefined()
    expect(verdict).toBe('pass')
  })

  test.for<[string, string[], string]>([
    [
      'another outcome',
      [TAP, '{ expect: { decision: denied } }'],
      'expected denied; granted at office/front-door because ALLOWED: The access is allowed, and now (U:Anna, Always)',
    ],
    [
      'another user',
      [TAP, '{ expect: { decision: granted, user: Ben } }'],
      'expected granted, user Ben; user Anna at office/front-door because ALLOWED',
    ],
    [
      'a decision elsewhere',
      [TAP, '{ expect: { decision: granted, reader: home/front-door } }'],
      'nothing was decided there',
    ],
    [
      'a pulse that never came',
      ['{ tap: blue-card, reader: home/front-door }', '{ expect: { pulse: O1, reader: home/front-door } }'],
      'expected a pulse of O1 at home/front-door; O1 stayed off',
    ],
    [
      'a longer pulse',
      [TAP, '{ expect: { pulse: O1, reader: office/front-door, lasting: 5s }, within: 9s }'],
      'O1 was on for 3 s',
    ],
    [
      'another history',
      [TAP, '{ expect: { history: office/front-door, reason: DENIED } }'],
      'its newest entry has reason ALLOWED because ALLOWED',
    ],
    [
      'that never happens what did',
      [TAP, '{ never: { decision: granted }, for: 1s }'],
      'expected never granted; it did',
    ],
    [
      'a refusal that did not come',
      ['{ load: office, refused: FORBIDDEN }'],
      'expected load office to be refused with FORBIDDEN; it was done',
    ],
    [
      'another refusal',
      ['{ save: office, refused: FORBIDDEN }'],
      'to be refused with FORBIDDEN; it was refused with NO_DOCUMENT because no document',
    ],
    ['no refusal', ['{ save: office }'], 'expected save office; it was refused with NO_DOCUMENT'],
  ])('fails what expects %s, and says so in a line', async ([, steps, sentence]) => {
    const { verdict, failure } = await runSteps([...steps, '{ advance: 1s }'])
    expect(verdict).toBe('fail')
    const line = failure === undefined ? '' : failureLine(failure)
    expect(line).toContain(sentence)
    expect(line).toMatch(/^test\.yaml:\d+: expected .*; repeat: loxrig run test\.yaml --lane virtual --seed 1$/)
  })

  test('ends at the first step that fails', async () => {
    const { steps, failure } = await runSteps(['{ save: office }', TAP])
    expect(steps.map(({ outcome }) => outcome)).toEqual(['failed', 'not-run'])
    expect(failure).toMatchObject({ line: FIRST_STEP_LINE, column: 5 })
  })

  test('writes nothing secret and nothing sealed down', async () => {
    const { records } = await runSteps([
      TAP,
      '{ tap: "04 A1 B2 C3 D4 E5 80", reader: office/front-door }',
      '{ load: office }',
      '{ create-trust: Company, site: office }',
      '{ make-key: company, site: office }',
      '{ add-user: Zoe, site: office, tags: ["04 11 22 33 44 55 66"], password: topsecret }',
    ])
    const trace = traceText(records)
    expect(trace).toContain('tag-presented')
    expect(trace).not.toMatch(/sealed|keyFile|topsecret|04 ?A1 ?B2|04 ?11 ?22/i)
  })

  test('leaves another trace with another seed, and the same with the same', async () => {
    const traces = await Promise.all(
      [1, 1, 2].map(async (seed) => traceText((await runSteps([TAP], { seed })).records)),
    )
    expect(traces[0]).toBe(traces[1])
    expect(traces[2]?.split('\n').slice(1)).not.toEqual(traces[0]?.split('\n').slice(1))
  })

  test('carries the trusts of the rig file out, where they are not by hand', async () => {
    const { parseScenario } = await import('../../../rigs/scenario/read.ts')
    const { readFromDisk } = await import('../../../rigs/rig-file/files.ts')
    const { runScenario } = await import('../../../rigs/scenario/run.ts')
    const text = `scenario: x\nrig: ${process.cwd()}/rigs/two-sites.yaml\nstart: 2026-10-23T12:00Z\nsteps:
  - { tap: blue-card, reader: home/front-door }\n  - { expect: { decision: granted, user: Anna@Office } }\n`
    const {
      scenarios: [scenario],
    } = parseScenario(text, 'x.yaml', readFromDisk)
    if (scenario === undefined) throw new TypeError('the scenario has faults')
    expect(await runScenario(scenario, { lane: 'virtual', seed: 1 })).toMatchObject({ verdict: 'pass' })
  })
})
