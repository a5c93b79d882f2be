import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { type AccessRequest, decide, decideUser } from '../../../sim/domain/access/decide.ts'
import { aProgram, keyOf, uuidOf } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { DOOR, DOORS, decideWith, GROUPS, noon, OLIVER } from './at-the-front-door.ts'

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

  test('R109, R110, AMB-20: without any flag it is not configured, and a parent without one blocks no allow', () => {
    const users = { Oliver: OLIVER }
    expect(decideWith({ users, groups: GROUPS })).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED' })
    const permissions = ['user:Oliver allow access:Front Door']
    expect(decideWith({ users, groups: GROUPS, permissions }).outcome).toBe('granted')
  })

  test.for<[string, string, string]>([
    ['nothing', 'nothing', 'NOT_CONFIGURED'],
    ['nothing', 'allow', 'ALLOWED'],
    ['allow', 'nothing', 'ALLOWED'],
    ['allow', 'allow', 'ALLOWED'],
    ['nothing', 'deny', 'DENIED'],
    ['deny', 'nothing', 'DENIED'],
    ['allow', 'deny', 'DENIED'],
    ['deny', 'allow', 'DENIED'],
  ])('R82, R104: %s for the user and %s for a parent of the group come to %s', ([own, parent, reason]) => {
    const permissions = [`user:Oliver ${own}`, `group:Adults ${parent}`].filter((one) => !one.endsWith('nothing'))
    const sentences = permissions.map((one) => `${one} access:Front Door`)
    expect(decideWith({ users: { Oliver: OLIVER }, groups: GROUPS, permissions: sentences }).reason).toBe(reason)
  })

  test('AMB-9: groups in a circle all have what one of them may, and what one is denied', () => {
    const groups = { Employees: ['Adults'], Adults: ['Residents'], Residents: ['Employees', 'Residents'] }
    for (const holder of ['Employees', 'Adults', 'Residents']) {
      const permissions = [`group:${holder} allow access:Front Door`]
      const users = { Oliver: OLIVER }
      expect(decideWith({ users, groups, permissions }).via?.principal).toBe(keyOf(`group:${holder}`))
      const denied = [...permissions, 'group:Residents deny access:Front Door']
      expect(decideWith({ users, groups, permissions: denied }).reason).toBe('DENIED')
    }
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

  test('of several assignments that open, names the first by key, full access among them', () => {
    const names = ['Adults', 'Employees', 'Full Access', 'Residents', 'Staff']
    const keys = names.map((name) => keyOf(`group:${name}`)).sort()
    const types = names.map((name) => [name, { type: name === 'Full Access' ? 'full-access' : 'normal' }] as const)
    const holders = ['user:Oliver', ...names.filter((name) => name !== 'Full Access').map((name) => `group:${name}`)]
    for (const [place, first] of keys.entries()) {
      const groups = names.filter((name) => keys.indexOf(keyOf(`group:${name}`)) >= place)
      const decision = decideWith({
        users: { Oliver: { ...OLIVER, groups } },
        groups: Object.fromEntries(types),
        permissions: holders.map((holder) => `${holder} allow access:Front Door`),
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
  const compile = () => compileAccess(aProgram({ users, permissions, controls: DOORS }))

  test.for<[AccessRequest['credential'], readonly string[]]>([
    [{ kind: 'tag', id: '0F B9 EC' }, []],
    [{ kind: 'ibutton', id: '01.AB.CD' }, []],
    [{ kind: 'external', id: 'finger-7' }, []],
    [{ kind: 'code', id: '1234' }, ['d0', 'd1']],
  ])('R78: knows the holder of $0.kind', ([credential, codeDigests]) => {
    expect(decide(compile(), { credential, codeDigests, object: DOOR }, noon, VIENNA, ALONE).outcome).toBe('granted')
  })

  test('looks up a code by its digests alone', () => {
    const credential = { kind: 'code', id: 'd1' } as const
    expect(decide(compile(), { credential, object: DOOR }, noon, VIENNA, ALONE).reason).toBe('UNKNOWN_CREDENTIAL')
  })
})

describe('decideUser()', () => {
  test('decides as a credential of that user alone would, whoever else holds it', () => {
    const users = { Anna: OLIVER, Bert: OLIVER }
    const index = compileAccess(
      aProgram({ users, controls: DOORS, permissions: ['user:Bert allow access:Front Door'] }),
    )
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
