import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { aLiveRig, type LiveRig } from '../helpers/a-live-rig.ts'
import { startLxCommunicator } from './client.ts'

// Clients that know docs/miniserver-protocol.md and TLS, and share no code with the Miniserver.
const APP_AND_TRUST = 0x4004
const WEB_AND_TRUST = 0x4002
const CLIENT = 'edfc5f9a-df3f-4cad-9dddcdc42c732be2'

let rig: LiveRig
let ca: Buffer
beforeAll(async () => {
  rig = await aLiveRig()
  ca = readFileSync(rig.card.ca)
})
afterAll(() => rig[Symbol.asyncDispose]())

function unitAt(site: string) {
  const unit = rig.card.miniservers[site]
  if (unit?.internal.https === undefined) throw new TypeError(`no Miniserver at ${site}`)
  const { host } = new URL(unit.internal.https)
  const passwordOf = (user: string) => unit.users.find(({ name }) => name === user)?.password ?? ''
  return { host, serial: unit.serial, passwordOf, http: new URL(unit.internal.http) }
}

/** One HTTPS request with Basic; the certificate must be of that serial. */
function basic(site: string, user: string) {
  const { host, serial, passwordOf } = unitAt(site)
  const authorization = `Basic ${Buffer.from(`${user}:${passwordOf(user)}`).toString('base64')}`
  return (path: string, body?: string): Promise<{ readonly status: number; readonly body: string }> =>
    new Promise((resolve, reject) => {
      const options = {
        ca,
        headers: { authorization },
        checkServerIdentity: mustBe(serial),
        method: body === undefined ? 'GET' : 'POST',
      }
      const sent = request(`https://${host}/${path}`, options, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }))
      })
      sent.on('error', reject)
      sent.end(body)
    })
}

const mustBe =
  (serial: string) =>
  (_host: string, { subject }: { readonly subject: { readonly CN?: string | string[] } }) =>
    subject.CN === serial ? undefined : new Error(`${String(subject.CN)} is not ${serial}`)

type Ask = (path: string) => Promise<{ readonly code: number; readonly value: unknown }>

/** A WebSocket over TLS at that address; each text message that comes answers the oldest path. */
async function socketAt(host: string, serial: string): Promise<{ readonly ask: Ask; readonly socket: WebSocket }> {
  const socket = new WebSocket(`wss://${host}/ws/rfc6455`, ['remotecontrol'], {
    ca,
    checkServerIdentity: mustBe(serial) as never,
  })
  const waiting: ((text: string) => void)[] = []
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) waiting.shift()?.(data.toString())
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const ask: Ask = async (path) => {
    const text = await new Promise<string>((resolve) => {
      waiting.push(resolve)
      socket.send(path)
    })
    const content = JSON.parse(text) as { LL?: { code?: string; Code?: string; value: unknown } }
    return content.LL === undefined
      ? { code: 200, value: content }
      : { code: Number(content.LL.code ?? content.LL.Code), value: content.LL.value }
  }
  return { ask, socket }
}

/** Logs in with a password, for that permission. */
async function logIn(ask: Ask, user: string, password: string, permission: number) {
  const { value } = await ask(`jdev/sys/getkey2/${user}`)
  const { key, salt, hashAlg } = value as { readonly key: string; readonly salt: string; readonly hashAlg: string }
  const alg = hashAlg.toLowerCase()
  const hash = createHash(alg).update(`${password}:${salt}`).digest('hex').toUpperCase()
  const proof = createHmac(alg, Buffer.from(key, 'hex')).update(`${user}:${hash}`).digest('hex')
  return ask(`jdev/sys/getjwt/${proof}/${user}/${permission}/${CLIENT}/test`)
}

/** Logs in with a ticket of another Miniserver. */
async function goOn(ask: Ask, { user, ticket }: { readonly user: string; readonly ticket: string }) {
  const { value: key } = await ask('jdev/sys/getkey')
  const proof = createHmac('sha256', Buffer.from(String(key), 'hex'))
    .update(ticket)
    .digest('hex')
  return ask(`jdev/sys/getjwt/${proof}/${encodeURIComponent(user)}/${APP_AND_TRUST}/${CLIENT}/test?authHash=True`)
}

