import { existsSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { learnReader } from '../../rigs/attachments/learn-reader.ts'
import { openReader } from '../../rigs/attachments/open-reader.ts'
import { openLineReader } from '../../rigs/attachments/serial/line-reader.ts'
import { openOneWireReader } from '../../rigs/attachments/serial/one-wire-reader.ts'
import { SERIAL_PORTS } from '../../rigs/attachments/serial/serial-library.ts'
import { emptyBus } from '../../sim/domain/ibutton/one-wire-bus.ts'
import { describeReader, take } from '../contract/reader.ts'
import { aPty } from '../helpers/a-pty.ts'
import { anAdapter, lay, twoIButtons } from '../helpers/an-adapter.ts'

const ONE = '01.AB.89.67.45.23.01.79'

describeReader('a 1-Wire adapter on a pseudo-terminal, with serialport', async () => {
  const bus = emptyBus()
  const adapter = await aPty(() => anAdapter(bus))
  onTestFinished(() => adapter[Symbol.asyncDispose]())
  return {
    reader: await openOneWireReader({ name: 'home/side-door', port: adapter.path }),
    ...twoIButtons(bus),
    vanish: () => adapter.unplug(),
    comeBack: () => adapter.plug(),
  }
})

test('a 1-Wire adapter that USB names is found again when its device file is another one', async () => {
  const { adapter, bus } = await installed()
  const usb = { serialNumber: 'A50285BI' }
  const list = async () => (existsSync(adapter.path) ? [{ path: adapter.path, ...usb }] : [])
  const system = { ...SERIAL_PORTS, list }
  const reader = await openOneWireReader({ name: 'home/side-door', port: usb }, system)
  onTestFinished(() => reader[Symbol.asyncDispose]())
  await adapter.unplug()
  expect(await take(reader, 1)).toMatchObject([{ type: 'lost' }])
  lay(bus, ONE)
  await adapter.plug('ttyUSB1')
  expect(await take(reader, 2)).toMatchObject([{ type: 'found' }, { credential: { id: ONE } }])
  expect(reader.device).toMatch(/ttyUSB1$/)
})

test('learning the reader of a place asks the ports on which a DS2480B answers, and leaves the others closed', async () => {
  const silent = await aPty()
  onTestFinished(() => silent[Symbol.asyncDispose]())
  const { adapter, bus } = await installed()
  const readers = [silent.path, adapter.path].map((path) => {
    const source = { kind: 'serial', path } as const
    return { kind: 'serial', name: path, text: path, source, line: path } as const
  })
  const place = { name: 'home/side-door', credential: 'ibutton' } as const
  const opened: string[] = []
  const { reader } = await learnReader(
    place,
    {
      withinMs: 20_000,
      signal: new AbortController().signal,
      isTaken: () => false,
      onNotice: () => {},
      onListening: () => {},
    },
    {
      settlesMs: 0,
      quietMs: 0,
      find: async () => [{ kind: 'serial', readers }],
      async open(at, found, onNotice) {
        if (found.name === adapter.path) setTimeout(() => lay(bus, ONE), 2000)
        const one = await openReader(at, found.source, onNotice)
        opened.push(one.device)
        return one
      },
    },
  )
  onTestFinished(() => reader[Symbol.asyncDispose]())
  expect([reader.device, opened]).toEqual([adapter.path, [adapter.path]])
  const other = await openLineReader({
    ...{ name: 'home/gate', port: silent.path, baudRate: 9600 },
    format: { encoding: 'hex', credential: 'tag' },
  })
  await other[Symbol.asyncDispose]()
})

async function installed() {
  const bus = emptyBus()
  const adapter = await aPty(() => anAdapter(bus))
  onTestFinished(() => adapter[Symbol.asyncDispose]())
  return { bus, adapter }
}
