import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import type { Estate } from '../../estate.ts'
import type { RigDevice } from '../../rig-file/shape.ts'
import { AT_DEVICES, type DeviceAddress, deviceAddress, requireDevice } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { nameInput } from '../inputs.ts'
import { follows } from './present.ts'

/** What happens to a device by itself, or to whoever stands before it: the same on every lane. */

const DEADLINE_MS = 10_000

const input = z.strictObject({
  reader: nameInput.describe('A keypad, an iButton or external reader, or an Intercom: home/front-door'),
})
const output = z.strictObject({ reader: z.string() })

type Happening = 'battery-low' | 'tamper' | 'unplug' | 'plug'

export const batteryLow = rigCommand({
  name: 'battery-low',
  summary: 'The battery of a keypad is nearly empty, of which its Miniserver gives notice',
  input,
  output,
  run: ({ estate }, { reader }) => happen(estate, reader, 'battery-low'),
})

export const tamper = rigCommand({
  name: 'tamper',
  summary: 'Somebody takes a keypad, external reader or Intercom off the wall, of which its Miniserver gives notice',
  input,
  output,
  run: ({ estate }, { reader }) => happen(estate, reader, 'tamper'),
})

export const unplug = rigCommand({
  name: 'unplug',
  summary: 'Pulls the plug of a device: it forgets all that is not durable and says nothing more',
  input,
  output,
  run: ({ estate }, { reader }) => happen(estate, reader, 'unplug'),
})

export const plug = rigCommand({
  name: 'plug',
  summary: 'Gives an unplugged device its power again',
  input,
  output,
  run: ({ estate }, { reader }) => happen(estate, reader, 'plug'),
})

/** Why it cannot happen to a device of a kind; where it can, nothing. Throws UNSUPPORTED for what cannot. */
export function checkCanHappen({ site, device, kind }: DeviceAddress, name: Happening): void {
  const why = CANNOT[name][kind]
  if (why !== undefined) throw new RigError('UNSUPPORTED', `${site}/${device} is ${AT_DEVICES[kind]}, ${why}`)
}

type Cannot = { readonly [Kind in RigDevice['kind']]?: string }

const NO_BATTERY = 'which has no battery'

const CANNOT: Readonly<Record<Happening, Cannot>> = {
  'battery-low': { 'one-wire-extension': NO_BATTERY, 'external-reader': NO_BATTERY, intercom: NO_BATTERY },
  tamper: { 'one-wire-extension': 'which notices nothing of who takes its readers off the wall' },
  unplug: {},
  plug: {},
}

async function happen(estate: Estate, text: string, name: Happening) {
  const address = deviceAddress(estate.file, text)
  checkCanHappen(address, name)
  requireDevice(estate.file, address)
  const { site, device } = address
  const isPlugged = stateOf(estate, address) === 'ready'
  if (name === 'plug' ? isPlugged : name === 'unplug' && !isPlugged)
    throw new RigError('USAGE', `${site}/${device} ${isPlugged ? 'has its power' : 'has no power already'}`)
  const causes = new Set([estate.command(site, device, () => ({ name, data: {} }))])
  await estate.next((message) => isDone(message, causes, address, name), DEADLINE_MS, UNHEARD[name](address))
  return { reader: `${site}/${device}` }
}

function isDone(message: BusMessage, causes: Set<string>, { site, device }: DeviceAddress, name: Happening): boolean {
  if (name === 'plug')
    return (
      message.channel === '$state' && message.site === site && message.device === device && message.data === 'ready'
    )
  return follows(causes, message) && message.channel === (name === 'unplug' ? '$state' : 'notice')
}

type Unheard = (address: DeviceAddress) => string

const noNotice: Unheard = ({ site, device }) =>
  `${site} gave no notice of ${site}/${device}: has it power, and does its Miniserver answer?`
const noAnswer: Unheard = ({ site, device }) => `${site}/${device} does not answer: does its process run?`

const UNHEARD: Readonly<Record<Happening, Unheard>> = {
  'battery-low': noNotice,
  tamper: noNotice,
  unplug: noAnswer,
  plug: noAnswer,
}

function stateOf(estate: Estate, { site, device }: DeviceAddress): string | undefined {
  for (const message of estate.retained()) {
    if (message.channel === '$state' && message.site === site && message.device === device) return message.data
  }
  return undefined
}
