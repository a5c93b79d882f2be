import type { Assignment, CalendarEntry, Group, Model, Schedule, Scope, Status, Strategy } from './input.ts'
import type { Permission } from './model.ts'

/** A site, questions about it and the answers the pages give. Data only, so that anything that decides can be run on it. */
export interface Vector {
  /** The row of docs/scenarios.md or docs/requirements.md. */
  readonly number: string
  readonly title: string
  readonly model: Model
  readonly asks: readonly Ask[]
}

/** Instants are ISO, in UTC. `open` holds on one local date; its spans are half-open, `2026-01-15T07:00Z/2026-01-15T16:00Z`. */
export type Ask =
  | { readonly ask: 'mayEnter'; readonly user: string; readonly door: string; readonly at: string; readonly is: boolean }
  | {
      readonly ask: 'open'
      readonly user: string
      readonly door: string
      readonly localDate: string
      readonly is: readonly string[]
    }
  | {
      readonly ask: 'permission'
      readonly principal: string
      readonly object: string
      readonly scope: Scope
      readonly at: string
      readonly is: Permission
    }

const DOOR = 'access:Front Door'
const WEEKDAYS = [3, 4, 5, 6, 7, 8, 9]
const ALLDAY: readonly [number, number] = [0, 1440]
const [MONDAY, TUESDAY, SUNDAY] = [3, 4, 9]
const HOLIDAY = 0

/** January 2026: the 11th is a Sunday, the 15th a Thursday; Vienna is at UTC+1. */
const SITE: Model = {
  zone: 'Europe/Vienna',
  strategy: 'union',
  users: [{ id: 'Oliver', memberOf: [], status: { userState: 0 } }],
  groups: [],
  trustMembers: [],
  blocks: [],
  assignments: [allow('Oliver', DOOR, 'Times')],
  schedules: [],
  modesByLogic: [],
  calendar: [],
}

