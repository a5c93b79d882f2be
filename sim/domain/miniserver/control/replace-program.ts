import { compileAccess } from '../../access/access-index.ts'
import type { Program } from '../../program/program.ts'
import { changedRecords } from '../../program/records.ts'
import { inOneBatch } from '../../trust/apply.ts'
import { trustProgramSaved } from '../../trust/step.ts'
import { apiUsersChanged } from '../api/users-changed.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'

/**
 * From now on `program` runs. One batch makes everything durable that follows from it; only then the caller is answered with the
 * revision, API clients, Trust members, consumers and origins are told what concerns them, and `afterwards` happens.
 */
export function replaceProgram(
  { state, request, at, env }: ControlContext,
  program: Program,
  afterwards: readonly Effect[] = [],
): Effect[] {
  const previous = state.program
  program.rev = previous.rev + 1
  state.program = program
  state.access = compileAccess(program)
  const follows = [...apiUsersChanged(state, at, env), ...trustProgramSaved(state, previous, at, env)]
  const [commit, ...others] = inOneBatch(changedRecords(previous, program), follows)
  if (commit?.type !== 'commit') throw new TypeError('a changed program has records')
  const answer: Effect = { type: 'control-reply', request, reply: { ok: true, value: { rev: program.rev } } }
  return [{ ...commit, then: [answer, ...commit.then, ...others, ...afterwards] }]
}
