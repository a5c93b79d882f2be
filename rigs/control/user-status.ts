import { z } from 'zod'
import { RigError } from '../../sim/domain/errors.ts'
import type { UserStatus } from '../../sim/domain/program/program.ts'
import type { Estate } from '../estate.ts'
import { buildStatus } from '../rig-file/build/users.ts'
import { timeInput } from './inputs.ts'
import { instantAt } from './instants.ts'

/** The five states of a user (§3.5): without a window enabled or disabled, with one from, until, or both. */
export const statusInput = z.union([
  z.enum(['enabled', 'disabled']),
  z.strictObject({
    validFrom: timeInput.optional(),
    validUntil: timeInput.optional(),
    onExpiry: z.enum(['deactivate', 'delete']).optional().describe('What happens at the end; deactivate when left out'),
  }),
])

/**
 * The status that was given, with times by the clock of the site. What happens on expiry may be said alone, of the window that
 * is there. Throws USAGE for a time that is none, and where nothing expires.
 */
export function statusOf(
  { file, clock }: Estate,
  site: string,
  given: z.output<typeof statusInput>,
  before?: UserStatus,
): UserStatus {
  if (typeof given === 'string') return buildStatus(given)
  const { validFrom, validUntil, onExpiry } = given
  const zone = file.sites[site]?.miniserver.timeZone ?? 'UTC'
  const instant = (text: string) => new Date(instantAt(text, zone, clock.now(site).wallMs)).toISOString()
  const isWindow = validFrom !== undefined || validUntil !== undefined
  const ends = isWindow ? validUntil !== undefined : before?.validUntilMs !== undefined
  if (onExpiry !== undefined && !ends)
    throw new RigError('USAGE', 'nothing expires: say until when the user is enabled')
  if (!isWindow && before !== undefined) return { ...before, ...(onExpiry !== undefined && { onExpiry }) }
  return buildStatus({
    ...(validFrom !== undefined && { validFrom: instant(validFrom) }),
    ...(validUntil !== undefined && { validUntil: instant(validUntil) }),
    ...(onExpiry !== undefined && { onExpiry }),
  })
}
