import { z } from 'zod'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { plane, Site, Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'
import { App, CredentialName, Exists, located } from './words.ts'

const names = z.array(Text).max(1000)
const credentials = z.array(CredentialName).max(1000)

export const user = matcher({
  word: 'user',
  schema: z
    .strictObject({
      user: Text.meta({ description: 'Anna, or Anna@Office for one of another Miniserver.' }),
      site: Site,
      exists: Exists,
      kind: z.enum(['user', 'trustUser']).optional().meta({ description: 'The symbol it is listed with.' }),
      groups: names.optional().meta({ description: 'Groups that it is in, among others; [] where it is in none.' }),
      tags: credentials.optional().meta({ description: 'Names of tags that it bears, among others; [] for none.' }),
      ibuttons: credentials
        .optional()
        .meta({ description: 'Names of iButtons that it bears, among others; [] for none.' }),
      state: z
        .enum(['enabled', 'disabled', 'enabled-until', 'enabled-from', 'timespan'])
        .optional()
        .meta({ description: 'Its status; of a user of another Miniserver, as its origin has it.' }),
      'disabled-here': z.boolean().optional().meta({
        description: 'Whether a user of another Miniserver is switched off here.',
      }),
      document: plane.document,
      app: App,
    })
    .meta({ description: 'A user of the open document or, where none is open, of the program that runs.' }),
  names: { site: aSite },
  tell: ({ user, site, document: _, app: __, ...sought }) => withFacts(`user ${user} at ${site}`, sought),
  concerns: ({ channel }) => channel === 'notice' || channel === '$state',
  look: async ({ rig }, { user: name, site, document, app, ...sought }): Promise<Look> => {
    const { users, plane } = await rig.call('user-list', { site, document, app })
    const found = users.find((each) => isSame(each.user, name))
    if (found === undefined) return located(judged(undefined, sought), plane)
    const { kind, groups, tags, ibuttons, status, disabledHere = false } = found
    const actual = { kind, groups, tags, ibuttons, state: status.state, 'disabled-here': disabledHere }
    return located(judged(actual, sought), plane)
  },
})
