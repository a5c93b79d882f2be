import type { Finding } from './finding.ts'
import { notAccepted, unusedAcceptances } from './lints/accept.ts'
import { type LintedRig, lintedRig } from './lints/linted-rig.ts'
import { type FoundLint, lintsOfFile, lintsOfProgram } from './lints/look.ts'
import { placesInFile } from './lints/place-in-file.ts'
import type { RigFile } from './shape.ts'

/**
 * What is allowed in a rig file that has no faults, but seldom meant (docs/reference/lints.md), less what it accepts. What it accepts
 * and is not there is told as well.
 */
export function lint(file: RigFile): Finding[] {
  const rig = lintedRig(file)
  const all = [...rig.sites.flatMap((site) => lintsOfProgram(site)), ...lintsOfFile(rig, rig.sites)]
  return [...findingsOf(rig, notAccepted(file, all)), ...unusedAcceptances(file, all)]
}

/** The same of the only program of a rig: no more than is certain whatever the rest of its rig is. */
export function lintAlone(file: RigFile): Finding[] {
  const rig = lintedRig(file)
  const all = rig.sites.flatMap((site) => lintsOfProgram({ ...site, others: undefined }, false))
  return findingsOf(rig, [...all, ...lintsOfFile(rig, rig.sites)])
}

/** Where each is written. What is within and from outside alike, or on several days, is told once. */
function findingsOf({ sites }: LintedRig, all: readonly FoundLint[]): Finding[] {
  const places = new Map(sites.map(({ site, build, permissions }) => [site, placesInFile(build, permissions)]))
  const findings = all.map(({ lint, site, place, sentence, names }): Finding => {
    const { path, at } = places.get(site ?? '')?.of(place) ?? { path: ['credentials', place.id ?? ''], at: 'key' }
    return { path, at, code: lint.code, message: sentence, mend: lint.mend, names }
  })
  return [...new Map(findings.map((each) => [JSON.stringify([each.code, each.path, each.message]), each])).values()]
}
