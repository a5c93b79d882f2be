import type { Credential } from '../access/credential.ts'
import type { Uuid } from '../program/names.ts'
import { type NfcInput, nfcInputsAt, secretOfInput } from '../program/nfc-inputs.ts'
import { codeDigest } from './code-digests.ts'
import type { DecisionEffect } from './decision-record.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import type { DeviceEvent } from './input.ts'
import { forgetPreselection } from './keypad-block/preselection.ts'
import { isDead } from './keypad-lock.ts'
import { letFlow } from './logic/flow.ts'
import type { Moment } from './moment.ts'
import { PRESENTATION_AGE_MAX_MS } from './presentation-age.ts'
import { receiptOf } from './receipts.ts'
import type { MiniserverState } from './state.ts'
import { decisionRecord } from './verdict.ts'

/** How long a digital input of a keypad is on (P-278). */
const INPUT_PULSE_MS = 100

interface AtKeypad {
  readonly device: string
  readonly event: DeviceEvent & { readonly type: 'presented' }
  readonly credential: Credential
}

/**
 * The digital input of a keypad that a tag or a code is, before anything else that it may be there (P-279). None where it came too
 * late, while Off is on, and of codes while the keypad is locked: that is answered as if it were no input, and so turned away.
 */
export function inputMeant(
  state: MiniserverState,
  { device, event, credential }: AtKeypad,
  env: Env,
): NfcInput | undefined {
  const inputs = nfcInputsAt(state.program, device)
  if (inputs.length === 0 || event.ageMs > PRESENTATION_AGE_MAX_MS) return undefined
  const block = state.blocks.get(device)
  const isShut = credential.kind === 'code' ? block !== undefined && isDead(block) : block?.isOff === true
  if (isShut) return undefined
  const kind = KINDS[credential.kind]
  const secret =
    credential.kind === 'code' ? codeDigest(state, env, state.identity.serial, credential.id) : credential.id
  return inputs.find((input) => input.kind === kind && secret !== undefined && secretOfInput(input) === secret)
}

/** Its pulse and a green keypad; on record like every presentation, but no attempt: no history, no count, no block is asked. */
export function* inputAnswers(
  state: MiniserverState,
  { device, event, credential }: AtKeypad,
  input: NfcInput,
  moment: Moment,
): Generator<Effect, void> {
  const { id: causedBy, ageMs } = event
  const block = state.blocks.get(device)
  if (block !== undefined) yield* forgetPreselection(block, device, causedBy)
  yield* pulseInput(state, input, causedBy, moment)
  yield { type: 'command', device, command: { type: 'feedback', signal: 'granted' }, causedBy }
  yield receiptOf(device, causedBy)
  const effects: readonly DecisionEffect[] = [
    { type: 'input', name: input.name, pulseMs: INPUT_PULSE_MS },
    { type: 'feedback', signal: 'granted' },
  ]
  const verdict = {
    ...{ device, event, credential, block: undefined, isLocked: false, atMs: moment.at.wallMs - ageMs, input },
    ...{ output: NO_OUTPUT, decision: PULSED },
  }
  yield { type: 'decision', reader: device, record: decisionRecord(state, verdict, effects, moment.env) }
}

/** The pulse of an input is over. */
export function inputTimer(state: MiniserverState, control: Uuid, moment: Moment): Effect[] {
  const causedBy = state.pulsingInputs.get(control)
  if (causedBy === undefined) return []
  state.pulsingInputs.delete(control)
  return letFlow(state, { settings: [{ control, value: 0 }], causedBy }, moment)
}

/** Where the last pulse is not over yet, it ends before this one begins, so that both can be told apart. */
function pulseInput(state: MiniserverState, { uuid }: NfcInput, causedBy: string, moment: Moment): Effect[] {
  const ended = inputTimer(state, uuid, moment)
  state.pulsingInputs.set(uuid, causedBy)
  return [
    ...ended,
    ...letFlow(state, { settings: [{ control: uuid, value: 1 }], causedBy }, moment),
    { type: 'set-timer', timer: `input/${uuid}`, atMonotonicMs: moment.at.monotonicMs + INPUT_PULSE_MS },
  ]
}

const KINDS: { readonly [Kind in Credential['kind']]?: NfcInput['kind'] } = {
  code: 'nfc-code-input',
  tag: 'nfc-tag-input',
}

const NO_OUTPUT = -1
const PULSED = { outcome: 'granted', reason: 'DIGITAL_INPUT', candidates: [] } as const
