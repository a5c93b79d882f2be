import { readlink } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findPcscReaders } from '../../rigs/attachments/list-readers.ts'
import type { SayNotice } from '../../rigs/attachments/open-reader.ts'
import { listPcscReaders, openPcsc } from '../../rigs/attachments/pcsc.ts'
import { describeReader, take } from '../contract/reader.ts'
import { deferred } from '../helpers/deferred.ts'
import { nativeHandles } from '../helpers/native-handles.ts'
import { PCSCD, type PrivatePcscd, startPrivatePcscd } from '../helpers/vpcd/private-pcscd.ts'
import { VirtualCard, type VirtualCardOptions } from '../helpers/vpcd/virtual-card.ts'
import { hardwareMissing } from './available.ts'

const GET_VERSION = '9060000000'

const missing = hardwareMissing()
const title = missing.length === 0 ? 'a PC/SC reader' : `a PC/SC reader (unverified: ${missing.join(' ')})`

describe.skipIf(missing.length > 0)(title, () => {
  let daemon: PrivatePcscd

  beforeAll(async () => {
    daemon = await startPrivatePcscd()
    Object.assign(process.env, daemon.env)
  })

  afterAll(async () => {
    await daemon[Symbol.asyncDispose]()
  })

  const cardOn = (slot: 0 | 1, uid: string, more: Omit<VirtualCardOptions, 'port' | 'uid'> = {}): VirtualCard => {
    const card = new VirtualCard({ port: daemon.ports[slot], uid, ...more })
    onTestFinished(() => takeOff(card))
    return card
  }

  /** pcscd looks a few times a second: a card that comes in between would be taken for the one that lay there. */
  const takeOff = async (card: VirtualCard): Promise<void> => {
    const noticed = card.isInserted ? daemon.writes('Card Removed From') : undefined
    await card.remove()
    await noticed
  }

  const openSlot = async (slot: 0 | 1, onNotice: SayNotice = () => {}) => {
    const reader = await openPcsc({ name: 'home/front-door', reader: `Virtual PCD 00 0${slot}`, onNotice })
    onTestFinished(() => reader[Symbol.asyncDispose]())
    return reader
  }

  describeReader('a PC/SC reader through pcscd and nfc-pcsc', async () => {
    const reader = await openSlot(0)
    const card = cardOn(0, '')
    return {
      reader,
      present: [() => card.insert('04A1B2C3'), () => card.insert('04A1B2C3D4E580')],
      expected: [
        { kind: 'tag', id: '04 A1 B2 C3' },
        { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' },
      ],
      remove: () => takeOff(card),
      vanish: () => daemon.stop(),
      comeBack: () => daemon.start(),
    }
  })

  test('pcscd itself asked the card for its UID', async () => {
    const reader = await openSlot(0)
    const card = cardOn(0, '04C0FFEE')
    await card.insert()
    expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: { kind: 'tag', id: '04 C0 FF EE' } }])

    expect(card.commands).toEqual(['FFCA000000'])
    expect(await readlink(`/proc/${daemon.pid}/exe`)).toBe(PCSCD)
    await daemon.hasWritten('APDU: FF CA 00 00 00')
    await daemon.hasWritten('SW: 04 C0 FF EE 90 00')
  })

  test('cards on two readers come from the reader they lie on', async () => {
    const [first, second] = [await openSlot(0), await openSlot(1)]
    await cardOn(1, '04A1B202').insert()
    expect(await take(second, 1)).toEqual([{ type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 02' } }])
    await cardOn(0, '04A1B201').insert()
    expect(await take(first, 1)).toEqual([{ type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 01' } }])
  })

  test('two readers that are alike are listed with what means each of them, and are opened by that', async () => {
    const { readers } = await findPcscReaders()
    expect(readers.map(({ line }) => line)).toEqual([
      'source: { kind: pcsc, reader: Virtual PCD, slot: 00 00 }',
      'source: { kind: pcsc, reader: Virtual PCD, slot: 00 01 }',
    ])
    const reader = await openPcsc({ name: 'home/front-door', reader: 'Virtual PCD', slot: '00 01' })
    onTestFinished(() => reader[Symbol.asyncDispose]())
    await cardOn(1, '04A1B202').insert()
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 02' } }])
  })

  test('a card that is left on is presented once, whatever happens beside it, and taken off once', async () => {
    const reader = await openSlot(0)
    const [left, beside] = [cardOn(0, '04A1B201'), cardOn(1, '04A1B202')]
    await left.insert()
    expect(await take(reader, 1)).toMatchObject([{ type: 'presented' }])
    for (let time = 0; time < 3; time++) {
      const noticed = daemon.writes('Card inserted into')
      await beside.insert()
      await noticed
      await takeOff(beside)
    }
    await takeOff(left)
    await left.insert('04A1B203')
    expect(await take(reader, 2)).toMatchObject([{ type: 'removed' }, { credential: { id: '04 A1 B2 03' } }])
  })

  test('a card that is pulled while it is read is not presented, which is said, and the next one is', async () => {
    const { promise: noticed, resolve } = deferred<string>()
    const reader = await openSlot(0, resolve)
    const removed = daemon.writes('Card Removed From')
    await cardOn(0, '04A1B201', { pulledAt: 'FFCA000000' }).insert()
    expect(await noticed).toMatch(/^home\/front-door: a card could not be read \(.+\); lay it on again\.$/)
    await removed
    await cardOn(0, '04A1B202').insert()
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 02' } }])
  })

  test('a DESFire is presented by its UID, and that it cannot be authenticated is said', async () => {
    const { promise: noticed, resolve } = deferred<[string, string | undefined]>()
    const reader = await openSlot(0, (sentence, code) => resolve([sentence, code]))
    const card = cardOn(0, '04A1B2C3D4E580', { atr: '3B8180018080', answers: { [GET_VERSION]: '0401013300160591AF' } })
    await card.insert()
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 C3 D4 E5 80' } }])
    expect(await noticed).toEqual([expect.stringContaining('the card is a DESFire EV3'), 'READER_UID_ONLY'])
    expect(card.commands).toEqual(['FFCA000000', GET_VERSION])
  })

  test('a card that lies there when the reader is opened is presented', async () => {
    const first = await openSlot(0)
    await cardOn(0, '04A1B2C3').insert()
    expect(await take(first, 1)).toMatchObject([{ type: 'presented' }])
    expect(await take(await openSlot(0), 1)).toMatchObject([{ type: 'presented' }])
  })

  test.for(['SIGTERM', 'SIGKILL'] as const)(
    'a daemon ended by %s is lost, and found when it is started again',
    async (signal) => {
      const reader = await openSlot(0)
      await daemon.stop(signal)
      expect(await take(reader, 1)).toMatchObject([
        { type: 'lost', code: 'READER_LOST', message: expect.stringContaining('home/front-door') },
      ])
      await daemon.start()
      expect(await take(reader, 1)).toEqual([{ type: 'found' }])
    },
  )

  test('a reader that was disposed, also after losses, leaves no handle behind that keeps the process from ending', async () => {
    const before = nativeHandles()
    const reader = await openSlot(0)
    expect(nativeHandles()).toBeGreaterThan(before)
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await daemon.stop(signal)
      await daemon.start()
      expect(await take(reader, 2)).toMatchObject([{ type: 'lost' }, { type: 'found' }])
      await cardOn(0, '04A1B2C3').insert()
      expect(await take(reader, 1)).toMatchObject([{ type: 'presented' }])
    }
    await reader[Symbol.asyncDispose]()
    expect(nativeHandles()).toBe(before)
  })

  test('a daemon that stays away is said in a sentence when a reader is opened, and so is a name nobody has', async () => {
    const address = daemon.env.PCSCLITE_CSOCK_NAME
    await expect(openPcsc({ name: 'x', reader: 'ACR122' })).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message:
        'There is no PC/SC reader whose name contains "ACR122". There are: Virtual PCD 00 00, Virtual PCD 00 01.',
    })
    await daemon.stop()
    await expect(openSlot(0)).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message: expect.stringContaining(address),
    })
    await expect(listPcscReaders()).rejects.toMatchObject({ code: 'READER_ABSENT' })
    await daemon.start()
    expect(await listPcscReaders()).toEqual(['Virtual PCD 00 00', 'Virtual PCD 00 01'])
  })
})
