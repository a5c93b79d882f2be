import type { Assignment, Strategy } from '../input.ts'
import { allow, DOOR, daily, deny, group, hm, may, oliver, open, SITE } from './build.ts'
import type { Vector } from './vector.ts'

const SPANS = {
  always: ['2026-01-14T23:00Z/2026-01-15T23:00Z'],
  never: [],
  '08–17': ['2026-01-15T07:00Z/2026-01-15T16:00Z'],
  '08–12 and 13–17': ['2026-01-15T07:00Z/2026-01-15T11:00Z', '2026-01-15T12:00Z/2026-01-15T16:00Z'],
} as const

type Span = keyof typeof SPANS

const schedules = [daily(hm(8), hm(17), '08–17'), daily(hm(8), hm(12), '08–12'), daily(hm(13), hm(17), '13–17')]

/** AMB-13. Staff and Cleaning are Oliver's groups. */
const ROWS: readonly [string, readonly Assignment[], Record<Strategy, Span>][] = [
  [
    'user 08–17, group Always',
    [timed('Oliver', '08–17'), timed('Staff', 'Always')],
    { union: 'always', 'user-overrides': '08–17', intersection: '08–17' },
  ],
  [
    'user Never, group Always',
    [timed('Oliver', 'Never'), timed('Staff', 'Always')],
    { union: 'always', 'user-overrides': 'never', intersection: 'never' },
  ],
  [
    'user Always, group Never',
    [timed('Oliver', 'Always'), timed('Staff', 'Never')],
    { union: 'always', 'user-overrides': 'always', intersection: 'never' },
  ],
  [
    'groups 08–12 and 13–17',
    [timed('Staff', '08–12'), timed('Cleaning', '13–17')],
    { union: '08–12 and 13–17', 'user-overrides': '08–12 and 13–17', intersection: 'never' },
  ],
]

const model = { ...SITE, ...oliver('Staff', 'Cleaning'), groups: [group('Staff'), group('Cleaning')], schedules }
const STRATEGIES: readonly Strategy[] = ['union', 'user-overrides', 'intersection']

export const COMBINATION_VECTORS: readonly Vector[] = [
  ...ROWS.flatMap(([title, assignments, expected]) =>
    STRATEGIES.map((strategy) => ({
      number: 'C77',
      title: `${title}, by ${strategy}: ${expected[strategy]}`,
      model: { ...model, strategy, assignments },
      asks: [open('2026-01-15', ...SPANS[expected[strategy]])],
    })),
  ),
  ...STRATEGIES.map((strategy) => ({
    number: 'R109',
    title: `by ${strategy}`,
    model: { ...model, strategy, assignments: [] },
    asks: [open('2026-01-15'), may('Oliver', DOOR, 'not-configured')],
  })),
  ...STRATEGIES.map((strategy) => ({
    number: 'C78',
    title: `user deny, group Always, by ${strategy}`,
    model: { ...model, strategy, assignments: [deny('Oliver', DOOR), timed('Staff', 'Always')] },
    asks: [open('2026-01-15'), may('Oliver', DOOR, 'denied'), may('Staff', DOOR, 'allowed')],
  })),
]

function timed(principal: string, schedule: string): Assignment {
  return allow(principal, DOOR, { schedule })
}
