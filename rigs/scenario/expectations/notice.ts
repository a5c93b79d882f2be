import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import { identityOf } from '../../rig-file/identity.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, Text } from '../words.ts'
import { type Facts, isSame, withFacts } from './facts.ts'
import { counted, Times } from './words.ts'

/** What Miniservers give notice of (docs/interface.md, "The bus"). */
export const NOTICES = [
  ...[
    'device-online',
    'device-offline',
    'device-battery-low',
    'device-tampered',
    'credential-conflict',
    'logic',
    'frame-malformed',
    'firmware-updated',
    'tag-never-seen',
    'tag-learned',
    'tag-formatted',
    'tag-not-learned',
    'reader-error',
  ],
  ...['default-password', 'admin-reset', 'sd-card-refused', 'factory-reset', 'user-expired'],
  ...['trust-member-joined', 'trust-joined', 'trust-replicated', 'trust-feed-behind', 'trust-refused'],
  ...['trust-origin-online', 'trust-origin-offline', 'trust-origin-restored', 'trust-conflict'],
  ...['trust-created', 'trust-member-removed', 'trust-evicted', 'trust-left', 'trust-dissolved'],
  ...['io-changed', 'trust-io-valid', 'trust-io-invalid', 'trust-io-rate'],
  ...[
    'intercommunication-sent',
    'intercommunication-received',
    'intercommunication-refused',
    'intercommunication-restless',
  ],
  ...['intercom-rings', 'intercom-stopped', 'intercom-bell-output', 'intercom-ring-expired', 'intercom-ring-refused'],
  ...['intercom-bell-output-added', 'intercom-bell-output-removed', 'intercom-stream-cut', 'intercom-call-refused'],
  ...['trust-path', 'trust-queue-long', 'trust-taken-over', 'trust-takeover-conflict', 'trust-lost-update'],
] as const

const data = z.record(Text, z.union([Text, z.number(), z.boolean()]))

export const notice = matcher({
  word: 'notice',
  schema: z
    .strictObject({
      notice: z.enum(NOTICES),
      site: Site.optional().meta({ description: 'Whose Miniserver gave it.' }),
      data: data.optional().meta({ description: 'Some of what it says. A Miniserver is its serial, name or site.' }),
      times: Times,
    })
    .meta({ description: 'A Miniserver gave notice of something.' }),
  names: { site: aSite },
  tell: ({ notice, site, data = {}, times }) =>
    withFacts(`notice ${notice}${site === undefined ? '' : ` of ${site}`}`, { ...data, times }),
  concerns: ({ channel }) => channel === 'notice',
  look: async ({ seen, estate: { file } }, { notice, site, data = {}, times }): Promise<Look> => {
    const place = site === undefined ? undefined : siteNamed(file, site)
    const given = seen.messages.flatMap((message) =>
      message.channel === 'notice' && message.name === notice && (place ?? message.site) === message.site
        ? [message.data]
        : [],
    )
    const met = given.filter((each) => differing(file, each, data).length === 0)
    if (met.length > 0) return counted(met.length, times, met.length)
    const last = given.at(-1)
    if (last === undefined) return { happened: 'there was no such notice' }
    return { happened: `it said ${differing(file, last, data).join(', ')}` }
  },
})

function differing(file: RigFile, actual: Readonly<Record<string, unknown>>, sought: Facts): string[] {
  return Object.entries(sought).flatMap(([key, wanted]) => {
    const value = actual[key]
    if (value === wanted) return []
    if (typeof value === 'string' && typeof wanted === 'string' && names(file, wanted, value)) return []
    return [value === undefined ? `no ${key}` : `${key} ${String(value)}`]
  })
}

/** Whether a text is what a notice says, or a site whose Miniserver has it as its serial. */
function names(file: RigFile, text: string, actual: string): boolean {
  if (isSame(actual, text)) return true
  const site = Object.keys(file.sites).find((each) => isSame(each, text) || isSame(identityOf(file, each).name, text))
  return site !== undefined && isSame(identityOf(file, site).serial, actual)
}
