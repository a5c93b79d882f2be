import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { reachOf } from './reach.ts'
import { STAGES, transitionsOf } from './stage.ts'

/** `make compare` says how many questions, and may say which seed; without, it is the share of each test run. */
const ASKED_FOR = process.env.LOXRIG_COMPARE
const QUESTIONS = Number(ASKED_FOR || 100_000)
const SEED = Number(process.env.LOXRIG_COMPARE_SEED || 20_260_101)
const FRESH_QUESTIONS = 10_000

/** Far more than it takes: a thousand questions take a quarter of a second on a busy machine. */
const TIMEOUT_MS = 120_000 + QUESTIONS * 2

test('the product and the second model agree about random programs, users and instants', {
  timeout: TIMEOUT_MS,
}, async () => {
  const started = performance.now()
  const asked = await compare(QUESTIONS, SEED)
  const seconds = Math.round((performance.now() - started) / 1000)
  if (ASKED_FOR) console.log(`${asked} cases from seed ${SEED}, no disagreement, ${seconds} s`)
  expect(asked).toBeGreaterThanOrEqual(QUESTIONS)
})

test('they agree about other ones at each run, whose seed a failure names', { timeout: TIMEOUT_MS }, async () => {
  expect(await compare(FRESH_QUESTIONS, Date.now() % 1_000_000_000)).toBeGreaterThanOrEqual(FRESH_QUESTIONS)
})

test('in random programs every rule makes a difference, and no answer is rare', { timeout: TIMEOUT_MS }, () => {
  const enough = 5
  const { questions, answers, counts } = reachOf(400, SEED, enough)
  expect([...counts].filter(([, count]) => count < enough)).toEqual([])
  const share = (answer: string) => (answers.get(answer) ?? 0) / questions
  expect(share('true')).toBeGreaterThan(0.1)
  expect(share('false')).toBeGreaterThan(0.1)
  expect(share('allowed')).toBeGreaterThan(0.02)
  expect(share('denied')).toBeGreaterThan(0.005)
  expect(share('not-configured')).toBeGreaterThan(0.1)
})

test('each stage but those without summer time lies at a change of its zone', () => {
  const unchanged = STAGES.filter((stage) => transitionsOf(stage).length === 0).map(({ zone, day }) => `${zone} ${day}`)
  expect(unchanged).toEqual(['UTC 2026-01-15', 'Europe/Vienna 2026-12-31', 'Europe/Vienna 2028-02-29'])
})
