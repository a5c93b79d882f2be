import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import type { TrustLinks } from '../ports/trust-links.ts'
import type { World } from './world.ts'

/** Same LAN, internal address (§3.3.4) [P]. */
export const LAN_MS = 5

/** "Times out after a few seconds" (§3.3.4) [P]. */
export const UNREACHABLE_MS = 5_000

interface Unit {
  readonly address: string
  readonly receive: (from: Serial, message: TrustMessage) => void
  readonly failed: (to: Serial, id: string, reason: string) => void
}

/** A message on its way, and the address it was sent to where one was named. */
interface Sending {
  readonly from: Serial
  readonly to: Serial
  readonly message: TrustMessage
  readonly address: string | undefined
}

/**
 * The network between the Miniservers of the virtual world. A message is delivered to whoever has the address, and only if that
 * is the peer it was meant for; the sender's serial is asserted by the world, as its certificate would be.
 */
export class VirtualNetwork {
  readonly #world: World
  readonly #units = new Map<Serial, Unit>()
  readonly #cut = new Set<Serial>()

  constructor(world: World) {
    this.#world = world
  }

  connect(serial: Serial, ownAddress: string): TrustLinks {
    return {
      // A copy, as bytes would be: neither side holds anything of the other.
      send: (to, message, address) => this.#send({ from: serial, to, message: structuredClone(message), address }),
      onMessage: (receive, failed) => void this.#units.set(serial, { address: ownAddress, receive, failed }),
    }
  }

  /** Pulls a unit's network cable, or its power: nobody reaches it and it reaches nobody, what is under way included. */
  cut(serial: Serial): void {
    this.#cut.add(serial)
  }

  /** Plugs the cable in again. */
  mend(serial: Serial): void {
    this.#cut.delete(serial)
  }

  #send(sending: Sending): void {
    const failIn = (delayMs: number): void => this.#world.deliver(delayMs, () => this.#failed(sending))
    if (this.#reached(sending) === undefined) return failIn(UNREACHABLE_MS)
    this.#world.deliver(LAN_MS, () => {
      const peer = this.#reached(sending)
      if (peer === undefined) failIn(UNREACHABLE_MS - LAN_MS)
      else peer.receive(sending.from, sending.message)
    })
  }

  #reached({ from, to, address }: Sending): Unit | undefined {
    if (this.#cut.has(from) || this.#cut.has(to)) return undefined
    const peer = this.#units.get(to)
    return address === undefined || address === peer?.address ? peer : undefined
  }

  #failed({ from, to, message, address }: Sending): void {
    const at = address === undefined ? '' : ` at ${address}`
    this.#units.get(from)?.failed(to, message.id, `${to} does not answer${at}`)
  }
}
