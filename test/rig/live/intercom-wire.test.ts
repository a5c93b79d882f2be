import { readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aFolder, aLiveRig } from '../../helpers/a-live-rig.ts'

// What an App asks of the public API of a live Miniserver is written from docs/miniserver-protocol.md.

const INTERCOMS = 'test/scenarios/rigs/intercoms.yaml'
const PAGE = (code: number, detail: string): string =>
  `<html><head><title>error</title></head><body><errorcode>${code}</errorcode> <errordetail>${detail}</errordetail></body></html>`

interface Answer {
  readonly status: number
  readonly body: string
}

async function inClear(url: string, path: string, login: string): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(login).toString('base64')}`
  const response = await fetch(`${url}/${path}`, { headers: { authorization } })
  return { status: response.status, body: await response.text() }
}

/** Over TLS, of whose certificate nothing is asked. */
function overTls(url: string, path: string, auth: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/${path}`, { auth, rejectUnauthorized: false }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') })
    })
    asked.once('error', reject).end()
  })
}

/** Now and the seconds around it at Vienna, one of which the ring bears. */
function timestamps(): string[] {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Vienna',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return [-3, -2, -1, 0].map((second) => format.format(Date.now() + second * 1_000).replaceAll(/\D/g, ''))
}

test('C63: a live Miniserver answers 403 and 503 as pages, and tells a camera login over TLS only', async () => {
  const folder = await aFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'intercoms.yaml')
  const yaml = await readFile(INTERCOMS, 'utf8')
  const addressed = yaml.replace(
    'Porch: { kind: intercom, device: porch }',
    'Porch: { kind: intercom, device: porch, address: 192.168.1.8 }',
  )
  await writeFile(file, addressed.replace('rig: intercoms', 'rig: two-sites'))
  await using rig = await aLiveRig({ folder, words: [file] })
  const [home, office] = [rig.card.miniservers.home?.internal, rig.card.miniservers.office?.internal]
  const at = office?.http ?? ''

  await rig.json('key', 'home/front-door', '1', 'bell')
  const around = timestamps()
  const camera = (login: string) =>
    Promise.all(around.map((timestamp) => inClear(at, `camimage/Gate/${timestamp}`, login)))
  expect(new Set((await camera('Anna:office-anna')).map(({ status }) => status))).toEqual(new Set([404]))
  for (let stream = 0; stream < 3; stream++) await rig.json('intercom', 'open-stream', 'office/Gate')
  expect(await camera('Anna:office-anna')).toContainEqual({ status: 503, body: PAGE(503, 'Service Unavailable') })
  expect(await inClear(at, `camimage/Chime/${around[0]}`, 'Anna:office-anna')).toMatchObject({ status: 404 })
  expect(await inClear(at, `camimage/Attic/${around[0]}`, 'Anna:office-anna')).toEqual({
    status: 403,
    body: PAGE(403, 'Forbidden'),
  })

  const path = 'jdev/sps/io/Porch/securedDetails'
  expect(await inClear(home?.http ?? '', path, 'admin:home-admin')).toEqual({
    status: 403,
    body: PAGE(403, 'Forbidden'),
  })
  const told = await overTls(home?.https ?? '', path, 'admin:home-admin')
  expect(JSON.parse(told.body)).toMatchObject({
    LL: {
      control: 'dev/sps/io/Porch/securedDetails',
      value: { videoInfo: { streamUrl: 'http://192.168.1.8/mjpg/video.mjpg', user: 'intercom' }, audioInfo: {} },
      Code: '200',
    },
  })
})
