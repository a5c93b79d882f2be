import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { programNames } from '../../control/program-names.ts'
import type { RigFile } from '../shape.ts'
import type { LintedSite } from './lint.ts'
import { neverSilent } from './never-silent.ts'
import { rememberingHash } from './remembering-hash.ts'

/** A program that runs, or a Config document, as lints look at it. */
export function lintedProgram(file: RigFile, site: string, program: Program): LintedSite {
  return {
    site,
    program,
    index: compileAccess(program),
    names: programNames(file, program),
    hash: rememberingHash(),
    neverSilent: neverSilent(file),
  }
}
