import { RigError } from '../../errors.ts'
import { blockOfReader } from '../block.ts'
import type { Effect } from '../effect.ts'
import { learnRefusal, startLearning, stopLearning } from '../learning/start-learning.ts'
import type { ControlCommand } from './command.ts'
import type { ControlContext } from './context.ts'

/** Throws NOT_FOUND where no block uses such a keypad, DEVICE_OFFLINE where it is not there, UNSUPPORTED on a battery. */
export function learnByControl(
  context: ControlContext,
  { reader, task }: ControlCommand & { type: 'learn' },
): Effect[] {
  const { state, request } = context
  const block = blockOfReader(state.program, reader)
  if (block?.kind !== 'authentication-nfc-code-touch')
    throw new RigError('NOT_FOUND', `no block at ${state.identity.name} uses a keypad ${reader}`)
  const refusal = learnRefusal(state, block)
  if (refusal !== undefined) throw new RigError(refusal.code, refusal.message)
  const answer: Effect = { type: 'control-reply', request, reply: { ok: true, value: { reader, task } } }
  return task === 'stop' ? [...stopLearning(block), answer] : startLearning(state, block, task, context, [answer])
}
