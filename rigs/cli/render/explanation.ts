import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { pathLines, reasonFacts, whoOf } from './decision.ts'
import { verdict } from './facts.ts'
import { type Cell, table } from './table.ts'

type Answer = RigCommandOutput<'explain'>
type About<Kind extends Answer['about']> = Extract<Answer, { about: Kind }>

/** Why somebody may or may not do something, or all that somebody may. Lines. */
export function renderExplanation(answer: Answer, paint: Paint): string[] {
  return answer.about === 'object' ? renderObject(answer, paint) : renderAll(answer, paint)
}

function renderObject({ object, scope, explanation }: About<'object'>, paint: Paint): string[] {
  const where = scope === 'physical' ? '' : scope
  return verdict(
    explanation.outcome,
    [object, where, whoOf(explanation)],
    reasonFacts(explanation, isDoor(object)),
    paint,
  )
}

function renderAll({ site, principal, permissions }: About<'all'>, paint: Paint): string[] {
  if (permissions.length === 0) return [`${principal} has no permission at ${site}.`]
  const rows = permissions.flatMap(({ object, name, allowed, paths }): Cell[][] => {
    const kind = object.slice(0, object.indexOf(':'))
    const [first = '', ...rest] = pathLines(paths, kind === 'access')
    return [[`${kind}:${name}`, allowedCell(allowed), first], ...rest.map((line): Cell[] => ['', '', line])]
  })
  return table(rows, { paint, head: [`${site}, ${principal}`, 'allowed', 'by'] })
}

const ALLOWED = { internal: 'internal', external: 'external', both: 'both', physical: 'yes', none: 'no' } as const

function allowedCell(allowed: keyof typeof ALLOWED): Cell {
  return { text: ALLOWED[allowed], style: allowed === 'none' ? 'red' : 'green' }
}

/** `home/access:Front Door` */
function isDoor(object: string): boolean {
  return object.includes('/access:')
}
