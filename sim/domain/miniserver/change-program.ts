import { accessAfter } from '../access/access-after.ts'
import { checkMayEdit, type Editor } from '../access/roles.ts'
import { intercommunicationCycle } from '../intercommunication/send.ts'
import { carryOut, type Replacement } from '../program/change.ts'
import { differenceOf, differing } from '../program/difference.ts'
import { draftOf, writtenOn } from '../program/draft.ts'
import { applyEdit, isTrustEdit, type ProgramEdit } from '../program/edit.ts'
import type { Program, User } from '../program/program.ts'
import { headRecord, recordsOf } from '../program/records.ts'
import type { Stamp } from '../time.ts'
import { inOneBatch } from '../trust/apply.ts'
import { trustProgramSaved } from '../trust/program-saved.ts'
import { managedTrusts } from '../trust/saved-membership.ts'
import { restingWhatGoes } from '../trust-io/step.ts'
import { apiUsersChanged } from './api/users-changed.ts'
import { codeDates, keypadsWithOtherCodes } from './code-dates.ts'
import { datedUsers } from './dated-users.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import { lookForExpired } from './expiring.ts'
import { letFlow } from './logic/flow.ts'
import { namedBy } from './own-name.ts'
import { checkReach } from './reach.ts'
import type { MiniserverState } from './state.ts'

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
 * nothing changed. What it costs depends on what is changed, not on how many users there are.
 */
export function changeProgram(
  change: ProgramChange,
  edits: readonly ProgramEdit[],
  answer: (rev: number) => readonly Effect[],
): Effect[] {
  const { program, identity } = change.state
  const draft = draftOf(program)
  for (const edit of edits) {
    if (change.editor !== undefined) {
      checkMayEdit(draft, change.editor, edit)
      checkReach(change, change.editor, edit)
    }
    applyEdit(draft, edit, identity)
  }
  if (edits.some(isTrustEdit)) managedTrusts(change.state, draft)
  return takeEffect(change, writtenOn(draft), answer)
}

/**
 * From now on `program` runs, as a new revision. One batch makes everything durable that follows from it; only then `answer` goes
 * out, API clients, Trust members, consumers and origins are told what concerns them, and `afterwards` happens.
 */
export function replaceProgram(
  change: ProgramChange,
  program: Program,
  answer: (rev: number) => readonly Effect[],
  afterwards: readonly Effect[] = [],
): Effect[] {
  const previous = change.state.program
  program.rev = previous.rev
  change.state.program = program
  return takeEffect(change, differenceOf(previous, program), answer, afterwards)
}

/** Carries out on the running program what of these changes it has not yet, and lets follow what follows. */
function takeEffect(
  { state, at, env }: ProgramChange,
  changes: readonly Replacement[],
  answer: (rev: number) => readonly Effect[],
  afterwards: readonly Effect[] = [],
): Effect[] {
  const { program } = state
  const dated = datedUsers(changes, at)
  const resting = restingWhatGoes({ state, at, env }, dated)
  carryOut(program, dated)
  program.rev += 1
  const effective = differing(dated)
  state.identity = namedBy(program, state.identity, state.givenName)
  state.access = accessAfter(state.access, program, effective)
  const follows = [...resting, ...apiUsersChanged(state, at, env), ...trustProgramSaved(state, effective, at, env)]
  const [commit, ...others] = inOneBatch([headRecord(program), ...recordsOf(program, effective)], follows)
  if (commit?.type !== 'commit') throw new TypeError('a changed program has records')
  const flows = effective.some(({ map }) => map === 'logic' || map === 'wiring') ? letFlow(state, {}, { at, env }) : []
  const timers = [
    ...lookForExpired(usersOf(effective), at),
    ...(effective.some(({ key }) => key === 'intercommunication') ? intercommunicationCycle(state, { at }) : []),
  ]
  const dates = codeDates(state, keypadsWithOtherCodes(effective), { at, env })
  return [
    {
      ...commit,
      then: [...answer(program.rev), ...commit.then, ...others, ...flows, ...timers, ...dates, ...afterwards],
    },
  ]
}

function usersOf(changes: readonly Replacement[]): User[] {
  return changes.flatMap(({ map, entry }) => (map === 'users' && entry !== undefined ? [entry] : []))
}
