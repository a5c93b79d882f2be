import { BLOCK_KINDS, type LogicBlock } from './block.ts'
import type { Stepped, Values } from './block-kind.ts'

/** What is known of a block between two steps. Plain data. */
export interface BlockRun {
  /** What it was then: a block of another kind begins anew. */
  readonly kind: LogicBlock['kind']
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
  const { kind } = block
  const { memory: before, was } = run?.kind === kind ? run : {}
  const { outputs, memory, dueMs }: Stepped<unknown> = BLOCK_KINDS[kind].step({
    ...{ block, memory: before, inputs, was, nowMs },
  })
  return { outputs, run: { kind, memory, was: inputs, ...(dueMs !== undefined && { dueMs }) } }
}

/** What of a block is durable: with remanence all that it needs after a start, else nothing. */
interface KeptBlock extends Pick<BlockRun, 'kind'> {
  readonly memory: unknown
}

export function keptOf(block: LogicBlock, { kind, memory }: BlockRun): KeptBlock | undefined {
  if (!('remanence' in block) || !block.remanence) return undefined
  const kept = BLOCK_KINDS[block.kind].kept?.(memory)
  return kept === undefined ? undefined : { kind, memory: kept }
}

/** What is known of a block after a start by what was stored; `undefined` where that was of a block of another kind, or of none. */
export function runOfKept({ kind }: LogicBlock, kept: unknown): BlockRun | undefined {
  const isOfKind = typeof kept === 'object' && kept !== null && 'kind' in kept && kept.kind === kind
  return isOfKind && 'memory' in kept ? { kind, memory: kept.memory } : undefined
}
