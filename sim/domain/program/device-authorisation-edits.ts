import { RigError } from '../errors.ts'
import type { Change } from './change.ts'
import { DEVICE_CODE_TIMES, type DeviceAuthorisation, type DeviceCode } from './device-authorisation.ts'
import type { Uuid } from './names.ts'
import { inputWith } from './nfc-inputs.ts'
import type { Program } from './program.ts'

/**
 * A code or a tag for a keypad itself. Throws INVALID for an output that there is not, instants that its type does not have, a period
 * that ends before it begins, and a tag the keypad has already, be it as a digital input; NOT_FOUND where no block uses the keypad; CODE_IN_USE where a user of
 * this Miniserver, or another code of the keypad, an input code too, has the digits: at the keypad a user's code is found first (§3.6.1, P-72).
 */
export function addDeviceAuthorisation(program: Program, authorisation: DeviceAuthorisation): Change[] {
  const { uuid } = authorisation
  if (program.deviceAuthorisations.has(uuid)) throw invalid(`There is a device authorisation ${uuid} already.`)
  check(program, authorisation)
  return [put(authorisation)]
}

/** As it shall be: of the same kind, at the same keypad. */
export function editDeviceAuthorisation(program: Program, authorisation: DeviceAuthorisation): Change[] {
  const { kind, reader, name } = authorisationOf(program, authorisation.uuid)
  if (kind !== authorisation.kind || reader !== authorisation.reader) {
    throw invalid(`"${name}" stays a ${kind} of keypad ${reader}; make another one instead.`)
  }
  check(program, authorisation)
  return [put(authorisation)]
}

export function deleteDeviceAuthorisation(program: Program, uuid: Uuid): Change[] {
  authorisationOf(program, uuid)
  return [{ map: 'deviceAuthorisations', key: uuid, entry: undefined }]
}

/** Throws CODE_IN_USE where a keypad has the code that a user of this Miniserver is about to have, for itself or as an input code. */
export function checkNoDeviceCode(program: Program, digest: string | undefined): void {
  if (digest === undefined) return
  for (const each of program.deviceAuthorisations.values()) {
    if (each.kind !== 'code' || each.digest !== digest) continue
    throw new RigError('CODE_IN_USE', `Keypad ${each.reader} has this code for itself ("${each.name}").`)
  }
  const input = inputWith(program, { kind: 'nfc-code-input', secret: digest })
  if (input === undefined) return
  throw new RigError('CODE_IN_USE', `Keypad ${input.reader} has this code as a digital input ("${input.name}").`)
}

const OUTPUTS_MAX = 0b111111

function check(program: Program, authorisation: DeviceAuthorisation): void {
  const { name, reader, outputs, standardOutput } = authorisation
  if (name.trim() === '') throw invalid('A code or tag of a keypad needs a name.')
  const isKeypad = [...program.controls.values()].some(
    (control) => control.kind === 'authentication-nfc-code-touch' && control.reader === reader,
  )
  if (!isKeypad) throw new RigError('NOT_FOUND', `No block uses a keypad ${reader}.`)
  if (!isWithin(outputs, 0, OUTPUTS_MAX)) throw invalid(`"${name}": outputs is a mask of 0 to ${OUTPUTS_MAX}.`)
  if (!isWithin(standardOutput, 1, 6)) throw invalid(`"${name}": the standard output is 1 to 6.`)
  if (authorisation.kind === 'code') checkCode(program, authorisation)
  else checkUnique(program, authorisation)
}

function checkCode(program: Program, code: DeviceCode): void {
  const { name, type, fromMs, toMs, digest } = code
  for (const field of ['fromMs', 'toMs'] as const) {
    if ((code[field] !== undefined) === DEVICE_CODE_TIMES[type].includes(field)) continue
    throw invalid(`"${name}": a code of type ${type} has ${DEVICE_CODE_TIMES[type].join(' and ') || 'no instants'}.`)
  }
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) throw invalid(`"${name}" ends before it begins.`)
  if (digest === undefined) return
  checkUnique(program, code)
  for (const user of program.users.values()) {
    if (user.codeDigest === digest && user.codeKeyOf === undefined && user.origin === undefined)
      throw inUse(name, 'a user')
  }
}

function checkUnique(program: Program, authorisation: DeviceAuthorisation): void {
  const secret = secretOf(authorisation)
  for (const other of program.deviceAuthorisations.values()) {
    const isSame = other.kind === authorisation.kind && secretOf(other) === secret
    if (!isSame || other.reader !== authorisation.reader || other.uuid === authorisation.uuid) continue
    if (other.kind === 'code') throw inUse(authorisation.name, `"${other.name}"`)
    throw invalid(`Keypad ${other.reader} has this tag already, as "${other.name}".`)
  }
  checkNoInput(program, authorisation)
}

/** A digital input comes before what the keypad lets in: nobody would get to the other (P-279). */
function checkNoInput(program: Program, authorisation: DeviceAuthorisation): void {
  const { kind, name, reader } = authorisation
  const secret = secretOf(authorisation)
  if (secret === undefined) return
  const input = inputWith(program, { kind: `nfc-${kind}-input`, secret, reader })
  if (input === undefined) return
  if (kind === 'code') throw inUse(name, `the digital input "${input.name}"`)
  throw invalid(`Keypad ${reader} has this tag already, as the digital input "${input.name}".`)
}

function secretOf(authorisation: DeviceAuthorisation): string | undefined {
  return authorisation.kind === 'code' ? authorisation.digest : authorisation.id
}

function authorisationOf(program: Program, uuid: Uuid): DeviceAuthorisation {
  const found = program.deviceAuthorisations.get(uuid)
  if (found === undefined) throw new RigError('NOT_FOUND', `There is no device authorisation ${uuid}.`)
  return found
}

function put(entry: DeviceAuthorisation): Change {
  return { map: 'deviceAuthorisations', key: entry.uuid, entry }
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}

function inUse(name: string, by: string): RigError {
  return new RigError('CODE_IN_USE', `"${name}": ${by} has this code already.`)
}

function invalid(sentence: string): RigError {
  return new RigError('INVALID', sentence)
}
