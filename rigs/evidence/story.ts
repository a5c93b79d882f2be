import { type Happening, happeningOf, isFirst } from './happening.ts'
import type { ShownMessage, StepOutcome, TraceRecord } from './trace.ts'

/**
 * What a run amounts to, whatever the lane: for each step the tree of what it set off, by name, without ids and times.
 *
 * Order counts only among what one cause sets off at one device: devices do not wait for each other.
 */
export interface Story {
  readonly steps: readonly StoryStep[]
}

export interface StoryStep {
  readonly line: number
  readonly text: string
  readonly outcome: StepOutcome
  /** The code of a refusal. */
  readonly code?: string
  readonly follows: Follows
}

/** By device, `home/front-door`; in order at each. */
export type Follows = Readonly<Record<string, readonly StoryNode[]>>

export interface StoryNode extends Happening {
  readonly follows: Follows
}

/** The story of a run. A message belongs to the step in which its first cause came, however late it comes itself. */
export function storyOf(records: readonly TraceRecord[]): Story {
  const steps: Growing<StoryStep>[] = []
  const causes = new Map<string, Growing<StoryNode>>()
  for (const record of records) {
    const step = steps.at(-1)
    if (record.type === 'step') {
      const { line, text } = record
      steps.push({ line, text, outcome: 'done', follows: {} })
    } else if (record.type === 'answer' && step !== undefined) {
      step.outcome = record.outcome
      if (record.outcome === 'refused') step.code = codeOf(record.answer)
    } else if (record.type === 'message') grow(record.message, causes, step)
  }
  return { steps }
}

type Growing<Node extends { readonly follows: Follows }> = {
  -readonly [Key in keyof Node]: Node[Key]
} & { follows: Record<string, StoryNode[]> }

function grow(
  message: ShownMessage,
  causes: Map<string, Growing<StoryNode>>,
  step: Growing<StoryStep> | undefined,
): void {
  const cause = message.causedBy === undefined ? undefined : causes.get(message.causedBy)
  const parent = cause ?? (isFirst(message) ? step : undefined)
  if (parent === undefined) return
  const happening = happeningOf(message)
  // What tells nothing by itself may still lead to something.
  if (happening === undefined) {
    if (cause !== undefined) causes.set(message.id, cause)
    return
  }
  const node: Growing<StoryNode> = { ...happening, follows: {} }
  causes.set(message.id, node)
  const device = `${message.site}/${message.device}`
  const here = parent.follows[device] ?? []
  parent.follows[device] = here
  here.push(node)
}

function codeOf(answer: unknown): string {
  return typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : ''
}
