import type { Bus } from '../ports/bus.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { CHANNELS, topicOf } from '../protocol/bus/topics.ts'
import { OneWay } from './link/one-way.ts'

/** Who is on the virtual bus, and so what it may read (docs/interface.md, "The bus"). */
export interface BusMember {
  readonly site: string
  readonly device: string
  readonly role: 'device' | 'miniserver'
}

/** What the broker does for a client. */
export interface BrokerSide {
  publish(message: BusMessage): void
  /** The connection is gone without a goodbye. */
  sayLastWill(member: BusMember): void
  /** Who comes anew gets what is retained. */
  welcome(client: VirtualBusClient): void
}

/**
 * A device's connection to the virtual bus. Where its line is cut both ways the connection is gone: the last will speaks, and
 * what the device says is lost, so that only what it keeps itself is said again, with its age. Where the line is whole again the
 * last message of each retained topic is said again first, as clients on live lanes do. Cut or disturbed one way, it stays a
 * connection on which messages are lost; a new one needs both ways.
 */
export class VirtualBusClient implements Bus {
  readonly member: BusMember
  /** What it sends to its Miniserver. */
  readonly up = new OneWay(() => this.#lineChanged())
  /** What its Miniserver sends to it. */
  readonly down = new OneWay(() => this.#lineChanged())
  readonly #broker: BrokerSide
  readonly #retained = new Map<string, BusMessage>()
  #hasPower = true
  #isConnected = true
  #connections = 0
  #receive: ((message: BusMessage) => void) | undefined

  constructor(member: BusMember, broker: BrokerSide) {
    this.member = member
    this.#broker = broker
  }

  /** Which of its connections this is: what was under way to an earlier one is lost. */
  get connections(): number {
    return this.#connections
  }

  publish(message: BusMessage): void {
    if (!this.#hasPower) return
    if (CHANNELS[message.channel].retained) this.#retained.set(topicOf('', message), message)
    if (this.#isConnected) this.#send(message)
  }

  onMessage(receive: (message: BusMessage) => void): void {
    this.#receive = receive
    this.#broker.welcome(this)
  }

  /** A message has come down the line, to this connection or to one that is gone. */
  receive(message: BusMessage, connection: number): void {
    if (this.#hasPower && connection === this.#connections) this.#receive?.(message)
  }

  /** All that it remembered is gone. */
  powerOff(): void {
    if (!this.#hasPower) return
    this.#hasPower = false
    this.#connections++
    this.#retained.clear()
    if (this.#isConnected) this.#broker.sayLastWill(this.member)
    this.#isConnected = false
  }

  powerOn(): void {
    this.#hasPower = true
    this.#lineChanged()
  }

  #lineChanged(): void {
    const [isGone, isWhole] = [this.up.isCut && this.down.isCut, !this.up.isCut && !this.down.isCut]
    const isConnected = this.#hasPower && (this.#isConnected ? !isGone : isWhole)
    if (isConnected === this.#isConnected) return
    this.#isConnected = isConnected
    this.#connections++
    if (isConnected) this.#again()
    else this.#broker.sayLastWill(this.member)
  }

  /** The last will has replaced one retained message, and nobody knows what else was missed. */
  #again(): void {
    this.#broker.welcome(this)
    for (const message of this.#retained.values()) this.#send(message)
  }

  /** Faults but a cut concern what the Miniserver reads; the rest is between the device and whoever observes it. */
  #send(message: BusMessage): void {
    const arrive = (): void => this.#broker.publish(message)
    if (isReport(message)) this.up.carry({ arrive, lost: () => {} })
    else if (!this.up.isCut) arrive()
  }
}

/** What devices tell their Miniserver: events, that they are there, that they are alive. */
export function isReport(message: BusMessage): boolean {
  return (
    message.channel === 'event' ||
    message.channel === '$state' ||
    (message.channel === 'state' && message.name === 'alive')
  )
}
