import type { z } from 'zod'
import type { Scope } from '../../sim/domain/program/program.ts'
import type { explanation, permissions } from '../../sim/protocol/control/answers.ts'

type Permission = z.output<typeof permissions>[number]

/**
 * Why a group or a Trust member may or may not do something, in a scope: the rule of §3.4.2 read off what "Show All Permissions"
 * says of the object. Nobody is inactive, because nobody is a user.
 */
export function principalExplanation(permission: Permission | undefined, scope: Scope): z.output<typeof explanation> {
  const paths = permission?.paths.filter((path) => path.scope === scope) ?? []
  const isAllowed = permission !== undefined && [scope, 'both'].includes(permission.allowed)
  const denial = paths.some(({ effect }) => effect === 'deny')
    ? 'DENIED'
    : paths.length > 0
      ? 'OUTSIDE_SCHEDULE'
      : 'NOT_CONFIGURED'
  return isAllowed
    ? { outcome: 'granted', reason: 'ALLOWED', groups: [], paths }
    : { outcome: 'denied', reason: denial, groups: [], paths }
}
