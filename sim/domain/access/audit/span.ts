import type { ZoneTable } from '../../time.ts'

/** The minutes an audit is about: so many from an instant on, each beginning a whole number of minutes after it. */
export interface Span {
  /** Milliseconds since 1970 UTC. */
  readonly fromMs: number
  readonly minutes: number
}

export const MINUTE_MS = 60_000

/** The first minute of the span that begins at or after an instant: 0 for what lies before it, `minutes` for what lies behind. */
export function minuteFrom({ fromMs, minutes }: Span, instantMs: number): number {
  return Math.min(Math.max(Math.ceil((instantMs - fromMs) / MINUTE_MS), 0), minutes)
}

/** Minutes [from, until) of a span over which its zone's offset stays: minute 0 of the span is `localMinutes()` `shift` then. */
export interface Stretch {
  readonly from: number
  readonly until: number
  readonly shift: number
}

/** Cuts a span where the offset of its zone changes. What a clock on the wall shows is read at the beginning of each minute. */
export function stretchesOf(span: Span, { transitions }: ZoneTable): Stretch[] {
  return transitions.flatMap(({ fromUtcMs, offsetMs }, place) => {
    const next = transitions[place + 1]
    const from = place === 0 ? 0 : minuteFrom(span, fromUtcMs)
    const until = next === undefined ? span.minutes : minuteFrom(span, next.fromUtcMs)
    return from < until ? [{ from, until, shift: Math.floor((span.fromMs + offsetMs) / MINUTE_MS) }] : []
  })
}
