import { setImmediate as eventsHandled } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { listPcscReaders, openPcsc } from '../../rigs/attachments/pcsc.ts'
import type { PcscReaderOptions } from '../../rigs/attachments/pcsc-reader.ts'
import type { Reader } from '../../sim/ports/reader.ts'
import { deferred } from '../helpers/deferred.ts'
import { FakePcsc } from '../helpers/fake-pcsc.ts'
import { describeReader, take } from './reader.ts'

const ACR = 'ACS ACR122U PICC Interface 00 00'
const OMNIKEY = 'HID Global OMNIKEY 5022 Smart Card Reader 01 00'

/** The contract without pcscd; test/hardware has it once more, with. */
describeReader('a PC/SC reader on a fake nfc-pcsc', async () => {
  const system = new FakePcsc(ACR)
  return {
    reader: await openPcsc({ name: 'home/front-door' }, system),
    present: [() => system.lay(ACR, '04A1B2C39000'), () => system.lay(ACR, '04A1B2C3D4E5809000')],
    expected: [
      { kind: 'tag', id: '04 A1 B2 C3' },
      { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' },
    ],
    remove: () => system.takeOff(ACR),
    vanish: () => system.die(),
    comeBack: () => system.revive(),
  }
})

describe('openPcsc()', () => {
  const open = async (system: FakePcsc, options: Omit<PcscReaderOptions, 'name'> = {}): Promise<Reader> => {
    const reader = await openPcsc({ name: 'home/front-door', ...options }, system)
    onTestFinished(() => reader[Symbol.asyncDispose]())
    return reader
  }

  test('takes the reader whose name contains what is wanted, in any case', async () => {
    const system = new FakePcsc(ACR, OMNIKEY)
    const reader = await open(system, { reader: 'omnikey' })
    system.lay(ACR, '04A1B2019000')
    system.lay(OMNIKEY, '04A1B2029000')
    expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 02' } }])
  })

  test('leaves cards on other readers alone, and reads the one that lay on its own before it was opened', async () => {
    const system = new FakePcsc(ACR, OMNIKEY)
    system.lay(OMNIKEY, '04A1B2029000')
    system.lay(ACR, '04A1B2019000')
    const reader = await open(system, { reader: 'ACR122U' })
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 01' } }])
    system.takeOff(OMNIKEY)
    system.lay(OMNIKEY, '04A1B2029000')
    expect(system.connected).toEqual([ACR])
  })

  test('P-185: takes none where several fit, says what to write for each, and leaves no client behind', async () => {
    const [one, other] = [ACR, ACR.replace('00 00', '01 00')]
    const system = new FakePcsc(one, other)
    await expect(open(system, { reader: 'ACR122' })).rejects.toMatchObject({
      code: 'USAGE',
      message: `home/front-door: there are 2 PC/SC readers whose name contains "ACR122": ${one}; ${other}. Say which is meant: by --name, --serial or --slot of attach, in a rig file by { kind: pcsc, reader: ACS ACR122U PICC Interface, slot: 00 00 } or { kind: pcsc, reader: ACS ACR122U PICC Interface, slot: 01 00 }, or with a card: attach learn home/front-door.`,
    })
    await expect(open(new FakePcsc(OMNIKEY, ACR))).rejects.toMatchObject({ code: 'USAGE' })
    expect(system.openClients).toBe(0)
  })

  test('P-185: waiting for its reader takes none of two that fit, says so once, and takes the one that is left', async () => {
    const notices: string[] = []
    const system = new FakePcsc(ACR, OMNIKEY)
    const reader = await open(system, { reader: 'ACR122U', onNotice: (sentence) => notices.push(sentence) })
    system.unplug(ACR)
    expect(await take(reader, 1)).toMatchObject([{ type: 'lost' }])
    await vi.waitFor(() => expect(system.clientsMade).toBe(2))
    await eventsHandled()
    const [one, other] = ['02 00', '03 00'].map((slot) => ACR.replace('00 00', slot)) as [string, string]
    system.plug(one)
    system.plug(other)
    await eventsHandled()
    system.plug('ACS ACR1252 1S CL Reader PICC 04 00')
    await eventsHandled()
    expect(notices).toEqual([
      expect.stringContaining(`there are 2 PC/SC readers whose name contains "ACR122U": ${one}; ${other}.`),
    ])
    system.unplug(one)
    expect(await take(reader, 1)).toEqual([{ type: 'found' }])
    system.lay(other, '04A1B2029000')
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 02' } }])
  })

  test('loses a reader that is unplugged and finds it when it is plugged in elsewhere, with the card on it', async () => {
    const system = new FakePcsc(ACR, OMNIKEY)
    const reader = await open(system, { reader: 'ACR122U' })
    system.lay(ACR, '04A1B2C39000')
    expect(await take(reader, 1)).toMatchObject([{ type: 'presented' }])

    system.unplug(ACR)
    expect(await take(reader, 1)).toEqual([
      {
        type: 'lost',
        code: 'READER_LOST',
        message: `home/front-door: the PC/SC reader "${ACR}" was unplugged; waiting for it.`,
      },
    ])
    const elsewhere = ACR.replace('00 00', '02 00')
    system.plug(elsewhere)
    system.lay(elsewhere, '04A1B2C39000')
    expect(await take(reader, 2)).toEqual([
      { type: 'found' },
      { type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 C3' } },
    ])
    expect(system.openClients).toBe(1)
  })

  test('tells two of a kind apart by serial number and by slot', async () => {
    const [one, other] = ['Gemalto PC Twin Reader (70D7E2EE) 00 00', 'Gemalto PC Twin Reader (80A1) 01 00']
    const system = new FakePcsc(one, other)
    const [bySerial, bySlot] = [await open(system, { serial: '80A1' }), await open(system, { slot: '00 00' })]
    system.lay(other, '04A1B2029000')
    system.lay(one, '04A1B2019000')
    expect(await take(bySerial, 1)).toMatchObject([{ credential: { id: '04 A1 B2 02' } }])
    expect(await take(bySlot, 1)).toMatchObject([{ credential: { id: '04 A1 B2 01' } }])
  })

  test('does not take another reader of its kind, which was there beside it, for one that was unplugged', async () => {
    const [one, other] = [ACR, ACR.replace('00 00', '01 00')]
    const system = new FakePcsc(one)
    const reader = await open(system, { reader: 'ACR122U' })
    system.plug(other)
    await eventsHandled()
    system.unplug(one)
    expect(await take(reader, 1)).toMatchObject([{ type: 'lost' }])
    await vi.waitFor(() => expect(system.clientsMade).toBe(2))
    await eventsHandled()
    system.lay(other, '04A1B2029000')
    await eventsHandled()
    system.plug(one)
    system.lay(one, '04A1B2019000')
    expect(await take(reader, 2)).toMatchObject([{ type: 'found' }, { credential: { id: '04 A1 B2 01' } }])
  })

  test('finds the daemon again however often it dies, with one client at a time', async () => {
    const system = new FakePcsc(ACR)
    const reader = await open(system)
    for (let death = 0; death < 100; death++) {
      system.die()
      expect(await take(reader, 1)).toMatchObject([{ type: 'lost' }])
      system.revive()
      expect(await take(reader, 1)).toEqual([{ type: 'found' }])
    }
    expect(system.openClients).toBe(1)
  })

  test.for<[string, string]>([
    ['6300', 'it answers 6300 instead of 9000'],
    ['04A1B29000', 'a UID of 3 bytes'],
    ['90', 'answered 1 bytes'],
    ['0FB9B6D20654031FEC9000', 'a UID of 9 bytes'],
  ])('presents nothing for a card that answers %s, says why, and reads the next one', async ([reply, why]) => {
    const system = new FakePcsc(ACR)
    const { promise: noticed, resolve } = deferred<string>()
    const reader = await open(system, { onNotice: resolve })
    system.lay(ACR, reply)
    expect(await noticed).toContain(why)
    system.takeOff(ACR)
    system.lay(ACR, '04A1B2C39000')
    expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 C3' } }])
  })

  test('presents no card that was taken off before it was read, nor another in its place', async () => {
    const system = new FakePcsc(ACR)
    const { promise: noticed, resolve } = deferred<string>()
    const reader = await open(system, { onNotice: resolve })
    system.lay(ACR, '04A1B2019000')
    system.takeOff(ACR)
    system.lay(ACR, '04A1B2029000')
    system.takeOff(ACR)
    expect(await noticed).toContain('taken off too early')
    system.lay(ACR, '04A1B2039000')
    expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 03' } }])
  })

  test('refuses presentations nobody takes, and says so', async () => {
    const system = new FakePcsc(ACR)
    const { promise: noticed, resolve } = deferred<string>()
    const reader = await open(system, { onNotice: resolve })
    for (let tap = 0; tap < 65; tap++) {
      system.lay(ACR, '04A1B2C39000')
      await eventsHandled()
    }
    expect(await noticed).toBe('home/front-door: 64 events wait and nobody takes them; a card was not presented.')
    expect(await take(reader, 64)).toHaveLength(64)
  })

  test('begins anew when more happens than can be queued', async () => {
    const system = new FakePcsc(ACR)
    const reader = await open(system)
    for (let tap = 0; tap < 300; tap++) system.takeOff(ACR)
    expect(await take(reader, 2)).toMatchObject([{ type: 'lost' }, { type: 'found' }])
  })

  test('names the readers there are when none fits, and leaves no client behind', async () => {
    const system = new FakePcsc(ACR, OMNIKEY)
    await expect(open(system, { reader: 'SCL3711' })).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message: `There is no PC/SC reader whose name contains "SCL3711". There are: ${ACR}, ${OMNIKEY}.`,
    })
    expect(system.openClients).toBe(0)
  })

  test('says what was wanted when it was said by serial number and slot', async () => {
    await expect(open(new FakePcsc(ACR), { serial: '7', slot: '00 01' })).rejects.toMatchObject({
      message: `There is no PC/SC reader with the serial number 7, at slot 00 01. There are: ${ACR}.`,
    })
  })

  test('says where no daemon answers and what starts one', async () => {
    const system = new FakePcsc(ACR)
    system.die()
    await expect(open(system)).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message: expect.stringMatching(
        /^Nobody answers at \/run\/fake\/pcscd\.comm\. Start the PC\/SC daemon with: sudo /,
      ),
    })
  })

  test('can be disposed while it waits for the daemon', async () => {
    const system = new FakePcsc(ACR)
    const reader = await openPcsc({ name: 'home/front-door' }, system)
    system.die()
    expect(await take(reader, 1)).toMatchObject([{ type: 'lost' }])
    await reader[Symbol.asyncDispose]()
    expect(await take(reader, 1)).toEqual([])
    expect(system.openClients).toBe(0)
  })
})

describe('listPcscReaders()', () => {
  test('lists the names in order and leaves no client behind', async () => {
    const system = new FakePcsc(OMNIKEY, ACR)
    expect(await listPcscReaders(system)).toEqual([ACR, OMNIKEY])
    expect(system.openClients).toBe(0)
  })

  test('lists none when there are none', async () => {
    expect(await listPcscReaders(new FakePcsc())).toEqual([])
  })
})
