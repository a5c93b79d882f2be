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
 * Days as a rule with its exceptions: `{ weekdays, span, except, also }`. `weekdays`: those of which more than half are among the days,
 * between the first and the last of them; `span`: these two, where many such weekdays of the interval lie before or after. Days that
 * follow no rule are `also`.
 */
export function ruleOf(days, allDays) {
  const held = new Set(days)
  const [first, last] = [days[0], days.at(-1)]
  const isWithin = (day) => day >= first && day <= last
  const within = allDays.filter(isWithin)
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((weekday) => {
    const those = within.filter((day) => weekdayOf(day) === weekday)
    return those.filter((day) => held.has(day)).length * 2 > those.length
  })
  const regular = allDays.filter((day) => weekdays.includes(weekdayOf(day)))
  const around = regular.filter((day) => !isWithin(day))
  const hasSpan = around.length * 4 > days.length || around.length > EXCEPTIONS_MAX
  const except = regular.filter((day) => !held.has(day) && (isWithin(day) || !hasSpan))
  const also = days.filter((day) => !weekdays.includes(weekdayOf(day)))
  const isList = (days.length <= 2 && hasSpan) || except.length + also.length > EXCEPTIONS_MAX
  if (isList) return { weekdays: [], except: [], also: days }
  return { weekdays, except, also, ...(hasSpan && { span: [first, last] }) }
}
