import { z } from 'zod'
import { readerAddress } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { readerInput } from '../inputs.ts'
import { follows, requireKind } from './present.ts'

const NOTICE_DEADLINE_MS = 10_000

const input = z.strictObject({ reader: readerInput })
const output = z.strictObject({ reader: z.string() })

export const batteryLow = rigCommand({
  name: 'battery-low',
  summary: 'The battery of a keypad is nearly empty, of which its Miniserver gives notice',
  input,
  output,
  run: (context, { reader }) => report(context, reader, 'battery-low'),
})

export const tamper = rigCommand({
  name: 'tamper',
  summary: 'Somebody takes a keypad off the wall, of which its Miniserver gives notice',
  input,
  output,
  run: (context, { reader }) => report(context, reader, 'tamper'),
})

/** Resolves when the Miniserver has given notice of it. */
async function report({ estate }: RigContext, reader: string, name: 'battery-low' | 'tamper') {
  const address = readerAddress(estate.file, reader)
  requireKind(address, 'nfc-code-touch')
  const { site, device } = address
  const causes = new Set([estate.command(site, device, () => ({ name, data: {} }))])
  await estate.next(
    (message) => follows(causes, message) && message.channel === 'notice',
    NOTICE_DEADLINE_MS,
    `${site} gave no notice of ${site}/${device}: has it power, and does its Miniserver answer?`,
  )
  return { reader: `${site}/${address.reader}` }
}
