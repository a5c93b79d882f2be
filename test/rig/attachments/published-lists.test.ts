import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { findSerialPorts } from '../../../rigs/attachments/list-readers.ts'
import type { ReaderSource } from '../../../rigs/attachments/open-reader.ts'
import { fittingPcscReaders, severalText, sourceOfPcscReader } from '../../../rigs/attachments/pcsc-choice.ts'
import { SERIAL_PORTS, socketsIn } from '../../../rigs/attachments/serial/serial-library.ts'
import {
  type ListedPort,
  portOnUsb,
  portText,
  putRight,
  sourceOfPort,
} from '../../../rigs/attachments/serial/usb-identity.ts'
import { sourceText } from '../../../rigs/attachments/source-line.ts'
import { TagSource } from '../../../rigs/rig-file/schema/devices.ts'
import { aCommandOnPath } from '../../helpers/a-command-on-path.ts'

const FOLDER = 'fixtures/readers/published'

interface Published {
  readonly published: string
  readonly on: string
  readonly machine: string
}

interface PublishedPorts extends Published {
  readonly ports: readonly { readonly port: ListedPort; readonly source: string }[]
}

interface PublishedReaders extends Published {
  readonly readers: readonly { readonly name: string; readonly source: string }[]
}

interface PublishedSockets extends Published {
  readonly byId: string
  readonly byPath: readonly string[]
}

const PORTS: readonly PublishedPorts[] = await read('ports.json')
const READERS: readonly PublishedReaders[] = await read('pcsc.json')
const SOCKETS: readonly PublishedSockets[] = await read('sockets.json')

async function read<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(join(FOLDER, name), 'utf8'))
}

/** What is proposed can be written into a rig file as it stands. */
function written(source: ReaderSource): ReaderSource {
  const text = sourceText(source)
  expect(TagSource.safeParse(parse(text)).error).toBeUndefined()
  return parse(text) as ReaderSource
}

test('each says where and when it was published', () => {
  for (const { published, on, machine } of [...PORTS, ...READERS, ...SOCKETS]) {
    expect(published).toMatch(/^https:\/\/\S+$/)
    expect(on).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(machine).not.toBe('')
  }
})

describe.for(PORTS)('the ports of $machine ($published)', ({ ports }) => {
  const there = ports.map(({ port }) => putRight(port))

  test('have each the line that means it and no other', async () => {
    const { readers } = await findSerialPorts({ list: async () => there })
    const lines = new Map(readers.map(({ name, line }) => [name, line]))
    expect(ports.map(({ port }) => lines.get(port.path))).toEqual(ports.map(({ source }) => `source: ${source}`))
  })

  test('are found by that line, also in another socket, and two of which it is true are refused', () => {
    for (const port of there) {
      const source = written(sourceOfPort(port, there))
      if (source.kind !== 'serial') throw new TypeError('a serial source')
      const { usb, path } = source
      if (usb === undefined) {
        expect(path).toBe(port.path)
        continue
      }
      const elsewhere = there.map((each) => (each === port ? { ...each, path: '/dev/elsewhere' } : each))
      expect(portOnUsb('home/gate', usb, elsewhere)).toBe('/dev/elsewhere')
      const twin = { ...port, path: '/dev/twin' }
      expect(() => portOnUsb('home/gate', usb, [...there, twin])).toThrow(
        expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('/dev/twin') }),
      )
    }
  })
})

test('two ports with one serial number are refused by it, with both lines', () => {
  const stick = PORTS.find(({ published }) => published.endsWith('zigbee-adapter/issues/233'))
  const there = (stick?.ports ?? []).map(({ port }) => putRight(port))
  expect(() => portOnUsb('home/gate', { serialNumber: 'C1301F44' }, there)).toThrow(
    'home/gate: 2 serial ports are USB, serial number C1301F44: /dev/ttyUSB0 (USB 10c4:8a2a, serial number C1301F44); /dev/ttyUSB1 (USB 10c4:8a2a, serial number C1301F44). Say which is meant: { kind: serial, path: /dev/ttyUSB0 } or { kind: serial, path: /dev/ttyUSB1 }.',
  )
})

