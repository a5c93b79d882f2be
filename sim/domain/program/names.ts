/** 12 hex digits, upper case: `504F94A00001`. Compared without case at every border, canonical inside (§3.1). */
export type Serial = string

/** Loxone's own form, 8-4-4-16 hex, lower case; objects made on a unit end in its serial (§3.1). */
export type Uuid = string

/** A user, a user group or a Trust member as one string: `user:<uuid>`, `group:<uuid>`, `member:<SERIAL>` (§3.4.1). */
export type PrincipalKey = `user:${Uuid}` | `group:${Uuid}` | `member:${Serial}`

/** What a permission is about, as one string (§3.4.1). `access:` and `device:` name the control's uuid. */
export type ObjectKey =
  | `right:${SystemRight}`
  | `room:${Uuid}`
  | `category:${Uuid}`
  | `function:${Uuid}`
  | `access:${Uuid}`
  | `device:${Uuid}`

/** The ten rights of the Rights tab (R86–R96), spelled as principals' rights are typed: `home/right:UserManagement`. */
export const SYSTEM_RIGHTS = [
  'AutomaticDesigner',
  'ChangeOwnPasswords',
  'EditUserInterface',
  'Ftp',
  'LoxoneConfig',
  'MiniserverBackup',
  'MiniserverUpdate',
  'OperatingTimes',
  'UserManagement',
  'WebInterfaceApps',
] as const

export type SystemRight = (typeof SYSTEM_RIGHTS)[number]
