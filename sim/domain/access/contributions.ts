import type { ObjectKey } from '../program/names.ts'
import type { Scope } from '../program/program.ts'
import type { AccessIndex } from './access-index.ts'
import { groupsAt } from './ancestor-table.ts'
import { type Chains, chainsOf, chainsTo } from './chains.ts'
import type { PermissionPath } from './decision.ts'
import type { Allow, Entry } from './entries.ts'
import { type Names, principalLabel, sourceLabel } from './labels.ts'
import { isPhysical, LOXONE_CONFIG, permits, sourcesOf } from './permits.ts'
import type { Principal } from './principal.ts'
import { isScheduleActive, type Moment } from './schedule.ts'

/** One principal, looked at to be explained. */
export interface View {
  readonly index: AccessIndex
  readonly principal: Principal
  readonly chains: Chains
  readonly names: Names
  readonly moment: Moment
}

export function viewOf(index: AccessIndex, principal: Principal, names: Names, moment: Moment): View {
  return { index, principal, chains: chainsOf(index.table.graph, principal.set), names, moment }
}

/**
 * One path for each bit that is set, or would be at other times, on an object in a scope for a principal (§3.4.4): unsorted,
 * at most `CHAINS_MAX` for the bits of one group. What a user's own allow overrides is no such bit (AMB-13).
 */
export function contributions(view: View, object: ObjectKey, scope: Scope): PermissionPath[] {
  const asked = isPhysical(object) ? 'physical' : scope
  const implied = object.startsWith('right:') && object !== LOXONE_CONFIG
  const sources = sourcesOf(view.index, view.principal, object)
  return [
    ...sources.flatMap((source) => assigned(view, object, source, asked)),
    ...(sources.length === 0 || isOverridden(view, object) ? [] : fullAccess(view, asked)),
    ...(implied ? impliedByLoxoneConfig(view, object, asked) : []),
  ]
}

/** In the order in which they are listed: by path, then effect, then scope; each once. */
export function sortPaths(paths: readonly PermissionPath[]): PermissionPath[] {
  const byLine = new Map(paths.map((path) => [lineOf(path), path]))
  return [...byLine].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path)
}

function lineOf({ path, effect, scope, schedule }: PermissionPath): string {
  return [path, effect, scope, schedule?.name ?? ''].join('\n')
}

/** What the principal itself and its groups are assigned on one source of the object. */
function assigned(view: View, object: ObjectKey, source: ObjectKey, scope: Scope): PermissionPath[] {
  const { index, principal, moment } = view
  const entries = index.entries[scope].get(source)
  if (entries === undefined) return []
  const suffix = source === object ? '' : `/${sourceLabel(view.names, source)}`
  const own = principal.own?.get(entries)
  const paths = own === undefined ? [] : pathsOf(own, [ownPath(view)], suffix, scope, moment)
  const overridden = isOverridden(view, object)
  for (const [place, group] of entries.groups.entries()) {
    const entry = entries.entries[place]
    if (entry === undefined || !view.chains.distances.has(group)) continue
    const counting = overridden ? { ...entry, allow: undefined } : entry
    paths.push(...pathsOf(counting, groupPaths(view, group), suffix, scope, moment))
  }
  return paths
}

/** Only access has schedules, so only there an allow of the user's own makes a difference. */
function isOverridden({ index, principal }: View, object: ObjectKey): boolean {
  if (index.combination !== 'user-overrides' || !object.startsWith('access:')) return false
  const entries = index.entries.physical.get(object)
  return (entries && principal.own?.get(entries))?.allow !== undefined
}

function fullAccess(view: View, scope: Scope): PermissionPath[] {
  const { table } = view.index
  const granting = groupsAt(table, view.principal.offset).filter((group) => table.graph.fullAccess[group])
  return granting.flatMap((group) => groupPaths(view, group).map((path) => ({ effect: 'allow', scope, path })))
}

/** Full access is left out: it allows each right by itself. */
function impliedByLoxoneConfig(view: View, object: ObjectKey, scope: Scope): PermissionPath[] {
  const { index, principal, moment } = view
  if (permits(index, principal.key, LOXONE_CONFIG, scope, moment.at, moment.zone) !== 'allowed') return []
  return assigned(view, object, LOXONE_CONFIG, scope)
}

function ownPath({ names, principal }: View): string {
  return principalLabel(names, principal.key)
}

function groupPaths({ index, chains, names }: View, group: number): string[] {
  const label = (number: number) => principalLabel(names, index.table.graph.keys[number] ?? 'group:')
  return chainsTo(chains, group).map((chain) => chain.map(label).join('/'))
}

function pathsOf(
  { deny, allow }: Entry,
  chains: readonly string[],
  suffix: string,
  scope: Scope,
  moment: Moment,
): PermissionPath[] {
  return chains.flatMap((chain): PermissionPath[] => {
    const path = `${chain}${suffix}`
    return [
      ...(deny ? [{ effect: 'deny', scope, path } as const] : []),
      ...(allow === undefined ? [] : [{ effect: 'allow', scope, path, ...scheduleOf(allow, moment) } as const]),
    ]
  })
}

function scheduleOf({ schedule }: Allow, moment: Moment): Pick<PermissionPath, 'schedule'> {
  if (schedule === undefined) return {}
  return { schedule: { name: schedule.name, active: isScheduleActive(schedule, moment) } }
}
