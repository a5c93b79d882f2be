import { z } from 'zod'
import { decisionSchema } from './decision-schema.ts'

/** One level of a topic. Some brokers refuse dots, and names match without case, so there are no capitals. */
export const LEVEL = /^[a-z0-9$-]+$/

const source = z.enum(['simulated', 'pcsc', 'serial']).describe('Where the credential was read')
const sealed = z
  .string()
  .min(1)
  .max(4096)
  .describe(
    "The credential's id, or a card, AES-256-GCM under the device's key: base64url of nonce, ciphertext and tag",
  )

/** No device keeps a presentation for longer than a year. */
export const AGE_MAX_MS = 366 * 86_400_000

export const deviceState = z.enum(['init', 'ready', 'lost', 'disconnected']).describe('`lost` is the last will')

export const deviceDescription = z.strictObject({
  kind: z.enum(['miniserver', 'nfc-code-touch', 'one-wire-extension', 'external-reader', 'intercom']),
  serial: z.string().max(64),
  capabilities: z.array(z.string().max(64)).max(64),
  placement: z.enum(['in-process', 'process', 'container']),
  source: source.exactOptional(),
  version: z.string().max(64),
})

export const eventData = z.strictObject({
  sealed: sealed.exactOptional(),
  ageMs: z.number().min(0).max(AGE_MAX_MS).describe("How old this is, by the device's own clock"),
  source: source.exactOptional(),
})

export const receiptData = z.strictObject({
  event: z.string().min(1).max(256).describe('Id of the event that the Miniserver has taken over'),
})

export const sealedCredential = z.strictObject({ sealed, source })
export const sealedTouch = sealedCredential.extend({
  stays: z.literal(true).exactOptional().describe('It lies there until `remove`; absent: a short touch'),
})
export const feedbackData = z.strictObject({ signal: z.enum(['granted', 'denied', 'locked']) })
export const sealedCard = z.strictObject({ sealed })
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

export const clockReading = z.strictObject({
  reading: count.describe('Counts up with every reading of a rig'),
  monotonicOffsetMs: z.number().describe("To add to the machine's monotonic time"),
  wallOffsetMs: z.record(z.string().regex(LEVEL), z.number()).describe("By site: to add to the machine's wall clock"),
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
  'ibutton-arrived': { data: eventData, summary: 'An iButton touched its reader' },
  'ibutton-departed': { data: eventData, summary: 'An iButton left its reader' },
  unsupported: { data: eventData, summary: 'The device was told something that this version cannot do' },
} as const

/** What to do, by command name. */
export const COMMANDS = {
  feedback: { data: feedbackData, summary: 'Show granted or denied (§3.6.4)' },
  tap: { data: sealedCredential, summary: 'Somebody holds this tag to you (simulated sources only)' },
  touch: { data: sealedTouch, summary: 'Somebody touches you with this iButton (simulated sources only)' },
  present: { data: sealedCredential, summary: 'A reader attached to the rig read this' },
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
  key: { data: nothing, summary: 'Somebody presses a key; answered with `unsupported`' },
  ring: { data: nothing, summary: 'Somebody presses the bell; answered with `unsupported`' },
} as const

/** Every other channel has one kind of data. */
export const PLAIN = {
  $clock: { data: clockReading, summary: "The rig's clock" },
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
