import type { DecisionRecord } from '../../sim/domain/miniserver/decision-record.ts'
import { whoOf } from './plain-words.ts'
import type { ShownMessage } from './trace.ts'

/** One thing that happened, as a story tells it: by name, without ids and times. */
export interface Happening {
  readonly kind: 'command' | 'event' | 'decision' | 'state' | 'notice'
  /** Of a decision that of its block. */
  readonly name: string
  readonly told: Readonly<Record<string, unknown>>
}

/** What a message tells; `undefined` for what only carries (receipts), shows (LEDs) or is of the lane (presence, clock). */
export function happeningOf(message: ShownMessage): Happening | undefined {
  const { channel, name = '', data } = message
  switch (channel) {
    case 'decision': {
      const decision = data as DecisionRecord
      return { kind: 'decision', name: decision.block ?? 'no block', told: toldOf(decision) }
    }
    case 'event': {
      const { source } = data as { source?: string }
      return { kind: 'event', name, told: source === undefined ? {} : { source } }
    }
    case 'state':
      return name === 'led' ? undefined : { kind: 'state', name, told: { ...(data as object) } }
    case 'command':
      return { kind: 'command', name, told: { ...(data as object) } }
    case 'notice':
      return { kind: 'notice', name, told: {} }
    default:
      return undefined
  }
}

/** Whether a message begins something: what people do at a door. What a device says by itself begins nothing. */
export function isFirst({ channel, causedBy }: ShownMessage): boolean {
  return causedBy === undefined && (channel === 'command' || channel === 'event')
}

/** What of a decision is the same on every lane. The Trust version counts what was sent, and so is not. */
function toldOf(decision: DecisionRecord): Happening['told'] {
  const { outcome, reason, credential, groups, paths, output, historyType, effects } = decision
  return {
    ...{ outcome, reason, user: whoOf(decision) ?? 'nobody', groups, paths, output, history: historyType, effects },
    ...(credential !== undefined && { credential }),
  }
}