export const SCHEDULE_VECTORS: readonly Vector[] = [
  ...(
    [
      ['Europe/Vienna', '2026-01-15T07:00Z/2026-01-15T16:00Z'],
      ['America/New_York', '2026-01-15T13:00Z/2026-01-15T22:00Z'],
      ['Asia/Kolkata', '2026-01-15T02:30Z/2026-01-15T11:30Z'],
    ] as const
  ).map(
    ([zone, span]): Vector => ({
      number: 'C69',
      title: zone,
      model: { ...SITE, zone, schedules: [daily(hm(8), hm(17))] },
      asks: [open('2026-01-15', span)],
    }),
  ),

  ...(
    [
      ['spring, 02:00–03:00 never occurs', hm(2), hm(3), '2026-03-29', []],
      ['spring, 01:30–03:30 lasts 60 min', hm(1, 30), hm(3, 30), '2026-03-29', ['2026-03-29T00:30Z/2026-03-29T01:30Z']],
      ['spring, 01:30–02:30 lasts 30 min', hm(1, 30), hm(2, 30), '2026-03-29', ['2026-03-29T00:30Z/2026-03-29T01:00Z']],
      ['autumn, 02:00–03:00 occurs twice', hm(2), hm(3), '2026-10-25', ['2026-10-25T00:00Z/2026-10-25T02:00Z']],
      [
        'autumn, 02:30–03:00 occurs twice, with a gap',
        hm(2, 30),
        hm(3),
        '2026-10-25',
        ['2026-10-25T00:30Z/2026-10-25T01:00Z', '2026-10-25T01:30Z/2026-10-25T02:00Z'],
      ],
      ['autumn, the whole day has 25 h', ...ALLDAY, '2026-10-25', ['2026-10-24T22:00Z/2026-10-25T23:00Z']],
    ] as const
  ).map(
    ([title, from, to, date, spans]): Vector => ({
      number: 'C70',
      title,
      model: { ...SITE, schedules: [daily(from, to)] },
      asks: [open(date, ...spans)],
    }),
  ),

  {
    number: 'C72',
    title: 'Sunday to Monday',
    model: { ...SITE, schedules: [times(WEEKDAYS, [SUNDAY, hm(22), hm(6)])] },
    asks: [
      open('2026-01-11', '2026-01-11T21:00Z/2026-01-11T23:00Z'),
      open('2026-01-12', '2026-01-11T23:00Z/2026-01-12T05:00Z'),
      open('2026-01-13'),
      enters('2026-01-12T04:59:59.999Z', true),
      enters('2026-01-12T05:00Z', false),
    ],
  },
  {
    number: 'C72',
    title: 'into a holiday: the night before runs to its end, that of the holiday never begins',
    model: onHoliday('2026-01-12', times([HOLIDAY, ...WEEKDAYS], [SUNDAY, hm(22), hm(6)], [MONDAY, hm(22), hm(6)])),
    asks: [
      open('2026-01-11', '2026-01-11T21:00Z/2026-01-11T23:00Z'),
      open('2026-01-12', '2026-01-11T23:00Z/2026-01-12T05:00Z'),
      open('2026-01-13'),
    ],
  },
  {
    number: 'C72',
    title: 'out of a holiday: its own night runs to its end, the replaced one never began',
    model: onHoliday('2026-01-11', times([HOLIDAY, ...WEEKDAYS], [HOLIDAY, hm(20), hm(4)], [SUNDAY, hm(22), hm(6)])),
    asks: [
      open('2026-01-11', '2026-01-11T19:00Z/2026-01-11T23:00Z'),
      open('2026-01-12', '2026-01-11T23:00Z/2026-01-12T03:00Z'),
    ],
  },
  {
    number: 'C72',
    title: 'from a holiday into a weekday with a night of its own before it',
    model: onHoliday('2026-01-12', times([HOLIDAY, ...WEEKDAYS], [HOLIDAY, hm(23), hm(1)], [TUESDAY, hm(0, 30), hm(2)])),
    asks: [open('2026-01-13', '2026-01-12T23:00Z/2026-01-13T01:00Z')],
  },

  {
    number: 'C73',
    title: 'listed without an entry: closed',
    model: onHoliday('2026-01-15', { ...daily(hm(8), hm(17)), modes: [HOLIDAY, ...WEEKDAYS] }),
    asks: [open('2026-01-15'), open('2026-01-16', '2026-01-16T07:00Z/2026-01-16T16:00Z')],
  },
  {
    number: 'C73',
    title: 'not listed: weekday rules',
    model: onHoliday('2026-01-15', daily(hm(8), hm(17))),
    asks: [open('2026-01-15', '2026-01-15T07:00Z/2026-01-15T16:00Z')],
  },
  {
    number: 'C73',
    title: 'listed with entries: those only',
    model: onHoliday('2026-01-15', times([HOLIDAY, ...WEEKDAYS], [6, hm(8), hm(17)], [HOLIDAY, hm(10), hm(12)])),
    asks: [
      open('2026-01-15', '2026-01-15T09:00Z/2026-01-15T11:00Z'),
      open('2026-01-22', '2026-01-22T07:00Z/2026-01-22T16:00Z'),
    ],
  },

  ...(
    [
      ['11 before 10', [11, 10, 1], '2026-01-15T11:00Z/2026-01-15T12:00Z'],
      ['10 before 11', [10, 11, 1], '2026-01-15T09:00Z/2026-01-15T10:00Z'],
      ['only 10 listed', [10], '2026-01-15T09:00Z/2026-01-15T10:00Z'],
      ['a negative one before both', [-3, 11, 10], '2026-01-15T13:00Z/2026-01-15T14:00Z'],
    ] as const
  ).map(
    ([title, modes, span]): Vector => ({
      number: 'C74',
      title,
      model: {
        ...SITE,
        modesByLogic: [10, 11, -3].map((mode) => ({ mode, dates: ['2026-01-15'] })),
        schedules: [
          times([...modes, ...WEEKDAYS], [10, hm(10), hm(11)], [11, hm(12), hm(13)], [-3, hm(14), hm(15)], [6, ...ALLDAY]),
        ],
      },
      asks: [open('2026-01-15', span), open('2026-01-22', '2026-01-21T23:00Z/2026-01-22T23:00Z')],
    }),
  ),

  {
    number: 'C75',
    title: 'Monday 20:00 to 1440, Tuesday 0 to 01:00',
    model: { ...SITE, schedules: [times(WEEKDAYS, [MONDAY, hm(20), 1440], [TUESDAY, 0, hm(1)])] },
    asks: [
      open('2026-01-12', '2026-01-12T19:00Z/2026-01-12T23:00Z'),
      enters('2026-01-12T22:59:59.999Z', true),
      enters('2026-01-12T23:00Z', true),
      open('2026-01-13', '2026-01-12T23:00Z/2026-01-13T00:00Z'),
    ],
  },

  {
    number: 'C76',
    title: 'from and to of a schedule',
    model: { ...SITE, schedules: [daily(hm(8), hm(17))] },
    asks: [
      enters('2026-01-15T06:59:59.999Z', false),
      enters('2026-01-15T07:00Z', true),
      enters('2026-01-15T15:59:59.999Z', true),
      enters('2026-01-15T16:00Z', false),
    ],
  },
  ...(
    [
      ['enabled', { userState: 0 }, [true, true, true, true]],
      ['disabled', { userState: 1 }, [false, false, false, false]],
      ['until', { userState: 2, validUntil: Date.parse('2026-01-16T00:00Z') }, [true, true, true, false]],
      ['from', { userState: 3, validFrom: Date.parse('2026-01-15T00:00Z') }, [false, true, true, true]],
      [
        'timespan',
        { userState: 4, validFrom: Date.parse('2026-01-15T00:00Z'), validUntil: Date.parse('2026-01-16T00:00Z') },
        [false, true, true, false],
      ],
    ] as const
  ).map(([title, status, [before, first, last, after]]): Vector => {
    const users = [{ id: 'Oliver', memberOf: [], status }] satisfies { status: Status }[] & Model['users']
    return {
      number: 'C76',
      title: `validFrom and validUntil, ${title}`,
      model: { ...SITE, users, assignments: [allow('Oliver', DOOR, 'Always')] },
      asks: [
        enters('2026-01-14T23:59:59.999Z', before),
        enters('2026-01-15T00:00Z', first),
        enters('2026-01-15T23:59:59.999Z', last),
        enters('2026-01-16T00:00Z', after),
      ],
    }
  }),

  ...calendarVectors(),
]

