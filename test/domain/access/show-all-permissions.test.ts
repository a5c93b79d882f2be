import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { showAllPermissions } from '../../../sim/domain/access/show-all-permissions.ts'
import { type PrincipalKey, SYSTEM_RIGHTS } from '../../../sim/domain/program/names.ts'
import { aProgram, keyOf, type ProgramDescription, uuidOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const HOME = '504F94A00002'
const origins = someOrigins({ [HOME]: 'Home' })

const program: ProgramDescription = {
  rooms: ['Bedroom', 'Attic'],
  categories: ['Lights'],
  controls: {
    Light: { room: 'Bedroom', category: 'Lights' },
    'Front Door': { kind: 'authentication-nfc-code-touch' },
    Gate: { kind: 'intercom' },
  },
  groups: { Employees: ['Adults'], Adults: [], 'Full Access': { type: 'full-access' } },
  users: { Oliver: { groups: ['Adults'] }, admin: { groups: ['Full Access'] }, Anna: {} },
  members: { [HOME]: [] },
  permissions: [
    'group:Adults allow right:WebInterfaceApps internal',
    'group:Adults allow room:Bedroom',
    'user:Oliver deny function:Light external',
    'user:Oliver allow access:Front Door during Never',
    'group:Adults allow category:Lights external',
    'group:Adults allow device:Gate',
    `member:${HOME} allow right:UserManagement external`,
  ],
}

function rowsOf(principal: PrincipalKey): string[] {
  const compiled = aProgram(program)
  const rows = showAllPermissions(compileAccess(compiled), compiled, keyOf(principal), 0, VIENNA, origins)
  return rows.flatMap(({ object, name, allowed, paths }) => {
    const kind = object.slice(0, object.indexOf(':'))
    return paths.map(({ effect, scope, path }) => `${kind} ${name} (${allowed}): ${effect} ${scope} ${path}`)
  })
}

describe('showAllPermissions()', () => {
  test('R111, R112, R157: of a user, every object with scope, summary and path', () => {
    expect(rowsOf('user:Oliver')).toEqual([
      'right WebInterfaceApps (internal): allow internal UG:Adults',
      'room Bedroom (both): allow external UG:Adults',
      'room Bedroom (both): allow internal UG:Adults',
      'category Lights (external): allow external UG:Adults',
      'function Light (internal): deny external U:Oliver',
      'function Light (internal): allow external UG:Adults/C:Lights',
      'function Light (internal): allow external UG:Adults/R:Bedroom',
      'function Light (internal): allow internal UG:Adults/R:Bedroom',
      'access Front Door (none): allow physical U:Oliver',
      'device Gate (physical): allow physical UG:Adults',
    ])
  })

  test('R111: of a group, its own and what it inherits', () => {
    expect(rowsOf('group:Employees').filter((row) => row.startsWith('right') || row.startsWith('device'))).toEqual([
      'right WebInterfaceApps (internal): allow internal UG:Employees/UG:Adults',
      'device Gate (physical): allow physical UG:Employees/UG:Adults',
    ])
  })

  test('of a Trust member, by the name of its Miniserver', () => {
    expect(rowsOf(`member:${HOME}`)).toEqual(['right UserManagement (external): allow external TM:Home'])
  })

  test('of somebody with Full Access, everything there is: rights, rooms, categories, blocks, doors, devices, by name', () => {
    const description: ProgramDescription = {
      rooms: ['Cellar', 'Attic', 'Hall'],
      categories: ['Lights', 'Blinds'],
      controls: {
        Switch: { kind: 'switch' },
        'Front Door': { kind: 'authentication-nfc-code-touch' },
        Back: { kind: 'access-controller' },
        Peer: { kind: 'trusted-io' },
        Lamp: {},
        Porch: { kind: 'intercom' },
        Gate: { kind: 'intercom' },
      },
      groups: { 'Full Access': { type: 'full-access' } },
      users: { admin: { groups: ['Full Access'] } },
    }
    const compiled = aProgram(description)
    const rows = showAllPermissions(compileAccess(compiled), compiled, keyOf('user:admin'), 0, VIENNA, origins)
    const named = (kind: string, ...names: readonly string[]) => names.map((name) => `${kind} ${name}`)
    expect(rows.map(({ object, name }) => `${object.slice(0, object.indexOf(':'))} ${name}`)).toEqual([
      ...named('right', ...SYSTEM_RIGHTS),
      ...named('room', 'Attic', 'Cellar', 'Hall'),
      ...named('category', 'Blinds', 'Lights'),
      ...named('function', 'Back', 'Front Door', 'Gate', 'Lamp', 'Peer', 'Porch', 'Switch'),
      ...named('access', 'Back', 'Front Door'),
      ...named('device', 'Gate', 'Porch'),
    ])
  })

  test('what is assigned on something that is gone is shown by its id', () => {
    const compiled = aProgram({
      rooms: ['Hall'],
      categories: ['Lights'],
      controls: { Lamp: {} },
      users: { Anna: {} },
      permissions: ['user:Anna allow room:Hall', 'user:Anna allow category:Lights', 'user:Anna allow function:Lamp'],
    })
    for (const map of [compiled.rooms, compiled.categories, compiled.controls]) map.clear()
    const rows = showAllPermissions(compileAccess(compiled), compiled, keyOf('user:Anna'), 0, VIENNA, origins)
    const ids = [uuidOf('room', 'Hall'), uuidOf('category', 'Lights'), uuidOf('control', 'Lamp')]
    expect(rows.map(({ name }) => name)).toEqual(ids)
  })

  test('of somebody without any flag, nothing', () => {
    const compiled = aProgram(program)
    const rows = showAllPermissions(compileAccess(compiled), compiled, keyOf('user:Anna'), 0, VIENNA, origins)
    expect(rows).toEqual([])
  })

  test('throws NOT_FOUND for a principal the unit does not have', () => {
    expect(() => rowsOf('user:Nobody')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringContaining('user:') }),
    )
  })
})
