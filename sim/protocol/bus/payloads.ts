import { z } from 'zod'
import { WAYS } from '../../domain/connectivity/standing.ts'
import { LEARN_FAULTS, TOO_SOON } from '../../domain/keypad/learning.ts'
import { decisionSchema } from './decision-schema.ts'

/** One level of a topic. Some brokers refuse dots, and names match without case, so there are no capitals. */
export const LEVEL = /^[a-z0-9$-]+$/

const source = z.enum(['simulated', 'pcsc', 'serial']).describe('Where the credential was read')
const sealed = z
  .string()
  .min(1)
  .max(4096)
  .describe(
    "The credential's id, keys that are pressed, or a card, AES-256-GCM under the device's key: base64url of nonce, ciphertext and tag",
  )

/** No device keeps a presentation for longer than a year. */
export const AGE_MAX_MS = 366 * 86_400_000

export const deviceState = z.enum(['init', 'ready', 'lost', 'disconnected']).describe('`lost` is the last will')

/** Of an NFC Code Touch: what kind it is, and how it is set up. */
const keypad = z.strictObject({
  variant: z.enum(['tree', 'air']),
  power: z.enum(['mains', 'battery']),
  generation: z.literal([1, 2]),
  keySound: z.boolean(),
  digitTimeoutMs: z.number().min(1).max(3_600_000),
})

export const deviceDescription = z.strictObject({
  kind: z.enum(['miniserver', 'nfc-code-touch', 'one-wire-extension', 'external-reader', 'intercom']),
  serial: z.string().max(64),
  capabilities: z.array(z.string().max(64)).max(64),
  placement: z.enum(['in-process', 'process', 'container']),
  source: source.exactOptional(),
  version: z.string().max(64),
  keypad: keypad.exactOptional(),
})

export const eventData = z.strictObject({
  sealed: sealed.exactOptional(),
  ageMs: z.number().min(0).max(AGE_MAX_MS).describe("How old this is, by the device's own clock"),
  source: source.exactOptional(),
  typedMs: z.number().min(0).max(AGE_MAX_MS).exactOptional().describe('Of digits: since when they were typed'),
  fault: z.enum(LEARN_FAULTS).exactOptional().describe('Of what could not be learned: why'),
})

export const receiptData = z.strictObject({
  event: z.string().min(1).max(256).describe('Id of the event that the Miniserver has taken over'),
})

export const sealedCredential = z.strictObject({ sealed, source })
export const sealedTap = sealedCredential.extend({
  tooSoon: z.enum(TOO_SOON).exactOptional().describe('It is taken away before it is read, or while it is written'),
})
export const sealedTouch = sealedCredential.extend({
  stays: z.literal(true).exactOptional().describe('It lies there until `remove`; absent: a short touch'),
})
export const feedbackData = z.strictObject({
  signal: z.enum(['granted', 'denied', 'locked', 'rung', 'awaiting', 'learned', 'unreadable']),
})
export const lockData = z.strictObject({ locked: z.boolean() })
export const lightData = z.strictObject({
  light: z
    .string()
    .regex(/^r?g?b?w?$/)
    .describe('Of red, green, blue and white those that are on'),
})
export const sealedCard = z.strictObject({ sealed })
export const speechData = z.strictObject({ text: z.string().min(1).max(1_000) })
export const nothing = z.strictObject({})

export const stateData = z.strictObject({
  value: z.union([z.boolean(), z.number(), z.string().max(16_384), z.null()]),
})

export const noticeData = z
  .record(z.string().max(64), z.unknown())
  .describe('What there is to say, as JSON; no two notices have the same')

/** Connections to the bus are counted by these names: `rig`, or `site/device`. */
const connectionName = z.string().regex(/^[a-z0-9$-]+(\/[a-z0-9$-]+)?$/)
const count = z.int().min(0)

const text = z.string().max(256)

/** Where a Miniserver stands in the network (docs/behaviour.md 3.3.4). */
const standing = z.strictObject({
  lan: text,
  access: z.strictObject({
    by: z.union([z.enum(['nothing', ...WAYS]), z.array(z.enum(WAYS))]),
    https: z.boolean().optional(),
    forwarded: z.boolean().optional(),
    address: text.optional(),
    cloudDns: z.enum(['not-registered', 'not-reporting', 'denied']).optional(),
    remoteConnect: z.enum(['none', 'timeout', 'restart']).optional(),
  }),
  miniserverType: count,
  isUnsecured: z.boolean().describe('admin/admin opens it'),
  isOnline: z.boolean().describe('Its site has the Internet'),
  internal: text.exactOptional().describe('Where its LAN finds it, where that may not be what its peers were told'),
  external: text.exactOptional().describe('Where it is reached from outside'),
})

export const clockReading = z.strictObject({
  reading: count.describe('Counts up with every reading of a rig'),
  monotonicOffsetMs: z.number().describe("To add to the machine's monotonic time"),
  wallOffsetMs: z.record(z.string().regex(LEVEL), z.number()).describe("By site: to add to the machine's wall clock"),
  network: z
    .strictObject({ isInternetUp: z.boolean(), units: z.record(z.string().regex(/^[0-9A-F]{12}$/), standing) })
    .exactOptional()
    .describe('The networks between the Miniservers, by serial; absent: all are in one LAN'),
})

