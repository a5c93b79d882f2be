import type { TrustEdit } from '../program/edit.ts'
import type { Program } from '../program/program.ts'
import { arrangeMembers } from './arrange.ts'
import type { Unit } from './eligibility.ts'
import { addImport, removeImport } from './import.ts'
import { addMember, createTrust, noteKey } from './lifecycle.ts'
import { takeOverUser } from './ownership.ts'
import { dissolveTrust, leaveTrust, removeMember } from './removal.ts'

/**
 * Carries out one edit of a document's Trusts or imports, in place, whole or not at all.
 *
 * Throws RigError: the codes of the function that carries it out, named as the edit.
 *
 * @param unit whose document it is
 */
export function applyTrustEdit(program: Program, edit: TrustEdit, unit: Unit): void {
  switch (edit.type) {
    case 'create-trust':
      return createTrust(program, edit.trust, unit)
    case 'add-member':
      return addMember(program, edit.trustUuid, edit.serial, unit)
    case 'remove-member':
      return removeMember(program, edit.trustUuid, edit.serial, unit)
    case 'leave-trust':
      return leaveTrust(program, edit.trustUuid, unit)
    case 'dissolve-trust':
      return dissolveTrust(program, edit.trustUuid, unit)
    case 'arrange-members':
      return arrangeMembers(program, edit.trustUuid, edit.arrangement, unit)
    case 'note-key':
      return noteKey(program, edit.trustUuid, { generation: edit.generation, secretHash: edit.secretHash }, unit)
    case 'take-over-user':
      return takeOverUser(program, edit.uuid)
    case 'add-import':
      return addImport(program, edit.entry, unit.serial, edit.name)
    case 'remove-import':
      return removeImport(program, edit.entry)
  }
}
