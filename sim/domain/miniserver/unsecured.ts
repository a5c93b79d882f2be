import type { Replacement } from '../program/change.ts'
import { FACTORY_ADMIN, isFactoryPasswordActive } from '../program/factory.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import type { MiniserverState } from './state.ts'

/**
 * Reports whether admin/admin opens the unit, which is what Cloud DNS answers 409 for (§3.3.4); nothing where it is as it was
 * said last, and at first that it does not.
 *
 * @param changes what of the program has changed; all of it when left out
 */
export function unsecuredTold(state: MiniserverState, env: Env, changes?: readonly Replacement[]): Effect[] {
  const { trust, program } = state
  if (changes !== undefined && !changes.some(isOfAdmin)) return []
  const isUnsecured = isFactoryPasswordActive(program, env.hash)
  if (isUnsecured === trust.isUnsecured) return []
  trust.isUnsecured = isUnsecured
  return [{ type: 'state', device: 'miniserver', name: 'unsecured', value: isUnsecured }]
}

function isOfAdmin(change: Replacement): boolean {
  if (change.map !== 'users') return false
  return [change.entry, change.before].some((user) => user?.name.toLowerCase() === FACTORY_ADMIN)
}
