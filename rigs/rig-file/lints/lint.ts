import type { AccessIndex } from '../../../sim/domain/access/access-index.ts'
import type { Serial, Uuid } from '../../../sim/domain/program/names.ts'
import type { AssignmentKey, Program } from '../../../sim/domain/program/program.ts'
import type { Hash } from '../../../sim/domain/program/uuid.ts'
import type { ProgramNames } from '../../control/program-names.ts'
import type { BuiltPermission } from '../build/permissions.ts'
import type { Path } from '../finding.ts'
import type { RigFile } from '../shape.ts'
import type { LintCode } from './codes.ts'

/** One thing that is allowed but seldom meant. It fires only where that is certain. */
export type Lint = LintOfProgram | LintOfFile

export interface LintWords {
  readonly code: LintCode
  /** What it finds, for docs/reference/lints.md. */
  readonly finds: string
  /** What to do about it: a sentence that is told with each hit. */
  readonly mend: string
  /** Which rule or row says so. */
  readonly source: string
}

/** Looks at a program, be it built from a rig file, a Config document, or what runs. */
interface LintOfProgram extends LintWords {
  /** Only a whole rig tells it: nothing is said of a program file by itself. */
  readonly isOfRig?: true
  readonly look: (site: LintedSite) => Iterable<LintHit>
}

/** Looks at what no program keeps. */
interface LintOfFile extends LintWords {
  readonly lookAtFile: (file: LintedFile) => Iterable<SitedHit>
}

/** A rig file, and the permissions of its sites in the file's order, with uuids. */
export interface LintedFile {
  readonly rig: RigFile
  readonly permissions: ReadonlyMap<string, readonly BuiltPermission[]>
}

export interface LintHit {
  readonly place: LintPlace
  /** What is there, in names and without a secret. */
  readonly sentence: string
}

export interface SitedHit extends LintHit {
  /** Absent of what is no site's. */
  readonly site?: string
}

/** What of a program a lint is about; `field` and `item` narrow it down where a file can show them. */
export type LintPlace = {
  readonly field?: string
  readonly item?: number
} & (
  | { readonly of: 'user' | 'group' | 'schedule' | 'control' | 'logic' | 'trust'; readonly id: Uuid }
  | { readonly of: 'assignment'; readonly id: AssignmentKey }
  /** A named credential of the file. */
  | { readonly of: 'credential'; readonly id: string }
  /** An object in a line of the file's permissions, from the program on. */
  | { readonly of: 'permission'; readonly id: AssignmentKey; readonly path: Path }
  | { readonly of: 'program'; readonly id?: undefined }
)

/** A site's program as lints look at it, with the users of other sites as they come by its Trusts. */
export interface LintedSite {
  /** Its key in the rig file. */
  readonly site: string
  readonly program: Program
  readonly index: AccessIndex
  readonly names: ProgramNames
  readonly hash: Hash
  /** The rig's other sites; absent where they are not known. */
  readonly others?: (() => readonly LintedSite[]) | undefined
  /** Miniservers of the rig whose connection timeout is 0, by serial; absent where they are not known. */
  readonly neverSilent?: ReadonlySet<Serial>
  /** How many digits users' access codes have; known of a rig file only, since a program keeps digests. */
  readonly codeDigits?: ReadonlyMap<Uuid, number>
}
