import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { Attachments } from '../../../rigs/attachments/attachments.ts'
import { EventQueue } from '../../../rigs/attachments/event-queue.ts'
import { type LearnOptions, learnReader } from '../../../rigs/attachments/learn-reader.ts'
import type { Found } from '../../../rigs/attachments/list-readers.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import type { ReaderEvent } from '../../../sim/ports/reader.ts'

const KEYPAD = { name: 'home/front-door', credential: 'tag' } as const
const CARD: ReaderEvent = { type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 C3' } }

/** Readers that are plugged in; what happens there begins when they are opened. */
class Bench {
  readonly opened = new Set<string>()
  readonly broken = new Set<string>()
  readonly #events = new Map<string, EventQueue<ReaderEvent>>()
  readonly founds: Found[]
  settlesMs = 0
  quietMs = 20
  onOpen: (name: string) => unknown = () => {}
  onClose = (): void => {}

  constructor(...names: readonly string[]) {
    const readers = names.map((name) => {
      const source = { kind: 'pcsc', reader: name } as const
      return { kind: 'pcsc', name, text: name, source, line: `source: { kind: pcsc, reader: ${name} }` } as const
    })
    this.founds = [
      { kind: 'pcsc', readers },
      { kind: 'serial', readers: [], unlisted: { why: 'No udevadm.', mend: 'sudo y' } },
    ]
  }

  find = async () => this.founds

  open = async (_place: unknown, { name }: { readonly name: string }) => {
    if (this.broken.has(name)) throw new RigError('READER_ABSENT', 'it is broken')
    const events = new EventQueue<ReaderEvent>({ capacity: 8 })
    this.#events.set(name, events)
    this.opened.add(name)
    this.onOpen(name)
    const close = async (): Promise<void> => {
      this.opened.delete(name)
      this.onClose()
      events.close()
    }
    return { name: KEYPAD.name, device: name, events: () => events, [Symbol.asyncDispose]: close }
  }

  lay(name: string): void {
    this.say(name, CARD)
  }

  say(name: string, event: ReaderEvent): void {
    this.#events.get(name)?.push(event)
  }
}

type More = Partial<LearnOptions> & { readonly taken?: string }

const options = ({
  withinMs = 5000,
  signal = new AbortController().signal,
  taken,
  onListening = () => {},
}: More = {}) => ({
  ...{ withinMs, signal, onListening, onNotice: () => {} },
  isTaken: ({ name }: { readonly name: string }) => name === taken,
})

describe('learning which reader is meant', () => {
  test('takes the one on which something is laid first, and closes the others', async () => {
    const bench = new Bench('A', 'B', 'C')
    bench.broken.add('A')
    bench.onOpen = (name) => setTimeout(() => bench.lay(name), name === 'B' ? 2000 : 20)
    const { reader, found } = await learnReader(KEYPAD, options(), bench)
    expect([reader.device, found.line, [...bench.opened]]).toEqual(['C', 'source: { kind: pcsc, reader: C }', ['C']])
  })

  test('says that it listens when what is laid there counts, and to which', async () => {
    const bench = new Bench('A', 'B', 'C')
    bench.broken.add('A')
    bench.settlesMs = 50
    bench.onOpen = (name) => bench.lay(name)
    const onListening = (names: readonly string[]): void => {
      expect(names).toEqual(['B', 'C'])
      bench.lay('C')
    }
    expect((await learnReader(KEYPAD, options({ onListening }), bench)).reader.device).toBe('C')
  })

  test('does not say that it listens where nothing can be opened, or it is over before', async () => {
    const heard: unknown[] = []
    const onListening = (names: readonly string[]): void => void heard.push(names)
    const broken = new Bench('A')
    broken.broken.add('A')
    await expect(learnReader(KEYPAD, options({ onListening }), broken)).rejects.toMatchObject({ code: 'READER_ABSENT' })
    const bench = new Bench('A')
    bench.settlesMs = 40
    const inVain = learnReader(KEYPAD, options({ withinMs: 5, onListening }), bench)
    await expect(inVain).rejects.toMatchObject({ code: 'DEADLINE' })
    await once(AbortSignal.timeout(80), 'abort')
    expect(heard).toEqual([])
  })

  test('what lay there when it was opened does not count', async () => {
    const bench = new Bench('A', 'B')
    bench.settlesMs = 100
    bench.onOpen = (name) => (name === 'A' ? bench.lay('A') : setTimeout(() => bench.lay('B'), 200))
    expect((await learnReader(KEYPAD, options(), bench)).reader.device).toBe('B')
  })

  test('leaves alone a reader that is attached elsewhere: a card there would open another door', async () => {
    const bench = new Bench('A', 'B')
    const opened: string[] = []
    bench.onOpen = (name) => {
      opened.push(name)
      setTimeout(() => bench.lay(name), 20)
    }
    expect((await learnReader(KEYPAD, options({ taken: 'A' }), bench)).reader.device).toBe('B')
    expect(opened).toEqual(['B'])
  })

  test('goes on reading with the reader it learnt, after the card that taught it', async () => {
    const bench = new Bench('A')
    bench.onOpen = (name) => setTimeout(() => bench.lay(name), 20)
    const { reader } = await learnReader(KEYPAD, options(), bench)
    bench.lay('A')
    for await (const event of reader.events()) {
      expect(event).toEqual(CARD)
      break
    }
    await reader[Symbol.asyncDispose]()
  })

  test('throws away what a reader tells after the first until it was quiet for a while', async () => {
    const bench = new Bench('A')
    bench.quietMs = 60
    const attachments = new Attachments({ command: () => expect.unreachable(), seal: () => '' }, () => {})
    bench.onOpen = () =>
      setTimeout(() => {
        for (let times = 0; times < 3; times++) bench.lay('A')
        setTimeout(() => bench.lay('A'), 30)
      }, 20)
    const { reader } = await learnReader(KEYPAD, options(), bench)
    const slot = { site: 'home', reader: 'front-door', device: 'front-door' }
    await attachments.attach(slot, 'pcsc', reader)
    const heard = attachments.happenings.next(() => true, 5000)
    bench.say('A', { type: 'removed' })
    expect(await heard).toEqual({ slot, type: 'removed' })
    await attachments[Symbol.asyncDispose]()
  })

  test('says which one does not stop, and leaves nothing open', async () => {
    const bench = new Bench('A')
    bench.quietMs = 200
    let telling: NodeJS.Timeout | undefined
    bench.onOpen = () => {
      telling = setInterval(() => bench.lay('A'), 10)
    }
    await expect(learnReader(KEYPAD, options({ withinMs: 100 }), bench)).rejects.toMatchObject({
      code: 'DEADLINE',
      message: 'home/front-door: A was not quiet in time; take away what lies there, and learn it again',
    })
    clearInterval(telling)
    expect(bench.opened.size).toBe(0)
  })

  test('takes no reader that is pulled before it is quiet', async () => {
    const bench = new Bench('A')
    bench.onOpen = () =>
      setTimeout(() => {
        bench.lay('A')
        bench.say('A', { type: 'lost', code: 'READER_LOST', message: 'pulled' })
      }, 20)
    await expect(learnReader(KEYPAD, options({ withinMs: 200 }), bench)).rejects.toMatchObject({ code: 'DEADLINE' })
    expect(bench.opened.size).toBe(0)
  })

  test('says so when nobody came in time, and leaves nothing open', async () => {
    const bench = new Bench('A', 'B')
    await expect(learnReader(KEYPAD, options({ withinMs: 30 }), bench)).rejects.toMatchObject({
      code: 'DEADLINE',
      message: 'home/front-door: nothing was presented in time to any of: A, B',
    })
    expect(bench.opened.size).toBe(0)
  })

  test('leaves nothing open when whoever asked has gone', async () => {
    const bench = new Bench('A')
    const gone = new AbortController()
    bench.onOpen = () => setTimeout(() => gone.abort(), 20)
    await expect(learnReader(KEYPAD, options({ signal: gone.signal }), bench)).rejects.toMatchObject({
      code: 'DEADLINE',
    })
    expect(bench.opened.size).toBe(0)
  })

  test('leaves nothing open when they go while the others are closed', async () => {
    const bench = new Bench('A', 'B')
    const gone = new AbortController()
    bench.onOpen = (name) => name === 'A' && setTimeout(() => bench.lay(name), 20)
    bench.onClose = () => gone.abort()
    await expect(learnReader(KEYPAD, options({ signal: gone.signal }), bench)).rejects.toMatchObject({
      code: 'DEADLINE',
    })
    expect(bench.opened.size).toBe(0)
  })

  test.for([
    ['a keypad', KEYPAD, 'home/front-door: no PC/SC reader is free. loxrig attach list shows what is there.'],
    [
      'an iButton reader where ports cannot be listed',
      { name: 'home/side-door', credential: 'ibutton' },
      'home/side-door: No udevadm. Mend it with: sudo y',
    ],
  ] as const)('says what is missing for %s', async ([, place, message]) => {
    await expect(learnReader(place, options(), new Bench())).rejects.toMatchObject({ code: 'READER_ABSENT', message })
  })

  test('at an external reader opens every port as a reader of lines that are spelled so, and says the line that does', async () => {
    const asked: unknown[] = []
    const bench = new Bench()
    const port = (path: string) => ({
      ...({ kind: 'serial', name: path, text: path, source: { kind: 'serial', path } } as const),
      line: '',
    })
    bench.founds.splice(1, 1, { kind: 'serial', readers: [port('/dev/ttyUSB0'), port('/dev/ttyUSB1')] })
    bench.onOpen = (name) => name === '/dev/ttyUSB1' && setTimeout(() => bench.lay(name), 20)
    const open: typeof bench.open = (place, found) => {
      asked.push(found)
      return bench.open(place, found)
    }
    const place = { name: 'house/fingerprint', credential: 'external' } as const
    const lines = { baudRate: undefined, line: { encoding: 'text', prefix: 'FINGER=' } } as const
    const { found } = await learnReader(place, { ...options(), lines }, { ...bench, find: bench.find, open })
    expect(asked).toMatchObject([
      { source: { path: '/dev/ttyUSB0', line: lines.line } },
      { source: { line: lines.line } },
    ])
    expect(found.line).toBe('source: { kind: serial, path: /dev/ttyUSB1, line: { encoding: text, prefix: FINGER= } }')
    bench.founds.splice(1, 1, { kind: 'serial', readers: [] })
    await expect(learnReader(place, options(), bench)).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message: 'house/fingerprint: no serial port is free. loxrig attach list shows what is there.',
    })
  })
})