/** One holiday each, on which the door is open, and dates on which it is and is not. */
function calendarVectors(): Vector[] {
  const rows: [string, CalendarEntry, readonly string[], readonly string[]][] = [
    ['yearly date', { mode: 0, calMode: 0, day: '10-26' }, ['2026-10-26', '2027-10-26'], ['2026-10-25', '2026-10-27']],
    ['29 February in leap years only', { mode: 0, calMode: 0, day: '02-29' }, ['2028-02-29'], ['2026-02-28', '2026-03-01']],
    ['Easter', { mode: 0, calMode: 1, easterOffset: 0 }, ['2026-04-05', '2027-03-28'], ['2026-04-04', '2027-04-05']],
    ['Good Friday', { mode: 0, calMode: 1, easterOffset: -2 }, ['2026-04-03', '2038-04-23'], ['2026-04-05']],
    ['Corpus Christi', { mode: 0, calMode: 1, easterOffset: 60 }, ['2026-06-04', '2027-05-27'], ['2026-06-05']],
    ['date', { mode: 0, calMode: 2, date: '2026-05-04' }, ['2026-05-04'], ['2025-05-04', '2027-05-04', '2026-05-05']],
    [
      'timespan, over a New Year too, once',
      { mode: 0, calMode: 3, from: '2026-12-30', to: '2027-01-02' },
      ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'],
      ['2026-12-29', '2027-01-03', '2027-12-30', '2026-01-01'],
    ],
    [
      'yearly timespan within a year',
      { mode: 0, calMode: 4, from: '07-04', to: '09-06' },
      ['2026-07-04', '2026-08-15', '2027-09-06'],
      ['2026-07-03', '2026-09-07', '2026-01-01'],
    ],
    [
      'yearly timespan over New Year (P-75)',
      { mode: 0, calMode: 4, from: '12-24', to: '01-06' },
      ['2026-12-24', '2026-12-31', '2026-01-01', '2027-01-06'],
      ['2026-12-23', '2027-01-07', '2026-07-01'],
    ],
    [
      'last Friday, the fifth in January and the fourth in February',
      { mode: 0, calMode: 5, month: 1, weekday: 5, nth: 5 },
      ['2026-01-30', '2027-01-29'],
      ['2026-01-23', '2026-02-27', '2026-01-29'],
    ],
    ['last Friday as the fourth', { mode: 0, calMode: 5, month: 2, weekday: 5, nth: 5 }, ['2026-02-27'], ['2026-02-20']],
    ['fourth Friday', { mode: 0, calMode: 5, month: 1, weekday: 5, nth: 4 }, ['2026-01-23'], ['2026-01-30', '2026-01-16']],
    ['first Monday', { mode: 0, calMode: 5, month: 9, weekday: 1, nth: 1 }, ['2026-09-07'], ['2026-09-14', '2026-10-05']],
  ]
  const schedules = [times([HOLIDAY, ...WEEKDAYS], [HOLIDAY, ...ALLDAY])]
  return rows.map(([title, entry, on, off]) => ({
    number: 'C80',
    title,
    model: { ...SITE, schedules, calendar: [entry] },
    asks: [
      ...on.flatMap((date) => [enters(`${date}T00:00Z`, true), enters(`${date}T22:00Z`, true)]),
      ...off.map((date) => enters(`${date}T12:00Z`, false)),
    ],
  }))
}
