import type { LogicBlock } from '../../logic/block.ts'
import { type BlockRun, keptOf } from '../../logic/block-run.ts'
import { same } from '../../program/same.ts'
import type { StoreRecord } from '../effect.ts'
import type { MiniserverState } from '../state.ts'
import type { LogicState } from './state.ts'

/** Folder of the records: `remanence/<uuid>`. */
export const REMANENCE = 'remanence'

/** What is to be written because a block with remanence knows something else than is stored. */
export function keep({ kept }: LogicState, block: LogicBlock, run: BlockRun): StoreRecord[] {
  const memory = keptOf(block, run)
  if (memory === undefined || same(kept.get(block.uuid), memory)) return []
  kept.set(block.uuid, memory)
  return [{ key: `${REMANENCE}/${block.uuid}`, value: memory }]
}

/** What is stored of blocks that the program has no more, or that have no remanence any more, goes. */
export function forgetGone({ logic, program }: Pick<MiniserverState, 'logic' | 'program'>): StoreRecord[] {
  const gone = [...logic.kept.keys()].filter((uuid) => {
    const block = program.logic.get(uuid)
    return block === undefined || !('remanence' in block) || !block.remanence
  })
  for (const uuid of gone) logic.kept.delete(uuid)
  return gone.map((uuid) => ({ key: `${REMANENCE}/${uuid}` }))
}
