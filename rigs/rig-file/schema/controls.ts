import { z } from 'zod'
import { DeviceCodes, DeviceTags } from './device-authorisations.ts'
import { PacketId } from './intercommunication.ts'
import { AccessCode } from './users.ts'
import { Duration, Name, Word } from './words.ts'

const base = {
  room: Name.optional(),
  category: Name.optional(),
  secured: z
    .boolean()
    .optional()
    .meta({ default: false, description: 'Operated with the User Interface Password only.' }),
}
const HistoryLength = z
  .int('is a whole number')
  .min(0, 'is 0 to 100')
  .max(100, 'is 0 to 100')
  .optional()
  .meta({ default: 100, description: 'Entries kept in the history.' })
const Pulse = Duration.optional().meta({ default: '3s', description: 'How long a granted output stays on.' })

const AuthenticationNfcCodeTouch = z.strictObject({
  kind: z.literal('authentication-nfc-code-touch'),
  ...base,
  reader: Word.meta({ description: 'An NFC Code Touch of this site.' }),
  outputs: z
    .partialRecord(z.enum(['1', '2', '3', '4', '5', '6']), Name)
    .meta({ description: 'Outputs in use, 1 to 6, and what they do. Output 1 is what a tag opens by itself.' }),
  pulse: Pulse,
  authentication: z.int('is a whole number').optional().meta({
    default: 1,
    description: 'Parameter Au: 0 two-factor, 1 code or NFC, 2 NFC, 3 code, 4 OCPP or NFC.',
  }),
  additionalPreselections: z.boolean().optional().meta({
    default: false,
    description: 'Outputs 7 to 9999 can be selected and show at Nco; a prefix then comes before each code.',
  }),
  nfcConfirmsEntry: z.boolean().optional().meta({
    default: true,
    description: 'What was typed before a tag counts without a tick: a preselection, or of two factors the code.',
  }),
  codes: DeviceCodes.optional().meta({ description: 'Access codes of the keypad itself, of nobody.' }),
  tags: DeviceTags.optional().meta({ description: 'Tags of the keypad itself, of nobody.' }),
  history: HistoryLength,
})

const AccessController = z.strictObject({
  kind: z.literal('access-controller'),
  ...base,
  reader: Word.meta({ description: 'An iButton reader of this site, or an external reader, whose IDs arrive at Eid.' }),
  pulse: Pulse,
  selection: Duration.optional().meta({
    default: '0s',
    description:
      'Parameter Dsel: for how long a pulse at Sel makes this block the one that is meant by what touches its 1-Wire Extension. With 0s that is checked at once.',
  }),
  history: HistoryLength,
})

const InfoOnlyDigital = z.strictObject({ kind: z.literal('info-only-digital'), ...base })

const Intercom = z.strictObject({
  kind: z.literal('intercom'),
  ...base,
  device: Word.meta({ description: 'An Intercom of this site.' }),
  maxBell: Duration.optional().meta({
    default: '60s',
    description: 'Parameter maxB: how long it rings at most; 0s: until somebody answers.',
  }),
  address: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/, { error: 'is a host, with or without a port: 192.168.1.8' })
    .optional()
    .meta({ description: 'Where its picture and sound are, as Apps are told; nothing of loxrig listens there.' }),
})

const IntercomReference = z.strictObject({
  kind: z.literal('intercom-reference'),
  ...base,
  host: Word.meta({ description: 'The site that has it, in a Trust with this one.' }),
  intercom: Name.meta({ description: 'A control of kind intercom there, at which this site is authorised.' }),
})

const Switch = z.strictObject({ kind: z.literal('switch'), ...base })

const intercommunicated = {
  ...base,
  value: z.enum(['digital', 'analog', 'text']).optional().meta({ default: 'digital' }),
  remote: PacketId.meta({ description: "A remote of this site's intercommunication, by what it calls itself." }),
  packet: PacketId.meta({ description: 'What both sides call the value: 8 bytes at most.' }),
}

const IntercommunicationInput = z.strictObject({ kind: z.literal('intercommunication-input'), ...intercommunicated })

const IntercommunicationOutput = z.strictObject({ kind: z.literal('intercommunication-output'), ...intercommunicated })

const inputReader = Word.meta({ description: 'An NFC Code Touch of this site, with a block that uses it or without.' })

const NfcCodeInput = z.strictObject({
  kind: z.literal('nfc-code-input'),
  ...base,
  reader: inputReader,
  code: AccessCode.optional().meta({
    description: 'Entered there, O pulses, and no door is asked for. Left out, nothing does.',
  }),
})

const NfcTagInput = z.strictObject({
  kind: z.literal('nfc-tag-input'),
  ...base,
  reader: inputReader,
  tag: Name.meta({
    description:
      'A credential by name, or an id in any usual spelling. Held there, O pulses, and no door is asked for.',
  }),
})

const TrustedIo = z.strictObject({
  kind: z.literal('trusted-io'),
  ...base,
  direction: z.enum(['input', 'output']),
  value: z.enum(['digital', 'analog', 'text']).optional().meta({ default: 'digital' }),
  description: Name.optional().meta({ description: 'In words for people, who find it in the Periphery Search.' }),
})

const TrustedIoReference = z.strictObject({
  kind: z.literal('trusted-io-reference'),
  ...base,
  host: Word.meta({ description: 'The site that has it, in a Trust with this one.' }),
  io: Name.meta({
    description: 'A control of kind trusted-io there. This site needs the right to its function there.',
  }),
})

/** A function block; `kind` is the block's name in Config. */
export const Control = z.discriminatedUnion('kind', [
  AuthenticationNfcCodeTouch,
  AccessController,
  InfoOnlyDigital,
  Intercom,
  IntercomReference,
  IntercommunicationInput,
  IntercommunicationOutput,
  NfcCodeInput,
  NfcTagInput,
  Switch,
  TrustedIo,
  TrustedIoReference,
])

const Terminal = z.string().regex(/^\S.*\.\S+$/u, 'is a control and its terminal, such as Front Door.O1')

export const Wiring = z.array(z.strictObject({ from: Terminal, to: Terminal })).max(10_000)
