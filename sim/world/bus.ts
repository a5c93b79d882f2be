import type { BusMessage } from '../protocol/bus/message.ts'
import { CHANNELS, topicOf } from '../protocol/bus/topics.ts'
import { type BrokerSide, type BusMember, isReport, VirtualBusClient } from './bus-client.ts'
import type { World } from './world.ts'

/** One hop over the virtual bus [P]. */
export const HOP_MS = 1

/**
 * The bus of the virtual world. Messages travel as values, one hop each way as over a broker; retained ones are kept and given
 * to whoever comes later; observers see everything that reaches the broker, in that order.
 */
export class VirtualBus {
  readonly #world: World
  /** Who reads what of which place, so that a message costs no look at those whom it does not concern. */
  readonly #miniservers = new Map<string, VirtualBusClient[]>()
  readonly #devices = new Map<string, VirtualBusClient[]>()
  readonly #observers: ((message: BusMessage) => void)[] = []
  /** By site and topic. */
  readonly #retained = new Map<string, Map<string, BusMessage>>()
  #wills = 0

  constructor(world: World) {
    this.#world = world
  }

  connect(member: BusMember): VirtualBusClient {
    const broker: BrokerSide = {
      publish: (message) => this.#accept(message, (client, down) => client.down.carry(down)),
      sayLastWill: ({ site, device }) => {
        const timeMs = this.#world.now(site).wallMs
        const id = `${site}-${device}-will-${++this.#wills}`
        this.publish({ id, site, device, timeMs, channel: '$state', data: 'lost' })
      },
      welcome: (client) => this.#welcome(client),
    }
    return new VirtualBusClient(member, broker)
  }

  /** The last message of each retained topic. */
  *retained(): Iterable<BusMessage> {
    for (const ofSite of this.#retained.values()) yield* ofSite.values()
  }

  /** Registers an observer; the returned function takes it off again. */
  observe(see: (message: BusMessage) => void): () => void {
    this.#observers.push(see)
    return () => void this.#observers.splice(this.#observers.indexOf(see), 1)
  }

  /**
   * Also how the rig itself publishes commands. They stand for the hands of people at the door: no line that is cut or
   * disturbed keeps them from a device.
   */
  publish(message: BusMessage): void {
    this.#accept(message, (_, { arrive }) => arrive())
  }

  #accept(message: BusMessage, carryDown: (client: VirtualBusClient, down: Down) => void): void {
    if (CHANNELS[message.channel].retained) placeIn(this.#retained, message.site).set(topicOf('', message), message)
    this.#world.deliver(HOP_MS, () => {
      for (const see of this.#observers) see(message)
      for (const client of this.#readers(message)) carryDown(client, this.#down(client, message))
    })
  }

  /** Miniservers read what devices of their site report, and everybody what is told to them. */
  #readers(message: BusMessage): readonly VirtualBusClient[] {
    if (isReport(message)) return this.#miniservers.get(message.site) ?? NOBODY
    if (message.channel !== 'command' && message.channel !== 'receipt') return NOBODY
    return this.#devices.get(`${message.site}/${message.device}`) ?? NOBODY
  }

  /** The last hop, to a client as it is connected now. */
  #down(client: VirtualBusClient, message: BusMessage): Down {
    const connection = client.connections
    return {
      arrive: () => this.#world.deliver(HOP_MS, () => client.receive(message, connection)),
      lost: () => {},
    }
  }

  #welcome(client: VirtualBusClient): void {
    const { site, device, role } = client.member
    enter(this.#devices, `${site}/${device}`, client)
    // Nothing that is told to a device is retained.
    if (role !== 'miniserver') return
    enter(this.#miniservers, site, client)
    for (const message of this.#retained.get(site)?.values() ?? []) {
      if (isReport(message)) this.#down(client, message).arrive()
    }
  }
}

interface Down {
  readonly arrive: () => void
  readonly lost: () => void
}

const NOBODY: readonly VirtualBusClient[] = []

function placeIn(retained: Map<string, Map<string, BusMessage>>, site: string): Map<string, BusMessage> {
  const known = retained.get(site)
  if (known !== undefined) return known
  const place = new Map<string, BusMessage>()
  retained.set(site, place)
  return place
}

function enter(clients: Map<string, VirtualBusClient[]>, key: string, client: VirtualBusClient): void {
  const there = clients.get(key)
  if (there === undefined) clients.set(key, [client])
  else if (!there.includes(client)) there.push(client)
}
