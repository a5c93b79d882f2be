import { CHANNELS, isRigChannel, type TopicAddress, topicOf } from './topics.ts'

/** Who subscribes. `states` are the names of a device's retained states. */
export type Subscriber =
  | { readonly role: 'device'; readonly site: string; readonly device: string }
  | { readonly role: 'miniserver'; readonly site: string; readonly devices: readonly string[] }
  | { readonly role: 'observer' | 'rig'; readonly devices: readonly ObservedDevice[] }

export interface ObservedDevice {
  readonly site: string
  readonly device: string
  readonly states: readonly string[]
}

/**
 * The filters to subscribe to. Retained topics by exact name, since some brokers give no retained message to a wildcard; no
 * two filters overlap, since some deliver once per filter. `followsClock` adds `$clock` and `$poll`, for who runs in another process.
 */
export function subscriptionsOf(prefix: string, subscriber: Subscriber, { followsClock = false } = {}): string[] {
  return [...ownSubscriptions(prefix, subscriber), ...(followsClock ? [`${prefix}/$clock`, `${prefix}/$poll`] : [])]
}

/**
 * Who reads a message by these subscriptions, its sender included: `rig`, `site/device`. Nobody for what the clock service and
 * those who follow it say to each other.
 */
export function readersOf({ site, device, channel, name }: TopicAddress): readonly string[] {
  if (isRigChannel(channel) || channel === '$tally') return []
  if (channel === 'command' || channel === 'receipt') return [RIG, `${site}/${device}`]
  const isForMiniserver = channel === 'event' || (device !== MINISERVER && isPresence(channel, name))
  return isForMiniserver ? [RIG, `${site}/${MINISERVER}`] : [RIG]
}

export const RIG = 'rig'
const MINISERVER = 'miniserver'

/** What a Miniserver hears of its devices unasked. */
function isPresence(channel: TopicAddress['channel'], name: string | undefined): boolean {
  return channel === '$state' || (channel === 'state' && name === 'alive')
}

function ownSubscriptions(prefix: string, subscriber: Subscriber): string[] {
  switch (subscriber.role) {
    case 'device': {
      const { site, device } = subscriber
      return [`${prefix}/${site}/${device}/command/+`, topicOf(prefix, { site, device, channel: 'receipt' })]
    }
    case 'miniserver': {
      const { site, devices } = subscriber
      return [
        `${prefix}/${site}/+/event/+`,
        `${prefix}/${site}/miniserver/command/+`,
        ...devices.flatMap((device) => [
          topicOf(prefix, { site, device, channel: '$state' }),
          topicOf(prefix, { site, device, channel: 'state', name: 'alive' }),
        ]),
      ]
    }
    case 'observer':
    case 'rig':
      return [...liveFilters(prefix), ...subscriber.devices.flatMap((device) => retainedTopics(prefix, device))]
  }
}

function liveFilters(prefix: string): string[] {
  return Object.entries(CHANNELS)
    .filter(([channel, { retained }]) => !retained && !isRigChannel(channel))
    .map(([channel, { named }]) => `${prefix}/+/+/${channel}${named ? '/+' : ''}`)
}

function retainedTopics(prefix: string, { site, device, states }: ObservedDevice): string[] {
  return [
    topicOf(prefix, { site, device, channel: '$state' }),
    topicOf(prefix, { site, device, channel: '$description' }),
    ...states.map((name) => topicOf(prefix, { site, device, channel: 'state', name })),
  ]
}
