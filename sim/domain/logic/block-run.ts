import { BLOCK_KINDS, type LogicBlock } from './block.ts'
import type { Stepped, Values } from './block-kind.ts'

/** What is known of a block between two steps. Plain data. */
export interface BlockRun {
  readonly memory: unknown
  /** Its inputs at the last step; absent after a start. */
  readonly was?: Values
  /** When it is asked again, by monotonic time. */
  readonly dueMs?: number
}

/** One step of a block of any kind, and what is to be known of it afterwards. */
export function stepBlock(
  block: LogicBlock,
  run: BlockRun | undefined,
  inputs: Values,
  nowMs: number,
): { readonly outputs: Values; readonly run: BlockRun } {
  const { outputs, memory, dueMs }: Stepped<unknown> = BLOCK_KINDS[block.kind].step({
    block,
    memory: run?.memory,
    inputs,
    was: run?.was,
    nowMs,
  })
  return { outputs, run: { memory, was: inputs, ...(dueMs !== undefined && { dueMs }) } }
}

/** What of a block's memory is durable: with remanence all that it needs after a start, else nothing. */
export function keptOf(block: LogicBlock, { memory }: BlockRun): unknown {
  if (!('remanence' in block) || !block.remanence) return undefined
  return BLOCK_KINDS[block.kind].kept?.(memory)
}
