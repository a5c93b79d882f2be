import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import { WEEKDAY_MODES } from '../../sim/domain/program/factory.ts'
import type { AccessSchedule, Program, ScheduleEntry } from '../../sim/domain/program/program.ts'
import { WEEKDAYS } from './schema/schedules.ts'
import { TimeOfDay } from './schema/words.ts'
import type { RigProgram } from './shape.ts'

/** An entry of an access schedule as a rig file says it. */
export type WrittenEntry = NonNullable<RigProgram['schedules']>[string]['entries'][number]
type Weekday = (typeof WEEKDAYS)[number]

/** The names of what replaces the weekdays, highest priority first. */
export function writtenModes({ operatingModes }: Program, { modes }: AccessSchedule): string[] {
  return modes.filter((id) => !WEEKDAY_MODES.includes(id)).map((id) => operatingModes.get(id)?.name ?? String(id))
}

/** The entries of a schedule, days with the same times in one. */
export function writtenEntries({ operatingModes }: Program, { entries }: AccessSchedule): WrittenEntry[] {
  const written = new Map<string, WrittenEntry>()
  for (const entry of entries) {
    const times = timesOf(entry)
    const day = WEEKDAYS[WEEKDAY_MODES.indexOf(entry.mode)]
    const mode = day === undefined ? (operatingModes.get(entry.mode)?.name ?? String(entry.mode)) : undefined
    const key = JSON.stringify([mode, times])
    const before = written.get(key)?.days ?? []
    written.set(
      key,
      mode === undefined ? { days: inWeek([...before, ...(day ? [day] : [])]), ...times } : { mode, ...times },
    )
  }
  return [...written.values()]
}

/** `mon-fri 08:00-17:00`, `Holiday 09:00-12:00`. */
export function entryText({ days, mode, from, to, needsActivation }: WrittenEntry): string {
  const activation = needsActivation === true ? ' needs activation' : ''
  return `${days === undefined ? mode : daysOfWeekText(days)} ${from}-${to}${activation}`
}

/** What people type: `mon-fri 08:00-17:00`, `sat,sun 10:00-12:00`, `daily 22:00-06:00`, `Holiday 09:00-12:00`. Throws USAGE. */
export function writtenEntry(text: string): WrittenEntry {
  const [, who = '', from = '', to = ''] = /^\s*(.*?)\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*$/.exec(text) ?? []
  if (who === '') {
    const examples = '"mon-fri 08:00-17:00", "sat,sun 10:00-12:00" or "Holiday 09:00-12:00"'
    throw new RigError(
      'USAGE',
      `not an entry of an access schedule: ${text.slice(0, 64)}; write one such as ${examples}`,
    )
  }
  const days = weekdaysOf(who)
  return { ...(days === undefined ? { mode: who } : { days }), from: timeOfDay(text, from), to: timeOfDay(text, to) }
}

function timeOfDay(entry: string, text: string): string {
  const time = text.padStart(5, '0')
  if (TimeOfDay.safeParse(time).success) return time
  throw new RigError('USAGE', `no time of day: ${text} in "${entry.slice(0, 64)}"; write one from 00:00 to 24:00`)
}

function timesOf({
  fromMin,
  toMin,
  needsActivation,
}: ScheduleEntry): Pick<WrittenEntry, 'from' | 'to' | 'needsActivation'> {
  return { from: timeText(fromMin), to: timeText(toMin), ...(needsActivation !== undefined && { needsActivation }) }
}

function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function inWeek(days: readonly Weekday[]): Weekday[] {
  return WEEKDAYS.filter((day) => days.includes(day))
}

/** Three and more in a row as a span: `mon-fri`, `sat,sun`. */
function daysOfWeekText(days: readonly Weekday[]): string {
  const all = inWeek(days)
  if (all.length === WEEKDAYS.length) return 'daily'
  const runs: Weekday[][] = []
  for (const day of all) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const follows = last !== undefined && WEEKDAYS.indexOf(last) + 1 === WEEKDAYS.indexOf(day)
    if (run !== undefined && follows) run.push(day)
    else runs.push([day])
  }
  const short = (day: Weekday | undefined) => (day ?? '').slice(0, 3)
  return runs.flatMap((run) => (run.length > 2 ? [`${short(run[0])}-${short(run.at(-1))}`] : run.map(short))).join(',')
}

/** The weekdays of `mon-fri,sun`; undefined where no part is one, so that it is the name of an operating mode. Throws USAGE. */
function weekdaysOf(text: string): Weekday[] | undefined {
  const parts = text.toLowerCase().split(/\s*,\s*/)
  if (parts.length === 1 && parts[0] === 'daily') return [...WEEKDAYS]
  const spans = parts.map((part) => part.split(/\s*-\s*/).map(weekdayOf))
  if (spans.every(([first]) => first === undefined)) return undefined
  const wrong = parts.find((_, at) => spans[at]?.includes(undefined) || (spans[at]?.length ?? 0) > 2)
  if (wrong !== undefined) {
    throw new RigError('USAGE', `no days of the week: ${wrong.slice(0, 64)}.${didYouMean(wrong, WEEKDAYS)}`)
  }
  return inWeek(spans.flatMap(([first = 0, last = first]) => span(first, last)))
}

/** Also over the end of the week: `sat-mon`. */
function span(first: number, last: number): Weekday[] {
  const length = ((last - first + WEEKDAYS.length) % WEEKDAYS.length) + 1
  return Array.from({ length }, (_, at) => WEEKDAYS[(first + at) % WEEKDAYS.length] ?? 'monday')
}

function weekdayOf(text: string): number | undefined {
  const index = WEEKDAYS.findIndex((day) => text.length >= 3 && (day === text || day.slice(0, 3) === text))
  return index < 0 ? undefined : index
}
