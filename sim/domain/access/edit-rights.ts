import type { ProgramEdit } from '../program/edit.ts'
import type { SystemRight } from '../program/names.ts'

/**
 * The right that each kind of edit of the running program needs, whoever asks for it by whatever API (R86–R96, R135). One's own
 * password, User Interface Password and access code need Change Own Passwords only; what is administrators' work besides is
 * said in roles.ts.
 */
export const EDIT_RIGHTS: { readonly [Type in ProgramEdit['type']]: SystemRight } = {
  'add-user': 'UserManagement',
  'edit-user': 'UserManagement',
  'delete-user': 'UserManagement',
  'add-group': 'UserManagement',
  'edit-group': 'UserManagement',
  'delete-group': 'UserManagement',
  'assign-to-group': 'UserManagement',
  'remove-from-group': 'UserManagement',
  'set-members': 'UserManagement',
  assign: 'UserManagement',
  revoke: 'UserManagement',
  'set-permissions': 'UserManagement',
  'add-schedule': 'UserManagement',
  'edit-schedule': 'UserManagement',
  'delete-schedule': 'UserManagement',
  'edit-control': 'EditUserInterface',
  'add-device-authorisation': 'UserManagement',
  'edit-device-authorisation': 'UserManagement',
  'delete-device-authorisation': 'UserManagement',
  'add-calendar-entry': 'OperatingTimes',
  'edit-calendar-entry': 'OperatingTimes',
  'delete-calendar-entry': 'OperatingTimes',
  'add-rule': 'AutomaticDesigner',
  'edit-rule': 'AutomaticDesigner',
  'delete-rule': 'AutomaticDesigner',
  'edit-setting': 'LoxoneConfig',
  'set-logic': 'LoxoneConfig',
  'delete-logic': 'LoxoneConfig',
  'add-io': 'LoxoneConfig',
  'add-io-reference': 'LoxoneConfig',
  'delete-io': 'LoxoneConfig',
  // T1: a Trust is made by an administrator; whom it shares may be chosen in the App (R48).
  'create-trust': 'LoxoneConfig',
  'add-member': 'LoxoneConfig',
  'remove-member': 'LoxoneConfig',
  'leave-trust': 'LoxoneConfig',
  'dissolve-trust': 'LoxoneConfig',
  'arrange-members': 'LoxoneConfig',
  'note-key': 'LoxoneConfig',
  'take-over-user': 'LoxoneConfig',
  'add-import': 'UserManagement',
  'remove-import': 'UserManagement',
}
