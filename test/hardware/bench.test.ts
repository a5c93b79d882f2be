import { writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { describe } from 'vitest'
import { parse } from 'yaml'
import { openReader } from '../../rigs/attachments/open-reader.ts'
import { TagSource } from '../../rigs/rig-file/schema/devices.ts'
import type { Reader, ReaderEvent } from '../../sim/ports/reader.ts'
import { describeReader } from '../contract/reader.ts'

/**
 * The contract once more, with a reader on somebody's bench and their hands: `make test-hardware READER='{ kind: pcsc, reader: ACR122 }'`.
 * It wants two cards, two iButtons, or two fingers (lines of text). What they are is neither known nor shown: the first that comes is `one`, the other `two`.
 */
const wanted = process.env.READER ?? ''
if (wanted === '') {
  describe.skip('a reader on the bench (unverified: nobody named one; make test-hardware READER=SOURCE)', () => {
    describeReader('a reader on the bench', () => Promise.reject(new Error('skipped')))
  })
} else {
  const source = TagSource.parse(parse(wanted))
  if (source.kind === 'simulated') throw new Error('READER is a real reader, such as { kind: pcsc, reader: ACR122 }')
  const isIButton = source.kind === 'serial' && source.line === undefined
  const isTold = source.kind === 'pcsc' || isIButton
  const names = new Map<string, string>()
  const isText = source.kind === 'serial' && source.line?.encoding === 'text'
  const kind = isIButton ? 'ibutton' : isText ? 'external' : 'tag'
  describeReader(`a reader on the bench, ${wanted}`, async () => {
    const place = { name: 'home/bench', credential: kind } as const
    const ask = (sentence: string) => () => askSomebody(sentence)
    await isDone('Take everything off the reader, then press Enter.')
    return {
      reader: nameless(await openReader(place, source, askSomebody), names),
      present: [ask('Present the one card, iButton or finger.'), ask('Present the other one.')],
      expected: [
        { kind, id: 'one' },
        { kind, id: 'two' },
      ],
      ...(isTold && { remove: ask('Take it off.') }),
      vanish: ask('Pull the plug of the reader.'),
      comeBack: ask('Put it back, with nothing on it.'),
    }
  })
}

const TERMINAL = '/dev/tty'

/** On the terminal itself: what a test prints is collected by those who run it. */
function askSomebody(sentence: string): void {
  writeFileSync(TERMINAL, `\n>>> ${sentence}\n`)
}

async function isDone(sentence: string): Promise<void> {
  askSomebody(sentence)
  await using terminal = await open(TERMINAL)
  await terminal.read(Buffer.alloc(1024))
}

/** The same reader with names in the place of ids, in the order in which they first come. */
function nameless(reader: Reader, names: Map<string, string>): Reader {
  return {
    name: reader.name,
    events: () => ({
      async *[Symbol.asyncIterator]() {
        for await (const event of reader.events()) yield renamed(event, names)
      },
    }),
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  }
}

function renamed(event: ReaderEvent, names: Map<string, string>): ReaderEvent {
  if (event.type !== 'presented') return event
  const { id } = event.credential
  const name = names.get(id) ?? ['one', 'two'][names.size] ?? 'another'
  names.set(id, name)
  return { ...event, credential: { ...event.credential, id: name } }
}
