import {
  type DeviceEffect,
  type DeviceTimer,
  offer,
  offerAgain,
  type PresentingState,
  receive,
  unpowered,
} from '../device-step.ts'

/** The Intercom at the door: a bell button and a loudspeaker. Everything else about it is its block's (§3.10). */
export type IntercomState = PresentingState

export type IntercomInput =
  | { readonly type: 'rung'; readonly causedBy?: string }
  | { readonly type: 'receipt'; readonly event: string }
  | { readonly type: 'told-to-speak'; readonly text: string; readonly causedBy: string }
  | { readonly type: 'timer'; readonly timer: DeviceTimer }

export function idleIntercom(prefix: string): IntercomState {
  return unpowered(prefix)
}

/** So long a Miniserver has to take the ring over before the visitor hears that nobody did (P-240). */
const ERROR_AFTER_MS = 3_000

/** Answers one input; `nowMs` is the Intercom's monotonic time. Without its Miniserver it plays "Error" `[K6]`. */
export function stepIntercom(state: IntercomState, input: IntercomInput, nowMs: number): readonly DeviceEffect[] {
  switch (input.type) {
    case 'rung': {
      const { causedBy } = input
      const rung = { name: 'bell-pressed', source: 'simulated', ...(causedBy !== undefined && { causedBy }) } as const
      return [
        ...offer(state, rung, nowMs),
        { type: 'set-timer', timer: 'feedback', atMonotonicMs: nowMs + ERROR_AFTER_MS },
      ]
    }
    case 'receipt': {
      if (!state.outbox.waiting.has(input.event)) return []
      return [
        ...receive(state, input.event),
        { type: 'cancel-timer', timer: 'feedback' },
        { type: 'state', name: 'sound', value: 'bell' },
      ]
    }
    case 'told-to-speak':
      return [{ type: 'state', name: 'speech', value: input.text, causedBy: input.causedBy }]
    case 'timer':
      return input.timer === 'retry' ? offerAgain(state, nowMs) : [notTaken(state)]
  }
}

function notTaken({ outbox }: IntercomState): DeviceEffect {
  const causedBy = [...outbox.waiting.values()].at(-1)?.causedBy
  return { type: 'state', name: 'sound', value: 'error', ...(causedBy !== undefined && { causedBy }) }
}
