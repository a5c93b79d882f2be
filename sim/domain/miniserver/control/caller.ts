import { permits } from '../../access/permits.ts'
import { inactivity } from '../../access/status.ts'
import { RigError } from '../../errors.ts'
import type { SystemRight } from '../../program/names.ts'
import { hashPassword } from '../../program/password.ts'
import type { User } from '../../program/program.ts'
import type { Stamp } from '../../time.ts'
import type { Env } from '../env.ts'
import type { Caller } from '../input.ts'
import type { MiniserverState } from '../state.ts'

/**
 * The user who calls, if the password is right and the user may do it. Throws FORBIDDEN otherwise, with the same sentence for an
 * unknown user and a wrong password.
 */
export function authorize(state: MiniserverState, caller: Caller, right: SystemRight, at: Stamp, env: Env): User {
  const user = authenticate(state, caller, at, env)
  const granted = permits(state.access, `user:${user.uuid}`, `right:${right}`, caller.scope, at.wallMs, env.zone)
  if (granted !== 'allowed') {
    throw new RigError('FORBIDDEN', `${user.name} lacks the right ${right} at ${state.identity.name} (${caller.scope})`)
  }
  return user
}

function authenticate(state: MiniserverState, caller: Caller, at: Stamp, env: Env): User {
  const refused = new RigError('FORBIDDEN', `${state.identity.name} does not know this user and password`)
  const user = [...state.program.users.values()].find(
    ({ name, origin }) => origin === undefined && name.toLowerCase() === caller.user.toLowerCase(),
  )
  if (user?.password === undefined) throw refused
  const { alg, salt, hash } = user.password
  if (hashPassword(env.hash, alg, caller.password, salt).hash !== hash) throw refused
  if (inactivity(user.status, at.wallMs) !== undefined) throw refused
  return user
}