export const restPoll = z.strictObject({
  reading: count.describe(
    'Answer when you have followed this reading of the clock, and all that you know of is settled',
  ),
  received: z
    .record(connectionName, count)
    .describe('By connection, where something is on its way: answer when you have received so many messages'),
})

export const restTally = z.strictObject({
  reading: count.describe('The reading of the clock that is followed'),
  session: z
    .string()
    .min(1)
    .max(64)
    .describe('New with every connection: what was on its way to an earlier one is lost'),
  sent: z.record(connectionName, count).describe('Messages that the broker took over, by who reads them'),
  received: count.describe('Messages that were handled'),
  begun: count.describe('Publications, commits and Trust requests so far; all have ended'),
  dueOffsetMs: z.number().exactOptional().describe('The `monotonicOffsetMs` at which the next timer would be due now'),
})

/** What happened, by event name. */
export const EVENTS = {
  'tag-presented': { data: eventData, summary: 'A tag was held to a keypad' },
  'code-entered': { data: eventData, summary: 'Digits were typed at a keypad' },
  'bell-pressed': { data: eventData, summary: 'The bell of a keypad was pressed, perhaps after digits' },
  'tag-learned': { data: eventData, summary: 'A tag was held to a keypad in learn mode, and learned' },
  'tag-formatted': { data: eventData, summary: 'Its id and keys were taken away' },
  'learn-failed': { data: eventData, summary: 'It could be neither learned nor formatted' },
  'battery-low': { data: eventData, summary: 'A battery is nearly empty' },
  tampered: { data: eventData, summary: 'Somebody tampers with the device' },
  'ibutton-arrived': { data: eventData, summary: 'An iButton touched its reader' },
  'ibutton-departed': { data: eventData, summary: 'An iButton left its reader' },
  'external-presented': { data: eventData, summary: 'An external ID was presented to an external reader' },
  unsupported: { data: eventData, summary: 'The device was told something that this version cannot do' },
} as const

/** What to do, by command name. */
export const COMMANDS = {
  feedback: { data: feedbackData, summary: 'Show granted, denied and so on (§3.6.4)' },
  lock: { data: lockData, summary: 'Your keys are dead, or alive again (§3.6.4)' },
  light: { data: lightData, summary: 'What your status LED shows (§3.6.2)' },
  learn: { data: sealedCard, summary: 'Learn or format the next tag, instead of presenting it (§3.6.5)' },
  'stop-learning': { data: nothing, summary: 'Present tags again' },
  tap: { data: sealedTap, summary: 'Somebody holds this tag to you (simulated sources only)' },
  touch: { data: sealedTouch, summary: 'Somebody touches you with this iButton (simulated sources only)' },
  present: {
    data: sealedCredential,
    summary:
      'A reader attached to the rig read this; from a simulated source: somebody presents this external ID to you',
  },
  remove: { data: sealedCredential, summary: 'It was taken away again' },
  'sd-card': {
    data: sealedCard,
    summary:
      "Somebody switches you off, puts a card with a new password for admin in, and switches you on (the Miniserver's)",
  },
  'factory-reset': {
    data: sealedCard,
    summary: "Somebody resets you to how you left the factory (the Miniserver's)",
  },
  key: { data: sealedCard, summary: 'Somebody presses these keys of you, one after the other' },
  'battery-low': { data: nothing, summary: 'Your battery is nearly empty' },
  tamper: { data: nothing, summary: 'Somebody tampers with you' },
  ring: { data: nothing, summary: 'Somebody presses the bell' },
  speak: { data: speechData, summary: 'Say this to whoever stands before you (§3.10)' },
  unplug: { data: nothing, summary: 'Somebody pulls your plug: you forget all that is not durable, and are silent' },
  plug: { data: nothing, summary: 'You have power again' },
} as const

/** Every other channel has one kind of data. */
export const PLAIN = {
  $clock: { data: clockReading, summary: "The rig's clock, and the networks between its Miniservers" },
  $poll: { data: restPoll, summary: 'Tell when you are at rest: asked of everyone before the clock is moved' },
  $tally: { data: restTally, summary: 'I am at rest: the answer to a poll' },
  $state: { data: deviceState, summary: 'Whether the device is there' },
  $description: { data: deviceDescription, summary: 'What the device is' },
  receipt: { data: receiptData, summary: 'This event is mine now' },
  state: { data: stateData, summary: 'What is: outputs, bell, locked, alive …' },
  notice: {
    data: noticeData,
    summary: 'Something a person watching should hear of: a member joined, an origin went offline …',
  },
  decision: { data: decisionSchema, summary: 'The decision record' },
} as const

/** The schema of a message's data; `undefined` where there is no such event or command. */
export function dataSchemaOf(channel: string, name: string | undefined): z.ZodType | undefined {
  if (channel === 'event') return own(EVENTS, name)?.data
  if (channel === 'command') return own(COMMANDS, name)?.data
  return own(PLAIN, channel)?.data
}

function own<T extends object>(table: T, key: string | undefined): T[keyof T] | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key as keyof T] : undefined
}
