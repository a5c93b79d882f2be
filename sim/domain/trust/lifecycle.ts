import { RigError } from '../errors.ts'
import type { Identity } from '../miniserver/state.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { requireTrustType, type Unit } from './eligibility.ts'
import type { MemberInfo, Membership } from './membership.ts'
import { notePrincipals } from './peers.ts'
import { canonicalSerial } from './serial.ts'

/**
 * T1: creates a Trust in a document of the connected unit, which becomes its manager and first member (R6, R9).
 *
 * Throws `GEN1_NOT_SUPPORTED`; `NAME_TAKEN` where this unit manages a Trust of that name or uuid already.
 */
export function createTrust(document: Program, trust: { trustUuid: Uuid; name: string }, unit: Unit): void {
  requireTrustType(unit)
  for (const { trustUuid, name, ended } of document.trusts.values()) {
    if (trustUuid !== trust.trustUuid && (ended !== undefined || name.toLowerCase() !== trust.name.toLowerCase()))
      continue
    throw new RigError('NAME_TAKEN', `there is a Trust ${name} at ${unit.serial} already`)
  }
  document.trusts.set(trust.trustUuid, {
    trustUuid: trust.trustUuid,
    name: trust.name,
    manager: unit.serial,
    epoch: 1,
    // What it tells of itself enters with the save, which only the unit can do.
    members: [{ serial: unit.serial, state: 'joined' }],
  })
}

/**
 * T2: names a unit by its serial that may join (R11). A removed one is created anew. What type it is shows when it joins (C10).
 *
 * Throws `SERIAL_INVALID`, `MEMBER_IS_MANAGER`, `MEMBER_EXISTS`, `NOT_TRUST_MANAGER`, `NOT_FOUND`.
 */
export function addMember(document: Program, trustUuid: Uuid, typed: string, unit: Unit): void {
  const membership = managedTrust(document, trustUuid, unit)
  const serial = canonicalSerial(typed)
  if (serial === membership.manager) {
    throw new RigError('MEMBER_IS_MANAGER', `${serial} manages ${membership.name}; a manager is a member already`)
  }
  const others = membership.members.filter((member) => member.serial !== serial || member.state !== 'removed')
  if (others.some((member) => member.serial === serial)) {
    throw new RigError('MEMBER_EXISTS', `${serial} is a member of ${membership.name} already`)
  }
  document.trusts.set(trustUuid, { ...membership, members: [...others, { serial, state: 'created' }] })
  notePrincipals(document, unit.serial)
}

/**
 * T3: from the save on, new joins need this generation of the key (C4). `secretHash` is SHA-256 of the secret as the file has it.
 *
 * Throws `NOT_TRUST_MANAGER`, `NOT_FOUND`; `INVALID` for a generation that is not above the last.
 */
export function noteKey(
  document: Program,
  trustUuid: Uuid,
  key: { generation: number; secretHash: string },
  unit: Unit,
): void {
  const membership = managedTrust(document, trustUuid, unit)
  const last = membership.key?.generation ?? 0
  if (key.generation <= last)
    throw new RigError('INVALID', `the key of ${membership.name} is at generation ${last} already`)
  document.trusts.set(trustUuid, { ...membership, key })
}

/** What a unit tells of itself, without what only it needs to know. */
export function memberInfo({ site: _, ...info }: Identity): MemberInfo {
  return info
}

/** A Trust that the unit manages. Throws `NOT_FOUND`, also of one that is over, and `NOT_TRUST_MANAGER`. */
export function managedTrust(document: Program, trustUuid: Uuid, unit: Unit): Membership {
  const membership = document.trusts.get(trustUuid)
  if (membership === undefined || membership.ended !== undefined)
    throw new RigError('NOT_FOUND', `there is no Trust ${trustUuid} at ${unit.serial}`)
  requireManager(membership, unit.serial)
  return membership
}

/** R7. Throws `NOT_TRUST_MANAGER`. */
export function requireManager(membership: Membership, self: Serial): void {
  if (membership.manager === self) return
  throw new RigError('NOT_TRUST_MANAGER', `${membership.name} is managed on ${membership.manager}, not on ${self}`)
}
