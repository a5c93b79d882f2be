import { decideUser } from '../../access/decide.ts'
import type { Decision } from '../../access/decision.ts'
import type { AuthenticationNfcCodeTouch, User } from '../../program/program.ts'
import { enterHistory, historyStates } from '../block-history.ts'
import type { Effect } from '../effect.ts'
import { tellOutputs } from '../keypad-block/outputs.ts'
import { origins } from '../origins.ts'
import { pulse } from '../pulse.ts'
import { decisionRecord, effectsOf, historyEntry, type Verdict } from '../verdict.ts'
import { type ApiContext, reply } from './context.ts'

/**
 * `output/1` to `output/6`: an App opens the door, under the rules of the door and not only of the App (§3.6.6): 423 to whoever may not
 * enter there now. Enters the history like a tag, as type 6 or 9. 500 for an output that is not in use.
 */
export function operateOutput(
  context: ApiContext,
  block: AuthenticationNfcCodeTouch,
  output: number,
  user: User,
): Effect[] {
  if (!block.outputs.some((each) => each.output === output))
    return [reply(context, 500, `output ${output} is not in use`)]
  const { state, at, env } = context
  const decision = decide(context, block, user)
  const id = `${state.identity.site}-app-${env.random(EVENT_ID_BYTES)}`
  const verdict: Verdict = {
    ...{ device: block.reader, block, decision, isLocked: false, atMs: at.wallMs },
    event: { type: 'presented', id, ageMs: 0, sealed: '', kind: 'tag' },
    credential: { kind: 'app', id: '' },
    output: decision.outcome === 'granted' ? output : -1,
  }
  const records = enterHistory(state, block, historyEntry(state, verdict))
  return [{ type: 'commit', records, then: answers(context, block, verdict) }]
}

/** Nobody stands before the LEDs. */
function* answers(context: ApiContext, block: AuthenticationNfcCodeTouch, verdict: Verdict): Generator<Effect, void> {
  const { state, env } = context
  const effects = effectsOf(verdict).filter(({ type }) => type !== 'feedback')
  for (const effect of effects) {
    if (effect.type === 'pulse') yield* pulse(state, block, effect, verdict.event.id, context)
  }
  yield* tellOutputs(state, verdict, context)
  yield verdict.decision.outcome === 'granted'
    ? reply(context, 200, '1')
    : reply(context, 423, 'user is not permitted at the moment')
  const record = decisionRecord(state, verdict, effects, env)
  yield { type: 'decision', reader: block.reader, record }
  yield* historyStates(state, block, context)
}

/** By its input Off nobody comes in, in whatever way. */
function decide({ state, at, env }: ApiContext, block: AuthenticationNfcCodeTouch, user: User): Decision {
  if (state.blocks.get(block.reader)?.isOff === true)
    return { outcome: 'denied', reason: 'SWITCHED_OFF', candidates: [user.uuid], user: user.uuid }
  return decideUser(state.access, user.uuid, `access:${block.uuid}`, at.wallMs, env.zone, origins(state))
}

const EVENT_ID_BYTES = 8
