import { carryOut } from '../../../sim/domain/program/change.ts'
import type { Serial } from '../../../sim/domain/program/names.ts'
import { assignmentKey, type Program } from '../../../sim/domain/program/program.ts'
import { wireKey } from '../../../sim/domain/program/sections.ts'
import { importKey, type TrustImport } from '../../../sim/domain/trust/membership.ts'
import type { FeedPage } from '../../../sim/domain/trust/message.ts'
import { replicate } from '../../../sim/domain/trust/replica.ts'
import { feedGroup, feedUser, share } from '../../../sim/domain/trust/sharing.ts'
import { assignmentsOf, type BuiltPermission } from '../build/permissions.ts'
import type { AfterTrust } from '../build-program.ts'

interface Joining {
  readonly program: Program
  readonly members: readonly Serial[]
  readonly permissions: readonly BuiltPermission[]
  readonly afterTrust: AfterTrust
}

/** Adds what a site has when the Trusts of its rig file are carried out: members, users, groups, inputs and outputs of others, and rights. */
export function joinTrusts(site: Joining, programs: ReadonlyMap<Serial, Program>): void {
  const { program, members, permissions, afterTrust } = site
  for (const serial of members) program.members.set(serial, { serial, groups: [] })
  const entries = afterTrust.imports.flatMap((edit) => (edit.type === 'add-import' ? [edit.entry] : []))
  for (const entry of entries) program.imports.set(importKey(entry), entry)
  for (const serial of new Set(entries.map(({ origin }) => origin))) {
    const origin = programs.get(serial)
    if (origin === undefined) continue
    const page = wholeFeed(
      origin,
      entries.filter((entry) => entry.origin === serial),
    )
    carryOut(program, replicate(program, serial, page).changes)
  }
  const references = afterTrust.references.flatMap((edit) => (edit.type === 'add-io-reference' ? [edit] : []))
  for (const { reference, wires = [] } of references) {
    program.controls.set(reference.uuid, reference)
    for (const wire of wires) program.wiring.set(wireKey(wire), wire)
  }
  const brought = new Set(references.map(({ reference }): string => `function:${reference.uuid}`))
  const later = permissions
    .filter(({ of, edit }) => of !== 'own' || brought.has(edit.object))
    .flatMap(({ edit }) => assignmentsOf(edit))
  for (const assignment of later) program.assignments.set(assignmentKey(assignment), assignment)
}

/** What an origin would send whole to somebody who added these. */
export function wholeFeed(origin: Program, entries: readonly TrustImport[]): FeedPage {
  const uuids = (kind: TrustImport['kind']) =>
    new Set(entries.filter((entry) => entry.kind === kind).map(({ uuid }) => uuid))
  const shared = share(origin, { users: uuids('user'), groups: uuids('group') })
  return {
    position: { epoch: 1, seq: 1 },
    whole: true,
    users: [...shared.users].flatMap((uuid) => {
      const user = origin.users.get(uuid)
      return user === undefined ? [] : [feedUser(user, shared.groups, undefined)]
    }),
    groups: [...shared.groups].flatMap((uuid) => {
      const group = origin.groups.get(uuid)
      return group === undefined ? [] : [feedGroup(group, shared.groups)]
    }),
    gone: [],
    codeKey: '',
    timeoutS: 0,
  }
}
