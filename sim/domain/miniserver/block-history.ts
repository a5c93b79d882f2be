import { setApiState } from './api/values.ts'
import { blockOfReader } from './block.ts'
import { type BlockState, type HistoryEntry, idleBlock } from './block-state.ts'
import type { DecisionRecord } from './decision-record.ts'
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

/** Enters a decision into its block's history, of which the last N are kept (§3.6.6); API clients learn that it changed. */
export function enterHistory(
  state: MiniserverState,
  record: DecisionRecord,
  moment: Moment,
): { readonly records: StoreRecord[]; readonly effects: Effect[] } {
  const block = blockOfReader(state.program, record.reader)
  if (block === undefined || block.historyLength === 0) return { records: [], effects: [] }
  const own = blockState(state, record.reader)
  own.history = [...own.history, entryOf(record)].slice(-block.historyLength)
  return {
    records: [{ key: `history/${record.reader}`, value: own.history }],
    effects:
      block.kind === 'authentication-nfc-code-touch'
        ? setApiState(
            state,
            { control: block.uuid, name: 'historyDate', value: moment.at.wallMs },
            moment.at,
            moment.env,
          )
        : [],
  }
}

function entryOf(record: DecisionRecord): HistoryEntry {
  const { user, credential } = record
  return {
    decision: record.id,
    atMs: record.atMs,
    output: record.output,
    type: record.historyType,
    reason: record.reason,
    ...(user !== undefined && { user: user.origin === undefined ? user.name : `${user.name}@${user.origin.name}` }),
    ...(credential?.name !== undefined && { description: credential.name }),
  }
}
