import type { PrincipalKey } from './names.ts'
import type { Program } from './program.ts'

/** One entry of one map as it shall be; `undefined` takes it away. What an edit comes to, before it is carried out. */
export type Change = { [Name in MapName]: ChangeOf<Name> }[MapName]

type MapName = Exclude<keyof Program, 'rev'>
type EntryOf<Name extends MapName> = Program[Name] extends Map<infer Key, infer Entry> ? [Key, Entry] : never

interface ChangeOf<Name extends MapName> {
  readonly map: Name
  readonly key: EntryOf<Name>[0]
  readonly entry: EntryOf<Name>[1] | undefined
}

/** A change beside the entry that it replaces; `undefined` where there was none. */
export type Replacement = {
  [Name in MapName]: ChangeOf<Name> & { readonly before: EntryOf<Name>[1] | undefined }
}[MapName]

/** Carries changes out in order, in place. */
export function carryOut(program: Program, changes: readonly Change[]): void {
  for (const { map: name, key, entry } of changes) {
    const map: Map<unknown, unknown> = program[name] as Map<unknown, unknown>
    if (entry === undefined) map.delete(key)
    else map.set(key, entry)
  }
}

/** What asks only who is who and who may what: of a program, or of one as it would be. */
export type ProgramView = { readonly [Name in ViewedMap]: Lookup<EntryOf<Name>[0], EntryOf<Name>[1]> }

type ViewedMap = 'users' | 'groups' | 'members' | 'assignments'

interface Lookup<Key, Entry> {
  get(key: Key): Entry | undefined
  has(key: Key): boolean
  values(): Iterable<Entry>
}

/** Takes away all that is assigned to a principal. */
export function assignmentsGone(program: Program, principal: PrincipalKey): Change[] {
  const changes: Change[] = []
  for (const [key, assignment] of program.assignments) {
    if (assignment.principal === principal) changes.push({ map: 'assignments', key, entry: undefined })
  }
  return changes
}
