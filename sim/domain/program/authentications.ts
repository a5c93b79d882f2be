import { copyProgram } from './empty.ts'
import type { Program, User } from './program.ts'

/** What a user is known by: passwords, access code, and the ids of what is carried. */
type Authentications = Pick<User, 'password' | 'visuPassword' | 'codeDigest' | 'tags' | 'ibuttons' | 'externalIds'>

const NONE: Authentications = { tags: [], ibuttons: [], externalIds: [] }

/** The program without anything that lets somebody in, or could be copied to that end. */
export function withoutAuthentications(program: Program): Program {
  return withUsers(program, (user) => ({ ...bare(user), ...NONE }))
}

/** The program with the authentications of another one, for all users that both have; the others have none. */
export function withAuthenticationsOf(program: Program, other: Program): Program {
  return withUsers(program, (user) => {
    const known = other.users.get(user.uuid)
    return { ...bare(user), ...(known === undefined ? NONE : authenticationsOf(known)) }
  })
}

function withUsers(program: Program, change: (user: User) => User): Program {
  const changed = copyProgram(program)
  for (const [uuid, user] of program.users) changed.users.set(uuid, change(user))
  return changed
}

function bare(user: User): Omit<User, keyof Authentications> {
  const {
    password: _password,
    visuPassword: _visu,
    codeDigest: _code,
    tags: _tags,
    ibuttons: _ibuttons,
    ...rest
  } = user
  const { externalIds: _externalIds, ...others } = rest
  return others
}

function authenticationsOf({ password, visuPassword, codeDigest, tags, ibuttons, externalIds }: User): Authentications {
  return {
    ...(password !== undefined && { password }),
    ...(visuPassword !== undefined && { visuPassword }),
    ...(codeDigest !== undefined && { codeDigest }),
    ...{ tags, ibuttons, externalIds },
  }
}
