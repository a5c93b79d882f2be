import type { DeviceAuthorisation } from './device-authorisation.ts'
import { copyProgram } from './empty.ts'
import { bareInput, isNfcInput, withSecretOf } from './nfc-inputs.ts'
import type { Control, Program, User } from './program.ts'

/** What a user is known by: passwords and what follows from them, access code, and the ids of what is carried. */
type Authentications = Pick<
  User,
  'password' | 'visuPassword' | 'linkKey' | 'codeDigest' | 'tags' | 'ibuttons' | 'externalIds'
>

const NONE: Authentications = { tags: [], ibuttons: [], externalIds: [] }

/** The program without anything that lets somebody in, or could be copied to that end. */
export function withoutAuthentications(program: Program): Program {
  const without = withControls(
    withUsers(program, (user) => ({ ...bare(user), ...NONE })),
    (control) => (isNfcInput(control) ? bareInput(control) : control),
  )
  return withDeviceAuthorisations(without, bareCodes(program))
}

/** The program with the authentications of another one, for all users and codes that both have; the others have none. */
export function withAuthenticationsOf(program: Program, other: Program): Program {
  const known = withUsers(program, (user) => {
    const same = other.users.get(user.uuid)
    return { ...bare(user), ...(same === undefined ? NONE : authenticationsOf(same)) }
  })
  const codes = bareCodes(program).map((code) => {
    const same = other.deviceAuthorisations.get(code.uuid)
    return same?.kind === 'code' && same.digest !== undefined ? { ...code, digest: same.digest } : code
  })
  const tags = [...other.deviceAuthorisations.values()].filter(({ kind }) => kind === 'tag')
  const inputs = withControls(known, (control) => {
    const same = other.controls.get(control.uuid)
    return isNfcInput(control) ? withSecretOf(bareInput(control), isNfcInput(same) ? same : undefined) : control
  })
  return withDeviceAuthorisations(inputs, [...codes, ...tags])
}

function withControls(program: Program, change: (control: Control) => Control): Program {
  for (const [uuid, control] of program.controls) program.controls.set(uuid, change(control))
  return program
}

/** Tags are their ids and nothing else. */
function bareCodes({ deviceAuthorisations }: Program): DeviceAuthorisation[] {
  return [...deviceAuthorisations.values()].flatMap((each) => {
    if (each.kind === 'tag') return []
    const { digest: _digest, ...code } = each
    return [code]
  })
}

function withDeviceAuthorisations(program: Program, all: readonly DeviceAuthorisation[]): Program {
  program.deviceAuthorisations.clear()
  for (const each of all) program.deviceAuthorisations.set(each.uuid, each)
  return program
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
    linkKey: _linkKey,
    codeDigest: _code,
    tags: _tags,
    ibuttons: _ibuttons,
    ...rest
  } = user
  const { externalIds: _externalIds, ...others } = rest
  return others
}

function authenticationsOf({ externalIds, ...user }: User): Authentications {
  const { password, visuPassword, linkKey, codeDigest, tags, ibuttons } = user
  return {
    ...(password !== undefined && { password }),
    ...(visuPassword !== undefined && { visuPassword }),
    ...(linkKey !== undefined && { linkKey }),
    ...(codeDigest !== undefined && { codeDigest }),
    ...{ tags, ibuttons, externalIds },
  }
}
