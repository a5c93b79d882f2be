import { expect, test } from 'vitest'

/** The runner runs this and fails unless it fails: a runner that calls it green would call anything green. */
test('the canary must fail', () => {
  expect('a failing test').toBe('reported')
})
