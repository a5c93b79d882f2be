import type { AuthenticationNfcCodeTouch } from '../../program/program.ts'
import type { DecidingBlock } from '../block.ts'
import { blockState } from '../block-history.ts'
import type { Effect, StateValue } from '../effect.ts'
import { letFlow } from '../logic/flow.ts'
import type { Moment } from '../moment.ts'
import { pulse, pulseTimer } from '../pulse.ts'
import type { MiniserverState } from '../state.ts'
import { isUntold, type Verdict } from '../verdict.ts'
import { NOTHING } from './authenticate.ts'
import { preselectedState } from './preselection.ts'
import { textsOf } from './texts.ts'
import { FIRST_FACTOR } from './two-factor.ts'

/** How long a pulse of As, Ad or Bell lasts (P-225). */
export const SIGNAL_MS = 100

/** The terminals beside O1 to O6, and what they are before anything happened. Texts stay until they are replaced (§3.6.2). */
export const KEYPAD_OUTPUTS = {
  Cla: '',
  Ula: '',
  Nlo: 0,
  Tla: '',
  Ad: false,
  As: false,
  Nco: 0,
  Bell: false,
  Bsel: -1,
  Unla: '',
  Uidla: '',
} as const satisfies Readonly<Record<string, StateValue>>

/** What the outputs of the block tell of a verdict; the first of two factors changes none, and neither does what is told nobody. */
export function tellOutputs(state: MiniserverState, verdict: Verdict, moment: Moment): Effect[] {
  const { block, decision, output, event } = verdict
  if (block?.kind !== 'authentication-nfc-code-touch' || output === FIRST_FACTOR || isUntold(decision)) return []
  const isGranted = decision.outcome === 'granted'
  const values = isGranted ? textsOf(state, verdict, moment) : { Nco: NOTHING }
  return [
    ...setOutputs(state, block, values, event.id, moment),
    ...signal(state, block, isGranted ? 'As' : 'Ad', event.id, moment),
  ]
}

/** A short pulse; where the last one is not over yet, it ends before this one begins, so that both can be told apart. */
export function signal(
  state: MiniserverState,
  block: AuthenticationNfcCodeTouch,
  output: 'As' | 'Ad' | 'Bell',
  causedBy: string,
  moment: Moment,
): Effect[] {
  return [
    ...pulseTimer(state, block.reader, output, moment),
    ...pulse(state, block, { type: 'pulse', output, name: output, pulseMs: SIGNAL_MS }, causedBy, moment),
  ]
}

/** Texts and numbers that stay, and what is wired to them; what is so already is not said again. */
export function setOutputs(
  state: MiniserverState,
  { reader, uuid }: AuthenticationNfcCodeTouch,
  outputs: Readonly<Record<string, string | number>>,
  causedBy: string,
  moment: Moment,
): Effect[] {
  const { values } = blockState(state, reader)
  const changed = Object.entries(outputs).filter(([terminal, value]) => values.get(terminal) !== value)
  for (const [terminal, value] of changed) values.set(terminal, value)
  const flowing = changed.map(([terminal, value]) => ({ control: uuid, terminal, value }))
  return [
    ...changed.map(
      ([terminal, value]): Effect => ({
        ...{ type: 'state', device: reader, name: terminal.toLowerCase(), value, causedBy },
      }),
    ),
    ...(flowing.length === 0 ? [] : letFlow(state, { outputs: flowing, causedBy }, moment)),
  ]
}

/** What a loss of power ended, for whoever listens after a start: pulses, texts (P-224), and what was selected. */
export function signalStates({ kind, reader }: DecidingBlock): Effect[] {
  if (kind !== 'authentication-nfc-code-touch') return []
  const outputs = Object.entries(KEYPAD_OUTPUTS).map(
    ([terminal, value]): Effect => ({ type: 'state', device: reader, name: terminal.toLowerCase(), value }),
  )
  return [...outputs, preselectedState(reader, 0)]
}
