import type { User } from '../../program/program.ts'
import type { ApiCommand } from '../api-command.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import { useKey, visuRing } from './one-time-keys.ts'
import { fitsVisu } from './password.ts'

export const WRONG_VISU_PASSWORD = 'visualisation password wrong'

/** Whether a hash proves a user's User Interface Password, under a key that is used up by it (docs/miniserver-protocol.md §5). */
export function provesVisu(context: ApiContext, { uuid, visuPassword }: User, hash: string): boolean {
  return visuPassword !== undefined && useKey(context, visuRing(uuid), fitsVisu(context, visuPassword, hash))
}

/** `checkuservisupwd`: proves it and does nothing else. Firmware before 16 does not know the command. */
export function checkVisuPassword(
  context: ApiContext,
  { hash }: Extract<ApiCommand, { type: 'check-visu-password' }>,
  user: User,
): Effect[] {
  const { firmware } = context.state.identity
  if (Number.parseInt(firmware, 10) < FIRST_FIRMWARE) return [reply(context, 404, 'unknown command')]
  return [provesVisu(context, user, hash) ? reply(context, 200, '') : reply(context, 500, WRONG_VISU_PASSWORD)]
}

const FIRST_FIRMWARE = 16
