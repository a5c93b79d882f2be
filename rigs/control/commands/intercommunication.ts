import { z } from 'zod'
import { intercommunicationStatusAnswer } from '../../../sim/protocol/control/answers.ts'
import { siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, siteInput } from '../inputs.ts'

export const intercommunicationShow = rigCommand({
  name: 'intercommunication-show',
  summary: 'Shows what a Miniserver says and hears by Network Intercommunication, and how many packets went and came',
  input: z.strictObject({ site: siteInput, caller: callerInput }),
  output: z.strictObject({
    site: z.string(),
    listens: z.string().exactOptional().describe('`host:port` of UDP'),
    ...intercommunicationStatusAnswer.shape,
  }),
  run: async ({ estate }, { site, caller }) => {
    const at = siteNamed(estate.file, site)
    const answer = await estate.control(at, callerAt(estate, at, caller), { type: 'intercommunication-status' })
    const listens = estate.addresses.get(at)?.intercommunication
    return { site: at, ...(listens !== undefined && { listens }), ...intercommunicationStatusAnswer.parse(answer) }
  },
})
