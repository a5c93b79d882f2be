import { readFile, writeFile } from 'node:fs/promises'
import { RigError } from '../../sim/domain/errors.ts'

/** Throws FILE_UNREADABLE. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new RigError('FILE_UNREADABLE', `${path} cannot be read`, { cause })
  }
}

/** Throws FILE_UNREADABLE. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new RigError('FILE_UNREADABLE', `${path} cannot be read`, { cause })
  }
}

/** Writes a new file for its owner's eyes only. Throws FILE_UNREADABLE, also where there is one already. */
export async function writeSecret(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw new RigError('FILE_UNREADABLE', `${path} cannot be written, or is there already`, { cause })
  }
}
