import { z } from 'zod'
import { factoryResetText } from '../../../sim/domain/miniserver/factory-reset.ts'
import { FACTORY_ADMIN, FACTORY_PASSWORD } from '../../../sim/domain/program/factory.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import type { Estate } from '../../estate.ts'
import { siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { siteInput } from '../inputs.ts'

const RESET_DEADLINE_MS = 10_000

export const factoryReset = rigCommand({
  name: 'factory-reset',
  summary: 'Resets a Miniserver to how it left the factory, as somebody who stands before it; everything in it goes',
  input: z.strictObject({ site: siteInput }),
  output: z.strictObject({ site: z.string() }),
  run: async ({ estate, documents }, { site: named }) => {
    const site = siteNamed(estate.file, named)
    await documents.restarted(site, () => reset(estate, site))
    estate.administrators.set(site, { ...callerAt(estate, site), user: FACTORY_ADMIN, password: FACTORY_PASSWORD })
    return { site }
  },
})

async function reset(estate: Estate, site: string): Promise<void> {
  const id = estate.command(site, 'miniserver', (messageId) => ({
    name: 'factory-reset',
    data: { sealed: estate.seal(site, 'miniserver', factoryResetText(messageId)) },
  }))
  const isDone = (message: BusMessage) => message.channel === 'notice' && message.causedBy === id
  await estate.next(isDone, RESET_DEADLINE_MS, `the Miniserver of ${site} was not reset: does it have power?`)
}
