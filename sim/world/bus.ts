import type { Bus } from '../ports/bus.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { CHANNELS, topicOf } from '../protocol/bus/topics.ts'
import type { World } from './world.ts'

/** One hop over the virtual bus [P]. */
export const HOP_MS = 1

/** Who is on the virtual bus, and so what it may read (docs/interface.md, "The bus"). */
export interface BusMember {
  readonly site: string
  readonly device: string
  readonly role: 'device' | 'miniserver'
}

/**
 * The bus of the virtual world. Messages travel as values, one hop each way as over a broker; retained ones are kept and given
 * to whoever comes later; observers see everything in the order in which it was published.
 */
export class VirtualBus {
  readonly #world: World
  readonly #members: { member: BusMember; receive: (message: BusMessage) => void }[] = []
  readonly #observers: ((message: BusMessage) => void)[] = []
  readonly #retained = new Map<string, BusMessage>()

  constructor(world: World) {
    this.#world = world
  }

  connect(member: BusMember): Bus {
    return {
      publish: (message) => this.publish(message),
      onMessage: (receive) => {
        this.#members.push({ member, receive })
        for (const message of this.#retained.values()) {
          if (mayRead(member, message)) this.#world.deliver(HOP_MS, () => receive(message))
        }
      },
    }
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

  /** Also how the rig itself publishes commands. */
  publish(message: BusMessage): void {
    if (CHANNELS[message.channel].retained) this.#retained.set(topicOf('', message), message)
    this.#world.deliver(HOP_MS, () => {
      for (const see of this.#observers) see(message)
      for (const { member, receive } of this.#members) {
        if (mayRead(member, message)) this.#world.deliver(HOP_MS, () => receive(message))
      }
    })
  }
}

function mayRead(member: BusMember, message: BusMessage): boolean {
  if (member.site !== message.site) return false
  if (member.role === 'miniserver') return isReport(message)
  return member.device === message.device && (message.channel === 'command' || message.channel === 'receipt')
}

/** What devices tell their Miniserver: events, that they are there, that they are alive. */
function isReport(message: BusMessage): boolean {
  return (
    message.channel === 'event' ||
    message.channel === '$state' ||
    (message.channel === 'state' && message.name === 'alive')
  )
}
