import { z } from 'zod'
import { InternetAccess } from './internet-access.ts'
import { Duration, Name } from './words.ts'

const Port = z.int('is a whole number').min(1, 'is at least 1').max(65_535, 'is at most 65535')

export const Miniserver = z.strictObject({
  serial: z
    .string()
    .regex(/^[0-9a-fA-F]{12}$/, 'SERIAL_INVALID: is 12 hex digits, such as 504F94A00001')
    .meta({ description: 'Serial number, 12 hex digits. Put it in quotes if it has digits only.' }),
  name: Name.meta({ description: 'What people call this Miniserver; the host in Anna@Office.' }),
  type: z.int('is a whole number').min(0, 'is 0 to 4').max(4, 'is 0 to 4').optional().meta({
    default: 2,
    description: '0 Miniserver Gen. 1, 1 Miniserver Go Gen. 1, 2 Miniserver, 3 Miniserver Go, 4 Miniserver Compact.',
  }),
  firmware: z
    .string()
    .regex(/^\d{1,4}(?:\.\d{1,4}){3}$/, 'has four numbers, such as 16.0.6.10')
    .optional()
    .meta({ default: '16.0.6.10' }),
  timeZone: z.string().max(64).meta({ description: 'IANA name, such as Europe/Vienna.' }),
  external: z.boolean().optional().meta({ default: true, description: 'Whether it can be reached from outside.' }),
  lan: Name.optional().meta({
    default: 'one for all',
    description:
      'Sites of one LAN reach each other without the Internet; others as "internet" says (docs/behaviour.md 3.3.4).',
  }),
  internet: InternetAccess.optional().meta({
    description: 'How it is set up for the Internet; left out, by nothing.',
  }),
  connectionTimeout: Duration.optional().meta({
    default: '15m',
    description: 'How long others hold it online without hearing of it; 0s for ever (docs/behaviour.md 3.3.6).',
  }),
  ports: z
    .strictObject({
      ...{ http: Port.optional(), https: Port.optional(), external: Port.optional() },
      intercommunication: Port.optional().meta({ description: 'UDP, where it has Network Intercommunication.' }),
    })
    .optional()
    .meta({ description: 'Fixed ports; what is left out, or taken, is chosen by the rig.' }),
})
