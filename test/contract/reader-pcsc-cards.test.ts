import { setImmediate as eventsHandled } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPcsc } from '../../rigs/attachments/pcsc.ts'
import type { PcscReaderOptions } from '../../rigs/attachments/pcsc-reader.ts'
import type { Reader } from '../../sim/ports/reader.ts'
import { deferred } from '../helpers/deferred.ts'
import { FakePcsc } from '../helpers/fake-pcsc.ts'
import { take } from './reader.ts'

const ACR = 'ACS ACR122U PICC Interface 00 00'
const OMNIKEY = 'HID Global OMNIKEY 5022 Smart Card Reader 01 00'

describe('a PC/SC reader', () => {
  const open = async (system: FakePcsc, options: Omit<PcscReaderOptions, 'name'> = {}): Promise<Reader> => {
    const reader = await openPcsc({ name: 'home/front-door', ...options }, system)
    onTestFinished(() => reader[Symbol.asyncDispose]())
    return reader
  }

  test('presents a card that is left on once, and says that it is taken off once', async () => {
    const system = new FakePcsc(ACR, OMNIKEY)
    const reader = await open(system, { reader: 'ACR122U' })
    system.lay(ACR, '04A1B2C39000')
    expect(await take(reader, 1)).toMatchObject([{ type: 'presented' }])
    for (let time = 0; time < 5; time++) {
      system.lay(OMNIKEY, '04A1B2029000')
      system.takeOff(OMNIKEY)
      await eventsHandled()
    }
    system.takeOff(ACR)
    system.lay(ACR, '04A1B2019000')
    expect(await take(reader, 2)).toMatchObject([{ type: 'removed' }, { credential: { id: '04 A1 B2 01' } }])
  })

  test('presents nothing of a card that is pulled while it is read, says why, and reads the next one', async () => {
    const system = new FakePcsc(ACR)
    const { promise: noticed, resolve } = deferred<string>()
    const reader = await open(system, { onNotice: resolve })
    system.onTransmit = (name) => system.takeOff(name)
    system.lay(ACR, '04A1B2019000')
    expect(await noticed).toBe(
      'home/front-door: a card could not be read (No card or connection available.); lay it on again.',
    )
    system.onTransmit = () => {}
    system.lay(ACR, '04A1B2029000')
    expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 02' } }])
  })

  test('presents neither of two cards that lie on each other, says why, and reads the one that is left', async () => {
    const system = new FakePcsc(ACR)
    const { promise: noticed, resolve } = deferred<string>()
    const reader = await open(system, { onNotice: resolve })
    system.collide(ACR)
    expect(await noticed).toContain('a card could not be read (SCardConnect error: Card is unresponsive.(0x80100066))')
    system.lay(ACR, '04A1B2029000')
    expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 02' } }])
  })
})

