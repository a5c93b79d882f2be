import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasAdministrator } from '../../../sim/domain/program/administrators.ts'
import { type Change, carryOut } from '../../../sim/domain/program/change.ts'
import { copyProgram } from '../../../sim/domain/program/empty.ts'
import { takesLastAdministrator } from '../../../sim/domain/program/last-administrator.ts'
import type { PrincipalKey } from '../../../sim/domain/program/names.ts'
import { assignmentKey, type User } from '../../../sim/domain/program/program.ts'
import { aUser, uuidOf } from './a-program.ts'
import { aHouse } from './arbitrary-edits.ts'

const house = aHouse()
const GROUPS = ['Full Access', 'All', 'Adults', 'Config', 'No Config'].map((name) => uuidOf('group', name))
const USERS = ['admin', 'Anna', 'Zoe', 'Nina'].map((name) => uuidOf('user', name))
const password = house.users.get(uuidOf('user', 'admin'))?.password

const user = fc.record({
  uuid: fc.constantFrom(...USERS),
  groups: fc.subarray(GROUPS),
  isEnabled: fc.boolean(),
  hasPassword: fc.boolean(),
})
const principal: fc.Arbitrary<PrincipalKey> = fc.oneof(
  fc.constantFrom(...USERS).map((uuid) => `user:${uuid}` as const),
  fc.constantFrom(...GROUPS).map((uuid) => `group:${uuid}` as const),
)

/** Of administrators mostly: people, groups and who has the right Loxone Config. */
const change: fc.Arbitrary<Change> = fc.oneof(
  user.map(({ uuid, groups, isEnabled, hasPassword }): Change => {
    const status: User['status'] = { state: isEnabled ? 'enabled' : 'disabled' }
    const secret = hasPassword && password !== undefined ? { password } : {}
    return { map: 'users', key: uuid, entry: aUser('someone', { uuid, groups, status, ...secret }) }
  }),
  fc.constantFrom(...USERS).map((key): Change => ({ map: 'users', key, entry: undefined })),
  fc.constantFrom(...GROUPS).map((key): Change => ({ map: 'groups', key, entry: undefined })),
  fc
    .record({
      principal,
      effect: fc.constantFrom('allow' as const, 'deny' as const),
      object: fc.constantFrom('right:LoxoneConfig' as const, 'right:Ftp' as const),
      isGiven: fc.boolean(),
    })
    .map(({ isGiven, ...given }): Change => {
      const entry = { ...given, scope: 'internal' as const }
      return { map: 'assignments', key: assignmentKey(entry), entry: isGiven ? entry : undefined }
    }),
)

test('I6: changes take the last administrator exactly where there was one and there is none after them', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 3 }),
      fc.uniqueArray(change, { maxLength: 3, selector: ({ map, key }) => `${map} ${key}` }),
      (first, changes) => {
        const before = copyProgram(house)
        carryOut(before, first)
        const after = copyProgram(before)
        carryOut(after, changes)
        expect(takesLastAdministrator(before, changes)).toBe(hasAdministrator(before) && !hasAdministrator(after))
      },
    ),
    { numRuns: 1_000 },
  )
})
