import { z } from 'zod'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { nameInput, namesInput, planeInput, siteInput } from '../inputs.ts'
import { planeOf, planeOutput } from '../plane.ts'
import { serialNamed, trustNamed } from '../trust-named.ts'

const membersInput = namesInput.describe('Serial numbers, or sites of the rig, in the order in which they are shown')

/** "Configure Trust": the whole arrangement at a time (R60–R62). */
export const trustArrange = rigCommand({
  name: 'trust-arrange',
  summary: 'Sorts and groups the members of a Trust, on its manager: for the eye alone, nobody may more or less by it',
  input: z.strictObject({
    site: siteInput.describe('The site whose Miniserver manages the Trust'),
    trust: nameInput.optional().describe('Name of the Trust; may be left out where there is one'),
    members: membersInput.optional().describe('In no group, and first; who is not named at all comes behind them'),
    groups: z
      .array(z.strictObject({ name: nameInput, members: membersInput }))
      .max(1000)
      .optional()
      .describe('All groups there are then, in their order'),
    ...planeInput,
  }),
  output: z.strictObject({ ...planeOutput, trust: z.string(), groups: z.array(z.string()) }),
  run: async (context, { site, trust, members = [], groups = [], ...choice }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const { trustUuid, name } = trustNamed(plane.program, identityOf(file, plane.site).serial, trust)
    const serials = (names: readonly string[]): string[] => names.map((each) => serialNamed(file, each))
    const arrangement = {
      members: serials(members),
      groups: groups.map((group) => ({ name: group.name.trim(), members: serials(group.members) })),
    }
    const edited = await plane.edit({ type: 'arrange-members', trustUuid, arrangement })
    return { ...edited, trust: name, groups: arrangement.groups.map((group) => group.name) }
  },
})
