import type { Program } from '../program/program.ts'
import { type AccessIndex, assignmentChanged, compileAccess, userChanged } from './access-index.ts'
import { compileModes } from './operating-modes.ts'

/**
 * The index of a program that has come of another, whose index this was and is no longer to be used.
 *
 * Users and assignments that differ are brought in step one by one, which leaves a look at each entry of the two programs. Where
 * groups, members, controls, schedules or settings differ, and so what all is built on, everything is compiled.
 */
export function accessAfter(index: AccessIndex, previous: Program, program: Program): AccessIndex {
  if (FOUNDATIONS.some((map) => differing<unknown, unknown>(previous[map], program[map]).size > 0)) {
    return compileAccess(program)
  }
  for (const assignment of differing(previous.assignments, program.assignments).values()) {
    assignmentChanged(index, program, assignment)
  }
  for (const uuid of differing(previous.users, program.users).keys()) userChanged(index, program, uuid)
  return { ...index, modes: compileModes(program) }
}

const FOUNDATIONS = ['groups', 'members', 'controls', 'schedules', 'settings'] as const satisfies (keyof Program)[]

/** Entries that were replaced, or are in one map alone; entries never change in place. */
function differing<Key, Entry>(before: ReadonlyMap<Key, Entry>, after: ReadonlyMap<Key, Entry>): Map<Key, Entry> {
  const found = new Map<Key, Entry>()
  for (const [key, entry] of before) if (after.get(key) !== entry) found.set(key, entry)
  for (const [key, entry] of after) if (before.get(key) !== entry) found.set(key, entry)
  return found
}
