import { type MqttBus, openMqttBus } from '../../sim/io/mqtt-bus.ts'
import { type Subscriber, subscriptionsOf } from '../../sim/protocol/bus/subscriptions.ts'
import type { Bundle } from '../factory/bundle.ts'
import type { ProcessHost } from './process-host.ts'

/** A device's own connection to the bus, logged in as that device. */
export function openBus({ site, device, bus }: Bundle, host: ProcessHost, subscriber: Subscriber): Promise<MqttBus> {
  return openMqttBus({
    ...bus,
    device: { site, device },
    subscriptions: subscriptionsOf(bus.prefix, subscriber, { followsClock: host.traffic === undefined }),
    onNotice: host.onNotice,
    wallMs: () => host.clock.now(site).wallMs,
    ...(host.traffic !== undefined && { traffic: host.traffic }),
  })
}
