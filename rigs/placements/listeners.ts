import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { MemberInfo } from '../../sim/domain/trust/membership.ts'
import { openHttpsPort } from '../../sim/io/alpn.ts'
import type { ApiServer } from '../../sim/io/api-server.ts'
import { listen } from '../../sim/io/listen.ts'
import type { OpenTrustLinks } from '../../sim/io/trust-links.ts'
import type { Listening, MiniserverBundle } from '../factory/bundle.ts'
import { Opened } from '../opened.ts'

export interface Listeners extends AsyncDisposable {
  readonly ports: Listening
  /** What the unit tells its Trust peers. */
  readonly addresses: Pick<MemberInfo, 'internalAddress' | 'externalAddress'>
}

/**
 * Opens a Miniserver's ports: internal HTTP, internal HTTPS and, with external access, external HTTPS. What a connection may do
 * depends on the listener it came through. Trust peers are taken on both HTTPS ports.
 */
export async function openListeners(
  { listen: plan, certificate, privateKey }: MiniserverBundle,
  { api, links }: { api: ApiServer; links: OpenTrustLinks },
): Promise<Listeners> {
  const opened = new Opened()
  const open = async (scope: 'internal' | 'external', port: number): Promise<number> => {
    const tls = createTlsServer({ cert: certificate, key: privateKey, ALPNProtocols: ['http/1.1'] }, (socket) =>
      api.serve(socket, scope),
    )
    // A client that goes away during the handshake, or speaks no TLS that is known here, harms nobody.
    tls.on('tlsClientError', () => {})
    const https = await openHttpsPort({
      listen: { host: plan.host, port, maxPortTries: 1 },
      trust: (socket) => links.accept(socket),
      https: (socket) => void tls.emit('connection', socket),
    })
    opened.use(https)
    return https.port
  }
  const plain = createServer((socket: Socket) => api.serve(socket, 'internal'))
  const http = await listen(plain, { host: plan.host, port: plan.http, maxPortTries: 1 })
  opened.defer(() => plain.close())
  const https = await open('internal', plan.https)
  const externalHttps = plan.externalHttps === undefined ? undefined : await open('external', plan.externalHttps)
  const host = plan.advertisedHost ?? plan.host
  return {
    ports: { http, https, ...(externalHttps !== undefined && { externalHttps }) },
    addresses: {
      internalAddress: `${host}:${https}`,
      ...(externalHttps !== undefined && { externalAddress: `${host}:${externalHttps}` }),
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}
