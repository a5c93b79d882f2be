import { hasAdministrator, isLastingAdministrator, LOXONE_CONFIG } from './administrators.ts'
import { splitPrincipal } from './ancestors.ts'
import type { Change } from './change.ts'
import { preview } from './draft.ts'
import type { PrincipalKey, Uuid } from './names.ts'
import type { Program } from './program.ts'

/**
 * Whether these changes would leave nobody to administer the unit (I6). Everybody is looked at only where groups change, or where
 * somebody changes who administers it now.
 */
export function takesLastAdministrator(program: Program, changes: readonly Change[]): boolean {
  const concerned = changes.map(concernedBy)
  const isAtStake = concerned.some((who) => {
    if (who === undefined || who === 'everybody') return who !== undefined
    const user = program.users.get(who)
    return user !== undefined && isLastingAdministrator(program, user)
  })
  return isAtStake && !hasAdministrator(preview(program, changes)) && hasAdministrator(program)
}

/** Who can become or cease to be an administrator by a change. */
function concernedBy({ map, key }: Change): Uuid | 'everybody' | undefined {
  if (map === 'users') return key
  if (map === 'groups') return 'everybody'
  const [principal = '', object] = map === 'assignments' ? key.split('|') : []
  if (object !== LOXONE_CONFIG) return undefined
  const [kind, id] = splitPrincipal(principal as PrincipalKey)
  return kind === 'user' ? id : 'everybody'
}
