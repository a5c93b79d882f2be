import { connectAsync, type MqttClient } from 'mqtt'
import type { RigCard } from '../../rigs/card.ts'
import { decodeMessage } from '../../sim/protocol/bus/cloud-event.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'

const SEES_MS = 30_000
const SUBSCRIPTION_REFUSED = 128

export interface BusLogin {
  readonly url: string
  readonly username: string
  readonly password: string
  readonly prefix: string
}

/** One message as MQTT brought it, with what it says. */
export interface Seen {
  /** Below `loxrig/<rig>/`. */
  readonly topic: string
  readonly payload: string
  readonly isRetained: boolean
  readonly message: BusMessage
}

/** An MQTT client that is not ours: what stands on a rig card is all it knows. */
export class BusClient implements AsyncDisposable {
  readonly seen: Seen[] = []
  readonly #client: MqttClient
  readonly #prefix: string
  readonly #hearers = new Set<(seen: Seen) => void>()

  constructor(client: MqttClient, prefix: string) {
    this.#client = client
    this.#prefix = prefix
    client.on('message', (topic, payload, { retain }) => {
      // Throws for what is no published message.
      const message = decodeMessage(prefix, topic, payload)
      const seen = {
        topic: topic.slice(prefix.length + 1),
        payload: payload.toString(),
        isRetained: retain,
        message,
      }
      this.seen.push(seen)
      for (const hear of this.#hearers) hear(seen)
    })
  }

  /** Whether the broker let it subscribe. The filter is below `loxrig/<rig>/`. */
  subscribe(filter: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#client.subscribe(`${this.#prefix}/${filter}`, { qos: 1 }, (error, _granted, packet) => {
        if (packet === undefined) reject(error ?? new Error('no answer'))
        else resolve(packet.granted[0] !== SUBSCRIPTION_REFUSED)
      })
    })
  }

  /** Resolves when the broker has acknowledged it, which it does also where it drops it [MQTT-3.3.5-2]. */
  async publish(topic: string, payload: string): Promise<void> {
    await this.#client.publishAsync(`${this.#prefix}/${topic}`, payload, { qos: 1 })
  }

  /** The first message, seen now or before, of which this is true. */
  sees(is: (seen: Seen) => boolean): Promise<Seen> {
    const found = this.seen.find(is)
    if (found !== undefined) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      const hear = (seen: Seen): void => {
        if (!is(seen)) return
        clearTimeout(deadline)
        this.#hearers.delete(hear)
        resolve(seen)
      }
      const topics = (): string => this.seen.map(({ topic }) => topic).join('\n')
      const deadline = setTimeout(
        () => reject(new Error(`not seen in ${SEES_MS} ms; there were\n${topics()}`)),
        SEES_MS,
      )
      this.#hearers.add(hear)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true)
  }
}

/** Logs in; `name` tells connections of one login apart. Rejects where the broker refuses. */
export async function openBusClient({ url, username, password, prefix }: BusLogin, name: string): Promise<BusClient> {
  const client = await connectAsync(url, { username, password, clientId: name, reconnectPeriod: 0, protocolVersion: 4 })
  return new BusClient(client, prefix)
}

/** Sees everything from now on, after what is retained, with the login of the rig card. */
export async function anObserver({ bus }: RigCard): Promise<BusClient> {
  const observer = await openBusClient(bus, 'an-observer')
  if (!(await observer.subscribe('#'))) throw new Error('the observer may not observe')
  return observer
}
