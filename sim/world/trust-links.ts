import { REFUSED_MS, type Route, UNREACHABLE_MS } from '../domain/connectivity/route.ts'
import { type InternetAccess, ONE_LAN, type Standing } from '../domain/connectivity/standing.ts'
import type { Serial } from '../domain/program/names.ts'
import { LinkNotes } from '../domain/trust/link-notes.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import { Outbox } from '../domain/trust/outbox.ts'
import type { TrustLinks } from '../ports/trust-links.ts'
import { VirtualInternet } from './internet.ts'
import { OneWay } from './link/one-way.ts'
import type { World } from './world.ts'

type Receivers = Parameters<TrustLinks['onMessage']>

interface Unit {
  readonly addresses: readonly (string | undefined)[]
  readonly standing: () => Standing
  readonly outbox: Outbox<Sending>
  readonly notes: LinkNotes
  receivers: Receivers | undefined
}

/** A message on its way, and the address it was sent to where one was named. */
interface Sending {
  readonly from: Serial
  readonly to: Serial
  readonly message: TrustMessage
  readonly address: string | undefined
  /** When its turn came. */
  sentAtMs: number
  progress: 'waiting' | 'held' | 'on its way' | 'arrived' | 'failed'
  /** Whether it has one of its sender's places (§3.3.5). */
  hasPlace: boolean
}

/** Where a unit stands in the network; what is left out is as where nothing is said of networks. */
export interface Place {
  readonly externalAddress?: string | undefined
  readonly standing?: Omit<Standing, 'isOnline'>
}

