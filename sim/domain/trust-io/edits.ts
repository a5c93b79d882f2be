import { RigError } from '../errors.ts'
import { wireFaults } from '../logic/wire-faults.ts'
import { type Change, carryOut } from '../program/change.ts'
import { draftOf } from '../program/draft.ts'
import type { Uuid } from '../program/names.ts'
import type { Control, IntercomReference, Program, TrustedIo, TrustedIoReference, Wire } from '../program/program.ts'
import { wireKey } from '../program/sections.ts'
import { partsOf } from '../program/terminals.ts'
import { joinedMembers } from '../trust/peers.ts'
import { referencesTo } from './send-values.ts'
import { IOS_MAX, type Io, isIo } from './value.ts'

/** R51: an input or output that members can be given the right to. Throws NAME_TAKEN, NOT_FOUND, INVALID. */
export function addIo(program: Program, io: TrustedIo): Change[] {
  return added(program, io)
}

/**
 * R52, the `+` of the Periphery Search: another unit's input, output or Intercom can be used here (R55). Whether that lets it is asked by whoever
 * adds it, and says the host whenever its values are asked for.
 *
 * Throws NOT_A_MEMBER, REFERENCE_EXISTS, INVALID where there are as many of that unit as can be, and what `addIo` throws, also for wires that end nowhere; LOGIC_LOOP, WIRE_TYPE, INPUT_TAKEN.
 */
export function addReference(program: Program, reference: Reference, wires: readonly Wire[] = []): Change[] {
  const { host } = reference
  const isJoined = [...program.trusts.values()].some(
    (trust) => trust.ended === undefined && joinedMembers(trust).some(({ serial }) => serial === host),
  )
  if (!isJoined) throw new RigError('NOT_A_MEMBER', `${host} is no member of a Trust here.`)
  for (const control of program.controls.values()) {
    if (!isReference(control) || control.host !== host || targetOf(control) !== targetOf(reference)) continue
    throw new RigError('REFERENCE_EXISTS', `"${control.name}" refers to it already.`)
  }
  if (reference.kind === 'trusted-io-reference' && referencesTo(program, host).length >= IOS_MAX) {
    throw new RigError('INVALID', `At most ${IOS_MAX} inputs and outputs of ${host} are used here.`)
  }
  const wired = wires.map((wire): Change => ({ map: 'wiring', key: wireKey(wire), entry: wire }))
  const changes = [...added(program, reference), ...wired]
  for (const { from, to } of wires) {
    // From an input it is had what that is at, and to an output said.
    const end = reference.kind === 'intercom-reference' || reference.direction === 'input' ? to : from
    if (end.control === reference.uuid) throw new RigError('INVALID', `"${reference.name}" cannot be wired so.`)
  }
  checkWires(program, changes, wires)
  return changes
}

/** Wires of others that lead nowhere are left as they are: a lint tells them. */
function checkWires(program: Program, changes: readonly Change[], own: readonly Wire[]): void {
  const draft = draftOf(program)
  carryOut(draft, changes)
  const parts = new Map(partsOf(draft).map((part) => [part.id, part]))
  const missing = own.flatMap(({ from, to }) => [from, to]).find(({ control }) => !parts.has(control))
  if (missing !== undefined) throw new RigError('NOT_FOUND', `There is nothing ${missing.control} to wire.`)
  const wires = [...draft.wiring.values()]
  for (const { code, message, wire } of wireFaults(parts, wires)) {
    if (code !== 'NOT_FOUND' || own.some((each) => each === wires[wire])) throw new RigError(code, message)
  }
}

/** Takes an input, output or reference away, with its wires and all rights to it. Throws NOT_FOUND, and INVALID for another block. */
export function deleteIo(program: Program, uuid: Uuid): Change[] {
  const control = program.controls.get(uuid)
  if (control === undefined) throw new RigError('NOT_FOUND', `There is no input or output ${uuid}.`)
  if (!isIo(control) && control.kind !== 'intercom-reference')
    throw new RigError('INVALID', `"${control.name}" is no input or output of a Trust.`)
  return ioGone(program, uuid)
}

/** The same of one that is known to be there. */
export function ioGone(program: Program, uuid: Uuid): Change[] {
  const wires = [...program.wiring].filter(([, { from, to }]) => from.control === uuid || to.control === uuid)
  const rights = [...program.assignments].filter(([, { object }]) => object === `function:${uuid}`)
  return [
    ...wires.map(([key]): Change => ({ map: 'wiring', key, entry: undefined })),
    ...rights.map(([key]): Change => ({ map: 'assignments', key, entry: undefined })),
    { map: 'controls', key: uuid, entry: undefined },
  ]
}

type Reference = TrustedIoReference | IntercomReference

function isReference(control: Control): control is Reference {
  return control.kind === 'trusted-io-reference' || control.kind === 'intercom-reference'
}

function targetOf(reference: Reference): Uuid {
  return reference.kind === 'intercom-reference' ? reference.intercom : reference.io
}

function added(program: Program, io: Io | IntercomReference): Change[] {
  const { uuid, name, room, category } = io
  if (name.trim() === '') throw new RigError('INVALID', 'An input or output needs a name.')
  if (program.controls.has(uuid) || program.rules.has(uuid) || program.logic.has(uuid)) {
    throw new RigError('INVALID', `${uuid} is taken already.`)
  }
  for (const other of [...program.controls.values(), ...program.logic.values()]) {
    if (other.name.toLowerCase() !== name.toLowerCase()) continue
    throw new RigError('NAME_TAKEN', `There is "${other.name}" already.`)
  }
  if (room !== undefined && !program.rooms.has(room)) throw new RigError('NOT_FOUND', `There is no room ${room}.`)
  if (category !== undefined && !program.categories.has(category)) {
    throw new RigError('NOT_FOUND', `There is no category ${category}.`)
  }
  return [{ map: 'controls', key: uuid, entry: io }]
}
