import { RigError } from '../errors.ts'
import type { LogicBlock } from '../logic/block.ts'
import type { Arrangement } from '../trust/arrange.ts'
import { applyTrustEdit } from '../trust/edit.ts'
import { requireFeatures } from '../trust/features.ts'
import { removeImport } from '../trust/import.ts'
import type { Membership, TrustImport } from '../trust/membership.ts'
import { addIo, addReference, deleteIo } from '../trust-io/edits.ts'
import type { AutomaticRule } from './automatic-rule.ts'
import { addCalendarEntry, type CalendarChange, deleteCalendarEntry, editCalendarEntry } from './calendar-edits.ts'
import type { CalendarEntry } from './calendar-entry.ts'
import { type Change, carryOut, type ProgramView } from './change.ts'
import { type ControlChange, editControl } from './control-edits.ts'
import type { DeviceAuthorisation } from './device-authorisation.ts'
import {
  addDeviceAuthorisation,
  deleteDeviceAuthorisation,
  editDeviceAuthorisation,
} from './device-authorisation-edits.ts'
import { draftOf, preview } from './draft.ts'
import { addGroup, assignToGroup, deleteGroup, editGroup, removeFromGroup } from './group-edits.ts'
import { takesLastAdministrator } from './last-administrator.ts'
import { deleteLogic, setLogic } from './logic-edits.ts'
import { setMembers } from './member-edits.ts'
import type { ObjectKey, PrincipalKey, Serial, Uuid } from './names.ts'
import { setPermissions } from './object-permission-edits.ts'
import { assign, revoke } from './permission-edits.ts'
import type {
  AccessSchedule,
  Assignment,
  IntercomReference,
  Program,
  Scope,
  TrustedIo,
  TrustedIoReference,
  User,
  UserGroup,
  Wire,
} from './program.ts'
import { addRule, deleteRule, editRule, type RuleChange } from './rule-edits.ts'
import { addSchedule, deleteSchedule, editSchedule } from './schedule-edits.ts'
import { checkReadable } from './sections.ts'
import type { Setting } from './setting.ts'
import { editSetting } from './setting-edits.ts'
import { addUser, deleteUser, editUser } from './user-edits.ts'

/** One change of a program, in a Config document or, from the App, on the running program (§3.2, AMB-16). */
export type ProgramEdit =
  | { readonly type: 'add-user'; readonly user: User }
  | { readonly type: 'edit-user'; readonly uuid: Uuid; readonly change: UserChange }
  | { readonly type: 'delete-user'; readonly uuid: Uuid }
  | { readonly type: 'add-group'; readonly group: UserGroup }
  | { readonly type: 'edit-group'; readonly uuid: Uuid; readonly change: { readonly name: string } }
  | { readonly type: 'delete-group'; readonly uuid: Uuid }
  | { readonly type: 'assign-to-group'; readonly principal: PrincipalKey; readonly group: Uuid }
  | { readonly type: 'remove-from-group'; readonly principal: PrincipalKey; readonly group: Uuid }
  /** "Manage members … Apply": who is in the group itself from now on, whole or not at all (R72, R138, DIFF-9). */
  | { readonly type: 'set-members'; readonly group: Uuid; readonly members: readonly PrincipalKey[] }
  | {
      readonly type: 'assign'
      readonly principal: PrincipalKey
      readonly object: ObjectKey
      readonly scopes: readonly Scope[]
      readonly effect: 'allow' | 'deny'
      readonly schedule?: Uuid
    }
  | {
      readonly type: 'revoke'
      readonly principal: PrincipalKey
      readonly object: ObjectKey
      readonly scopes: readonly Scope[]
    }
  /** "Authorized users/groups" of a block: all that is assigned to the object itself from now on (R156, R53). */
  | { readonly type: 'set-permissions'; readonly object: ObjectKey; readonly permissions: readonly ObjectPermission[] }
  | { readonly type: 'add-schedule'; readonly schedule: AccessSchedule }
  | {
      readonly type: 'edit-schedule'
      readonly uuid: Uuid
      readonly change: Partial<Omit<AccessSchedule, 'uuid' | 'builtIn'>>
    }
  | { readonly type: 'delete-schedule'; readonly uuid: Uuid }
  | { readonly type: 'edit-control'; readonly uuid: Uuid; readonly change: ControlChange }
  | { readonly type: 'add-device-authorisation'; readonly authorisation: DeviceAuthorisation }
  | { readonly type: 'edit-device-authorisation'; readonly authorisation: DeviceAuthorisation }
  | { readonly type: 'delete-device-authorisation'; readonly uuid: Uuid }
  | { readonly type: 'add-calendar-entry'; readonly entry: CalendarEntry }
  | { readonly type: 'edit-calendar-entry'; readonly uuid: Uuid; readonly change: CalendarChange }
  | { readonly type: 'delete-calendar-entry'; readonly uuid: Uuid }
  | { readonly type: 'add-rule'; readonly rule: AutomaticRule }
  | { readonly type: 'edit-rule'; readonly uuid: Uuid; readonly change: RuleChange }
  | { readonly type: 'delete-rule'; readonly uuid: Uuid }
  | { readonly type: 'edit-setting'; readonly setting: Setting }
  /** A block of logic, new or not, as it is from now on; with `wires` all that lead from or to it (R57). */
  | { readonly type: 'set-logic'; readonly block: LogicBlock; readonly wires?: readonly Wire[] }
  | { readonly type: 'delete-logic'; readonly uuid: Uuid }
  /** R51. */
  | { readonly type: 'add-io'; readonly io: TrustedIo }
  /** The `+` of the Periphery Search (R52), with what it is wired to. */
  | {
      readonly type: 'add-io-reference'
      readonly reference: TrustedIoReference | IntercomReference
      readonly wires?: readonly Wire[]
    }
  /** One of both, with its wires and all rights to it. */
  | { readonly type: 'delete-io'; readonly uuid: Uuid }
  | TrustEdit