/**
 * The network between the Miniservers of the virtual world. A message is delivered to whoever has the address, and only if that
 * is the peer it was meant for; the sender's serial is asserted by the world, as its certificate would be.
 *
 * Each unit sends 5 at once and one per peer (`Outbox`); a message has its place until it has arrived, or failed. What is lost fails
 * for its sender `UNREACHABLE_MS` after its turn, with all that waits for the same peer, unless that can be reached again by then.
 * So does what a fault holds back for longer, though it still arrives then; it keeps nobody waiting.
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
  readonly #internet = new VirtualInternet()
  /** Lost, and waited for. */
  readonly #lostOnes = new Set<Sending>()

  constructor(world: World) {
    this.#world = world
  }

  /** Left out, its place is in the one LAN of all. */
  connect(serial: Serial, ownAddress: string, { externalAddress, standing = ONE_LAN }: Place = {}): TrustLinks {
    const notes = new LinkNotes((note) => this.#world.deliver(0, () => unit.receivers?.[2]?.(note)))
    const unit: Unit = {
      addresses: [undefined, ownAddress, externalAddress],
      standing: () => this.#internet.standing(serial, standing),
      outbox: new Outbox(),
      notes,
      receivers: undefined,
    }
    return {
      // A copy, as bytes would be: neither side holds anything of the other.
      send: (to, message, address) =>
        this.#send(unit, {
          ...{ from: serial, to, message: structuredClone(message), address },
          ...{ sentAtMs: this.#world.monotonicMs, progress: 'waiting', hasPlace: false },
        }),
      onMessage: (...receivers) => {
        unit.receivers = receivers
        this.#units.set(serial, unit)
      },
    }
  }

  /** Pulls a unit's network cable, or its power: nobody reaches it and it reaches nobody, what is under way included. */
  cut(serial: Serial): void {
    this.#cut.add(serial)
    this.#cuts.set(serial, this.#cutsOf(serial) + 1)
    const unit = this.#units.get(serial)
    if (unit === undefined) return
    // What it had still to send goes with its power.
    for (const each of unit.outbox.empty()) this.#failed(each)
    unit.notes.forget()
  }

  /** Plugs the cable in again. */
  mend(serial: Serial): void {
    this.#cut.delete(serial)
    this.#lookAgain()
  }

  /** From now on it is set up so for the Internet. */
  forward(serial: Serial, access: InternetAccess): void {
    this.#internet.forward(serial, access)
    this.#lookAgain()
  }

  /** Cuts the Internet for all, or for one site, or mends it. LANs stay. */
  internet(power: 'on' | 'off', serial?: Serial): void {
    this.#internet.power(power, serial)
    this.#lookAgain()
  }

  /** What one unit sends to another, and what is wrong with that. */
  way(from: Serial, to: Serial): OneWay {
    const key = `${from} to ${to}`
    const way = this.#ways.get(key) ?? new OneWay(() => this.#lookAgain())
    this.#ways.set(key, way)
    return way
  }

  /** The way from one unit to another now; `undefined` where one of them is cut off. */
  routeNow(from: Serial, to: Serial): Route | undefined {
    return this.#cut.has(from) || this.#cut.has(to) ? undefined : this.#route({ from, to })
  }

  #send(unit: Unit, sending: Sending): void {
    const { outbox, notes } = unit
    const lost = outbox.put(sending.to, sending)
    if (lost !== undefined) {
      this.#world.deliver(0, () => this.#failed(lost.parcel, `too many messages wait for ${lost.to}`))
    }
    this.#next(unit)
    notes.load(outbox)
  }

  /** Sends on whatever has its turn. */
  #next({ outbox, notes }: Unit): void {
    for (let next = outbox.next(); next !== undefined; next = outbox.next()) {
      notes.load(outbox)
      this.#begin(next.parcel)
    }
  }

  #begin(sending: Sending): void {
    Object.assign(sending, { sentAtMs: this.#world.monotonicMs, progress: 'held', hasPlace: true })
    const lost = (): void => this.#lost(sending)
    this.way(sending.from, sending.to).carry({ arrive: () => this.#cross(sending), lost })
    if (sending.progress !== 'held') return
    this.#world.after(UNREACHABLE_MS, () => this.#failed(sending))
    // Whoever holds it back is not its peer.
    this.#free(sending)
  }

  #cross(sending: Sending): void {
    const isFirst = sending.progress === 'held'
    if (isFirst) sending.progress = 'on its way'
    const message = isFirst ? sending.message : structuredClone(sending.message)
    const cuts = this.#cutsOf(sending.to)
    if (this.#reached(sending) === undefined) return this.#lost(sending)
    const route = this.#route(sending)
    this.#units.get(sending.from)?.notes.route(sending.to, route)
    if ('refused' in route) return this.#refused(sending, route.refused)
    this.#world.deliver(this.#inOrderMs(sending, route.latencyMs), () => {
      const peer = this.#reached(sending)
      const isLost = cuts !== this.#cutsOf(sending.to) || this.way(sending.from, sending.to).isCut
      if (peer === undefined || isLost || 'refused' in this.#route(sending)) return this.#lost(sending)
      if (sending.progress === 'on its way') sending.progress = 'arrived'
      this.#free(sending)
      peer.receivers?.[0](sending.from, message)
    })
  }

  #reached({ from, to, address }: Sending): Unit | undefined {
    if (this.#cut.has(from) || this.#cut.has(to)) return undefined
    const peer = this.#units.get(to)
    return peer?.addresses.includes(address) === true ? peer : undefined
  }

  #route({ from, to }: Pick<Sending, 'from' | 'to'>): Route {
    const standing = (serial: Serial): Standing => this.#units.get(serial)?.standing() ?? ONE_LAN
    return this.#internet.route(standing(from), standing(to))
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
    this.#world.after(REFUSED_MS, () => this.#failed(sending, reason))
  }

  #cutsOf(serial: Serial): number {
    return this.#cuts.get(serial) ?? 0
  }

  #lost(sending: Sending): void {
    if (sending.progress === 'arrived') return
    sending.progress = 'on its way'
    const leftMs = Math.max(0, sending.sentAtMs + UNREACHABLE_MS - this.#world.monotonicMs)
    this.#lostOnes.add(sending)
    // Nothing is under way any more: who has sent it waits, as for a timer.
    this.#world.after(leftMs, () => this.#failed(sending))
    this.#lookAgain()
  }

  /** Of peers that can be reached again nobody waits any longer for what was lost. */
  #lookAgain(): void {
    for (const sending of this.#lostOnes) {
      const isThere = this.#reached(sending) !== undefined && !this.way(sending.from, sending.to).isCut
      if (!isThere || 'refused' in this.#route(sending)) continue
      this.#free(sending)
    }
  }

  /** It gives its place to the next. */
  #free(sending: Sending): void {
    this.#lostOnes.delete(sending)
    if (!sending.hasPlace) return
    sending.hasPlace = false
    const unit = this.#units.get(sending.from)
    if (unit === undefined) return
    unit.outbox.done(sending.to)
    this.#next(unit)
  }

  /** Its sender hears so once, where it has not arrived in the meantime. */
  #failed(sending: Sending, reason?: string): void {
    this.#lostOnes.delete(sending)
    if (sending.progress === 'arrived' || sending.progress === 'failed') return
    sending.progress = 'failed'
    const { from, to, message, address } = sending
    const unit = this.#units.get(from)
    const at = address === undefined ? '' : ` at ${address}`
    const behind = sending.hasPlace ? (unit?.outbox.clear(to) ?? []) : []
    unit?.receivers?.[1](to, message.id, reason ?? `${to} does not answer${at}`)
    for (const each of behind) this.#failed(each, reason)
    this.#free(sending)
  }
}
