import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryCase } from '../arbitrary-case.ts'
import { auditedCase } from './audited-case.ts'
import { agreeWithDecisions, agreeWithModel, edgesOf } from './brute-force.ts'

/** `LOXRIG_COMPARE_AUDIT` says of how many programs every minute of every user is asked of the model: some five minutes for ten. */
const PROGRAMS = Number(process.env.LOXRIG_COMPARE_AUDIT || 0)
const SEED = Number(process.env.LOXRIG_COMPARE_SEED || 20_261_025)
const HOUR = 60
const TIMEOUT_MS = 180_000 + PROGRAMS * 120_000

const pair = fc.record({ user: fc.nat({ max: 2 }), door: fc.nat({ max: 1 }) })

test('an audit says of every minute of two weeks what would be decided at its beginning, with reason and way', {
  timeout: TIMEOUT_MS,
}, () => {
  const property = fc.property(arbitraryCase, (found) => void agreeWithDecisions(auditedCase(found)))
  fc.assert(property, { seed: SEED, numRuns: 40 })
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

test('of every user at every door every minute of two weeks is as the second model says', {
  timeout: TIMEOUT_MS,
  skip: PROGRAMS === 0,
}, () => {
  for (const found of fc.sample(arbitraryCase, { seed: SEED, numRuns: PROGRAMS })) {
    const audited = auditedCase(found)
    const every = Array.from({ length: audited.span.minutes }, (_, minute) => minute)
    for (const user of audited.users.keys())
      for (const door of audited.doors.keys()) agreeWithModel(audited, { user, door }, every)
  }
})
