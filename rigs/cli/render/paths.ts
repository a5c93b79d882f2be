import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Cell } from './table.ts'

export type PermissionPath = RigCommandOutput<'tap'>['paths'][number]

/**
 * One row a path: the path, and when or where it counts. At a door what no schedule gates counts always; elsewhere the same
 * path counts within, from outside, or both.
 */
export function pathRows(paths: readonly PermissionPath[], isDoor: boolean): Cell[][] {
  return together(paths).map(({ path, scopes }) => [path.path, conditionOf(path, scopes, isDoor)])
}

/** One row a path: its effect, where it counts, the path, and at a door when. */
export function contributionRows(paths: readonly PermissionPath[], isDoor: boolean): Cell[][] {
  return together(paths).map(({ path, scopes }) => {
    const effect: Cell = { text: path.effect, style: path.effect === 'deny' ? 'red' : 'green' }
    const where = scopes.length === 0 ? 'physical' : scopes.length === 2 ? 'both' : (scopes[0] ?? '')
    return [effect, where, path.path, path.effect === 'allow' && isDoor ? conditionOf(path, scopes, isDoor) : '']
  })
}

/** The same path in both scopes is one. */
function together(paths: readonly PermissionPath[]) {
  const all = new Map<string, { readonly path: PermissionPath; readonly scopes: string[] }>()
  for (const path of paths) {
    const key = JSON.stringify([path.path, path.effect, path.schedule])
    const known = all.get(key)
    if (known === undefined) all.set(key, { path, scopes: path.scope === 'physical' ? [] : [path.scope] })
    else known.scopes.push(path.scope)
  }
  return [...all.values()]
}

function conditionOf({ effect, schedule }: PermissionPath, scopes: readonly string[], isDoor: boolean): Cell {
  if (effect === 'deny') return { text: ['denies', ...inOrder(scopes)].join(' '), style: 'red' }
  if (schedule === undefined) return isDoor ? 'schedule Always' : inOrder(scopes).join(' ')
  if (schedule.active) return `schedule ${schedule.name}`
  return { text: `schedule ${schedule.name}, not now`, style: 'yellow' }
}

function inOrder(scopes: readonly string[]): string[] {
  return ['internal', 'external'].filter((scope) => scopes.includes(scope))
}
