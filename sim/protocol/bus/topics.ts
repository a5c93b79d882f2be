import type { Channel } from './message.ts'
import { LEVEL } from './payloads.ts'

/** Where a message belongs. `name` only where the channel has names; site and device are empty for what is the rig's. */
export interface TopicAddress {
  readonly site: string
  readonly device: string
  readonly channel: Channel
  readonly name?: string
}

/** The topics of docs/interface.md, "The bus": who publishes, whether the broker keeps the last one, whether a name follows. */
export const CHANNELS: Readonly<
  Record<Channel, { readonly retained: boolean; readonly named: boolean; readonly by: string }>
> = {
  $clock: { retained: true, named: false, by: 'rig' },
  $poll: { retained: false, named: false, by: 'rig' },
  $tally: { retained: false, named: false, by: 'device' },
  $state: { retained: true, named: false, by: 'device' },
  $description: { retained: true, named: false, by: 'device' },
  event: { retained: false, named: true, by: 'device' },
  receipt: { retained: false, named: false, by: 'Miniserver' },
  command: { retained: false, named: true, by: 'Miniserver, rig' },
  state: { retained: true, named: true, by: 'device, Miniserver' },
  notice: { retained: false, named: true, by: 'Miniserver' },
  decision: { retained: false, named: false, by: 'Miniserver' },
}

/** Channels of the rig as a whole: their topics name no site and no device. */
export function isRigChannel(channel: string): channel is '$clock' | '$poll' {
  return channel === '$clock' || channel === '$poll'
}

/** `prefix` is `loxrig/<rig>`. Throws TypeError where a name is no level of a topic; the rig file allows no such names. */
export function topicOf(prefix: string, address: TopicAddress): string {
  const { site, device, channel, name } = address
  if (isRigChannel(channel)) return `${prefix}/${channel}`
  const levels = CHANNELS[channel].named ? [site, device, channel, name ?? ''] : [site, device, channel]
  const wrong = levels.find((level) => !LEVEL.test(level))
  if (wrong !== undefined)
    throw new TypeError(`${JSON.stringify(wrong)} is no level of a topic: a-z, 0-9, - and $ only`)
  return `${prefix}/${levels.join('/')}`
}

/** The reverse; `undefined` for every topic that `topicOf` does not make. */
export function parseTopic(prefix: string, topic: string): TopicAddress | undefined {
  if (!topic.startsWith(`${prefix}/`)) return undefined
  const levels = topic.slice(prefix.length + 1).split('/')
  if (!levels.every((level) => LEVEL.test(level))) return undefined
  const [site = '', device, channel, name] = levels
  if (device === undefined) return isRigChannel(site) ? { site: '', device: '', channel: site } : undefined
  if (channel === undefined || !isChannel(channel) || isRigChannel(channel)) return undefined
  if (levels.length !== (CHANNELS[channel].named ? 4 : 3)) return undefined
  return name === undefined ? { site, device, channel } : { site, device, channel, name }
}

function isChannel(text: string): text is Channel {
  return Object.hasOwn(CHANNELS, text)
}
