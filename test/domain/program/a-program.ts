import { createHash } from 'node:crypto'
import type { EditContext } from '../../../sim/domain/program/edit.ts'
import { factoryProgram } from '../../../sim/domain/program/factory.ts'
import type { Program, User, UserGroup } from '../../../sim/domain/program/program.ts'
import { type Hash, objectUuid } from '../../../sim/domain/program/uuid.ts'

export const SERIAL = '504F94A00001'
export const OTHER_SERIAL = '504F94A00002'
export const CONTEXT: EditContext = { serial: SERIAL, miniserverType: 2, firmware: '16.0.6.10' }

export const hash: Hash = (alg, text) => createHash(alg).update(text).digest('hex')

export function uuidOf(kind: string, name: string, serial = SERIAL): string {
  return objectUuid(hash, serial, kind, name)
}

export function aUser(name: string, fields: Partial<User> = {}): User {
  const nothing = { tags: [], ibuttons: [], externalIds: [], groups: [], profile: {}, nfcCodeTouchId: '' }
  const serial = fields.origin ?? SERIAL
  return { ...nothing, uuid: uuidOf('user', name, serial), name, status: { state: 'enabled' }, ...fields }
}

export function aGroup(name: string, fields: Partial<UserGroup> = {}): UserGroup {
  return { uuid: uuidOf('group', name, fields.origin ?? SERIAL), name, type: 'normal', groups: [], ...fields }
}

/**
 * The factory's program with a room, a category, a door, an iButton door, a strike and an Intercom, groups Adults and Staff (in Adults),
 * users Anna (in Staff) and Ben, Clara of Home, and Home as a Trust member.
 */
export function aProgram(): Program {
  const program = factoryProgram(SERIAL, hash)
  const [room, category] = [uuidOf('room', 'Hall'), uuidOf('category', 'Access')]
  program.rooms.set(room, { uuid: room, name: 'Hall' })
  program.categories.set(category, { uuid: category, name: 'Access' })
  const control = (name: string) => ({ uuid: uuidOf('control', name), name, room, category })
  const timing = { pulseMs: 3000, historyLength: 100 }
  const outputs = [{ output: 1, name: 'Front Strike' }]
  const controls = [
    {
      ...control('Front Door'),
      kind: 'authentication-nfc-code-touch',
      reader: 'front-door',
      outputs,
      authentication: 1,
      ...timing,
    },
    { ...control('Side Door'), kind: 'access-controller', reader: 'side-door', extension: 'one-wire', ...timing },
    { ...control('Front Strike'), kind: 'info-only-digital' },
    { ...control('Gate'), kind: 'intercom', version: 2, device: 'gate' },
  ] as const
  for (const one of controls) program.controls.set(one.uuid, one)
  const groups = [aGroup('Adults'), aGroup('Staff', { groups: [uuidOf('group', 'Adults')] })]
  for (const group of groups) program.groups.set(group.uuid, group)
  const users = [
    aUser('Anna', { groups: [uuidOf('group', 'Staff')], uniqueUserId: '1001' }),
    aUser('Ben'),
    aUser('Clara', { origin: OTHER_SERIAL }),
  ]
  for (const user of users) program.users.set(user.uuid, user)
  program.members.set(OTHER_SERIAL, { serial: OTHER_SERIAL, groups: [] })
  const info = { name: 'Home', miniserverType: 2, firmware: '16.0.6.10' }
  const trustUuid = uuidOf('trust', 'Company')
  program.trusts.set(trustUuid, {
    trustUuid,
    name: 'Company',
    manager: SERIAL,
    epoch: 1,
    members: [
      { serial: SERIAL, state: 'joined' },
      { serial: OTHER_SERIAL, state: 'finalized', info: { serial: OTHER_SERIAL, ...info } },
    ],
  })
  return program
}
