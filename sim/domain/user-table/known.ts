import { isAdministratorGroup } from '../program/administrators.ts'
import type { Uuid } from '../program/names.ts'
import { nfcInputsOf } from '../program/nfc-inputs.ts'
import type { NamedId, Program, User, UserGroup } from '../program/program.ts'
import { CREDENTIAL_COLUMNS, type CredentialField } from './credential-cell.ts'

/** What of a program the rows of a table are compared with. */
export interface Known {
  /** Local users by the lower case of their names, and by User ID. */
  readonly users: ReadonlyMap<string, User>
  readonly userIds: ReadonlyMap<string, User>
  /** Local groups by the lower case of their names. */
  readonly groups: ReadonlyMap<string, UserGroup>
  readonly administratorGroups: ReadonlySet<Uuid>
  /** Of each kind of credential, who bears which id; where several do, one of them. */
  readonly bearers: { readonly [Field in CredentialField]: ReadonlyMap<string, Uuid> }
  /** Digests of access codes, with one user who has each. */
  readonly codes: ReadonlyMap<string, Uuid>
  /** Digests of the codes that keypads have for themselves or as digital inputs, with the keypad. */
  readonly keypadCodes: ReadonlyMap<string, string>
}

export function knownOf(program: Program): Known {
  const all = [...program.users.values()]
  const local = all.filter(({ origin }) => origin === undefined)
  const groups = [...program.groups.values()].filter(({ origin }) => origin === undefined)
  return {
    users: new Map(local.map((user) => [user.name.toLowerCase(), user])),
    userIds: new Map(local.flatMap((user) => (user.uniqueUserId === undefined ? [] : [[user.uniqueUserId, user]]))),
    groups: new Map(groups.map((group) => [group.name.toLowerCase(), group])),
    administratorGroups: new Set(groups.map(({ uuid }) => uuid).filter((uuid) => isAdministratorGroup(program, uuid))),
    bearers: byField((field) => bearersOf(all, ({ [field]: borne }) => borne)),
    codes: new Map(local.flatMap(({ codeDigest, uuid }) => (codeDigest === undefined ? [] : [[codeDigest, uuid]]))),
    keypadCodes: keypadCodesOf(program),
  }
}

function keypadCodesOf(program: Program): Map<string, string> {
  const codes = new Map<string, string>()
  for (const each of [...program.deviceAuthorisations.values(), ...nfcInputsOf(program)]) {
    if ('digest' in each && each.digest !== undefined) codes.set(each.digest, each.reader)
  }
  return codes
}

function byField<Value>(make: (field: CredentialField) => Value): Record<CredentialField, Value> {
  const fields = Object.keys(CREDENTIAL_COLUMNS) as CredentialField[]
  return Object.fromEntries(fields.map((field) => [field, make(field)])) as Record<CredentialField, Value>
}

function bearersOf(users: readonly User[], borneBy: (user: User) => readonly NamedId[]): Map<string, Uuid> {
  return new Map(users.flatMap((user) => borneBy(user).map(({ id }) => [id, user.uuid] as const)))
}
