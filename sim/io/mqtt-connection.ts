import { Socket } from 'node:net'
import { connect, type ErrorWithReasonCode, type IClientOptions, type MqttClient } from 'mqtt'
import type { Frame } from '../protocol/bus/cloud-event.ts'

export interface MqttConnectionOptions {
  readonly url: string
  readonly clientId: string
  readonly username: string
  readonly password: string
  readonly subscriptions: readonly string[]
  /** Published by the broker when this connection ends without a goodbye. */
  readonly will?: Frame
}

/** What a connection says of itself. `up` at most once, `down` exactly once and last, none of them within a call. */
export interface MqttConnectionEvents {
  /** Connected, and everything subscribed but what is listed in `refused`. */
  up(refused: readonly string[]): void
  /** `isRetained`: the broker had kept it from before the subscription. */
  message(topic: string, payload: Uint8Array, isRetained: boolean): void
  down(reason: string, isRefused: boolean): void
}

/** Connecting and subscribing together take no longer. */
const UP_DEADLINE_MS = 10_000

const KEEPALIVE_S = 60
const REFUSED_CODES: readonly (number | undefined)[] = [4, 5]
const SUBSCRIPTION_REFUSED = 128

/**
 * One connection to a broker, from CONNECT to its end; it never comes back. A new one is made instead, so that what to send
 * again, and in which order, is decided in one place.
 */
export class MqttConnection {
  /** Resolves with `down`. */
  readonly ended: Promise<void>
  readonly #client: MqttClient
  readonly #events: MqttConnectionEvents
  #reason: string | undefined
  #isRefused = false

  constructor(options: MqttConnectionOptions, events: MqttConnectionEvents) {
    this.#events = events
    this.#client = connect(options.url, clientOptions(options))
    const deadline = setTimeout(() => this.cut('the broker does not answer'), UP_DEADLINE_MS)
    this.#client.on('connect', () => this.#subscribe(options.subscriptions, deadline))
    this.#client.on('message', (topic, payload, { retain }) => events.message(topic, payload, retain))
    this.#client.on('error', (error: Error | ErrorWithReasonCode) => {
      this.#reason ??= error.message || String((error as NodeJS.ErrnoException).code)
      this.#isRefused ||= 'code' in error && REFUSED_CODES.includes(error.code as number)
    })
    this.ended = new Promise((resolve) => {
      this.#client.once('close', () => {
        clearTimeout(deadline)
        events.down(this.#reason ?? 'the connection was closed', this.#isRefused)
        resolve()
      })
    })
  }

  publish({ topic, payload, qos, retain }: Frame, acknowledged: () => void): void {
    // Never settles when the connection is lost first; whoever publishes learns that from `down`.
    this.#client.publish(topic, payload, { qos, retain }, (error) => {
      if (!error) acknowledged()
    })
  }

  /** Hands one packet to the socket now; mqtt.js gathers packets until the turn ends. */
  flush(): void {
    this.#client.stream.uncork()
  }

  /** Says goodbye, so that the last will stays unsaid; cuts where nobody hears that in time. */
  async close(deadlineMs: number): Promise<void> {
    const deadline = setTimeout(() => this.cut('the broker does not say goodbye'), deadlineMs)
    if (this.#client.connected) this.#client.end(false)
    else this.cut('closed')
    await this.ended
    clearTimeout(deadline)
  }

  /** Ends it as a pulled cable does. */
  cut(reason: string): void {
    this.#reason ??= reason
    this.#client.stream.destroy()
  }

  #subscribe(subscriptions: readonly string[], deadline: NodeJS.Timeout): void {
    // Without it a second small packet waits for the first one's TCP acknowledgement. mqtt.js has no option for it.
    if (this.#client.stream instanceof Socket) this.#client.stream.setNoDelay(true)
    const up = (refused: readonly string[]): void => {
      clearTimeout(deadline)
      this.#events.up(refused)
    }
    if (subscriptions.length === 0) {
      up([])
      return
    }
    this.#client.subscribe([...subscriptions], { qos: 1 }, (_error, _granted, packet) => {
      // Without an answer the connection is about to end.
      if (packet === undefined) return
      up(subscriptions.filter((_, index) => packet.granted[index] === SUBSCRIPTION_REFUSED))
    })
  }
}

function clientOptions({ clientId, username, password, will }: MqttConnectionOptions): IClientOptions {
  return {
    clientId,
    username,
    password,
    protocolVersion: 4,
    clean: true,
    keepalive: KEEPALIVE_S,
    // Otherwise every message sets a timer anew.
    reschedulePings: false,
    reconnectPeriod: 0,
    resubscribe: false,
    connectTimeout: UP_DEADLINE_MS,
    log: () => {},
    ...(will !== undefined && {
      will: { topic: will.topic, payload: Buffer.from(will.payload), qos: will.qos, retain: will.retain },
    }),
  }
}
