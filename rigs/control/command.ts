import type { z } from 'zod'
import type { DeepReadonly } from '../../sim/protocol/bus/message.ts'
import type { Adapters } from '../adapters/adapters.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Cards } from '../cards.ts'
import type { Documents } from '../documents/documents.ts'
import type { Estate } from '../estate.ts'

/** What the rig's commands work on. */
export interface RigContext {
  readonly estate: Estate
  readonly documents: Documents
  readonly attachments: Attachments
  readonly adapters: Adapters
  readonly cards: Cards
}

/**
 * One command of the rig's control API (`POST /rig/v1/<name>`): the CLI's verbs, scenario steps and tests all come down to these.
 *
 * `summary` is a sentence, without its full stop. Input is checked against `input` before `run`; failures are thrown as RigErrors.
 */
export interface RigCommand<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly name: Name
  readonly summary: string
  readonly input: Input
  readonly output: Output
  /** What its body may have over HTTP, where the usual MiB is too little. */
  readonly bodyBytesMax?: number
  /** `signal` is aborted when whoever asked has gone; only what waits for somebody looks at it. */
  run(context: RigContext, input: z.output<Input>, signal: AbortSignal): Promise<DeepReadonly<z.input<Output>>>
}

/** Keeps the types of name, input and output together; adds nothing. */
export function rigCommand<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  command: RigCommand<Name, Input, Output>,
): RigCommand<Name, Input, Output> {
  return command
}
