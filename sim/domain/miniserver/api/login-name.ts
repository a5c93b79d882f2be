import type { Serial } from '../../program/names.ts'
import type { User } from '../../program/program.ts'
import type { MiniserverState } from '../state.ts'

export type FoundUser =
  | { readonly type: 'found'; readonly user: User }
  | { readonly type: 'nobody' }
  | { readonly type: 'ambiguous-host' }

/**
 * Whom a login name means: `name` a user of this Miniserver, `name@Host` a Trust user by its origin's serial or description
 * (§3.1), without case. Names may hold `@` themselves: the last one splits, and only if what follows it names a member.
 */
export function findUser(state: MiniserverState, login: string): FoundUser {
  const split = login.lastIndexOf('@')
  if (split >= 0) {
    const origins = originsCalled(state, login.slice(split + 1))
    const [origin] = origins
    if (origins.size > 1) return { type: 'ambiguous-host' }
    if (origin !== undefined) return named(state, login.slice(0, split), origin)
  }
  return named(state, login, state.identity.serial)
}

function named(state: MiniserverState, name: string, origin: Serial): FoundUser {
  const wanted = name.toLowerCase()
  for (const user of state.program.users.values()) {
    if (user.name.toLowerCase() === wanted && (user.origin ?? state.identity.serial) === origin)
      return { type: 'found', user }
  }
  return { type: 'nobody' }
}

/** A serial means one unit whatever the units are called; a description may be shared. */
function originsCalled({ identity, program }: MiniserverState, host: string): Set<Serial> {
  const wanted = host.toLowerCase()
  const units = [identity, ...[...program.trusts.values()].flatMap((trust) => trust.members.map(nameOfMember))]
  const bySerial = units.find((unit) => unit.serial.toLowerCase() === wanted)
  if (bySerial !== undefined) return new Set([bySerial.serial])
  return new Set(units.filter((unit) => unit.name.toLowerCase() === wanted).map((unit) => unit.serial))
}

function nameOfMember(member: { readonly serial: Serial; readonly info?: { readonly name: string } }) {
  return { serial: member.serial, name: member.info?.name ?? member.serial }
}
