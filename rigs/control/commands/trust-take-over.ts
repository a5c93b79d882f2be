import { z } from 'zod'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { takeOverAnswer } from '../../../sim/protocol/control/answers.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, nameInput, planeInput, siteInput, userInput } from '../inputs.ts'
import { planeOf, planeOutput, runningProgram } from '../plane.ts'
import { trustNamed } from '../trust-named.ts'

export const trustTakeOver = rigCommand({
  name: 'trust-take-over',
  summary:
    'Makes a member of a Trust its manager, at once; the old one is a member from then on, and its key files are void',
  input: z.strictObject({
    site: siteInput.describe('The site whose Miniserver is to manage the Trust'),
    trust: nameInput.optional().describe('Name of the Trust; may be left out where there is one'),
    forced: z.boolean().optional().describe('Without asking the present manager, where that does not come back'),
    caller: callerInput,
  }),
  output: z.strictObject({ site: z.string(), trust: z.string(), epoch: z.int() }),
  run: async ({ estate }, { site, trust, forced, caller }) => {
    const { file } = estate
    const at = siteNamed(file, site)
    const { trustUuid } = trustNamed(await runningProgram(estate, at), identityOf(file, at).serial, trust)
    const command = { type: 'take-over-manager', trustUuid, ...(forced !== undefined && { forced }) } as const
    const { name, epoch } = takeOverAnswer.parse(await estate.control(at, callerAt(estate, at, caller), command))
    return { site: at, trust: name, epoch }
  },
})

export const trustTakeOverUser = rigCommand({
  name: 'trust-take-over-user',
  summary:
    'Makes a user of another Miniserver, who is used here, one of this Miniserver; all others of the Trust follow',
  input: z.strictObject({ site: siteInput, user: userInput, ...planeInput }),
  output: z.strictObject({ ...planeOutput, user: z.string(), uuid: z.string() }),
  run: async (context, { site, user, ...choice }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), choice)
    const { uuid, name } = findUser(plane.program, user)
    return { ...(await plane.edit({ type: 'take-over-user', uuid })), user: name, uuid }
  },
})
