import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import { type BusAccess, mayPublish, mayRead } from '../protocol/bus/access.ts'
import { PAYLOAD_MAX } from '../protocol/bus/cloud-event.ts'
import { BrokerLogins, type Login } from './broker-logins.ts'
import { listen } from './listen.ts'
import { MqttPacketLimit } from './mqtt-packet-limit.ts'
import { type Notice, onceEach } from './notice.ts'

export interface BrokerOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly maxPortTries: number
  /** `loxrig/<rig>`: nothing outside it is published or read. */
  readonly prefix: string
  readonly logins: readonly Login[]
  /** Hears of refused logins, publications and subscriptions, and of clients that broke a limit. */
  readonly onNotice: (notice: Notice) => void
}

/** The embedded broker: MQTT 3.1.1 over TCP in this process. Disposing it closes every connection and frees the port. */
export interface Broker extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

/** Longest MQTT packet: a payload and its topic. */
const PACKET_MAX = PAYLOAD_MAX + 1_024

/** A reader that lets this much pile up is cut off. */
const UNREAD_MAX = 4 * 1_048_576

/**
 * What a socket takes before it says "wait". aedes answers that by reading no more from whoever published, for every reader
 * that is slow; a reader is cut off before it comes to that.
 */
const SOCKET_BUFFER_MAX = 2 * UNREAD_MAX

/** Connections beyond two per login, for people who look at the bus. */
const GUESTS_MAX = 64

/** Where refused publications go: nobody can read it. */
const NOWHERE = '$SYS/refused'

/** Topics of a client that need not be asked about again. */
const TOPICS_KNOWN_MAX = 1_000

const REFUSED = 'refused'

/** Errors of connections that were ended on purpose, and were told of then. */
const TOLD_ALREADY: readonly string[] = [REFUSED, 'connection closed']

const CONNECT_DEADLINE_MS = 5_000
const DRAIN_DEADLINE_MS = 10_000
const BAD_USERNAME_OR_PASSWORD = 4

/** Opens the broker of a rig. Throws RigError USAGE where it cannot listen. */
export async function openBroker(options: BrokerOptions): Promise<Broker> {
  const notify = onceEach(options.onNotice)
  // Without a limit on concurrency a reader that is slow to read does not hold up the others.
  const aedes = await Aedes.createBroker({
    concurrency: 0,
    connectTimeout: CONNECT_DEADLINE_MS,
    drainTimeout: DRAIN_DEADLINE_MS,
  })
  guard(aedes, new BrokerLogins(options.prefix, options.logins), notify)
  watchConnections(aedes, notify)

  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true, highWaterMark: SOCKET_BUFFER_MAX }, (socket) =>
    accept(aedes, socket, sockets, notify),
  )
  server.maxConnections = options.logins.length * 2 + GUESTS_MAX
  server.on('drop', () =>
    notify({ code: 'FORBIDDEN', message: `The broker refused a connection: all ${server.maxConnections} are taken.` }),
  )

  const port = await listen(server, options)
  return {
    port,
    url: `mqtt://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    [Symbol.asyncDispose]: () => close(aedes, server, sockets),
  }
}

function accept(aedes: Aedes, socket: Socket, sockets: Set<Socket>, notify: (notice: Notice) => void): void {
  sockets.add(socket)
  socket.once('close', () => sockets.delete(socket))
  const limit = new MqttPacketLimit(PACKET_MAX)
  const client = aedes.handle(socket)
  // After `handle`, which reads by 'readable': 'data' then only shows each chunk before the parser gets it.
  socket.on('data', (chunk: Uint8Array) => {
    if (limit.accepts(chunk)) return
    notify({
      code: 'FRAME_TOO_LONG',
      message: `${nameOf(client)} sent a packet of more than ${PACKET_MAX} bytes; it was cut off.`,
    })
    socket.destroy()
  })
}

/** Asks the logins who may connect, publish and subscribe; every refusal is told. */
function guard(aedes: Aedes, logins: BrokerLogins, notify: (notice: Notice) => void): void {
  const accesses = new WeakMap<Client, BusAccess>()
  const isAllowed = publishGuard(accesses)
  const forbid = (client: Client, what: string): void =>
    notify({ code: 'FORBIDDEN', message: `${nameOf(client)} ${what}` })

  aedes.authenticate = (client, username, password, done) => {
    const access = logins.check(client.id, username ?? '', password ?? '')
    if (access === undefined) {
      forbid(
        client,
        `was refused as ${quoted(username ?? '')}: unknown login, wrong password, or a client id of another login.`,
      )
      return done(
        Object.assign(new Error('refused'), { returnCode: BAD_USERNAME_OR_PASSWORD }) as AuthenticateError,
        false,
      )
    }
    accesses.set(client, access)
    done(null, true)
  }

  aedes.authorizePublish = (client, packet, done) => {
    if (client !== null && !isAllowed(client, packet.topic)) {
      forbid(client, `may not publish to ${quoted(packet.topic)}.`)
      // Acknowledged and dropped [MQTT-3.3.5-2]: a client that is cut off instead would send it again for ever.
      Object.assign(packet, { topic: NOWHERE, payload: Buffer.alloc(0), retain: false })
    }
    done(null)
  }

  aedes.authorizeSubscribe = (client, subscription, done) => {
    const access = accesses.get(client)
    if (access !== undefined && mayRead(access, subscription.topic)) return done(null, subscription)
    forbid(client, `may not subscribe to ${quoted(subscription.topic)}.`)
    done(null, null)
  }
}

/** Whether a client may publish to a topic. Its topics are few and used again and again: what was allowed is remembered. */
function publishGuard(accesses: WeakMap<Client, BusAccess>): (client: Client, topic: string) => boolean {
  const allowed = new WeakMap<Client, Set<string>>()
  return (client, topic) => {
    const known = allowed.get(client)
    if (known?.has(topic)) return true
    const access = accesses.get(client)
    if (access === undefined || !mayPublish(access, topic)) return false
    if (known === undefined || known.size >= TOPICS_KNOWN_MAX) allowed.set(client, new Set([topic]))
    else known.add(topic)
    return true
  }
}

/** Cuts off who does not read, and tells of connections that broke the protocol. */
function watchConnections(aedes: Aedes, notify: (notice: Notice) => void): void {
  aedes.authorizeForward = (client, packet) => {
    if ((client.conn as Socket).writableLength <= UNREAD_MAX) return packet
    notify({ code: 'FRAME_TOO_LONG', message: `${nameOf(client)} does not read; it was cut off.` })
    client.conn.destroy()
    return null
  }

  for (const event of ['clientError', 'connectionError'] as const) {
    aedes.on(event, (client: Client, error: NodeJS.ErrnoException) => {
      if (error.code === undefined && !TOLD_ALREADY.includes(error.message)) {
        notify({ code: 'FRAME_MALFORMED', message: `${nameOf(client)} was cut off: ${error.message.slice(0, 200)}.` })
      }
    })
  }
}

async function close(aedes: Aedes, server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = server.listening ? once(server, 'close') : Promise.resolve()
  server.close()
  await new Promise<void>((resolve) => aedes.close(resolve))
  for (const socket of sockets) socket.destroy()
  await closed
}

function nameOf(client: Client): string {
  return client.id === null ? 'A client' : `Client ${quoted(client.id)}`
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text)
}
