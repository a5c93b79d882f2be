import { randomUUID } from 'node:crypto'
import { RigError } from '../domain/errors.ts'
import type { Bus } from '../ports/bus.ts'
import { decodeMessage, encodeMessage } from '../protocol/bus/cloud-event.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { routeOf } from '../protocol/bus/route.ts'
import { BusOutbox, QUEUE_MAX } from './bus-outbox.ts'
import { MqttConnection } from './mqtt-connection.ts'
import { type Notice, onceEach } from './notice.ts'
import { Traffic, type TrafficReader } from './traffic.ts'

export interface MqttBusOptions {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly url: string
  readonly username: string
  readonly password: string
  /** Default: the username. A second connection of the same login needs an id of its own. */
  readonly clientId?: string
  /** `loxrig/<rig>`. */
  readonly prefix: string
  /** Whose last will is left with the broker; absent for the rig and the observer, which have no topics of their own. */
  readonly device?: { readonly site: string; readonly device: string }
  /** Filters, as `subscriptionsOf` makes them. */
  readonly subscriptions: readonly string[]
  /** Hears BROKER_LOST once and BROKER_BACK once per outage, and of messages that were dropped. */
  readonly onNotice: (notice: Notice) => void
  readonly traffic?: Traffic
  /** The wall clock that stamps the last will. Default: the machine's. */
  readonly wallMs?: () => number
  /** Gives up waiting for a broker that was never there. */
  readonly signal?: AbortSignal
}

const IDLE_DEADLINE_MS = 5_000
const GOODBYE_DEADLINE_MS = 1_000
const RETRY_MIN_MS = 50
const RETRY_MAX_MS = 2_000

/** The state of one device's connection to the bus: see `openMqttBus`. */
export class MqttBusClient implements Bus, AsyncDisposable {
  readonly opened: Promise<void>
  readonly #options: MqttBusOptions
  readonly #traffic: Traffic
  readonly #outbox = new BusOutbox()
  readonly #onNoticeOnce: (notice: Notice) => void
  readonly #early: { readonly topic: string; readonly message: BusMessage }[] = []
  #opening: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined
  #receive: ((message: BusMessage) => void) | undefined
  #connection: MqttConnection | undefined
  #reader: TrafficReader | undefined
  #isUp = false
  #isLost = false
  #isClosed = false
  #isUnplugged = false
  #isPausing = false
  #dropped = 0
  #retryMs = RETRY_MIN_MS
  #retry: NodeJS.Timeout | undefined

  constructor(options: MqttBusOptions) {
    this.#options = options
    this.#onNoticeOnce = onceEach(options.onNotice)
    this.#traffic = options.traffic ?? new Traffic()
    this.opened = new Promise((resolve, reject) => {
      this.#opening = { resolve, reject }
    })
    options.signal?.addEventListener('abort', () =>
      this.#fail(new RigError('BROKER_LOST', `No broker at ${options.url}.`)),
    )
    this.#connect()
  }

