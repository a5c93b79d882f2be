import { z } from 'zod'
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
  history: HistoryLength,
})

const AccessController = z.strictObject({
  kind: z.literal('access-controller'),
  ...base,
  reader: Word.meta({ description: 'An iButton reader of this site.' }),
  pulse: Pulse,
  history: HistoryLength,
})

const InfoOnlyDigital = z.strictObject({ kind: z.literal('info-only-digital'), ...base })

const Intercom = z.strictObject({
  kind: z.literal('intercom'),
  ...base,
  device: Word.meta({ description: 'An Intercom of this site.' }),
})

const Switch = z.strictObject({ kind: z.literal('switch'), ...base })

const TrustedIo = z.strictObject({
  kind: z.literal('trusted-io'),
  ...base,
  direction: z.enum(['input', 'output']),
  value: z.enum(['digital', 'analog', 'text']).optional().meta({ default: 'digital' }),
})

/** A function block; `kind` is the block's name in Config. */
export const Control = z.discriminatedUnion('kind', [
  AuthenticationNfcCodeTouch,
  AccessController,
  InfoOnlyDigital,
  Intercom,
  Switch,
  TrustedIo,
])

const Terminal = z.string().regex(/^\S.*\.\S+$/u, 'is a control and its terminal, such as Front Door.O1')

export const Wiring = z.array(z.strictObject({ from: Terminal, to: Terminal })).max(10_000)
