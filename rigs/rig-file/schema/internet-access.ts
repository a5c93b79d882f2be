import { z } from 'zod'
import { WAYS } from '../../../sim/domain/connectivity/standing.ts'

const Way = z.enum(WAYS)

/** How a Miniserver is reached over the Internet (docs/behaviour.md 3.3.4). */
export const InternetAccess = z.strictObject({
  by: z.union([z.enum(['nothing', ...WAYS]), z.array(Way).min(1).max(WAYS.length)]).meta({
    description: 'How others reach it; of several ways the fastest that is open is taken, in this order.',
  }),
  https: z.boolean().optional().meta({ default: true, description: 'Whether it has an HTTPS port.' }),
  forwarded: z.boolean().optional().meta({ default: true, description: 'Whether that port is forwarded to it.' }),
  address: z
    .string()
    .max(256)
    .regex(/^[a-z0-9.-]+:\d{1,5}$/i, 'is a host and a port, such as home.example.org:443')
    .optional()
    .meta({ description: 'By hand: its static or DDNS address, as it tells it to others.' }),
  cloudDns: z.enum(['not-registered', 'not-reporting', 'denied']).optional().meta({
    description: 'What is wrong with it at Cloud DNS: 403, 405, 418.',
  }),
  remoteConnect: z.enum(['none', 'timeout', 'restart']).optional().meta({
    description: 'What is wrong with its Remote Connect: 481, 482, 483.',
  }),
})
