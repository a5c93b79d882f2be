import type { HistoryEntry } from '../block-state.ts'

/** §3.6.6, as the structure file's documentation spells it: seconds in UTC. */
export function historyItem({ atMs, output, type, user, description, extMedium, extAuthority }: HistoryEntry) {
  return {
    ts: Math.floor(atMs / 1000),
    output,
    type,
    ...(user === undefined ? {} : { user }),
    ...(description === undefined ? {} : { description }),
    ...(extMedium === undefined ? {} : { extMedium }),
    ...(extAuthority === undefined ? {} : { extAuthority }),
  }
}
