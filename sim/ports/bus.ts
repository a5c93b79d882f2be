import type { BusMessage } from '../protocol/bus/message.ts'

/**
 * A device's own connection to the bus, logged in as that device.
 *
 * Messages of one device arrive in the order published; one may arrive twice (QoS 1), none is lost while broker and connection
 * live; while the broker is away publications wait, up to `QUEUE_MAX`, the oldest first to go, and retained ones are said again
 * when it is back. What is published to a device whose own connection is away is lost to it, but for retained messages.
 * Retained messages replace their predecessor. `receive` is never called within `publish`.
 */
export interface Bus {
  publish(message: BusMessage): void
  /** Registers the one receiver of what this device may read. */
  onMessage(receive: (message: BusMessage) => void): void
}
