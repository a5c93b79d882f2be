import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { type AccessRequest, decide, decideUser } from '../../../sim/domain/access/decide.ts'
import type { Decision, Reason } from '../../../sim/domain/access/decision.ts'
import type { Origins } from '../../../sim/domain/access/origins.ts'
import { aProgram, keyOf, type ProgramDescription, type UserDescription, uuidOf } from '../../helpers/a-program.ts'
import { ALONE, someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const OFFICE = '504F94A00001'
const DOOR = keyOf('access:Front Door')
const noon = Date.UTC(2026, 0, 1, 11)

/** Everybody's tag, presented at the front door at noon. */
const request: AccessRequest = { credential: { kind: 'tag', id: '04 A1 B2 C3' }, object: DOOR }

function decideWith(description: ProgramDescription, at = noon, origins: Origins = ALONE): Decision {
  const controls = {
    'Front Door': { kind: 'authentication-nfc-code-touch' },
    Gate: { kind: 'access-controller' },
  } as const
  return decide(compileAccess(aProgram({ controls, ...description })), request, at, VIENNA, origins)
}

const OLIVER = { groups: ['Employees'], tags: ['04 A1 B2 C3'] }
const GROUPS = { Employees: ['Adults'], Adults: [] }

describe('decide()', () => {
  test('R105, R108: allows what is allowed and not denied, and says who and by which assignment', () => {
    const permissions = ['user:Oliver allow access:Front Door']
    expect(decideWith({ users: { Oliver: OLIVER }, permissions })).toEqual({
      outcome: 'granted',
      reason: 'ALLOWED',
      candidates: [uuidOf('user', 'Oliver')],
      user: uuidOf('user', 'Oliver'),
      via: { principal: keyOf('user:Oliver'), object: DOOR, scope: 'physical' },
    })
  })

  test('R74, R141: Employees, added to Adults, also get what Adults may; Adults get nothing of Employees', () => {
    const users = { Oliver: OLIVER }
    const granted = decideWith({ users, groups: GROUPS, permissions: ['group:Adults allow access:Front Door'] })
    expect(granted).toMatchObject({ outcome: 'granted', via: { principal: keyOf('group:Adults') } })

    const adult = { Oliver: { ...OLIVER, groups: ['Adults'] } }
    const denied = decideWith({
      users: adult,
      groups: GROUPS,
      permissions: ['group:Employees allow access:Front Door'],
    })
    expect(denied).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED' })
  })

  test.for([['user:Oliver'], ['group:Employees'], ['group:Adults'], ['group:All']])(
    'R106, R107: a deny on %s wins over every allow',
    ([holder]) => {
      const everyone = ['user:Oliver', 'group:Employees', 'group:Adults', 'group:All', 'group:Full Access']
      const decision = decideWith({
        users: { Oliver: { ...OLIVER, groups: ['Employees', 'Full Access'] } },
        groups: { ...GROUPS, All: { type: 'all' }, 'Full Access': { type: 'full-access' } },
        permissions: [
          ...everyone.map((principal) => `${principal} allow access:Front Door`),
          `${holder} deny access:Front Door`,
        ],
      })
      expect(decision).toMatchObject({ outcome: 'denied', reason: 'DENIED' })
    },
  )

  test('R109, R110: without any flag it is not configured, and a parent without one blocks no allow', () => {
    const users = { Oliver: OLIVER }
    expect(decideWith({ users, groups: GROUPS })).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED' })
    const permissions = ['user:Oliver allow access:Front Door']
    expect(decideWith({ users, groups: GROUPS, permissions }).outcome).toBe('granted')
  })

  test('an assignment to somebody else or on another door opens nothing', () => {
    const permissions = ['user:Anna allow access:Front Door', 'user:Oliver allow access:Gate']
    expect(decideWith({ users: { Oliver: OLIVER, Anna: {} }, permissions }).reason).toBe('NOT_CONFIGURED')
  })

  test('a member of Full Access, directly or through another group, opens every door', () => {
    const groups = { 'Full Access': { type: 'full-access' }, Employees: ['Full Access'] } as const
    expect(decideWith({ users: { Oliver: OLIVER }, groups })).toMatchObject({
      outcome: 'granted',
      via: { principal: keyOf('group:Full Access'), object: DOOR, scope: 'physical' },
    })
  })

  test('of several assignments that open, names the first by key, whatever the order of groups', () => {
    const names = ['Adults', 'Employees', 'Full Access', 'Residents', 'Staff']
    const keys = names.map((name) => keyOf(`group:${name}`)).sort()
    for (const [place, first] of keys.entries()) {
      const member = names.filter((name) => keys.indexOf(keyOf(`group:${name}`)) >= place)
      const decision = decideWith({
        users: { Oliver: { ...OLIVER, groups: member.toReversed() } },
        groups: Object.fromEntries(
          names.map((name) => [name, { type: name === 'Full Access' ? 'full-access' : 'normal' }]),
        ),
        permissions: [
          'user:Oliver allow access:Front Door',
          ...names.map((name) => `group:${name} allow access:Front Door`),
        ],
      })
      expect(decision.via?.principal).toBe(first)
    }
  })

  test('everyone is in a group of type all, nobody in one of type none', () => {
    const groups = { Everyone: { type: 'all' }, Nobody: { type: 'none' } } as const
    const users = { Oliver: { ...OLIVER, groups: ['Nobody'] } }
    expect(decideWith({ users, groups, permissions: ['group:Everyone allow access:Front Door'] }).outcome).toBe(
      'granted',
    )
    expect(decideWith({ users, groups, permissions: ['group:Nobody allow access:Front Door'] }).outcome).toBe('denied')
  })

  test('a right for the room or the function of a block does not open its door', () => {
    const controls = { 'Front Door': { kind: 'authentication-nfc-code-touch', room: 'Hall' } } as const
    const permissions = ['user:Oliver allow room:Hall', 'user:Oliver allow function:Front Door']
    expect(decideWith({ users: { Oliver: OLIVER }, rooms: ['Hall'], controls, permissions }).reason).toBe(
      'NOT_CONFIGURED',
    )
  })

  test('an unknown credential is nobody, and the same id of another kind is unknown', () => {
    expect(decideWith({})).toEqual({ outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL', candidates: [] })
    const users = { Oliver: { externalIds: [{ id: '04 A1 B2 C3', name: 'fingerprint' }] } }
    expect(decideWith({ users }).reason).toBe('UNKNOWN_CREDENTIAL')
  })
})

describe('decide() by means of authentication', () => {
  const users = {
    Oliver: {
      tags: ['0F B9 EC'],
      ibuttons: [{ id: '01.AB.CD', name: 'fob' }],
      externalIds: [{ id: 'finger-7', name: 'finger' }],
      codeDigest: 'd1',
    },
  }
  const permissions = ['user:Oliver allow access:Front Door']
  const controls = { 'Front Door': { kind: 'authentication-nfc-code-touch' } } as const
  const index = compileAccess(aProgram({ users, permissions, controls }))

  test.for<[AccessRequest['credential'], readonly string[]]>([
    [{ kind: 'tag', id: '0F B9 EC' }, []],
    [{ kind: 'ibutton', id: '01.AB.CD' }, []],
    [{ kind: 'external', id: 'finger-7' }, []],
    [{ kind: 'code', id: '1234' }, ['d0', 'd1']],
  ])('R78: knows the holder of $0.kind', ([credential, codeDigests]) => {
    expect(decide(index, { credential, codeDigests, object: DOOR }, noon, VIENNA, ALONE).outcome).toBe('granted')
  })

  test('looks up a code by its digests alone', () => {
    const credential = { kind: 'code', id: 'd1' } as const
    expect(decide(index, { credential, object: DOOR }, noon, VIENNA, ALONE).reason).toBe('UNKNOWN_CREDENTIAL')
  })
})

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

  test('C76: lets a user in at the first valid instant and out at the first invalid one', () => {
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
    const controls = { 'Front Door': { kind: 'authentication-nfc-code-touch' } } as const
    const index = compileAccess(aProgram({ users: coded, controls }))
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

describe('decide() by user and group schedules, combined by union (AMB-13)', () => {
  const schedules = {
    Morning: { entries: weekdays(480, 720) },
    Afternoon: { entries: weekdays(780, 1020) },
    Office: { entries: weekdays(480, 1020) },
  }
  const at = (hour: number, minute = 0) => Date.UTC(2026, 0, 7, hour - 1, minute)
  const reasons = (permissions: string[], times: number[]) =>
    times.map((time) => decideWith({ users: { Oliver: OLIVER }, groups: GROUPS, schedules, permissions }, time).reason)

  test.for<[string, string, string]>([
    ['Office', 'Always', 'ALLOWED'],
    ['Never', 'Always', 'ALLOWED'],
    ['Always', 'Never', 'ALLOWED'],
    ['Never', 'Never', 'OUTSIDE_SCHEDULE'],
    ['Office', 'Never', 'OUTSIDE_SCHEDULE'],
  ])('C77: user %s and group %s is %s at night', ([own, group, reason]) => {
    const permissions = [
      `user:Oliver allow access:Front Door during ${own}`,
      `group:Employees allow access:Front Door during ${group}`,
    ]
    expect(reasons(permissions, [at(23)])).toEqual([reason])
  })

  test('C77: two groups 08–12 and 13–17 add up, with the gap between them', () => {
    const permissions = [
      'group:Employees allow access:Front Door during Morning',
      'group:Adults allow access:Front Door during Afternoon',
    ]
    const times = [at(7, 59), at(8), at(11, 59), at(12), at(12, 59), at(13), at(16, 59), at(17)]
    const [inside, outside] = ['ALLOWED', 'OUTSIDE_SCHEDULE']
    expect(reasons(permissions, times)).toEqual([outside, inside, inside, outside, outside, inside, inside, outside])
  })

  test('R119, R166: with a custom schedule a user enters during it and at no other time', () => {
    const permissions = ['user:Oliver allow access:Front Door during Office']
    const [inside, outside] = ['ALLOWED', 'OUTSIDE_SCHEDULE']
    const times = [at(7, 59), at(8), at(16, 59), at(17), at(12) + 3 * 86_400_000]
    expect(reasons(permissions, times)).toEqual([outside, inside, inside, outside, outside])
  })

  test('C78: a deny of the user wins over Always of the group', () => {
    const permissions = ['user:Oliver deny access:Front Door', 'group:Employees allow access:Front Door during Always']
    expect(reasons(permissions, [at(12)])).toEqual(['DENIED'])
  })

  test('an allow whose schedule is gone opens nothing', () => {
    const program = aProgram({
      users: { Oliver: OLIVER },
      controls: { 'Front Door': { kind: 'authentication-nfc-code-touch' } },
      permissions: ['user:Oliver allow access:Front Door during Always'],
    })
    program.schedules.clear()
    expect(decide(compileAccess(program), request, noon, VIENNA, ALONE).reason).toBe('OUTSIDE_SCHEDULE')
  })
})

describe('decideUser()', () => {
  test('decides as a credential of that user alone would, whoever else holds it', () => {
    const users = { Anna: OLIVER, Bert: OLIVER }
    const controls = { 'Front Door': { kind: 'authentication-nfc-code-touch' } } as const
    const index = compileAccess(aProgram({ users, controls, permissions: ['user:Bert allow access:Front Door'] }))
    const outcomes = ['Anna', 'Bert'].map((name) => {
      const { outcome, user } = decideUser(index, uuidOf('user', name), DOOR, noon, VIENNA, ALONE)
      return [outcome, user]
    })
    expect(outcomes).toEqual([
      ['denied', uuidOf('user', 'Anna')],
      ['granted', uuidOf('user', 'Bert')],
    ])
  })

  test('does not know a user the unit does not have', () => {
    const decision = decideUser(compileAccess(aProgram()), 'gone', DOOR, noon, VIENNA, ALONE)
    expect(decision).toEqual({ outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL', candidates: [] })
  })
})

function weekdays(fromMin: number, toMin: number) {
  return [3, 4, 5, 6, 7].map((mode) => ({ mode, fromMin, toMin }))
}
