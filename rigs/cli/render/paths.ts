import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Cell } from './table.ts'

export type PermissionPath = RigCommandOutput<'tap'>['paths'][number]

/**
 * One row a path: the path, and when or where it counts. At a door what no schedule gates counts always; elsewhere the same
 * path counts within, from outside, or both.
 */
export function pathRows(paths: readonly PermissionPath[], isDoor: boolean): Cell[][] {
  const scopes = new Map<string, { path: PermissionPath; scopes: string[] }>()
  for (const path of paths) {
    const key = JSON.stringify([path.path, path.effect, path.schedule])
    const known = scopes.get(key)
    if (known === undefined) scopes.set(key, { path, scopes: path.scope === 'physical' ? [] : [path.scope] })
    else known.scopes.push(path.scope)
  }
  return [...scopes.values()].map((each) => [each.path.path, conditionOf(each.path, each.scopes, isDoor)])
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
