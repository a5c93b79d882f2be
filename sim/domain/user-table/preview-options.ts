import type { NamedId, PasswordHash, Program } from '../program/program.ts'
import type { ZoneTable } from '../time.ts'

export type CredentialKind = 'tag' | 'ibutton' | 'externalId'

export interface PreviewOptions {
  /** What the rows are compared with; it stays as it is. */
  readonly program: Program
  /** Of the clock that times without an offset are of. */
  readonly zone: ZoneTable
  /** Serial and name of the Miniserver, in lower case: rows of other origins are passed over. */
  readonly own: readonly string[]
  /** Whether whoever imports is an administrator. */
  readonly isAdministrator: boolean
  /** Whether a row may change a user who is there. */
  readonly merge: boolean
  /** Whether groups that are not there are made. */
  readonly createGroups: boolean
  readonly tools: PreviewTools
}

/** What only the outside can do. */
export interface PreviewTools {
  /** Hashed with a salt of its own, when what a row comes to is asked for. */
  password(text: string): PasswordHash
  codeDigest(code: string): string
  /** A credential by its id in any usual spelling or by its name; `undefined` for none. One given by its id has no name. */
  credential(kind: CredentialKind, text: string): { readonly id: NamedId['id']; readonly name?: string } | undefined
}
