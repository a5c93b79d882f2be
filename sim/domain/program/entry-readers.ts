import type { MemberEntry, MemberInfo, Membership, TrustImport } from '../trust/membership.ts'
import { type ObjectKey, type PrincipalKey, type Serial, SYSTEM_RIGHTS, type Uuid } from './names.ts'
import { PROFILE_FIELDS, type Profile, type ProfileField } from './profile.ts'
import type {
  AccessOutput,
  AccessSchedule,
  Assignment,
  Category,
  NamedId,
  OperatingMode,
  PasswordHash,
  Room,
  ScheduleEntry,
  Terminal,
  TrustMember,
  User,
  UserGroup,
  UserStatus,
  Wire,
} from './program.ts'
import { flag, instant, integer, list, matching, needed, oneOf, optional, type Read, shape, text } from './reading.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}'
const SERIAL = '[0-9A-F]{12}'

export const uuid = matching<Uuid>(new RegExp(`^${UUID}$`), 'a uuid')
export const serial = matching<Serial>(new RegExp(`^${SERIAL}$`), 'a serial number of 12 hex digits')
export const hex = matching<string>(/^[0-9a-fA-F]{1,256}$/, 'hex digits')
const principal = matching<PrincipalKey>(new RegExp(`^(?:(?:user|group):${UUID}|member:${SERIAL})$`), 'a principal')
const object = matching<ObjectKey>(
  new RegExp(`^(?:right:(?:${SYSTEM_RIGHTS.join('|')})|(?:room|category|function|access|device):${UUID})$`),
  'an object of permissions',
)

export const room: Read<Room> = shape<Room>({ uuid: needed(uuid), name: needed(text) })
export const category: Read<Category> = shape<Category>({ uuid: needed(uuid), name: needed(text) })

const namedId = shape<NamedId>({ id: needed(text), name: needed(text) })
export const accessOutput = shape<AccessOutput>({ output: needed(integer), name: needed(text) })

const password = shape<PasswordHash>({
  alg: needed(oneOf('SHA1', 'SHA256')),
  salt: needed(hex),
  hash: needed(hex),
  score: optional(oneOf(0, 1, 2, 3)),
})

const status = shape<UserStatus>({
  state: needed(oneOf('enabled', 'disabled', 'enabled-until', 'enabled-from', 'timespan')),
  validFromMs: optional(instant),
  validUntilMs: optional(instant),
  onExpiry: optional(oneOf('deactivate', 'delete')),
})

const profile = shape<Profile>(
  Object.fromEntries(PROFILE_FIELDS.map((field) => [field, optional(text)])) as {
    [Field in ProfileField]: ReturnType<typeof optional<string>>
  },
)

export const user: Read<User> = shape<User>({
  uuid: needed(uuid),
  name: needed(text),
  uniqueUserId: optional(text),
  password: optional(password),
  visuPassword: optional(password),
  tags: needed(list(namedId)),
  ibuttons: needed(list(namedId)),
  externalIds: needed(list(namedId)),
  codeDigest: optional(hex),
  status: needed(status),
  ownershipEpoch: optional(integer),
  codeKeyOf: optional(serial),
  origin: optional(serial),
  nfcCodeTouchId: needed(text),
  groups: needed(list(uuid)),
  profile: needed(profile),
  editedMs: optional(instant),
  linkKey: optional(hex),
  disabledHere: optional(flag),
})

export const group: Read<UserGroup> = shape<UserGroup>({
  uuid: needed(uuid),
  name: needed(text),
  type: needed(oneOf('normal', 'all', 'none', 'full-access')),
  groups: needed(list(uuid)),
  origin: optional(serial),
})

export const member: Read<TrustMember> = shape<TrustMember>({ serial: needed(serial), groups: needed(list(uuid)) })

export const assignment: Read<Assignment> = shape<Assignment>({
  principal: needed(principal),
  object: needed(object),
  scope: needed(oneOf('internal', 'external', 'physical')),
  effect: needed(oneOf('allow', 'deny')),
  schedule: optional(uuid),
})

const scheduleEntry = shape<ScheduleEntry>({
  mode: needed(integer),
  fromMin: needed(integer),
  toMin: needed(integer),
  needsActivation: optional(flag),
})

export const schedule: Read<AccessSchedule> = shape<AccessSchedule>({
  uuid: needed(uuid),
  name: needed(text),
  builtIn: optional(oneOf('always', 'never')),
  modes: needed(list(integer)),
  entries: needed(list(scheduleEntry)),
})

const modeChange = shape<NonNullable<OperatingMode['changed']>>({
  atMs: needed(instant),
  activeBefore: needed(flag),
})

export const operatingMode: Read<OperatingMode> = shape<OperatingMode>({
  id: needed(integer),
  name: needed(text),
  active: needed(flag),
  changed: optional(modeChange),
})

const terminal = shape<Terminal>({ control: needed(uuid), terminal: needed(text) })
export const wire: Read<Wire> = shape<Wire>({ from: needed(terminal), to: needed(terminal) })

const memberInfo = shape<MemberInfo>({
  serial: needed(serial),
  name: needed(text),
  miniserverType: needed(integer),
  firmware: needed(text),
  internalAddress: optional(text),
  externalAddress: optional(text),
})

const memberEntry = shape<MemberEntry>({
  serial: needed(serial),
  state: needed(oneOf('created', 'saved', 'invited', 'joined', 'finalized', 'removed')),
  info: optional(memberInfo),
  group: optional(text),
})

export const trust: Read<Membership> = shape<Membership>({
  trustUuid: needed(uuid),
  name: needed(text),
  manager: needed(serial),
  epoch: needed(integer),
  term: optional(integer),
  vouches: optional(flag),
  handedOver: optional(flag),
  ended: optional(oneOf('evicted', 'left', 'dissolved')),
  key: optional(shape<NonNullable<Membership['key']>>({ generation: needed(integer), secretHash: needed(text) })),
  groups: optional(list(text)),
  members: needed(list(memberEntry)),
})

export const trustImport: Read<TrustImport> = shape<TrustImport>({
  origin: needed(serial),
  kind: needed(oneOf('user', 'group')),
  uuid: needed(uuid),
  locked: optional(flag),
})
