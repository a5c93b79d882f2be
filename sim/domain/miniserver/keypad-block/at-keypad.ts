import type { Reason } from '../../access/decision.ts'
import type { Effect } from '../effect.ts'
import { UNREADABLE_TAG } from '../learning/read-presented.ts'
import { PRESENTATION_AGE_MAX_MS } from '../presentation-age.ts'
import { attempt, failed } from './attempt.ts'
import { isSelectable, readEntry } from './grammar.ts'
import { meansOf } from './means.ts'
import { preselect, takePreselection } from './preselection.ts'
import { type Outcome, together, turnedAway, type Visit } from './visit.ts'

/** Answers a code that was entered at a keypad, or a tag that was held to it (§3.6.3). */
export function atKeypad(visit: Visit): Outcome {
  const reason = shutReason(visit)
  if (reason !== undefined) {
    const isLocked = visit.own.locked || visit.own.isOff === true
    const effects = reason === 'TAG_UNREADABLE' ? [readerError(visit)] : []
    return { ...NOTHING_MORE, verdicts: [turnedAway(visit, reason, isLocked)], effects }
  }
  const { pending, effects } = takePreselection(visit)
  const taken = { ...NOTHING_MORE, effects }
  return together(taken, visit.credential.kind === 'code' ? entered(visit, pending) : held(visit, pending))
}

const NOTHING_MORE: Outcome = { verdicts: [], records: [], effects: [] }

/** Why it is not looked at, if it is not. The lock-out of a keypad is ended by a tag (§3.6.4), that by Off is not. */
function shutReason({ event, own, credential }: Visit): Reason | undefined {
  if (event.ageMs > PRESENTATION_AGE_MAX_MS) return 'EXPIRED_PRESENTATION'
  if (own.isOff === true) return 'SWITCHED_OFF'
  if (credential.kind === 'tag' && credential.id === UNREADABLE_TAG) return 'TAG_UNREADABLE'
  return own.locked && credential.kind === 'code' ? 'LOCKED' : undefined
}

/** The reader saw a card, and has no key for it (§3.3.7). */
function readerError({ block, event }: Visit): Effect {
  return { type: 'notice', name: 'reader-error', data: { device: block.reader }, causedBy: event.id }
}

/** The digits are all there is. */
function entered(visit: Visit, pending: number | undefined): Outcome {
  const entry = readEntry(visit.credential.id, pending, hasAdditional(visit))
  switch (entry.type) {
    case 'preselection':
      return { ...NOTHING_MORE, effects: preselect(visit, entry.output) }
    case 'wrong':
      return failed(visit, entry.reason)
    case 'code':
      return attempt(visit, { kind: 'code', id: entry.code }, entry.output)
  }
}

/** A tag, which confirms what was typed before it where the block says so: an output, or of two factors the code. */
function held(visit: Visit, pending: number | undefined): Outcome {
  const { block, own, credential } = visit
  const typed = block.tagConfirmsEntry === true ? visit.typed : ''
  const entry = typed === '' ? undefined : readEntry(typed, pending, hasAdditional(visit))
  if (entry?.type === 'code' && meansOf(block).isTwoFactor) {
    // The tag that confirms the code is the other factor, and not one that was held before it.
    if (own.firstFactor?.credential.kind === 'tag') delete own.firstFactor
    const code = attempt(visit, { kind: 'code', id: entry.code }, entry.output, 'confirmed-code')
    return together(code, attempt(visit, credential, entry.output))
  }
  const asked = pending ?? (typed === '' ? undefined : Number(typed))
  if (asked !== undefined && !isSelectable(asked, hasAdditional(visit))) return failed(visit, 'OUTPUT_NOT_ALLOWED')
  return attempt(visit, credential, asked)
}

function hasAdditional({ block }: Visit): boolean {
  return block.additionalPreselections === true
}
