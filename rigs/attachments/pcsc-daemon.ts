import { existsSync, watch } from 'node:fs'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** How a reader's attachment knows whether the PC/SC daemon is there, and when it may be worth asking again. */
export interface PcscDaemon {
  /** Where it listens; for messages. */
  readonly address: string
  answers(): Promise<boolean>
  /** Watches from now on, once: `changed` resolves when the daemon may have come or gone since. Never rejects. */
  watch(): DaemonWatch
}

export interface DaemonWatch extends Disposable {
  readonly changed: Promise<void>
}

/** Long enough for a daemon that systemd starts on the first connection, and for its drivers to look at USB. */
const ANSWER_MS = 5000
/** A daemon that has others to accept is asked again. */
const BUSY_MS = 20

/** CMD_VERSION 4:4 of pcsc-lite's own protocol (winscard_msg.h), in the byte order of the machine, which is little-endian. */
const VERSION_QUESTION = Uint32Array.of(12, 0x11, 4, 4, 0)

/** The pcscd of this machine. Its socket is `PCSCLITE_CSOCK_NAME` where that is set, as for libpcsclite itself. */
export function pcscdOfThisMachine(): PcscDaemon {
  return pcscdAt(process.env.PCSCLITE_CSOCK_NAME ?? '/run/pcscd/pcscd.comm')
}

/** The pcscd whose socket that is. */
export function pcscdAt(address: string): PcscDaemon {
  return { address, answers: () => answersAt(address), watch: () => watchSocket(address) }
}

/**
 * Asks the daemon for its version, as libpcsclite does first.
 *
 * Asked before every client of nfc-pcsc is made, because its constructor runs on the main thread and spins there, for
 * ever, while no daemon answers. A connection alone is not enough: systemd accepts it before pcscd runs.
 * Only Linux has this socket; elsewhere PC/SC is part of the system and taken to be there.
 */
async function answersAt(address: string): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const deadlineMs = performance.now() + ANSWER_MS
  let answer = await ask(address)
  while (answer === 'busy' && performance.now() < deadlineMs) {
    await pause(BUSY_MS)
    answer = await ask(address)
  }
  return answer === 'there'
}

/** `busy` where more clients wait than pcscd has room for, which is two: several readers are opened at once. */
async function ask(address: string): Promise<'there' | 'busy' | 'absent'> {
  const socket = connect(address)
  try {
    socket.write(new Uint8Array(VERSION_QUESTION.buffer))
    return await new Promise((resolve) => {
      socket.once('data', () => resolve('there'))
      socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EAGAIN' ? 'busy' : 'absent'))
      socket.once('close', () => resolve('absent'))
      socket.setTimeout(ANSWER_MS, () => resolve('absent'))
    })
  } finally {
    socket.destroy()
  }
}

/**
 * Watches the socket's directory, or its nearest ancestor that exists.
 *
 * Not the socket, which is another one each time; and not by asking again and again: pcscd makes its socket, listens, and
 * then sets its mode, so the last of these changes comes when it can be asked.
 */
function watchSocket(address: string): DaemonWatch {
  let directory = dirname(address)
  while (!existsSync(directory)) directory = dirname(directory)

  const watcher = watch(directory)
  const changed = new Promise<void>((resolve) => {
    watcher.once('change', () => resolve())
    watcher.on('error', () => resolve())
  })
  return { changed, [Symbol.dispose]: () => watcher.close() }
}
