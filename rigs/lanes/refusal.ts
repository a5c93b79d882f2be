import { RigError, type RigErrorCode } from '../../sim/domain/errors.ts'
import type { ControlReply } from '../../sim/domain/miniserver/effect.ts'

/** A Miniserver's refusal as the error it was there. */
export function refusal({ code, message }: ControlReply & { ok: false }): RigError {
  return new RigError(code as RigErrorCode, message)
}
