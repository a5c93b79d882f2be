import type { SystemRight } from '../../program/names.ts'
import type { ControlCommand } from './command.ts'

/**
 * The right that each command of loxrig's own control API needs. Config's work needs Loxone Config, looking at people
 * and doors needs User Management (R91, R95); each edit says its own (EDIT_RIGHTS).
 */
export const CONTROL_RIGHTS: Readonly<Record<ControlCommand['type'], SystemRight | undefined>> = {
  'load-program': 'LoxoneConfig',
  'read-program': 'LoxoneConfig',
  'save-program': 'LoxoneConfig',
  'edit-program': undefined,
  'sign-key': 'LoxoneConfig',
  'join-trust': 'LoxoneConfig',
  'take-over-manager': 'LoxoneConfig',
  'trust-status': 'UserManagement',
  'trust-links': 'UserManagement',
  discover: 'UserManagement',
  'search-periphery': 'LoxoneConfig',
  'io-status': 'LoxoneConfig',
  'intercommunication-status': 'LoxoneConfig',
  'set-io': 'LoxoneConfig',
  'intercom-status': 'LoxoneConfig',
  intercom: 'WebInterfaceApps',
  'close-stream': 'WebInterfaceApps',
  'logic-status': 'LoxoneConfig',
  explain: 'UserManagement',
  history: 'UserManagement',
  permissions: 'UserManagement',
  learn: 'UserManagement',
  'set-operating-mode': 'OperatingTimes',
  'back-up': 'MiniserverBackup',
  restore: 'LoxoneConfig',
  'update-firmware': 'MiniserverUpdate',
}
