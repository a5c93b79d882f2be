import { compileAccess } from '../domain/access/access-index.ts'
import type { MiniserverState } from '../domain/miniserver/state.ts'

/** All of a Miniserver's state that is data; what is compiled from it is left out. */
export type MiniserverData = Omit<MiniserverState, 'access'>

export function dataOf(state: MiniserverState): MiniserverData {
  const { access: _compiled, ...data } = state
  return data
}

export function stateFrom(data: MiniserverData): MiniserverState {
  return { ...data, access: compileAccess(data.program) }
}
