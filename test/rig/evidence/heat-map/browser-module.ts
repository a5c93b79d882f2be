/** A module of the page, which runs in browsers and holds no types; what it exports is told by whoever asks. */
export async function browserModule<Exports>(name: string): Promise<Exports> {
  return import(new URL(`../../../../rigs/evidence/heat-map/${name}`, import.meta.url).href)
}

/** Minutes since 1970, UTC. */
export interface Stretch {
  readonly from: number
  readonly until: number
}

export interface OffsetSpan extends Stretch {
  readonly offset: number
}

export interface Day {
  readonly day: number
  readonly minutes: number
  readonly pieces: readonly (Stretch & { readonly wall: number })[]
}

export interface LocalTime {
  localAt(
    offsets: readonly OffsetSpan[],
    at: number,
  ): {
    readonly day: number
    readonly wall: number
    readonly offset: number
    readonly isTwice: boolean
  }
  offsetsOf(timeZone: string, from: number, until: number): readonly OffsetSpan[]
  daysOf(offsets: readonly OffsetSpan[], from: number, until: number): readonly Day[]
}

export const minutesOf = (instant: string): number => Date.parse(instant) / 60_000
