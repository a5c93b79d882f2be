import { randomUUID } from 'node:crypto'
import { type MqttBus, openMqttBus } from '../../sim/io/mqtt-bus.ts'
import type { NetworkView } from '../../sim/io/network-view.ts'
import { RestTeller } from '../../sim/io/rest-teller.ts'
import type { RestTally } from '../../sim/protocol/bus/message.ts'
import { type Subscriber, subscriptionsOf } from '../../sim/protocol/bus/subscriptions.ts'
import type { Bundle } from '../factory/bundle.ts'
import type { ProcessHost } from './process-host.ts'

/** A device's own connection to the bus, logged in as that device. Where the rig's clock is elsewhere, it is followed. */
export async function openBus(bundle: Bundle, host: ProcessHost, subscriber: Subscriber): Promise<MqttBus> {
  const { site, device, bus } = bundle
  const { clock, traffic, followsClock } = host
  const name = `${site}/${device}`
  const tell = (poll: string, data: RestTally): void => {
    const timeMs = clock.now(site).wallMs
    opened.publish({ channel: '$tally', id: randomUUID(), site, device, timeMs, causedBy: poll, data })
  }
  const teller = followsClock ? new RestTeller({ name, clock, traffic, tell }) : undefined
  host.ending?.throwIfAborted()
  const opened = await openMqttBus({
    ...bus,
    device: { site, device },
    subscriptions: subscriptionsOf(bus.prefix, subscriber, { followsClock }),
    onNotice: host.onNotice,
    now: () => clock.now(site),
    traffic,
    ...(teller !== undefined && { counts: teller.counts }),
    ...(host.ending !== undefined && { signal: host.ending }),
  })
  return teller === undefined ? opened : following(opened, teller, host.network)
}

/** The bus without what the clock service says: that is for the process, and no device knows of it. */
function following(bus: MqttBus, teller: RestTeller, network: NetworkView): MqttBus {
  return {
    publish: (message) => bus.publish(message),
    onMessage: (receive) =>
      bus.onMessage((message) => {
        if (message.channel === '$clock') {
          if (message.data.network !== undefined) network.follow(message.data.network)
          teller.follow(message.data)
        } else if (message.channel === '$poll') teller.asked(message.id, message.data)
        else receive(message)
      }),
    idle: () => bus.idle(),
    whenIdle: (deadlineMs) => bus.whenIdle(deadlineMs),
    unplug: () => bus.unplug(),
    plug: () => bus.plug(),
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  }
}
