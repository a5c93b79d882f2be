import { Temporal } from 'temporal-polyfill'

/** A place in time where local time is out of the ordinary: all that a random program says of days lies around `day`. */
export interface Stage {
  readonly zone: string
  /** `YYYY-MM-DD`, local. */
  readonly day: string
  /** A date that the zone never had. */
  readonly skipped?: string
}

/** Something said in days counted from a stage's. */
export type Staged<T> = (stage: Stage) => T

export const STAGES: readonly Stage[] = [
  { zone: 'UTC', day: '2026-01-15' },
  ...around('Europe/Vienna', '2026-03-29', '2026-10-25', '2026-12-31', '2028-02-29'),
  ...around('Australia/Lord_Howe', '2026-04-05', '2026-10-04'), // by half an hour
  ...around('Pacific/Chatham', '2026-04-05', '2026-09-27'), // 12:45 ahead, changes at 02:45
  ...around('Africa/Cairo', '2026-04-24', '2026-10-29'), // at midnight
  ...around('Asia/Beirut', '2025-03-30', '2025-10-25'), // at midnight
  ...around('America/Asuncion', '2024-10-06', '2024-03-24'), // at midnight, the former for good
  ...around('America/St_Johns', '2011-03-13', '2011-11-06'), // at one minute past midnight
  { zone: 'Pacific/Apia', day: '2011-12-30', skipped: '2011-12-30' },
  ...around('Asia/Pyongyang', '2015-08-15', '2018-05-05'), // half an hour back for good, and forth again
  ...around('America/Caracas', '2016-05-01'), // half an hour for good
  ...around('Africa/Monrovia', '1972-01-07'), // was 44:30 behind until then
]

export function dateOf({ day }: Stage, days: number): Temporal.PlainDate {
  return remembered(DATES, `${day} ${days}`, () => Temporal.PlainDate.from(day).add({ days }))
}

/** When clocks show a minute of a day of the stage, some years away; where they do so twice, the first or the second time. */
export function instantOf(stage: Stage, { days, years, minute, isSecond }: WallClock): number {
  return remembered(INSTANTS, `${stage.zone} ${stage.day} ${days} ${years} ${minute} ${isSecond}`, () => {
    const local = dateOf(stage, days).add({ years }).toPlainDateTime().add({ minutes: minute })
    return local.toZonedDateTime(stage.zone, { disambiguation: isSecond ? 'later' : 'earlier' }).epochMilliseconds
  })
}

interface WallClock {
  readonly days: number
  readonly years: number
  readonly minute: number
  readonly isSecond: boolean
}

/** When the zone's offset changes within a week of the stage's day. */
export function transitionsOf(stage: Stage): readonly number[] {
  return remembered(TRANSITIONS, `${stage.zone} ${stage.day}`, () => findTransitions(stage))
}

/** Calendars are slow, and the same few days are asked for again and again. */
const DATES = new Map<string, Temporal.PlainDate>()
const INSTANTS = new Map<string, number>()
const TRANSITIONS = new Map<string, readonly number[]>()

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  const found = known.get(key) ?? find()
  known.set(key, found)
  return found
}

function around(zone: string, ...days: readonly string[]): Stage[] {
  return days.map((day) => ({ zone, day }))
}

function findTransitions(stage: Stage): readonly number[] {
  const [from, to] = [-7, 7].map((days) => dateOf(stage, days).toZonedDateTime(stage.zone))
  const found: number[] = []
  for (let at = from?.getTimeZoneTransition('next'); at && to; at = at.getTimeZoneTransition('next')) {
    if (Temporal.ZonedDateTime.compare(at, to) > 0) break
    found.push(at.epochMilliseconds)
  }
  return found
}
