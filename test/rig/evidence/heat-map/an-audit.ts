import type { CompactAnswer, CompactAudit } from '../../../../rigs/audit/compact-audit.ts'
import type { Mark, Via } from '../../../../sim/domain/access/audit/answer.ts'
import type { Reason } from '../../../../sim/domain/access/decision.ts'

const FROM_MS = Date.parse('2026-10-18T22:00:00Z')
const MINUTES = 169 * 60

type Stretch = readonly [from: number, until: number]

const MARKS: Mark[] = []

function markOf(reason: Reason, via?: Via): number {
  const known = MARKS.findIndex((mark) => JSON.stringify(mark) === JSON.stringify({ reason, via }))
  return known >= 0 ? known : MARKS.push({ reason, ...(via && { via }) }) - 1
}

/** Opens in these stretches of hours since the first Monday's midnight at Vienna; shut for one reason in between. */
function opening(stretches: readonly Stretch[], path: string, schedule?: string): CompactAnswer {
  const open = markOf('ALLOWED', { path, ...(schedule !== undefined && { schedule }) })
  const runs: number[] = []
  let end = 0
  for (const [from, until] of stretches) {
    if (from > end) runs.push(end * 60, markOf('OUTSIDE_SCHEDULE'))
    runs.push(from * 60, open)
    end = until
  }
  if (end < 169) runs.push(end * 60, markOf('OUTSIDE_SCHEDULE'))
  const minutes = stretches.reduce((sum, [from, until]) => sum + (until - from) * 60, 0)
  return { minutes, runs, denies: [], idle: [] }
}

function never(reason: Reason, change: Partial<CompactAnswer> = {}): CompactAnswer {
  return { minutes: 0, runs: [0, markOf(reason)], denies: [], idle: [], ...change }
}

const days = (count: number, from: number, until: number): Stretch[] =>
  Array.from({ length: count }, (_, day) => [day * 24 + from, day * 24 + until])

const office = opening(days(3, 8, 18), 'UG:Staff', 'Office Hours')

/** Until Wednesday noon, then the user's time is over. */
const expiring: CompactAnswer = {
  ...office,
  minutes: 24 * 60,
  runs: [...Array.from(office.runs).slice(0, -2), 60 * 60, markOf('EXPIRED')],
}

const ANSWERS = {
  always: opening([[0, 169]], 'UG:Administrators'),
  officeHours: opening(days(5, 8, 18), 'UG:Staff', 'Office Hours'),
  cleaning: {
    ...opening(days(4, 18, 22), 'UG:Staff/UG:Cleaning', 'Evenings'),
    idle: [
      { via: { path: 'U:Eva', schedule: 'Late' }, because: 'SHADOWED' },
      { via: { path: 'UG:Staff', schedule: 'Sundays' }, because: 'OUTSIDE_SCHEDULE' },
    ],
  },
  nights: opening([[0, 6], ...days(6, 22, 30), [166, 169]] as Stretch[], 'UG:Guards', 'Nights'),
  /** Saturday 22:00 until Sunday 02:00, the first of the two. */
  changeNight: opening([[142, 146]], 'U:Iris', 'Night of the change'),
  mostly: opening([[0, 120]], 'U:Mara', 'Weekdays'),
  expiring,
  outside: never('OUTSIDE_SCHEDULE'),
  denied: never('DENIED', {
    denies: [{ path: 'UG:Staff/UG:No Servers' }, { path: 'U:Anna' }],
    idle: [{ via: { path: 'UG:Staff' }, because: 'DENIED' }],
  }),
  disabled: never('USER_DISABLED'),
} as const

type AnswerName = keyof typeof ANSWERS

const NAMES = Object.keys(ANSWERS) as AnswerName[]

const DOORS = [
  { site: 'Home', name: 'Front Door', timeZone: 'Europe/Vienna' },
  { site: 'Home', name: 'Garage', timeZone: 'Europe/Vienna' },
  { site: 'Lisbon', name: 'Showroom', timeZone: 'Europe/Lisbon' },
  { site: 'Office', name: 'Front Door', timeZone: 'Europe/Vienna' },
  { site: 'Office', name: 'Server Room', timeZone: 'Europe/Vienna' },
  { site: 'Office', name: 'Warehouse North Gate', timeZone: 'Europe/Vienna' },
]

/** Who, of which site, and how each door answers, `undefined` where nobody says. */
const USERS: readonly (readonly [string, string, ...(AnswerName | undefined)[]])[] = [
  ['Anna', 'Office', undefined, undefined, 'officeHours', 'officeHours', 'denied', 'officeHours'],
  ['Ben', 'Office', undefined, undefined, 'outside', 'officeHours', undefined, 'officeHours'],
  ['Clara', 'Home', 'always', 'always', undefined, 'officeHours', undefined, undefined],
  ['David', 'Office', undefined, undefined, undefined, 'expiring', 'expiring', 'expiring'],
  ['Eva', 'Office', undefined, undefined, 'cleaning', 'cleaning', 'denied', 'cleaning'],
  ['Felix', 'Office', 'nights', 'nights', 'nights', 'nights', 'nights', 'nights'],
  ['Gina', 'Office', 'disabled', undefined, undefined, 'disabled', undefined, 'disabled'],
  ['Iris', 'Home', 'changeNight', undefined, 'changeNight', undefined, undefined, undefined],
  ['Mara', 'Home', 'mostly', 'mostly', undefined, undefined, undefined, 'outside'],
  ['Oliver', 'Office', 'always', 'always', 'always', 'always', 'always', 'always'],
]

/** Oct 19 to 26, 2026, a week of 169 hours at Vienna and Lisbon: the clocks go back on Sunday. */
export function anAudit(change: Partial<CompactAudit> = {}): CompactAudit {
  return {
    ...{ rig: 'acme', fromMs: FROM_MS, minutes: MINUTES },
    doors: DOORS,
    users: USERS.map(([name, origin]) => ({ name, origin })),
    marks: MARKS,
    answers: Object.values(ANSWERS),
    places: DOORS.flatMap((_, door) => USERS.map((user) => placeOf(user[door + 2] as AnswerName | undefined))),
    ...change,
  }
}

function placeOf(name: AnswerName | undefined): number {
  return name === undefined ? -1 : NAMES.indexOf(name)
}

/** As many users and doors as asked for, every pair with an answer. */
export function aLargeAudit(users: number, doors: number): CompactAudit {
  const place = (of: number): readonly undefined[] => Array.from({ length: of })
  return anAudit({
    rig: 'large',
    doors: place(doors).map((_, door) => {
      const site = `Site ${String(Math.floor(door / 10) + 1).padStart(2, '0')}`
      return { site, name: `Door ${String(door + 1).padStart(3, '0')}`, timeZone: 'Europe/Vienna' }
    }),
    users: place(users).map((_, user) => ({ name: `User ${String(user + 1).padStart(4, '0')}`, origin: 'Site 01' })),
    places: place(doors).flatMap((_, door) => place(users).map((_, user) => (user * 7 + door * 3) % NAMES.length)),
  })
}
