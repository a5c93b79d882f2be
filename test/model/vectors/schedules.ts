import {
  ALL_DAY,
  daily,
  enters,
  HOLIDAY,
  hm,
  MONDAY,
  onHoliday,
  open,
  SITE,
  SUNDAY,
  THURSDAY,
  TUESDAY,
  times,
  WEEKDAYS,
} from './build.ts'
import type { Vector } from './vector.ts'

/** 2026-01-11 is a Sunday, the 15th a Thursday. Vienna is at UTC+1 then. */
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
      ['autumn, the whole day has 25 h', ...ALL_DAY, '2026-10-25', ['2026-10-24T22:00Z/2026-10-25T23:00Z']],
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
    title: 'to = 0 leaves nothing for Monday',
    model: { ...SITE, schedules: [times(WEEKDAYS, [SUNDAY, hm(22), 0])] },
    asks: [open('2026-01-11', '2026-01-11T21:00Z/2026-01-11T23:00Z'), open('2026-01-12')],
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
    model: onHoliday(
      '2026-01-12',
      times([HOLIDAY, ...WEEKDAYS], [HOLIDAY, hm(23), hm(1)], [TUESDAY, hm(0, 30), hm(2)]),
    ),
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
    model: onHoliday('2026-01-15', times([HOLIDAY, ...WEEKDAYS], [THURSDAY, hm(8), hm(17)], [HOLIDAY, hm(10), hm(12)])),
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
          times(
            [...modes, ...WEEKDAYS],
            [10, hm(10), hm(11)],
            [11, hm(12), hm(13)],
            [-3, hm(14), hm(15)],
            [THURSDAY, ...ALL_DAY],
          ),
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
]
