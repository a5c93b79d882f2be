import { createServer, request as plainRequest, type Server } from 'node:http'
import { createServer as createTlsServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openMiniserverClient } from '../../rigs/control/miniserver-client.ts'
import { type Certified, certify, makeDeviceCa } from '../../rigs/factory/certificates.ts'
import type { ControlCommand } from '../../sim/domain/miniserver/control/command.ts'
import type { ControlReply } from '../../sim/domain/miniserver/effect.ts'
import type { Caller } from '../../sim/domain/miniserver/input.ts'
import { type Control, openControlApi } from '../../sim/io/control-api.ts'
import { CONTROL_COMMANDS } from '../../sim/protocol/control/commands.ts'

const SERIAL = '504F94A00001'
const ADMIN: Caller = { user: 'admin', password: 'a:b', scope: 'internal' }

let ca: Certified
let device: Certified

beforeAll(async () => {
  ca = await makeDeviceCa('test')
  device = await certify(ca, SERIAL)
})

interface Asked {
  readonly caller: Caller
  readonly command: ControlCommand
}

/** Both listeners of a Miniserver before a stand-in that answers with `reply`, and a client of the rig. */
async function aMiniserver(reply: ControlReply | Control = { ok: true, value: { rev: 7 } }, serial = SERIAL) {
  const asked: Asked[] = []
  const control: Control = (caller, command, answer) => {
    asked.push({ caller, command })
    if (typeof reply === 'function') reply(caller, command, answer)
    else answer(reply)
  }
  const api = openControlApi(control)
  const tls = { key: device.privateKey, cert: device.certificate }
  const https = await listening(createTlsServer(tls, (req, res) => api(req, res, 'internal')))
  const external = await listening(createTlsServer(tls, (req, res) => api(req, res, 'external')))
  const http = await listening(createServer((req, res) => api(req, res, 'internal')))
  const client = openMiniserverClient({
    site: 'office',
    serial,
    ca: ca.certificate,
    addresses: {
      internal: { http: `http://127.0.0.1:${http}`, https: `https://127.0.0.1:${https}` },
      external: { https: `https://127.0.0.1:${external}` },
    },
  })
  onTestFinished(() => client[Symbol.asyncDispose]())
  return { asked, client, http, https }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

describe("a Miniserver's own control API", () => {
  test('takes a command as its user, through the listener it came by', async () => {
    const { asked, client } = await aMiniserver()
    expect(await client.control(ADMIN, { type: 'load-program' })).toEqual({ rev: 7 })
    await client.control({ ...ADMIN, scope: 'external' }, { type: 'history', reader: 'front-door' })
    expect(asked).toEqual([
      { caller: ADMIN, command: { type: 'load-program' } },
      { caller: { ...ADMIN, scope: 'external' }, command: { type: 'history', reader: 'front-door' } },
    ])
  })

  test('has a route for every command', async () => {
    const { https } = await aMiniserver()
    for (const type of Object.keys(CONTROL_COMMANDS)) {
      const { status, body } = await post(https, `/loxrig/v1/${type}`, '{"nonsense": 1}')
      expect([status, body.code, String(body.message).startsWith(`${type}: `)]).toEqual([400, 'USAGE', true])
    }
  })

  test.for<[number, string]>([
    [400, 'INVALID'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [409, 'STALE_DOCUMENT'],
    [422, 'GEN1_NOT_SUPPORTED'],
    [502, 'CONNECTION_FAILED'],
    [503, 'DEVICE_OFFLINE'],
  ])('answers %i to %s, which the client throws as it was', async ([status, code]) => {
    const { https, client } = await aMiniserver({ ok: false, code, message: 'a sentence' })
    expect((await post(https, '/loxrig/v1/load-program', '')).status).toBe(status)
    await expect(client.control(ADMIN, { type: 'load-program' })).rejects.toMatchObject({
      name: 'RigError',
      code,
      message: 'a sentence',
    })
  })

  test('does not answer on the plain port, whoever asks', async () => {
    const { asked, http } = await aMiniserver()
    const { status, body } = await post(http, '/loxrig/v1/load-program', '', { plain: true })
    expect([status, body.code, asked]).toEqual([403, 'FORBIDDEN', []])
    expect(body.message).toContain('HTTPS')
  })

  test('asks for a login, and leaves who may what to the Miniserver', async () => {
    const { asked, https } = await aMiniserver()
    const { status, body } = await post(https, '/loxrig/v1/load-program', '', { auth: undefined })
    expect([status, body.code, asked]).toEqual([401, 'FORBIDDEN', []])
  })

  test.for<[number, string, string]>([
    [404, 'POST', '/loxrig/v1/no-such-command'],
    [404, 'POST', '/elsewhere'],
    [400, 'GET', '/loxrig/v1/load-program'],
  ])('answers %i to %s %s', async ([status, method, path]) => {
    const { https } = await aMiniserver()
    expect((await post(https, path, '', { method })).status).toBe(status)
  })

  test('a body over the limit is refused with 413, one that is no JSON is not repeated', async () => {
    const { asked, https } = await aMiniserver()
    const long = await post(https, '/loxrig/v1/join-trust', JSON.stringify({ keyFile: 'x'.repeat(1 << 20) }))
    expect([long.status, long.body.code]).toEqual([413, 'FRAME_TOO_LONG'])
    const broken = await post(https, '/loxrig/v1/join-trust', '{"keyFile": "a secret')
    expect([broken.status, JSON.stringify(broken.body).includes('secret'), asked]).toEqual([400, false, []])
  })

  test('a program of many megabytes comes in whole', async () => {
    const { asked, client } = await aMiniserver()
    const program = {
      users: Array.from({ length: 20_000 }, (_, index) => ({ name: `user ${index}`, note: 'x'.repeat(100) })),
    }
    await client.control(ADMIN, { type: 'save-program', program })
    expect(asked).toEqual([{ caller: ADMIN, command: { type: 'save-program', program } }])
  })
})

describe("the rig's client", () => {
  test('speaks to nobody but the Miniserver it means', async () => {
    const { asked, client } = await aMiniserver(undefined, '504F94A00002')
    await expect(client.control(ADMIN, { type: 'load-program' })).rejects.toMatchObject({
      code: 'CERT_MISMATCH',
      message: expect.stringContaining(SERIAL),
    })
    expect(asked).toEqual([])
  })

  test('says who does not answer, and which listener is missing', async () => {
    const client = openMiniserverClient({
      site: 'office',
      serial: SERIAL,
      ca: ca.certificate,
      addresses: { internal: { http: 'http://127.0.0.1:1', https: 'https://127.0.0.1:1' } },
    })
    onTestFinished(() => client[Symbol.asyncDispose]())
    await expect(client.control(ADMIN, { type: 'load-program' })).rejects.toMatchObject({ code: 'DEVICE_OFFLINE' })
    const outside: Caller = { ...ADMIN, scope: 'external' }
    await expect(client.control(outside, { type: 'load-program' })).rejects.toMatchObject({
      code: 'HTTPS_PORT_REQUIRED',
    })
  })
})

interface PostOptions {
  readonly method?: string
  readonly auth?: string | undefined
  readonly plain?: boolean
}

function post(port: number, path: string, body: string, options: PostOptions = {}) {
  const { method = 'POST', plain = false } = options
  const auth = 'auth' in options ? options.auth : 'admin:a:b'
  return new Promise<{ status: number; body: Record<string, unknown> }>((resolve, reject) => {
    const send = plain ? plainRequest : request
    const settings = { host: '127.0.0.1', port, path, method, ca: ca.certificate, agent: false }
    const sent = send({ ...settings, ...(auth !== undefined && { auth }) }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
