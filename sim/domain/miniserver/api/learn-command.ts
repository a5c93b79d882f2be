import type { AuthenticationNfcCodeTouch, User } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { hasFieldQuirks } from '../field-quirks.ts'
import { learnRefusal, startLearning, stopLearning } from '../learning/start-learning.ts'
import { type ApiContext, reply } from './context.ts'
import { hasRight, isAdministrator } from './rights.ts'

/**
 * `nfc/startlearn`, `nfc/stoplearn` (§3.6.5): 500 without a proof of the User Interface Password, and to whoever is no administrator; in
 * the field profile User Management is enough (P-84). 423 where the keypad cannot learn now. What was learned is told by the state
 * `nfcLearnResult`.
 */
export function learnByApp(
  context: ApiContext,
  block: AuthenticationNfcCodeTouch,
  { isStart, isProved }: { readonly isStart: boolean; readonly isProved: boolean },
  user: User,
): Effect[] {
  if (!isProved) return [reply(context, 500, 'visualisation password needed')]
  if (!mayLearn(context, user)) return [reply(context, 500, 'only administrators learn tags')]
  const refusal = learnRefusal(context.state, block)
  if (refusal !== undefined) return [reply(context, 423, refusal.message)]
  const answer = reply(context, 200, '1')
  return isStart ? startLearning(context.state, block, 'learn', context, [answer]) : [...stopLearning(block), answer]
}

function mayLearn(context: ApiContext, user: User): boolean {
  if (isAdministrator(context, user)) return true
  return hasFieldQuirks(context.state.program) && hasRight(context, user, 'UserManagement')
}
