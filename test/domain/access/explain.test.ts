import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { CHAINS_MAX } from '../../../sim/domain/access/chains.ts'
import type { Credential } from '../../../sim/domain/access/credential.ts'
import { decide } from '../../../sim/domain/access/decide.ts'
import type { Explanation } from '../../../sim/domain/access/decision.ts'
import { explain, explainUser } from '../../../sim/domain/access/explain.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import { aProgram, keyOf, type ProgramDescription, uuidOf } from '../../helpers/a-program.ts'
import { ALONE, someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const OFFICE = '504F94A00001'
const noon = Date.UTC(2026, 0, 7, 11)
const DOOR = { 'Front Door': { kind: 'authentication-nfc-code-touch' } } as const

function explainDoor(description: ProgramDescription, credential: Credential, origins = ALONE): Explanation {
  const program = aProgram({ controls: DOOR, ...description })
  const index = compileAccess(program)
  const request = { credential, codeDigests: ['digest'], object: keyOf('access:Front Door') }
  const decision = decide(index, request, noon, VIENNA, origins)
  return explain(index, program, decision, request, noon, VIENNA, origins)
}

function linesOf({ paths }: Explanation): string[] {
  return paths.map(({ effect, scope, path }) => `${effect} ${scope} ${path}`)
}

const tag = { kind: 'tag', id: '04 A1 B2 C3' } as const
const OLIVER = { groups: ['Employees'], tags: [tag.id] }

describe('explain()', () => {
  test('names credential, user, groups nearest first, and every contributing path with its schedule', () => {
    const explanation = explainDoor(
      {
        users: { Oliver: OLIVER },
        groups: { Employees: ['Adults'], Adults: ['Residents'], Residents: [], All: { type: 'all' } },
        permissions: [
          'user:Oliver allow access:Front Door during Never',
          'group:Employees allow access:Front Door',
          'group:Adults allow access:Front Door during Always',
        ],
      },
      tag,
    )
    expect(explanation).toEqual({
      outcome: 'granted',
      reason: 'ALLOWED',
      credential: { kind: 'tag', name: "Oliver's tag" },
      user: { name: 'Oliver', uuid: uuidOf('user', 'Oliver') },
      groups: ['All', 'Employees', 'Adults', 'Residents'],
      paths: [
        { effect: 'allow', scope: 'physical', path: 'U:Oliver', schedule: { name: 'Never', active: false } },
        { effect: 'allow', scope: 'physical', path: 'UG:Employees' },
        {
          effect: 'allow',
          scope: 'physical',
          path: 'UG:Employees/UG:Adults',
          schedule: { name: 'Always', active: true },
        },
      ],
    })
  })

  test('tells a replica’s origin, by the record it was decided on', () => {
    const description = {
      users: { Anna: { tags: [tag.id], origin: OFFICE } },
      permissions: ['user:Anna allow access:Front Door'],
    }
    const explanation = explainDoor(description, tag, someOrigins({ [OFFICE]: 'Office' }))
    expect(explanation.user).toEqual({
      name: 'Anna',
      uuid: uuidOf('user', 'Anna'),
      origin: { serial: OFFICE, name: 'Office' },
    })
    expect(explanation.trust).toEqual({ origin: OFFICE, epoch: 1, seq: 42 })
    expect(linesOf(explanation)).toEqual(['allow physical U:Anna@Office'])
  })

  test('of a credential with several holders, names no user and shows who may', () => {
    const description = {
      groups: { Adults: [] },
      users: { Anna: { tags: [tag.id], groups: ['Adults'] }, Bert: { tags: [tag.id], groups: ['Adults'] } },
      permissions: ['user:Bert allow access:Front Door', 'user:Anna deny access:Front Door'],
    }
    const explanation = explainDoor(description, tag)
    expect(explanation).toMatchObject({ outcome: 'granted', groups: [], credential: { kind: 'tag' } })
    expect(explanation).not.toHaveProperty('user')
    expect(linesOf(explanation)).toEqual(['allow physical U:Bert'])
  })

  test('of an unknown credential, says so and nothing else', () => {
    expect(explainDoor({}, tag)).toEqual({
      outcome: 'denied',
      reason: 'UNKNOWN_CREDENTIAL',
      credential: { kind: 'tag' },
      groups: [],
      paths: [],
    })
  })

  test.for<[Credential, string | undefined]>([
    [{ kind: 'tag', id: '04 A1 5E C2' }, "Oliver's tag"],
    [{ kind: 'ibutton', id: '01.5E.C2' }, 'fob'],
    [{ kind: 'external', id: 'secret-5EC2' }, 'finger'],
    [{ kind: 'code', id: '5223' }, undefined],
  ])('bears the name of a $0.kind and never its id', ([credential, name]) => {
    const users = {
      Oliver: {
        tags: ['04 A1 5E C2'],
        ibuttons: [{ id: '01.5E.C2', name: 'fob' }],
        externalIds: [{ id: 'secret-5EC2', name: 'finger' }],
        codeDigest: 'digest',
      },
    }
    const explanation = explainDoor({ users, permissions: ['user:Oliver allow access:Front Door'] }, credential)
    expect(explanation.user?.name).toBe('Oliver')
    expect(explanation.credential?.name).toBe(name)
    expect(JSON.stringify(explanation)).not.toMatch(/5E.?C2|5223|digest/)
  })
})

describe('explainUser()', () => {
  const oliver: ProgramDescription = {
    rooms: ['Bedroom', "Child's Room"],
    categories: ['Lights'],
    controls: { Light: { room: 'Bedroom', category: 'Lights' }, Blind: { room: "Child's Room" } },
    groups: { Adults: [] },
    users: { Oliver: { groups: ['Adults'] } },
    permissions: [
      'group:Adults allow right:WebInterfaceApps',
      'group:Adults allow right:ChangeOwnPasswords',
      'group:Adults allow right:AutomaticDesigner',
      'group:Adults allow room:Bedroom',
      'user:Oliver allow function:Blind',
    ],
  }

  test.for<[string, ObjectKey, string]>([
    ['R158', 'right:WebInterfaceApps', 'UG:Adults'],
    ['R158', 'right:ChangeOwnPasswords', 'UG:Adults'],
    ['R158', 'right:AutomaticDesigner', 'UG:Adults'],
    ['R159', 'room:Bedroom', 'UG:Adults'],
    ['R160', 'function:Light', 'UG:Adults/R:Bedroom'],
    ['R160, R161', 'function:Blind', 'U:Oliver'],
  ])('%s: Oliver has %s by the path %s', ([, object, path]) => {
    const explanation = ask(oliver, object)
    expect(explanation).toMatchObject({ outcome: 'granted', reason: 'ALLOWED' })
    expect(linesOf(explanation)).toEqual([`allow internal ${path}`])
  })

  test('R141: Employees in Adults: the chain runs from the member to whoever holds the right', () => {
    const groups = { Employees: ['Adults'], Adults: [] }
    const users = { Oliver: { groups: ['Employees'] } }
    expect(linesOf(ask({ ...oliver, groups, users }, 'function:Light'))).toEqual([
      'allow internal UG:Employees/UG:Adults/R:Bedroom',
    ])
  })

  test('shows denies, categories and Loxone Config as sources', () => {
    const permissions = [
      'user:Oliver deny category:Lights',
      'group:Adults allow room:Bedroom',
      'group:Adults allow right:LoxoneConfig',
      'user:Oliver deny right:Ftp',
    ]
    expect(linesOf(ask({ ...oliver, permissions }, 'function:Light'))).toEqual([
      'deny internal U:Oliver/C:Lights',
      'allow internal UG:Adults/R:Bedroom',
    ])
    expect(linesOf(ask({ ...oliver, permissions }, 'right:Ftp'))).toEqual([
      'deny internal U:Oliver',
      'allow internal UG:Adults/right:LoxoneConfig',
    ])
  })

  test('a denied Loxone Config is the source of nothing', () => {
    const permissions = ['user:Oliver deny right:LoxoneConfig', 'group:Adults allow right:LoxoneConfig']
    const explanation = ask({ ...oliver, permissions }, 'right:Ftp')
    expect(explanation).toMatchObject({ reason: 'NOT_CONFIGURED', paths: [] })
  })

  test('lists all shortest chains, sorted, and nothing twice in a cycle', () => {
    const groups = { A: ['C', 'D'], B: ['C'], C: ['A', 'B'], D: ['C'], All: { type: 'all', groups: ['C'] } } as const
    const users = { Oliver: { groups: ['B', 'A'] } }
    const explanation = ask({ groups, users, rooms: ['Hall'], permissions: ['group:C allow room:Hall'] }, 'room:Hall')
    expect(linesOf(explanation)).toEqual([
      'allow internal UG:A/UG:C',
      'allow internal UG:All/UG:C',
      'allow internal UG:B/UG:C',
    ])
    expect(explanation.groups).toEqual(['A', 'All', 'B', 'C', 'D'])
  })

  test('stops at a limit where chains multiply', () => {
    const layers = Array.from({ length: 5 }, (_, layer) =>
      Array.from({ length: 4 }, (_, place) => `L${layer}.${place}`),
    )
    const groups = Object.fromEntries(
      layers.flatMap((names, layer) => names.map((name) => [name, layers[layer + 1] ?? ['Top']])),
    )
    const description = {
      groups: { ...groups, Top: [] },
      users: { Oliver: { groups: layers[0] ?? [] } },
      rooms: ['Hall'],
    }
    const explanation = ask({ ...description, permissions: ['group:Top allow room:Hall'] }, 'room:Hall')
    expect(new Set(linesOf(explanation)).size).toBe(CHAINS_MAX)
  })

  test('full access is a path of its own', () => {
    const groups = { Adults: ['Full Access'], 'Full Access': { type: 'full-access' } } as const
    expect(linesOf(ask({ ...oliver, groups, permissions: [] }, 'function:Blind'))).toEqual([
      'allow internal UG:Adults/UG:Full Access',
    ])
  })

  test('separators within names are escaped, and groups of another Miniserver bear its name', () => {
    const groups = { 'Staff/Day': { origin: OFFICE } }
    const users = { Oliver: { groups: ['Staff/Day'] } }
    const description = { groups, users, rooms: ['Hall'], permissions: ['group:Staff/Day allow room:Hall'] }
    const explanation = ask(description, 'room:Hall', someOrigins({ [OFFICE]: 'Back\\Office' }))
    expect(linesOf(explanation)).toEqual(['allow internal UG:Staff\\/Day@Back\\\\Office'])
    expect(explanation.groups).toEqual(['Staff/Day@Back\\Office'])
  })

  test('a user’s status comes before every permission, and the paths are shown all the same', () => {
    const users = { Oliver: { groups: ['Adults'], status: { state: 'disabled' } } } as const
    const explanation = ask({ ...oliver, users }, 'room:Bedroom')
    expect(explanation).toMatchObject({ outcome: 'denied', reason: 'USER_DISABLED' })
    expect(linesOf(explanation)).toEqual(['allow internal UG:Adults'])
  })

  test('decides doors as the door does', () => {
    const permissions = ['user:Oliver allow access:Front Door during Never']
    const explanation = ask({ users: { Oliver: {} }, controls: DOOR, permissions }, 'access:Front Door')
    expect(explanation).toMatchObject({ outcome: 'denied', reason: 'OUTSIDE_SCHEDULE' })
    expect(explanation.paths).toMatchObject([{ scope: 'physical', schedule: { name: 'Never', active: false } }])
  })

  test('throws NOT_FOUND for a user the unit does not have', () => {
    const program = aProgram()
    const asking = () =>
      explainUser(compileAccess(program), program, 'gone', 'right:Ftp', 'internal', noon, VIENNA, ALONE)
    expect(asking).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

function ask(description: ProgramDescription, object: ObjectKey, origins = ALONE): Explanation {
  const program = aProgram(description)
  const user = uuidOf('user', 'Oliver')
  return explainUser(compileAccess(program), program, user, keyOf(object), 'internal', noon, VIENNA, origins)
}
