import { constants, createCipheriv, createDecipheriv, publicEncrypt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Stamp } from '../../sim/domain/time.ts'
import { TimerQueue } from '../../sim/domain/timer-queue.ts'
import { rsaKeys } from '../../sim/io/rsa-keys.ts'
import type { Clock } from '../../sim/ports/clock.ts'
import { type ApiMiniserver, startApiMiniserver } from '../clients/api-miniserver.ts'
import { aMiniserver, anEnv, KEYPAD_UUID, NOON, STRIKE_UUID } from '../domain/miniserver/api/a-miniserver.ts'

/** A clock that stands until the test moves it. */
class HandClock implements Clock {
  readonly #timers = new TimerQueue()
  #passedMs = 0

  now(): Stamp {
    return { wallMs: NOON.wallMs + this.#passedMs, monotonicMs: NOON.monotonicMs + this.#passedMs }
  }

  at(monotonicMs: number, run: () => void): () => void {
    return this.#timers.push(monotonicMs, run)
  }

  pass(ms: number): void {
    this.#passedMs += ms
    const { monotonicMs } = this.now()
    for (let due = this.#timers.popDue(monotonicMs); due !== undefined; due = this.#timers.popDue(monotonicMs))
      due.run()
  }
}

/** The bare wire: what came, message by message. */
class Wire {
  readonly socket: WebSocket
  readonly messages: Buffer[] = []
  /** Resolves to the close code. */
  readonly closed: Promise<number>
  #arrived: () => void = () => undefined

  constructor({ port }: ApiMiniserver, protocols: string[] = ['remotecontrol']) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/ws/rfc6455?_=1`, protocols)
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code) => resolve(code))
    })
    this.socket.on('message', (data: Buffer) => {
      this.messages.push(data)
      this.#arrived()
    })
    onTestFinished(() => this.socket.terminate())
  }

  async open(): Promise<this> {
    await once(this.socket, 'open')
    return this
  }

  /** The next message: its header, and its payload unless it has none. */
  async next(): Promise<{ id: number; length: number; payload: string; bytes: Buffer }> {
    const header = await this.#message()
    const [id, length] = [header[1] ?? -1, header.readUInt32LE(4)]
    const bytes = length === 0 ? Buffer.alloc(0) : await this.#message()
    return { id, length, payload: bytes.toString(), bytes }
  }

  async ask(path: string): Promise<{ control: string; value: unknown; code: string }> {
    this.socket.send(path)
    const { control, value, code, Code } = JSON.parse((await this.next()).payload).LL
    return { control, value, code: code ?? Code }
  }

  async logIn(user = 'Anna', password = 'secret', ask = (path: string) => this.ask(path)): Promise<string> {
    const { key, salt, hashAlg } = (await ask(`jdev/sys/getkey2/${user}`)).value as {
      key: string
      salt: string
      hashAlg: 'SHA256'
    }
    const env = anEnv()
    const hash = env.hmac(hashAlg, key, `${user}:${env.hash(hashAlg, `${password}:${salt}`).toUpperCase()}`)
    return (await ask(`jdev/sys/getjwt/${hash}/${user}/4/edfc5f9a-df3f-4cad-9dddcdc42c732be2/test`)).code
  }

  async #message(): Promise<Buffer> {
    for (;;) {
      const message = this.messages.shift()
      if (message !== undefined) return message
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
  }
}

async function aServer(options: Parameters<typeof startApiMiniserver>[1] = {}): Promise<ApiMiniserver> {
  const miniserver = await startApiMiniserver(aMiniserver({ Anna: { password: 'secret' } }), options)
  onTestFinished(() => miniserver[Symbol.asyncDispose]())
  return miniserver
}

const get = ({ port }: ApiMiniserver, path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${port}${path}`, init)
const asAnna = (password = 'secret') => ({
  headers: { authorization: `Basic ${Buffer.from(`Anna:${password}`).toString('base64')}` },
})

describe('the API over HTTP', () => {
  test('tells anybody who it is, in the single quotes of the real one', async () => {
    const response = await get(await aServer(), '/jdev/cfg/api')
    const { LL } = (await response.json()) as { LL: Record<string, string> }
    expect(response.headers.get('content-length')).toBeTruthy()
    expect(LL).toMatchObject({ control: 'dev/cfg/api', Code: '200' })
    expect(LL.value).toMatch(/^\{'snr': '50:4F:94:A0:00:01', 'version':'15\.3\.12\.7'/)
  })

  test('gives the structure file to whoever has the password, and a page to who has not', async () => {
    const miniserver = await aServer()
    const response = await get(miniserver, '/data/LoxAPP3.json', asAnna())
    expect(await response.json()).toMatchObject({ msInfo: { serialNr: '504F94A00001', currentUser: { name: 'Anna' } } })
    const refused = await get(miniserver, '/data/LoxAPP3.json', asAnna('wrong'))
    expect(refused.status).toBe(401)
    expect(await refused.text()).toContain('<errorcode>401</errorcode>')
    expect((await get(miniserver, '/data/LoxAPP3.json')).status).toBe(401)
  })

  test('answers dev/ with XML and unknown paths with 404', async () => {
    const miniserver = await aServer()
    expect(await (await get(miniserver, '/dev/cfg/version', asAnna())).text()).toContain('value="15.3.12.7"')
    expect((await get(miniserver, '/jdev/sps/whatever', asAnna())).status).toBe(404)
    expect((await get(miniserver, '/other')).status).toBe(404)
  })

  test('hands what is not the API to somebody else, with the scope of the listener', async () => {
    const miniserver = await aServer({
      fallback: (request, response, scope) => response.end(`${request.url} ${scope}`),
    })
    expect(await (await get(miniserver, '/loxrig/v1/status')).text()).toBe('/loxrig/v1/status internal')
    expect((await get(miniserver, '/jdev/cfg/api')).status).toBe(200)
  })

  test('shows its key twice: as text on one line, and as a certificate of the same key', async () => {
    const miniserver = await aServer()
    const { LL } = (await (await get(miniserver, '/jdev/sys/getPublicKey')).json()) as { LL: { value: string } }
    expect(LL.value).toMatch(/^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=]+-----END CERTIFICATE-----$/)
    const pem = await (await get(miniserver, '/jdev/sys/getcertificate')).text()
    const { X509Certificate } = await import('node:crypto')
    expect(new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' }).toString('base64')).toBe(
      LL.value.slice(27, -25),
    )
  })

  test('answers an encrypted request with an encrypted answer', async () => {
    const miniserver = await aServer()
    const { sessionKey, encrypt, decrypt } = await aesKey(miniserver)
    const url = `/jdev/sys/fenc/${encodeURIComponent(encrypt('salt/1a/jdev/cfg/api'))}?sk=${encodeURIComponent(sessionKey)}`
    expect(decrypt(await (await get(miniserver, url)).text())).toContain('"control":"dev/cfg/api"')
  })

  test('refuses long bodies and long URLs', async () => {
    const miniserver = await aServer()
    expect((await get(miniserver, '/jdev/cfg/api', { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(413)
    expect((await get(miniserver, `/jdev/${'x'.repeat(40_000)}`)).status).toBe(431)
  })

  test('answers 503 while the Miniserver restarts', async () => {
    const miniserver = await aServer()
    miniserver.running = false
    expect((await get(miniserver, '/jdev/cfg/api')).status).toBe(503)
    const wire = new Wire(miniserver)
    const [error] = await once(wire.socket, 'error')
    expect(String(error)).toContain('503')
  })

  test('takes 256 connections, and tells the next one so', async () => {
    const { port } = await aServer()
    const sockets = Array.from({ length: 256 }, () => createConnection({ port, host: '127.0.0.1' }))
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    const refused = await fetch(`http://127.0.0.1:${port}/jdev/cfg/api`)
    expect(refused.status).toBe(503)
    expect(await refused.text()).toContain('<errorcode>901</errorcode>')
  })

  test('drops who connects and asks nothing', async () => {
    const clock = new HandClock()
    const { port } = await aServer({ clock })
    const socket = createConnection({ port, host: '127.0.0.1' })
    const data = once(socket, 'close')
    await once(socket, 'connect')
    socket.write('GET /jdev/cfg/api HTTP/1.1\r\n')
    // The server has the socket once another one was answered.
    await fetch(`http://127.0.0.1:${port}/other`)
    clock.pass(10_000)
    await data
  })
})

async function aesKey(miniserver: ApiMiniserver) {
  const { LL } = (await (await get(miniserver, '/jdev/sys/getPublicKey')).json()) as { LL: { value: string } }
  const pem = LL.value
    .replace('BEGIN CERTIFICATE-----', 'BEGIN PUBLIC KEY-----\n')
    .replace('-----END CERTIFICATE', '\n-----END PUBLIC KEY')
  const [key, iv] = [Buffer.alloc(32, 7), Buffer.alloc(16, 9)]
  const sessionKey = publicEncrypt(
    { key: pem, padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(`${key.toString('hex')}:${iv.toString('hex')}`),
  )
  return {
    sessionKey: sessionKey.toString('base64'),
    encrypt: (plain: string) => {
      const cipher = createCipheriv('aes-256-cbc', key, iv)
      return Buffer.concat([cipher.update(`${plain}\0`), cipher.final()]).toString('base64')
    },
    decrypt: (base64: string) => {
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
      return Buffer.concat([decipher.update(base64, 'base64'), decipher.final()])
        .toString()
        .replace(/\0+$/, '')
    },
  }
}

describe('the API over WebSocket', () => {
  test('echoes the sub-protocol when offered, and needs none', async () => {
    const miniserver = await aServer()
    expect((await new Wire(miniserver).open()).socket.protocol).toBe('remotecontrol')
    expect((await new Wire(miniserver, []).open()).socket.protocol).toBe('')
  })

  test('announces the structure file as a file of exactly its bytes, in a text frame', async () => {
    const wire = await new Wire(await aServer()).open()
    expect(await wire.logIn()).toBe('200')
    wire.socket.send('data/LoxAPP3.json')
    const { id, length, bytes, payload } = await wire.next()
    expect(id).toBe(1)
    expect(length).toBe(bytes.length)
    expect(JSON.parse(payload)).toMatchObject({ controls: { [KEYPAD_UUID]: { type: 'NfcCodeTouch' } } })
  })

  test('answers keepalive with a header alone', async () => {
    const wire = await new Wire(await aServer()).open()
    wire.socket.send('keepalive')
    expect(await wire.next()).toMatchObject({ id: 6, length: 0 })
  })

  test('puts commands in pieces together', async () => {
    const wire = await new Wire(await aServer()).open()
    wire.socket.send('jdev/cfg/', { fin: false })
    wire.socket.send('api', { fin: true })
    expect((await wire.next()).payload).toContain('dev/cfg/api')
  })

  test('answers many commands at once in their order, also those that had to be made durable', async () => {
    const wire = await new Wire(await aServer()).open()
    const { key, salt } = (await wire.ask('jdev/sys/getkey2/Anna')).value as { key: string; salt: string }
    const env = anEnv()
    const hash = env.hmac('SHA256', key, `Anna:${env.hash('SHA256', `secret:${salt}`).toUpperCase()}`)
    wire.socket.send(`jdev/sys/getjwt/${hash}/Anna/4/u/i`)
    wire.socket.send('jdev/sps/LoxAPPversion3')
    wire.socket.send('jdev/sps/enablebinstatusupdate')
    wire.socket.send('jdev/cfg/version')
    const [token, version, enabled] = [await wire.next(), await wire.next(), await wire.next()]
    expect(token.payload).toContain('jdev/sys/getjwt')
    expect(version.payload).toContain('LoxAPPversion3')
    expect(enabled.payload).toContain('enablebinstatusupdate')
    expect([(await wire.next()).id, (await wire.next()).id]).toEqual([2, 3])
    expect((await wire.next()).payload).toContain('cfg/version')
  })

  test('exchanges keys: encrypted commands, encrypted answers, the plain command echoed', async () => {
    const miniserver = await aServer()
    const wire = await new Wire(miniserver).open()
    const { sessionKey, encrypt, decrypt } = await aesKey(miniserver)
    const { value, code } = await wire.ask(`jdev/sys/keyexchange/${sessionKey}`)
    expect(code).toBe('200')
    expect(decrypt(value as string)).toMatch(/^[0-9A-F]{80}$/)
    const secretly = async (path: string) => {
      wire.socket.send(`jdev/sys/fenc/${encodeURIComponent(encrypt(`salt/1a/${path}`))}`)
      const { LL } = JSON.parse(decrypt((await wire.next()).payload))
      return { control: LL.control, value: LL.value, code: LL.code ?? LL.Code }
    }
    expect(await wire.logIn('Anna', 'secret', secretly)).toBe('200')
    expect(await wire.ask(`jdev/sys/enc/${encodeURIComponent(encrypt('salt/1a/jdev/cfg/version'))}`)).toMatchObject({
      control: 'dev/cfg/version',
      value: '15.3.12.7',
    })
    expect((await wire.ask(`jdev/sys/enc/${encodeURIComponent(encrypt('salt/2b/jdev/cfg/version'))}`)).code).toBe('401')
  })

  test('refuses a key exchange that is none, and encryption without one', async () => {
    const wire = await new Wire(await aServer()).open()
    expect((await wire.ask('jdev/sys/keyexchange/AAAA')).code).toBe('401')
    expect((await wire.ask('jdev/sys/enc/AAAAAAAAAAAAAAAAAAAAAA==')).code).toBe('401')
    expect((await wire.ask('jdev/sys/getPublicKey')).code).toBe('400')
  })

  test('sends states after the answer that enabled them', async () => {
    const miniserver = await aServer()
    const wire = await new Wire(miniserver).open()
    await wire.logIn()
    expect((await wire.ask('jdev/sps/enablebinstatusupdate')).code).toBe('200')
    expect([(await wire.next()).id, (await wire.next()).id]).toEqual([2, 3])
    miniserver.publish(STRIKE_UUID, 'active', 1)
    const { id, bytes } = await wire.next()
    expect([id, bytes.readDoubleLE(16)]).toEqual([2, 1])
  })

  test('closes after a wrong password, once the answer is sent', async () => {
    const wire = await new Wire(await aServer()).open()
    expect(await wire.logIn('Anna', 'wrong')).toBe('401')
    expect(await wire.closed).toBe(1000)
  })

  test('says 420 and closes who does not log in within ten seconds', async () => {
    const clock = new HandClock()
    const wire = await new Wire(await aServer({ clock })).open()
    expect((await wire.ask('jdev/sys/getkey')).code).toBe('200')
    clock.pass(9_999)
    expect((await wire.ask('jdev/sys/getkey')).code).toBe('200')
    clock.pass(1)
    expect((await wire.next()).payload).toContain('"420"')
    await wire.closed
  })

  test('closes who says nothing for five minutes; a keepalive is something', async () => {
    const clock = new HandClock()
    const wire = await new Wire(await aServer({ clock })).open()
    await wire.logIn()
    clock.pass(299_000)
    wire.socket.send('keepalive')
    expect((await wire.next()).id).toBe(6)
    clock.pass(299_999)
    expect(wire.socket.readyState).toBe(WebSocket.OPEN)
    clock.pass(1)
    expect(await wire.closed).toBe(1000)
  })

  test('tells that it goes out of service, and closes', async () => {
    const miniserver = await aServer()
    const wire = await new Wire(miniserver).open()
    await wire.ask('jdev/sys/getkey')
    miniserver.server.closeAll('restarting')
    expect(await wire.next()).toMatchObject({ id: 5, length: 0 })
    expect(await wire.closed).toBe(1001)
  })

  test('R93: a socket that a firmware update closes is told 4007, though the unit goes out of service then', async () => {
    const state = aMiniserver({ Anna: { password: 'secret' } })
    const miniserver = await startApiMiniserver(state)
    onTestFinished(() => miniserver[Symbol.asyncDispose]())
    const wire = await new Wire(miniserver).open()
    await wire.ask('jdev/sys/getkey')
    const [session = ''] = state.api.sessions.keys()
    miniserver.server.close(session, 4007, 'firmware update')
    miniserver.server.closeAll('restarting')
    expect(await wire.closed).toBe(4007)
  })

  test('closes on binary and on long messages', async () => {
    const miniserver = await aServer()
    const binary = await new Wire(miniserver).open()
    binary.socket.send(Buffer.from('x'))
    expect(await binary.closed).toBe(1003)
    const long = await new Wire(miniserver).open()
    long.socket.send('x'.repeat(70_000))
    expect(await long.closed).toBe(1009)
  })

  test('drops who does not read', async () => {
    const miniserver = await aServer()
    const wire = await new Wire(miniserver).open()
    await wire.logIn()
    await wire.ask('jdev/sps/enablebinstatusupdate')
    wire.socket.pause()
    for (let count = 0; count < 30; count++) miniserver.publish(KEYPAD_UUID, 'lastuser', `${count}`.padEnd(1_000_000))
    wire.socket.resume()
    expect(await wire.closed).toBe(1006)
  })

  test('does private-key work a little at a time', async () => {
    const clock = new HandClock()
    const miniserver = await aServer({ clock })
    const { sessionKey } = await aesKey(miniserver)
    const wire = await new Wire(miniserver).open()
    for (let count = 0; count < 21; count++) wire.socket.send(`jdev/sys/keyexchange/${sessionKey}`)
    for (let count = 0; count < 20; count++) expect((await wire.next()).payload).toContain('"200"')
    expect(wire.messages).toHaveLength(0)
    clock.pass(50)
    expect((await wire.next()).payload).toContain('"200"')
  })
})

describe('rsaKeys()', () => {
  test('makes a pair once and keeps it in a file only its owner may read', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'loxrig-keys-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    const folder = join(directory, 'keys')
    const keys = rsaKeys(folder, '504F94A00001')
    const [one, other] = await Promise.all([keys(), keys()])
    expect(other).toBe(one)
    expect((await stat(join(folder, '504F94A00001-api.pem'))).mode & 0o777).toBe(0o600)
    expect((await rsaKeys(folder, '504F94A00001')()).publicKeyText).toBe(one.publicKeyText)
    expect((await rsaKeys(folder, '504F94A00002')()).publicKeyText).not.toBe(one.publicKeyText)
  })

  test('says where it cannot keep it', async () => {
    await expect(rsaKeys('/dev/null/keys', '504F94A00001')()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
