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

/** Carries changes out in order and returns what undoes them, to be carried out the same way. */
export function carryOut(program: Program, changes: readonly Change[]): Change[] {
  return changes.map((change) => replace(program, change)).reverse()
}

/** Takes away all that is assigned to a principal. */
export function assignmentsGone(program: Program, principal: PrincipalKey): Change[] {
  const changes: Change[] = []
  for (const [key, assignment] of program.assignments) {
    if (assignment.principal === principal) changes.push({ map: 'assignments', key, entry: undefined })
  }
  return changes
}

function replace(program: Program, change: Change): Change {
  const map: Map<unknown, unknown> = program[change.map] as Map<unknown, unknown>
  const before = map.get(change.key)
  if (change.entry === undefined) map.delete(change.key)
  else map.set(change.key, change.entry)
  return { ...change, entry: before } as Change
}
