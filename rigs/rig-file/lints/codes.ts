/** Every lint there is (docs/reference/lints.md); what each looks at is in `table.ts`. */
export const LINT_CODES = [
  'DEFAULT_PASSWORD',
  'PASSWORD_WEAK',
  'LAST_ADMINISTRATOR',
  'CROSS_SITE_ADMIN',
  'GROUP_CYCLE',
  'TAG_AMBIGUOUS',
  'IBUTTON_AMBIGUOUS',
  'EXTERNAL_ID_AMBIGUOUS',
  'CODE_AMBIGUOUS',
  'CODE_SPACE_TOO_SMALL',
  'CREDENTIAL_UNUSED',
  'CREDENTIAL_UNREADABLE',
  'USER_WITHOUT_DOOR',
  'DOOR_CLOSED',
  'DOOR_NEVER_SELECTED',
  'PULSE_SHORT',
  'ALLOW_DENIED',
  'PERMISSION_REPEATED',
  'SCHEDULE_SHADOWED',
  'ACTIVATION_IGNORED',
  'MEMBER_RIGHT_IGNORED',
  'DESCRIPTION_AMBIGUOUS',
  'REVOCATION_UNLIMITED',
  'LOGIC_INPUT_OPEN',
  'LOGIC_OUTPUT_OPEN',
  'WIRE_BROKEN',
] as const

export type LintCode = (typeof LINT_CODES)[number]

/** What no program keeps and only a rig file tells: how long codes are, what nobody bears, and lines that are there twice. */
export const FILE_LINT_CODES = [
  'CODE_SPACE_TOO_SMALL',
  'CREDENTIAL_UNUSED',
  'PERMISSION_REPEATED',
] as const satisfies readonly LintCode[]
