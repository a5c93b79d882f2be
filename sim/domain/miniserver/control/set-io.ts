import { RigError } from '../../errors.ts'
import { peersOf } from '../../trust/peers.ts'
import { setIoTo } from '../../trust-io/pulse.ts'
import { fittingValue, type Io, type IoValue, isIo, isSettable } from '../../trust-io/value.ts'
import type { Effect } from '../effect.ts'
import type { MiniserverState } from '../state.ts'
import type { ControlContext } from './context.ts'

/**
 * Sets an input of this unit, or an output of another that it refers to; answered with what it is at then, and how the reference stands where
 * that does not arrive.
 *
 * Throws NOT_FOUND, FORBIDDEN where another unit says what it is at, INVALID for what it cannot be at.
 */
export function setIoByControl(
  context: ControlContext,
  { uuid, value: wanted }: { readonly uuid: string; readonly value: IoValue },
): Effect[] {
  const control = context.state.program.controls.get(uuid)
  if (!isIo(control)) throw new RigError('NOT_FOUND', `There is no input or output ${uuid}.`)
  if (!isSettable(control)) throw new RigError('FORBIDDEN', setElsewhere(context.state, control))
  const at = fittingValue(control, wanted)
  if (at === undefined) throw new RigError('INVALID', `"${control.name}" is ${control.value}.`)
  const set = setIoTo(context, uuid, at)
  const standing = control.kind === 'trusted-io' ? 'valid' : (context.state.io.standing.get(uuid) ?? 'waiting')
  const value = { at, ...(standing !== 'valid' && { standing }) }
  return [{ type: 'control-reply', request: context.request, reply: { ok: true, value } }, ...set]
}

function setElsewhere({ program, identity }: MiniserverState, io: Io): string {
  if (io.kind === 'trusted-io') return `"${io.name}" is an output: members set it.`
  const host = peersOf(program, identity.serial).get(io.host)?.name ?? io.host
  return `"${io.name}" is an input of ${host}: it is set there.`
}
