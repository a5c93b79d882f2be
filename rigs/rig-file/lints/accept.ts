import { atKey, type Finding } from '../finding.ts'
import type { RigFile } from '../shape.ts'
import type { LintWords } from './lint.ts'
import type { FoundLint } from './look.ts'

type Acceptance = NonNullable<NonNullable<RigFile['lints']>['accept']>[number]

export const ACCEPTANCE_UNUSED = {
  code: 'ACCEPTANCE_UNUSED',
  finds: 'What the rig file accepts (`lints: accept:`) is not there, or no longer.',
  mend: 'Take the line out.',
  source: 'P-160',
} as const satisfies Omit<LintWords, 'code'> & { code: string }

/** Those that the rig file does not accept (P-160). */
export function notAccepted(rig: Pick<RigFile, 'lints'>, all: readonly FoundLint[]): FoundLint[] {
  const accepted = rig.lints?.accept ?? []
  return all.filter((found) => !accepted.some((each) => accepts(each, found)))
}

/** A finding for each line that accepts nothing. */
export function unusedAcceptances({ lints }: RigFile, all: readonly FoundLint[]): Finding[] {
  return (lints?.accept ?? []).flatMap((each, line) => {
    if (all.some((found) => accepts(each, found))) return []
    const sentence = `There is no ${each.code}${each.at === undefined ? '' : ` at ${each.at}`}${each.for === undefined ? '' : ` of "${each.for}"`}.`
    const path = ['lints', 'accept', line]
    return [{ ...atKey(path, ACCEPTANCE_UNUSED.code, sentence), mend: ACCEPTANCE_UNUSED.mend }]
  })
}

function accepts(accepted: Acceptance, { lint, site, names }: FoundLint): boolean {
  const wanted = accepted.for?.trim().toLowerCase()
  return (
    lint.code === accepted.code &&
    (accepted.at === undefined || accepted.at === site) &&
    (wanted === undefined || names.some((name) => name.toLowerCase() === wanted))
  )
}
