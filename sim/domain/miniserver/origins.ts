import type { Origins } from '../access/origins.ts'
import { isOriginOnline, originName, originPosition } from '../trust/state.ts'
import type { MiniserverState } from './state.ts'

/** What deciding needs to know of the Trust: which origins are heard, what they are called, how far they were followed. */
export function origins(state: MiniserverState): Origins {
  return {
    isOnline: (serial) => isOriginOnline(state.trust, serial),
    name: (serial) => originName(state, serial),
    position: (serial) => originPosition(state.trust, serial),
  }
}
