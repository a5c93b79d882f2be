import { z } from 'zod'
import { Name, Word } from './words.ts'

const Simulated = z.strictObject({ kind: z.literal('simulated') })
const Pcsc = z.strictObject({
  kind: z.literal('pcsc'),
  reader: Name.optional().meta({
    description: 'Part of the name that PC/SC gives the reader; left out, the first one.',
  }),
})
const Serial = z.strictObject({
  kind: z.literal('serial'),
  path: z.string().min(1).max(1024).meta({ description: 'Device file, such as /dev/ttyUSB0.' }),
  baudRate: z.int('is a whole number').positive('is more than 0').optional().meta({ default: 9600 }),
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
