import type { Values } from '../../logic/block-kind.ts'
import type { BlockRun } from '../../logic/block-run.ts'
import type { LogicValue } from '../../logic/value.ts'
import type { Uuid } from '../../program/names.ts'

/** What wires carry and blocks of logic know. Volatile but for what blocks with remanence keep. */
export interface LogicState {
  /** What outputs are at, by `<uuid>.<terminal>`; those that were never at anything else are not here. */
  readonly values: Map<string, LogicValue>
  readonly blocks: Map<Uuid, BlockMemory>
  /** What the wired inputs of controls were at. */
  readonly inputs: Map<Uuid, Values>
  /** Why outputs are at what they are at, by the same keys. */
  readonly why: Map<string, Why>
  /** What is durable of blocks with remanence. */
  readonly kept: Map<Uuid, unknown>
  /** The revision of the program that all blocks were asked under. */
  rev: number | undefined
}

export interface BlockMemory extends BlockRun {
  /** The event that it last had to do with. */
  readonly causedBy?: string
}

/** Steps from the cause to the output itself, the nearest last: `Front Door.O1 on`, `Light.O on`. */
export interface Why {
  readonly way: readonly string[]
  readonly causedBy?: string
}

/** @param kept by uuid, as `keptRecord` wrote it */
export function newLogicState(kept: Iterable<readonly [Uuid, unknown]> = []): LogicState {
  return {
    values: new Map(),
    blocks: new Map(),
    inputs: new Map(),
    why: new Map(),
    kept: new Map(kept),
    rev: undefined,
  }
}
