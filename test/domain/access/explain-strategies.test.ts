import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { explainUser } from '../../../sim/domain/access/explain.ts'
import { showAllPermissions } from '../../../sim/domain/access/show-all-permissions.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import type { ScheduleCombination } from '../../../sim/domain/program/setting.ts'
import { aProgram, keyOf, type ProgramDescription, uuidOf } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const noon = Date.UTC(2026, 0, 7, 11)
const HOME = '504F94A00002'

const house: ProgramDescription = {
  rooms: ['Hall'],
  controls: { Door: { kind: 'access-controller' }, Gate: { kind: 'intercom' } },
  groups: { Adults: [], Staff: [], 'Full Access': { type: 'full-access' } },
  users: { Oliver: { groups: ['Adults', 'Staff'] }, admin: { groups: ['Full Access'] } },
  members: { [HOME]: ['Full Access'] },
}

function explained(object: ObjectKey, strategy: ScheduleCombination, permissions: string[], user = 'Oliver'): string[] {
  const program = aProgram({ ...house, permissions, settings: [{ name: 'schedule-combination', strategy }] })
  const index = compileAccess(program)
  const uuid = uuidOf('user', user)
  const { reason, paths } = explainUser(index, program, uuid, keyOf(object), 'internal', noon, VIENNA, ALONE)
  return [reason, ...paths.map(({ effect, path, schedule }) => [effect, path, schedule?.name ?? []].flat().join(' '))]
}

describe('explainUser() by the strategies of AMB-13', () => {
  const both = ['user:Oliver allow access:Door during Never', 'group:Adults allow access:Door during Always']

  test('by user-overrides the allows of groups are left out where the user has one, and their denies stay', () => {
    expect(explained('access:Door', 'user-overrides', both)).toEqual(['OUTSIDE_SCHEDULE', 'allow U:Oliver Never'])
    const denied = [...both, 'group:Adults deny access:Door']
    expect(explained('access:Door', 'user-overrides', denied)).toEqual([
      'DENIED',
      'allow U:Oliver Never',
      'deny UG:Adults',
    ])
  })

  test('by user-overrides the allows of groups stay where the user has none, or none on this', () => {
    const group = both.slice(1)
    expect(explained('access:Door', 'user-overrides', group)).toEqual(['ALLOWED', 'allow UG:Adults Always'])
    const elsewhere = [...group, 'user:Oliver allow room:Hall internal']
    expect(explained('access:Door', 'user-overrides', elsewhere)).toEqual(['ALLOWED', 'allow UG:Adults Always'])
    const denied = [...group, 'user:Oliver deny access:Door']
    expect(explained('access:Door', 'user-overrides', denied)).toEqual([
      'DENIED',
      'deny U:Oliver',
      'allow UG:Adults Always',
    ])
  })

  test('what has no schedules is explained alike by each', () => {
    const rooms = ['user:Oliver allow room:Hall internal', 'group:Adults allow room:Hall internal']
    for (const strategy of ['union', 'user-overrides', 'intersection'] as const) {
      expect(explained('room:Hall', strategy, rooms)).toEqual(['ALLOWED', 'allow U:Oliver', 'allow UG:Adults'])
    }
  })

  test('by union and intersection every allow is there', () => {
    const lines = ['allow U:Oliver Never', 'allow UG:Adults Always']
    expect(explained('access:Door', 'union', both)).toEqual(['ALLOWED', ...lines])
    expect(explained('access:Door', 'intersection', both)).toEqual(['OUTSIDE_SCHEDULE', ...lines])
  })

  test('full access is left out where the user’s own allow overrides it, and only there', () => {
    const own = ['user:admin allow access:Door during Never']
    expect(explained('access:Door', 'user-overrides', own, 'admin')).toEqual([
      'OUTSIDE_SCHEDULE',
      'allow U:admin Never',
    ])
    expect(explained('access:Door', 'union', own, 'admin')).toEqual([
      'ALLOWED',
      'allow U:admin Never',
      'allow UG:Full Access',
    ])
    expect(explained('access:Door', 'user-overrides', [], 'admin')).toEqual(['ALLOWED', 'allow UG:Full Access'])
  })

  test('an allow whose schedule is gone is never active, by whichever strategy, and is shown with its uuid', () => {
    const permissions = ['user:Oliver allow access:Door during Never', 'group:Adults allow access:Door']
    const lines = (strategy: ScheduleCombination) => {
      const program = aProgram({ ...house, permissions, settings: [{ name: 'schedule-combination', strategy }] })
      program.schedules.clear()
      const [oliver, door] = [uuidOf('user', 'Oliver'), keyOf('access:Door')]
      const index = compileAccess(program)
      const { reason, paths } = explainUser(index, program, oliver, door, 'physical', noon, VIENNA, ALONE)
      return [reason, ...paths.map(({ path, schedule }) => `${path} ${schedule?.name} ${schedule?.active}`)]
    }
    const gone = `U:Oliver ${uuidOf('schedule', 'Never')} false`
    expect(lines('union')).toEqual(['ALLOWED', gone, 'UG:Adults undefined undefined'])
    expect(lines('user-overrides')).toEqual(['OUTSIDE_SCHEDULE', gone])
    expect(lines('intersection')).toEqual(['OUTSIDE_SCHEDULE', gone, 'UG:Adults undefined undefined'])
  })

  test('of a Trust member, what means nothing to it is not shown, also with full access', () => {
    const program = aProgram({ ...house, permissions: [`member:${HOME} allow room:Hall`] })
    const rows = showAllPermissions(compileAccess(program), program, `member:${HOME}`, noon, VIENNA, ALONE)
    expect(rows.map(({ object }) => object)).toEqual(['right:UserManagement', keyOf('device:Gate')])
  })

  test('two groups of one name are two lines, by their schedules', () => {
    const permissions = ['group:Staff allow access:Door during Never', 'group:Adults allow access:Door during Always']
    const program = aProgram({ ...house, permissions })
    for (const group of program.groups.values()) program.groups.set(group.uuid, { ...group, name: 'People' })
    const index = compileAccess(program)
    const [oliver, door] = [uuidOf('user', 'Oliver'), keyOf('access:Door')]
    const { paths } = explainUser(index, program, oliver, door, 'physical', noon, VIENNA, ALONE)
    expect(paths.map(({ path, schedule }) => `${path} ${schedule?.name}`)).toEqual([
      'UG:People Always',
      'UG:People Never',
    ])
  })
})
