// Runs told as people tell them: the same hours of many days in one line.
import { DAY, localAt, weekdayOf } from './local-time.js'

/**
 * Lines of runs `[{ from, until, via }]`: `{ via, from, until, isNextDay, days }` in the order in which they begin. `from` and `until`
 * are minutes of the wall clock with the offset where it shows them twice; a run over midnight stays one unless it is longer than a day.
 */
export function linesOf(runs, offsets) {
  const lines = new Map()
  for (const span of runs.flatMap((run) => spansOf(run, offsets))) {
    const { day, via, from, until, isNextDay } = span
    const key = JSON.stringify([via, from, until, isNextDay])
    const line = lines.get(key) ?? { via, from, until, isNextDay, days: [] }
    line.days.push(day)
    lines.set(key, line)
  }
  return [...lines.values()]
}

function spansOf(run, offsets) {
  const { via } = run
  const first = localAt(offsets, run.from)
  const last = lastMinute(localAt(offsets, run.until))
  const [from, until] = [clockOf(first), clockOf(last)]
  if (first.day === last.day) return [{ via, day: first.day, from, until, isNextDay: false }]
  const isNight = last.day === first.day + 1 && run.until - run.from < DAY
  if (isNight) return [{ via, day: first.day, from, until, isNextDay: true }]
  const [midnight, end] = [{ wall: 0 }, { wall: DAY }]
  const days = Array.from({ length: last.day - first.day + 1 }, (_, index) => first.day + index)
  return days.map((day) => ({
    via,
    day,
    from: day === first.day ? from : midnight,
    until: day === last.day ? until : end,
    isNextDay: false,
  }))
}

/** What ends at midnight ends at 24:00 of the day before. */
function lastMinute(local) {
  return local.wall === 0 ? { ...local, day: local.day - 1, wall: DAY, isTwice: false } : local
}

function clockOf({ wall, offset, isTwice }) {
  return isTwice ? { wall, offset } : { wall }
}

const EXCEPTIONS_MAX = 6

/**
 * Days as a rule with its exceptions: `{ weekdays, span, except, also }`. `weekdays`: those of which at least half are among the days,
 * between the first and the last of them; the other days are `also`. `span`: the first and the last day of these weekdays, where many
 * such of the interval lie before or after. Where the exceptions are as many as the days, the days are all there is to say.
 */
export function ruleOf(days, allDays) {
  const held = new Set(days)
  const weekdays = weekdaysOf(held, allDays.filter(isWithin([days[0], days.at(-1)])))
  const isRegular = (day) => weekdays.includes(weekdayOf(day))
  const those = days.filter(isRegular)
  const span = [those[0], those.at(-1)]
  const isInSpan = isWithin(span)
  const regular = allDays.filter(isRegular)
  const around = regular.filter((day) => !isInSpan(day))
  const hasSpan = around.length * 4 > days.length || around.length > EXCEPTIONS_MAX
  const except = regular.filter((day) => !held.has(day) && (isInSpan(day) || !hasSpan))
  const also = days.filter((day) => !isRegular(day))
  const exceptions = except.length + also.length
  const isList = (days.length <= 2 && hasSpan) || exceptions >= days.length || exceptions > EXCEPTIONS_MAX
  if (isList) return { weekdays: [], except: [], also: days }
  return { weekdays, except, also, ...(hasSpan && { span }) }
}

function isWithin([first, last]) {
  return (day) => day >= first && day <= last
}

/** Of which at least half are held. */
function weekdaysOf(held, within) {
  return [0, 1, 2, 3, 4, 5, 6].filter((weekday) => {
    const those = within.filter((day) => weekdayOf(day) === weekday)
    const count = those.filter((day) => held.has(day)).length
    return count > 0 && count * 2 >= those.length
  })
}
