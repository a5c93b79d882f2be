import type { Origins } from '../../sim/domain/access/origins.ts'
import type { Serial } from '../../sim/domain/program/names.ts'

/** Miniservers of a Trust as deciding sees them: by serial their name; those in `offline` have fallen silent. */
export function someOrigins(names: Readonly<Record<Serial, string>> = {}, offline: readonly Serial[] = []): Origins {
  return {
    isOnline: (serial) => !offline.includes(serial),
    name: (serial) => names[serial] ?? serial,
    position: (serial) => (serial in names ? { epoch: 1, seq: 42 } : undefined),
  }
}

/** A unit that is in no Trust. */
export const ALONE: Origins = someOrigins()
