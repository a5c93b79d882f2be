import { z } from 'zod'
import { BELL_MAX_MS } from '../../domain/intercom/gate.ts'
import { INSTANT_MAX_MS } from '../../domain/time.ts'
import type { TrustMessage } from '../../domain/trust/message.ts'
import { IOS_MAX } from '../../domain/trust-io/value.ts'

// Trust messages as they travel. Fields of later versions are passed over, not refused (C24); all that is known has a type and a limit.
const TEXT_LENGTH_MAX = 4_096
const LIST_LENGTH_MAX = 1_000_000

const text = z.string().max(TEXT_LENGTH_MAX)
const serial = z.string().regex(/^[0-9A-F]{12}$/)
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}$/)
const hex = z.string().regex(/^[0-9a-fA-F]{1,256}$/)
const count = z.int().nonnegative()
/** Nobody waits at a door for longer than a year. */
const bellMs = count.max(BELL_MAX_MS)
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(LIST_LENGTH_MAX)
/** Each once: nobody pays several times for one that is named several times. */
const distinct = <Item extends z.ZodType>(item: Item, nameOf: (item: z.output<Item>) => string, max: number) =>
  z
    .array(item)
    .max(max)
    .refine((items) => new Set(items.map(nameOf)).size === items.length)
const id = z.string().min(1).max(64)

const memberInfo = z.object({
  serial,
  name: text,
  miniserverType: count,
  firmware: text,
  internalAddress: text.exactOptional(),
  externalAddress: text.exactOptional(),
})

const password = z.object({ alg: z.enum(['SHA1', 'SHA256']), salt: hex, hash: hex })
const namedId = z.object({ id: text, name: text })
/** 32 bytes as hex. */
const key = z.string().regex(/^[0-9a-f]{64}$/)

/** What a member's program can hold. */
const instantMs = z.int().min(-INSTANT_MAX_MS).max(INSTANT_MAX_MS)

const status = z.object({
  state: z.enum(['enabled', 'disabled', 'enabled-until', 'enabled-from', 'timespan']),
  validFromMs: instantMs.exactOptional(),
  validUntilMs: instantMs.exactOptional(),
  onExpiry: z.enum(['deactivate', 'delete']).exactOptional(),
})

const feedUser = z.object({
  uuid,
  name: text,
  uniqueUserId: text.exactOptional(),
  password: password.exactOptional(),
  visuPassword: password.exactOptional(),
  tags: list(namedId),
  ibuttons: list(namedId),
  externalIds: list(namedId),
  codeDigest: hex.exactOptional(),
  status,
  ownershipEpoch: count.exactOptional(),
  codeKeyOf: serial.exactOptional(),
  linkKey: key.exactOptional(),
  groups: list(uuid),
})

const listChange = z.object({ put: list(namedId), out: list(text) })
const newPassword = password.extend({
  score: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).exactOptional(),
})

const askedChange = z.object({
  name: text.exactOptional(),
  uniqueUserId: text.exactOptional(),
  password: newPassword.exactOptional(),
  visuPassword: newPassword.exactOptional(),
  codeDigest: hex.exactOptional(),
  status: status.exactOptional(),
  without: z
    .array(z.enum(['uniqueUserId', 'password', 'visuPassword', 'codeDigest']))
    .max(4)
    .exactOptional(),
  tags: listChange.exactOptional(),
  ibuttons: listChange.exactOptional(),
  externalIds: listChange.exactOptional(),
})

const position = z.object({ epoch: count, seq: count })

const feedPage = z.object({
  position,
  after: position.exactOptional(),
  whole: z.boolean(),
  part: z.object({ list: id, number: z.int().positive(), last: z.boolean() }).exactOptional(),
  users: list(feedUser),
  groups: list(z.object({ uuid, name: text, groups: list(uuid) })),
  gone: list(uuid),
  codeKey: key,
  tagKey: key.exactOptional(),
  otherCodeKeys: list(z.object({ serial, codeKey: key })).exactOptional(),
  moved: list(z.object({ uuid, origin: serial, ownershipEpoch: count })).exactOptional(),
  timeoutS: count,
})

const named = z.object({ uuid, name: text })

const ioKind = z.object({
  ...{ uuid, name: text, direction: z.enum(['input', 'output']) },
  ...{ value: z.enum(['digital', 'analog', 'text']), description: text.exactOptional() },
})
const ioValue = z.union([z.number(), text])
const ioSettings = distinct(z.object({ io: uuid, value: ioValue }), ({ io }) => io, IOS_MAX)
/** Id of the request by which a peer follows; empty where it does not. */
const follow = z.string().max(64)

const handOver = z.object({
  ...{ trustUuid: uuid, name: text, epoch: count, term: count, generation: count },
  groups: list(text).exactOptional(),
  members: list(
    z.object({
      serial,
      state: z.enum(['created', 'saved', 'invited', 'joined', 'finalized', 'removed']),
      info: memberInfo.exactOptional(),
      group: text.exactOptional(),
    }),
  ),
})

