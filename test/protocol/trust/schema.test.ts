import { expect, test } from 'vitest'
import { TrustFrame } from '../../../sim/protocol/trust/schema.ts'
import { aUser, joinedSites, OFFICE, take } from '../../domain/trust/an-estate.ts'

test('R40: whatever a Miniserver says of its users its peer reads, and no field is lost on the way', () => {
  const { estate, office, home } = joinedSites()
  const password = { alg: 'SHA256', salt: '30', hash: 'AB', score: 2 } as const
  const status = { state: 'enabled-until', validUntilMs: 4_102_444_800_000, onExpiry: 'delete' } as const
  const anna = aUser('Anna', OFFICE, { password, visuPassword: password, codeDigest: 'ab'.repeat(20), status })
  office.config({ type: 'add-user', user: anna })
  take(home, 'user', anna.uuid)
  home.edit({ type: 'take-over-user', uuid: anna.uuid })
  const types = new Set(estate.log.map(({ message }) => message.type))
  expect([...types]).toEqual(expect.arrayContaining(['join', 'members', 'subscribe', 'owned', 'answer']))
  for (const { message } of estate.log) {
    const frame: TrustFrame = { v: 1, n: 1, message }
    expect(TrustFrame.parse(frame)).toEqual(frame)
  }
  expect(office.notices).not.toContain('trust-lost-update')
})
