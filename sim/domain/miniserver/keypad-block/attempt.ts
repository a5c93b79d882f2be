import type { Credential } from '../../access/credential.ts'
import type { Reason } from '../../access/decision.ts'
import type { Effect } from '../effect.ts'
import { countAttempt } from '../keypad-lock.ts'
import { useUp } from '../use-up.ts'
import { type Answer, authenticate, factorOf, NOTHING } from './authenticate.ts'
import { meansOf } from './means.ts'
import { withOther } from './two-factor.ts'
import { type Outcome, turnedAway, type Visit } from './visit.ts'

/** Which of two verdicts on one event it is: the code that a tag confirmed comes before the tag. */
export type Part = 'confirmed-code'

/** Somebody brings a code or a tag for an output: decides, counts it (§3.6.4), and uses up what is good once. */
export function attempt(visit: Visit, credential: Credential, asked: number | undefined, part?: Part): Outcome {
  const { state, block, event, atMs, moment } = visit
  const { decision, output, own, used, shadowed } = answerTo(visit, credential, asked)
  const { isLocked, effects } = countAttempt(state, block, { decision, kind: credential.kind }, event.id, moment)
  const usedUp =
    decision.outcome === 'granted'
      ? (used ?? (own === undefined ? [] : [own])).map((each) => useUp(state, each, moment))
      : []
  const verdict = {
    ...{ device: block.reader, event, credential, block, decision, isLocked, atMs, output },
    ...(own !== undefined && { own }),
    ...(part !== undefined && { part }),
  }
  return {
    verdicts: [verdict],
    records: usedUp.flatMap(({ records }) => records),
    effects: [
      ...effects,
      ...usedUp.flatMap((each) => each.effects),
      ...(shadowed === undefined ? [] : [conflict(visit, shadowed.name)]),
    ],
  }
}

/** An attempt with nothing that could be looked up. */
export function failed(visit: Visit, reason: Reason): Outcome {
  const { state, block, event, credential, moment } = visit
  const decision = { outcome: 'denied', reason, candidates: [] } as const
  const { isLocked, effects } = countAttempt(state, block, { decision, kind: credential.kind }, event.id, moment)
  return { verdicts: [turnedAway(visit, reason, isLocked)], records: [], effects }
}

function answerTo(visit: Visit, credential: Credential, asked: number | undefined): Answer {
  const { kinds, isTwoFactor } = meansOf(visit.block)
  if (!kinds.has(credential.kind)) return NOT_ACCEPTED
  const factor = factorOf(visit, credential)
  const single = authenticate(visit, factor, asked)
  return isTwoFactor && single.decision.outcome === 'granted' ? withOther(visit, factor, asked, single) : single
}

const NOT_ACCEPTED: Answer = {
  decision: { outcome: 'denied', reason: 'MEANS_NOT_ACCEPTED', candidates: [] },
  output: NOTHING,
}

/** A user's code or tag, of whom the keypad's own has the same (P-72): seen where it is presented, since codes are known by digests. */
function conflict({ block, event }: Visit, name: string): Effect {
  const data = { code: 'CREDENTIAL_CONFLICT', device: block.reader, name }
  return { type: 'notice', name: 'credential-conflict', data, causedBy: event.id }
}
