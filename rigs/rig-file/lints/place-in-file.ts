import { assignmentKey } from '../../../sim/domain/program/program.ts'
import { objectUuid } from '../../../sim/domain/program/uuid.ts'
import { type Build, serialOf } from '../build/context.ts'
import { assignmentsOf, type BuiltPermission } from '../build/permissions.ts'
import type { Finding, Path } from '../finding.ts'
import { entries, keys } from '../site-names.ts'
import type { LintPlace } from './lint.ts'

type Place = Pick<Finding, 'path' | 'at'>

/** The ways from what is in a site's program to where the rig file says it. */
export interface FilePlaces {
  of(place: LintPlace): Place
  /** Where an assignment is written, if it is. */
  assignment(key: string): Path | undefined
}

export function placesInFile(build: Build, permissions: readonly BuiltPermission[]): FilePlaces {
  const program: Path = ['sites', build.key, 'program']
  const paths = pathsOf(build)
  const written = new Map(
    permissions.flatMap(({ edit, path }) =>
      assignmentsOf(edit).map((each) => [assignmentKey(each), [...program, ...path]] as const),
    ),
  )
  return {
    assignment: (key) => written.get(key),
    of(place) {
      const { of, field, item } = place
      if (of === 'program') return { path: program, at: 'key' }
      if (of === 'credential') return { path: ['credentials', place.id], at: 'key' }
      if (of === 'permission') return { path: [...program, ...place.path], at: 'value' }
      if (of === 'assignment') return ofAssignment(written.get(place.id) ?? program, field)
      const path = paths.get(place.id) ?? program
      if (field === undefined || path[0] === 'trusts') return { path, at: 'key' }
      return { path: [...path, ...within(build, path, field, item)], at: 'value' }
    },
  }
}

/** A field of a permission stands beside its allow or deny. */
function ofAssignment(path: Path, field: string | undefined): Place {
  if (field === undefined) return { path, at: 'value' }
  const line = path.slice(0, path.indexOf('permissions') + 2)
  return { path: [...line, field], at: 'value' }
}

/** Of a list the item that is meant; a code is no list, and an entry of a schedule may stand for several days. */
function within(build: Build, path: Path, field: string, item: number | undefined): Path {
  if (field === 'needsActivation') return ['entries', entryOf(build, String(path.at(-1)), item ?? 0), field]
  return item === undefined || field === 'code' ? [field] : [field, item]
}

function entryOf(build: Build, schedule: string, item: number): number {
  let left = item
  const written = build.site.program?.schedules?.[schedule]?.entries ?? []
  return written.findIndex(({ days }) => {
    left -= days?.length ?? 1
    return left < 0
  })
}

/** By uuid: what is the site's own, and where others' users and groups were added. */
function pathsOf(build: Build): Map<string, Path> {
  const { users, groups, schedules, controls, logic } = build.site.program ?? {}
  const own = { user: ['users', users], group: ['groups', groups], schedule: ['schedules', schedules] } as const
  const all = new Map<string, Path>()
  for (const [kind, [part, record]] of Object.entries({
    ...{ ...own, control: ['controls', controls] as const, logic: ['logic', logic] as const },
  })) {
    for (const name of keys(record)) all.set(build.uuid(kind, name), ['sites', build.key, 'program', part, name])
  }
  for (const [trust, { share = [] }] of (build.rig.trusts ?? []).entries()) {
    for (const [place, { user, group, from, to }] of share.entries()) {
      const origin = build.rig.sites[from]
      if (!to.includes(build.key) || origin === undefined) continue
      const uuid = (kind: string, name: string) =>
        objectUuid(build.tools.hash, serialOf(origin.miniserver), kind, name.trim())
      const path: Path = ['trusts', trust, 'share', place]
      if (user !== undefined) all.set(uuid('user', user), [...path, 'user'])
      if (group === undefined) continue
      all.set(uuid('group', group), [...path, 'group'])
      for (const [name] of entries(origin.program?.users)) {
        const key = uuid('user', name)
        if (!all.has(key)) all.set(key, [...path, 'group'])
      }
    }
  }
  return all
}
