import type { Bus } from '../ports/bus.ts'
import { MqttBusClient } from './mqtt-bus-client.ts'
import type { MqttBusOptions } from './mqtt-bus-options.ts'

export type { MqttBusOptions } from './mqtt-bus-options.ts'

/** A bus over MQTT 3.1.1. Disposing it says `disconnected` for its device, waits for the acknowledgements and says goodbye. */
export interface MqttBus extends Bus, AsyncDisposable {
  /** Whether the broker has acknowledged everything published. */
  idle(): boolean
  /** Resolves when idle; rejects with RigError DEADLINE when that takes too long. */
  whenIdle(deadlineMs?: number): Promise<void>
  /** Loses the connection without a goodbye, as by a pulled cable, and keeps it lost; nothing waiting is kept. */
  unplug(): void
  /** Connects again after `unplug`. */
  plug(): void
}

/**
 * Opens a device's connection to the bus; resolves once it is connected and subscribed. A broker that is not there is waited
 * for, with a notice. Throws RigError FORBIDDEN when the broker refuses the login.
 *
 * Sessions are clean: after an outage it subscribes first, says its retained topics again, and then sends what waited. A
 * persistent session would hand a device commands of minutes ago, and cost the broker a lookup per message.
 */
export async function openMqttBus(options: MqttBusOptions): Promise<MqttBus> {
  const bus = new MqttBusClient(options)
  await bus.opened
  return bus
}
