import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryCase } from '../arbitrary-case.ts'
import { type AuditedCase, auditedCase, weekOfChange } from './audited-case.ts'
import { agreeWithDecisions, agreeWithModel, edgesOf } from './brute-force.ts'

/** Of so many programs every minute of a week in which clocks change is asked of the model, of every user at every door. */
const WEEKS = 10
/** `LOXRIG_COMPARE_AUDIT` says of how many more programs every minute of two weeks is. */
const PROGRAMS = Number(process.env.LOXRIG_COMPARE_AUDIT || 0)
const SEED = Number(process.env.LOXRIG_COMPARE_SEED || 20_261_025)
const HOUR = 60
const TIMEOUT_MS = 180_000 + PROGRAMS * 120_000

const pair = fc.record({ user: fc.nat({ max: 2 }), door: fc.nat({ max: 1 }) })

test('an audit says of every minute of two weeks what would be decided at its beginning, with reason and way', {
  timeout: TIMEOUT_MS,
}, () => {
  const property = fc.property(arbitraryCase, (found) => void agreeWithDecisions(auditedCase(found)))
  fc.assert(property, { seed: SEED, numRuns: 25 })
})

test('an audit says about its edges, and of every minute of two hours somewhere, what the second model says', {
  timeout: TIMEOUT_MS,
}, () => {
  let asked = 0
  const property = fc.property(arbitraryCase, pair, fc.nat({ max: 14 * 24 * HOUR }), (found, asking, from) => {
    const audited = auditedCase(found)
    const edges = [...edgesOf(audited)].slice(0, 60)
    asked += agreeWithModel(
      audited,
      asking,
      new Set([...edges, ...Array.from({ length: 2 * HOUR }, (_, minute) => from + minute)]),
    )
  })
  fc.assert(property, { seed: SEED, numRuns: 150 })
  expect(asked).toBeGreaterThan(10_000)
})

test('of every user at every door every minute of a week in which clocks change is as the second model says', {
  timeout: TIMEOUT_MS,
}, () => {
  const cases = fc.sample(arbitraryCase, { seed: SEED, numRuns: 5 * WEEKS }).flatMap((found) => {
    const week = weekOfChange(found)
    return week === undefined ? [] : [auditedCase(found, week)]
  })
  const weeks = cases.slice(0, WEEKS)
  expect(weeks.map(agreeEveryMinute)).toEqual(Array.from({ length: WEEKS }, () => 3 * 2 * 7 * 24 * HOUR))
  const opening = weeks.filter(({ book }) => book.answers.some(({ minutes, runs }) => minutes > 0 && runs.length > 4))
  expect(opening.length).toBeGreaterThan(WEEKS / 2)
})

test.for(PROGRAMS > 0 ? [PROGRAMS] : [])(
  'of every user at every door of %i more programs every minute of two weeks is',
  {
    timeout: TIMEOUT_MS,
  },
  (programs) => {
    for (const found of fc.sample(arbitraryCase, { seed: SEED, numRuns: programs }))
      agreeEveryMinute(auditedCase(found))
  },
)

function agreeEveryMinute(audited: AuditedCase): number {
  const every = Array.from({ length: audited.span.minutes }, (_, minute) => minute)
  const pairs = [...audited.users.keys()].flatMap((user) => [...audited.doors.keys()].map((door) => ({ user, door })))
  return pairs.reduce((asked, pair) => asked + agreeWithModel(audited, pair, every), 0)
}
