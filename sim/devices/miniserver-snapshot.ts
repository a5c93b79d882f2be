import { compileAccess } from '../domain/access/access-index.ts'
import type { Effect } from '../domain/miniserver/effect.ts'
import type { UntimedInput } from '../domain/miniserver/input.ts'
import type { MiniserverState } from '../domain/miniserver/state.ts'
import type { PresenceSnapshot } from './bus-presence.ts'
import type { TimersSnapshot } from './timers.ts'

/** All that a Miniserver with power knows. */
export interface MiniserverSnapshot {
  readonly state: MiniserverData
  readonly running: boolean
  /** What peers said while it restarts. */
  readonly early: readonly UntimedInput[]
  /** Requests to its control API, and commits, so far. */
  readonly requests: number
  readonly commits: number
  /** What follows from commits that are not durable yet. */
  readonly following: ReadonlyMap<number, Effect[]>
  readonly timers: TimersSnapshot<string>
  readonly presence: PresenceSnapshot
}

/** All of a Miniserver's state that is data; what is compiled from it is left out. */
type MiniserverData = Omit<MiniserverState, 'access'>

export function dataOf(state: MiniserverState): MiniserverData {
  const { access: _compiled, ...data } = state
  return data
}

export function stateFrom(data: MiniserverData): MiniserverState {
  return { ...data, access: compileAccess(data.program) }
}
