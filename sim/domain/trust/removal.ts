import { RigError } from '../errors.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import type { Unit } from './eligibility.ts'
import { managedTrust } from './lifecycle.ts'
import type { MemberEntry, Membership } from './membership.ts'
import { hasJoined } from './peers.ts'
import { canonicalSerial } from './serial.ts'
import { dropStrangers } from './strangers.ts'

/**
 * T8 in a program of the manager: the member is REMOVED, and what came of it goes with it (§3.3.8). One that was never saved is
 * forgotten. Created again, it may join again.
 *
 * Throws `CANNOT_REMOVE_MANAGER`, `SERIAL_INVALID`, `NOT_A_MEMBER`, `NOT_TRUST_MANAGER`, `NOT_FOUND`.
 */
export function removeMember(program: Program, trustUuid: Uuid, typed: string, unit: Unit): void {
  const membership = managedTrust(program, trustUuid, unit)
  const serial = canonicalSerial(typed)
  if (serial === membership.manager) {
    const sentence = `${serial} manages ${membership.name}; dissolve the Trust, or take over its role on another member first`
    throw new RigError('CANNOT_REMOVE_MANAGER', sentence)
  }
  const entry = membership.members.find((member) => member.serial === serial)
  if (entry === undefined || entry.state === 'removed') {
    throw new RigError('NOT_A_MEMBER', `${serial} is no member of ${membership.name}`)
  }
  program.trusts.set(trustUuid, removedFrom(membership, serial))
  dropStrangers(program, unit.serial)
}

/**
 * T9 in a program of a member: the Trust and what came by it are gone here; the manager is told when the program runs.
 *
 * Throws `CANNOT_REMOVE_MANAGER` on the manager, and on one that hands the role over until the other has it; `NOT_FOUND`.
 */
export function leaveTrust(program: Program, trustUuid: Uuid, unit: Unit): void {
  const membership = program.trusts.get(trustUuid)
  if (membership === undefined || membership.ended !== undefined) {
    throw new RigError('NOT_FOUND', `${unit.serial} is in no Trust ${membership?.name ?? trustUuid}`)
  }
  const { manager, name } = membership
  if (manager === unit.serial) {
    const sentence = `${manager} manages ${name}; dissolve the Trust, or take over its role on another member first`
    throw new RigError('CANNOT_REMOVE_MANAGER', sentence)
  }
  if (membership.handedOver === true) {
    throw new RigError(
      'CANNOT_REMOVE_MANAGER',
      `${manager} takes over ${name} from here, and has not yet; try again then`,
    )
  }
  const members = membership.members.filter(({ serial }) => serial === manager).map(removed)
  program.trusts.set(trustUuid, { ...membership, ended: 'left', members })
  dropStrangers(program, unit.serial)
}

/** T10 in a program of the manager: T8 for all, for good. Throws `NOT_TRUST_MANAGER`, `NOT_FOUND`. */
export function dissolveTrust(program: Program, trustUuid: Uuid, unit: Unit): void {
  const { key: _, ...membership } = managedTrust(program, trustUuid, unit)
  const members = membership.members.filter(({ serial }) => serial !== unit.serial).map(removed)
  program.trusts.set(trustUuid, { ...membership, ended: 'dissolved', members })
  dropStrangers(program, unit.serial)
}

/** A Trust less one member. It stays on the list as REMOVED, so that its old key is known for what it is (C6). */
export function removedFrom(membership: Membership, gone: Serial): Membership {
  const members = membership.members.flatMap((member) => {
    if (member.serial !== gone) return [member]
    return member.state === 'created' ? [] : [removed(member)]
  })
  return { ...membership, members }
}

/** A member as REMOVED. Only who joined has something to be told. */
export function removed(member: MemberEntry): MemberEntry {
  const { serial, info } = member
  return { serial, state: 'removed', ...(hasJoined(member) && info !== undefined && { info }) }
}
