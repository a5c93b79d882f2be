import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { decide } from '../../../sim/domain/access/decide.ts'
import type { CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'
import { SCHEDULE_COMBINATIONS, type ScheduleCombination } from '../../../sim/domain/program/setting.ts'
import { aProgram, keyOf } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { DOORS, decideWith, GROUPS, noon, OLIVER, request } from './at-the-front-door.ts'

const schedules = {
  Morning: { entries: weekdays(480, 720) },
  Afternoon: { entries: weekdays(780, 1020) },
  Office: { entries: weekdays(480, 1020) },
}
const at = (hour: number, minute = 0) => Date.UTC(2026, 0, 7, hour - 1, minute)

const [yes, no] = ['ALLOWED', 'OUTSIDE_SCHEDULE']

function reasons(permissions: string[], times: number[], strategy: ScheduleCombination = 'union'): string[] {
  const settings = [{ name: 'schedule-combination', strategy } as const]
  const description = { users: { Oliver: OLIVER }, groups: GROUPS, schedules, permissions, settings }
  return times.map((time) => decideWith(description, time).reason)
}

function during(...holders: readonly (readonly [string, string])[]): string[] {
  return holders.map(([holder, schedule]) => `${holder} allow access:Front Door during ${schedule}`)
}

describe('decide() by user and group schedules, combined by union (AMB-13)', () => {
  test.for<[string, string, string]>([
    ['Office', 'Always', 'ALLOWED'],
    ['Never', 'Always', 'ALLOWED'],
    ['Always', 'Never', 'ALLOWED'],
    ['Never', 'Never', 'OUTSIDE_SCHEDULE'],
    ['Office', 'Never', 'OUTSIDE_SCHEDULE'],
  ])('AMB-13: user %s and group %s is %s at night', ([own, group, reason]) => {
    expect(reasons(during(['user:Oliver', own], ['group:Employees', group]), [at(23)])).toEqual([reason])
  })

  test('AMB-13: two groups 08–12 and 13–17 add up, with the gap between them', () => {
    const permissions = [
      'group:Employees allow access:Front Door during Morning',
      'group:Adults allow access:Front Door during Afternoon',
    ]
    const times = [at(7, 59), at(8), at(11, 59), at(12), at(12, 59), at(13), at(16, 59), at(17)]
    expect(reasons(permissions, times)).toEqual([no, yes, yes, no, no, yes, yes, no])
  })

  test('R119, R166: with a custom schedule a user enters during it and at no other time', () => {
    const permissions = ['user:Oliver allow access:Front Door during Office']
    const times = [at(7, 59), at(8), at(16, 59), at(17), at(12) + 3 * 86_400_000]
    expect(reasons(permissions, times)).toEqual([no, yes, yes, no, no])
  })

  test.for<[string]>([['user:Oliver'], ['group:Employees'], ['group:Adults']])(
    'R85, R113: %s can be given access for a limited time, by a schedule of the permission',
    ([holder]) => {
      const times = [at(7, 59), at(8), at(12), at(17)]
      expect(reasons(during([holder, 'Office']), times)).toEqual([no, yes, yes, no])
      expect(reasons([`${holder} allow access:Front Door`], times)).toEqual([yes, yes, yes, yes])
    },
  )

  test('C78: a deny of the user wins over Always of the group', () => {
    const permissions = ['user:Oliver deny access:Front Door', 'group:Employees allow access:Front Door during Always']
    expect(reasons(permissions, [at(12)])).toEqual(['DENIED'])
  })

  test('an allow whose schedule is gone opens nothing', () => {
    const program = aProgram({
      users: { Oliver: OLIVER },
      controls: DOORS,
      permissions: ['user:Oliver allow access:Front Door during Always'],
    })
    program.schedules.clear()
    expect(decide(compileAccess(program), request, noon, VIENNA, ALONE).reason).toBe('OUTSIDE_SCHEDULE')
  })
})

describe('decide() by the strategies of AMB-13', () => {
  const times = [at(7), at(9), at(12, 30), at(14), at(23)]

  test.for<[string, string[], Record<ScheduleCombination, string[]>]>([
    [
      'user 08–17, group Always',
      during(['user:Oliver', 'Office'], ['group:Employees', 'Always']),
      {
        union: [yes, yes, yes, yes, yes],
        'user-overrides': [no, yes, yes, yes, no],
        intersection: [no, yes, yes, yes, no],
      },
    ],
    [
      'user Never, group Always',
      during(['user:Oliver', 'Never'], ['group:Adults', 'Always']),
      {
        union: [yes, yes, yes, yes, yes],
        'user-overrides': [no, no, no, no, no],
        intersection: [no, no, no, no, no],
      },
    ],
    [
      'user Always, group Never',
      during(['user:Oliver', 'Always'], ['group:Employees', 'Never']),
      {
        union: [yes, yes, yes, yes, yes],
        'user-overrides': [yes, yes, yes, yes, yes],
        intersection: [no, no, no, no, no],
      },
    ],
    [
      'groups 08–12 and 13–17',
      during(['group:Employees', 'Morning'], ['group:Adults', 'Afternoon']),
      {
        union: [no, yes, no, yes, no],
        'user-overrides': [no, yes, no, yes, no],
        intersection: [no, no, no, no, no],
      },
    ],
    [
      'groups 08–12 and 08–17',
      during(['group:Employees', 'Morning'], ['group:Adults', 'Office']),
      {
        union: [no, yes, yes, yes, no],
        'user-overrides': [no, yes, yes, yes, no],
        intersection: [no, yes, no, no, no],
      },
    ],
  ])('C77: %s', ([, permissions, expected]) => {
    for (const strategy of SCHEDULE_COMBINATIONS) {
      expect(reasons(permissions, times, strategy), strategy).toEqual(expected[strategy])
    }
  })

  test.for(SCHEDULE_COMBINATIONS.map((strategy) => [strategy] as const))(
    'by %s a deny wins, and who is allowed nothing is not configured',
    ([strategy]) => {
      const permissions = during(['user:Oliver', 'Always'], ['group:Adults', 'Always'])
      expect(reasons([...permissions, 'group:Employees deny access:Front Door'], [at(9)], strategy)).toEqual(['DENIED'])
      expect(reasons(['user:Oliver deny access:Front Door'], [at(9)], strategy)).toEqual(['DENIED'])
      expect(reasons([], [at(9)], strategy)).toEqual(['NOT_CONFIGURED'])
    },
  )

  test('what groups are assigned that the user is not in counts by no strategy', () => {
    const users = { Oliver: { ...OLIVER, groups: ['Adults'] } }
    const permissions = during(['group:Adults', 'Always'], ['group:Employees', 'Never'])
    const settings = [{ name: 'schedule-combination', strategy: 'intersection' } as const]
    expect(decideWith({ users, groups: GROUPS, permissions, settings }).reason).toBe(yes)
    const closed = during(['user:Oliver', 'Always'], ['group:Adults', 'Never'])
    expect(decideWith({ users, groups: GROUPS, permissions: closed, settings }).reason).toBe(no)
  })

  test('full access is an allow of its group at all times, which a user’s own overrides', () => {
    const groups = { 'Full Access': { type: 'full-access' }, Employees: ['Full Access'] } as const
    const description = { users: { Oliver: OLIVER }, groups, schedules, permissions: during(['user:Oliver', 'Office']) }
    const found = SCHEDULE_COMBINATIONS.map((strategy) =>
      [at(9), at(23)].map((time) => {
        const settings = [{ name: 'schedule-combination', strategy } as const]
        return decideWith({ ...description, settings }, time).reason
      }),
    )
    expect(found).toEqual([
      [yes, yes],
      [yes, no],
      [yes, no],
    ])
  })

  test('names the user’s own allow where it overrides, else the first by key', () => {
    const permissions = during(['user:Oliver', 'Office'], ['group:Employees', 'Always'], ['group:Adults', 'Always'])
    const via = (strategy: ScheduleCombination, some: string[]) => {
      const settings = [{ name: 'schedule-combination', strategy } as const]
      const description = { users: { Oliver: OLIVER }, groups: GROUPS, schedules, permissions: some, settings }
      return decideWith(description, at(9)).via?.principal
    }
    const [first] = [keyOf('group:Employees'), keyOf('group:Adults')].sort()
    expect(via('user-overrides', permissions)).toBe(keyOf('user:Oliver'))
    expect(via('user-overrides', permissions.slice(1))).toBe(first)
    expect(via('intersection', permissions)).toBe(first)
    expect(via('intersection', permissions.slice(0, 1))).toBe(keyOf('user:Oliver'))
  })

  test('an allow of the user’s own on something else overrides nothing', () => {
    const program = { rooms: ['Hall'], users: { Oliver: OLIVER }, groups: GROUPS }
    const permissions = [...during(['group:Employees', 'Always']), 'user:Oliver allow room:Hall']
    const settings = [{ name: 'schedule-combination', strategy: 'user-overrides' } as const]
    expect(decideWith({ ...program, permissions, settings }).reason).toBe(yes)
  })
})

describe('decide() by the calendar', () => {
  const settings = {
    Holidays: { modes: [0], entries: [...weekdays(480, 1020), { mode: 0, fromMin: 600, toMin: 660 }] },
  }
  const christmas = { kind: 'yearly-timespan', from: { month: 12, day: 24 }, to: { month: 1, day: 6 } } as const
  const lastThursday = { kind: 'weekday-in-month', month: 4, weekday: 3, nth: 5 } as const
  const easterMonday = { kind: 'easter', offset: 1 } as const

  test.for<[string, CalendarDays, string, string]>([
    ['Easter Monday', easterMonday, '2026-04-06', '2026-04-07'],
    ['Christmas holidays over New Year', christmas, '2026-01-06', '2026-01-07'],
    ['Christmas holidays in the year they begin', christmas, '2026-12-24', '2026-12-23'],
    ['the last of five Thursdays', lastThursday, '2026-04-30', '2026-04-23'],
    ['the last of four Thursdays', { ...lastThursday, month: 5 }, '2026-05-28', '2026-05-21'],
  ])('C80, P-75: on %s the holiday’s hours replace the weekday’s', ([, days, holiday, workday]) => {
    const program = {
      users: { Oliver: OLIVER },
      schedules: settings,
      modes: { 0: { active: false } },
      calendar: [{ mode: 0, days }],
      permissions: ['user:Oliver allow access:Front Door during Holidays'],
    }
    const clock = ['08:30', '09:59', '10:00', '10:59', '11:00', '16:30']
    const asked = (date: string) => clock.map((time) => decideWith(program, localInVienna(date, time)).reason)
    expect(asked(holiday)).toEqual([no, no, yes, yes, no, no])
    expect(asked(workday)).toEqual([yes, yes, yes, yes, yes, yes])
  })

  test('a night that begins on a holiday of the calendar goes on after it, and none begins late (C72)', () => {
    const night = { modes: [0], entries: [...weekdays(1320, 120), { mode: 0, fromMin: 1380, toMin: 60 }] }
    const program = {
      users: { Oliver: OLIVER },
      schedules: { Night: night },
      calendar: [{ mode: 0, days: { kind: 'yearly-date', month: 1, day: 6 } as const }],
      permissions: ['user:Oliver allow access:Front Door during Night'],
    }
    const ask = (date: string, times: string[]) =>
      times.map((time) => decideWith(program, localInVienna(date, time)).reason)
    expect(ask('2026-01-06', ['01:59', '02:00', '22:30', '23:00'])).toEqual([yes, no, no, yes])
    expect(ask('2026-01-07', ['00:59', '01:00', '22:00'])).toEqual([yes, no, yes])
  })
})

/** An instant of winter or summer 2026 by a clock on a wall in Vienna. */
function localInVienna(date: string, time: string): number {
  const isSummer = date >= '2026-03-29' && date < '2026-10-25'
  return Date.parse(`${date}T${time}${isSummer ? '+02:00' : '+01:00'}`)
}

function weekdays(fromMin: number, toMin: number) {
  return [3, 4, 5, 6, 7].map((mode) => ({ mode, fromMin, toMin }))
}