  publish(message: BusMessage): void {
    if (this.#isClosed || this.#isUnplugged) return
    const { topic, retained: isRetained } = routeOf(this.#options.prefix, message)
    this.#noteDropped(this.#outbox.add({ message, topic, isRetained, ended: this.#traffic.begin() }))
    this.#pump()
  }

  onMessage(receive: (message: BusMessage) => void): void {
    queueMicrotask(() => {
      this.#receive = receive
      for (const { topic, message } of this.#early.splice(0)) this.#deliver(topic, message)
    })
  }

  idle(): boolean {
    return this.#outbox.isEmpty
  }

  whenIdle(deadlineMs: number = IDLE_DEADLINE_MS): Promise<void> {
    return this.#outbox.whenEmpty(deadlineMs)
  }

  unplug(): void {
    this.#isUnplugged = true
    this.#outbox.clear()
    clearTimeout(this.#retry)
    const connection = this.#connection
    this.#disconnected()
    connection?.cut('unplugged')
  }

  plug(): void {
    if (!this.#isUnplugged || this.#isClosed) return
    this.#isUnplugged = false
    this.#connect()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { device } = this.#options
    if (this.#isUp && device !== undefined) this.publish(this.#stateOf(device, 'disconnected'))
    if (this.#isUp) await this.whenIdle(GOODBYE_DEADLINE_MS).catch(() => {})
    this.#isClosed = true
    clearTimeout(this.#retry)
    this.#outbox.clear()
    await this.#connection?.close(GOODBYE_DEADLINE_MS)
  }

  get #name(): string {
    return `${this.#options.username} at ${this.#options.url}`
  }

  #connect(): void {
    const { url, username, password, clientId = username, subscriptions, device, prefix } = this.#options
    const will = device === undefined ? {} : { will: encodeMessage(prefix, this.#stateOf(device, 'lost')) }
    const connection = new MqttConnection(
      { url, username, password, clientId, subscriptions, ...will },
      {
        up: (refused) => this.#connection === connection && this.#up(refused),
        message: (topic, payload) => this.#connection === connection && this.#message(topic, payload),
        down: (reason, isRefused) => this.#connection === connection && this.#down(reason, isRefused),
      },
    )
    this.#connection = connection
  }

  #up(refused: readonly string[]): void {
    this.#isUp = true
    this.#retryMs = RETRY_MIN_MS
    this.#reader = this.#traffic.reader(this.#options.subscriptions.filter((filter) => !refused.includes(filter)))
    for (const filter of refused) this.#notice('FORBIDDEN', `may not read ${filter}`)
    if (this.#isLost) {
      this.#notice(
        'BROKER_BACK',
        `the broker is back${this.#dropped > 0 ? `; ${this.#dropped} messages were lost` : ''}`,
      )
    }
    this.#isLost = false
    this.#dropped = 0
    this.#opening?.resolve()
    this.#opening = undefined
    this.#pump()
  }

  #down(reason: string, isRefused: boolean): void {
    const { url, username } = this.#options
    this.#disconnected()
    if (this.#isClosed) return
    if (isRefused && this.#opening !== undefined) {
      this.#fail(new RigError('FORBIDDEN', `The broker at ${url} refuses the login ${username}.`))
      return
    }
    if (!this.#isLost) this.#notice('BROKER_LOST', `the broker is gone (${reason}); it is waited for`)
    this.#isLost = true
    this.#noteDropped(this.#outbox.again())
    this.#retry = setTimeout(() => this.#connect(), this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS)
  }

  #disconnected(): void {
    this.#isUp = false
    this.#connection = undefined
    this.#reader?.gone()
    this.#reader = undefined
  }

  /** Ends an opening that did not succeed. */
  #fail(error: RigError): void {
    if (this.#opening === undefined) return
    this.#opening.reject(error)
    this.#opening = undefined
    this.#isClosed = true
    clearTimeout(this.#retry)
    this.#connection?.cut('given up')
  }

  /**
   * The first of what is published in one turn goes out alone, and the rest when a broker in this process has passed it on: a
   * door's output is published first and is heard of before the decision is even encoded.
   */
  #pump(): void {
    if (this.#isPausing) return
    this.#isPausing = true
    setImmediate(() => setImmediate(() => this.#resume()))
    this.#sendNext()
  }

  #resume(): void {
    this.#isPausing = false
    while (this.#sendNext());
  }

  /** Whether there was something to send. */
  #sendNext(): boolean {
    const outgoing = this.#isUp ? this.#outbox.next() : undefined
    if (outgoing === undefined) return false
    const { message, topic } = outgoing
    const frame = this.#reporting(() => encodeMessage(this.#options.prefix, message))
    const done = (): void => {
      this.#outbox.acknowledged(outgoing)
      this.#pump()
    }
    if (frame === undefined) done()
    else {
      this.#traffic.sent(topic, message.id)
      this.#connection?.publish(frame, done)
    }
    return true
  }

  #message(topic: string, payload: Uint8Array): void {
    const message = this.#reporting(() => decodeMessage(this.#options.prefix, topic, payload))
    if (message === undefined || this.#isClosed) return
    if (this.#receive === undefined) this.#keepEarly(topic, message)
    else this.#deliver(topic, message)
  }

  /** Until there is a receiver. */
  #keepEarly(topic: string, message: BusMessage): void {
    this.#early.push({ topic, message })
    const dropped = this.#early.length > QUEUE_MAX ? this.#early.shift() : undefined
    if (dropped !== undefined) this.#reader?.received(dropped.topic, dropped.message.id)
  }

  #deliver(topic: string, message: BusMessage): void {
    this.#receive?.(message)
    // Only now: what was published because of it is in flight already.
    this.#reader?.received(topic, message.id)
  }

  /** Runs a translation that fails for what others sent, or for what is too long: reported, and dropped. */
  #reporting<T>(translate: () => T): T | undefined {
    try {
      return translate()
    } catch (error) {
      if (!(error instanceof RigError)) throw error
      this.#onNoticeOnce({ code: error.code, message: `${this.#name}: a message was dropped: ${error.message}` })
      return undefined
    }
  }

  #noteDropped(dropped: number): void {
    if (dropped > 0 && this.#dropped === 0) {
      this.#notice('BROKER_LOST', `more than ${QUEUE_MAX} messages wait for the broker; the oldest are dropped`)
    }
    this.#dropped += dropped
  }

  #notice(code: Notice['code'], message: string): void {
    this.#options.onNotice({ code, message: `${this.#name}: ${message}` })
  }

  #stateOf(device: { readonly site: string; readonly device: string }, data: 'lost' | 'disconnected'): BusMessage {
    const timeMs = (this.#options.wallMs ?? Date.now)()
    return { ...device, id: randomUUID(), timeMs, channel: '$state', data }
  }
}
