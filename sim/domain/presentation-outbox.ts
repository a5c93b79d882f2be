import type { LearnFault } from './keypad/learning.ts'

/**
 * What a device saw and its Miniserver has not yet taken over. A presentation stays until its receipt, carries its age by the
 * device's own clock, and is offered again every `RETRY_MS` (docs/design.md, "Between devices").
 */
export interface Outbox {
  readonly waiting: Map<string, Presentation>
  /** Ids are `<prefix>-<count>`; the prefix is random per power-up, so that they are unique per rig. */
  readonly prefix: string
  count: number
}

export interface Presentation {
  readonly id: string
  readonly name: PresentationName
  readonly presentedAtMs: number
  /** Of digits: how long before that the first of them was pressed. */
  readonly typedMs?: number
  readonly sealed?: string
  readonly source: 'simulated' | 'pcsc' | 'serial'
  readonly causedBy?: string
  /** Of what a keypad could not learn. */
  readonly fault?: LearnFault
}

export type PresentationName =
  | 'tag-presented'
  | 'code-entered'
  | 'bell-pressed'
  | 'tag-learned'
  | 'tag-formatted'
  | 'learn-failed'
  | 'battery-low'
  | 'tampered'
  | 'ibutton-arrived'
  | 'ibutton-departed'
  | 'external-presented'

/** Offered again after this long without a receipt [P]. */
export const RETRY_MS = 1_000

/** Presentations a device keeps while its Miniserver is silent; the oldest goes first [P]. */
export const OUTBOX_MAX = 64

export function emptyOutbox(prefix: string): Outbox {
  return { waiting: new Map(), prefix, count: 0 }
}

/** The id the next presentation will have; what is sealed is bound to it. */
export function nextId(outbox: Outbox): string {
  return `${outbox.prefix}-${outbox.count + 1}`
}

export function keep(outbox: Outbox, presentation: Omit<Presentation, 'id'>): Presentation {
  const kept = { id: nextId(outbox), ...presentation }
  outbox.count++
  outbox.waiting.set(kept.id, kept)
  const oldest = outbox.waiting.keys().next().value
  if (outbox.waiting.size > OUTBOX_MAX && oldest !== undefined) outbox.waiting.delete(oldest)
  return kept
}
