import { expect, test } from 'vitest'
import { RigError } from '../../sim/domain/errors.ts'

test('a reader that is lost is still there', () => {
  expect(new RigError('READER_LOST', 'its device is gone').code, 'canary of hardware').toBe('READER_ABSENT')
})
