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
  readonly #clients: VirtualBusClient[] = []
  readonly #observers: ((message: BusMessage) => void)[] = []
  readonly #retained = new Map<string, BusMessage>()
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
  retained(): Iterable<BusMessage> {
    return this.#retained.values()
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
    if (CHANNELS[message.channel].retained) this.#retained.set(topicOf('', message), message)
    this.#world.deliver(HOP_MS, () => {
      for (const see of this.#observers) see(message)
      for (const client of this.#clients) {
        if (mayRead(client.member, message)) carryDown(client, this.#down(client, message))
      }
    })
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
    if (!this.#clients.includes(client)) this.#clients.push(client)
    for (const message of this.#retained.values()) {
      if (mayRead(client.member, message)) this.#down(client, message).arrive()
    }
  }
}

interface Down {
  readonly arrive: () => void
  readonly lost: () => void
}

function mayRead(member: BusMember, message: BusMessage): boolean {
  if (member.site !== message.site) return false
  if (member.role === 'miniserver' && isReport(message)) return true
  return member.device === message.device && (message.channel === 'command' || message.channel === 'receipt')
}
