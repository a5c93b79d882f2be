import type { z } from 'zod'
import type { RigFile } from '../rig-file/shape.ts'
import type { Need } from './needs.ts'
import type { Stage } from './stage.ts'

/**
 * What a step may say: one word of the language. A step is a map whose word says what is done and to what, and whose other
 * keys say where and how: `{ tap: blue-card, reader: home/front-door }`.
 */
export interface StepWord<Schema extends z.ZodObject = z.ZodObject, Word extends string = string> {
  /** The key by which a step is known; one step has one. */
  readonly word: Word
  /** Actions are stimuli: expectations look at what happened since the last one. */
  readonly kind: 'action' | 'time' | 'expectation'
  readonly schema: Schema
  /** It is done by an App at the public API, which refuses with numbers such as 403. */
  readonly isApp?: true
  /** What the lane must have for it; a scenario that uses it elsewhere is `unverified`. */
  readonly needs?: readonly Need[]
  /** What the values of some keys name; each is looked up in the rig file before anything runs. */
  readonly names?: Readonly<Record<string, Reference>>
  /** Keys whose values are paths of files, named from where the step is written. */
  readonly files?: readonly string[]
  /** The step in a few words, without secrets. */
  tell(step: z.output<Schema>): string
  /** Carries it out. What a step may be refused for is thrown as a RigError. */
  run(stage: Stage, step: z.output<Schema>): Promise<StepResult>
}

/** Throws RigError NOT_FOUND or USAGE where `text` names nothing of the rig. `step` is the whole step, of the right shape. */
export type Reference = (rig: RigFile, text: string, step: Readonly<Record<string, unknown>>) => unknown

/** `answer` goes to the trace: it holds no secret. */
export type StepResult = { readonly answer: unknown } | { readonly unmet: Unmet }

/** An expectation that was not met, in words that make one sentence: expected …; … happened, because …. */
export interface Unmet {
  readonly expected: string
  readonly happened: string
  readonly why?: string
}

/** Keeps the types of word, schema, `tell` and `run` together; adds nothing. */
export function stepWord<Schema extends z.ZodObject, const Word extends string>(
  word: StepWord<Schema, Word>,
): StepWord<Schema, Word> {
  return word
}

export function done(answer: unknown): StepResult {
  return { answer }
}
