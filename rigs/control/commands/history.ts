import { z } from 'zod'
import { history as historyAnswer } from '../../../sim/protocol/control/answers.ts'
import { readerAddress } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, readerInput } from '../inputs.ts'
import { localText } from '../instants.ts'
import { zoneOf } from './time.ts'

const entry = historyAnswer.element
  .omit({ atMs: true })
  .extend({ at: z.string().describe("By the site's wall clock, UTC"), local: z.string() })

export const history = rigCommand({
  name: 'history',
  summary: 'Shows the history of the block at a reader, newest first',
  input: z.strictObject({ reader: readerInput, caller: callerInput }),
  output: z.strictObject({ reader: z.string(), entries: z.array(entry) }),
  run: async ({ estate }, { reader: address, caller }) => {
    const { site, reader } = readerAddress(estate.file, address)
    const answer = await estate.control(site, callerAt(estate, site, caller), { type: 'history', reader })
    const zone = zoneOf(estate, site)
    const entries = historyAnswer.parse(answer).map(({ atMs, ...rest }) => ({
      ...rest,
      at: new Date(atMs).toISOString(),
      local: localText(zone, atMs),
    }))
    return { reader: `${site}/${reader}`, entries: entries.reverse() }
  },
})
