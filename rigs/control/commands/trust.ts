import { z } from 'zod'
import type { Membership } from '../../../sim/domain/trust/membership.ts'
import { joinAnswer, linksAnswer, signedKey, trustStatusAnswer } from '../../../sim/protocol/control/answers.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { newUuid } from '../hash.ts'
import { callerInput, documentInput, nameInput, planeInput, siteInput } from '../inputs.ts'
import { planeOf, planeOutput } from '../plane.ts'
import { serialNamed, trustNamed } from '../trust-named.ts'

const managed = {
  site: siteInput.describe('The site whose Miniserver manages the Trust'),
  trust: nameInput.optional().describe('Name of the Trust; may be left out where there is one'),
  document: documentInput,
}

const editedTrust = { ...planeOutput, trust: z.string() }

export const trustCreate = rigCommand({
  name: 'trust-create',
  summary: 'Creates a Trust in the open document of the Miniserver that will manage it',
  input: z.strictObject({ site: managed.site, name: nameInput, document: documentInput }),
  output: z.strictObject(editedTrust),
  run: async (context, { site, name, document }) => {
    const { file, random } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), { document })
    const { serial } = identityOf(file, plane.site)
    const trust: Membership = {
      trustUuid: newUuid(random, serial, 'trust', name),
      name,
      manager: serial,
      epoch: 1,
      members: [],
    }
    return { ...(await plane.edit({ type: 'create-trust', trust })), trust: name }
  },
})

export const trustAddMember = rigCommand({
  name: 'trust-add-member',
  summary: 'Names a Miniserver that may join a Trust, on its manager',
  input: z.strictObject({
    ...managed,
    ...planeInput,
    member: nameInput.describe('Serial number, or a site of the rig'),
  }),
  output: z.strictObject({ ...editedTrust, member: z.string() }),
  run: async (context, { site, trust, member, ...choice }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const { trustUuid, name } = trustNamed(plane.program, identityOf(file, plane.site).serial, trust)
    const serial = serialNamed(file, member)
    return { ...(await plane.edit({ type: 'add-member', trustUuid, serial })), trust: name, member: serial }
  },
})

export const trustKey = rigCommand({
  name: 'trust-key',
  summary: 'Makes a new key file of a Trust, a secret to hand to the members, and notes it in the open document',
  input: z.strictObject({ ...managed, caller: callerInput }),
  output: z.strictObject({ ...editedTrust, generation: z.int(), keyFile: z.string() }),
  run: async (context, { site, trust, document, caller }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), { document, caller })
    const found = trustNamed(plane.program, identityOf(file, plane.site).serial, trust)
    const { trustUuid, name } = found
    const generation = (found.key?.generation ?? 0) + 1
    const key = signedKey.parse(
      await context.estate.control(plane.site, plane.caller, {
        type: 'sign-key',
        trustUuid,
        trustName: name,
        generation,
      }),
    )
    const where = await plane.edit({ type: 'note-key', trustUuid, generation, secretHash: key.secretHash })
    return { ...where, trust: name, generation, keyFile: key.file }
  },
})

export const trustJoin = rigCommand({
  name: 'trust-join',
  summary: 'Joins a Trust with its key file; it holds once a document was saved',
  input: z.strictObject({
    site: siteInput,
    keyFile: z.string().max(16_384),
    claims: siteInput.optional().describe('Plays a Miniserver that gives itself out for that of another site'),
    caller: callerInput,
  }),
  output: z.strictObject({ site: z.string(), trust: z.string(), manager: z.string(), members: z.array(z.string()) }),
  run: async ({ estate }, { site, keyFile, claims, caller }) => {
    const { file } = estate
    const at = siteNamed(file, site)
    const claimed = claims === undefined ? {} : { claims: identityOf(file, siteNamed(file, claims)).serial }
    const command = { type: 'join-trust', keyFile, ...claimed } as const
    const answer = await estate.control(at, callerAt(estate, at, caller), command)
    const { name, manager, members } = joinAnswer.parse(answer)
    return { site: at, trust: name, manager: manager.name, members: members.map((member) => member.name) }
  },
})

export const trustLinks = rigCommand({
  name: 'trust-links',
  summary: 'Shows how a Miniserver reaches its Trust peers, how soon they answer, and how much was on its way',
  input: z.strictObject({ site: siteInput, caller: callerInput }),
  output: z.strictObject({ site: z.string(), ...linksAnswer.shape }),
  run: async ({ estate }, { site, caller }) => {
    const at = siteNamed(estate.file, site)
    const answer = await estate.control(at, callerAt(estate, at, caller), { type: 'trust-links' })
    return { site: at, ...linksAnswer.parse(answer) }
  },
})

export const trustStatus = rigCommand({
  name: 'trust-status',
  summary: 'Shows the Trusts of a Miniserver, who is in them, and who is heard',
  input: z.strictObject({ site: siteInput, caller: callerInput }),
  output: z.strictObject({ site: z.string(), trusts: trustStatusAnswer }),
  run: async ({ estate }, { site, caller }) => {
    const at = siteNamed(estate.file, site)
    const answer = await estate.control(at, callerAt(estate, at, caller), { type: 'trust-status' })
    return { site: at, trusts: trustStatusAnswer.parse(answer) }
  },
})
