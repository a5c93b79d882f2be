import { type Command, Option } from 'commander'
import type { RigCommandInput } from '../control/commands/index.ts'
import type { PlaneOptions } from './plane.ts'
import { collect } from './verb.ts'

/** What can be said of a user on the command line. */
export interface UserOptions extends PlaneOptions {
  readonly password?: string
  readonly visuPassword?: string
  readonly hashAlg?: 'SHA1' | 'SHA256'
  readonly tag?: readonly string[]
  readonly addTag?: readonly string[]
  readonly removeTag?: readonly string[]
  readonly ibutton?: readonly string[]
  readonly addIbutton?: readonly string[]
  readonly removeIbutton?: readonly string[]
  readonly group?: readonly string[]
  readonly userId?: string
  readonly nfcId?: string
  readonly from?: string
  readonly until?: string
}

type Fields = Omit<RigCommandInput<'user-edit'>, 'site' | 'user' | 'newName' | 'app' | 'document' | 'caller'>

export function addUserFields(command: Command): Command {
  return command
    .option('--password <password>', 'lets the user log in')
    .option('--visu-password <password>', 'User Interface Password')
    .addOption(new Option('--hash-alg <alg>', 'how passwords are kept (default: SHA256)').choices(['SHA1', 'SHA256']))
    .option('--tag <tag>', 'all tags the user bears, by name or id; may be repeated', collect)
    .option('--ibutton <rom>', 'all iButtons the user bears, by name or ROM; may be repeated', collect)
    .option('--group <group>', 'all groups the user is in; may be repeated', collect)
    .option('--user-id <id>', 'User ID; travels with a shared user')
    .option('--nfc-id <id>', 'NFC Code Touch ID; stays at this site')
    .option('--from <instant>', 'enabled from then on: 2026-12-24T18:00:00+01:00')
    .option('--until <instant>', 'enabled until then')
}

export function addCredentialChanges(command: Command): Command {
  return command
    .option('--add-tag <tag>', 'one more tag; may be repeated', collect)
    .option('--remove-tag <tag>', 'may be repeated', collect)
    .option('--add-ibutton <rom>', 'one more iButton; may be repeated', collect)
    .option('--remove-ibutton <rom>', 'may be repeated', collect)
}

/** As the rig's commands take it: what was not said is left out. */
export function userFields(options: UserOptions): Fields {
  return {
    ...given('password', options.password),
    ...given('visuPassword', options.visuPassword),
    ...given('hashAlg', options.hashAlg),
    ...given('tags', options.tag),
    ...given('addTags', options.addTag),
    ...given('removeTags', options.removeTag),
    ...given('ibuttons', options.ibutton),
    ...given('addIbuttons', options.addIbutton),
    ...given('removeIbuttons', options.removeIbutton),
    ...given('groups', options.group),
    ...given('uniqueUserId', options.userId),
    ...given('nfcCodeTouchId', options.nfcId),
    ...given('status', statusOf(options)),
  }
}

function statusOf({ from, until }: UserOptions): Fields['status'] {
  if (from === undefined && until === undefined) return undefined
  return { ...(from !== undefined && { validFrom: from }), ...(until !== undefined && { validUntil: until }) }
}

/** Lists are copied: what commander collects is its own. */
function given<Key extends keyof Fields>(
  key: Key,
  value: Fields[Key] | readonly string[] | undefined,
): Partial<Fields> {
  if (value === undefined) return {}
  return { [key]: Array.isArray(value) ? [...value] : value }
}
