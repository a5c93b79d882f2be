import { Temporal } from 'temporal-polyfill'
import { RigError } from '../../sim/domain/errors.ts'

/** `2026-10-25T02:30` or `08:30`: what a clock on the wall shows. */
const LOCAL = /^(?:\d{4}-\d{2}-\d{2}[T ])?\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/

/**
 * The instant that somebody wrote, in milliseconds since 1970 UTC: one with its offset, or a time on the clock of a zone, for
 * which a time of day alone is of the day that `nowMs` is in there. In a gap of the clock it is later, of two it is the first.
 *
 * Throws USAGE.
 *
 * @param more what may be written as well, as an example
 */
export function instantAt(text: string, zone: string, nowMs: number, more?: string): number {
  const written = text.trim().replace(' ', 'T')
  try {
    if (!LOCAL.test(written)) return Temporal.Instant.from(written).epochMilliseconds
    const local = written.includes('T') ? written : `${dayAt(zone, nowMs)}T${written}`
    return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
  } catch (cause) {
    const examples = [...(more === undefined ? [] : [more]), '2026-10-25T02:30', '08:30'].join(', ')
    const sentence = `not a time: ${text.slice(0, 64)}; write one such as ${examples} or 2026-10-25T00:30:00Z`
    throw new RigError('USAGE', `${sentence}${meantDate(text)}`, { cause })
  }
}

/** `. 19.10.2026 is 2026-10-19.`; nothing where the calendar has no such day. */
function meantDate(text: string): string {
  const [, day, month, year] = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\b/.exec(text.trim())?.map(Number) ?? []
  if (day === undefined || month === undefined || year === undefined) return ''
  try {
    const date = Temporal.PlainDate.from({ day, month, year }, { overflow: 'reject' })
    return `. ${day}.${month}.${year} is ${date}.`
  } catch (error) {
    if (error instanceof RangeError) return ''
    throw error
  }
}

/** What the clock of a zone shows, with its offset: `2026-10-25T02:30:00+02:00`. */
export function localText(zone: string, wallMs: number): string {
  return zoned(zone, wallMs).toString({ smallestUnit: 'second', timeZoneName: 'never' })
}

/** The same for people who know the zone: `2026-10-25 03:30`, with the offset where the clock shows that time twice. */
export function clockText(zone: string, wallMs: number): string {
  const shown = zoned(zone, wallMs)
  const local = shown.toPlainDateTime()
  const text = local.toString({ smallestUnit: 'minute' }).replace('T', ' ')
  const [first, last] = (['earlier', 'later'] as const).map((which) =>
    local.toZonedDateTime(zone, { disambiguation: which }),
  )
  return first?.epochMilliseconds === last?.epochMilliseconds ? text : `${text}${shown.offset}`
}

function dayAt(zone: string, wallMs: number): string {
  return zoned(zone, wallMs).toPlainDate().toString()
}

function zoned(zone: string, wallMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(wallMs)).toZonedDateTimeISO(zone)
}
