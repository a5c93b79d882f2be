// Data as sentences of the language that is chosen. All words come from one table.
import { weekdayOf } from './local-time.js'

/** The words of `key`, with values for their `{gaps}`. */
export function say(words, key, gaps = {}) {
  return words[key].replaceAll(/\{(\w+)\}/g, (_, gap) => gaps[gap] ?? '')
}

export function countInWords(words, count, one, many) {
  return `${numberInWords(words, count)} ${words[count === 1 ? one : many]}`
}

const formats = new Map()

export function numberInWords({ locale }, number) {
  if (!formats.has(locale)) formats.set(locale, new Intl.NumberFormat(locale))
  return formats.get(locale).format(number)
}

/** `45 h`, `7 h 30 min`, `2,340 h` */
export function durationInWords(words, minutes) {
  const hours = numberInWords(words, Math.floor(minutes / 60))
  return minutes % 60 === 0
    ? say(words, 'hours', { hours })
    : say(words, 'hoursAndMinutes', { hours, minutes: minutes % 60 })
}

/** `27%`; what is neither never nor always is not called so. */
export function shareInWords(words, minutes, all) {
  const percent = (minutes / all) * 100
  if (minutes > 0 && percent < 1) return '<1%'
  if (minutes < all && percent > 99) return '>99%'
  return `${numberInWords(words, Math.round(percent))}%`
}

/** `08:00`, `24:00`, `02:30 (+01:00)` where the clock shows that twice */
export function clockInWords({ wall, offset }) {
  return offset === undefined
    ? twoParts(wall)
    : `${twoParts(wall)} (${offset < 0 ? '-' : '+'}${twoParts(Math.abs(offset))})`
}

function twoParts(minutes) {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** `26 Oct` */
export function dateInWords(words, day) {
  const date = new Date(day * 86_400_000)
  return say(words, 'dayAndMonth', { day: date.getUTCDate(), month: words.months[date.getUTCMonth()] })
}

/** `Mon 26 Oct` */
export function dayInWords(words, day) {
  return `${words.weekdays[weekdayOf(day)]} ${dateInWords(words, day)}`
}

/** `Mon 26 Oct 2026, 00:00` */
export function momentInWords(words, { day, wall, offset, isTwice }) {
  const year = new Date(day * 86_400_000).getUTCFullYear()
  return `${dayInWords(words, day)} ${year}, ${clockInWords(isTwice ? { wall, offset } : { wall })}`
}

/** `Mon–Fri 08:00–18:00`, `daily 22:00–06:00 (next day)` */
export function lineInWords(words, { from, until, isNextDay }, rule) {
  const isAllDay = from.wall === 0 && until.wall === 1440
  const hours = isAllDay
    ? words.allDay
    : `${clockInWords(from)}–${clockInWords(until)}${isNextDay ? ` ${words.nextDay}` : ''}`
  return `${ruleInWords(words, rule)} ${hours}`
}

/** `Mon–Fri`, `Sat, Sun`, `daily`, `Mon–Fri (1 Oct – 9 Nov; except Mon 26 Oct)`, `Thu 5 Nov` */
function ruleInWords(words, { weekdays, span, except, also }) {
  if (weekdays.length === 0) return daysInWords(words, also)
  const ranges = rangesOf(weekdays).map((range) => rangeInWords(words, range))
  const details = [
    ...(span === undefined ? [] : [span.map((day) => dateInWords(words, day)).join(' – ')]),
    ...(except.length === 0 ? [] : [say(words, 'except', { days: daysInWords(words, except) })]),
    ...(also.length === 0 ? [] : [say(words, 'also', { days: daysInWords(words, also) })]),
  ]
  const regular = weekdays.length === 7 ? words.daily : ranges.join(', ')
  return details.length === 0 ? regular : `${regular} (${details.join('; ')})`
}

const DAYS_SHOWN_MAX = 8

function daysInWords(words, days) {
  const shown = days.slice(0, DAYS_SHOWN_MAX).map((day) => dayInWords(words, day))
  const rest = days.length - shown.length
  return (rest === 0 ? shown : [...shown, say(words, 'more', { count: rest })]).join(', ')
}

function rangesOf(weekdays) {
  const ranges = []
  for (const weekday of weekdays) {
    const last = ranges.at(-1)
    if (last?.[1] === weekday - 1) last[1] = weekday
    else ranges.push([weekday, weekday])
  }
  return ranges
}

function rangeInWords(words, [first, last]) {
  if (first === last) return words.weekdays[first]
  return `${words.weekdays[first]}${last === first + 1 ? ', ' : '–'}${words.weekdays[last]}`
}
