import { describe, expect, test } from 'vitest'
import { directPermissions } from '../../../sim/domain/access/direct-permissions.ts'
import { permissionTabs } from '../../../sim/domain/access/permission-tabs.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import { aProgram, keyOf, uuidOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'

const HOME = '504F94A00002'
const origins = someOrigins({ [HOME]: 'Home' })

const program = aProgram({
  rooms: ['Hall'],
  controls: { Light: { room: 'Hall' }, Gate: { kind: 'intercom' }, Door: { kind: 'access-controller' } },
  users: { Oliver: { groups: ['Adults'] }, Anna: { origin: HOME } },
  groups: { Adults: [], Staff: { origin: HOME } },
  members: { [HOME]: [] },
  schedules: { 'Office Hours': {} },
  permissions: [
    'group:Staff deny function:Light external',
    'group:Adults allow function:Light internal',
    'user:Oliver allow function:Light',
    'user:Anna deny function:Light internal',
    'group:Adults allow room:Hall',
    `member:${HOME} allow device:Gate`,
    'group:Adults allow device:Gate',
    'user:Oliver allow access:Door during Office Hours',
  ],
})

describe('directPermissions()', () => {
  test('R156: has from the block’s side who is assigned there itself: users, groups, then Trust members, by name', () => {
    expect(linesOf('function:Light')).toEqual([
      'Anna@Home: internal deny, external not-configured',
      'Oliver: internal allow, external allow',
      'Adults: internal allow, external not-configured',
      'Staff@Home: internal not-configured, external deny',
    ])
    expect(linesOf('device:Gate')).toEqual(['Adults: physical allow', 'Home: physical allow'])
    expect(linesOf('room:Hall')).toEqual(['Adults: internal allow, external allow'])
    expect(linesOf('right:Ftp')).toEqual([])
  })

  test('R156: it is the assignment that the principal’s own tab shows', () => {
    const door = keyOf('access:Door')
    const [row] = directPermissions(program, door, origins)
    const shown = permissionTabs(program, keyOf('user:Oliver')).access?.blocks.find(({ object }) => object === door)
    expect(row?.principal).toBe(keyOf('user:Oliver'))
    expect(row?.permissions).toEqual(shown?.permissions)
    expect(row?.permissions).toEqual([
      {
        scope: 'physical',
        effect: 'allow',
        schedule: { id: uuidOf('schedule', 'Office Hours'), name: 'Office Hours' },
      },
    ])
  })

  test('whoever is gone is named by its id', () => {
    const without = { ...program, users: new Map(), groups: new Map() }
    const names = directPermissions(without, keyOf('function:Light'), origins).map(({ name }) => name)
    const expected = (kind: string, ...of: string[]) => of.map((name) => uuidOf(kind, name)).sort()
    expect(names).toEqual([...expected('user', 'Anna', 'Oliver'), ...expected('group', 'Adults', 'Staff')])
  })
})

function linesOf(object: ObjectKey): string[] {
  return directPermissions(program, keyOf(object), origins).map(({ name, permissions }) => {
    return `${name}: ${permissions.map(({ scope, effect }) => `${scope} ${effect}`).join(', ')}`
  })
}
