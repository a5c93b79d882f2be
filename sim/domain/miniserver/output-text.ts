import { nameWithHost } from '../access/labels.ts'
import type { AccessController } from '../program/program.ts'
import type { DecidingBlock } from './block.ts'
import type { Effect } from './effect.ts'
import { origins } from './origins.ts'
import type { MiniserverState } from './state.ts'
import type { Verdict } from './verdict.ts'

/** The output that P of an Access Controller takes along, on and off. */
export const TEXT = 'Txt'

/** Who was let in, as Txt says it for as long as P is on; empty where several bear what was presented (P-205). */
export function textOf(state: MiniserverState, { decision }: Verdict): string {
  const user = decision.user === undefined ? undefined : state.program.users.get(decision.user)
  return user === undefined ? '' : nameWithHost(user, origins(state))
}

/** Whether this output takes a text along. */
export function hasText(block: DecidingBlock, output: string): block is AccessController {
  return block.kind === 'access-controller' && output === 'P'
}

export function textState({ reader }: AccessController, value: string, causedBy?: string): Effect {
  return { type: 'state', device: reader, name: 'txt', value, ...(causedBy !== undefined && { causedBy }) }
}
