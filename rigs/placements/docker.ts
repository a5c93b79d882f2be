import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { RigError } from '../../sim/domain/errors.ts'

/** Longer than any command but a build takes. */
const COMMAND_MAX_MS = 60_000

/**
 * Runs the docker command; returns what it prints, without the last line's end. Throws READER_ABSENT where there is no such
 * command, and DEVICE_OFFLINE with Docker's own sentence where it fails.
 */
export async function docker(...words: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('docker', words, { timeout: COMMAND_MAX_MS })
    return stdout.trimEnd()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      const sentence = 'the docker command is missing; mend it with: sudo apt-get install docker.io'
      throw new RigError('READER_ABSENT', sentence, { cause })
    }
    const { stderr = '' } = cause as { readonly stderr?: string }
    throw new RigError('DEVICE_OFFLINE', `docker ${words[0]}: ${stderr.trim() || String(cause)}`, { cause })
  }
}

/** Throws READER_ABSENT where containers cannot run: no command, no engine, or not the image. Says what mends it. */
export async function requireImage(image: string): Promise<void> {
  try {
    await docker('version')
  } catch (error) {
    if (!(error instanceof RigError) || error.code === 'READER_ABSENT') throw error
    throw new RigError('READER_ABSENT', `no Docker engine answers (${error.message}); start one, or see loxrig doctor`)
  }
  try {
    await docker('image', 'inspect', '--format', '{{.Id}}', image)
  } catch (cause) {
    throw new RigError('READER_ABSENT', `the image ${image} is not there; make it with: make image`, { cause })
  }
}
