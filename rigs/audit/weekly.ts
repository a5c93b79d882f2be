import { weekdayOf } from '../../sim/domain/time.ts'
import { type DayMinute, dateText, type OpenDay, weekdayText } from './local-days.ts'

const SHUT = 'shut'
const DAYS_PER_WEEK = 7
/** Exceptions that are told by date; of more the number. */
const EXCEPTIONS_MAX = 6

/** What is told elsewhere: days before `from` and from `until` on are not in it, and those two as far as they go. */
export interface WeeklyBounds {
  readonly from?: DayMinute | undefined
  readonly until?: DayMinute | undefined
}

/**
 * Open times as people say them: what each weekday mostly has, weekdays that have the same together, then the dates that are not
 * so: `Mo–Fr 08:00–17:00, Sa 09:00–12:00; 2026-12-25 shut`. `always`, `never` where that is all.
 *
 * Up to a week every date is its own rule, so nothing is left out.
 */
export function weeklyText(all: readonly OpenDay[], bounds: WeeklyBounds = {}): string {
  const days = all.filter(({ day }) => isWithin(day, bounds))
  const texts = days.map(({ times }) => times.join(' '))
  if (days.every(({ day }, place) => texts[place] === cut(ALL_DAY, day, bounds))) return 'always'
  if (texts.every((text) => text === '')) return 'never'
  const rules = rulesOf(days, texts)
  const said = together(rules)
  const exceptions = days.flatMap(({ day }, place) =>
    texts[place] === cut(rules.get(weekdayOf(day)) ?? '', day, bounds)
      ? []
      : [`${dateText(day)} ${texts[place] || SHUT}`],
  )
  const more = exceptions.length - EXCEPTIONS_MAX
  const told = [...exceptions.slice(0, EXCEPTIONS_MAX), ...(more > 0 ? [`and ${more} other days`] : [])]
  return [said, ...told].filter((text) => text !== '').join('; ')
}

const ALL_DAY = '00:00–24:00'

function isWithin(day: number, { from, until }: WeeklyBounds): boolean {
  return (from === undefined || day >= from.day) && (until === undefined || day <= until.day)
}

/** Times of a day as far as the bounds let them. Those with an offset stay as they are. */
function cut(text: string, day: number, { from, until }: WeeklyBounds): string {
  const first = from?.day === day ? from.time : '00:00'
  const last = until?.day === day ? until.time : '24:00'
  return text
    .split(' ')
    .flatMap((stretch) => {
      const [begin = '', end = ''] = stretch.split('–')
      if (end.length !== last.length) return [stretch]
      const [begins, ends] = [begin > first ? begin : first, end < last ? end : last]
      return begins < ends ? [`${begins}–${ends}`] : []
    })
    .join(' ')
}

/** Of each weekday what most of its dates have; of several equally frequent the first. */
function rulesOf(days: readonly OpenDay[], texts: readonly string[]): Map<number, string> {
  const rules = new Map<number, string>()
  for (let weekday = 0; weekday < DAYS_PER_WEEK; weekday++) {
    const counts = new Map<string, number>()
    for (const [place, { day }] of days.entries()) {
      const text = texts[place] ?? ''
      if (weekdayOf(day) === weekday) counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a)
    if (most !== undefined) rules.set(weekday, most[0])
  }
  return rules
}

function together(rules: ReadonlyMap<number, string>): string {
  const spans: { from: number; to: number; text: string }[] = []
  for (const [weekday, text] of rules) {
    const last = spans.at(-1)
    if (last?.text === text && last.to === weekday - 1) last.to = weekday
    else spans.push({ from: weekday, to: weekday, text })
  }
  return spans.flatMap(({ from, to, text }) => (text === '' ? [] : [`${span(from, to)} ${text}`])).join(', ')
}

/** 1970-01-05 was a Monday. */
function span(from: number, to: number): string {
  const [first, last] = [weekdayText(from + 4), weekdayText(to + 4)]
  return from === to ? first : `${first}–${last}`
}
