import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../../rigs/evidence/trace.ts'
import { runScenario } from '../../../rigs/scenario/run.ts'
import { readSteps } from './a-scenario.ts'

const HEADER = `scenario: A test
rig: ${resolve('rigs/two-sites.yaml')}
start: 2026-10-23T16:50[Europe/Vienna]
`

const faultsOf = (...steps: string[]) =>
  readSteps(steps, HEADER).faults.map(({ line, code, message }) => `${line - 5}: ${code}: ${message}`)

async function run(steps: readonly string[], seed = 1) {
  const { scenarios, faults } = readSteps(steps, HEADER)
  const [scenario] = scenarios
  if (scenario === undefined) throw new Error(JSON.stringify(faults))
  return runScenario(scenario, { lane: 'virtual', seed })
}

const EDITS = [
  '{ edit-user: Hugo, site: home, status: disabled, app: true }',
  '{ tap: blue-card, reader: home/front-door }',
  '{ edit-user: Clara, site: office, status: disabled, app: true }',
]
const TOGETHER = `{ together: [${EDITS.join(', ')}] }`

describe('together', () => {
  test('begins all at one instant, in the order of a seed; the same seed leaves the same trace', async () => {
    const runs = await Promise.all([1, 1, 2, 3, 4].map((seed) => run([TOGETHER], seed)))
    expect(runs.map(({ verdict }) => verdict)).toEqual(Array(5).fill('pass'))
    const traces = runs.map(({ records }) => JSON.stringify(records.filter(isOfRun)))
    expect(traces[0]).toBe(traces[1])
    expect(new Set(traces.slice(1)).size).toBeGreaterThan(1)
  })

  test('takes no longer than the longest of them', async () => {
    const alone = await Promise.all(EDITS.map((step) => run([step])))
    const all = await run([TOGETHER])
    const lasting = (records: readonly TraceRecord[]): number => {
      const answer = records.find(({ type }) => type === 'answer')
      return answer !== undefined && 'atMs' in answer ? answer.atMs : 0
    }
    const longestMs = Math.max(...alone.map(({ records }) => lasting(records)))
    expect(lasting(all.records)).toBeLessThan(alone.reduce((sum, { records }) => sum + lasting(records), 0))
    expect(lasting(all.records)).toBeLessThanOrEqual(longestMs + 5)
  })

  test('each may be refused, and has to be where it says so', async () => {
    const steps = (refused: string) => [`{ together: [${EDITS[1]}, { view: admin, site: home, by: Hugo${refused} }] }`]
    expect(await run(steps(', refused: FORBIDDEN'))).toMatchObject({ verdict: 'pass' })
    expect(await run(steps(''))).toMatchObject({
      verdict: 'fail',
      failure: { happened: 'it was refused with FORBIDDEN' },
    })
    expect(await run(steps(', refused: NOT_FOUND'))).toMatchObject({ verdict: 'fail' })
  })

  test('each is looked at as if it stood alone, and what cannot be done together is told', () => {
    expect(faultsOf('{ together: [{ tap: blue-card, reader: home/front-door }, { tap: blue-card }] }')).toEqual([
      expect.stringContaining('MISSING_KEY'),
    ])
    expect(faultsOf(`{ together: [${EDITS[0]}, { tap: blue-crad, reader: home/front-door }] }`)).toEqual([
      expect.stringContaining('NOT_FOUND'),
    ])
    for (const other of ['{ advance: 1s }', '{ cut: home }', '{ expect: { user: Hugo, site: home } }', TOGETHER])
      expect(faultsOf(`{ together: [${EDITS[0]}, ${other}] }`)).toEqual([expect.stringContaining('INVALID_VALUE')])
    expect(faultsOf(`{ together: [${EDITS[0]}] }`)).toEqual([expect.stringContaining('has at least two steps')])
    expect(faultsOf(`{ together: [${EDITS[0]}, { at: "17:00", tap: blue-card, reader: home/front-door }] }`)).toEqual([
      expect.stringContaining('INVALID_VALUE'),
    ])
  })

  test('no secret of a step within is in the trace', async () => {
    const password = 'unheard-of-7'
    const { records, verdict } = await run([
      `{ together: [{ edit-user: Hugo, site: home, password: ${password}, app: true }, ${EDITS[1]}] }`,
    ])
    expect(verdict).toBe('pass')
    expect(JSON.stringify(records)).not.toContain(password)
  })
})

describe('burden', () => {
  test('asks so often and so long, without waiting, and says what came of it', async () => {
    const { verdict, records } = await run([
      '{ burden: office, from: everybody, per-second: 4, for: 5s }',
      '{ expect: { link: office, at: home, path: internal, p95: 50ms } }',
      '{ expect: { outbox: home, most-in-flight: 1 } }',
    ])
    expect(verdict).toBe('pass')
    expect(records.find(({ type }) => type === 'answer')).toMatchObject({
      answer: { asked: 20, answered: 20, codes: [] },
    })
  })

  test('a peer that is dead is asked all the same; nobody answers', async () => {
    const { records, verdict } = await run([
      '{ power: off, of: office }',
      '{ burden: office, from: [home], per-second: 1, for: 3s }',
      '{ expect: { link: office, at: home, path: internal, p95: 1ms } }',
    ])
    const answers = records.filter(({ type }) => type === 'answer')
    expect(answers[1]).toMatchObject({ answer: { asked: 3, answered: 0, codes: ['CONNECTION_FAILED'] } })
    expect(verdict).toBe('fail')
  })
})

/** Not the first line, which names the seed. */
function isOfRun({ type }: TraceRecord): boolean {
  return type !== 'run'
}
