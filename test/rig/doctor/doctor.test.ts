import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { examineBroker } from '../../../rigs/doctor/checks/broker.ts'
import { examineDocker } from '../../../rigs/doctor/checks/docker.ts'
import { examinePcsc } from '../../../rigs/doctor/checks/pcsc.ts'
import { examinePorts } from '../../../rigs/doctor/checks/serial.ts'
import { canRun, examine } from '../../../rigs/doctor/doctor.ts'
import { RigError } from '../../../sim/domain/errors.ts'

async function aServer(): Promise<string> {
  const server = createServer((_, response) => response.setHeader('api-version', '1.41').end('OK'))
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('doctor', () => {
  test('looks at every part, and the lab can run where the tests do', async () => {
    const parts = await examine(process.env)
    expect(parts.map(({ part }) => part)).toEqual([
      ...[
        'Node',
        'time zones',
        'npm packages',
        'broker',
        'PC/SC',
        'serial ports',
        'socat',
        'Docker',
        'browser',
        'xmllint',
        'libreoffice',
      ],
    ])
    expect(canRun(parts)).toBe(true)
  })

  test('says of everything that is missing how to mend it', async () => {
    const missing = (await examine({})).filter(({ state }) => state === 'missing')
    expect(missing.filter(({ mend = '' }) => mend === '')).toEqual([])
  })

  test('the lab cannot run without what it needs, and can without the rest', () => {
    const part = { part: 'x', found: '' }
    expect(canRun([{ ...part, state: 'missing', isNeeded: true }])).toBe(false)
    expect(canRun([{ ...part, state: 'limited', isNeeded: true }])).toBe(true)
    expect(canRun([{ ...part, state: 'missing', isNeeded: false }])).toBe(true)
  })
})

describe('the broker', () => {
  test('of MQTT_URL is looked for where that says', async () => {
    const address = await aServer()
    expect(await examineBroker({ MQTT_URL: `mqtt://${address}` })).toMatchObject({
      state: 'ok',
      found: `${address} (MQTT_URL)`,
    })
    expect(await examineBroker({ MQTT_URL: 'mqtt://127.0.0.1:1' })).toMatchObject({ state: 'missing' })
    expect(await examineBroker({ MQTT_URL: 'nonsense' })).toMatchObject({ state: 'missing', mend: 'unset MQTT_URL' })
  })
})

describe('Docker', () => {
  test('is an engine that answers, by its version', async () => {
    const address = await aServer()
    expect(await examineDocker({ DOCKER_HOST: `tcp://${address}` })).toMatchObject({
      state: 'ok',
      found: `API 1.41 at tcp://${address}`,
    })
  })

  test.for(['unix:///nowhere/docker.sock', 'tcp://127.0.0.1:1', 'nonsense'])('is absent at %s', async (DOCKER_HOST) => {
    expect(await examineDocker({ DOCKER_HOST })).toMatchObject({ state: 'missing', mend: 'unset DOCKER_HOST' })
  })
})

describe('serial ports', () => {
  test('are listed by their paths, each with the line of a rig file that uses it', async () => {
    const list = async () => [{ path: '/dev/ttyS0' }, { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' }]
    expect(await examinePorts({ list })).toMatchObject({
      state: 'ok',
      found: '/dev/ttyUSB0, /dev/ttyS0',
      sources: [
        {
          text: '/dev/ttyUSB0 (USB 1a86:7523)',
          line: 'source: { kind: serial, usb: { vendorId: 1a86, productId: "7523" } }',
        },
        { text: '/dev/ttyS0', line: 'source: { kind: serial, path: /dev/ttyS0 }' },
      ],
    })
  })

  test('that cannot be listed are told with what mends it', async () => {
    const message =
      'Serial ports cannot be listed: the program udevadm is not here. Mend it with: sudo apt-get install udev'
    const list = () => Promise.reject(new RigError('READER_ABSENT', message))
    expect(await examinePorts({ list })).toEqual({
      part: 'serial ports',
      isNeeded: false,
      state: 'limited',
      found: 'Serial ports cannot be listed: the program udevadm is not here. Name them by their path',
      mend: 'sudo apt-get install udev',
    })
  })
})

test('of PC/SC what is missing and what mends it are told apart', async () => {
  const { state, found, mend } = await examinePcsc({})
  if (state === 'missing') {
    expect(found).not.toContain('with:')
    expect(mend).toMatch(/^(?:sudo|npm) /)
  } else {
    expect(found).not.toBe('')
  }
})
