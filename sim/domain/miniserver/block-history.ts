import { setApiState } from './api/values.ts'
import type { DecidingBlock } from './block.ts'
import { type BlockState, type HistoryEntry, idleBlock } from './block-state.ts'
import type { Effect, StoreRecord } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** The state of the block at a reader, idle when nothing happened there yet. */
export function blockState(state: MiniserverState, reader: string): BlockState {
  const known = state.blocks.get(reader)
  if (known !== undefined) return known
  const idle = idleBlock()
  state.blocks.set(reader, idle)
  return idle
}

/** Enters a decision into its block's history, of which the last N are kept (§3.6.6): one record an entry, so that a tap writes
 * its own and not the whole history once more. */
export function enterHistory(
  state: MiniserverState,
  { reader, historyLength }: DecidingBlock,
  entry: HistoryEntry,
): StoreRecord[] {
  if (historyLength === 0) return []
  const own = blockState(state, reader)
  const kept = [...own.history, entry].slice(-historyLength)
  const oldest = own.entered - own.history.length
  const forgotten = own.history.length + 1 - kept.length
  const added = { key: keyOf(reader, own.entered), value: entry }
  own.history = kept
  own.entered++
  return [added, ...Array.from({ length: forgotten }, (_, index) => ({ key: keyOf(reader, oldest + index) }))]
}

/** The blocks as their durable histories left them. `stored`: records by `<reader>/<number>`, in the order of their keys. */
export function blocksWithHistory(stored: readonly (readonly [string, unknown])[]): Map<string, BlockState> {
  const blocks = new Map<string, BlockState>()
  for (const [key, entry] of stored) {
    const [reader = '', number] = key.split('/')
    const history = blocks.get(reader)?.history ?? []
    blocks.set(reader, idleBlock([...history, entry as HistoryEntry], Number(number) + 1))
  }
  return blocks
}

/** What API clients are shown of a block's history: when its newest entry was made, for them to load it again. */
export function historyStates(state: MiniserverState, block: DecidingBlock, { at, env }: Moment): Effect[] {
  const newest = state.blocks.get(block.reader)?.history.at(-1)
  if (newest === undefined || block.kind !== 'authentication-nfc-code-touch') return []
  return setApiState(state, { control: block.uuid, name: 'historyDate', value: newest.atMs }, at, env)
}

/** No block has happened anything any more. */
export function forgetHistories({ blocks }: MiniserverState): StoreRecord[] {
  const gone = [...blocks].flatMap(([reader, { history, entered }]) =>
    history.map((_, index) => ({ key: keyOf(reader, entered - history.length + index) })),
  )
  blocks.clear()
  return gone
}

/** Keys are in the order of their numbers. */
function keyOf(reader: string, number: number): string {
  return `history/${reader}/${String(number).padStart(12, '0')}`
}
