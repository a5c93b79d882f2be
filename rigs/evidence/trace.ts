import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { canonicalJson } from './canonical-json.ts'

/**
 * What happened in a run, in order: the lines of `trace.jsonl` (docs/reference/trace.md).
 *
 * No secret is in it: no key, ciphertext, token, password, nor the id of any credential. `atMs` is the time of the rig since the
 * run began. On the virtual lane the trace is a function of rig, scenario, seed, version and time zone data.
 */
export type TraceRecord =
  | RunRecord
  | StepRecord
  | MessageRecord
  | AnswerRecord
  | ReadingRecord
  | { readonly type: 'end'; readonly atMs: number; readonly verdict: Verdict }

/** `incomplete` is what a record says until its run has ended. */
export type Verdict = 'pass' | 'fail' | 'unverified' | 'incomplete'

export interface RunRecord {
  readonly type: 'run'
  readonly format: 1
  readonly rig: string
  /** Name of the file, without its folders. */
  readonly scenario: string
  readonly title: string
  readonly lane: string
  readonly seed: number
  readonly version: string
  /** Version of the time zone data. */
  readonly timeZoneData: string
  /** What all wall clocks showed, UTC. */
  readonly start: string
  /** The sites in the rig file's order, each with its devices. */
  readonly sites: readonly TraceSite[]
}

export interface TraceSite {
  readonly site: string
  readonly name: string
  readonly zone: string
  readonly devices: readonly { readonly device: string; readonly kind: string }[]
}

export interface StepRecord {
  readonly type: 'step'
  readonly atMs: number
  /** From 1. */
  readonly step: number
  readonly line: number
  readonly word: string
  readonly kind: 'action' | 'time' | 'expectation'
  readonly text: string
  readonly input: Readonly<Record<string, unknown>>
  /** What the wall clock of each site showed when the step began, milliseconds since 1970 UTC. */
  readonly wallMs: Readonly<Record<string, number>>
}

export interface MessageRecord {
  readonly type: 'message'
  readonly atMs: number
  readonly message: ShownMessage
}

export interface AnswerRecord {
  readonly type: 'answer'
  readonly atMs: number
  readonly step: number
  readonly outcome: StepOutcome
  /** What the rig answered, or what it refused the step with, or what was not as expected. */
  readonly answer: unknown
}

/** How long something took from the driver of a real reader to the device's event on the bus. No part of the story. */
export interface ReadingRecord {
  readonly type: 'reading'
  readonly atMs: number
  /** `home/front-door`. */
  readonly reader: string
  readonly source: string
  /** Id of the message that carried it to the device. */
  readonly command: string
  /** By the clock of the machine. */
  readonly latencyMs: number
}

/**
 * `refused` was expected; `failed` is a refusal that was not, or an expectation that was not met; `absent` lacked a real part;
 * `interrupted`: the run was ended while it went on.
 */
export type StepOutcome = 'done' | 'refused' | 'failed' | 'absent' | 'interrupted'

/** A message of the bus without what is sealed in it. */
export type ShownMessage = Pick<BusMessage, 'id' | 'site' | 'device' | 'timeMs' | 'causedBy' | 'channel'> & {
  readonly name?: string
  readonly data: unknown
}

export function shownMessage(message: BusMessage): ShownMessage {
  return { ...message, data: withoutSealed(message.data) }
}

/** One line each, canonical: the same records are the same bytes. */
export function traceText(records: readonly TraceRecord[]): string {
  return records.map((record) => `${canonicalJson(record)}\n`).join('')
}

function withoutSealed(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('sealed' in data)) return data
  const { sealed: _, ...rest } = data
  return rest
}
