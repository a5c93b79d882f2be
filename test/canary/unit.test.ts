import { expect, test } from 'vitest'
import { requireTrustType } from '../../sim/domain/trust/eligibility.ts'

test('a Gen. 1 unit may be in a Trust', () => {
  const unit = { serial: '504F94A00074', miniserverType: 0, firmware: '16.0.6.10' }
  expect(() => requireTrustType(unit), 'canary of unit').not.toThrow()
})
