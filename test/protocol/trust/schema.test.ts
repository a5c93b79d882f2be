import { expect, test } from 'vitest'
import { IOS_MAX } from '../../../sim/domain/trust-io/value.ts'
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

const uuidOf = (index: number): string => `0a0b0c0d-0001-0001-${index.toString(16).padStart(16, '0')}`
const uuids = (count: number): string[] => Array.from({ length: count }, (_, index) => uuidOf(index))
const values = (ios: readonly string[]) => ios.map((io) => ({ io, value: 1 }))
const isTaken = (message: unknown): boolean => TrustFrame.safeParse({ v: 1, n: 1, message }).success

test.for<[string, (ios: readonly string[]) => unknown]>([
  ['follow', (ios) => ({ id: 'a', type: 'follow', ios })],
  ['values', (ios) => ({ id: 'a', type: 'values', follow: 'f', seq: 1, values: values(ios) })],
  ['set-values', (ios) => ({ id: 'a', type: 'set-values', follow: 'f', seq: 1, values: values(ios) })],
])('a %s names each input and output once, and no more than ten thousand', ([, message]) => {
  expect(isTaken(message(uuids(IOS_MAX)))).toBe(true)
  expect(isTaken(message(uuids(IOS_MAX + 1)))).toBe(false)
  expect(isTaken(message([uuidOf(1), uuidOf(2), uuidOf(1)]))).toBe(false)
})

test('users taken over are named once each', () => {
  const owned = (...names: readonly string[]) => ({
    ...{ id: 'a', type: 'owned' },
    users: names.map((uuid, at) => ({ uuid, ownershipEpoch: at + 1, digest: '00' })),
  })
  expect(isTaken(owned(uuidOf(1), uuidOf(2)))).toBe(true)
  expect(isTaken(owned(uuidOf(1), uuidOf(1)))).toBe(false)
})
