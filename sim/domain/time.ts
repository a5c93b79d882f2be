/**
 * The instant of an input by the two clocks of a device (docs/design.md, "Time").
 *
 * `wallMs`: the site's wall clock, milliseconds since 1970 UTC; schedules, history, tokens and validity follow it; it may jump.
 * `monotonicMs`: the device's own time since an arbitrary start; pulses, windows, lock-outs and timeouts follow it.
 */
export interface Stamp {
  readonly wallMs: number
  readonly monotonicMs: number
}

/**
 * A site's time zone as data: for each entry, from that UTC instant on the local time is UTC + `offsetMs`. Sorted; the first
 * entry begins at or before everything the run asks for.
 */
export interface ZoneTable {
  readonly name: string
  readonly transitions: readonly { readonly fromUtcMs: number; readonly offsetMs: number }[]
}

/** Loxone's epoch, 2009-01-01T00:00:00Z, in milliseconds since 1970 UTC (§3.5). */
export const LOXONE_EPOCH_MS = 1_230_768_000_000

/** The last instant that can be written as a date (ECMA-262, 21.4.1.1), in milliseconds since 1970 UTC; the first is as far before. */
export const INSTANT_MAX_MS = 8_640_000_000_000_000

export const MINUTES_PER_DAY = 1440

/** How far local time is ahead of UTC at an instant, in milliseconds. Before the table's first entry, that entry's. */
export function offsetMsAt(zone: ZoneTable, wallMs: number): number {
  if (zone === asked.zone && wallMs >= asked.fromUtcMs && wallMs < asked.untilUtcMs) return asked.offsetMs
  asked = stretchAt(zone, wallMs)
  return asked.offsetMs
}

/** A zone's offset, and from when until when it holds. */
interface Stretch {
  readonly zone: ZoneTable
  readonly fromUtcMs: number
  readonly untilUtcMs: number
  readonly offsetMs: number
}

/** The stretch asked about last. Nearly all questions are about the same half-year: 3 ns where a search takes 40. */
let asked: Stretch = { zone: { name: '', transitions: [] }, fromUtcMs: 0, untilUtcMs: 0, offsetMs: 0 }

function stretchAt(zone: ZoneTable, wallMs: number): Stretch {
  const { transitions } = zone
  let low = 0
  let high = transitions.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((transitions[middle]?.fromUtcMs ?? 0) <= wallMs) low = middle
    else high = middle - 1
  }
  const fromUtcMs = low === 0 ? Number.NEGATIVE_INFINITY : (transitions[low]?.fromUtcMs ?? 0)
  const untilUtcMs = transitions[low + 1]?.fromUtcMs ?? Number.POSITIVE_INFINITY
  return { zone, fromUtcMs, untilUtcMs, offsetMs: transitions[low]?.offsetMs ?? 0 }
}

/** What a clock on the wall shows at an instant, as whole minutes since 1970-01-01T00:00 of that clock. May be negative. */
export function localMinutes(zone: ZoneTable, wallMs: number): number {
  return Math.floor((wallMs + offsetMsAt(zone, wallMs)) / 60_000)
}

/** The local calendar day of an instant, as days since 1970-01-01. */
export function localDay(zone: ZoneTable, wallMs: number): number {
  return Math.floor(localMinutes(zone, wallMs) / MINUTES_PER_DAY)
}

/** 0 Monday … 6 Sunday, of days since 1970-01-01, which was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}
