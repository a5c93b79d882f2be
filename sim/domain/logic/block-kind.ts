import type { Uuid } from '../program/names.ts'
import type { InputType, LogicValue, ValueType } from './value.ts'

/** A block of logic in a program. Its parameters are fields of its kind. */
export interface BlockBase {
  readonly uuid: Uuid
  readonly name: string
}

/** An input or output of a block, by its name in Config. */
export interface Pin<Type extends InputType = InputType> {
  readonly name: string
  readonly type: Type
}

/** Values by the names of pins; of inputs only those that are wired. */
export type Values = Readonly<Record<string, LogicValue>>

/** What a block is told when an input of it changed, when it is due, and once after a start. */
export interface Step<Block, Memory> {
  readonly block: Block
  /** What it remembers; absent at its first step. After a start with remanence it is what was kept. */
  readonly memory: Memory | undefined
  readonly inputs: Values
  /** Its inputs at the step before; absent after a start, so that a start makes no edge (P-232). */
  readonly was: Values | undefined
  /** Monotonic time. */
  readonly nowMs: number
}

/** What a block answers: all its outputs, and when it wants to be asked again although no input changes. */
export interface Stepped<Memory> {
  readonly outputs: Values
  readonly memory: Memory
  /** Monotonic time. Now is once more at the same instant, after everything has seen these outputs: a pulse of no length. */
  readonly dueMs?: number
}

/**
 * A kind of block: what it has, and what it does. Pure: the same step gives the same answer.
 *
 * `memory` is plain JSON. What `kept` makes of it is durable where the block has remanence.
 */
export interface BlockKind<Block, Memory> {
  /** Its name in Config. */
  readonly title: string
  inputs(block: Block): readonly Pin[]
  outputs(block: Block): readonly Pin<ValueType>[]
  step(step: Step<Block, Memory>): Stepped<Memory>
  readonly kept?: (memory: Memory) => Memory
}

/** Whether an input went on since the step before. What was not wired then did not: a wire that is drawn makes no edge (P-232). */
export function rises({ inputs, was }: Pick<Step<unknown, unknown>, 'inputs' | 'was'>, pin: string): boolean {
  return was?.[pin] === false && inputs[pin] === true
}

export function digital(...names: readonly string[]): Pin<'digital'>[] {
  return names.map((name) => ({ name, type: 'digital' }))
}

export function analog(...names: readonly string[]): Pin<'analog'>[] {
  return names.map((name) => ({ name, type: 'analog' }))
}

/** `I1` … `I8`. */
export function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
}
