import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openOneWireReader } from '../../rigs/attachments/serial/one-wire-reader.ts'
import { emptyBus, type OneWireBus } from '../../sim/domain/ibutton/one-wire-bus.ts'
import type { Reader } from '../../sim/ports/reader.ts'
import { anAdapter, lay, lift, twoIButtons } from '../helpers/an-adapter.ts'
import { FakeCable } from '../helpers/fake-cable.ts'
import { describeReader, take } from './reader.ts'

const ONE = '01.AB.89.67.45.23.01.79'
const OTHER = '01.01.02.03.04.05.06.BD'

/** The contract without a tty; test/hardware has it once more, with. */
describeReader('a 1-Wire adapter on a cable in memory', async () => {
  const bus = emptyBus()
  const cable = new FakeCable(() => anAdapter(bus))
  return {
    reader: await openOneWireReader({ name: 'home/side-door', port: cable.path }, cable),
    ...twoIButtons(bus),
    vanish: () => cable.unplug(),
    comeBack: () => cable.plug(),
  }
})

describe('openOneWireReader()', () => {
  const open = async (cable: FakeCable): Promise<Reader> => {
    const reader = await openOneWireReader({ name: 'home/side-door', port: cable.path }, cable)
    onTestFinished(() => reader[Symbol.asyncDispose]())
    return reader
  }
  const withAdapter = (...roms: readonly string[]): { bus: OneWireBus; cable: FakeCable } => {
    const bus = emptyBus()
    for (const rom of roms) lay(bus, rom)
    return { bus, cable: new FakeCable(() => anAdapter(bus)) }
  }
  const presented = (id: string) => ({ type: 'presented', credential: { kind: 'ibutton', id } })

  test('presents what lies there already, several at once, each once', async () => {
    const { bus, cable } = withAdapter(ONE, OTHER)
    const reader = await open(cable)
    expect(await take(reader, 2)).toEqual([presented(OTHER), presented(ONE)])
    lift(bus, ONE)
    expect(await take(reader, 1)).toEqual([{ type: 'removed' }])
    lay(bus, ONE)
    expect(await take(reader, 1)).toEqual([presented(ONE)])
  })

  test('reads on through noise on the line, and takes nobody off for it', async () => {
    const { bus, cable } = withAdapter(ONE)
    const reader = await open(cable)
    expect(await take(reader, 1)).toEqual([presented(ONE)])
    for (const byte of [0x00, 0xff, 0xcd, 0xe3]) cable.disturb(byte, byte)
    lay(bus, OTHER)
    expect(await take(reader, 1)).toEqual([presented(OTHER)])
  })

  test('presents again what lies there when the adapter is back', async () => {
    const { cable } = withAdapter(ONE)
    const reader = await open(cable)
    expect(await take(reader, 1)).toEqual([presented(ONE)])
    cable.unplug()
    expect(await take(reader, 1)).toEqual([
      {
        type: 'lost',
        code: 'READER_LOST',
        message: `home/side-door: it was unplugged (${cable.path}); waiting for it.`,
      },
    ])
    cable.plug()
    expect(await take(reader, 2)).toEqual([{ type: 'found' }, presented(ONE)])
  })

  describe('by what USB says of its adapter', () => {
    const usb = { serialNumber: 'A50285BI', vendorId: '0403', productId: '6001' }
    const onUsb = async (notices: string[] = []) => {
      const bus = emptyBus()
      lay(bus, ONE)
      const cable = new FakeCable(() => anAdapter(bus), usb)
      const onNotice = (sentence: string): void => void notices.push(sentence)
      const reader = await openOneWireReader({ name: 'home/side-door', port: usb, onNotice }, cable)
      onTestFinished(() => reader[Symbol.asyncDispose]())
      expect(await take(reader, 1)).toEqual([presented(ONE)])
      return { cable, reader }
    }

    test('is found again at another path', async () => {
      const { cable, reader } = await onUsb()
      cable.unplug()
      cable.beside = [{ path: '/dev/ttyFAKE', vendorId: '1a86', productId: '7523' }]
      expect(await take(reader, 1)).toMatchObject([{ type: 'lost' }])
      cable.plug('/dev/ttyUSB7')
      expect(await take(reader, 2)).toEqual([{ type: 'found' }, presented(ONE)])
      expect(reader.device).toBe('/dev/ttyUSB7')
    })

    test('is waited for, and that is said once, while two are alike', async () => {
      const notices: string[] = []
      const { cable, reader } = await onUsb(notices)
      cable.unplug()
      expect(await take(reader, 1)).toMatchObject([{ type: 'lost' }])
      cable.beside = [{ path: '/dev/ttyUSB7', ...usb }]
      cable.plug()
      const listings = cable.listings
      await vi.waitFor(() => expect(cable.listings).toBeGreaterThan(listings + 1), { timeout: 10_000 })
      cable.beside = []
      expect(await take(reader, 2)).toEqual([{ type: 'found' }, presented(ONE)])
      expect(notices).toEqual([expect.stringMatching(/^home\/side-door: 2 serial ports are USB/)])
    })

    test('is refused when two are alike, and when there is none', async () => {
      const cable = new FakeCable(() => ({ hear: () => [] }), usb)
      const opened = () => openOneWireReader({ name: 'home/side-door', port: usb }, cable)
      cable.beside = [{ path: '/dev/ttyUSB7', ...usb }]
      await expect(opened()).rejects.toMatchObject({ code: 'USAGE' })
      cable.beside = []
      cable.unplug()
      await expect(opened()).rejects.toMatchObject({
        code: 'READER_ABSENT',
        message: 'home/side-door: no serial port is USB 0403:6001, serial number A50285BI. There are: none.',
      })
    })
  })

  test('greets an adapter once more when what an earlier program asked is answered late', async () => {
    const bus = emptyBus()
    lay(bus, ONE)
    let isLate = true
    const { hear } = anAdapter(bus)
    const cable = new FakeCable(() => ({
      hear(bytes) {
        const late = isLate && bytes.length > 2 ? [0xcd] : []
        if (late.length > 0) isLate = false
        return [...late, ...hear(bytes)]
      },
    }))
    expect(await take(await open(cable), 1)).toEqual([presented(ONE)])
    expect(isLate).toBe(false)
  })

  test('survives being pulled again and again, and each time presents what lies there', async () => {
    const { cable } = withAdapter(ONE)
    const reader = await open(cable)
    expect(await take(reader, 1)).toEqual([presented(ONE)])
    for (let time = 0; time < 20; time++) {
      cable.unplug()
      cable.plug()
      expect(await take(reader, 3)).toMatchObject([{ type: 'lost' }, { type: 'found' }, presented(ONE)])
    }
  }, 20_000)

  test.for<[string, () => FakeCable, RegExp]>([
    [
      'nothing answers',
      () => new FakeCable(() => ({ hear: () => [] })),
      /no DS2480B answers at 9600 baud \(0 of 5 bytes/,
    ],
    [
      'something else answers',
      () => new FakeCable(() => ({ hear: (bytes) => bytes })),
      /something answers, and it is no DS2480B\); is it a DS9097U-class adapter\?$/,
    ],
  ])('says so where %s', async ([, cable, why]) => {
    await expect(open(cable())).rejects.toMatchObject({ code: 'READER_ABSENT', message: expect.stringMatching(why) })
  })

  test('says so where another program has it', async () => {
    const { cable } = withAdapter()
    await open(cable)
    await expect(openOneWireReader({ name: 'home/side-door', port: cable.path }, cable)).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message: `home/side-door: no reader at ${cable.path}: another program has it open (Cannot lock port).`,
    })
  })

  test('says so where there is no such port', async () => {
    const { cable } = withAdapter()
    await expect(openOneWireReader({ name: 'home/side-door', port: '/dev/ttyNONE' }, cable)).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message: 'home/side-door: no reader at /dev/ttyNONE: No such file or directory, cannot open /dev/ttyNONE.',
    })
  })
})
