import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { Agent, get } from 'node:https'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { rigFolder } from '../../../rigs/card.ts'
import type { Bundle, MiniserverBundle } from '../../../rigs/factory/bundle.ts'
import { certify, makeDeviceCa } from '../../../rigs/factory/certificates.ts'
import { listen } from '../../../sim/io/listen.ts'
import { TrustFrame } from '../../../sim/protocol/trust/schema.ts'
import { anObserver, type BusClient } from '../../helpers/a-bus-client.ts'
import { aLiveRig, type LiveRig, RIG } from '../../helpers/a-live-rig.ts'
import { CERTIFICATE, CERTIFICATE_REQUEST, serverFlight } from './tls-flight.ts'
import { askAsPeer } from './trust-peer.ts'

let rig: LiveRig
let observer: BusClient
let office: MiniserverBundle
let ca: string
let homeHttps: string
let homeExternal: string

beforeAll(async () => {
  rig = await aLiveRig({ words: ['--placement', 'process'] })
  observer = await anObserver(rig.card)
  office = miniserverOf(await bundleOf('office-miniserver'))
  ca = await readFile(rig.card.ca, 'utf8')
  const home = rig.card.miniservers.home
  homeHttps = home?.internal.https ?? ''
  homeExternal = home?.external?.https ?? ''
})
afterAll(async () => {
  await observer[Symbol.asyncDispose]()
  await rig[Symbol.asyncDispose]()
})

const bundleOf = async (device: string): Promise<Bundle> =>
  JSON.parse(await readFile(join(rigFolder(rig.folder, RIG), 'bundles', `${device}.json`), 'utf8'))

const miniserverOf = ({ miniserver }: Bundle): MiniserverBundle => {
  if (miniserver === undefined) throw new TypeError('the bundle of a Miniserver')
  return miniserver
}

/** Every text in a bundle that is somebody's secret: keys, passwords, their digests and salts, ids of credentials. */
const secretsIn = async (bundles: readonly string[]): Promise<string[]> => {
  const secrets: string[] = []
  const collect = (value: unknown, isSecret = false): void => {
    if (typeof value === 'string' && isSecret && value.length >= 8) secrets.push(value)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) if (key !== 'name') collect(inner, isSecret || SECRET.test(key))
  }
  for (const bundle of bundles) collect(await bundleOf(bundle))
  return secrets
}
const SECRET = /^(?:password|visuPassword|key|deviceKeys|privateKey|codeKey|tags|ibuttons|codes?)$/

describe('what Miniservers of a Trust say to each other', () => {
  test('R2: is never on the bus, nor is any secret of anybody, while a user is made, shared and taken in', async () => {
    await rig.json('config', 'load', 'office')
    const words = '--password dora-secret --tag ABCDEF01 --ibutton 01.AB.89.67.45.23.02'.split(' ')
    await rig.json('user', 'add', 'office', 'Dora', ...words)
    await rig.json('config', 'save', 'office')
    await rig.json('config', 'load', 'home')
    await rig.json('trust', 'users', 'home', '--from', 'office', '--add', 'Dora')
    await rig.json('config', 'save', 'home')
    await rig.json('tap', 'home/front-door', 'AB CD EF 01')
    await observer.sees(({ payload }) => payload.includes('"name":"Dora"'))

    expect(observer.seen.some(({ topic }) => topic === 'home/miniserver/notice/trust-replicated')).toBe(true)
    const secrets = await secretsIn(['office-miniserver', 'home-miniserver', 'office-front-door', 'home-front-door'])
    expect(secrets.length).toBeGreaterThan(20)
    for (const { payload, message } of observer.seen) {
      expect(TrustFrame.safeParse(message.data).success).toBe(false)
      for (const secret of [...secrets, 'dora-secret', 'AB CD EF 01', 'ABCDEF01']) expect(payload).not.toContain(secret)
    }
  })

  test('R2: goes over TLS 1.3 between device certificates, on the internal and the external HTTPS port', async () => {
    const identity = { ca, cert: office.certificate, key: office.privateKey }
    for (const url of [homeHttps, homeExternal]) {
      expect(await askAsPeer(url, identity)).toEqual({ protocol: 'TLSv1.3', alpn: 'loxrig-trust/1', ack: 1 })
    }
  })

  test('R2: is refused to whoever has no certificate, one of another factory, or an older TLS', async () => {
    const stranger = await certify(await makeDeviceCa('another rig'), '504F94A00001')
    await expect(askAsPeer(homeHttps, { ca })).rejects.toThrow(/certificate required/i)
    await expect(askAsPeer(homeHttps, { ca, cert: stranger.certificate, key: stranger.privateKey })).rejects.toThrow(
      /unknown ca|alert|ended without/i,
    )
    await expect(
      askAsPeer(homeHttps, { ca, cert: office.certificate, key: office.privateKey, maxVersion: 'TLSv1.2' }),
    ).rejects.toThrow(/protocol version/i)
  })

  test('is not to be had on the plain HTTP port', async () => {
    const identity = { ca, cert: office.certificate, key: office.privateKey }
    await expect(askAsPeer(rig.card.miniservers.home?.internal.http ?? '', identity)).rejects.toThrow()
  })
})

describe('a browser on the HTTPS port', () => {
  test('is asked for no certificate, as it would be by a server that wants one', async () => {
    const asking = createServer({
      cert: office.certificate,
      key: office.privateKey,
      requestCert: true,
      rejectUnauthorized: false,
    })
    onTestFinished(() => void asking.close())
    const askingPort = await listen(asking, { host: '127.0.0.1', port: 0, maxPortTries: 1 })
    expect(await serverFlight('127.0.0.1', askingPort)).toContain(CERTIFICATE_REQUEST)

    const { hostname, port } = new URL(homeHttps)
    const flight = await serverFlight(hostname, Number(port))
    expect(flight).toContain(CERTIFICATE)
    expect(flight).not.toContain(CERTIFICATE_REQUEST)
  })

  test('is answered under the certificate of the card', async () => {
    const request = get(`${homeHttps}/jdev/cfg/apiKey`, { agent: new Agent({ ca }) })
    const [response] = await once(request, 'response')
    response.resume()
    expect(response.statusCode).toBe(200)
  })
})
