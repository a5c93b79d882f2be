import { z } from 'zod'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { plane, Site, Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'
import { App, Exists, located } from './words.ts'

export const group = matcher({
  word: 'group',
  schema: z
    .strictObject({
      group: Text.meta({ description: 'Adults, or Adults@Office for one of another Miniserver.' }),
      site: Site,
      exists: Exists,
      kind: z.enum(['group', 'trustGroup']).optional().meta({ description: 'The symbol it is listed with.' }),
      document: plane.document,
      app: App,
    })
    .meta({ description: 'A user group of the open document or, where none is open, of the program that runs.' }),
  names: { site: aSite },
  tell: ({ group, site, exists, kind }) => withFacts(`group ${group} at ${site}`, { exists, kind }),
  concerns: ({ channel }) => channel === 'notice' || channel === '$state',
  look: async ({ rig }, { group: name, site, document, app, ...sought }): Promise<Look> => {
    const { groups, plane } = await rig.call('group-list', { site, document, app })
    const found = groups.find((each) => isSame(each.group, name))
    return located(judged(found && { kind: found.kind }, sought), plane)
  },
})
