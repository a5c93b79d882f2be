import { RigError } from '../../../sim/domain/errors.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import type { RigCard } from '../../card.ts'
import { nearestOrAll } from '../../control/names-there.ts'
import { connect } from '../connect.ts'
import { collect, type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface Filter {
  readonly site?: readonly string[]
  readonly device?: readonly string[]
  readonly type?: readonly string[]
}

export const watch: Verb = (program, terminal) => {
  program
    .command('watch')
    .description('show what happens in the rig, one line each, until interrupted')
    .option('--site <site>', 'only of this site; may be repeated', collect)
    .option('--device <device>', 'only of this device, front-door or home/front-door; may be repeated', collect)
    .option(
      '--type <type>',
      'only of this type: decision, event, event/tag-presented, state/o1; may be repeated',
      collect,
    )
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (options: Filter & RigOption & JsonOption) => {
      const { card, events } = await connect(terminal, options)
      const { site: sites, device: devices = [] } = options
      for (const device of devices) checkDevice(card, device)
      const filter: Filter = {
        ...options,
        ...(sites !== undefined && { site: sites.map((site) => siteOf(card, site)) }),
      }
      const { renderEvent } = await import('../render/event-line.ts')
      const stream = await events()
      terminal.tell(`watching ${card.rig}; Ctrl-C ends it`)
      for await (const message of stream) {
        if (!passes(message, filter)) continue
        terminal.print(options.json === true ? JSON.stringify(message) : renderEvent(message, terminal.paint))
      }
    })
}

/** Whether a message is one that was asked for: of each kind of filter that was given, one has to fit. */
export function passes(message: BusMessage, { site, device, type }: Filter): boolean {
  const name = 'name' in message ? message.name : ''
  return (
    isAmong(site, [message.site]) &&
    isAmong(device, [message.device, `${message.site}/${message.device}`]) &&
    isAmong(type, [message.channel, name, `${message.channel}/${name}`])
  )
}

/** The key of a site that is named by it, or by name or serial of its Miniserver. Throws NOT_FOUND with the nearest names. */
export function siteOf({ rig, miniservers }: Pick<RigCard, 'rig' | 'miniservers'>, named: string): string {
  const wanted = named.trim().toLowerCase()
  const found = Object.entries(miniservers).find(([site, { name, serial }]) =>
    [site, name, serial].some((each) => each.toLowerCase() === wanted),
  )
  if (found !== undefined) return found[0]
  throw new RigError(
    'NOT_FOUND',
    `no site ${named} in rig ${rig}.${nearestOrAll(named, Object.keys(miniservers), 'Sites')}`,
  )
}

/** Throws NOT_FOUND: of a device that is not there nothing would ever be seen. */
export function checkDevice(
  { rig, devices, miniservers }: Pick<RigCard, 'rig' | 'devices' | 'miniservers'>,
  named: string,
): void {
  const sited = [...Object.keys(devices), ...Object.keys(miniservers).map((site) => `${site}/miniserver`)]
  const names = [...sited, ...sited.map((each) => each.slice(each.indexOf('/') + 1))]
  if (isAmong([named], names)) return
  throw new RigError('NOT_FOUND', `no device ${named} in rig ${rig}.${nearestOrAll(named, names, 'Devices')}`)
}

function isAmong(wanted: readonly string[] | undefined, names: readonly string[]): boolean {
  return wanted === undefined || wanted.some((each) => names.includes(each.toLowerCase()))
}
