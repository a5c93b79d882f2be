import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import type { TrustLinks } from '../ports/trust-links.ts'
import { type InternetAccess, type Path, PORT_MS, pathTo, type Standing } from './internet.ts'
import { OneWay } from './link/one-way.ts'
import type { World } from './world.ts'

/** "Times out after a few seconds" (§3.3.4) [P]. */
export const UNREACHABLE_MS = 5_000

interface Unit {
  readonly address: string
  readonly standing: Standing
  readonly receive: (from: Serial, message: TrustMessage) => void
  readonly failed: (to: Serial, id: string, reason: string) => void
}

/** A message on its way, and the address it was sent to where one was named. */
interface Sending {
  readonly from: Serial
  readonly to: Serial
  readonly message: TrustMessage
  readonly address: string | undefined
  readonly sentAtMs: number
  progress: 'held' | 'on its way' | 'arrived' | 'failed'
}

/**
 * The network between the Miniservers of the virtual world. A message is delivered to whoever has the address, and only if that
 * is the peer it was meant for; the sender's serial is asserted by the world, as its certificate would be.
 *
 * What is lost fails for its sender after `UNREACHABLE_MS`, and so does what a fault holds back for longer, though it still
 * arrives then.
 */
export class VirtualNetwork {
  readonly #world: World
  readonly #units = new Map<Serial, Unit>()
  readonly #cut = new Set<Serial>()
  /** How often a unit was cut off: what was under way to it before is lost, also where it is back at once. */
  readonly #cuts = new Map<Serial, number>()
  readonly #ways = new Map<string, OneWay>()
  /** When the last message of a way arrives: none overtakes it, whatever becomes of its path. */
  readonly #lastMs = new Map<string, number>()
  readonly #access = new Map<Serial, InternetAccess>()
  #isInternetUp = true

  constructor(world: World) {
    this.#world = world
  }

  /** @param standing where it stands; left out, in the one LAN of all. */
  connect(serial: Serial, ownAddress: string, standing = ONE_LAN): TrustLinks {
    return {
      // A copy, as bytes would be: neither side holds anything of the other.
      send: (to, message, address) =>
        this.#send({
          ...{ from: serial, to, message: structuredClone(message), address },
          ...{ sentAtMs: this.#world.monotonicMs, progress: 'held' },
        }),
      onMessage: (receive, failed) => void this.#units.set(serial, { address: ownAddress, standing, receive, failed }),
    }
  }

  /** Pulls a unit's network cable, or its power: nobody reaches it and it reaches nobody, what is under way included. */
  cut(serial: Serial): void {
    this.#cut.add(serial)
    this.#cuts.set(serial, this.#cutsOf(serial) + 1)
  }

  /** Plugs the cable in again. */
  mend(serial: Serial): void {
    this.#cut.delete(serial)
  }

  /** From now on it is set up so for the Internet. */
  forward(serial: Serial, access: InternetAccess): void {
    this.#access.set(serial, access)
  }

  /** Cuts the Internet for all, or mends it. LANs stay. */
  internet(power: 'on' | 'off'): void {
    this.#isInternetUp = power === 'on'
  }

  /** What one unit sends to another, and what is wrong with that. */
  way(from: Serial, to: Serial): OneWay {
    const key = `${from} to ${to}`
    const way = this.#ways.get(key) ?? new OneWay()
    this.#ways.set(key, way)
    return way
  }

  #send(sending: Sending): void {
    const { from, to } = sending
    const lost = (): void => this.#lost(sending)
    this.way(from, to).carry({ arrive: () => this.#cross(sending), lost })
    if (sending.progress === 'held') this.#world.after(UNREACHABLE_MS, () => this.#failed(sending))
  }

  #cross(sending: Sending): void {
    const isFirst = sending.progress === 'held'
    if (isFirst) sending.progress = 'on its way'
    const message = isFirst ? sending.message : structuredClone(sending.message)
    const cuts = this.#cutsOf(sending.to)
    if (this.#reached(sending) === undefined) return this.#lost(sending)
    const path = this.#path(sending)
    if ('refused' in path) return this.#refused(sending, path.refused)
    this.#world.deliver(this.#inOrderMs(sending, path.latencyMs), () => {
      const peer = this.#reached(sending)
      const isLost = cuts !== this.#cutsOf(sending.to) || this.way(sending.from, sending.to).isCut
      if (peer === undefined || isLost || 'refused' in this.#path(sending)) return this.#lost(sending)
      if (sending.progress === 'on its way') sending.progress = 'arrived'
      peer.receive(sending.from, message)
    })
  }

  #reached({ from, to, address }: Sending): Unit | undefined {
    if (this.#cut.has(from) || this.#cut.has(to)) return undefined
    const peer = this.#units.get(to)
    return address === undefined || address === peer?.address ? peer : undefined
  }

  #path({ from, to }: Sending): Path {
    const [one, other] = [this.#standing(from), this.#standing(to)]
    return pathTo(one, other, this.#isInternetUp)
  }

  #standing(serial: Serial): Standing {
    const standing = this.#units.get(serial)?.standing ?? ONE_LAN
    const access = this.#access.get(serial)
    return access === undefined ? standing : { ...standing, access }
  }

  #inOrderMs({ from, to }: Sending, latencyMs: number): number {
    const way = `${from} to ${to}`
    const atMs = Math.max(this.#world.monotonicMs + latencyMs, this.#lastMs.get(way) ?? 0)
    this.#lastMs.set(way, atMs)
    return atMs - this.#world.monotonicMs
  }

  /** With a reason its sender hears so at once, else as of one that does not answer. */
  #refused(sending: Sending, reason: string | undefined): void {
    if (reason === undefined) return this.#lost(sending)
    this.#world.after(PORT_MS, () => this.#failed(sending, reason))
  }

  #cutsOf(serial: Serial): number {
    return this.#cuts.get(serial) ?? 0
  }

  #lost(sending: Sending): void {
    if (sending.progress === 'held') sending.progress = 'on its way'
    const leftMs = Math.max(0, sending.sentAtMs + UNREACHABLE_MS - this.#world.monotonicMs)
    // Nothing is under way any more: who has sent it waits, as for a timer.
    this.#world.after(leftMs, () => this.#failed(sending))
  }

  /** Its sender hears so once, where it has not arrived in the meantime. */
  #failed(sending: Sending, reason?: string): void {
    if (sending.progress === 'arrived' || sending.progress === 'failed') return
    sending.progress = 'failed'
    const { from, to, message, address } = sending
    const at = address === undefined ? '' : ` at ${address}`
    this.#units.get(from)?.failed(to, message.id, reason ?? `${to} does not answer${at}`)
  }
}

const ONE_LAN: Standing = { lan: '', access: { by: 'nothing' }, isUnsecured: () => false }
