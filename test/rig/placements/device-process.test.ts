import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Bundle } from '../../../rigs/factory/bundle.ts'
import { writeBundle } from '../../../rigs/placements/bundle-file.ts'
import { openHealth } from '../../../rigs/placements/health.ts'
import { aBroker, PREFIX, passwordOf } from '../../helpers/a-broker.ts'
import { aFolder } from '../../helpers/a-live-rig.ts'
import { type LoxrigProcess, startLoxrig } from '../../helpers/a-loxrig-process.ts'

/** Nobody listens on port 9, "discard". */
const NO_BROKER = 'mqtt://127.0.0.1:9'

test('a device process says that it runs, is well while it is on the bus, and ends with 0 when told to', async () => {
  const { broker } = await aBroker()
  const port = await freePort()
  const device = await aDevice(broker.url, { LOXRIG_HEALTH_PORT: `${port}` })
  await device.says(/^\{"running":"home\/front-door"\}$/)
  expect(await healthAt(port)).toBe(200)

  await broker[Symbol.asyncDispose]()
  await device.says(/^BROKER_LOST: /)
  expect(await healthAt(port)).toBe(503)
  expect(await device.end('SIGTERM')).toMatchObject({ code: 0 })
})

test('a device process that waits for a broker is not well, and ends with 0 when told to', async () => {
  const port = await freePort()
  const device = await aDevice(NO_BROKER, { LOXRIG_HEALTH_PORT: `${port}` })
  await device.says(/^BROKER_LOST: /)
  await vi.waitFor(async () => expect(await healthAt(port)).toBe(503))
  expect(await device.end('SIGTERM')).toMatchObject({ code: 0, stdout: '' })
})

test.for(['', '{}', '{"version":2,"device":"front-door","bus":{}}', 'no JSON'])(
  'a file that holds %j is no bundle: one sentence, and 2',
  async (text) => {
    const folder = await ownFolder()
    const path = join(folder, 'bundle.json')
    await writeFile(path, text)
    const device = startLoxrig({ folder, words: ['device', path] })
    expect(await device.ended).toMatchObject({
      code: 2,
      stderr: `FILE_UNREADABLE: ${path} is no bundle of a device that can be read; the rig writes them\n`,
    })
  },
)

/** The keypad of the test bus, in a process of its own. */
async function aDevice(url: string, env: Readonly<Record<string, string>>): Promise<LoxrigProcess> {
  const folder = await ownFolder()
  const path = await writeBundle(folder, keypadBundle(url))
  const device = startLoxrig({ folder, words: ['device', path], env })
  onTestFinished(() => device[Symbol.asyncDispose]())
  return device
}

function keypadBundle(url: string): Bundle {
  const login = { username: 'front-door', password: passwordOf('front-door') }
  return {
    version: 1,
    rig: 'test',
    site: 'home',
    device: 'front-door',
    description: {
      kind: 'nfc-code-touch',
      serial: 'B0000001',
      capabilities: ['tags'],
      placement: 'process',
      source: 'simulated',
      version: '0.1.0',
    },
    bus: { url, prefix: PREFIX, ...login },
    key: '5a'.repeat(32),
  }
}

async function ownFolder(): Promise<string> {
  const folder = await aFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function freePort(): Promise<number> {
  const health = await openHealth(0)
  await health[Symbol.asyncDispose]()
  return health.port
}

async function healthAt(port: number): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${port}/healthz`)
  return status
}
