import { describe, expect, test } from 'vitest'
import { activityOf, inactivity, userInactivity } from '../../../sim/domain/access/status.ts'
import type { UserStatus } from '../../../sim/domain/program/program.ts'
import { aProgram, type UserDescription, uuidOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'

const OFFICE = '504F94A00001'
const from = Date.UTC(2026, 5, 1)
const until = Date.UTC(2026, 6, 1)

describe('inactivity()', () => {
  test.for<[UserStatus['state'], (string | undefined)[]]>([
    ['enabled', [undefined, undefined, undefined, undefined]],
    ['disabled', ['USER_DISABLED', 'USER_DISABLED', 'USER_DISABLED', 'USER_DISABLED']],
    ['enabled-until', [undefined, undefined, undefined, 'EXPIRED']],
    ['enabled-from', ['NOT_YET_VALID', undefined, undefined, undefined]],
    ['timespan', ['NOT_YET_VALID', undefined, undefined, 'EXPIRED']],
  ])('R77, R144: a user who is %s is active in a half-open window', ([state, expected]) => {
    const status = { state, validFromMs: from, validUntilMs: until }
    expect([from - 1, from, until - 1, until].map((at) => inactivity(status, at))).toEqual(expected)
  })

  test.for<[UserStatus['state'], string]>([
    ['enabled-until', 'EXPIRED'],
    ['enabled-from', 'NOT_YET_VALID'],
    ['timespan', 'NOT_YET_VALID'],
  ])('a window of state %s without its bounds is never open', ([state, expected]) => {
    expect(inactivity({ state }, from)).toBe(expected)
  })
})

describe('userInactivity()', () => {
  test('a local user needs nobody to be heard', () => {
    const user = aProgram({ users: { Anna: {} } }).users.get(uuidOf('user', 'Anna'))
    expect(user && userInactivity(user, from, { isOnline: () => false })).toBeUndefined()
  })

  test('what makes most users active is kept once', () => {
    const status = { state: 'enabled' } as const
    expect(activityOf({ status })).toBe(activityOf({ status: { ...status, validUntilMs: from } }))
    expect(activityOf({ status: { state: 'enabled-until', validUntilMs: from } })).not.toBe(activityOf({ status }))
  })

  test.for<[string, UserDescription, string | undefined]>([
    ['a local user needs no origin', {}, undefined],
    ['a user disabled here is not active, even where there is no origin', { disabledHere: true }, 'DISABLED_HERE'],
    ['a replica of an origin that is heard is active', { origin: OFFICE }, undefined],
    ['a replica of a silent origin is not', { origin: '504F94A00009' }, 'ORIGIN_OFFLINE'],
    ['what the source disabled stays so', { origin: OFFICE, status: { state: 'disabled' } }, 'DISABLED_BY_SOURCE'],
    ['what was disabled here stays so', { origin: OFFICE, disabledHere: true }, 'DISABLED_HERE'],
    [
      'the source is named before this unit',
      { origin: OFFICE, status: { state: 'disabled' }, disabledHere: true },
      'DISABLED_BY_SOURCE',
    ],
  ])('§3.3.6: %s', ([, described, expected]) => {
    const user = aProgram({ users: { Anna: described } }).users.get(uuidOf('user', 'Anna'))
    expect(user && userInactivity(user, from, someOrigins({ [OFFICE]: 'Office' }, ['504F94A00009']))).toBe(expected)
  })
})
