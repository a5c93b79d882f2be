import { createServer } from 'node:http'
import { type CloudDnsReply, type CloudUnit, cloudDnsReply } from '../protocol/loxone/cloud-dns.ts'
import { listen } from './listen.ts'

/** The first port that is tried; a taken one moves to any free one. */
const PORT = 7501

export interface CloudDnsOptions {
  readonly host: string
  readonly find: (serial: string) => CloudUnit | undefined
}

export interface OpenCloudDns extends AsyncDisposable {
  /** Ends with a slash. */
  readonly url: string
}

/** The simulated Cloud DNS and Remote Connect of a rig over HTTP, for whoever looks for a Miniserver by its serial number. */
export async function openCloudDns({ host, find }: CloudDnsOptions): Promise<OpenCloudDns> {
  const server = createServer((request, response) => {
    const { status, body, location } = replyTo(request.method, request.url ?? '/', find)
    const headers = { ...(location !== undefined && { location }), 'content-type': 'application/json' }
    response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body))
  })
  const port = await listen(server, { host, port: PORT, maxPortTries: 1 })
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function replyTo(method: string | undefined, target: string, find: CloudDnsOptions['find']): CloudDnsReply {
  if (method !== 'GET') return { status: 405 }
  if (!URL.canParse(target, 'http://dns')) return { status: 400 }
  return cloudDnsReply(target, find, new Date().toISOString().slice(0, 19).replace('T', ' '))
}
