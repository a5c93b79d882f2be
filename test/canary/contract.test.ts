import { expect, test } from 'vitest'
import { machineRandom } from '../../sim/io/env.ts'

test('chance says the same twice', () => {
  expect(machineRandom(16), 'canary of contract').toEqual(machineRandom(16))
})
