import type { Principal } from '../../../../sim/domain/access/principal.ts'
import type { PrincipalKey } from '../../../../sim/domain/program/names.ts'
import { type Assignment, assignmentKey } from '../../../../sim/domain/program/program.ts'
import { allowsReaching, wayIn } from '../ever.ts'
import type { Lint, LintedSite } from '../lint.ts'
import { type IsWider, rememberingWider } from '../wider.ts'

export const scheduleShadowed: Lint = {
  code: 'SCHEDULE_SHADOWED',
  finds: 'An access schedule restricts nothing: by a group the same door is open at its times, and at others.',
  mend: "Take the group's permission back or give it this schedule, or leave the schedule out.",
  source: 'AMB-13, C77',
  *look(site) {
    // By the other strategies a narrower schedule of one's own counts.
    if (site.index.combination !== 'union') return
    const isWider = rememberingWider()
    for (const assignment of site.program.assignments.values()) {
      if (assignment.schedule === undefined || assignment.effect === 'deny') continue
      const principal = site.index.principals.get(assignment.principal)
      const wider = principal && widerThan(site, principal, assignment, isWider)
      if (wider === undefined) continue
      const place = { of: 'assignment', id: assignmentKey(assignment), field: 'schedule' } as const
      yield { place, sentence: sentenceOf(site, assignment, wider) }
    }
  },
}

interface Wider {
  readonly who: string
  readonly schedule: string
}

/** By whom the door is open to the same people at more times. */
function widerThan(
  site: LintedSite,
  principal: Principal,
  { object }: Assignment,
  isWider: IsWider,
): Wider | undefined {
  const { index, names } = site
  const allows = allowsReaching(index, principal, object)
  const own = allows.find(({ handle }) => handle.principal === principal.key)
  if (own === undefined || wayIn(index, principal, object) === undefined) return undefined
  const wider = allows.find((each) => each !== own && isWider(each.schedule, own.schedule))
  if (wider !== undefined) {
    return { who: names.principal(wider.handle.principal as PrincipalKey), schedule: wider.schedule?.name ?? 'Always' }
  }
  const full = principal.fullAccess === undefined ? undefined : index.table.graph.keys[principal.fullAccess]
  return full === undefined ? undefined : { who: names.principal(full), schedule: 'Always' }
}

function sentenceOf({ names, program }: LintedSite, { principal, object, schedule }: Assignment, wider: Wider): string {
  const [who, door] = [names.principal(principal), names.object(object)]
  const own = program.schedules.get(schedule ?? '')?.name
  return `"${own}" does not restrict ${who}: ${wider.who} opens ${door} with "${wider.schedule}".`
}
