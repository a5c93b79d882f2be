import type { Assignment, Program, Scope } from '../../../sim/domain/program/program.ts'
import type { ProgramNames } from '../../control/program-names.ts'
import { type Described, fieldsOf } from './described.ts'

/** What one principal itself is allowed and denied of one object, all scopes together. */
export function describePermissions(names: ProgramNames, { assignments }: Program): Map<string, Described> {
  const together = new Map<string, Assignment[]>()
  for (const assignment of assignments.values()) {
    const key = `permission ${assignment.principal} ${assignment.object}`
    const before = together.get(key)
    if (before === undefined) together.set(key, [assignment])
    else before.push(assignment)
  }
  return new Map(Array.from(together, ([key, all]) => [key, describe(names, all)]))
}

function describe(names: ProgramNames, all: readonly Assignment[]): Described {
  const [first] = all
  const allows = all.filter(({ effect }) => effect === 'allow')
  const denies = all.filter(({ effect }) => effect === 'deny')
  const schedule = allows.find((each) => each.schedule !== undefined)?.schedule
  return {
    kind: 'permission',
    name: first === undefined ? '' : `${names.principal(first.principal)} ${names.object(first.object)}`,
    fields: fieldsOf({
      allow: scopesText(allows),
      deny: scopesText(denies),
      schedule: schedule === undefined ? undefined : { value: schedule, shown: names.schedule(schedule) },
    }),
  }
}

const ORDER: readonly Scope[] = ['internal', 'external', 'physical']

function scopesText(assignments: readonly Assignment[]): string {
  const scopes = new Set(assignments.map(({ scope }) => scope))
  if (scopes.has('physical')) return 'yes'
  return ORDER.filter((scope) => scopes.has(scope)).join(' and ')
}