describe('a DESFire on a PC/SC reader', () => {
  /** As PC/SC makes it of an ATS of 75 77 81 02 80: smart cards of ISO 14443-4. */
  const SMART_CARD = '3B8180018080'
  const STORAGE_CARD = '3B8F8001804F0CA000000306030001000000006A'
  const GET_VERSION = '9060000000'
  const EV2 = '0401011200160591AF'

  const opened = async (system: FakePcsc) => {
    const notices: { sentence: string; code: string | undefined }[] = []
    const onNotice = (sentence: string, code?: string): void => void notices.push({ sentence, code })
    const reader = await openPcsc({ name: 'home/front-door', onNotice }, system)
    onTestFinished(() => reader[Symbol.asyncDispose]())
    return { reader, notices }
  }
  const UID_ONLY = {
    code: 'READER_UID_ONLY',
    sentence: expect.stringMatching(
      /^home\/front-door: the card is a DESFire EV2, .* cannot authenticate an encrypted tag \(8 bytes and EC\): .*\.$/,
    ),
  }

  test('is presented by its UID, and that it cannot be authenticated is said once, with a code', async () => {
    const system = new FakePcsc(ACR)
    const { reader, notices } = await opened(system)
    for (let time = 0; time < 3; time++) {
      system.lay(ACR, '04A1B2C3D4E5809000', { atr: SMART_CARD, answers: { [GET_VERSION]: EV2 } })
      expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 C3 D4 E5 80' } }])
      system.takeOff(ACR)
      expect(await take(reader, 1)).toEqual([{ type: 'removed' }])
    }
    expect(notices).toEqual([UID_ONLY])
    expect(system.commands).toEqual(['FFCA000000', GET_VERSION, 'FFCA000000', 'FFCA000000'])
  })

  test.for<[string, string, string | undefined]>([
    ['a storage card, which is not asked', STORAGE_CARD, EV2],
    ['another smart card, which does not know the question', SMART_CARD, undefined],
    ['a smart card of another vendor', SMART_CARD, '1701011200160591AF'],
    ['an NTAG 424, whose version is of another type', SMART_CARD, '0404023000110591AF'],
  ])('is not seen in %s', async ([, atr, version]) => {
    const system = new FakePcsc(ACR)
    const { reader, notices } = await opened(system)
    system.lay(ACR, '04A1B2C39000', { atr, ...(version !== undefined && { answers: { [GET_VERSION]: version } }) })
    expect(await take(reader, 1)).toMatchObject([{ type: 'presented' }])
    await eventsHandled()
    system.takeOff(ACR)
    expect(await take(reader, 1)).toEqual([{ type: 'removed' }])
    expect(notices).toEqual([])
  })

  test('that is pulled while it is asked for its version was presented, and nothing else happens', async () => {
    const system = new FakePcsc(ACR)
    const { reader, notices } = await opened(system)
    system.onTransmit = (name, command) => command === GET_VERSION && system.takeOff(name)
    system.lay(ACR, '04A1B2C39000', { atr: SMART_CARD })
    expect(await take(reader, 2)).toMatchObject([{ type: 'presented' }, { type: 'removed' }])
    expect(notices).toEqual([])
  })
})

describe('LED and beeper of a PC/SC reader', () => {
  const GRANTED = 'FF0040A00403000101'
  const DENIED = 'FF0040500401010201'
  const LOCKED = 'FF0040500401010301'

  const shown = async (name: string, answer: string) => {
    const system = new FakePcsc(name)
    const notices: string[] = []
    const onNotice = (sentence: string): void => void notices.push(sentence)
    const reader = await openPcsc({ name: 'home/front-door', onNotice }, system)
    onTestFinished(() => reader[Symbol.asyncDispose]())
    const answers = { [GRANTED]: answer, [DENIED]: answer, [LOCKED]: answer }
    reader.show('granted')
    system.lay(name, '04A1B2C39000', { answers })
    expect(await take(reader, 1)).toMatchObject([{ type: 'presented' }])
    for (const signal of ['granted', 'denied', 'locked'] as const) reader.show(signal)
    await eventsHandled()
    system.takeOff(name)
    expect(await take(reader, 1)).toEqual([{ type: 'removed' }])
    reader.show('granted')
    await eventsHandled()
    return { commands: system.commands.filter((command) => command !== 'FFCA000000'), notices }
  }

  test.for(['ACS ACR122U PICC Interface 00 00', 'ACS ACR1252 1S CL Reader [PICC] 01 00', 'ACS ACM1252U 00 00'])(
    'show on %s what its keypad is told to, by the documented commands, while a card lies there',
    async (name) => {
      expect(await shown(name, '9002')).toEqual({ commands: [GRANTED, DENIED, LOCKED], notices: [] })
    },
  )

  test.for([OMNIKEY, 'ACS ACR1222 1S Dual Reader 00 00', 'Gemalto PC Twin Reader (70D7E2EE) 00 00'])(
    'are left alone on %s, whose command is not known',
    async (name) => {
      expect(await shown(name, '9000')).toEqual({ commands: [], notices: [] })
    },
  )

  test('that do not obey are told of once', async () => {
    expect(await shown(ACR, '6300')).toEqual({
      commands: [GRANTED, DENIED, LOCKED],
      notices: [
        'home/front-door: its LED and beeper do not take the command of an ACR122U; it shows what it shows by itself.',
      ],
    })
  })
})
