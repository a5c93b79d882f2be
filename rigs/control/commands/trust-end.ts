import { z } from 'zod'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { nameInput, planeInput, siteInput } from '../inputs.ts'
import { planeOf, planeOutput } from '../plane.ts'
import { serialNamed, trustNamed } from '../trust-named.ts'

const which = {
  trust: nameInput.optional().describe('Name of the Trust; may be left out where there is one'),
  ...planeInput,
}

const ended = { ...planeOutput, trust: z.string() }

export const trustRemoveMember = rigCommand({
  name: 'trust-remove-member',
  summary:
    'Removes a member from a Trust, on its manager: what came of it goes everywhere, and on it what came of the others',
  input: z.strictObject({
    site: siteInput.describe('The site whose Miniserver manages the Trust'),
    member: nameInput.describe('Serial number, or a site of the rig'),
    ...which,
  }),
  output: z.strictObject({ ...ended, member: z.string() }),
  run: async (context, { site, member, trust, ...choice }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const { trustUuid, name } = trustNamed(plane.program, identityOf(file, plane.site).serial, trust)
    const serial = serialNamed(file, member)
    return { ...(await plane.edit({ type: 'remove-member', trustUuid, serial })), trust: name, member: serial }
  },
})

export const trustLeave = rigCommand({
  name: 'trust-leave',
  summary: 'Leaves a Trust: what came of the others goes here, and what is of this Miniserver there',
  input: z.strictObject({ site: siteInput, ...which }),
  output: z.strictObject(ended),
  run: async (context, { site, trust, ...choice }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const { trustUuid, name } = trustNamed(plane.program, identityOf(file, plane.site).serial, trust)
    return { ...(await plane.edit({ type: 'leave-trust', trustUuid })), trust: name }
  },
})

export const trustDissolve = rigCommand({
  name: 'trust-dissolve',
  summary: 'Dissolves a Trust, on its manager: all its members are removed, for good',
  input: z.strictObject({ site: siteInput.describe('The site whose Miniserver manages the Trust'), ...which }),
  output: z.strictObject(ended),
  run: async (context, { site, trust, ...choice }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const { trustUuid, name } = trustNamed(plane.program, identityOf(file, plane.site).serial, trust)
    return { ...(await plane.edit({ type: 'dissolve-trust', trustUuid })), trust: name }
  },
})
