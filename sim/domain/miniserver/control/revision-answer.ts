import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'

/** The answer to a command that changed the program: the revision that runs now. */
export function revisionAnswer({ request }: Pick<ControlContext, 'request'>, rev: number): Effect {
  return { type: 'control-reply', request, reply: { ok: true, value: { rev } } }
}
