import type { Search } from './one-wire-master.ts'

/** Polls in which an iButton must be missed before it counts as taken off: a contact that wobbles is not two touches. */
const MISSES_MAX = 2

/** The iButtons that lie on a reader, and how often each was missed since it was last seen. */
export type Lying = ReadonlyMap<string, number>

export interface Seen {
  readonly lying: Lying
  readonly arrived: readonly string[]
  readonly departed: readonly string[]
}

export const NOTHING_LIES: Lying = new Map()

/** What a search of the bus means: who is new, and who has been missed often enough. A search that was disturbed misses nobody. */
export function seen(lying: Lying, { roms, isClean }: Search): Seen {
  const missed = [...lying].flatMap(([rom, misses]): [string, number][] =>
    roms.includes(rom) ? [] : [[rom, isClean ? misses + 1 : misses]],
  )
  const departed = missed.filter(([, misses]) => misses >= MISSES_MAX).map(([rom]) => rom)
  const still = missed.filter(([, misses]) => misses < MISSES_MAX)
  return {
    lying: new Map([...roms.map((rom): [string, number] => [rom, 0]), ...still]),
    arrived: roms.filter((rom) => !lying.has(rom)),
    departed,
  }
}
