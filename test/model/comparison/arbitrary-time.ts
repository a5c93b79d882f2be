import fc from 'fast-check'
import { easter } from '../calendar.ts'
import type { CalendarEntry, LogicMode, Schedule, Status } from '../input.ts'
import { dateOf, instantOf, type Stage, type Staged, transitionsOf } from './stage.ts'

const WEEKDAYS = [3, 4, 5, 6, 7, 8, 9]
const SPECIAL_MODES = [0, 10, -3]

/** Few, so that questions meet the edges of entries. */
const MINUTES = [0, 60, 120, 150, 180, 480, 1020, 1320, 1440]
/** At the edges of days and of odd zones. */
const ODD_MINUTES = [1, 135, 165, 225, 1380, 1410, 1439]

const minute = fc.oneof(
  { withCrossShrink: true },
  { weight: 8, arbitrary: fc.constantFrom(...MINUTES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_MINUTES) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1440 }) },
)
const days = fc.constantFrom(0, 1, -1, 0, 1, -1, 0, 1, -1, 2, -2, 3, -3)
const specialMode = fc.constantFrom(...SPECIAL_MODES)

/** How far from an edge: mostly on it or just before. */
const nudgeMs = fc.constantFrom(0, -1, 0, -1, 0, 1, -60_000, 60_000, 1_800_000, -1_800_000, 3_600_000, -3_600_000)

/** Instants near minutes that entries begin and end at, near changes of the zone, and now and then a year away. */
export const instant: fc.Arbitrary<Staged<number>> = fc.oneof(
  { withCrossShrink: true },
  {
    weight: 5,
    arbitrary: fc
      .record({ days, minute, nudgeMs, isSecond: fc.boolean(), years: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, -1) })
      .map((at) => (stage: Stage) => instantOf(stage, at) + at.nudgeMs),
  },
  {
    weight: 2,
    arbitrary: fc.record({ pick: fc.nat({ max: 7 }), nudgeMs }).map((at) => (stage: Stage) => {
      const transitions = transitionsOf(stage)
      const midnight = instantOf(stage, { days: 0, years: 0, minute: 0, isSecond: false })
      return (transitions[at.pick % transitions.length] ?? midnight) + at.nudgeMs
    }),
  },
)

export const status: fc.Arbitrary<Staged<Status>> = fc.oneof(
  { withCrossShrink: true },
  { weight: 12, arbitrary: fc.constant(() => ({ userState: 0 }) as const) },
  { weight: 1, arbitrary: fc.constant(() => ({ userState: 1 }) as const) },
  instant.map((until) => (stage: Stage) => ({ userState: 2, validUntil: until(stage) }) as const),
  instant.map((from) => (stage: Stage) => ({ userState: 3, validFrom: from(stage) }) as const),
  fc.tuple(instant, fc.integer({ min: 1, max: 200_000_000 })).map(([from, lastsMs]) => (stage: Stage) => {
    const validFrom = from(stage)
    return { userState: 4, validFrom, validUntil: validFrom + lastsMs } as const
  }),
)

/** On the weekday of a day of the stage, on all of them, or in a special mode. */
const entryModes: fc.Arbitrary<Staged<readonly number[]>> = fc.oneof(
  { withCrossShrink: true },
  { weight: 2, arbitrary: fc.constant(() => WEEKDAYS) },
  days.map((offset) => (stage: Stage) => [dateOf(stage, offset).dayOfWeek + 2]),
  { weight: 3, arbitrary: specialMode.map((mode) => () => [mode]) },
)

/** Entries of from = to are refused when they are entered, and so is one that begins at the end of the day. */
const entries: fc.Arbitrary<Staged<Schedule['entries']>> = fc
  .record({ modes: entryModes, fromMin: minute, toMin: minute })
  .map(
    ({ modes, fromMin, toMin }) =>
      (stage: Stage) =>
        fromMin === toMin || fromMin === 1440 ? [] : modes(stage).map((mode) => ({ mode, fromMin, toMin })),
  )

export function schedule(name: string): fc.Arbitrary<Staged<Schedule>> {
  return fc
    .record({
      special: fc.shuffledSubarray(SPECIAL_MODES, { minLength: 2 }),
      entries: fc.array(entries, { maxLength: 6, size: 'max' }),
    })
    .map((of) => (stage: Stage) => ({
      name,
      modes: [...of.special, ...WEEKDAYS],
      entries: of.entries.flatMap((some) => some(stage)),
    }))
}

/** A mode that logic switches at midnight, for some days. Over a date that never was it stays as it is. */
export const logicMode: fc.Arbitrary<Staged<LogicMode>> = fc
  .record({ mode: specialMode, days, length: fc.integer({ min: 1, max: 4 }) })
  .map(({ mode, days, length }) => (stage: Stage) => {
    const dates = Array.from({ length }, (_, index) => dateOf(stage, days + index).toString())
    const before = stage.skipped === undefined ? '' : dateOf({ ...stage, day: stage.skipped }, -1).toString()
    const had = dates.filter((date) => date !== stage.skipped)
    return { mode, dates: stage.skipped !== undefined && had.includes(before) ? [...had, stage.skipped] : had }
  })

/** Days around Easter that the operating times take. */
const EASTER_OFFSETS = { first: -80, last: 250 }

/** All six kinds, each true of a day of the stage. */
const calendarDays = fc.oneof(
  { withCrossShrink: true },
  days.map((at) => (stage: Stage) => ({ calMode: 0, day: yearly(stage, at) }) as const),
  days.map((at) => (stage: Stage) => ({ calMode: 1, easterOffset: easterOffset(stage, at) }) as const),
  days.map((at) => (stage: Stage) => ({ calMode: 2, date: dateOf(stage, at).toString() }) as const),
  fc.tuple(days, fc.nat({ max: 3 })).map(([at, length]) => (stage: Stage) => {
    return { calMode: 3, from: dateOf(stage, at).toString(), to: dateOf(stage, at + length).toString() } as const
  }),
  fc.tuple(days, days).map(([from, to]) => (stage: Stage) => {
    return { calMode: 4, from: yearly(stage, from), to: yearly(stage, to) } as const
  }),
  fc.tuple(days, fc.boolean()).map(([at, isLast]) => (stage: Stage) => {
    const { month, dayOfWeek, day } = dateOf(stage, at)
    return { calMode: 5, month, weekday: dayOfWeek, nth: isLast ? 5 : Math.ceil(day / 7) } as const
  }),
)

export const calendarEntry: fc.Arbitrary<Staged<CalendarEntry>> = fc
  .tuple(specialMode, calendarDays)
  .map(([mode, on]) => (stage: Stage) => ({ mode, ...on(stage) }))

function yearly(stage: Stage, days: number): string {
  return dateOf(stage, days).toString().slice('YYYY-'.length)
}

function easterOffset(stage: Stage, days: number): number {
  const date = dateOf(stage, days)
  const offset = easter(date.year).until(date, { largestUnit: 'days' }).days
  return Math.min(Math.max(offset, EASTER_OFFSETS.first), EASTER_OFFSETS.last)
}
