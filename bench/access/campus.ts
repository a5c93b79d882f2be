import type { ObjectKey, PrincipalKey } from '../../sim/domain/program/names.ts'
import type {
  AccessSchedule,
  Assignment,
  Program,
  ScheduleEntry,
  User,
  UserStatus,
} from '../../sim/domain/program/program.ts'
import { fromBundle } from '../modules.ts'
import { randomOf } from './random.ts'

/** 2026-03-02, a Monday, at midnight in Vienna: questions are about the week that begins then. */
export const WEEK_FROM_MS = Date.UTC(2026, 2, 1, 23)
export const DAY_MS = 86_400_000

const GROUPS_OF_LEVEL = [10, 40, 100, 200, 300, 350]
const BLOCKS = 500
const SCHEDULES = 200
const ALLOWS = 5_000
const DENIES = 200
const HOLIDAY = 0
const NIGHT_SHIFT = 10

/**
 * The program that all engines are asked about: 1,000 groups nested six deep, 500 access blocks, 200 schedules, 5,200 permissions, and
 * so many users, each in three groups, with a tag. One in five users has a window of validity, one in thirty is disabled; one
 * permission in ten is a user's own, and four allows in five have a schedule.
 *
 * It is copied as a program read from its file is: strings put together here would stay ropes, a quarter slower to look up.
 */
export async function campus(users: number): Promise<Program> {
  const { emptyProgram } =
    await fromBundle<typeof import('../../sim/domain/program/empty.ts')>('sim/domain/program/empty.ts')
  const { assignmentKey } = await fromBundle<typeof import('../../sim/domain/program/program.ts')>(
    'sim/domain/program/program.ts',
  )
  const program = emptyProgram()
  const random = randomOf(1)
  for (const mode of [HOLIDAY, NIGHT_SHIFT]) {
    program.operatingModes.set(mode, { id: mode, name: `Mode ${mode}`, active: mode === NIGHT_SHIFT })
  }
  addGroups(program, random)
  for (let number = 0; number < users; number++) addUser(program, number, random)
  for (let number = 0; number < BLOCKS; number++) addBlock(program, number)
  for (let number = 0; number < SCHEDULES; number++) {
    const schedule = aSchedule(number, random)
    program.schedules.set(schedule.uuid, schedule)
  }
  while (program.assignments.size < ALLOWS + DENIES) {
    const assignment = anAssignment(program, random)
    program.assignments.set(assignmentKey(assignment), assignment)
  }
  return structuredClone(program)
}

type Random = ReturnType<typeof randomOf>

function userUuid(number: number): string {
  return uuid(1, number)
}

function tagOf(number: number): string {
  return `04 ${number
    .toString(16)
    .toUpperCase()
    .padStart(12, '0')
    .replace(/(..)(?=.)/g, '$1 ')}`
}

function doorOf(number: number): ObjectKey {
  return `access:${uuid(3, number)}`
}

function uuid(kind: number, number: number): string {
  return `${((number * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0')}-${kind.toString(16).padStart(4, '0')}-0000-ffff504f94a00001`
}

function addGroups(program: Program, random: Random): void {
  let [above, next] = [[] as string[], 0]
  for (const many of GROUPS_OF_LEVEL) {
    const level = Array.from({ length: many }, () => uuid(2, next++))
    for (const group of level) {
      const parent = above[random(above.length)]
      const groups = parent === undefined ? [] : [parent]
      program.groups.set(group, { uuid: group, name: `Group ${group}`, type: 'normal', groups })
    }
    above = level
  }
}

function addUser(program: Program, number: number, random: Random): void {
  const groups = [...program.groups.keys()]
  const user: User = {
    uuid: userUuid(number),
    name: `User ${number}`,
    nfcCodeTouchId: '',
    profile: {},
    tags: [{ id: tagOf(number), name: 'tag' }],
    ibuttons: [],
    externalIds: [],
    status: aStatus(random),
    groups: [...new Set(Array.from({ length: 3 }, () => groups[random(groups.length)] ?? ''))],
  }
  program.users.set(user.uuid, user)
}

function aStatus(random: Random): UserStatus {
  if (random(30) === 0) return { state: 'disabled' }
  if (random(5) > 0) return { state: 'enabled' }
  const validFromMs = WEEK_FROM_MS + (random(20) - 19) * DAY_MS
  return { state: 'timespan', validFromMs, validUntilMs: validFromMs + (15 + random(60)) * DAY_MS }
}

function addBlock(program: Program, number: number): void {
  program.controls.set(uuid(3, number), {
    uuid: uuid(3, number),
    name: `Door ${number}`,
    kind: 'authentication-nfc-code-touch',
    reader: `door-${number}`,
    outputs: [{ output: 1, name: 'Door' }],
    pulseMs: 3_000,
    authentication: 1,
    historyLength: 20,
  })
}

/** Hours of the day from Monday to Friday or every day, one in ten over midnight; half are closed or other on public holidays. */
function aSchedule(number: number, random: Random): AccessSchedule {
  const days = random(2) === 0 ? [3, 4, 5, 6, 7] : [3, 4, 5, 6, 7, 8, 9]
  const fromMin = 15 * random(48)
  const toMin = fromMin + 15 * (16 + random(32))
  const isNight = random(10) === 0
  const hours = isNight ? { fromMin: toMin % 1_440, toMin: fromMin + 1 } : { fromMin, toMin: Math.min(toMin, 1_440) }
  const modes = [[], [HOLIDAY], random(10) === 0 ? [NIGHT_SHIFT, HOLIDAY] : []][number % 3] ?? []
  const entries: ScheduleEntry[] = [...days, ...modes].map((mode) => ({ mode, ...hours }))
  return { uuid: uuid(4, number), name: `Schedule ${number}`, modes, entries }
}

function anAssignment(program: Program, random: Random): Assignment {
  const groups = [...program.groups.keys()]
  const holder =
    random(10) === 0 ? `user:${userUuid(random(program.users.size))}` : `group:${groups[random(groups.length)]}`
  const key = { principal: holder as PrincipalKey, object: doorOf(random(BLOCKS)), scope: 'physical' } as const
  if (program.assignments.size < DENIES) return { ...key, effect: 'deny' }
  if (random(5) === 0) return { ...key, effect: 'allow' }
  return { ...key, effect: 'allow', schedule: uuid(4, random(SCHEDULES)) }
}
