import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Aedes } from 'aedes'
import { listen } from '../../sim/io/listen.ts'

/** An MQTT broker of somebody else, which lets everybody do everything, and can be switched off and on. */
export class ExternalBroker implements AsyncDisposable {
  readonly #sockets = new Set<Socket>()
  #port = 0
  #running: { readonly aedes: Aedes; readonly server: Server } | undefined

  get url(): string {
    return `mqtt://127.0.0.1:${this.#port}`
  }

  /** On its port, which stays the same; what it kept is gone, as with a broker that keeps nothing on disk. */
  async start(): Promise<void> {
    const aedes = await Aedes.createBroker()
    const server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
      aedes.handle(socket)
    })
    const port = await listen(server, { host: '127.0.0.1', port: this.#port, maxPortTries: 1 })
    this.#running = { aedes, server }
    if (this.#port !== 0 && port !== this.#port) throw new Error(`port ${this.#port} was taken in the meantime`)
    this.#port = port
  }

  /** As a crash: connections are cut, and nobody listens. */
  async stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    if (running === undefined) return
    const closed = once(running.server, 'close')
    running.server.close()
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => running.aedes.close(resolve))
    await closed
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }
}