const trustAnswer = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    welcome: z.object({
      ...{ trustUuid: uuid, name: text, epoch: count, term: count.exactOptional() },
      ...{ manager: memberInfo, members: list(memberInfo) },
    }),
  }),
  z.object({
    type: z.literal('discovered'),
    discovered: z.object({ serial, users: list(named), groups: list(named) }),
  }),
  z.object({ type: z.literal('page'), page: feedPage }),
  z.object({ type: z.literal('handed-over'), handOver }),
  z.object({ type: z.literal('position'), position: position.exactOptional() }),
  z.object({ type: z.literal('changed'), codeIsShared: z.boolean(), position: position.exactOptional() }),
  z.object({ type: z.literal('linked'), user: text, ticket: hex.exactOptional() }),
  z.object({
    ...{ type: z.literal('periphery'), ios: list(ioKind) },
    intercoms: list(z.object({ uuid, name: text, version: z.union([z.literal(1), z.literal(2)]) })).exactOptional(),
  }),
  z.object({ type: z.literal('stream'), stream: z.string().min(1).max(128) }),
  z.object({
    type: z.literal('followed'),
    ios: distinct(ioKind.extend({ at: ioValue }), (io) => io.uuid, IOS_MAX),
    timeoutS: count,
  }),
  z.object({ type: z.literal('done') }),
])

const trustResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: trustAnswer }),
  z.object({ ok: z.literal(false), code: text, message: text }),
])

const trustMessage = z.discriminatedUnion('type', [
  z.object({
    id,
    type: z.literal('join'),
    trustUuid: uuid,
    generation: count,
    secret: text,
    member: memberInfo,
  }),
  z.object({ id, type: z.literal('announce'), member: memberInfo }),
  z.object({
    ...{ id, type: z.literal('members'), trustUuid: uuid, name: text },
    ...{ epoch: count, term: count.exactOptional(), manager: serial.exactOptional() },
    members: list(memberInfo),
  }),
  z.object({ id, type: z.literal('take-over'), trustUuid: uuid }),
  z.object({ id, type: z.literal('hand-over'), handOver }),
  z.object({ id, type: z.literal('evicted'), trustUuid: uuid, epoch: count, term: count.exactOptional() }),
  z.object({ id, type: z.literal('leave'), trustUuid: uuid }),
  z.object({
    ...{ id, type: z.literal('owned') },
    users: distinct(z.object({ uuid, ownershipEpoch: count, digest: hex }), (user) => user.uuid, LIST_LENGTH_MAX),
  }),
  z.object({ id, type: z.literal('discover') }),
  z.object({ id, type: z.literal('subscribe'), users: list(uuid), groups: list(uuid) }),
  z.object({ id, type: z.literal('next-page'), list: id, number: z.int().positive() }),
  z.object({ id, type: z.literal('change-user'), uuid, isOwn: z.boolean(), change: askedChange }),
  z.object({
    ...{ id, type: z.literal('link'), uuid, scope: z.enum(['internal', 'external']) },
    ...{ permission: count, proof: hex, ticket: z.boolean() },
  }),
  z.object({ id, type: z.literal('search-periphery') }),
  z.object({ id, type: z.literal('follow'), ios: distinct(uuid, (io) => io, IOS_MAX) }),
  z.object({ id, type: z.literal('values'), follow, seq: count, values: ioSettings }),
  z.object({ id, type: z.literal('set-values'), follow, seq: count, values: ioSettings }),
  z.object({ id, type: z.literal('ring'), intercom: uuid, ring: hex, ageMs: bellMs, maxBellMs: bellMs }),
  z.object({ id, type: z.literal('ring-ended'), intercom: uuid, ring: hex }),
  z.object({
    ...{ id, type: z.literal('ring-answered'), intercom: uuid, ring: hex, by: uuid },
    how: z.enum(['answered', 'rejected', 'hung-up']),
  }),
  z.object({ id, type: z.literal('open-stream'), intercom: uuid, by: uuid }),
  z.object({ id, type: z.literal('close-stream'), stream: z.string().min(1).max(128) }),
  z.object({ id, type: z.literal('feed'), page: feedPage }),
  z.object({ id, type: z.literal('heartbeat'), position }),
  z.object({ id, type: z.literal('answer'), result: trustResult }),
]) satisfies z.ZodType<TrustMessage>

/** `n` numbers the messages of a connection from 1; `ack` says that the message of that number has arrived. */
export const TrustFrame = z.union([
  z.object({ v: z.literal(1), n: z.int().positive(), message: trustMessage }),
  z.object({ v: z.literal(1), ack: z.int().positive() }),
])

export type TrustFrame =
  | { readonly v: 1; readonly n: number; readonly message: TrustMessage }
  | { readonly v: 1; readonly ack: number }
