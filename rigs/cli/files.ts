import { readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'

/** Throws FILE_UNREADABLE. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw notRead(path, cause)
  }
}

/** Throws FILE_UNREADABLE. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw notRead(path, cause)
  }
}

function notRead(path: string, cause: unknown): RigError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return new RigError('FILE_UNREADABLE', `${path} ${NOT_READ[code] ?? `cannot be read: ${String(cause)}`}`, { cause })
}

const NOT_READ: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there: part of its path is no folder',
  EISDIR: 'is a folder; name a file',
  EACCES: 'cannot be read: you may not read it',
}

/** Writes a new file for its owner's eyes only. Throws FILE_UNREADABLE, also where there is one already. */
export async function writeSecret(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw notWritten(path, cause)
  }
}

/** Why a file could not be written, and what to do: FILE_UNREADABLE. */
export function notWritten(path: string, cause: unknown): RigError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const why = NOT_WRITTEN[code]?.(path) ?? `cannot be written: ${String(cause)}`
  return new RigError('FILE_UNREADABLE', `${path} ${why}`, { cause })
}

const NOT_WRITTEN: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `cannot be written: there is no folder ${dirname(path)}; make it first: mkdir -p ${dirname(path)}`,
  ENOTDIR: (path) => `cannot be written: ${dirname(path)} is no folder`,
  EEXIST: () => 'is there already; name a new file',
  EISDIR: () => 'is a folder; name a file',
  EACCES: () => 'cannot be written: you may not write there',
}
