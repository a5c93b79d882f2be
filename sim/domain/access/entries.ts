import type { ObjectKey } from '../program/names.ts'
import type { Scope } from '../program/program.ts'
import type { AllowHandle } from './decision.ts'
import type { CompiledSchedule } from './schedule.ts'
import type { Place } from './timetable.ts'

/** What one principal is assigned on one object in one scope. */
export interface Entry {
  readonly deny: boolean
  readonly allow: Allow | undefined
}

export interface Allow {
  readonly handle: AllowHandle
  /** Absent: always. */
  readonly schedule: CompiledSchedule | undefined
  readonly place: Place
}

/** What groups are assigned on one object in one scope. What users and Trust members are assigned is kept with them. */
export interface ObjectEntries {
  readonly object: ObjectKey
  readonly scope: Scope
  /** Numbers of the groups, ascending, and beside each its entry. */
  readonly groups: number[]
  readonly entries: Entry[]
  /** Of each entry the handle of its allow: what is answered, without what it is found out by. */
  readonly handles: (AllowHandle | undefined)[]
  readonly byGroup: Map<number, Entry>
  /** The same as numbers by turns: a group, and `DENIED` or its allow’s place. What most questions need lies so together. */
  readonly row: number[]
  /** Its bit in the rows of `Reach` and `People`; absent where it has none, or more groups than were marked. */
  reachBit: number | undefined
}

/** In a row, of a group that is denied. */
export const DENIED = -3

/** By scope, then by object. */
export type EntryIndex = Readonly<Record<Scope, Map<ObjectKey, ObjectEntries>>>

export function emptyEntries(): EntryIndex {
  return { internal: new Map(), external: new Map(), physical: new Map() }
}

/** The entries of an object in a scope, made where there are none. */
export function entriesFor(index: EntryIndex, object: ObjectKey, scope: Scope): ObjectEntries {
  const known = index[scope].get(object)
  if (known !== undefined) return known
  const entries: ObjectEntries = {
    object,
    scope,
    groups: [],
    entries: [],
    handles: [],
    byGroup: new Map(),
    row: [],
    reachBit: undefined,
  }
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
    entries.handles.splice(place, replaced)
    entries.row.splice(2 * place, 2 * replaced)
    return
  }
  if (replaced === 0) entries.reachBit = undefined
  entries.groups.splice(place, replaced, group)
  entries.entries.splice(place, replaced, entry)
  entries.handles.splice(place, replaced, entry.allow?.handle)
  entries.row.splice(2 * place, 2 * replaced, group, entry.deny ? DENIED : (entry.allow?.place ?? DENIED))
  entries.byGroup.set(group, entry)
}
