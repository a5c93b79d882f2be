import { describe, expect, test } from 'vitest'
import {
  type AccessIndex,
  assignmentChanged,
  compileAccess,
  userChanged,
} from '../../../sim/domain/access/access-index.ts'
import { decideUser } from '../../../sim/domain/access/decide.ts'
import type { Reason } from '../../../sim/domain/access/decision.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import { userInactivity } from '../../../sim/domain/access/status.ts'
import { assignmentKey, type Program, type User } from '../../../sim/domain/program/program.ts'
import { aProgram, keyOf, type ProgramDescription, permit, uuidOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const [HOME, SILENT] = ['504F94A00001', '504F94A00009']
const ORIGINS = someOrigins({ [HOME]: 'Home' }, [SILENT])
/** Thursdays, at noon and at midnight in Vienna. */
const NOON = Date.UTC(2026, 0, 1, 11)
const [FROM, UNTIL] = [NOON + 7 * 86_400_000, NOON + 14 * 86_400_000]
const INSTANTS = [NOON, NOON + 43_200_000, FROM - 1, FROM, UNTIL - 1, UNTIL]

/** More doors, and more groups, than a word has bits. */
const DOORS = numbered('Door', 70)
const ASKED = [0, 1, 2, 3, 4, 31, 32, 33, 34, 35, 36, 64, 65, 69].map((number) => `Door ${number}`)
const FILLERS = numbered('Group', 40)

const SITE: ProgramDescription = {
  controls: Object.fromEntries(DOORS.map((name) => [name, { kind: 'authentication-nfc-code-touch' }])),
  groups: {
    ...Object.fromEntries(FILLERS.map((name) => [name, []])),
    Adults: [],
    Staff: ['Adults'],
    Night: ['Staff'],
    Cleaners: [],
    Owners: { type: 'full-access' },
  },
  users: {
    Anna: { groups: ['Staff'] },
    Bert: {},
    Cleo: { groups: ['Owners', 'Cleaners'] },
    Dora: { groups: ['Staff'], origin: HOME },
    Emil: { groups: ['Staff'], origin: SILENT },
    Fred: { groups: ['Staff'], status: { state: 'disabled' } },
    Gina: { groups: ['Staff'], origin: HOME, status: { state: 'disabled' } },
    Hugo: { groups: ['Staff'], origin: HOME, disabledHere: true },
    Ida: { groups: ['Night'], status: { state: 'enabled-from', validFromMs: FROM } },
    Jan: { groups: ['Night'], status: { state: 'enabled-until', validUntilMs: UNTIL } },
    Kim: { groups: ['Night'], status: { state: 'timespan', validFromMs: FROM, validUntilMs: UNTIL } },
    Lena: {},
    Mark: { groups: ['Staff', 'Cleaners', 'Group 39'] },
  },
  schedules: { Hours: { entries: [{ mode: 6, fromMin: 360, toMin: 1200 }] } },
  permissions: [
    ...['Door 0', 'Door 31', 'Door 32', 'Door 69'].map((door) => `group:Adults allow access:${door}`),
    ...['Door 1', 'Door 33', 'Door 64'].map((door) => `group:Night allow access:${door} during Hours`),
    ...['Door 31', 'Door 65'].map((door) => `group:Cleaners deny access:${door}`),
    'group:Group 39 allow access:Door 2',
    'user:Lena allow access:Door 3',
    'user:Lena allow access:Door 35 during Hours',
    'user:Mark allow access:Door 65',
    'user:Mark deny access:Door 32',
    'user:Fred allow access:Door 3',
  ],
}

describe('decideUser()', () => {
  test('R77, R105: answers everybody at every door as status and permissions say', () => {
    const program = aProgram(SITE)
    expect(answered(compileAccess(program), program)).toEqual(expected(program))
  })

  test('answers so also after each permission was taken away and given again', () => {
    const program = aProgram(SITE)
    const index = compileAccess(program)
    const whole = expected(program)
    for (const assignment of [...program.assignments.values()]) {
      program.assignments.delete(assignmentKey(assignment))
      assignmentChanged(index, program, assignment)
      expect(answered(index, program)).toEqual(expected(program))
      program.assignments.set(assignmentKey(assignment), assignment)
      assignmentChanged(index, program, assignment)
      expect(answered(index, program)).toEqual(whole)
    }
  })

  test('answers so also when everybody was taken out and came back in another order', () => {
    const program = aProgram(SITE)
    const index = compileAccess(program)
    const users = [...program.users.values()]
    for (const { uuid } of users) {
      program.users.delete(uuid)
      userChanged(index, program, uuid)
    }
    for (const user of users) {
      program.users.set(user.uuid, user)
      userChanged(index, program, user.uuid)
    }
    expect(answered(index, program)).toEqual(expected(program))
  })

  test('R105, R107: answers by what was permitted last, at a door that others are permitted as well', () => {
    const program = aProgram(SITE)
    const index = compileAccess(program)
    const reasonAfter = (...sentences: string[]) => {
      for (const sentence of sentences) permit(program, sentence)
      assignmentChanged(index, program, {
        principal: keyOf('user:Bert'),
        object: keyOf('access:Door 0'),
        scope: 'physical',
      })
      return decideUser(index, uuidOf('user', 'Bert'), keyOf('access:Door 0'), NOON, VIENNA, ORIGINS).reason
    }
    expect(reasonAfter()).toBe('NOT_CONFIGURED')
    expect(reasonAfter('user:Bert allow access:Door 0')).toBe('ALLOWED')
    expect(reasonAfter('user:Bert deny access:Door 0')).toBe('DENIED')
    for (const [key, { principal }] of program.assignments) {
      if (principal === keyOf('user:Bert')) program.assignments.delete(key)
    }
    expect(reasonAfter()).toBe('NOT_CONFIGURED')
  })
})

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${name} ${number}`)
}

function answered(index: AccessIndex, program: Program): string[] {
  return forEverybody(program, (user, door, at) => {
    return decideUser(index, user.uuid, keyOf(`access:${door}`), at, VIENNA, ORIGINS).reason
  })
}

/** As the parts say one by one: first the status, then what is permitted now, then what is at noon of a Thursday. */
function expected(program: Program): string[] {
  const index = compileAccess(program)
  return forEverybody(program, (user, door, at): Reason => {
    const inactive = userInactivity(user, at, ORIGINS)
    if (inactive !== undefined) return inactive
    const permitted = (when: number) =>
      permits(index, `user:${user.uuid}`, keyOf(`access:${door}`), 'physical', when, VIENNA)
    if (permitted(at) === 'not-configured') return permitted(NOON) === 'allowed' ? 'OUTSIDE_SCHEDULE' : 'NOT_CONFIGURED'
    return permitted(at) === 'allowed' ? 'ALLOWED' : 'DENIED'
  })
}

function forEverybody(program: Program, ask: (user: User, door: string, at: number) => Reason): string[] {
  const answers: string[] = []
  for (const user of program.users.values()) {
    for (const door of ASKED) {
      for (const at of INSTANTS) answers.push(`${user.name} at ${door}, ${at}: ${ask(user, door, at)}`)
    }
  }
  return answers
}