test('empty words are nothing that could mean a port', () => {
  const port = { path: '/dev/cu.Bluetooth-Incoming-Port', serialNumber: '', vendorId: '', productId: '' }
  const there = [putRight(port)]
  expect(there.map((each) => [portText(each), sourceText(sourceOfPort(each, there))])).toEqual([
    [port.path, `{ kind: serial, path: ${port.path} }`],
  ])
})

test('what PCI says of a port on a card is not taken for what USB says', () => {
  const port = { path: '/dev/ttyS4', vendorId: '8086', productId: 'a13d' }
  expect(sourceText(sourceOfPort(putRight(port), [putRight(port)]))).toBe('{ kind: serial, path: /dev/ttyS4 }')
})

describe.for(SOCKETS)('$machine ($published)', ({ byId, byPath }) => {
  test('are told apart by their sockets, which stay', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loxrig-sockets-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const devices = byPath.map((_, index) => join(folder, `ttyUSB${index}`))
    await mkdir(join(folder, 'by-path'))
    for (const [index, name] of byPath.entries()) {
      await writeFile(devices[index] ?? '', '')
      await symlink(`../ttyUSB${index}`, join(folder, 'by-path', name))
    }
    await symlink('../gone', join(folder, 'by-path', 'gone'))
    const sockets = await socketsIn(join(folder, 'by-path'))
    const usb = { vendorId: '067b', productId: '2303' }
    const there = devices.map((path) => ({ path, pnpId: byId, ...usb, socket: sockets.get(path) }))
    expect(there.map((port) => written(sourceOfPort(port, there)))).toEqual(
      byPath.map((name) => ({ kind: 'serial', path: join(folder, 'by-path', name) })),
    )
    expect(() => portOnUsb('home/gate', usb, there)).toThrow(`path: ${join(folder, 'by-path', byPath[1] ?? '')}`)
  })

  test('are by themselves where there is no such folder', async () => {
    expect(await socketsIn('/nowhere')).toEqual(new Map())
  })
})

test.skipIf(process.platform !== 'linux')('a name by id is found behind one by path', async () => {
  await aCommandOnPath('udevadm', `#!/bin/sh\nexec cat ${resolve(FOLDER, 'udev.txt')}\n`)
  expect(await SERIAL_PORTS.list()).toEqual([
    {
      path: '/dev/ttyACM0',
      manufacturer: 'Arduino (www.arduino.cc)',
      serialNumber: '75533343136351712150',
      pnpId: 'usb-Arduino__www.arduino.cc__0043_75533343136351712150-if00',
      productId: '0043',
    },
  ])
})

describe.for(READERS)('the PC/SC readers of $machine ($published)', ({ readers }) => {
  const names = readers.map(({ name }) => name)

  test('have each the line that means it and no other', () => {
    for (const { name, source } of readers) {
      const line = sourceOfPcscReader(name, names)
      expect(sourceText(line)).toBe(source)
      const wanted = written(line)
      if (wanted.kind !== 'pcsc') throw new TypeError('a PC/SC source')
      expect(fittingPcscReaders(names, { wanted })).toEqual([name])
    }
  })

  test('are refused where the word that is said is in all their names, with the line of each', () => {
    const [word = ''] = names[0]?.split(' ') ?? []
    expect(fittingPcscReaders(names, { wanted: { reader: word } })).toEqual(names.toSorted())
    for (const { source } of readers) expect(severalText('home/gate', { reader: word }, names)).toContain(source)
  })

  test('are found again under their own names, and while one is away no other is taken for it', () => {
    for (const name of names) {
      const wanted = sourceOfPcscReader(name, names)
      expect(fittingPcscReaders(names, { wanted, last: name })).toEqual([name])
      const others = names.filter((each) => each !== name)
      expect(fittingPcscReaders(others, { wanted, last: name, beside: new Set(others) })).toEqual([])
    }
  })
})
