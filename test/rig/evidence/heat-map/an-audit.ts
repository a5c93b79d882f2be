import type { Audit, AuditAnswer, AuditCell, AuditRun } from '../../../../rigs/audit/audit.ts'
import type { Reason } from '../../../../sim/domain/access/decision.ts'

const FROM = '2026-10-18T22:00:00Z'
const UNTIL = '2026-10-25T23:00:00Z'
const MINUTES = 169 * 60

const HOUR_MS = 3_600_000

/** The first Monday's midnight at Vienna and so many hours on, by a watch that nobody puts back. */
function hour(hours: number): string {
  return new Date(Date.parse(FROM) + hours * HOUR_MS).toISOString().replace('.000', '')
}

type Stretch = readonly [from: number, until: number]

/** Opens in these stretches of hours; shut for one reason in between. */
function opening(stretches: readonly Stretch[], path: string, schedule?: string): AuditAnswer {
  const via = { path, ...(schedule !== undefined && { schedule }) }
  const runs: AuditRun[] = []
  let end = 0
  for (const [from, until] of stretches) {
    if (from > end) runs.push({ from: hour(end), until: hour(from), reason: 'OUTSIDE_SCHEDULE' })
    runs.push({ from: hour(from), until: hour(until), reason: 'ALLOWED', via })
    end = until
  }
  if (end < 169) runs.push({ from: hour(end), until: UNTIL, reason: 'OUTSIDE_SCHEDULE' })
  return { minutes: stretches.reduce((sum, [from, until]) => sum + (until - from) * 60, 0), runs }
}

function never(reason: Reason): AuditAnswer {
  return { minutes: 0, runs: [{ from: FROM, until: UNTIL, reason }] }
}

const days = (count: number, from: number, until: number): Stretch[] =>
  Array.from({ length: count }, (_, day) => [day * 24 + from, day * 24 + until])

/** Until Wednesday noon, then the user's time is over. */
const expiring: AuditAnswer = {
  minutes: 24 * 60,
  runs: [
    ...opening(days(2, 8, 18), 'UG:Staff', 'Office Hours').runs.slice(0, -1),
    { from: hour(42), until: hour(56), reason: 'OUTSIDE_SCHEDULE' },
    { from: hour(56), until: hour(60), reason: 'ALLOWED', via: { path: 'UG:Staff', schedule: 'Office Hours' } },
    { from: hour(60), until: UNTIL, reason: 'EXPIRED' },
  ],
}

const ANSWERS = {
  always: opening([[0, 169]], 'UG:Administrators'),
  officeHours: opening(days(5, 8, 18), 'UG:Staff', 'Office Hours'),
  cleaning: opening(days(4, 18, 22), 'UG:Staff/UG:Cleaning', 'Evenings'),
  nights: opening([[0, 6], ...days(6, 22, 30), [166, 169]] as Stretch[], 'UG:Guards', 'Nights'),
  /** Saturday 22:00 until Sunday 02:00, the first of the two. */
  changeNight: opening([[142, 146]], 'U:Iris', 'Night of the change'),
  mostly: opening([[0, 120]], 'U:Mara', 'Weekdays'),
  expiring,
  outside: never('OUTSIDE_SCHEDULE'),
  denied: never('DENIED'),
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
export function anAudit(change: Partial<Audit> = {}): Audit {
  const cells = DOORS.flatMap((_, door) =>
    USERS.flatMap((user, at): AuditCell[] => {
      const name = user[door + 2] as AnswerName | undefined
      return name === undefined ? [] : [{ door, user: at, answer: NAMES.indexOf(name) }]
    }),
  )
  return {
    schema: 'loxrig-audit/1',
    rig: 'acme',
    ...{ from: FROM, until: UNTIL, minutes: MINUTES },
    doors: DOORS,
    users: USERS.map(([name, origin]) => ({ name, origin })),
    answers: Object.values(ANSWERS),
    cells,
    ...change,
  }
}

/** As many users and doors as asked for, every pair with an answer. */
export function aLargeAudit(users: number, doors: number): Audit {
  const place = (of: number): readonly undefined[] => Array.from({ length: of })
  return anAudit({
    rig: 'large',
    doors: place(doors).map((_, door) => {
      const site = `Site ${String(Math.floor(door / 10) + 1).padStart(2, '0')}`
      return { site, name: `Door ${String(door + 1).padStart(3, '0')}`, timeZone: 'Europe/Vienna' }
    }),
    users: place(users).map((_, user) => ({ name: `User ${String(user + 1).padStart(4, '0')}`, origin: 'Site 01' })),
    cells: place(doors).flatMap((_, door) =>
      place(users).map((_, user) => ({ door, user, answer: (user * 7 + door * 3) % NAMES.length })),
    ),
  })
}
