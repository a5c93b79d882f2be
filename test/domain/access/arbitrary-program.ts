import fc from 'fast-check'
import type { CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'
import type { ObjectKey, PrincipalKey } from '../../../sim/domain/program/names.ts'
import type { Program, ScheduleEntry, UserStatus } from '../../../sim/domain/program/program.ts'
import { SCHEDULE_COMBINATIONS, type Setting } from '../../../sim/domain/program/setting.ts'
import {
  aProgram,
  type GroupDescription,
  keyOf,
  type ProgramDescription,
  type UserDescription,
} from '../../helpers/a-program.ts'

export const OFFICE = '504F94A00001'
const HOME = '504F94A00002'

const GROUPS = ['Adults', 'Children', 'Employees', 'Day/Night', 'Staff']
const USERS = ['Anna', 'Bert', 'Oliver']
const TAGS = ['04 01', '04 02']
const SCHEDULES = ['Always', 'Never', 'Office Hours', 'Night']
const PRINCIPALS = [...GROUPS.map((name) => `group:${name}`), ...USERS.map((name) => `user:${name}`), `member:${HOME}`]
const DOORS = ['access:Front Door', 'access:Side Door']
const OTHERS = [
  'right:Ftp',
  'right:LoxoneConfig',
  'right:UserManagement',
  'room:Hall',
  'category:Lights',
  'function:Light',
  'function:Peer',
  'device:Gate',
]

/** Everybody and everything that an arbitrary program has, and instants around the changes of its zone and windows. */
export const principals = PRINCIPALS.map((spelled) => keyOf(spelled as PrincipalKey))
export const objects = [...DOORS, ...OTHERS].map((spelled) => keyOf(spelled as ObjectKey))
export const doors = DOORS.map((spelled) => keyOf(spelled as ObjectKey))
export const tags = TAGS
export const scopes = ['internal', 'external', 'physical'] as const

const WEEK = { from: Date.UTC(2026, 2, 26), to: Date.UTC(2026, 3, 2) }

export const instant = fc.integer({ min: WEEK.from / 60_000, max: WEEK.to / 60_000 }).map((minutes) => minutes * 60_000)

const minute = fc.integer({ min: 0, max: 48 }).map((halfHours) => halfHours * 30)

const entry: fc.Arbitrary<ScheduleEntry> = fc.record({
  mode: fc.constantFrom(0, 3, 4, 5, 6, 7, 8, 9, 10),
  fromMin: minute,
  toMin: minute,
})

const schedule = fc.record({ modes: fc.constantFrom([], [0], [10, 0]), entries: fc.array(entry, { maxLength: 6 }) })

const status: fc.Arbitrary<UserStatus> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<UserStatus>({ state: 'enabled' }) },
  fc.record({
    state: fc.constantFrom('disabled', 'enabled-until', 'enabled-from', 'timespan'),
    validFromMs: instant,
    validUntilMs: instant,
  }),
)

export const user: fc.Arbitrary<UserDescription> = fc.record(
  {
    groups: fc.subarray(GROUPS),
    tags: fc.subarray(TAGS),
    status,
    origin: fc.constant(OFFICE),
    disabledHere: fc.boolean(),
  },
  { requiredKeys: ['groups', 'tags', 'status'] },
)

/** Days of the week that is asked about, of holidays and of mode 10; Easter Sunday 2026 is 5 April. */
const date = fc.record({ year: fc.constant(2026), month: fc.constantFrom(3, 4), day: fc.integer({ min: 1, max: 31 }) })

const days: fc.Arbitrary<CalendarDays> = fc.oneof(
  date.map(({ month, day }) => ({ kind: 'yearly-date' as const, month, day })),
  fc.integer({ min: -10, max: 0 }).map((offset) => ({ kind: 'easter' as const, offset })),
  date.map((one) => ({ kind: 'date' as const, date: one })),
  fc.tuple(date, date).map(([from, to]) => ({ kind: 'timespan' as const, from, to })),
  fc.tuple(date, date).map(([from, to]) => ({ kind: 'yearly-timespan' as const, from, to })),
  fc.record({
    kind: fc.constant('weekday-in-month' as const),
    month: fc.constantFrom(3, 4),
    weekday: fc.nat(6),
    nth: fc.integer({ min: 1, max: 5 }),
  }),
)

const calendar = fc.array(fc.record({ mode: fc.constantFrom(0, 10), days }), { maxLength: 2 })

export const combination: fc.Arbitrary<Setting> = fc.record({
  name: fc.constant('schedule-combination' as const),
  strategy: fc.constantFrom(...SCHEDULE_COMBINATIONS),
})

const group: fc.Arbitrary<GroupDescription> = fc.record(
  {
    groups: fc.subarray(GROUPS),
    type: fc.constantFrom('normal', 'normal', 'normal', 'all', 'none', 'full-access'),
    origin: fc.constant(OFFICE),
  },
  { requiredKeys: ['groups', 'type'] },
)

/** A permission as a sentence; only doors have schedules, and only when they are allowed. */
export const permission: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...PRINCIPALS), fc.constantFrom(...DOORS), fc.constantFrom(...SCHEDULES))
    .map(([principal, door, during]) => `${principal} allow ${door} during ${during}`),
  fc
    .tuple(
      fc.constantFrom(...PRINCIPALS),
      fc.constantFrom('allow', 'allow', 'deny'),
      fc.constantFrom(...DOORS, ...OTHERS),
      fc.constantFrom('internal', 'external'),
    )
    .map(
      ([principal, effect, object, scope]) =>
        `${principal} ${effect} ${object}${isPhysical(object) ? '' : ` ${scope}`}`,
    ),
)

export const description: fc.Arbitrary<ProgramDescription> = fc.record({
  rooms: fc.constant(['Hall']),
  categories: fc.constant(['Lights']),
  controls: fc.constant({
    'Front Door': { kind: 'authentication-nfc-code-touch', room: 'Hall' },
    'Side Door': { kind: 'access-controller' },
    Light: { room: 'Hall', category: 'Lights' },
    Gate: { kind: 'intercom' },
    Peer: { kind: 'trusted-io', room: 'Hall' },
  } as const),
  groups: fc.record(Object.fromEntries(GROUPS.map((name) => [name, group]))),
  users: fc.record(Object.fromEntries(USERS.map((name) => [name, user]))),
  members: fc.subarray(GROUPS).map((groups) => ({ [HOME]: groups })),
  schedules: fc.record({ 'Office Hours': schedule, Night: schedule }),
  modes: fc.record({ 0: fc.record({ active: fc.boolean() }), 10: fc.record({ active: fc.boolean() }) }),
  calendar,
  settings: fc.array(combination, { maxLength: 1 }),
  permissions: fc.array(permission, { maxLength: 12 }),
})

export const program: fc.Arbitrary<Program> = description.map(aProgram)

function isPhysical(object: string): boolean {
  return object.startsWith('access:') || object.startsWith('device:')
}
