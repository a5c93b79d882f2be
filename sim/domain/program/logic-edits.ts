import { RigError } from '../errors.ts'
import type { LogicBlock } from '../logic/block.ts'
import { wireFaults } from '../logic/wire-faults.ts'
import type { Change } from './change.ts'
import type { Uuid } from './names.ts'
import type { Program, Wire } from './program.ts'
import { wireKey } from './sections.ts'
import { partsOf } from './terminals.ts'

/**
 * A block of logic as it is from now on, be it new or not; with `wires` all that lead from or to it, else it keeps its own.
 *
 * Throws NAME_TAKEN, without case, also where a control has the name; INVALID for a wire that has no end at the block; NOT_FOUND for
 * one that ends where nothing is; LOGIC_LOOP, WIRE_TYPE, INPUT_TAKEN.
 */
export function setLogic(program: Program, block: LogicBlock, wires?: readonly Wire[]): Change[] {
  checkName(program, block)
  const stray = wires?.find((wire) => !isOf(wire, block.uuid))
  if (stray !== undefined) throw invalid(`A wire of "${block.name}" leads neither from nor to it.`)
  const others = [...program.wiring.values()].filter((wire) => wires === undefined || !isOf(wire, block.uuid))
  checkWires(program, block, [...others, ...(wires ?? [])])
  const gone = wires === undefined ? [] : wiresGone(program, block.uuid)
  const drawn = (wires ?? []).map((wire): Change => ({ map: 'wiring', key: wireKey(wire), entry: wire }))
  return [{ map: 'logic', key: block.uuid, entry: block }, ...gone, ...drawn]
}

/** With its wires. Throws NOT_FOUND. */
export function deleteLogic(program: Program, uuid: Uuid): Change[] {
  if (!program.logic.has(uuid)) throw new RigError('NOT_FOUND', `There is no block of logic ${uuid}.`)
  return [...wiresGone(program, uuid), { map: 'logic', key: uuid, entry: undefined }]
}

/** Wires of others that lead nowhere are left as they are: a lint tells them. */
function checkWires(program: Program, block: LogicBlock, wires: readonly Wire[]): void {
  const logic = new Map(program.logic).set(block.uuid, block)
  const parts = new Map(partsOf({ ...program, logic }).map((part) => [part.id, part]))
  const lost = wires.flatMap((wire) => (isOf(wire, block.uuid) ? [wire.from, wire.to] : []))
  const missing = lost.find(({ control }) => !parts.has(control))
  if (missing !== undefined) throw new RigError('NOT_FOUND', `There is nothing ${missing.control} to wire.`)
  for (const { code, message, wire } of wireFaults(parts, wires)) {
    const [from, to] = [wires[wire]?.from.control, wires[wire]?.to.control]
    if (code !== 'NOT_FOUND' || from === block.uuid || to === block.uuid) throw new RigError(code, message)
  }
}

function checkName(program: Program, { uuid, name }: LogicBlock): void {
  if (name.trim() === '') throw invalid('A block of logic needs a name.')
  if (program.controls.has(uuid)) throw invalid(`${uuid} is taken already.`)
  for (const other of [...program.controls.values(), ...program.logic.values()]) {
    if (other.uuid === uuid || other.name.toLowerCase() !== name.toLowerCase()) continue
    throw new RigError('NAME_TAKEN', `There is "${other.name}" already.`)
  }
}

function wiresGone({ wiring }: Program, uuid: Uuid): Change[] {
  return [...wiring].flatMap(([key, wire]): Change[] =>
    isOf(wire, uuid) ? [{ map: 'wiring', key, entry: undefined }] : [],
  )
}

function isOf({ from, to }: Wire, uuid: Uuid): boolean {
  return from.control === uuid || to.control === uuid
}

function invalid(sentence: string): RigError {
  return new RigError('INVALID', sentence)
}
