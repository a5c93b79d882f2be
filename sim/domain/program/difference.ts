import type { Replacement } from './change.ts'
import type { Program } from './program.ts'
import { same } from './same.ts'
import { SECTIONS } from './sections.ts'

/**
 * What turns one program into the other: of each map first the entries that go, then those that come or are others, even where they
 * say the same. Costs a look at each entry.
 */
export function differenceOf(before: Program, after: Program): Replacement[] {
  return SECTIONS.flatMap(({ map }) => {
    const [old, now]: ReadonlyMap<unknown, unknown>[] = [before[map], after[map]]
    const gone = [...(old ?? [])].filter(([key]) => now?.has(key) === false)
    const come = [...(now ?? [])].filter(([key, entry]) => old?.get(key) !== entry)
    return [
      ...gone.map(([key, entry]) => ({ map, key, before: entry, entry: undefined }) as Replacement),
      ...come.map(([key, entry]) => ({ map, key, before: old?.get(key), entry }) as Replacement),
    ]
  })
}

/** Those after which an entry says something else than before. */
export function differing(changes: readonly Replacement[]): Replacement[] {
  return changes.filter(({ before, entry }) => !same(before, entry))
}
