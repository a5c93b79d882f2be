import { z } from 'zod'
import { LINE_ENCODINGS } from '../../../sim/protocol/line-reader/line-format.ts'
import { Name, Word } from './words.ts'

const Simulated = z.strictObject({ kind: z.literal('simulated') })
const Pcsc = z.strictObject({
  kind: z.literal('pcsc'),
  reader: Name.optional().meta({
    description: 'Part of the name that PC/SC gives the reader; left out, the first one.',
  }),
})
const Affix = z.string().min(1, 'has at least one letter').max(32)

/** How a reader that writes a line for each presentation spells it. */
export const Line = z.strictObject({
  encoding: z.enum(LINE_ENCODINGS).optional().meta({ default: 'hex' }),
  prefix: Affix.optional().meta({ description: 'What stands before the number in every line.' }),
  suffix: Affix.optional().meta({ description: 'What stands behind the number in every line.' }),
  byteOrder: z.enum(['msb-first', 'lsb-first']).optional().meta({ default: 'msb-first' }),
})

export const SerialPath = z
  .string()
  .min(1)
  .max(1024)
  .meta({ description: 'Device file: /dev/ttyUSB0, or better its name in /dev/serial/by-id, which stays.' })

export const BaudRate = z.int('is a whole number').positive('is more than 0').max(4_000_000, 'is at most 4000000')

const Serial = z.strictObject({
  kind: z.literal('serial'),
  path: SerialPath,
  baudRate: BaudRate.optional().meta({ default: 9600 }),
  line: Line.optional().meta({
    description:
      'For a reader that writes lines. Left out at an iButton reader, the port is a 1-Wire adapter with a DS2480B (DS9097U).',
  }),
})

/** Where a reader has its credentials from. One line turns a simulated reader into a real one. */
const TagSource = z.discriminatedUnion('kind', [Simulated, Pcsc, Serial])
const IButtonSource = z.discriminatedUnion('kind', [Simulated, Serial])

const NfcCodeTouch = z.strictObject({
  kind: z.literal('nfc-code-touch'),
  variant: z.enum(['tree', 'air']).optional().meta({ default: 'tree' }),
  source: TagSource.optional(),
})

const OneWireExtension = z.strictObject({
  kind: z.literal('one-wire-extension'),
  readers: z
    .record(Word, z.strictObject({ source: IButtonSource.optional() }))
    .meta({ description: 'Its iButton readers by name. They share the names of the devices of the site.' }),
})

const Intercom = z.strictObject({
  kind: z.literal('intercom'),
  version: z.enum(['v1', 'v2']).optional().meta({ default: 'v2' }),
})

export const Device = z.discriminatedUnion('kind', [NfcCodeTouch, OneWireExtension, Intercom])
export const Devices = z.record(Word, Device)
