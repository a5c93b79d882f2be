import { z } from 'zod'
import { RIG_ERROR_CODES, RigError, type RigErrorCode } from '../../../sim/domain/errors.ts'
import { FACTORY_ADMIN } from '../../../sim/domain/program/factory.ts'
import { type SdCard, sdCardText } from '../../../sim/domain/sd-card.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import type { Estate } from '../../estate.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { followAdministrator } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { nameInput, secretInput, siteInput } from '../inputs.ts'

/** A unit reads its card at once, or something is wrong; in the rig's own time. */
const READ_DEADLINE_MS = 10_000

const version = nameInput.regex(/^\d+(\.\d+){0,3}$/, 'is a version, such as 16.0.6.10')

export const sdCard = rigCommand({
  name: 'sd-card',
  summary: 'Resets the password of admin by SD card: power off, card in, power on; the Miniserver restarts (§3.9)',
  input: z.strictObject({
    site: siteInput,
    password: secretInput.describe('The new password of admin'),
    config: version
      .optional()
      .describe("Version of the Loxone Config that writes the card; the firmware's when left out"),
    firmware: version.optional().describe("Firmware on the card; the Miniserver's when left out"),
  }),
  output: z.strictObject({
    site: z.string(),
    user: z.string(),
    created: z.boolean().describe('Whether there was no admin any more, so that it was created anew'),
  }),
  run: async ({ estate, documents }, { site: named, password, ...versions }) => {
    const site = siteNamed(estate.file, named)
    const { firmware } = identityOf(estate.file, site)
    const card = { password, config: versions.config ?? firmware, firmware: versions.firmware ?? firmware }
    const data = noticeData.parse(await documents.restarted(site, () => insert(estate, site, card)))
    followAdministrator(estate, site, FACTORY_ADMIN, { password })
    return { site, ...data }
  },
})

const noticeData = z.object({ user: z.string(), created: z.boolean() })

/** Sealed for the Miniserver: no password is on the bus. Resolves with what it gives notice of. */
async function insert(estate: Estate, site: string, card: SdCard): Promise<unknown> {
  const id = estate.command(site, 'miniserver', (messageId) => ({
    name: 'sd-card',
    data: { sealed: estate.seal(site, 'miniserver', sdCardText(messageId, card)) },
  }))
  const sentence = `the Miniserver of ${site} did not read the card: does it have power?`
  const isAnswer = (message: BusMessage) => message.channel === 'notice' && message.causedBy === id
  const answer = await estate.next(isAnswer, READ_DEADLINE_MS, sentence)
  if (answer.channel !== 'notice') throw new TypeError('not a notice')
  if (answer.name !== 'sd-card-refused') return answer.data
  throw new RigError(codeOf(answer.data.code), String(answer.data.message))
}

function codeOf(code: unknown): RigErrorCode {
  return RIG_ERROR_CODES.find((each) => each === code) ?? 'INVALID'
}
