import { accessAfter } from '../access/access-after.ts'
import { checkMayEdit, type Editor } from '../access/roles.ts'
import { applyEdit, type ProgramEdit } from '../program/edit.ts'
import { copyProgram } from '../program/empty.ts'
import type { Program } from '../program/program.ts'
import { changedRecords } from '../program/records.ts'
import type { Stamp } from '../time.ts'
import { inOneBatch } from '../trust/apply.ts'
import { trustProgramSaved } from '../trust/step.ts'
import { apiUsersChanged } from './api/users-changed.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import { checkReach } from './reach.ts'
import type { MiniserverState } from './state.ts'
import { usersBeginToRun } from './users-begin-to-run.ts'

/** A running program that is about to change. */
export interface ProgramChange {
  readonly state: MiniserverState
  readonly at: Stamp
  readonly env: Env
  /** Who makes it, where somebody does: what they may not edit they are refused (§3.4.6). */
  readonly editor?: Editor
}

/**
 * Changes from the App: all edits or none apply to the running program at once; open documents become stale (§3.2, AMB-16).
 * Once they are durable `answer` goes out, and whoever they concern is told. Throws what `checkMayEdit` and `applyEdit` throw, with
 * nothing changed.
 */
export function changeProgram(
  change: ProgramChange,
  edits: readonly ProgramEdit[],
  answer: (rev: number) => readonly Effect[],
): Effect[] {
  const { program, identity } = change.state
  const changed = copyProgram(program)
  for (const edit of edits) {
    if (change.editor !== undefined) {
      checkMayEdit(changed, change.editor, edit)
      checkReach(change, change.editor, edit)
    }
    applyEdit(changed, edit, identity)
  }
  return replaceProgram(change, changed, answer)
}

/**
 * From now on `program` runs, as a new revision. One batch makes everything durable that follows from it; only then `answer` goes
 * out, API clients, Trust members, consumers and origins are told what concerns them, and `afterwards` happens.
 */
export function replaceProgram(
  { state, at, env }: ProgramChange,
  program: Program,
  answer: (rev: number) => readonly Effect[],
  afterwards: readonly Effect[] = [],
): Effect[] {
  const previous = state.program
  const timers = usersBeginToRun(previous, program, at)
  program.rev = previous.rev + 1
  state.program = program
  state.access = accessAfter(state.access, previous, program)
  const follows = [...apiUsersChanged(state, at, env), ...trustProgramSaved(state, previous, at, env)]
  const [commit, ...others] = inOneBatch(changedRecords(previous, program), follows)
  if (commit?.type !== 'commit') throw new TypeError('a changed program has records')
  return [{ ...commit, then: [...answer(program.rev), ...commit.then, ...others, ...timers, ...afterwards] }]
}
