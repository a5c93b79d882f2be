import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, lstatSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { openOneWireReader } from '../../rigs/attachments/serial/one-wire-reader.ts'
import { take } from '../contract/reader.ts'
import { anObserver, type BusClient } from '../helpers/a-bus-client.ts'
import { aFolder, aLiveRig, type LiveRig } from '../helpers/a-live-rig.ts'
import { hardwareMissing } from './available.ts'

const run = promisify(execFile)

const DEVICE = 'home/one-wire'
const READER = 'home/side-door'
/** Of blue-button and red-button in the rig file, as digitemp and OWFS spell them. */
const [BLUE, RED] = ['01AB896745230179', '01CD896745230108']
const [BLUE_OWFS, RED_OWFS] = ['01.AB8967452301', '01.CD8967452301']
/** A flush of owserver takes along what socat has not read yet; owserver finds out within ten seconds, and begins anew. */
const GRACE = { timeout: 60_000, interval: 100 }
const ASKED_MS = 15_000

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

/** In this order: each goes on where the one before it has stopped. */
describe.skipIf(missing.length > 0)(`loxrig adapter, read by programs that nobody here wrote${title}`, () => {
  let rig: LiveRig
  let observer: BusClient
  let link: string

  beforeAll(async () => {
    rig = await aLiveRig()
    observer = await anObserver(rig.card)
    link = join(rig.folder, 'ds9097u')
  })

  afterAll(async () => {
    await observer[Symbol.asyncDispose]()
    await rig[Symbol.asyncDispose]()
  })

  const hold = async (ibutton: string, duration: string): Promise<void> => {
    const { code, stderr } = await rig.run('touch', READER, ibutton, '--hold', duration)
    if (code !== 0) throw new Error(stderr)
  }
  /** Resolves when the extension says that one was taken off. */
  const takenOff = (): Promise<unknown> => {
    const before = new Set(observer.seen)
    return observer.sees((seen) => !before.has(seen) && seen.topic === `${DEVICE}/event/ibutton-departed`)
  }

  test('says what reads it, as the guide has it, and shows in status where it is', async () => {
    const { code, stdout, stderr } = await rig.run('adapter', DEVICE, '--link', 'ds9097u')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^home\/one-wire is a DS9097U at .*\n {2}digitemp_DS9097U -w -s .*\n {2}owserver -d .*\n$/)
    expect(await readFile('docs/guide/readers.md', 'utf8')).toContain(stdout.replaceAll(link, '/tmp/ds9097u'))
    expect(await rig.json('status')).toMatchObject({
      devices: expect.arrayContaining([expect.objectContaining({ device: DEVICE, adapter: link })]),
    })
    expect((await rig.run('adapter', READER, '--link', 'another')).stderr).toBe(
      `NAME_TAKEN: ${DEVICE} has an adapter at ${link}; loxrig adapter ${DEVICE} --close first\n`,
    )
  })

  test('digitemp lists the iButtons that lie there, several at once, and no longer those that were taken off', async () => {
    expect(await digitemp(link)).not.toMatch(/01(AB|CD)896745/)
    const departed = takenOff()
    await Promise.all([hold('blue-button', '5s'), hold('red-button', '1h')])
    const listed = await digitemp(link)
    expect(listed).toContain(`${BLUE} : DS2401/DS1990A Serial Number iButton`)
    expect(listed).toContain(`${RED} : DS2401/DS1990A Serial Number iButton`)
    await departed
    const later = await digitemp(link)
    expect(later).toContain(RED)
    expect(later).not.toContain(BLUE)
  })

  test('what is held there cannot come once more, which is said in a sentence', async () => {
    expect(await rig.run('touch', READER, 'red-button')).toMatchObject({
      code: 2,
      stderr: `INVALID: red-button lies on ${READER} already; wait until it is taken off\n`,
    })
  })

  test('reads what digitemp left behind in the chip, with our own master', async () => {
    await digitemp(link)
    const reader = await openOneWireReader({ name: READER, port: link })
    onTestFinished(() => reader[Symbol.asyncDispose]())
    expect(await take(reader, 1)).toMatchObject([{ type: 'presented', credential: { kind: 'ibutton' } }])
    const touched = rig.run('touch', READER, 'blue-button', '--expect', 'granted')
    expect(await take(reader, 2)).toMatchObject([
      { type: 'presented', credential: { id: '01.AB.89.67.45.23.01.79' } },
      { type: 'removed' },
    ])
    expect((await touched).code).toBe(0)
  })

  test("OWFS's owserver sees iButtons come and go, and reads their ROM", async () => {
    const address = await owserver(link)
    await vi.waitFor(async () => expect(await owdir(address)).toEqual([RED_OWFS]), GRACE)
    await hold('blue-button', '20s')
    const departed = takenOff()
    await vi.waitFor(async () => expect(await owdir(address)).toEqual([BLUE_OWFS, RED_OWFS]), GRACE)
    const { stdout } = await run('owread', ['-s', address, `/uncached/${BLUE_OWFS}/address`])
    expect(stdout).toBe(BLUE)
    await departed
    await vi.waitFor(async () => expect(await owdir(address)).toEqual([RED_OWFS]), GRACE)
  })

  test('is gone when it is closed, and opened again with what lies there', async () => {
    expect(await rig.run('adapter', DEVICE, '--close')).toMatchObject({
      code: 0,
      stdout: `${DEVICE} has no adapter any more.\n`,
    })
    expect(existsSync(link)).toBe(false)
    expect((await rig.run('adapter', DEVICE, '--close')).stderr).toBe(`NOT_FOUND: ${DEVICE} has no adapter open\n`)
    expect((await rig.run('adapter', DEVICE, '--link', link)).code).toBe(0)
    expect(await digitemp(link)).toContain(RED)
  })

  test('that ends by itself is told of', async () => {
    const { stdout } = await run('pgrep', ['--parent', String(rig.up.pid), 'socat'])
    process.kill(Number(stdout))
    await rig.up.says(new RegExp(`^ADAPTER_LOST: ${DEVICE}: the adapter at ${link} is gone: socat ended with \\d+$`))
  })

  test.for([
    [['adapter', DEVICE], /^USAGE: say where the device file shall be with --link PATH, or --close\n$/],
    [
      ['adapter', 'home/front-door', '--link', 'x'],
      /^NOT_FOUND: no 1-Wire Extension home\/front-door in rig two-sites/,
    ],
    [
      ['adapter', DEVICE, '--link', 'no/such/folder/x'],
      /^FILE_UNREADABLE: .*no\/such\/folder\/x cannot be made: .+\n$/,
    ],
  ] as const)('refuses loxrig %s', async ([words, sentence]) => {
    expect(await rig.run(...words)).toMatchObject({ code: 2, stderr: expect.stringMatching(sentence) })
  })

  test('leaves no link and no process behind when the rig ends', async () => {
    await rig.run('adapter', DEVICE, '--link', link)
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    await rig.up.end('SIGINT')
    expect(existsSync(link)).toBe(false)
    await expect(run('pgrep', ['--full', link])).rejects.toMatchObject({ code: 1 })
  })
})

async function digitemp(link: string): Promise<string> {
  const folder = await aFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const { stdout } = await run('digitemp_DS9097U', ['-s', link, '-w'], { cwd: folder })
  return stdout
}

async function owserver(link: string): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`
  const daemon = spawn('owserver', ['--foreground', '-d', link, '-p', address], { stdio: 'ignore' })
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
