import { z } from 'zod'
import { LINE_ENCODINGS } from '../../../sim/protocol/line-reader/line-format.ts'
import { Duration, Name, Word } from './words.ts'

const Simulated = z.strictObject({ kind: z.literal('simulated') })

/** Which PC/SC reader; where nothing is said, the only one. */
export const PcscWishKeys = {
  reader: Name.optional().meta({
    description: 'Part of the name that PC/SC gives the reader; left out, the only one.',
  }),
  serial: Name.optional().meta({
    description: 'The serial number of the reader, which some drivers put into its name, in parentheses.',
  }),
  slot: z
    .string()
    .regex(/^[0-9a-f]{2} [0-9a-f]{2}$/i, 'is the two numbers at the end of the name, such as "00 01"')
    .optional()
    .meta({ description: 'The numbers at the end of its name: of the reader, and of its slot.' }),
}
const Pcsc = z.strictObject({ kind: z.literal('pcsc'), ...PcscWishKeys })
const Affix = z.string().min(1, 'has at least one letter').max(32)

const Prefix = Affix.regex(/^\S/, 'begins with no blank: those around a line count for nothing')
const Suffix = Affix.regex(/\S$/, 'ends with no blank: those around a line count for nothing')

/** How a reader that writes a line for each presentation spells it. */
export const Line = z
  .strictObject({
    encoding: z.enum(LINE_ENCODINGS).optional().meta({ default: 'hex' }),
    prefix: Prefix.optional().meta({ description: 'What stands before the number in every line.' }),
    suffix: Suffix.optional().meta({ description: 'What stands behind the number in every line.' }),
    byteOrder: z.enum(['msb-first', 'lsb-first']).optional().meta({ default: 'msb-first' }),
  })
  .refine(({ encoding, byteOrder }) => encoding !== 'text' || byteOrder === undefined, {
    path: ['byteOrder'],
    error: 'is of numbers; lines of text have no bytes to turn round',
  })

export const SerialPath = z
  .string()
  .min(1)
  .max(1024)
  .meta({ description: 'Device file: /dev/ttyUSB0, or better its name in /dev/serial/by-id, which stays.' })

const UsbId = z.string().regex(/^[0-9a-f]{4}$/i, 'is four hexadecimal digits, such as "0403"')

/** What USB says of an adapter. */
export const Usb = z
  .strictObject({ serialNumber: Name.optional(), vendorId: UsbId.optional(), productId: UsbId.optional() })
  .refine((said) => Object.keys(said).length > 0, 'has at least one of serialNumber, vendorId and productId')
  .meta({
    description:
      'The port by what USB says of its adapter: found wherever it is plugged in. loxrig attach list shows it.',
  })

/** A port is named once. */
export const isOnePort = ({ path, usb }: { readonly path?: unknown; readonly usb?: unknown }): boolean =>
  (path === undefined) !== (usb === undefined)
export const ONE_PORT = 'has either "path" or "usb"'

export const BaudRate = z.int('is a whole number').positive('is more than 0').max(4_000_000, 'is at most 4000000')

const Serial = z
  .strictObject({
    kind: z.literal('serial'),
    path: SerialPath.optional(),
    usb: Usb.optional(),
    baudRate: BaudRate.optional().meta({ default: 9600 }),
    line: Line.optional().meta({
      description:
        'For a reader that writes lines. Left out at an iButton reader, the port is a 1-Wire adapter with a DS2480B (DS9097U).',
    }),
  })
  .refine(isOnePort, ONE_PORT)

/** Where a reader has its credentials from. One line turns a simulated reader into a real one. */
export const TagSource = z.discriminatedUnion('kind', [Simulated, Pcsc, Serial])
/** Of iButton readers and external readers. */
const SerialSource = z.discriminatedUnion('kind', [Simulated, Serial])

const NfcCodeTouch = z.strictObject({
  kind: z.literal('nfc-code-touch'),
  variant: z.enum(['tree', 'air']).optional().meta({ default: 'tree' }),
  power: z.enum(['mains', 'battery']).optional().meta({
    default: 'mains',
    description: 'An Air on a battery reads a tag only after a key, and shows no permanent light.',
  }),
  generation: z.literal([1, 2]).optional().meta({ default: 2 }),
  keySound: z.boolean().optional().meta({ default: true, description: 'Whether a key that is pressed is heard.' }),
  digitTimeout: Duration.regex(/[1-9]/, 'must be more than 0s').optional().meta({
    default: '5s',
    description: 'How long it waits for the next digit (Td), and a preselection for what follows.',
  }),
  source: TagSource.optional(),
  dummy: z.boolean().optional().meta({
    default: false,
    description:
      'It stands in Config only, in the place of a device that nobody has assigned yet: nothing can be held to it.',
  }),
})

const OneWireExtension = z.strictObject({
  kind: z.literal('one-wire-extension'),
  readers: z
    .record(Word, z.strictObject({ source: SerialSource.optional() }))
    .meta({ description: 'Its iButton readers by name. They share the names of the devices of the site.' }),
})

const ExternalReader = z.strictObject({ kind: z.literal('external-reader'), source: SerialSource.optional() }).meta({
  description: 'A fingerprint scanner or whatever else tells external IDs: to the input Eid of an Access Controller.',
})

const Intercom = z.strictObject({
  kind: z.literal('intercom'),
  version: z.enum(['v1', 'v2']).optional().meta({ default: 'v2' }),
})

export const Device = z.discriminatedUnion('kind', [NfcCodeTouch, OneWireExtension, ExternalReader, Intercom])
export const Devices = z.record(Word, Device)
