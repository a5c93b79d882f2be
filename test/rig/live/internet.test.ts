import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localRigClient } from '../../../rigs/control/local.ts'
import type { LiveEstate } from '../../../rigs/lanes/live/estate.ts'
import { openLiveRig, type Rig } from '../../../rigs/open.ts'
import { readRigFile } from '../../../rigs/rig-file/read.ts'

interface Answer {
  readonly status: number | undefined
  readonly location: string | undefined
  readonly body: unknown
}

/** As a program of somebody else asks, which knows nothing of rigs. */
function get(url: string, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          location: response.headers.location,
          body: text === '' ? undefined : (JSON.parse(text) as unknown),
        }),
      )
    })
    asking.on('error', reject)
    asking.end()
  })
}

describe('sites in several LANs, on the live lane', () => {
  let folder: string
  let rig: Rig<LiveEstate>
  let cloudDns: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loxrig-internet-'))
    const { rig: file } = readRigFile(resolve('test/scenarios/rigs/internet.yaml'))
    if (file === undefined) throw new Error('no rig')
    const options = { placement: 'in-process', listen: '127.0.0.1', directory: folder, trusts: true } as const
    rig = await openLiveRig(file, { ...options, onNotice: () => {}, onStep: () => {} })
    cloudDns = rig.estate.cloudDns ?? 'nowhere'
  })
  afterAll(async () => {
    await rig[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = async (serial: string) => (await get(`${cloudDns}?getip&snr=${serial}&json=true`)).body

  test('R3: each peer is reached by the path of its site, and answers as soon as that allows', async () => {
    const client = localRigClient(rig.context)
    const { peers } = await client.call('trust-links', { site: 'home' })
    expect(peers.map(({ name, path }) => [name, path]).sort()).toEqual([
      ['Office', 'remote-connect'],
      ['Shed', 'internal'],
    ])
    expect(peers.find(({ name }) => name === 'Office')?.p50Ms).toBeGreaterThanOrEqual(300)
    expect(peers.find(({ name }) => name === 'Shed')?.p50Ms).toBeLessThan(300)
    const { trusts } = await client.call('trust-status', { site: 'office' })
    expect(trusts.flatMap(({ members }) => members.map(({ path }) => path))).toContain('cloud-dns')
  })

  test('R3: somebody else asks Cloud DNS over HTTP, and is told as things are now', async () => {
    const { internal, external } = rig.estate.addresses.get('home') ?? {}
    const home = external?.https.replace('https://', '')
    expect(await ask('504F94B00002')).toMatchObject({
      ...{ cmd: 'getip', Code: 200, IP: internal?.http.replace('http://', ''), IPHTTPS: home, PortOpenHTTPS: true },
    })
    expect(await get(`${cloudDns}504F94B00002/jdev/cfg/api`)).toMatchObject({
      ...{ status: 307, location: `https://${home}/jdev/cfg/api` },
    })
    expect(await ask('504F94B00003')).toMatchObject({ Code: 403 })
    expect((await get(`${cloudDns}getip?snr=504F94B00001`)).status).toBe(200)

    await rig.estate.internet.forward('home', { by: 'cloud-dns', forwarded: false })
    expect(await ask('504F94B00002')).toMatchObject({ Code: 412, PortOpenHTTPS: false })
    await rig.estate.internet.internet('off', 'office')
    expect((await get(`${cloudDns}getip?snr=504F94B00001`)).status).toBe(504)
    await rig.estate.internet.internet('on', 'office')
    await rig.estate.internet.forward('home', { by: 'cloud-dns' })
    expect(await ask('504F94B00002')).toMatchObject({ Code: 200 })
  })

  test('C13: 409 while admin/admin opens it, as its Miniserver reports', async () => {
    const client = localRigClient(rig.context)
    await client.call('sd-card', { site: 'home', password: 'admin' })
    await rig.estate.settled()
    expect(await ask('504F94B00002')).toEqual({ cmd: 'getip', Code: 409 })
    await client.call('sd-card', { site: 'home', password: 'Sesame-open-1' })
    await rig.estate.settled()
    expect(await ask('504F94B00002')).toMatchObject({ Code: 200 })
  })

  test('what is no question is refused, and harms nobody', async () => {
    expect((await get(cloudDns, 'POST')).status).toBe(405)
    expect((await get(`${cloudDns}favicon.ico`)).status).toBe(404)
    expect(await ask('nonsense')).toEqual({ cmd: 'getip', Code: 403 })
  })
})
