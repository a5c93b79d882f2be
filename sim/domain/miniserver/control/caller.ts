import { permits } from '../../access/permits.ts'
import type { Editor } from '../../access/roles.ts'
import { inactivity } from '../../access/status.ts'
import { RigError } from '../../errors.ts'
import { factoryPasswordRefusal, isFactoryPasswordActive } from '../../program/factory.ts'
import type { SystemRight } from '../../program/names.ts'
import { hashPassword } from '../../program/password.ts'
import type { User } from '../../program/program.ts'
import type { Stamp } from '../../time.ts'
import type { Env } from '../env.ts'
import type { Caller } from '../input.ts'
import type { MiniserverState } from '../state.ts'

/**
 * The user who calls, if the password is right. Throws FORBIDDEN otherwise, with the same sentence for an unknown user and a wrong
 * password, and DEFAULT_PASSWORD for whoever comes from outside while admin's password is the factory's (DIFF-1).
 */
export function authenticate(state: MiniserverState, caller: Caller, at: Stamp, env: Env): User {
  if (caller.scope === 'external' && isFactoryPasswordActive(state.program, env.hash)) {
    throw new RigError('DEFAULT_PASSWORD', factoryPasswordRefusal(state.identity.name))
  }
  // Made only where it is thrown: an error is dear.
  const refused = () => new RigError('FORBIDDEN', `${state.identity.name} does not know this user and password`)
  const user = userNamed(state, caller.user.toLowerCase())
  if (user?.password === undefined) throw refused()
  const { alg, salt, hash } = user.password
  if (hashPassword(env.hash, alg, caller.password, salt).hash !== hash) throw refused()
  if (inactivity(user.status, at.wallMs) !== undefined) throw refused()
  return user
}

/** Throws FORBIDDEN unless the user has the right in the scope of its connection. */
export function mustHave(
  { access, identity }: MiniserverState,
  { user, scope }: Editor,
  right: SystemRight,
  { at, env }: { readonly at: Stamp; readonly env: Env },
): void {
  if (permits(access, `user:${user.uuid}`, `right:${right}`, scope, at.wallMs, env.zone) === 'allowed') return
  throw new RigError('FORBIDDEN', `${user.name} lacks the right ${right} at ${identity.name} (${scope})`)
}

function userNamed({ program }: MiniserverState, wanted: string): User | undefined {
  for (const user of program.users.values()) {
    if (user.origin === undefined && user.name.toLowerCase() === wanted) return user
  }
  return undefined
}
