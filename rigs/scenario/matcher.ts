import type { z } from 'zod'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import type { Stage } from './stage.ts'
import type { Reference, Unmet } from './step-word.ts'

/** Something that can be expected to happen, or never to happen: what stands behind `expect` and `never`. */
export interface Matcher<Schema extends z.ZodObject = z.ZodObject> {
  /** The key by which it is known. */
  readonly word: string
  readonly schema: Schema
  readonly names?: Readonly<Record<string, Reference>>
  /** What is looked for: `a pulse of Front Strike at home/front-door`. */
  tell(sought: z.output<Schema>): string
  /**
   * Whether it is so, by what was seen since the last action or by what the rig answers now; if not, what was instead. Throws
   * RigError where the rig refuses to answer.
   */
  look(stage: Stage, sought: z.output<Schema>): Promise<Look>
  /** Whether this message may change the answer. */
  concerns(message: BusMessage): boolean
}

export type Look = { readonly met: unknown } | Omit<Unmet, 'expected'>

/** Keeps the types of schema and functions together; adds nothing. */
export function matcher<Schema extends z.ZodObject>(one: Matcher<Schema>): Matcher<Schema> {
  return one
}
