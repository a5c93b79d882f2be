import type { ObjectKey } from '../program/names.ts'
import type { Scope } from '../program/program.ts'
import type { AllowHandle } from './decision.ts'
import type { CompiledSchedule } from './schedule.ts'

/** What one principal is assigned on one object in one scope. */
export interface Entry {
  readonly deny: boolean
  readonly allow: Allow | undefined
}

export interface Allow {
  readonly handle: AllowHandle
  /** Absent: always. */
  readonly schedule: CompiledSchedule | undefined
}

/** What groups are assigned on one object in one scope. What users and Trust members are assigned is kept with them. */
export interface ObjectEntries {
  readonly object: ObjectKey
  readonly scope: Scope
  /** Numbers of the groups, ascending, and beside each its entry. */
  readonly groups: number[]
  readonly entries: Entry[]
  readonly byGroup: Map<number, Entry>
}

/** By scope, then by object. */
export type EntryIndex = Readonly<Record<Scope, Map<ObjectKey, ObjectEntries>>>

export function emptyEntries(): EntryIndex {
  return { internal: new Map(), external: new Map(), physical: new Map() }
}

/** The entries of an object in a scope, made where there are none. */
export function entriesFor(index: EntryIndex, object: ObjectKey, scope: Scope): ObjectEntries {
  const entries = index[scope].get(object) ?? { object, scope, groups: [], entries: [], byGroup: new Map() }
  index[scope].set(object, entries)
  return entries
}

/** Puts a group's entry in the place of what it had; `undefined` removes it. */
export function setGroupEntry(entries: ObjectEntries, group: number, entry: Entry | undefined): void {
  const found = entries.groups.findIndex((other) => other >= group)
  const place = found === -1 ? entries.groups.length : found
  const replaced = entries.byGroup.delete(group) ? 1 : 0
  if (entry === undefined) {
    entries.groups.splice(place, replaced)
    entries.entries.splice(place, replaced)
    return
  }
  entries.groups.splice(place, replaced, group)
  entries.entries.splice(place, replaced, entry)
  entries.byGroup.set(group, entry)
}
