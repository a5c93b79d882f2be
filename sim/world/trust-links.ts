import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import type { TrustLinks } from '../ports/trust-links.ts'
import type { World } from './world.ts'

/** Same LAN, internal address (§3.3.4) [P]. */
export const LAN_MS = 5

/** "Times out after a few seconds" (§3.3.4) [P]. */
export const UNREACHABLE_MS = 5_000

type Receive = (from: Serial, message: TrustMessage) => void

/**
 * The network between the Miniservers of the virtual world. A message is delivered to whoever has the address, and only if that
 * is the peer it was meant for; the sender's serial is asserted by the world, as its certificate would be.
 */
export class VirtualNetwork {
  readonly #world: World
  readonly #units = new Map<Serial, { address: string; receive: Receive }>()

  constructor(world: World) {
    this.#world = world
  }

  connect(serial: Serial, ownAddress: string): TrustLinks {
    return {
      send: (to, message, address) => this.#send({ from: serial, to, message, address }),
      onMessage: (receive, failed) => {
        this.#units.set(serial, { address: ownAddress, receive })
        this.#failures.set(serial, failed)
      },
    }
  }

  /** A unit without power answers nobody. */
  disconnect(serial: Serial): void {
    this.#units.delete(serial)
  }

  readonly #failures = new Map<Serial, (to: Serial, id: string, reason: string) => void>()

  #send({
    from,
    to,
    message,
    address,
  }: {
    from: Serial
    to: Serial
    message: TrustMessage
    address: string | undefined
  }): void {
    const peer = this.#units.get(to)
    if (peer === undefined || (address !== undefined && address !== peer.address)) {
      const reason = `${to} does not answer${address === undefined ? '' : ` at ${address}`}`
      return this.#world.deliver(UNREACHABLE_MS, () => this.#failures.get(from)?.(to, message.id, reason))
    }
    this.#world.deliver(LAN_MS, () => this.#units.get(to)?.receive(from, message))
  }
}
