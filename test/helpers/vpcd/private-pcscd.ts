import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, on, once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type PcscDaemon, pcscdAt } from '../../../rigs/attachments/pcsc-daemon.ts'
import { freePortPair } from './free-port-pair.ts'

export const PCSCD = '/usr/sbin/pcscd'
export const VPCD_DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'

const WAIT_MS = 10_000
/** More than it writes of one test; all that it writes in a benchmark is too much to keep. */
const LINES_MAX = 500

/** A slot of a virtual reader, which is a reader of its own to all who use pcscd. */
export interface Slot {
  readonly name: string
  readonly port: number
}

interface VirtualReader {
  readonly name: string
  readonly ports: readonly [number, number]
}

/**
 * A pcscd of our own, with vsmartcard's virtual reader of two slots, that leaves the machine's own alone.
 *
 * pcscd has one place for its socket, /run/pcscd. In a mount namespace of its own another folder is bound there, which
 * everybody else sees by its own path, and libpcsclite goes where `env` says. libpcsclite reads that variable once per
 * process, before its first use: so a process can use one private daemon only, and has to have `env` before that.
 */
export class PrivatePcscd implements AsyncDisposable {
  /** What a process needs in its environment to use this daemon. */
  readonly env: Readonly<Record<'PCSCLITE_CSOCK_NAME', string>>
  /** Of the first virtual reader's two slots, `Virtual PCD 00 00` and `Virtual PCD 00 01`. */
  readonly ports: readonly [number, number]
  /** Of all virtual readers. */
  readonly slots: readonly Slot[]
  readonly #folder: string
  readonly #lines: string[] = []
  readonly #output = new EventEmitter<{ line: [string] }>()
  #child: ChildProcess | undefined

  constructor(folder: string, [first, ...more]: readonly [VirtualReader, ...VirtualReader[]]) {
    this.#folder = folder
    this.ports = first.ports
    this.slots = [first, ...more].flatMap(({ name, ports }) =>
      ports.map((port, slot) => ({ name: `${name} 00 0${slot}`, port })),
    )
    this.env = { PCSCLITE_CSOCK_NAME: join(folder, 'run', 'pcscd.comm') }
  }

  /** While it runs. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Resolves when it has written this, now or before. Its log has all APDUs. */
  async hasWritten(text: string): Promise<void> {
    if (!this.#lines.some((line) => line.includes(text))) await this.writes(text)
  }

  /** Resolves when it next writes this. */
  async writes(text: string): Promise<void> {
    const signal = AbortSignal.timeout(WAIT_MS)
    for await (const [line] of on(this.#output, 'line', { signal })) if (String(line).includes(text)) return
  }

  /** Ready for clients when it resolves. */
  async start(): Promise<void> {
    const run = join(this.#folder, 'run')
    // exec all along, so that the child is pcscd itself; and it dies with the process that started it, however that ends.
    const script =
      'mount --bind "$0" /run/pcscd && exec setpriv --pdeathsig KILL "$1" --foreground --info --apdu --config "$2"'
    await mkdir('/run/pcscd', { recursive: true })
    const child = spawn('unshare', ['--mount', 'sh', '-c', script, run, PCSCD, join(this.#folder, 'config')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    this.#collect(child)
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`pcscd ended:\n${this.#lines.join('\n')}`)))
    await Promise.race([answering(pcscdAt(this.env.PCSCLITE_CSOCK_NAME)), ended])
    ended.catch(() => {})
  }

  /** Gone when it resolves. SIGKILL leaves its socket behind, as a crash does. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  #collect({ stdout, stderr }: ChildProcess): void {
    for (const input of [stdout, stderr]) {
      if (input === null) continue
      createInterface({ input }).on('line', (line) => {
        this.#lines.push(line)
        if (this.#lines.length > LINES_MAX) this.#lines.shift()
        this.#output.emit('line', line)
      })
    }
  }
}

/**
 * Starts a private pcscd. Needs root, or whatever else lets one make a mount namespace.
 *
 * @param name of the virtual reader: readers are known by their names
 * @param more names of further ones, of two slots each
 */
export async function startPrivatePcscd(name = 'Virtual PCD', more: readonly string[] = []): Promise<PrivatePcscd> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-pcscd-'))
  await mkdir(join(folder, 'run'))
  await mkdir(join(folder, 'config'))
  const first = { name, ports: await freePortPair() }
  const configs = [readerConfig(first, VPCD_DRIVER)]
  const others: VirtualReader[] = []
  for (const another of more) {
    // A driver has one virtual reader in a process; a copy of it is another driver.
    const driver = join(folder, `libifdvpcd-${others.length}.so`)
    await copyFile(VPCD_DRIVER, driver)
    const reader = { name: another, ports: await freePortPair() }
    configs.push(readerConfig(reader, driver))
    others.push(reader)
  }
  await writeFile(join(folder, 'config', 'vpcd'), configs.join('\n'))
  const daemon = new PrivatePcscd(folder, [first, ...others])
  await daemon.start()
  return daemon
}

/** It says that it is ready a moment before it listens, so it is asked. */
async function answering(daemon: PcscDaemon): Promise<void> {
  for (;;) {
    using watch = daemon.watch()
    if (await daemon.answers()) return
    await watch.changed
  }
}

/** A device name that begins with /dev/null makes the driver listen instead of connect; the second slot takes the next port. */
function readerConfig({ name, ports: [port] }: VirtualReader, driver: string): string {
  return `FRIENDLYNAME "${name}"\nDEVICENAME /dev/null:${port}\nLIBPATH ${driver}\nCHANNELID ${port}\n`
}
