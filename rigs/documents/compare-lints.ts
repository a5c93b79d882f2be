import type { Program } from '../../sim/domain/program/program.ts'
import { notAccepted } from '../rig-file/lints/accept.ts'
import type { LintCode } from '../rig-file/lints/codes.ts'
import { lintedProgram } from '../rig-file/lints/linted-program.ts'
import { type FoundLint, lintsOfProgram } from '../rig-file/lints/look.ts'
import type { RigFile } from '../rig-file/shape.ts'

/** A lint of a program that no file has written: about a thing by its name. */
export interface ProgramLint {
  readonly code: LintCode
  /** `user Anna`, `permission group:Staff access:Front Door`. */
  readonly about: string
  readonly message: string
  readonly mend: string
  /** Whether the program before did not have it. */
  readonly isNew: boolean
}

/** The lints of a site's program that the rig file does not accept, those first that it did not have before. */
export function compareLints(file: RigFile, site: string, before: Program, after: Program): ProgramLint[] {
  const found = (program: Program) => notAccepted(file, lintsOfProgram(lintedProgram(file, site, program)))
  const known = new Set(found(before).map(keyOf))
  const lints = found(after).map((each): ProgramLint => {
    const { about, sentence, lint } = each
    return { code: lint.code, about, message: sentence, mend: lint.mend, isNew: !known.has(keyOf(each)) }
  })
  const once = [...new Map(lints.map((each) => [JSON.stringify(each), each])).values()]
  return once.sort((a, b) => Number(b.isNew) - Number(a.isNew))
}

/** What is called otherwise now is the same still: names are in its sentence only. */
function keyOf({ lint, place }: FoundLint): string {
  return JSON.stringify([lint.code, place.of, place.id, place.field, place.item])
}
