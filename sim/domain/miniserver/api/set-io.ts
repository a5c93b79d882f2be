import { pulseIo, setIoTo } from '../../trust-io/pulse.ts'
import { type Io, isSettable, readValue } from '../../trust-io/value.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'

/**
 * A command to an input or output of a Trust (docs/miniserver-protocol.md §2.3): `on`, `off`, `pulse` or a number of a digital
 * one, a number of an analog one, any text of a text. 500 for what it cannot be at, and where another unit says what it is at.
 */
export function setIo(context: ApiContext, io: Io, action: string): Effect[] {
  if (!isSettable(io)) return [reply(context, 500, `what "${io.name}" is at is not said here`)]
  if (action.toLowerCase() === 'pulse' && io.value === 'digital') {
    return [reply(context, 200, '1'), ...pulseIo(context, io.uuid)]
  }
  const value = readValue(io, action)
  if (value === undefined) return [reply(context, 500, `"${io.name}" is ${io.value}`)]
  return [reply(context, 200, '1'), ...setIoTo(context, io.uuid, value)]
}
