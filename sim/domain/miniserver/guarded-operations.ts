import { EDIT_RIGHTS } from '../access/edit-rights.ts'
import type { SystemRight } from '../program/names.ts'
import { CONTROL_RIGHTS } from './control/control-rights.ts'

/** What nobody can do without a right: a command of the control API, an edit by it, or a path of the public API. */
export interface GuardedOperation {
  readonly by: 'command' | 'edit' | 'path'
  /** `back-up`, `edit-control`, `dev/fslist`. */
  readonly operation: string
}

/** Paths of the public API by the right they need beside Web Interface/Apps, without what may be behind them. */
const PATHS: Readonly<Record<SystemRight, readonly string[]>> = {
  AutomaticDesigner: [],
  ChangeOwnPasswords: ['dev/sps/updateuserpwdh', 'dev/sps/updateuservisupwdh', 'dev/sps/updateuseraccesscode'],
  EditUserInterface: [],
  Ftp: ['dev/fslist', 'dev/fsget'],
  LoxoneConfig: [],
  MiniserverBackup: [],
  MiniserverUpdate: [],
  OperatingTimes: [
    'dev/sps/calendargetentries',
    'dev/sps/calendarcreateentry',
    'dev/sps/calendarupdateentry',
    'dev/sps/calendardeleteentry',
  ],
  UserManagement: [
    'dev/sps/getuserlist2',
    'dev/sps/getuser',
    'dev/sps/getgrouplist',
    'dev/sps/addoredituser',
    'dev/sps/createuser',
    'dev/sps/deleteuser',
    'dev/sps/assignusertogroup',
    'dev/sps/removeuserfromgroup',
    'dev/sps/updateuserpwdh',
    'dev/sps/updateuservisupwdh',
    'dev/sps/updateuseraccesscode',
    'dev/sps/addusernfc',
    'dev/sps/removeusernfc',
    'dev/sps/getcontrolpermissions',
    'dev/sps/getcustomuserfields',
    'dev/sps/getuserpropertyoptions',
    'dev/sps/checkuserid',
    'dev/sps/trustusermanagement/peers',
    'dev/sps/trustusermanagement/discover',
    'dev/sps/trustusermanagement/add',
    'dev/sps/trustusermanagement/remove',
    'dev/sps/trustusermanagement/edit',
  ],
  WebInterfaceApps: [
    'dev/sys/getjwt',
    'dev/sys/gettoken',
    'authwithtoken',
    'dev/cfg/version',
    'data/LoxAPP3.json',
    'dev/sps/LoxAPPversion3',
    'dev/sps/enablebinstatusupdate',
    'dev/sps/io',
    'dev/sps/ios',
    'dev/sys/getvisusalt',
    'dev/sps/checkuservisupwd',
    'dev/sps/calendargetheatperiod',
    'dev/sps/calendargetcoolperiod',
    'dev/sps/trustlink/peers',
    'dev/sps/trustlink/open',
  ],
}

/** One's own password, User Interface Password and access code (§3.4.6). */
const OWN_SECRETS: GuardedOperation = { by: 'edit', operation: 'edit-user' }

/**
 * Every right with what it guards (R86–R96); none guards nothing. An operation under two rights needs one of them: what
 * is one's own and what is others'. docs/reference/rights.md says it for people, and is held against this by a test.
 */
export const GUARDED_OPERATIONS: Readonly<Record<SystemRight, readonly GuardedOperation[]>> = {
  AutomaticDesigner: operationsOf('AutomaticDesigner'),
  ChangeOwnPasswords: operationsOf('ChangeOwnPasswords'),
  EditUserInterface: operationsOf('EditUserInterface'),
  Ftp: operationsOf('Ftp'),
  LoxoneConfig: operationsOf('LoxoneConfig'),
  MiniserverBackup: operationsOf('MiniserverBackup'),
  MiniserverUpdate: operationsOf('MiniserverUpdate'),
  OperatingTimes: operationsOf('OperatingTimes'),
  UserManagement: operationsOf('UserManagement'),
  WebInterfaceApps: operationsOf('WebInterfaceApps'),
}

function operationsOf(right: SystemRight): GuardedOperation[] {
  const needing = (table: Readonly<Record<string, SystemRight | undefined>>) =>
    Object.keys(table).filter((operation) => table[operation] === right)
  return [
    ...needing(CONTROL_RIGHTS).map((operation) => ({ by: 'command', operation }) as const),
    ...needing(EDIT_RIGHTS).map((operation) => ({ by: 'edit', operation }) as const),
    ...(right === 'ChangeOwnPasswords' ? [OWN_SECRETS] : []),
    ...PATHS[right].map((operation) => ({ by: 'path', operation }) as const),
  ]
}
