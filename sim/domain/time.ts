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
