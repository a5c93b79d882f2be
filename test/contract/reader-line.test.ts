import { describe, expect, onTestFinished, test } from 'vitest'
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
      'home/gate: sends bytes that are no text; is 9600 baud right?',
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

  test('says why a line is nobody, without repeating it', async () => {
    const { cable, reader, notices } = await opened()
    send(cable, '04A1B2\n04A1B2C3\n')
    expect(await take(reader, 1)).toHaveLength(1)
    expect(notices).toEqual([
      'home/gate: a line was not understood: The reader gave a UID of 3 bytes; a UID has 4, 7, 8 or 10.',
    ])
  })
})
