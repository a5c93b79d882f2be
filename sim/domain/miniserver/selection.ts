import type { AccessController } from '../program/program.ts'
import { blocksAt, type DecidingBlock } from './block.ts'
import { blockState } from './block-history.ts'
import type { MiniserverState } from './state.ts'

/** Why nothing hears what is presented at a device. */
export type Unheard = 'READER_UNASSIGNED' | 'NOT_SELECTED'

/**
 * Sel: what touches the block's 1-Wire Extension within its Dsel is meant for it. The block that was selected last is the one
 * that is meant (P-204). Without Dsel, or at an external reader, nothing.
 */
export function selectBlock(
  state: MiniserverState,
  { reader, extension, selectionMs }: AccessController,
  atMs: number,
) {
  if (extension === undefined || selectionMs === undefined) return
  for (const other of blocksAt(state.program, extension)) delete state.blocks.get(other.reader)?.selected
  blockState(state, reader).selected = { fromMs: atMs, untilMs: atMs + selectionMs }
}

/**
 * The block that hears what was presented at a device at that monotonic time, or why none does.
 *
 * A keypad and an external reader have their own. At a 1-Wire Extension it is the one whose Sel window was open then, else the
 * only one without Dsel: with several of these the extension cannot tell which door it was, and none opens (§3.6.7).
 */
export function blockMeant(state: MiniserverState, device: string, atMs: number): DecidingBlock | Unheard {
  const blocks = blocksAt(state.program, device)
  if (blocks.length === 0) return 'READER_UNASSIGNED'
  const selected = blocks.find(({ reader }) => isSelected(state, reader, atMs))
  if (selected !== undefined) return selected
  const [only, ...others] = blocks.filter(checksAtOnce)
  return only === undefined || others.length > 0 ? 'NOT_SELECTED' : only
}

function isSelected({ blocks }: MiniserverState, reader: string, atMs: number): boolean {
  const selected = blocks.get(reader)?.selected
  return selected !== undefined && selected.fromMs <= atMs && atMs < selected.untilMs
}

function checksAtOnce(block: DecidingBlock): boolean {
  return block.kind !== 'access-controller' || block.extension === undefined || block.selectionMs === undefined
}
