import { request } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openRigClient } from '../../../rigs/control/client.ts'
import type { RigClient } from '../../../rigs/control/client-face.ts'
import { type ControlServer, openControlServer } from '../../../rigs/control/server.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { aLab, type Lab } from '../../helpers/a-lab.ts'

const TOKEN = 'a-token-of-a-rig-card'

async function aServer(): Promise<Lab & { server: ControlServer; remote: RigClient; failures: unknown[] }> {
  const lab = await aLab({ trusts: false })
  const failures: unknown[] = []
  const failed = (error: unknown) => failures.push(error)
  const server = await openControlServer({ context: lab.rig.context, token: TOKEN, host: '127.0.0.1', port: 0, failed })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return { ...lab, server, remote: openRigClient({ url: server.url, token: TOKEN }), failures }
}

describe('the control API of the rig', () => {
  test('answers what the same command answers within the process', async () => {
    const { client, remote } = await aServer()
    expect(await remote.call('status', {})).toEqual(await client.call('status', {}))
    expect(await remote.call('tap', { reader: 'office/front-door', tag: 'blue-card' })).toMatchObject({
      outcome: 'granted',
      user: { name: 'Anna' },
    })
  })

  test('a refusal is the error it was, with its code and sentence', async () => {
    const { client, remote } = await aServer()
    const refusalOf = (each: RigClient) =>
      each.call('config-save', { site: 'home' }).catch(({ name, code, message }) => ({ name, code, message }))
    expect(await refusalOf(remote)).toEqual(await refusalOf(client))
    expect(await refusalOf(remote)).toMatchObject({ name: 'RigError', code: 'NO_DOCUMENT' })
  })

  test.for<[number, string, unknown]>([
    [400, 'config-load', { site: 7 }],
    [400, 'time-set', { site: 'home', time: 'noon' }],
    [403, 'config-load', { site: 'home', caller: { user: 'admin', password: 'wrong' } }],
    [404, 'config-load', { site: 'nowhere' }],
    [404, 'no-such-command', {}],
    [409, 'config-save', { site: 'home' }],
    [403, 'user-edit', { site: 'office', user: 'admin', status: 'disabled', app: true }],
  ])('answers %i for %s %o', async ([status, name, input]) => {
    const { server } = await aServer()
    const response = await post(server.url + name, { body: JSON.stringify(input) })
    expect(response.status).toBe(status)
    expect(response.json()).toEqual({ code: expect.stringMatching(/^[A-Z_]+$/), message: expect.any(String) })
  })

  test('a mistake of our own is told to its process, and not to who asked', async () => {
    const { rig, remote, failures } = await aServer()
    rig.estate.clock.advance = () => Promise.reject(new TypeError('a secret of ours'))
    await expect(remote.call('time-advance', { duration: '1s' })).rejects.toMatchObject({
      name: 'Error',
      message: expect.not.stringContaining('secret'),
    })
    expect(failures).toMatchObject([{ message: 'a secret of ours' }])
  })

  test('nobody at that address is NO_RIG', async () => {
    const { server, remote } = await aServer()
    await server[Symbol.asyncDispose]()
    await expect(remote.call('status', {})).rejects.toMatchObject({ code: 'NO_RIG' })
  })
})

describe('who may speak to it', () => {
  test.for<[string, string | undefined]>([
    ['no token', undefined],
    ['another token', `Bearer ${TOKEN}x`],
    ['the token without its scheme', TOKEN],
  ])('%s is answered 401', async ([, authorization]) => {
    const { server } = await aServer()
    const response = await post(`${server.url}status`, { body: '{}', headers: { authorization } })
    expect([response.status, response.json()]).toEqual([401, expect.objectContaining({ code: 'FORBIDDEN' })])
  })

  test.for<[number, string, Record<string, string>]>([
    [200, 'its own address', {}],
    [200, 'localhost', { host: 'localhost' }],
    [403, 'a name that was made to lead here', { host: 'rebound.example:8080' }],
    [403, 'a name that begins like an address', { host: '127.0.0.1.example' }],
    [403, 'a page of another origin', { origin: 'http://evil.example' }],
    [400, 'a form of another page', { 'content-type': 'text/plain' }],
  ])('answers %i to %s', async ([status, , headers]) => {
    const { server } = await aServer()
    expect((await post(`${server.url}status`, { body: '{}', headers })).status).toBe(status)
  })

  test('a body over 1 MiB is answered 413, one that is no JSON 400 without repeating it', async () => {
    const { server } = await aServer()
    const long = await post(`${server.url}status`, { body: `"${'x'.repeat(1 << 20)}"` })
    expect([long.status, long.json()]).toEqual([413, expect.objectContaining({ code: 'FRAME_TOO_LONG' })])
    const broken = await post(`${server.url}status`, { body: '{"password": "hunter2' })
    expect([broken.status, broken.text.includes('hunter2')]).toEqual([400, false])
  })

  test('health needs no token and tells nothing but the name', async () => {
    const { server } = await aServer()
    const response = await fetch(new URL('/healthz', server.url))
    expect(await response.json()).toEqual({ status: 'ok', rig: 'two-sites' })
  })
})

describe('the stream of events', () => {
  test('tells every message on the bus, what is sealed still sealed', async () => {
    const { remote, client } = await aServer()
    const ended = new AbortController()
    const events = await remote.events(ended.signal)
    const decision = await client.call('tap', { reader: 'office/front-door', tag: 'blue-card' })
    const seen: BusMessage[] = []
    for await (const message of events) {
      seen.push(message)
      if (message.channel === 'decision') break
    }
    expect(seen.map(({ channel }) => channel)).toEqual(expect.arrayContaining(['command', 'event', 'decision']))
    expect(seen.find(({ channel }) => channel === 'decision')).toMatchObject({ id: decision.id, data: decision })
    expect(JSON.stringify(seen)).not.toContain('04 A1 B2')
    ended.abort()
  })

  test('ends when its reader aborts, and when the rig goes', async () => {
    const { server, remote } = await aServer()
    const ended = new AbortController()
    const events = await remote.events(ended.signal)
    ended.abort()
    for await (const _ of events) throw new TypeError('nothing happened')

    const orphaned = await remote.events()
    const rest = (async () => {
      for await (const _ of orphaned) throw new TypeError('nothing happened')
    })()
    const gone = expect(rest).rejects.toMatchObject({ code: 'NO_RIG' })
    await server[Symbol.asyncDispose]()
    await gone
  })
})

interface Answer {
  readonly status: number
  readonly text: string
  json(): unknown
}

/** `fetch` would set some of these headers itself. */
function post(url: string, options: { body: string; headers?: Record<string, string | undefined> }): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${TOKEN}`,
    'content-type': 'application/json',
    ...options.headers,
  }
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: given }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, text, json: () => JSON.parse(text) })
      })
    })
    sent.on('error', reject)
    sent.end(options.body)
  })
}