/** What a principal is given on an object, seen from the object. */
export type ObjectPermission = Omit<Assignment, 'object' | 'scope'> & { readonly scopes: readonly Scope[] }

export type TrustEdit =
  | { readonly type: 'create-trust'; readonly trust: Membership }
  | { readonly type: 'add-member'; readonly trustUuid: Uuid; readonly serial: Serial }
  /** T8. Its users, groups and rights go from this program with it. */
  | { readonly type: 'remove-member'; readonly trustUuid: Uuid; readonly serial: Serial }
  /** T9, on a member. */
  | { readonly type: 'leave-trust'; readonly trustUuid: Uuid }
  /** T10. */
  | { readonly type: 'dissolve-trust'; readonly trustUuid: Uuid }
  /** "Configure Trust" on the manager: how its members are shown from now on, for the eye alone (R60). */
  | { readonly type: 'arrange-members'; readonly trustUuid: Uuid; readonly arrangement: Arrangement }
  | { readonly type: 'note-key'; readonly trustUuid: Uuid; readonly generation: number; readonly secretHash: string }
  /** A replica becomes a user of this unit (§3.3.9). */
  | { readonly type: 'take-over-user'; readonly uuid: Uuid }
  /** With a `name` it stands in the tree before the origin has sent it. */
  | { readonly type: 'add-import'; readonly entry: TrustImport; readonly name?: string }
  | { readonly type: 'remove-import'; readonly entry: TrustImport }

/** What of a user may be changed. `undefined` takes an optional field away. */
export type UserChange = { readonly [Key in Exclude<keyof User, 'uuid' | 'origin'>]?: User[Key] | undefined }

/** Of the unit whose program is edited. */
export interface EditContext {
  readonly serial: Serial
  readonly miniserverType: number
  readonly firmware: string
}

/**
 * Carries out one edit on a program, in place, whole or not at all. The revision is left alone: saving, or the App's change,
 * raises it.
 *
 * Throws RigError and changes nothing:
 * - `NOT_FOUND`: something the edit names is not there, or there is nothing to revoke;
 * - `NAME_TAKEN`: a local user, group, access schedule, control or rule has the name, without case (R117), or a user the User ID;
 * - `INVALID`: it breaks a rule of the thing itself, or could not be read again (a text too long, a time that is no date); a
 *   built-in is edited (R115); an entry of an access schedule is empty, or a deny has one [P];
 * - `FORBIDDEN`: what only a user's or group's origin may change (§3.3.7);
 * - `DEVICE_PERMISSION_PRINCIPAL`: a device is given to a plain user (R103);
 * - `FEATURE_UNSUPPORTED_BY_PEER`: this unit or a Trust member is too old for what that one is given (§3.3.2);
 * - `CODE_IN_USE`: a user and a keypad, or a keypad twice, would have one code;
 * - `LOGIC_LOOP`, `WIRE_TYPE`, `INPUT_TAKEN`: wires would go round in a circle, carry what does not fit, or say two things at once;
 * - `NOT_A_MEMBER`, `REFERENCE_EXISTS`: an input or output of a unit that is in no Trust here, or that is referred to already;
 * - `SCHEDULE_IN_USE`: an access schedule is deleted while a permission has it [P];
 * - `LAST_ADMINISTRATOR`: nobody would be left to administer the unit (I6);
 * - and those of `applyTrustEdit`.
 */
