import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openLineReader } from '../../rigs/attachments/serial/line-reader.ts'
import type { LineFormat } from '../../sim/protocol/line-reader/line-format.ts'
import { FakeCable } from '../helpers/fake-cable.ts'
import { describeReader, take } from './reader.ts'

const HEX: LineFormat = { encoding: 'hex', credential: 'tag' }
const silent = () => ({ hear: () => [] })

function send(cable: FakeCable, text: string): void {
  cable.disturb(...Buffer.from(text, 'latin1'))
}

describeReader('a reader that writes lines, on a cable in memory', async () => {
  const cable = new FakeCable(silent)
  return {
    reader: await openLineReader({ name: 'home/gate', port: cable.path, baudRate: 9600, format: HEX }, cable),
    present: [() => send(cable, '04A1B2C3\r\n'), () => send(cable, 'noise\n04A1B2C3D4E580\n')],
    expected: [
      { kind: 'tag', id: '04 A1 B2 C3' },
      { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' },
    ],
    vanish: () => cable.unplug(),
    comeBack: () => cable.plug(),
  }
})

describeReader('a fingerprint scanner that writes lines of text, on a cable in memory', async () => {
  const cable = new FakeCable(silent)
  const format: LineFormat = { encoding: 'text', credential: 'external', prefix: 'FINGER=' }
  return {
    reader: await openLineReader({ name: 'home/fingerprint', port: cable.path, baudRate: 9600, format }, cable),
    present: [() => send(cable, 'FINGER=17\r\n'), () => send(cable, 'noise\nFINGER=right thumb\n')],
    expected: [
      { kind: 'external', id: '17' },
      { kind: 'external', id: 'right thumb' },
    ],
    vanish: () => cable.unplug(),
    comeBack: () => cable.plug(),
  }
})

describe('openLineReader()', () => {
  async function opened(format: LineFormat = HEX) {
    const cable = new FakeCable(silent)
    const notices: string[] = []
    const reader = await openLineReader(
      {
        name: 'home/gate',
        port: cable.path,
        baudRate: 9600,
        format,
        onNotice: (sentence) => void notices.push(sentence),
      },
      cable,
    )
    onTestFinished(() => reader[Symbol.asyncDispose]())
    return { cable, reader, notices }
  }

  test('reads a line that comes in pieces, and two that come at once', async () => {
    const { cable, reader } = await opened()
    send(cable, '04A1')
    send(cable, 'B2C3\r')
    send(cable, '\n04A1B2C4\r\n04A1B2C5\r\n')
    expect(await take(reader, 3)).toMatchObject(
      ['C3', 'C4', 'C5'].map((last) => ({ credential: { id: `04 A1 B2 ${last}` } })),
    )
  })

  test("reads an RDM6300's frames, which end without a newline", async () => {
    const { cable, reader } = await opened({ encoding: 'rdm6300', credential: 'external' })
    send(cable, '\u00024500B8D8F2D7\u0003\u00024500B8D8F2D7\u0003')
    expect(await take(reader, 2)).toMatchObject([
      { credential: { id: '4500B8D8F2' } },
      { credential: { id: '4500B8D8F2' } },
    ])
  })

  test.for<[what: string, garbage: string, sentence: string]>([
    [
      'bytes that are no text',
      '\u00f8\u0000\u0078\u00e6\u00f8',
      'home/gate: sends bytes that are no text; is 9600 baud right? Or it writes what is no text.',
    ],
    ['text without an end', 'x'.repeat(10_000), 'home/gate: sends no lines; is 9600 baud right?'],
  ])('asks for the baud rate where %s come, once, and reads the next line', async ([, garbage, sentence]) => {
    const { cable, reader, notices } = await opened()
    send(cable, garbage)
    send(cable, garbage)
    send(cable, '\n04A1B2C3\n')
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 C3' } }])
    expect(notices).toEqual([sentence])
  })

  test('reads the line behind noise of the wire', async () => {
    const { cable, reader, notices } = await opened()
    send(cable, '\u0000\u00ff04A1B2C3\r\n\u0000\r\n04A1B2C4\r\n')
    expect(await take(reader, 2)).toMatchObject([
      { credential: { id: '04 A1 B2 C3' } },
      { credential: { id: '04 A1 B2 C4' } },
    ])
    expect(notices).toEqual([])
  })

  test('tells of noise without an end', async () => {
    const { cable, reader, notices } = await opened()
    send(cable, `${'\u0000'.repeat(10_000)}\n04A1B2C3\n`)
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 C3' } }])
    expect(notices).toHaveLength(1)
  })

  test("an RDM6300's frame begins anew where one begins", async () => {
    const { cable, reader } = await opened({ encoding: 'rdm6300', credential: 'external' })
    send(cable, '\u00024500\u00fcB8\u00024500B8D8F2D7\u0003')
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '4500B8D8F2' } }])
  })

  test('reads any text as UTF-8, and says of other bytes that they are none', async () => {
    const { cable, reader, notices } = await opened({ encoding: 'text', credential: 'external', prefix: 'Tür=' })
    cable.disturb(...Buffer.from('Tür=Jürgen 指\r\n', 'utf8'))
    send(cable, 'T\u00fcr=J\u00fcrgen\r\n')
    cable.disturb(...Buffer.from(`Tür=${'é'.repeat(128)}\r\n`, 'utf8'))
    expect(await take(reader, 2)).toMatchObject([
      { credential: { id: 'Jürgen 指' } },
      { credential: { id: 'é'.repeat(128) } },
    ])
    expect(notices).toEqual([
      'home/gate: sends bytes that are no text (UTF-8); is 9600 baud right? Or it writes what is no text.',
    ])
  })

  test('says why a line is nobody once, without repeating it, and how many there were when one is understood', async () => {
    const { cable, reader, notices } = await opened()
    const why = 'home/gate: a line was not understood: The reader gave a UID of 3 bytes; a UID has 4, 7, 8 or 10.'
    send(cable, '04A1B2\n04A1\nhello\n04A1B2C3\n04A1B2C3\n')
    expect(await take(reader, 2)).toHaveLength(2)
    expect(notices).toEqual([why, 'home/gate: more lines that were not understood before this one: 2.'])
    send(cable, '04A1B2\n04A1B2C3\n')
    expect(await take(reader, 1)).toHaveLength(1)
    expect(notices.slice(2)).toEqual([why])
  })

  test('says once that nobody takes what it reads, and how much was lost', async () => {
    const { cable, reader, notices } = await opened()
    send(cable, '04A1B2C3\n'.repeat(100))
    await vi.waitFor(() => expect(notices).toHaveLength(1))
    expect(await take(reader, 64)).toHaveLength(64)
    send(cable, '04A1B2C4\n')
    expect(await take(reader, 1)).toMatchObject([{ credential: { id: '04 A1 B2 C4' } }])
    expect(notices).toEqual([
      'home/gate: 64 events wait and nobody takes them; a credential was not presented.',
      'home/gate: more credentials that were not presented: 35.',
    ])
  })
})
