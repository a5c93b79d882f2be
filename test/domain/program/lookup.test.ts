import { describe, expect, test } from 'vitest'
import { findObject, findPrincipal, findRoom, findSchedule } from '../../../sim/domain/program/lookup.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { aProgram, aUser, OTHER_SERIAL, SERIAL, uuidOf } from './a-program.ts'

const PRINCIPALS: [string, string][] = [
  ['Anna', `user:${uuidOf('user', 'Anna')}`],
  [' anna ', `user:${uuidOf('user', 'Anna')}`],
  ['user:ANNA', `user:${uuidOf('user', 'Anna')}`],
  ['Clara@Home', `user:${uuidOf('user', 'Clara', OTHER_SERIAL)}`],
  [`clara@${OTHER_SERIAL.toLowerCase()}`, `user:${uuidOf('user', 'Clara', OTHER_SERIAL)}`],
  ['group:staff', `group:${uuidOf('group', 'Staff')}`],
  ['group:Full Access', `group:${uuidOf('group', 'Full Access')}`],
  ['member:Home', `member:${OTHER_SERIAL}`],
  [`member:${OTHER_SERIAL}`, `member:${OTHER_SERIAL}`],
]

const OBJECTS: [string, string][] = [
  ['access:Front Door', `access:${uuidOf('control', 'Front Door')}`],
  ['ACCESS: side door', `access:${uuidOf('control', 'Side Door')}`],
  ['right:usermanagement', 'right:UserManagement'],
  ['room:hall', `room:${uuidOf('room', 'Hall')}`],
  ['category:Access', `category:${uuidOf('category', 'Access')}`],
  ['function:Front Strike', `function:${uuidOf('control', 'Front Strike')}`],
  ['device:Gate', `device:${uuidOf('control', 'Gate')}`],
]

const MISSING: [string, (program: Program) => unknown, string][] = [
  ['a user', (program) => findPrincipal(program, 'Ana'), 'There is no user "Ana". Did you mean "Anna"?'],
  [
    'a replica as a local user',
    (program) => findPrincipal(program, 'Clara'),
    'There is no user "Clara". Did you mean "Clara@Home"?',
  ],
  ['a group', (program) => findPrincipal(program, 'group:Staf'), 'There is no group "Staf". Did you mean "Staff"?'],
  [
    'a Trust member',
    (program) => findPrincipal(program, 'member:Hme'),
    'There is no Trust member "Hme". Did you mean "Home"?',
  ],
  ['a door that is none', (program) => findObject(program, 'access:Gate'), 'There is no door "Gate".'],
  ['a right', (program) => findObject(program, 'right:FTPs'), 'There is no right "FTPs". Did you mean "Ftp"?'],
  [
    'a kind of object',
    (program) => findObject(program, 'acces:Front Door'),
    'There is no kind of object "acces". Did you mean "access"?',
  ],
  ['a room', (program) => findRoom(program, 'Hal'), 'There is no room "Hal". Did you mean "Hall"?'],
  [
    'a schedule',
    (program) => findSchedule(program, 'alway'),
    'There is no access schedule "alway". Did you mean "Always"?',
  ],
]

describe('findPrincipal()', () => {
  test.for(PRINCIPALS)('finds %j', ([text, key]) => {
    expect(findPrincipal(aProgram(), text)).toBe(key)
  })

  test('takes a name with an @ for a local user’s, unless what follows is a Miniserver', () => {
    const program = aProgram()
    const user = aUser('dora@example.org')
    program.users.set(user.uuid, user)
    expect(findPrincipal(program, 'Dora@Example.org')).toBe(`user:${user.uuid}`)
  })

  test('refuses a host name that several Miniservers bear', () => {
    const program = aProgram()
    const trust = [...program.trusts.values()][0]
    if (trust === undefined) throw new Error('no Trust')
    const info = { serial: SERIAL, name: 'home', miniserverType: 2, firmware: '16.0.6.10' }
    const members = trust.members.map((member) => (member.serial === SERIAL ? { ...member, info } : member))
    program.trusts.set(trust.trustUuid, { ...trust, members })
    expect(() => findPrincipal(program, 'Clara@Home')).toThrow(expect.objectContaining({ code: 'INVALID' }))
  })
})

describe('findObject()', () => {
  test.for(OBJECTS)('finds %j', ([text, key]) => {
    expect(findObject(aProgram(), text)).toBe(key)
  })
})

describe('what is not there is NOT_FOUND, with the nearest names:', () => {
  test.for(MISSING)('%s', ([, find, message]) => {
    expect(() => find(aProgram())).toThrow(expect.objectContaining({ code: 'NOT_FOUND', message }))
  })
})
