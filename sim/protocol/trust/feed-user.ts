import { INSTANT_MAX_MS } from '../../domain/time.ts'
import type { FeedUser } from '../../domain/trust/message.ts'
import { HEX, HEX_CAPITALS, HEX_SMALL, isAllOf, isUuid } from './digits.ts'

const TEXT_LENGTH_MAX = 4_096

/**
 * Whether a value is a user as a page has it, and nothing else: what `TrustFrame` would take as it is. A first sync has a hundred thousand of
 * them, and to read each by the schema would take as long as all the rest of it. False says nothing: the schema has to look.
 */
export function isFeedUser(value: unknown): value is FeedUser {
  if (!isObject(value)) return false
  let known = 0
  for (const name in value) {
    const check = CHECKS.get(name)
    if (check === undefined || !check(value[name])) return false
    if (NEEDED.has(name)) known += 1
  }
  return known === NEEDED.size
}

type Check = (value: unknown) => boolean
/** A map, since an object has names of its own that a peer might use. */
type Checks = ReadonlyMap<string, Check>

const checks = (of: Readonly<Record<string, Check>>): Checks => new Map(Object.entries(of))

const text: Check = (value) => typeof value === 'string' && value.length <= TEXT_LENGTH_MAX
const hex: Check = (value) => typeof value === 'string' && value.length <= 256 && isAllOf(value, HEX)
const uuid: Check = (value) => typeof value === 'string' && isUuid(value)
const instant: Check = (value) => Number.isInteger(value) && Math.abs(Number(value)) <= INSTANT_MAX_MS
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= LIST_LENGTH && value.every(check)

/** Of longer ones the schema says what is wrong. */
const LIST_LENGTH = 1_000

/** All of these, and nothing but them. */
const exactly =
  (fields: Checks): Check =>
  (value) => {
    if (!isObject(value)) return false
    let known = 0
    for (const name in value) {
      if (!fields.get(name)?.(value[name])) return false
      known += 1
    }
    return known === fields.size
  }

const password = exactly(checks({ alg: (value) => value === 'SHA1' || value === 'SHA256', salt: hex, hash: hex }))
const namedIds = list(exactly(checks({ id: text, name: text })))

const STATES: readonly unknown[] = ['enabled', 'disabled', 'enabled-until', 'enabled-from', 'timespan']
const EXPIRIES: readonly unknown[] = ['deactivate', 'delete']
const STATUS = checks({
  state: (value) => STATES.includes(value),
  validFromMs: instant,
  validUntilMs: instant,
  onExpiry: (value) => EXPIRIES.includes(value),
})

function status(value: unknown): boolean {
  if (!isObject(value) || !('state' in value)) return false
  for (const name in value) if (!STATUS.get(name)?.(value[name])) return false
  return true
}

const CHECKS = checks({
  uuid,
  name: text,
  uniqueUserId: text,
  password,
  visuPassword: password,
  tags: namedIds,
  ibuttons: namedIds,
  externalIds: namedIds,
  codeDigest: hex,
  status,
  ownershipEpoch: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  codeKeyOf: (value) => typeof value === 'string' && value.length === 12 && isAllOf(value, HEX_CAPITALS),
  linkKey: (value) => typeof value === 'string' && value.length === 64 && isAllOf(value, HEX_SMALL),
  groups: list(uuid),
})

const NEEDED: ReadonlySet<string> = new Set(['uuid', 'name', 'tags', 'ibuttons', 'externalIds', 'status', 'groups'])

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
