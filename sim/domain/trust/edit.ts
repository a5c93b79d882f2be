import type { TrustEdit } from '../program/edit.ts'
import type { Program } from '../program/program.ts'
import type { Unit } from './eligibility.ts'
import { addImport, removeImport } from './import.ts'
import { addMember, createTrust, noteKey } from './lifecycle.ts'

/**
 * Carries out one edit of a document's Trusts or imports, in place, whole or not at all.
 *
 * Throws RigError: the codes of `createTrust`, `addMember`, `noteKey`, `addImport` and `removeImport`.
 *
 * @param unit whose document it is
 */
export function applyTrustEdit(program: Program, edit: TrustEdit, unit: Unit): void {
  switch (edit.type) {
    case 'create-trust':
      return createTrust(program, edit.trust, unit)
    case 'add-member':
      return addMember(program, edit.trustUuid, edit.serial, unit)
    case 'note-key':
      return noteKey(program, edit.trustUuid, { generation: edit.generation, secretHash: edit.secretHash }, unit)
    case 'add-import':
      return addImport(program, edit.entry, unit.serial, edit.name)
    case 'remove-import':
      return removeImport(program, edit.entry)
  }
}
