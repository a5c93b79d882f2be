import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { readersOf, sitedName } from '../../control/addresses.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { type Look, matcher } from '../matcher.ts'
import type { Reference } from '../step-word.ts'
import { Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'

const states = z.record(Text, z.union([z.string().max(256), z.number(), z.boolean()]))

const aDevice: Reference = (rig, text) => {
  const { site, name } = sitedName(rig, text)
  const address = `${site}/${name}`
  const all = devicesOf(rig)
  if (!all.some((each) => isSame(each, address)))
    throw new RigError('NOT_FOUND', `no device ${text} in rig ${rig.rig}.${didYouMean(address, all)}`)
}

export const device = matcher({
  word: 'device',
  schema: z
    .strictObject({
      device: Text.meta({ description: 'Such as home/front-door or home/miniserver.' }),
      state: z.enum(['init', 'ready', 'lost', 'disconnected', 'unknown']).optional().meta({
        description: 'What the bus knows: lost without a farewell, disconnected with one.',
      }),
      source: z
        .enum(['simulated', 'pcsc', 'serial'])
        .optional()
        .meta({ description: 'Where its credentials are from.' }),
      is: states.optional().meta({ description: 'What it last said is, such as { led: green } or { o1: true }.' }),
    })
    .meta({ description: 'A device, as "loxrig status" shows it.' }),
  names: { device: aDevice },
  tell: ({ device, is = {}, ...sought }) => withFacts(`device ${device}`, { ...sought, ...is }),
  concerns: ({ channel }) => channel === '$state' || channel === '$description' || channel === 'state',
  look: async ({ rig, estate }, { device: address, is = {}, ...sought }): Promise<Look> => {
    const { site, name } = sitedName(estate.file, address)
    const { devices } = await rig.call('status', {})
    const found = devices.find((each) => isSame(each.device, `${site}/${name}`))
    if (found === undefined) return judged(undefined, sought)
    const said = Object.entries(found.states).map(([key, value]) => [key, value ?? undefined])
    const { state, source } = found
    return judged({ ...Object.fromEntries(said), state, source }, { ...sought, ...is })
  },
})

function devicesOf(rig: RigFile): string[] {
  const readers = readersOf(rig).map(({ site, reader }) => `${site}/${reader}`)
  const devices = Object.entries(rig.sites).flatMap(([site, { devices = {} }]) =>
    ['miniserver', ...Object.keys(devices)].map((each) => `${site}/${each}`),
  )
  return [...new Set([...readers, ...devices])]
}
