import { RigError } from '../../errors.ts'
import { withAuthenticationsOf } from '../../program/authentications.ts'
import { assignmentsGone, type Change, carryOut } from '../../program/change.ts'
import { programFromJson } from '../../program/json.ts'
import { bareInput } from '../../program/nfc-inputs.ts'
import type { Program } from '../../program/program.ts'
import { inOneBatch } from '../../trust/apply.ts'
import { feedRecord } from '../../trust/records.ts'
import { readBackup } from '../backup.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'
import { runDocument } from './run-document.ts'

/**
 * A backup becomes the running program, as a new revision, and the unit restarts: like a save, whatever revision runs.
 * Its own feed begins a new epoch (P-31). The Trusts it is in stay as they are (P-115).
 *
 * Throws INVALID where the file is none, is torn, or is another unit's and `anyway` is not said; what `runDocument`
 * throws. Nothing is changed then.
 */
export function restoreProgram(
  context: ControlContext,
  { file, anyway = false }: { readonly file: string; readonly anyway?: boolean },
): Effect[] {
  const { state, env } = context
  const { serial, name, isWhole, program } = readBackup(file, env.hash)
  const read = programFromJson(program)
  const document = isWhole ? read : withAuthenticationsOf(read, state.program)
  const { identity, trust } = state
  if (serial !== identity.serial) {
    if (!anyway) {
      const sentence = `The backup is of ${name} (${serial}), this is ${identity.name} (${identity.serial}); it is restored here only with "anyway".`
      throw new RigError('INVALID', sentence)
    }
    leaveOutForeign(document)
  }
  document.trusts.clear()
  for (const [uuid, membership] of state.program.trusts) document.trusts.set(uuid, membership)
  const present = trust.feed
  trust.feed = { ...present, epoch: present.epoch + 1 }
  try {
    return inOneBatch([feedRecord(trust)], runDocument(context, document))
  } catch (error) {
    trust.feed = present
    throw error
  }
}

/**
 * What in another unit's program means nothing here: whom it took over from its Trusts, and access codes, whose digests
 * are made with a key of its own (§3.6.1).
 */
function leaveOutForeign(document: Program): void {
  const { users, groups, members, imports, controls, deviceAuthorisations } = document
  const foreign = [...users.values(), ...groups.values()].filter(({ origin }) => origin !== undefined)
  const changes: Change[] = [
    ...foreign.flatMap(({ uuid }) => [
      ...assignmentsGone(document, `user:${uuid}`),
      ...assignmentsGone(document, `group:${uuid}`),
      { map: 'users', key: uuid, entry: undefined } as const,
      { map: 'groups', key: uuid, entry: undefined } as const,
    ]),
    ...[...members.keys()].flatMap((serial) => assignmentsGone(document, `member:${serial}`)),
  ]
  carryOut(document, changes)
  members.clear()
  imports.clear()
  for (const [uuid, { codeDigest: _code, ...user }] of users) users.set(uuid, user)
  for (const [uuid, each] of controls) if (each.kind === 'nfc-code-input') controls.set(uuid, bareInput(each))
  for (const [uuid, each] of deviceAuthorisations) {
    if (each.kind !== 'code') continue
    const { digest: _digest, ...code } = each
    deviceAuthorisations.set(uuid, code)
  }
}
