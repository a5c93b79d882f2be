import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'
import { placeOf } from './users.ts'

type Answer = RigCommandOutput<'permissions'>
type Tab = Extract<Answer, { about: 'principal' }>['tabs'][number]
type Row = Omit<Tab['permissions'][number], 'object'>

/** What a principal itself is assigned, tab by tab, or who is assigned on an object. What is not configured is not shown. Lines. */
export function renderPermissions(answer: Answer, paint: Paint): string[] {
  if (answer.about === 'object') return renderObject(answer, paint)
  const where = `${answer.principal}, ${placeOf(answer)}`
  const tabs = answer.tabs.map(({ tab, permissions }) => [tab, permissions.filter(isConfigured)] as const)
  const rows = tabs.flatMap(([tab, permissions]): Cell[][] =>
    permissions.length === 0
      ? [[tab, { text: 'nothing', style: 'dim' }]]
      : permissions.map((row, at): Cell[] => [
          at === 0 ? tab : '',
          nameOf(row.object),
          ...cells(row, row.object.includes('/access:')),
        ]),
  )
  return table(rows, { paint, head: [where, 'object', 'effect', 'scope', 'when'] })
}

function renderObject(answer: Extract<Answer, { about: 'object' }>, paint: Paint): string[] {
  const assigned = answer.assigned.filter(isConfigured)
  if (assigned.length === 0) return [`Nobody is assigned on ${answer.object} itself.`]
  const rows = assigned.map((row): Cell[] => [row.principal, ...cells(row, answer.object.includes('/access:'))])
  return table(rows, { paint, head: [`${answer.object}, ${placeOf(answer)}`, 'effect', 'scope', 'when'] })
}

const SCOPES = ['internal', 'external', 'physical'] as const

function isConfigured(row: Row): boolean {
  return SCOPES.some((scope) => row[scope] !== undefined && row[scope] !== 'not-configured')
}

function cells(row: Row, isDoor: boolean): Cell[] {
  const allowed = scopesText(row, 'allow')
  const denied = scopesText(row, 'deny')
  const effect: Cell =
    denied === undefined
      ? { text: 'allow', style: 'green' }
      : { text: allowed === undefined ? 'deny' : 'allow, deny', style: 'red' }
  const scope = [allowed, denied].filter((each) => each !== undefined).join(', ')
  return [effect, scope, isDoor && row.physical === 'allow' ? `schedule ${row.schedule ?? 'Always'}` : '']
}

/** `both` where internal and external are the same. */
function scopesText(row: Row, effect: 'allow' | 'deny'): string | undefined {
  const scopes = SCOPES.filter((scope) => row[scope] === effect)
  return scopes.length === 2 ? 'both' : scopes[0]
}

/** Without its site, which stands above. */
function nameOf(object: string): string {
  return object.slice(object.indexOf('/') + 1)
}
