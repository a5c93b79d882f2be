import { type Command, Option } from 'commander'
import { RigError } from '../../sim/domain/errors.ts'
import { PROFILE_FIELDS, type ProfileField } from '../../sim/domain/program/profile.ts'
import type { RigCommandInput } from '../control/commands/index.ts'
import { PROFILE_NAMES } from '../control/profile-names.ts'
import type { PlaneOptions } from './plane.ts'
import type { SecretOptions } from './secret-options.ts'
import { collect } from './verb.ts'

/** What can be said of a user on the command line; of the profile, each field by its own option. */
export interface UserOptions extends PlaneOptions, SecretOptions {
  readonly hashAlg?: 'SHA1' | 'SHA256'
  readonly tag?: readonly string[]
  readonly addTag?: readonly string[]
  readonly removeTag?: readonly string[]
  readonly ibutton?: readonly string[]
  readonly addIbutton?: readonly string[]
  readonly removeIbutton?: readonly string[]
  readonly externalId?: readonly string[]
  readonly addExternalId?: readonly string[]
  readonly removeExternalId?: readonly string[]
  readonly group?: readonly string[]
  readonly userId?: string
  readonly nfcId?: string
  readonly status?: 'enabled' | 'disabled'
  readonly from?: string
  readonly until?: string
  readonly onExpiry?: 'deactivate' | 'delete'
}

type Fields = Omit<RigCommandInput<'user-edit'>, 'site' | 'user' | 'newName' | 'app' | 'document' | 'caller'>

/** The option, without its dashes, of each field of the profile. */
const PROFILE: Readonly<Record<ProfileField, string>> = {
  desc: 'description',
  firstname: 'first-name',
  lastname: 'last-name',
  email: 'email',
  phone: 'phone',
  company: 'company',
  department: 'department',
  personalno: 'personnel-no',
  title: 'title',
  debitor: 'debtor',
  customField1: 'custom-field-1',
  customField2: 'custom-field-2',
  customField3: 'custom-field-3',
  customField4: 'custom-field-4',
  customField5: 'custom-field-5',
}

export function addUserFields(command: Command): Command {
  command
    .option('--password <password>', 'lets the user log in; - asks for it, or takes a line of standard input')
    .option('--visu-password <password>', 'User Interface Password; - likewise')
    .addOption(new Option('--hash-alg <alg>', 'how passwords are kept (default: SHA256)').choices(['SHA1', 'SHA256']))
    .option('--code <digits>', 'access code of 2 to 8 digits; - likewise, "" for none')
    .option('--tag <tag>', 'all tags the user bears, by name or id; may be repeated', collect)
    .option('--ibutton <rom>', 'all iButtons the user bears, by name or ROM; may be repeated', collect)
    .option('--external-id <id>', 'all external IDs of the user, by name or id; may be repeated', collect)
    .option('--group <group>', 'all groups the user is in; may be repeated', collect)
    .option('--user-id <id>', 'User ID; travels with a shared user')
    .option('--nfc-id <id>', 'NFC Code Touch ID; stays at this site')
    .addOption(new Option('--status <status>', 'without a limit of time').choices(['enabled', 'disabled']))
    .option('--from <time>', 'enabled from then on: 2026-12-24T18:00 by the clock of the site, or with an offset')
    .option('--until <time>', 'enabled until then')
    .addOption(new Option('--on-expiry <action>', 'what happens then').choices(['deactivate', 'delete']))
  for (const field of PROFILE_FIELDS) {
    command.option(`--${PROFILE[field]} <text>`, `profile: ${PROFILE_NAMES[field]}; "" for none`)
  }
  return command
}

export function addCredentialChanges(command: Command): Command {
  return command
    .option('--add-tag <tag>', 'one more tag; may be repeated', collect)
    .option('--remove-tag <tag>', 'may be repeated', collect)
    .option('--add-ibutton <rom>', 'one more iButton; may be repeated', collect)
    .option('--remove-ibutton <rom>', 'may be repeated', collect)
    .option('--add-external-id <id>', 'one more external ID; may be repeated', collect)
    .option('--remove-external-id <id>', 'may be repeated', collect)
}

/** As the rig's commands take it: what was not said is left out. */
export function userFields(options: UserOptions): Fields {
  return {
    ...given('password', options.password),
    ...given('visuPassword', options.visuPassword),
    ...given('hashAlg', options.hashAlg),
    ...given('code', options.code),
    ...given('tags', options.tag),
    ...given('addTags', options.addTag),
    ...given('removeTags', options.removeTag),
    ...given('ibuttons', options.ibutton),
    ...given('addIbuttons', options.addIbutton),
    ...given('removeIbuttons', options.removeIbutton),
    ...given('externalIds', options.externalId),
    ...given('addExternalIds', options.addExternalId),
    ...given('removeExternalIds', options.removeExternalId),
    ...given('groups', options.group),
    ...given('uniqueUserId', options.userId),
    ...given('nfcCodeTouchId', options.nfcId),
    ...given('status', statusOf(options)),
    ...given('profile', profileOf(options)),
  }
}

function statusOf({ status, from, until, onExpiry }: UserOptions): Fields['status'] {
  const isWindow = from !== undefined || until !== undefined || onExpiry !== undefined
  if (status !== undefined && isWindow) {
    throw new RigError(
      'USAGE',
      '--status is without a limit of time; leave it out beside --from, --until and --on-expiry',
    )
  }
  if (!isWindow) return status
  return {
    ...(from !== undefined && { validFrom: from }),
    ...(until !== undefined && { validUntil: until }),
    ...(onExpiry !== undefined && { onExpiry }),
  }
}

function profileOf(options: object): Fields['profile'] {
  const said = Object.entries(PROFILE).flatMap(([field, option]) => {
    const text = (options as Readonly<Record<string, unknown>>)[new Option(`--${option} <text>`).attributeName()]
    return typeof text === 'string' ? [[field, text] as const] : []
  })
  return said.length === 0 ? undefined : Object.fromEntries(said)
}

/** Lists are copied: what commander collects is its own. */
function given<Key extends keyof Fields>(
  key: Key,
  value: Fields[Key] | readonly string[] | undefined,
): Partial<Fields> {
  if (value === undefined) return {}
  return { [key]: Array.isArray(value) ? [...value] : value }
}
