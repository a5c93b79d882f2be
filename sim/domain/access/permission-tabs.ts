import { RigError } from '../errors.ts'
import { splitPrincipal } from '../program/ancestors.ts'
import { type ObjectKey, type PrincipalKey, SYSTEM_RIGHTS, type Uuid } from '../program/names.ts'
import type { AccessSchedule, Control, Program } from '../program/program.ts'
import { objectName } from './labels.ts'
import { type OwnPermission, ownPermissions } from './own-permissions.ts'

/** What the dialog "Manage Permissions" of one principal shows (R86–R103). A tab that is not there is absent. */
export interface PermissionTabs {
  /** The ten, in the order of `SYSTEM_RIGHTS` (R86). */
  readonly rights: readonly PermissionRow[]
  readonly rooms: readonly PermissionRow[]
  readonly categories: readonly PermissionRow[]
  /** Function blocks, and apart from them the Trusted IO (R101). */
  readonly functions: { readonly blocks: readonly PermissionRow[]; readonly trustedIo: readonly PermissionRow[] }
  /** Only where a block of a reader exists (R114, AMB-12): its blocks, and the schedules there are to choose from (R102). */
  readonly access?: { readonly blocks: readonly PermissionRow[]; readonly schedules: readonly ScheduleChoice[] }
  /** Intercoms; only for groups and Trust members (R103, AMB-11). */
  readonly devices?: readonly PermissionRow[]
}

/** An object, and what the principal itself is assigned on it; what it inherits, "Show All Permissions" tells. */
export interface PermissionRow {
  readonly object: ObjectKey
  readonly name: string
  readonly permissions: readonly OwnPermission[]
}

export type ScheduleChoice = Pick<AccessSchedule, 'uuid' | 'name' | 'builtIn'>

/**
 * The permission tabs of a user, group or Trust member, rows by name. Reads the program alone: no clock, no groups.
 *
 * Throws NOT_FOUND where the program has no such principal.
 */
export function permissionTabs(program: Program, principal: PrincipalKey): PermissionTabs {
  if (!isThere(program, principal)) throw new RigError('NOT_FOUND', `no ${principal} at this Miniserver`)
  const rows = (objects: readonly ObjectKey[]): PermissionRow[] =>
    objects.map((object) => ({
      object,
      name: objectName(program, object),
      permissions: ownPermissions(program, principal, object),
    }))
  const named = (kind: 'room' | 'category' | 'function' | 'access' | 'device', holders: Iterable<{ uuid: Uuid }>) =>
    sortedBy(rows(Array.from(holders, ({ uuid }): ObjectKey => `${kind}:${uuid}`)), rowOrder)
  const controls = [...program.controls.values()]
  const ofKind = (...kinds: readonly Control['kind'][]) => controls.filter(({ kind }) => kinds.includes(kind))
  return {
    rights: rows(SYSTEM_RIGHTS.map((right): ObjectKey => `right:${right}`)),
    rooms: named('room', program.rooms.values()),
    categories: named('category', program.categories.values()),
    functions: {
      blocks: named(
        'function',
        controls.filter(({ kind }) => kind !== 'trusted-io' && kind !== 'trusted-io-reference'),
      ),
      trustedIo: named('function', ofKind('trusted-io', 'trusted-io-reference')),
    },
    ...(ofKind(...showingAccess(program)).length > 0 && {
      access: { blocks: named('access', ofKind(...READERS)), schedules: scheduleChoices(program) },
    }),
    ...(!principal.startsWith('user:') && { devices: named('device', ofKind('intercom')) }),
  }
}

/** Blocks of readers: what access is given to. */
const READERS = ['authentication-nfc-code-touch', 'access-controller'] as const satisfies readonly Control['kind'][]

/** Which blocks make the Access tab appear: all readers', or true to the page's letter an NFC Code Touch's only (AMB-12). */
function showingAccess({ settings }: Program): readonly Control['kind'][] {
  const setting = settings.get('access-tab')
  const isStrict = setting?.name === 'access-tab' && setting.shownWith === 'nfc-code-touch'
  return isStrict ? ['authentication-nfc-code-touch'] : READERS
}

/** The built-in ones first. */
function scheduleChoices({ schedules }: Program): ScheduleChoice[] {
  const choices = [...schedules.values()].map(({ uuid, name, builtIn }) => {
    return builtIn === undefined ? { uuid, name } : { uuid, name, builtIn }
  })
  return sortedBy(choices, ({ name, builtIn }) => (builtIn === undefined ? `custom ${name}` : `built-in ${name}`))
}

function isThere({ users, groups, members }: Program, principal: PrincipalKey): boolean {
  const [kind, id] = splitPrincipal(principal)
  return { user: users, group: groups, member: members }[kind].has(id)
}

function rowOrder({ name, object }: PermissionRow): string {
  return `${name}\n${object}`
}

function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
