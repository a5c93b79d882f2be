import { chainsOf } from '../../sim/domain/access/chains.ts'
import type { PermissionPath } from '../../sim/domain/access/decision.ts'
import { groupName, type Names, principalLabel, sourceLabel } from '../../sim/domain/access/labels.ts'
import { sourcesOf } from '../../sim/domain/access/permits.ts'
import { ancestorGroups } from '../../sim/domain/program/ancestors.ts'
import type { ObjectKey, PrincipalKey } from '../../sim/domain/program/names.ts'
import { assignmentKey } from '../../sim/domain/program/program.ts'
import type { Position } from '../rig-file/fault.ts'
import { pathsAt, type Question, reasonAt } from './answer.ts'
import type { Because, BecausePath } from './failure.ts'

/** Where an assignment is written, by its key; `undefined` where it is nowhere. */
export type WrittenAt = (site: string, assignment: string) => Position | undefined

/** Why it is so at an instant: the answer, the groups, and every permission with its own line in the file. */
export function becauseOf(question: Question, at: number, writtenAt: WrittenAt): Because {
  const { site, principal, object, scope } = question
  return {
    principal: site.names.principal(principal),
    object: `${site.site}/${site.names.object(object)}`,
    scope,
    reason: reasonAt(question, at),
    groups: groupsOf(question),
    paths: pathsAt(question, at).map((path) => withPlace(question, path, writtenAt)),
  }
}

/** Nearest first; that everybody is in All says nothing. */
function groupsOf({ site: { index, program, origins }, principal }: Question): string[] {
  const found = index.principals.get(principal)
  if (found === undefined) return []
  const { graph } = index.table
  const { distances } = chainsOf(graph, found.set)
  return [...distances]
    .filter(([group]) => !graph.everyone.includes(group) && graph.keys[group] !== principal)
    .sort(([, a], [, b]) => a - b)
    .map(([group]) => groupName({ program, origins }, graph.uuids[group] ?? ''))
}

/** A path ends with whoever is given the permission and, where it is on a room or category, with that. */
function withPlace(question: Question, path: PermissionPath, writtenAt: WrittenAt): BecausePath {
  const { site, principal, object } = question
  const { program, origins, index } = site
  const names: Names = { program, origins }
  const found = index.principals.get(principal)
  const sources: ObjectKey[] = [...(found === undefined ? [] : sourcesOf(index, found, object)), 'right:LoxoneConfig']
  const groups = Array.from(ancestorGroups(program, principal), (uuid): PrincipalKey => `group:${uuid}`)
  for (const holder of [principal, ...groups]) {
    for (const source of sources) {
      const tail = `${principalLabel(names, holder)}${source === object ? '' : `/${sourceLabel(names, source)}`}`
      if (path.path !== tail && !path.path.endsWith(`/${tail}`)) continue
      const { effect, scope } = path
      const key = assignmentKey({ principal: holder, object: source, scope, effect })
      const written = program.assignments.has(key) ? writtenAt(site.site, key) : undefined
      if (written !== undefined) return { ...path, written }
    }
  }
  return path
}