describe('over TLS, at a running rig', () => {
  test('R48: a client of HTTP alone lists members, discovers, and adds and removes with the body of a POST', async () => {
    const ask = basic('home', 'admin')
    const office = unitAt('office')
    const { peers } = JSON.parse((await ask('jdev/sps/trustusermanagement/peers')).body)
    expect(peers).toEqual([
      { serial: office.serial, name: 'Office', intAddr: office.host, extAddr: expect.any(String) },
    ])
    const offered = async () =>
      JSON.parse((await ask(`jdev/sps/trustusermanagement/discover/${office.serial}`)).body).users
    const clara = (await offered()).find(({ name }: { readonly name: string }) => name === 'Clara')
    expect(clara).toMatchObject({ used: false })
    const wish = (used: boolean) => JSON.stringify({ [office.serial]: [{ uuid: clara.uuid, used }] })
    expect(await ask('jdev/sps/trustusermanagement/edit', wish(true))).toEqual({ status: 200, body: '{}' })
    expect(await offered()).toContainEqual({ ...clara, used: true })
    expect(await rig.json('user', 'show', 'home', 'Clara@Office', '--app')).toMatchObject({
      user: { kind: 'trustUser' },
    })
    expect(await ask('jdev/sps/trustusermanagement/edit', wish(false))).toEqual({ status: 200, body: '{}' })
    expect(await ask(`jdev/sps/trustusermanagement/remove/${office.serial}/${clara.uuid}`)).toMatchObject({
      body: '{"error":"unknown user"}',
    })
    expect(await basic('home', 'Helga')('jdev/sps/trustusermanagement/peers')).toMatchObject({ status: 403 })
  })

  test('R63: an App goes on at the address it was told, and Loxone’s own client uses the token it gets there', async () => {
    const office = unitAt('office')
    await rig.json('grant', 'Anna@Office', 'home/right:WebInterfaceApps', '--app')
    const at = await socketAt(office.host, office.serial)
    expect(await logIn(at.ask, 'Anna', office.passwordOf('Anna'), APP_AND_TRUST)).toMatchObject({ code: 200 })
    const { value: list } = await at.ask('jdev/sps/trustlink/peers')
    const [home] = (list as { readonly peers: readonly { readonly serial: string; readonly intAddr: string }[] }).peers
    expect(home).toMatchObject({ serial: unitAt('home').serial, intAddr: unitAt('home').host })
    if (home === undefined) throw new TypeError('nowhere to go on')
    const { value } = await at.ask(`jdev/sps/trustlink/open/${home.serial}`)
    const opened = value as { readonly user: string; readonly ticket: string }

    const there = await socketAt(home.intAddr, home.serial)
    const login = await goOn(there.ask, opened)
    expect(login).toMatchObject({ code: 200, value: { tokenRights: APP_AND_TRUST } })
    expect(await there.ask('jdev/sps/LoxAPPversion3')).toMatchObject({ code: 200 })
    const again = await socketAt(home.intAddr, home.serial)
    expect(await goOn(again.ask, opened)).toMatchObject({ code: 401 })

    const { token } = login.value as { readonly token: string }
    const { http } = unitAt('home')
    await using other = startLxCommunicator({
      host: http.hostname,
      port: Number(http.port),
      user: opened.user,
      password: '',
      token,
    })
    expect(await other.line('enabled')).toMatchObject({ code: '200' })
    for (const { socket } of [at, there, again]) socket.close()
  })

  test('AMB-8: a browser’s token gets 403', async () => {
    const office = unitAt('office')
    const { ask, socket } = await socketAt(office.host, office.serial)
    expect(await logIn(ask, 'Anna', office.passwordOf('Anna'), WEB_AND_TRUST)).toMatchObject({ code: 200 })
    expect(await ask('jdev/sps/trustlink/peers')).toMatchObject({
      code: 403,
      value: expect.stringMatching(/^TRUST_LINK_APP_ONLY/),
    })
    socket.close()
  })
})
