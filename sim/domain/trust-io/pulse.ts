import type { Effect } from '../miniserver/effect.ts'
import { setValues } from '../miniserver/set-values.ts'
import type { Uuid } from '../program/names.ts'
import type { Call } from '../trust/request.ts'
import type { IoValue } from './value.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** How long a pulse lasts: long enough to go to another unit as a value of its own (P-210). */
const PULSE_MS = 500

/** A person or a program says what it shall be at; a pulse ends by it. */
export function setIoTo(step: Step, control: Uuid, value: IoValue): Effect[] {
  const ended: Effect[] = step.state.io.pulsing.delete(control)
    ? [{ type: 'cancel-timer', timer: pulseTimer(control) }]
    : []
  return [...ended, ...setValues(step.state, [{ control, value }], step)]
}

/** On, and a little later off. */
export function pulseIo(step: Step, control: Uuid): Effect[] {
  step.state.io.pulsing.add(control)
  return [
    ...setValues(step.state, [{ control, value: 1 }], step),
    { type: 'set-timer', timer: pulseTimer(control), atMonotonicMs: step.at.monotonicMs + PULSE_MS },
  ]
}

export function pulseOver(step: Step, control: Uuid): Effect[] {
  return step.state.io.pulsing.has(control) ? setIoTo(step, control, 0) : []
}

function pulseTimer(control: Uuid): string {
  return `io/pulse/${control}`
}