export function applyEdit(program: Program, edit: ProgramEdit, context: EditContext): void {
  requireFeatures(program, edit, context)
  if (isTrustEdit(edit)) applyTrustEdit(program, edit, context)
  else applyOwnEdit(program, edit)
}

/** Who would be who and might what with one edit carried out; throws what `applyEdit` throws, but for `LAST_ADMINISTRATOR`. */
export function previewEdit(program: Program, edit: ProgramEdit): ProgramView {
  if (!isTrustEdit(edit)) return preview(program, changesOf(program, edit))
  // Nobody else becomes or ceases to be somebody by the others, but for replicas, who never are what is asked here.
  if (edit.type !== 'remove-import') return program
  const draft = draftOf(program)
  removeImport(draft, edit.entry)
  return draft
}

function applyOwnEdit(program: Program, edit: OwnEdit): void {
  applyChanges(program, changesOf(program, edit))
}

/** Carries out changes that belong together, in place, all or none. Throws INVALID and LAST_ADMINISTRATOR as `applyEdit` does. */
export function applyChanges(program: Program, changes: readonly Change[]): void {
  checkReadable(changes)
  if (takesLastAdministrator(program, changes)) {
    throw new RigError(
      'LAST_ADMINISTRATOR',
      'Nobody would be left to administer this Miniserver; make another administrator first.',
    )
  }
  carryOut(program, changes)
}

type OwnEdit = Exclude<ProgramEdit, TrustEdit>
type EditOf<Type extends ProgramEdit['type']> = Extract<ProgramEdit, { type: Type }>

const EDITS: { readonly [Type in OwnEdit['type']]: (program: Program, edit: EditOf<Type>) => Change[] } = {
  'add-user': (program, { user }) => addUser(program, user),
  'edit-user': (program, { uuid, change }) => editUser(program, uuid, change),
  'delete-user': (program, { uuid }) => deleteUser(program, uuid),
  'add-group': (program, { group }) => addGroup(program, group),
  'edit-group': (program, { uuid, change }) => editGroup(program, uuid, change),
  'delete-group': (program, { uuid }) => deleteGroup(program, uuid),
  'assign-to-group': (program, { principal, group }) => assignToGroup(program, principal, group),
  'remove-from-group': (program, { principal, group }) => removeFromGroup(program, principal, group),
  'set-members': (program, { group, members }) => setMembers(program, group, members),
  assign,
  revoke,
  'set-permissions': (program, { object, permissions }) => setPermissions(program, object, permissions),
  'add-schedule': (program, { schedule }) => addSchedule(program, schedule),
  'edit-schedule': (program, { uuid, change }) => editSchedule(program, uuid, change),
  'delete-schedule': (program, { uuid }) => deleteSchedule(program, uuid),
  'edit-control': (program, { uuid, change }) => editControl(program, uuid, change),
  'add-device-authorisation': (program, { authorisation }) => addDeviceAuthorisation(program, authorisation),
  'edit-device-authorisation': (program, { authorisation }) => editDeviceAuthorisation(program, authorisation),
  'delete-device-authorisation': (program, { uuid }) => deleteDeviceAuthorisation(program, uuid),
  'add-calendar-entry': (program, { entry }) => addCalendarEntry(program, entry),
  'edit-calendar-entry': (program, { uuid, change }) => editCalendarEntry(program, uuid, change),
  'delete-calendar-entry': (program, { uuid }) => deleteCalendarEntry(program, uuid),
  'add-rule': (program, { rule }) => addRule(program, rule),
  'edit-rule': (program, { uuid, change }) => editRule(program, uuid, change),
  'delete-rule': (program, { uuid }) => deleteRule(program, uuid),
  'edit-setting': (_, { setting }) => editSetting(setting),
  'set-logic': (program, { block, wires }) => setLogic(program, block, wires),
  'delete-logic': (program, { uuid }) => deleteLogic(program, uuid),
  'add-io': (program, { io }) => addIo(program, io),
  'add-io-reference': (program, { reference, wires }) => addReference(program, reference, wires),
  'delete-io': (program, { uuid }) => deleteIo(program, uuid),
}

const TRUST_EDITS: ReadonlySet<ProgramEdit['type']> = new Set<TrustEdit['type']>([
  'create-trust',
  'add-member',
  'remove-member',
  'leave-trust',
  'dissolve-trust',
  'arrange-members',
  'note-key',
  'take-over-user',
  'add-import',
  'remove-import',
])

/** Whether an edit is of Trusts or of what came by them. */
export function isTrustEdit(edit: ProgramEdit): edit is TrustEdit {
  return TRUST_EDITS.has(edit.type)
}

function changesOf(program: Program, edit: OwnEdit): Change[] {
  const plan = EDITS[edit.type] as (program: Program, edit: OwnEdit) => Change[]
  return plan(program, edit)
}
