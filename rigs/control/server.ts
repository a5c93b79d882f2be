import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { listen } from '../../sim/io/listen.ts'
import { type ControlAppOptions, controlApp, RIG_PATH } from './app.ts'

export interface ControlServerOptions extends ControlAppOptions {
  /** A taken port moves to the next free one. */
  readonly port: number
}

export interface ControlServer extends AsyncDisposable {
  /** `http://127.0.0.1:8080/rig/v1/`, as on the rig card. */
  readonly url: string
}

const PORT_TRIES_MAX = 20

/** Serves the rig's control API. Throws USAGE where the host cannot be listened on. */
export async function openControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const server = createAdaptorServer({ fetch: controlApp(options).fetch }) as Server
  const port = await listen(server, { host: options.host, port: options.port, maxPortTries: PORT_TRIES_MAX })
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  return {
    url: `http://${host}:${port}${RIG_PATH}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Streams of events would keep it open for ever.
        server.closeAllConnections()
      }),
  }
}
