import type { Permission } from '../../../../sim/domain/access/permits.ts'
import { permits, sourcesOf } from '../../../../sim/domain/access/permits.ts'
import { ancestorGroups } from '../../../../sim/domain/program/ancestors.ts'
import type { PrincipalKey } from '../../../../sim/domain/program/names.ts'
import { type Assignment, assignmentKey } from '../../../../sim/domain/program/program.ts'
import { SOME_MOMENT } from '../ever.ts'
import type { Lint, LintedSite } from '../lint.ts'

export const allowDenied: Lint = {
  code: 'ALLOW_DENIED',
  finds: 'An allow does nothing: whoever it reaches is denied the same object, or its room or category.',
  mend: 'Take back the deny, which wins, or this allow.',
  source: 'R107, AMB-21, P-9',
  *look(site) {
    for (const assignment of site.program.assignments.values()) {
      if (assignment.effect === 'deny' || !isDenied(site, assignment) || isAllowedElsewhere(site, assignment)) continue
      const { principal, object } = assignment
      const [who, what] = [site.names.principal(principal), site.names.object(object)]
      const sentence = `${who} may not use ${what} all the same: ${denierOf(site, assignment)}.`
      yield { place: { of: 'assignment', id: assignmentKey(assignment) }, sentence }
    }
  },
}

/** Denies have no access schedule, so that one moment is as good as another. */
function isDenied({ index }: LintedSite, { principal, object, scope }: Assignment): boolean {
  const { at, zone } = SOME_MOMENT
  const permission: Permission = permits(index, principal, object, scope, at, zone)
  return permission === 'denied'
}

/** Allowed within and from outside, and denied from outside: that does something. */
function isAllowedElsewhere(site: LintedSite, allow: Assignment): boolean {
  if (allow.scope === 'physical') return false
  const scope = allow.scope === 'internal' ? 'external' : 'internal'
  const other: Assignment = { ...allow, scope }
  return site.program.assignments.has(assignmentKey(other)) && !isDenied(site, other)
}

function denierOf({ program, index, names }: LintedSite, { principal, object, scope }: Assignment): string {
  const found = index.principals.get(principal)
  const sources = found === undefined ? [] : sourcesOf(index, found, object)
  const groups = Array.from(ancestorGroups(program, principal), (uuid): PrincipalKey => `group:${uuid}`)
  for (const holder of [principal, ...groups]) {
    const source = sources.find((each) =>
      program.assignments.has(assignmentKey({ principal: holder, object: each, scope, effect: 'deny' })),
    )
    if (source !== undefined) return `${names.object(source)} is denied to ${names.principal(holder)}`
  }
  return 'it is denied'
}
