import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { learnReader } from '../../rigs/attachments/learn-reader.ts'
import { openReader } from '../../rigs/attachments/open-reader.ts'
import { openLineReader } from '../../rigs/attachments/serial/line-reader.ts'
import { openOneWireReader } from '../../rigs/attachments/serial/one-wire-reader.ts'
import { SERIAL_PORTS } from '../../rigs/attachments/serial/serial-library.ts'
import { emptyBus } from '../../sim/domain/ibutton/one-wire-bus.ts'
import { describeReader, take } from '../contract/reader.ts'
import { aPty, type Pty } from '../helpers/a-pty.ts'
import { anAdapter, lay, lift, twoIButtons } from '../helpers/an-adapter.ts'

const run = promisify(execFile)

const ONE = '01.AB.89.67.45.23.01.79'
const OTHER = '01.01.02.03.04.05.06.BD'
/** A flush of owserver takes along what socat has not read yet; owserver finds out within ten seconds, and begins anew. */
const GRACE = { timeout: 60_000, interval: 100 }
const ASKED_MS = 15_000

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
    { withinMs: 20_000, signal: new AbortController().signal, isTaken: () => false, onNotice: () => {} },
    {
      settlesMs: 0,
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

describe('the simulated DS9097U, read by programs that nobody here wrote', () => {
  test('digitemp lists the iButtons that lie there', async () => {
    const { adapter, bus } = await installed()
    lay(bus, ONE)
    lay(bus, OTHER)
    const listed = await digitemp(adapter)
    expect(listed).toContain('01AB896745230179 : DS2401/DS1990A Serial Number iButton')
    expect(listed).toContain('01010203040506BD : DS2401/DS1990A Serial Number iButton')
    lift(bus, OTHER)
    const later = await digitemp(adapter)
    expect(later).toContain('01AB896745230179')
    expect(later).not.toContain('01010203040506BD')
  })

  test("OWFS's owserver sees iButtons come and go", async () => {
    const { adapter, bus } = await installed()
    lay(bus, ONE)
    const address = await owserver(adapter)
    await vi.waitFor(async () => expect(await owdir(address)).toEqual(['01.AB8967452301']), GRACE)
    lay(bus, OTHER)
    await vi.waitFor(async () => expect(await owdir(address)).toEqual(['01.010203040506', '01.AB8967452301']), GRACE)
    lift(bus, ONE)
    await vi.waitFor(async () => expect(await owdir(address)).toEqual(['01.010203040506']), GRACE)
    const { stdout } = await run('owread', ['-s', address, '/uncached/01.010203040506/address'])
    expect(stdout).toBe('01010203040506BD')
  })

  test('reads what digitemp left behind in the chip', async () => {
    const { adapter, bus } = await installed()
    lay(bus, ONE)
    await digitemp(adapter)
    const reader = await openOneWireReader({ name: 'home/side-door', port: adapter.path })
    onTestFinished(() => reader[Symbol.asyncDispose]())
    expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: { kind: 'ibutton', id: ONE } }])
  })
})

async function installed() {
  const bus = emptyBus()
  const adapter = await aPty(() => anAdapter(bus))
  onTestFinished(() => adapter[Symbol.asyncDispose]())
  return { bus, adapter }
}

async function digitemp({ path }: Pty): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-digitemp-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const { stdout } = await run('digitemp_DS9097U', ['-s', path, '-w'], { cwd: folder })
  return stdout
}

async function owserver({ path }: Pty): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`
  const daemon = spawn('owserver', ['--foreground', '-d', path, '-p', address], { stdio: 'ignore' })
  onTestFinished(async () => {
    const ended = once(daemon, 'exit')
    daemon.kill('SIGKILL')
    await ended
  })
  return address
}

/** The devices of family 01 that are there now, not those remembered. */
async function owdir(address: string): Promise<string[]> {
  const { stdout } = await run('owdir', ['-s', address, '/uncached'], { timeout: ASKED_MS })
  return [...stdout.matchAll(/01\.[0-9A-F]{12}/g)].map(([device]) => device).sort()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port')
  return address.port
}
