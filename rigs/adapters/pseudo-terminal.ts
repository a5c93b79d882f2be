import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstat, stat, unlink } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { RigError } from '../../sim/domain/errors.ts'

/** A serial port without a cable, with something of ours at its other end. Its link is removed when it ends. */
export interface PseudoTerminal extends AsyncDisposable {
  /** Resolves when it has ended, in words why where that was not our doing. Never rejects. */
  readonly ended: Promise<string | undefined>
  /** Says something unasked. Nobody hears it where it has ended. */
  say(bytes: Uint8Array): void
}

/** What socat says when the device file is there and everything sent to it arrives. */
const READY = /starting data transfer loop/
/** What has no meaning in an address of socat. */
const PLAIN_PATH = /^\/[\w./@+-]+$/

/**
 * Makes a tty of the kernel. socat holds it: Node cannot without a native addon.
 *
 * Programs open and close it as often as they like. What is at its other end `answers` all bytes that come, at once.
 *
 * @param link an absolute path that does not exist; a link that leads nowhere is replaced
 * @throws RigError `READER_ABSENT` where socat is not installed, `NAME_TAKEN` where something is there, `USAGE` for a path with
 *   letters that socat would misread, `FILE_UNREADABLE` where the link cannot be made
 */
export async function openPseudoTerminal(
  link: string,
  answers: (bytes: Uint8Array) => readonly number[],
  program = 'socat',
): Promise<PseudoTerminal> {
  if (!PLAIN_PATH.test(link)) {
    throw new RigError('USAGE', `${link} is no path for a link: absolute, of letters, digits and . _ - + @`)
  }
  await makeWay(link)
  const socat = spawn(program, ['-d', '-d', `pty,raw,echo=0,link=${link}`, '-'], { stdio: ['pipe', 'pipe', 'pipe'] })
  const failed = once(socat, 'error').then(([cause]) => Promise.reject(absent(program, cause)))
  let isClosing = false
  const ended = new Promise<string | undefined>((resolve) => {
    socat.once('close', (code, signal) => resolve(isClosing ? undefined : `${program} ended with ${code ?? signal}`))
  })
  await Promise.race([ready(socat.stderr, link), failed])
  failed.catch(() => {})
  converse(socat.stdout, socat.stdin, answers)
  return {
    ended,
    say: (bytes) => void socat.stdin.write(bytes),
    async [Symbol.asyncDispose]() {
      isClosing = true
      if (isRunning(socat)) socat.kill()
      await ended
    },
  }
}

/** A link of one that was killed may lie there; anything else is somebody's. */
async function makeWay(link: string): Promise<void> {
  const there = await lstat(link).catch(() => undefined)
  if (there === undefined) return
  const isDangling = there.isSymbolicLink() && (await stat(link).catch(() => undefined)) === undefined
  if (!isDangling) throw new RigError('NAME_TAKEN', `${link} exists; name another link, or remove it`)
  await unlink(link)
}

/** Resolves when the tty can be opened; its log goes on being read, so that it never waits for us. */
function ready(log: Readable, link: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let last = ''
    const lines = createInterface({ input: log })
    lines.on('line', (line) => {
      if (READY.test(line)) resolve()
      last = line.replace(/^.*\] [A-Z] /, '')
    })
    lines.once('close', () => reject(new RigError('FILE_UNREADABLE', `${link} cannot be made: ${last}`)))
  })
}

function converse(stdout: Readable, stdin: Writable, answers: (bytes: Uint8Array) => readonly number[]): void {
  // It ends together with the process, which is waited for.
  stdin.on('error', () => {})
  stdout.on('data', (bytes: Uint8Array) => {
    const answer = answers(bytes)
    if (answer.length > 0) stdin.write(Uint8Array.from(answer))
  })
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

function absent(program: string, cause: NodeJS.ErrnoException): RigError {
  const why = cause.code === 'ENOENT' ? `the program ${program} is not here` : cause.message
  const message = `No pseudo-terminal can be made: ${why}. Mend it with: sudo apt-get install socat`
  return new RigError('READER_ABSENT', message, { cause })
}
