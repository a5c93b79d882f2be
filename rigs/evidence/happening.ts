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
      return isUntold(name, data) ? undefined : { kind: 'state', name, told: { ...(data as object) } }
    case 'command':
      return { kind: 'command', name, told: { ...(data as object) } }
    case 'notice':
      return isOver(name, data) ? undefined : { kind: 'notice', name, told: {} }
    default:
      return undefined
  }
}

/** Whether a message begins something: what people do at a door. What a device says by itself begins nothing. */
export function isFirst({ channel, name = '', causedBy }: ShownMessage): boolean {
  if (causedBy !== undefined) return false
  return channel === 'event' || (channel === 'command' && !UNASKED.has(name))
}

/** That a signal is over is a matter of time, and comes between other things on every lane; or after the last of them. */
function isUntold(name: string, data: unknown): boolean {
  return UNTOLD.has(name) || (name === 'bell' && (data as { value: unknown }).value === false)
}

/** The same of what logic made of the signal. */
function isOver(notice: string, data: unknown): boolean {
  return notice === 'logic' && (data as { value: unknown }).value === 'off'
}

/** What shows, and what a block repeats of its decision: the latter with times in it. */
const UNTOLD: ReadonlySet<string> = new Set([
  ...['led', 'sound'],
  ...['as', 'ad', 'cla', 'ula', 'nlo', 'tla', 'nco', 'unla', 'uidla'],
])

/** What a Miniserver tells a device by itself, when it starts or the device is back. */
const UNASKED: ReadonlySet<string> = new Set(['lock', 'light'])

/** What of a decision is the same on every lane. The Trust version counts what was sent, and so is not. */
function toldOf(decision: DecisionRecord): Happening['told'] {
  const { outcome, reason, credential, groups, paths, output, historyType, effects } = decision
  return {
    ...{ outcome, reason, user: whoOf(decision) ?? 'nobody', groups, paths, output, history: historyType, effects },
    ...(credential !== undefined && { credential }),
  }
}
