import type { Uuid } from '../program/names.ts'
import type { ProfileField } from '../program/profile.ts'
import type { NamedId, PasswordHash, User, UserStatus } from '../program/program.ts'
import type { RowCode, RowFinding } from './finding.ts'
import type { Known } from './known.ts'
import type { PreviewOptions } from './preview-options.ts'
import type { UserField } from './table.ts'

/** A group of a row: one that is there, or the name of one that shall be made. */
export interface ChosenGroup {
  readonly uuid: Uuid | undefined
  readonly name: string
}

/** What a row says of a user. */
export type RowFields = Partial<Omit<User, 'uuid' | 'groups' | 'origin'>> & { readonly name: string }

/** What all rows of a table are looked at with. */
export interface Surroundings {
  readonly options: PreviewOptions
  readonly known: Known
  /** Where in the file a field stands, the first column being 1. */
  readonly columns: ReadonlyMap<UserField, number>
  /** Of access codes, where shorter ones have lost a zero. */
  readonly usualCodeLength: number | undefined
}

/** What the cells of one row come to, and what is to be said of them. */
export class RowDraft {
  readonly line: number
  readonly options: PreviewOptions
  readonly known: Known
  readonly usualCodeLength: number | undefined
  readonly #columns: ReadonlyMap<UserField, number>
  /** The user whom the row changes. */
  before: User | undefined
  name = ''
  profile: { [Field in ProfileField]?: string } | undefined
  uniqueUserId: string | undefined
  nfcCodeTouchId: string | undefined
  groups: readonly ChosenGroup[] | undefined
  password: PasswordHash | undefined
  visuPassword: PasswordHash | undefined
  codeDigest: string | undefined
  tags: readonly NamedId[] | undefined
  ibuttons: readonly NamedId[] | undefined
  externalIds: readonly NamedId[] | undefined
  /** As they are written; together they are a status. */
  state: string | undefined
  validFrom: string | undefined
  validUntil: string | undefined
  onExpiry: string | undefined
  status: UserStatus | undefined
  /** Serial or name of a Miniserver. */
  origin: string | undefined
  errors: readonly RowFinding[] = NONE
  warnings: readonly RowFinding[] = NONE

  constructor(line: number, around: Surroundings) {
    this.line = line
    this.options = around.options
    this.known = around.known
    this.usualCodeLength = around.usualCodeLength
    this.#columns = around.columns
  }

  refuse(code: RowCode, message: string, field?: UserField): void {
    this.errors = [...this.errors, this.#finding(code, message, field)]
  }

  warn(code: RowCode, message: string, field?: UserField): void {
    this.warnings = [...this.warnings, this.#finding(code, message, field)]
  }

  /** Whether it is of another Miniserver. */
  isForeign(): boolean {
    return this.origin !== undefined && !this.options.own.includes(this.origin.trim().toLowerCase())
  }

  /** What the cells say; what they do not say is absent. By hand: of 50,000 rows each is made so. */
  fields(): RowFields {
    const { before } = this
    const fields: { -readonly [Field in keyof RowFields]: RowFields[Field] } = { name: before?.name ?? this.name }
    if (this.profile !== undefined)
      fields.profile = before === undefined ? this.profile : { ...before.profile, ...this.profile }
    if (this.uniqueUserId !== undefined) fields.uniqueUserId = this.uniqueUserId
    if (this.nfcCodeTouchId !== undefined) fields.nfcCodeTouchId = this.nfcCodeTouchId
    if (this.password !== undefined) fields.password = this.password
    if (this.visuPassword !== undefined) fields.visuPassword = this.visuPassword
    if (this.codeDigest !== undefined) fields.codeDigest = this.codeDigest
    if (this.status !== undefined) fields.status = this.status
    if (this.tags !== undefined) fields.tags = this.tags
    if (this.ibuttons !== undefined) fields.ibuttons = this.ibuttons
    if (this.externalIds !== undefined) fields.externalIds = this.externalIds
    return fields
  }

  #finding(code: RowCode, message: string, field: UserField | undefined): RowFinding {
    const column = field === undefined ? undefined : this.#columns.get(field)
    return column === undefined ? { code, message } : { code, message, column }
  }
}

/** Most rows share it. */
const NONE: readonly RowFinding[] = []

/** A cell as messages may show it. */
export function quoted(text: string): string {
  return `"${text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text}"`
}

const SHOWN_MAX = 64
