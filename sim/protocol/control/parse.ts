import type { z } from 'zod'
import { RigError } from '../../domain/errors.ts'
import type { ControlCommand } from '../../domain/miniserver/control/command.ts'
import { CONTROL_COMMANDS, type ControlType } from './commands.ts'

/** The command that a request's body describes. Throws USAGE, naming the first place that is wrong and not what stands there. */
export function parseControlCommand(type: ControlType, body: unknown): ControlCommand {
  const input: z.ZodType = CONTROL_COMMANDS[type].input
  const result = input.safeParse(body)
  if (result.success) return { type, ...(result.data as object) } as ControlCommand
  throw new RigError('USAGE', `${type}: ${faultOf(result.error)}`)
}

/** The body that says a command. `undefined`, which takes a field of a user away, becomes `null`. */
export function encodeControlCommand({ type: _, ...body }: ControlCommand): string {
  return JSON.stringify(body, (_key, value: unknown) => (value === undefined ? null : value))
}

/** The first thing wrong, without the value. */
export function faultOf(error: z.ZodError): string {
  const [issue] = error.issues
  const place = issue?.path.join('.') ?? ''
  return place === '' ? (issue?.message ?? 'not understood') : `${place}: ${issue?.message}`
}
