import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WORDS } from '../../../../rigs/evidence/heat-map/words.ts'
import { browserModule, type LocalTime, minutesOf, type OffsetSpan, type Stretch } from './browser-module.ts'

interface Clock {
  readonly wall: number
  readonly offset?: number
}

interface Line {
  readonly from: Clock
  readonly until: Clock
  readonly isNextDay: boolean
  readonly days: readonly number[]
}

interface Rule {
  readonly weekdays: readonly number[]
  readonly span?: readonly [number, number]
  readonly except: readonly number[]
  readonly also: readonly number[]
}

interface Groups {
  linesOf(runs: readonly Stretch[], offsets: readonly OffsetSpan[]): readonly Line[]
  ruleOf(days: readonly number[], allDays: readonly number[]): Rule
}

interface Phrases {
  lineInWords(words: object, line: Line, rule: Rule): string
}

const { daysOf, localAt, offsetsOf } = await browserModule<LocalTime>('local-time.js')
const { linesOf, ruleOf } = await browserModule<Groups>('groups.js')
const { lineInWords } = await browserModule<Phrases>('phrases.js')

const ZONE = 'Europe/Vienna'

/** What the page says of runs, with the wall clock's times of Vienna. */
function told(
  interval: readonly [string, string],
  runs: readonly (readonly [string, string])[],
  language: 'en' | 'de' = 'en',
): string[] {
  const [from, until] = [minutesOf(interval[0]), minutesOf(interval[1])]
  const offsets = offsetsOf(ZONE, from, until)
  const allDays = daysOf(offsets, from, until).map(({ day }) => day)
  const stretches = runs.map(([begin, end]) => ({ from: minutesOf(begin), until: minutesOf(end) }))
  return linesOf(stretches, offsets).map((line) => lineInWords(WORDS[language], line, ruleOf(line.days, allDays)))
}

/** From Monday, 19 October, with the week's end at 169 hours: the clocks go back on Sunday. */
const WEEK = ['2026-10-18T22:00Z', '2026-10-25T23:00Z'] as const

/** Local hours of summer time on days of October. */
const hours = (days: readonly number[], from: number, until: number): (readonly [string, string])[] =>
  days.map((day) => [october(day, from), october(day, until)])

function october(day: number, hour: number): string {
  return new Date(Date.UTC(2026, 9, day, hour - 2)).toISOString()
}

describe('runs are told as people tell them', () => {
  test.for([
    ['working days', hours([19, 20, 21, 22, 23], 8, 18), ['Mon–Fri 08:00–18:00']],
    ['two days', hours([19, 20], 8, 18), ['Mon, Tue 08:00–18:00']],
    ['nights', hours([19, 20, 21], 22, 30), ['Mon–Wed 22:00–06:00 (next day)']],
    ['whole days', [[october(22, 0), october(24, 0)]], ['Thu, Fri all day']],
    ['until midnight', hours([20], 20, 24), ['Tue 20:00–24:00']],
    ['over a weekend', [[october(23, 18), '2026-10-25T23:00Z']], ['Fri 18:00–24:00', 'Sat, Sun all day']],
    ['the first of two hours', [['2026-10-25T00:00Z', '2026-10-25T01:00Z']], ['Sun 02:00 (+02:00)–02:00 (+01:00)']],
    ['two times', [...hours([19], 8, 12), ...hours([19], 13, 17)], ['Mon 08:00–12:00', 'Mon 13:00–17:00']],
  ] as const)('%s', ([, runs, lines]) => {
    expect(told(WEEK, runs)).toEqual(lines)
  })

  test('in German', () => {
    expect(told(WEEK, hours([19, 20, 21], 22, 30), 'de')).toEqual(['Mo–Mi 22:00–06:00 (Folgetag)'])
  })

  const OCTOBER = ['2026-09-30T22:00Z', '2026-10-24T22:00Z'] as const
  const working = [1, 2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23]

  test.for([
    ['with a holiday', working.filter((day) => day !== 13), 'Mon–Fri (except Tue 13 Oct) 08:00–18:00'],
    ['with a Saturday', [...working, 10].sort((a, b) => a - b), 'Mon–Fri (also Sat 10 Oct) 08:00–18:00'],
    ['for some time', working.filter((day) => day > 4 && day < 17), 'Mon–Fri (5 Oct – 16 Oct) 08:00–18:00'],
    [
      'until a day, with a holiday on one of two Mondays',
      [5, 6, 7, 8, 9, 13, 14],
      'Mon–Fri (5 Oct – 14 Oct; except Mon 12 Oct) 08:00–18:00',
    ],
    [
      'for some time, and a Saturday before',
      [3, ...working.filter((day) => day > 4 && day < 21)],
      'Mon–Fri (5 Oct – 20 Oct; also Sat 3 Oct) 08:00–18:00',
    ],
    ['on one date', [14], 'Wed 14 Oct 08:00–18:00'],
    ['on dates without a rule', [5, 14, 23], 'Mon 5 Oct, Wed 14 Oct, Fri 23 Oct 08:00–18:00'],
  ] as const)('over more than a week, %s', ([, days, line]) => {
    expect(told(OCTOBER, hours(days, 8, 18))).toEqual([line])
  })

  test('and no day is lost or added by the rule', () => {
    const allDays = Array.from({ length: 60 }, (_, index) => 20_745 + index)
    fc.assert(
      fc.property(fc.subarray(allDays, { minLength: 1 }), (days) => {
        const { weekdays, span = [allDays[0] ?? 0, allDays.at(-1) ?? 0], except, also } = ruleOf(days, allDays)
        const regular = allDays.filter((day) => day >= span[0] && day <= span[1] && weekdays.includes((day + 3) % 7))
        expect([...regular.filter((day) => !except.includes(day)), ...also].sort((a, b) => a - b)).toEqual(days)
      }),
    )
  })

  test('and no minute is lost or added by the lines', () => {
    const begin = minutesOf('2026-10-23T22:00Z')
    const end = begin + 3 * 1440
    const offsets = offsetsOf(ZONE, begin, end)
    const cuts = fc.uniqueArray(fc.integer({ min: begin, max: end }), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(cuts, (unsorted) => {
        const sorted = unsorted.toSorted((a, b) => a - b)
        const runs = sorted.flatMap((from, index): Stretch[] => {
          const until = sorted[index + 1]
          return index % 2 === 0 && until !== undefined ? [{ from, until }] : []
        })
        const lines = linesOf(runs, offsets)
        for (let at = begin; at < end; at += 7) {
          const isOpen = runs.some(({ from, until }) => at >= from && at < until)
          expect(isTold(lines, localAt(offsets, at)), String(at - begin)).toBe(isOpen)
        }
      }),
      { numRuns: 50 },
    )
  })
})

interface Local {
  readonly day: number
  readonly wall: number
  readonly offset: number
}

/** A moment of the wall clock is within a line where it is not before its beginning and not after its end; the offset tells twins apart. */
function isTold(lines: readonly Line[], { day, wall, offset }: Local): boolean {
  return lines.some(({ from, until, isNextDay, days }) =>
    days.some((first) => {
      const position = order({ wall: (day - first) * 1440 + wall, offset })
      const end = { ...until, wall: until.wall + (isNextDay ? 1440 : 0) }
      return position >= order(from, offset) && position < order(end, offset)
    }),
  )
}

/** Later of the same wall time is what has the smaller offset; where a line says none, there is but one. */
function order({ wall, offset }: Clock, otherwise = 0): number {
  const known = offset ?? otherwise
  return wall - known
}
