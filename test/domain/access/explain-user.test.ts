import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { CHAINS_MAX } from '../../../sim/domain/access/chains.ts'
import type { Explanation } from '../../../sim/domain/access/decision.ts'
import { explainUser } from '../../../sim/domain/access/explain.ts'
import { showAllPermissions } from '../../../sim/domain/access/show-all-permissions.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import { aProgram, keyOf, type ProgramDescription, uuidOf } from '../../helpers/a-program.ts'
import { ALONE, someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const OFFICE = '504F94A00001'
const noon = Date.UTC(2026, 0, 7, 11)
const DOOR = { 'Front Door': { kind: 'authentication-nfc-code-touch' } } as const

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

  test('P-2: separators within names are escaped, and groups of another Miniserver bear its name', () => {
    const groups = { 'Staff/Day': { origin: OFFICE } }
    const users = { Oliver: { groups: ['Staff/Day'] } }
    const description = { groups, users, rooms: ['Hall'], permissions: ['group:Staff/Day allow room:Hall'] }
    const explanation = ask(description, 'room:Hall', someOrigins({ [OFFICE]: 'Back\\Office' }))
    expect(linesOf(explanation)).toEqual(['allow internal UG:Staff\\/Day@Back\\\\Office'])
    expect(explanation.groups).toEqual(['Staff/Day@Back\\Office'])
  })

  test('P-1: categories are C:, Trust members TM:, and principals of another Miniserver bear its name', () => {
    const program = aProgram({
      categories: ['Lights'],
      controls: { Light: { category: 'Lights' }, Gate: { kind: 'intercom' } },
      users: { Anna: { origin: OFFICE } },
      members: { [OFFICE]: [] },
      permissions: ['user:Anna allow category:Lights internal', `member:${OFFICE} allow device:Gate`],
    })
    const origins = someOrigins({ [OFFICE]: 'Office' })
    const paths = ([keyOf('user:Anna'), `member:${OFFICE}`] as const).flatMap((principal) =>
      showAllPermissions(compileAccess(program), program, principal, noon, VIENNA, origins).flatMap((row) => row.paths),
    )
    expect(paths.map(({ path }) => path)).toEqual(['U:Anna@Office', 'U:Anna@Office/C:Lights', 'TM:Office'])
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
    expect(asking).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringContaining('no user gone') }),
    )
  })
})

function ask(description: ProgramDescription, object: ObjectKey, origins = ALONE): Explanation {
  const program = aProgram(description)
  const user = uuidOf('user', 'Oliver')
  return explainUser(compileAccess(program), program, user, keyOf(object), 'internal', noon, VIENNA, origins)
}

function linesOf({ paths }: Explanation): string[] {
  return paths.map(({ effect, scope, path }) => `${effect} ${scope} ${path}`)
}
