import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { decide } from '../../../sim/domain/access/decide.ts'
import type { Reason } from '../../../sim/domain/access/decision.ts'
import { aProgram, keyOf, type UserDescription, uuidOf } from '../../helpers/a-program.ts'
import { ALONE, someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { DOOR, DOORS, decideWith, noon, OFFICE, OLIVER } from './at-the-front-door.ts'

describe('decide() asks in order', () => {
  const blocked = { state: 'timespan', validFromMs: noon + 1, validUntilMs: noon } as const
  const ladder: [Reason, UserDescription, string[]][] = [
    ['USER_DISABLED', { status: { state: 'disabled' }, disabledHere: true }, ['deny']],
    ['DISABLED_BY_SOURCE', { origin: OFFICE, status: { state: 'disabled' }, disabledHere: true }, ['deny']],
    ['DISABLED_HERE', { origin: OFFICE, status: blocked, disabledHere: true }, ['deny']],
    ['ORIGIN_OFFLINE', { origin: OFFICE, status: blocked }, ['deny']],
    ['NOT_YET_VALID', { status: blocked }, ['deny']],
    ['EXPIRED', { status: { state: 'enabled-until', validUntilMs: noon } }, ['deny']],
    ['DENIED', {}, ['allow', 'deny']],
    ['NOT_CONFIGURED', {}, []],
    ['OUTSIDE_SCHEDULE', {}, ['allow during Never']],
    ['ALLOWED', {}, ['allow during Always']],
  ]
  test.for(ladder)('§3.4.2: %s is the most basic reason that applies', ([reason, user, effects]) => {
    const permissions = effects.map((effect) => {
      const [verb, ...rest] = effect.split(' ')
      return ['user:Oliver', verb, 'access:Front Door', ...rest].join(' ')
    })
    const users = { Oliver: { ...OLIVER, ...user } }
    expect(decideWith({ users, permissions }, noon, someOrigins({}, [OFFICE])).reason).toBe(reason)
  })

  test('§3.3.6: a replica is let in again when its origin and this unit both want it, and the origin is heard', () => {
    const permissions = ['user:Anna allow access:Front Door']
    const users = { Anna: { ...OLIVER, origin: OFFICE } }
    expect(decideWith({ users, permissions }, noon, someOrigins({ [OFFICE]: 'Office' }))).toMatchObject({
      outcome: 'granted',
      user: uuidOf('user', 'Anna'),
    })
  })

  test('R77, P-41: lets a user in at the first valid instant and out at the first invalid one', () => {
    const status = { state: 'timespan', validFromMs: noon, validUntilMs: noon + 1 } as const
    const users = { Oliver: { ...OLIVER, status } }
    const permissions = ['user:Oliver allow access:Front Door']
    const reasons = [noon - 1, noon, noon + 1].map((at) => decideWith({ users, permissions }, at).reason)
    expect(reasons).toEqual(['NOT_YET_VALID', 'ALLOWED', 'EXPIRED'])
  })
})

describe('decide() with several holders of one credential', () => {
  const users = { Anna: OLIVER, Bert: OLIVER }
  const both = [uuidOf('user', 'Anna'), uuidOf('user', 'Bert')].sort()

  test('§3.6.1: grants what one enabled holder may, and names nobody', () => {
    const decision = decideWith({ users, permissions: ['user:Bert allow access:Front Door'] })
    expect(decision).toMatchObject({ outcome: 'granted', candidates: both, via: { principal: keyOf('user:Bert') } })
    expect(decision).not.toHaveProperty('user')
  })

  test('names the first by key of the assignments that open', () => {
    const names = ['user:Anna', 'user:Bert'] as const
    const [via] = names.map((name) => keyOf(name)).sort()
    const decision = decideWith({ users, permissions: names.map((name) => `${name} allow access:Front Door`) })
    expect(decision.via?.principal).toBe(via)
  })

  test('names the first by key also where it opens for another holder than the first', () => {
    const [first, second] = ['Anna', 'Bert'].toSorted((a, b) => (uuidOf('user', a) < uuidOf('user', b) ? -1 : 1))
    const permissions = [`user:${first} allow access:Front Door`, 'group:Staff allow access:Front Door']
    const holders = { ...users, [second ?? '']: { ...OLIVER, groups: ['Staff'] } }
    expect(decideWith({ users: holders, groups: { Staff: [] }, permissions })).toEqual({
      outcome: 'granted',
      reason: 'ALLOWED',
      candidates: both,
      via: { principal: keyOf('group:Staff'), object: DOOR, scope: 'physical' },
    })
  })

  test('a holder who is disabled does not help, and the reason is that of whoever got furthest', () => {
    const disabled = { ...users, Bert: { ...OLIVER, status: { state: 'disabled' } } } as const
    const permissions = ['user:Bert allow access:Front Door', 'user:Anna allow access:Front Door during Never']
    const decision = decideWith({ users: disabled, permissions })
    expect(decision).toEqual({ outcome: 'denied', reason: 'OUTSIDE_SCHEDULE', candidates: both })
  })

  test('§3.6.1: denies where neither may', () => {
    const decision = decideWith({ users, permissions: ['user:Anna deny access:Front Door'] })
    expect(decision).toEqual({ outcome: 'denied', reason: 'NOT_CONFIGURED', candidates: both })
  })

  test('codes of several origins are looked up together', () => {
    const coded = { Anna: { codeDigest: 'local' }, Bert: { codeDigest: 'remote', origin: OFFICE } }
    const index = compileAccess(aProgram({ users: coded, controls: DOORS }))
    const credential = { kind: 'code', id: '0123' } as const
    const decision = decide(
      index,
      { credential, codeDigests: ['local', 'remote', 'none'], object: DOOR },
      noon,
      VIENNA,
      ALONE,
    )
    expect(decision.candidates).toEqual(both)
  })
})
