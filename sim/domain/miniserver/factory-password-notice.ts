import { hasFactoryPassword } from '../program/factory.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import type { MiniserverState } from './state.ts'

/** Warns that admin/admin opens the unit, which nothing but its ways from outside is closed for (DIFF-1, R133). */
export function factoryPasswordNotice({ program }: MiniserverState, env: Env): Effect[] {
  const user = [...program.users.values()].find((each) => hasFactoryPassword(each, env.hash))
  if (user === undefined) return []
  const message = `${user.name} still has the password of the factory; until it has another one, nobody comes in from outside`
  return [{ type: 'notice', name: 'default-password', data: { code: 'DEFAULT_PASSWORD', user: user.name, message } }]
}
