import type { Replacement } from '../program/change.ts'
import type { Program } from '../program/program.ts'
import { type AccessIndex, assignmentChanged, compileAccess, modesChanged, userChanged } from './access-index.ts'
import { compileDeviceAuthorisations } from './device-authorisations.ts'

/**
 * The index of a program on which these changes were carried out since this was its index, which is no longer to be used.
 *
 * Users and assignments are brought in step one by one, which costs nothing for all others. Where groups, members, controls,
 * schedules or settings change, and so what all is built on, everything is compiled.
 */
export function accessAfter(index: AccessIndex, program: Program, changes: readonly Replacement[]): AccessIndex {
  if (changes.some(({ map }) => FOUNDATIONS.has(map))) return compileAccess(program)
  for (const { map, before, entry } of changes) {
    const assignment = map === 'assignments' ? (entry ?? before) : undefined
    if (assignment !== undefined) assignmentChanged(index, program, assignment)
  }
  for (const { map, key } of changes) if (map === 'users') userChanged(index, program, key)
  modesChanged(index, program)
  if (changes.some(({ map }) => map === 'deviceAuthorisations')) {
    index.deviceAuthorisations = compileDeviceAuthorisations(program)
  }
  return index
}

const FOUNDATIONS: ReadonlySet<Replacement['map']> = new Set<Replacement['map']>([
  'groups',
  'members',
  'controls',
  'schedules',
  'settings',
])
