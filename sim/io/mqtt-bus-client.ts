import { randomUUID } from 'node:crypto'
import { RigError } from '../domain/errors.ts'
import type { Stamp } from '../domain/time.ts'
import type { Bus } from '../ports/bus.ts'
import { decodeMessage, encodeMessage, frameOf } from '../protocol/bus/cloud-event.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { routeOf } from '../protocol/bus/route.ts'
import { BusInbox } from './bus-inbox.ts'
import { aged, BusOutbox, type Outgoing, QUEUE_MAX } from './bus-outbox.ts'
import type { MqttBusOptions } from './mqtt-bus-options.ts'
import { MqttConnection } from './mqtt-connection.ts'
import { type Notice, onceEach } from './notice.ts'
import { Traffic, type TrafficReader } from './traffic.ts'
import { withoutLogin } from './without-login.ts'

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
  readonly #inbox: BusInbox
  #opening: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined
  #connection: MqttConnection | undefined
  #reader: TrafficReader | undefined
  #isUp = false
  #isLost = false
  #isClosed = false
  #isUnplugged = false
  #dropped = 0
  #retryMs = RETRY_MIN_MS
  #retry: NodeJS.Timeout | undefined

  constructor(options: MqttBusOptions) {
    this.#options = options
    this.#onNoticeOnce = onceEach(options.onNotice)
    this.#traffic = options.traffic ?? new Traffic()
    this.#inbox = new BusInbox(({ topic, message, isRetained }) => {
      options.counts?.handled(message, isRetained)
      this.#reader?.received(topic, message.id)
    })
    this.opened = new Promise((resolve, reject) => {
      this.#opening = { resolve, reject }
    })
    options.signal?.addEventListener('abort', () =>
      this.#fail(new RigError('BROKER_LOST', `No broker at ${withoutLogin(options.url)}.`)),
    )
    this.#connect()
  }

  publish(message: BusMessage): void {
    if (this.#isClosed || this.#isUnplugged) return
    const route = routeOf(this.#options.prefix, message)
    const isCounted = this.#options.counts?.isCounted(message) ?? true
    this.#noteDropped(
      this.#outbox.add({
        message,
        route,
        sinceMs: this.#now().monotonicMs,
        ended: isCounted ? this.#traffic.begin() : () => {},
      }),
    )
    this.#pump()
  }

  onMessage(receive: (message: BusMessage) => void): void {
    this.#inbox.onMessage(receive)
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
    return `${this.#options.username} at ${withoutLogin(this.#options.url)}`
  }

  #connect(): void {
    const { url, username, password, clientId = username, subscriptions, device, prefix } = this.#options
    const will = device === undefined ? {} : { will: encodeMessage(prefix, this.#stateOf(device, 'lost')) }
    const connection = new MqttConnection(
      { url, username, password, clientId, subscriptions, ...will },
      {
        up: (refused) => this.#connection === connection && this.#up(refused),
        message: (topic, payload, isRetained) =>
          this.#connection === connection && this.#message(topic, payload, isRetained),
        down: (reason, isRefused) => this.#connection === connection && this.#down(reason, isRefused),
      },
    )
    this.#connection = connection
  }

  #up(refused: readonly string[]): void {
    this.#isUp = true
    this.#retryMs = RETRY_MIN_MS
    this.#reader = this.#traffic.reader(this.#options.subscriptions.filter((filter) => !refused.includes(filter)))
    this.#options.counts?.connected()
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
      this.#fail(new RigError('FORBIDDEN', `The broker at ${withoutLogin(url)} refuses the login ${username}.`))
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

  #pump(): void {
    if (!this.#isUp) return
    for (const outgoing of this.#outbox.sendable()) this.#send(outgoing)
  }

  #send(outgoing: Outgoing): void {
    const frame = this.#reporting(() => frameOf(outgoing.route, aged(outgoing, this.#now().monotonicMs)))
    if (frame === undefined) return this.#outbox.acknowledged(outgoing)
    this.#traffic.sent(frame.topic, outgoing.message.id)
    this.#connection?.publish(frame, () => {
      this.#options.counts?.sent(outgoing.message)
      this.#outbox.acknowledged(outgoing)
      // A turn later: a broker acknowledges what it is about to pass on.
      setImmediate(() => this.#pump())
    })
    if (this.#outbox.isFirst(outgoing)) this.#connection?.flush()
  }

  #message(topic: string, payload: Uint8Array, isRetained: boolean): void {
    const message = this.#reporting(() => decodeMessage(this.#options.prefix, topic, payload))
    if (message === undefined || this.#isClosed) return
    this.#inbox.take({ topic, message, isRetained })
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
      this.#notice('MESSAGES_DROPPED', `more than ${QUEUE_MAX} messages wait for the broker; the oldest are dropped`)
    }
    this.#dropped += dropped
  }

  #notice(code: Notice['code'], message: string): void {
    const isOutage = code === 'BROKER_LOST' || code === 'BROKER_BACK'
    const connection = isOutage ? { connection: this.#options.username } : {}
    this.#options.onNotice({ code, message: `${this.#name}: ${message}`, ...connection })
  }

  #now(): Stamp {
    const { now } = this.#options
    return now === undefined ? { monotonicMs: performance.now(), wallMs: Date.now() } : now()
  }

  #stateOf(device: { readonly site: string; readonly device: string }, data: 'lost' | 'disconnected'): BusMessage {
    const timeMs = this.#now().wallMs
    return { ...device, id: randomUUID(), timeMs, channel: '$state', data }
  }
}
