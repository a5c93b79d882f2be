import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPseudoTerminal } from '../../adapters/pseudo-terminal.ts'

/** A pseudo-terminal of the kernel: the device file that programs open, and its far end, which is ours. */
export interface Pty extends AsyncDisposable {
  readonly path: string
  /** Writes at the far end what whoever opened the device file reads. */
  say(bytes: Uint8Array): void
}

/**
 * Makes one in a folder of its own.
 *
 * @param answer to the bytes that were written to the device file
 * @throws RigError `READER_ABSENT` where socat is not here
 */
export async function openPty(answer: (bytes: Uint8Array) => readonly number[] = () => []): Promise<Pty> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-pty-'))
  const path = join(folder, 'ttyUSB0')
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const terminal = await openPseudoTerminal(path, answer)
    return {
      path,
      say: (bytes) => terminal.say(bytes),
      async [Symbol.asyncDispose]() {
        await terminal[Symbol.asyncDispose]()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
