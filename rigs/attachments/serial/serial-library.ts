import { existsSync, watch } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SerialPort } from 'serialport'
import { RigError } from '../../../sim/domain/errors.ts'
import { EventQueue } from '../event-queue.ts'
import type { DeviceWatch, SerialSession, SerialSettings, SerialSystem } from './serial-session.ts'
import { type ListedPort, putRight } from './usb-identity.ts'

/** Far more chunks than a reader sends while one is worked on. */
const CHUNKS_MAX = 4096

/** udev's, on Linux; elsewhere it is not there. */
const BY_PATH = '/dev/serial/by-path'

/** The serial ports of this machine. serialport and its addon are loaded with the first one that is opened. */
export const SERIAL_PORTS: SerialSystem = { open, list, isThere: existsSync, watch: watchDevice }

/** Opens a port with serialport. Throws READER_ABSENT where serialport itself cannot be loaded. */
async function open(settings: SerialSettings): Promise<SerialSession> {
  const { SerialPort } = await loadSerialport()
  const port = new SerialPort({ ...settings, autoOpen: false })
  const chunks = new EventQueue<Uint8Array>({ capacity: CHUNKS_MAX })
  // Events, not `for await (… of port)`: that ends alike for a closed port and a pulled cable, and leaving it early keeps the
  // port locked. Only `close` carries the cause.
  port.on('data', (chunk: Uint8Array) => {
    if (!chunks.push(chunk)) port.close()
  })
  const ended = new Promise<Error | undefined>((resolve) => {
    port.once('close', (cause: Error | null) => {
      chunks.close()
      resolve(cause ?? undefined)
    })
  })
  port.on('error', () => {})
  await new Promise<void>((resolve, reject) => port.open((error) => (error === null ? resolve() : reject(error))))
  const watching = watchGone(settings.path, port)
  void ended.then(() => watching[Symbol.dispose]())
  const closed = ended.then(() => Promise.reject(new Error('the port is closed')))
  closed.catch(() => {})
  return { chunks, ended, write: (bytes) => Promise.race([write(port, bytes), closed]), close: () => close(port) }
}

/** On Linux the library asks the program `udevadm`, which a slim container has not. */
async function list(): Promise<readonly ListedPort[]> {
  const { SerialPort } = await loadSerialport()
  const ports = await SerialPort.list().catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'the program udevadm is not here' : cause.message
    const message = `Serial ports cannot be listed: ${why}. Mend it with: sudo apt-get install udev`
    throw new RigError('READER_ABSENT', message, { cause })
  })
  const sockets = await socketsIn(BY_PATH)
  return ports.map((port) => {
    const socket = sockets.get(port.path)
    return putRight({ ...port, ...(socket !== undefined && { socket }) })
  })
}

/** Names of ports by their device files: two adapters that say the same of themselves are in two sockets. */
export async function socketsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => [])
  const links = names.map(async (name): Promise<[string, string][]> => {
    const link = join(folder, name)
    const device = await realpath(link).catch(() => undefined)
    return device === undefined ? [] : [[device, link]]
  })
  return new Map((await Promise.all(links)).flat().toSorted())
}

/** Throws READER_ABSENT where it cannot be loaded. */
export async function loadSerialport(): Promise<typeof import('serialport')> {
  try {
    return await import('serialport')
  } catch (cause) {
    throw new RigError('READER_ABSENT', 'The package serialport cannot be loaded. Mend it with: npm install', { cause })
  }
}

/** What is written to a port that has closed, the library keeps for when it opens, and says nothing: so race it with `closed`. */
function write(port: SerialPort, bytes: readonly number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    port.write(Uint8Array.from(bytes), (error) => {
      if (error) reject(error)
      else port.drain((failed) => (failed ? reject(failed) : resolve()))
    })
  })
}

function close(port: SerialPort): Promise<void> {
  return port.isOpen ? new Promise((resolve) => port.close(() => resolve())) : Promise.resolve()
}

/**
 * Closes the port when its device file is gone. A hang-up is sometimes answered with an endless read of nothing, of which the
 * library says nothing (serialport/bindings-cpp #162).
 */
function watchGone(path: string, port: SerialPort): Disposable {
  const watcher = watch(dirname(path), () => {
    if (!existsSync(path)) port.close(() => {})
  })
  watcher.on('error', () => {})
  return { [Symbol.dispose]: () => watcher.close() }
}

/** Watches the folder of a device file, or its nearest ancestor that exists: `/dev/serial/by-id` goes with its last entry. */
function watchDevice(path: string): DeviceWatch {
  let folder = dirname(path)
  while (!existsSync(folder)) folder = dirname(folder)
  const watcher = watch(folder)
  const changed = new Promise<void>((resolve) => {
    watcher.once('change', () => resolve())
    watcher.on('error', () => resolve())
  })
  return { changed, [Symbol.dispose]: () => watcher.close() }
}
