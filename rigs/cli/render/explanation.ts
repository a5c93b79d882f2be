import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { reasonFacts } from './decision.ts'
import { verdict } from './facts.ts'
import { contributionRows } from './paths.ts'
import { type Cell, table } from './table.ts'

type Answer = RigCommandOutput<'explain'>
type About<Kind extends Answer['about']> = Extract<Answer, { about: Kind }>

/** Why somebody may or may not do something, or all that somebody may. Lines. */
export function renderExplanation(answer: Answer, paint: Paint): string[] {
  return answer.about === 'object' ? renderObject(answer, paint) : renderAll(answer, paint)
}

function renderObject({ object, principal, scope, explanation }: About<'object'>, paint: Paint): string[] {
  const where = scope === 'physical' ? '' : scope
  return verdict(explanation.outcome, [object, where, principal], reasonFacts(explanation, isDoor(object)), paint)
}

/** In the form of §3.4.4: of each path its effect, where it counts, and the way. */
function renderAll({ site, principal, permissions }: About<'all'>, paint: Paint): string[] {
  if (permissions.length === 0) return [`${principal} has no permission at ${site}.`]
  const rows = permissions.flatMap(({ object, allowed, paths }): Cell[][] => {
    const [first = [], ...rest] = contributionRows(paths, isDoor(object))
    return [[object, allowedCell(allowed), ...first], ...rest.map((row): Cell[] => ['', '', ...row])]
  })
  return table(rows, { paint, head: [`${site}, ${principal}`, 'allowed', 'effect', 'scope', 'path', 'when'] })
}

const ALLOWED = { internal: 'internal', external: 'external', both: 'both', physical: 'yes', none: 'no' } as const

function allowedCell(allowed: keyof typeof ALLOWED): Cell {
  return { text: ALLOWED[allowed], style: allowed === 'none' ? 'red' : 'green' }
}

/** `home/access:Front Door` */
function isDoor(object: string): boolean {
  return object.includes('/access:')
}
