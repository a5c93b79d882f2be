import type { LiveClock } from '../../sim/io/live-clock.ts'
import { type MqttBus, openMqttBus } from '../../sim/io/mqtt-bus.ts'
import { type Subscriber, subscriptionsOf } from '../../sim/protocol/bus/subscriptions.ts'
import type { Bundle } from '../factory/bundle.ts'
import type { ProcessHost } from './process-host.ts'

/** A device's own connection to the bus, logged in as that device. Where the rig's clock is elsewhere, `$clock` is followed. */
export async function openBus(
  { site, device, bus }: Bundle,
  host: ProcessHost,
  subscriber: Subscriber,
): Promise<MqttBus> {
  const followsClock = host.traffic === undefined
  host.ending?.throwIfAborted()
  const opened = await openMqttBus({
    ...bus,
    device: { site, device },
    subscriptions: subscriptionsOf(bus.prefix, subscriber, { followsClock }),
    onNotice: host.onNotice,
    wallMs: () => host.clock.now(site).wallMs,
    ...(host.traffic !== undefined && { traffic: host.traffic }),
    ...(host.ending !== undefined && { signal: host.ending }),
  })
  return followsClock ? following(opened, host.clock) : opened
}

/** The bus without `$clock`: that is for the clock of the process, and no device knows of it. */
function following(bus: MqttBus, clock: LiveClock): MqttBus {
  return {
    publish: (message) => bus.publish(message),
    onMessage: (receive) =>
      bus.onMessage((message) => {
        if (message.channel !== '$clock') return receive(message)
        clock.follow(message.data.monotonicOffsetMs, message.data.wallOffsetMs)
      }),
    idle: () => bus.idle(),
    whenIdle: (deadlineMs) => bus.whenIdle(deadlineMs),
    unplug: () => bus.unplug(),
    plug: () => bus.plug(),
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  }
}
